"""The parts of a run of retention, one for each kind, and what the protocol says of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.errors import KnownError
from engine.ports.storage import Database
from engine.ports.voice_files import RetentionRule
from engine.service import (
    audit_retention,
    contact_retention,
    operator_retention,
    reject_retention,
    retention_places,
    trace_retention,
    voice_retention,
)
from engine.service.audit_retention import AUDIT
from engine.service.contact_retention import CONTACTS
from engine.service.expired import Expired, Watch
from engine.service.operator_retention import OPERATORS
from engine.service.recordings import MESSAGES, RECORDINGS
from engine.service.reject_retention import REJECTS
from engine.service.trace_retention import TRACES
from engine.service.voice_store import VoiceStore

KINDS = (RECORDINGS, MESSAGES, CONTACTS, REJECTS, TRACES, OPERATORS, AUDIT)
#: Those that are no files.
IN_DATABASE = (CONTACTS, REJECTS, TRACES, OPERATORS, AUDIT)
#: Those whose rules are for all campaigns alike.
OF_OFFICE = (OPERATORS, AUDIT)
BEGIN, PART, RUN = "retention.begin", "retention.part", "retention.run"
_OF_ROWS = (
    contact_retention, reject_retention, trace_retention, operator_retention, audit_retention,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """``stopped``: by who had begun it; ``trouble``: why it broke off, None when it did not;
    ``rows_whole``, ``files_whole``: all was looked through, in the database and the voice store;
    ``asked``: voice stores that their engines go through soon."""

    items: tuple[Expired, ...]
    stopped: bool = False
    trouble: KnownError | None = None
    rows_whole: bool = True
    files_whole: bool = True
    asked: tuple[str, ...] = ()

    @property
    def files(self) -> int:
        return sum(item.count for item in self.items if item.kind not in IN_DATABASE)

    @property
    def bytes(self) -> int:
        return sum(item.bytes for item in self.items)

    def asking(self, places: tuple[str, ...]) -> "Outcome":
        return replace(self, asked=places)


@dataclass(frozen=True)
class Works:
    """``gone`` is told of all that is deleted, even if the part fails then; ``went_on`` is called
    now and then. ``store`` None: files are not looked at."""

    database: Database
    store: VoiceStore | None
    rules: Sequence[RetentionRule]
    campaigns: Sequence[str]
    now: datetime
    watch: Watch
    dry_run: bool
    gone: Callable[[Expired], None] = lambda _: None
    went_on: Callable[[], None] = lambda: None

    def rows(self) -> list[Callable[[], list[Expired]]]:
        def work(part: Callable[..., list[Expired]]) -> Callable[[], list[Expired]]:
            def apply() -> list[Expired]:
                found = part(
                    self.database, self.rules, self.now, dry_run=self.dry_run, watch=self.watch
                )
                if not self.dry_run:
                    for item in found:
                        self.gone(item)
                return found

            return apply

        return [work(part.apply_rules) for part in _OF_ROWS]

    def files(self) -> list[Expired]:
        if self.store is None or not any(r.kind in voice_retention.KINDS for r in self.rules):
            return []
        retention_places.require_the_same(self.database, self.store)
        return voice_retention.apply_rules(
            self.store, self.rules, self.campaigns, self.now, dry_run=self.dry_run,
            deleted=self._note, portion=self._note_portion, watch=self.watch,
        )  # fmt: skip

    def _note_portion(self, expired: Expired) -> None:
        """Before they are deleted: whatever happens then, there is no file that has gone and that
        nothing tells of."""
        details = _details(expired)
        self.database.transact(lambda s: s.audit.record(self.now, PART, "retention", details))
        self.went_on()

    def _note(self, expired: Expired, names: Sequence[str], whole: bool) -> None:
        if expired.count or whole:
            self.gone(expired)
            self.database.transact(
                lambda s: voice_retention.note_expired(s, expired, names, whole, self.now)
            )


def protocol(outcome: Outcome) -> dict[str, object]:
    return {
        "files": outcome.files,
        "bytes": outcome.bytes,
        "stopped": outcome.stopped,
        "trouble": str(outcome.trouble or ""),
        "items": {
            f"{item.kind} {item.folder}".strip(): {**_details(item), "left": item.left}
            for item in outcome.items if item.count or item.left
        },
    }  # fmt: skip


def _details(item: Expired) -> dict[str, object]:
    return {
        "kind": item.kind, "of": item.folder, "before": item.before.isoformat(),
        "days": item.days, "count": item.count, "bytes": item.bytes, "sha256": item.digest,
    }  # fmt: skip
