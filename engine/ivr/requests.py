"""What a scheme can ask of the world outside the call, and what answers it gets.

Pure data: the engine carries the requests out (engine.service.outside_steps), a dialogue of a
scheme answers them from its stubs, the editor's test call does either.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.scheme.values import Value


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query brings: ``rows`` are cells in the order of ``columns``."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class QuerySource:
    """Ask a data source; the answer is ``Rows``. ``statement``: SQL with ``:name`` parameters, or
    ``@entity`` of the source's mapping. Parameters are always bound, never put into the text."""

    source: str
    statement: str
    parameters: Mapping[str, Value]
    max_rows: int
    cache_s: float = 0.0


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """Ask a service of the registered source ``source``; the answer is ``HttpAnswer``. ``body``
    is JSON, None for none; ``path`` is added to the source's own URL."""

    source: str
    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """``json`` is None when the answer is no JSON."""

    status: int
    json: object
    text: str


@dataclass(frozen=True, slots=True)
class DrawTicket:
    """Give the contact a number of a draw; the answer is an int. No two contacts of a campaign
    get the same one; a contact who already has one gets it again. The answer is None when all
    from ``first`` to ``last`` are given out. ``shuffled``: in an order that cannot be foreseen,
    else one after the other."""

    draw: str
    first: int
    last: int
    shuffled: bool


@dataclass(frozen=True, slots=True)
class RunScript:
    """Run a registered Python function; the answer is a mapping of names to values."""

    script: str
    arguments: Mapping[str, Value]


OutsideRequest = QuerySource | HttpRequest | DrawTicket | RunScript
