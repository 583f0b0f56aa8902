"""What the workstation needs of the world beside its telephone. ``rino_desktop.workstation_desk``
has it of the shared database; tests and pictures bring one of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.domain.hearing import SuperviseMode
from engine.domain.operator import OperatorStatus
from engine.ports.operators import OrderKind
from engine.routing.actions import Wish
from rmt.cards import Card
from rmt.facts import CardFacts, Day, Rules
from rmt.form_desk_port import FormsOfCalls


@dataclass(frozen=True, slots=True)
class RowNews:
    status: OperatorStatus


@dataclass(frozen=True, slots=True)
class AnswerNews:
    """To a wish or an order: {} done, with ``code`` refused."""

    key: str
    answer: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LinkNews:
    """``unsent``: so much waits on this computer for the database; ``unkept`` of it in memory
    alone, since the disk does not take it."""

    database: bool
    engine: bool
    unsent: int
    unkept: int = 0


@dataclass(frozen=True, slots=True)
class RulesNews:
    rules: Rules


@dataclass(frozen=True, slots=True)
class DayNews:
    day: Day


@dataclass(frozen=True, slots=True)
class SupervisedNews:
    """Supervisors on the call of now, as far as operators are to see them: names and how."""

    supervisors: tuple[tuple[str, SuperviseMode], ...]


News = RowNews | AnswerNews | LinkNews | RulesNews | DayNews | SupervisedNews


class Desk(Protocol):
    """Nothing here raises for a database that is away: orders are refused as ``not_confirmed``,
    results wait on this computer, and ``LinkNews`` tells. News come in the event loop that called
    ``start``."""

    operator_id: int
    #: One-time token of this session: calls that do not bear it are not ours.
    token: str
    workstation: str

    def start(self, on_news: Callable[[News], None]) -> None: ...

    async def stop(self) -> None:
        """What waits on this computer stays there."""
        ...

    def be_at(self, address: str) -> None:
        """Where the telephone is rung from now on; "" while it cannot be."""
        ...

    def wish(self, key: str, wish: Wish) -> None: ...

    def order(
        self, key: str, kind: OrderKind, arguments: Mapping[str, object], node: str
    ) -> None: ...

    async def card(self, attempt_id: int) -> CardFacts | None:
        """None: there is none. While the database is away it is waited for."""
        ...

    def keep_result(self, attempt_id: int, result: str, note: str, finish: bool) -> None:
        """It gets there, however long that takes and whatever happens to this process. Where this
        computer cannot keep it (``LinkNews.unkept``), as long as the process lives."""
        ...

    def remember(self, cards: list[Card]) -> None:
        """Unsaved cards, for the case that this process is killed."""
        ...

    async def remembered(self) -> list[Card]: ...

    def read_message(self, message_id: int) -> None: ...

    def look_at_day(self) -> None:
        """Soon: something has happened that its figures count."""
        ...

    @property
    def forms(self) -> FormsOfCalls: ...
