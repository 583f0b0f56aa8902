"""External stores of a campaign: what goes out to which of them, and in what form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class OutboxContent(StrEnum):
    """What a store gets. The values are a contract with campaign files."""

    ATTEMPTS = "attempts"  # each attempt, when it has ended
    RESULTS = "results"  # each result, when it is saved
    RECORDINGS = "recordings"  # each recording, when its call has ended
    WRITES = "writes"  # rows that the scheme itself sends


class OnRepeat(StrEnum):
    """What becomes of a row whose key is in the table already."""

    UPDATE = "update"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class OutboxSettings:
    """One ``[[outbox]]`` of a campaign file (docs/external-stores.md).

    Values of ``columns``, ``arguments`` and ``body`` are what the mapping knows: a field,
    ``result.NAME``, ``contact.HEADER``, ``write.NAME``, ``"=constant"``, ``"{expression}"``.
    """

    name: str
    #: A URL, or the name of a registered data source.
    store: str
    what: tuple[OutboxContent, ...]
    #: Environment variable with the password of a database, "" for none.
    password_env: str = ""
    #: Environment variable with the bearer token of a web service, "" for none.
    token_env: str = ""
    table: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    #: Column of the table that keeps the idempotency key.
    key: str = ""
    on_repeat: OnRepeat = OnRepeat.UPDATE
    procedure: str = ""
    arguments: tuple[str, ...] = ()
    method: str = "POST"
    #: Members of the JSON body; empty: the whole document.
    body: Mapping[str, str] = field(default_factory=dict)
    #: HTTP statuses that mean "taken"; empty: all of 200…299.
    status: tuple[int, ...] = ()
    #: IANA zone of times without a zone of their own, and of dates in file names.
    timezone: str = "UTC"
    timeout_s: float = 10.0
    #: A row that the store refuses for its content is tried so often before it is set aside.
    tries: int = 5

    @property
    def is_url(self) -> bool:
        return "://" in self.store


def takes(outboxes: Iterable[OutboxSettings], content: OutboxContent) -> list[OutboxSettings]:
    """Those that get ``content``, in their order."""
    return [outbox for outbox in outboxes if content in outbox.what]


def store_for(outboxes: Iterable[OutboxSettings], name: str) -> OutboxSettings | None:
    """The outbox that takes a scheme's rows under this name; names ignore case."""
    wanted = name.strip().casefold()
    return next(
        (o for o in takes(outboxes, OutboxContent.WRITES) if o.name.casefold() == wanted), None
    )


def missing_stores(outboxes: Sequence[OutboxSettings], names: Iterable[str]) -> list[str]:
    """Names that a scheme writes to and that no outbox with ``writes`` has."""
    return [name for name in dict.fromkeys(names) if store_for(outboxes, name) is None]
