"""What the router knows: operators, queues, parties, offers. Only data and where it is listed."""

from bisect import bisect_left, insort
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from engine.domain.operator import (
    Assignment,
    Hold,
    OfferKind,
    Operator,
    OperatorStatus,
    Queue,
)
from engine.routing.actions import Action
from engine.routing.commands import RoutingCommand, SaveStatus
from engine.routing.rules import Rules
from engine.routing.timers import Timers

#: Weight of the latest talk in the mean length of a queue's talks.
_LATEST = 0.1


class Phase(Enum):
    RESERVING = auto()  # the row that takes the operator is being written
    OFFERED = auto()
    TALKING = auto()
    DONE = auto()  # the row that lets him go is still to be written


@dataclass(slots=True, eq=False)
class Engagement:
    """An operator and a party of this node. His row follows it (engine.routing.following)."""

    offer_id: str
    operator_id: int
    party: "Party"
    hold: Hold
    phase: Phase = Phase.RESERVING
    #: Of the session that it was offered to.
    token: str = ""
    answered: bool = False
    #: ``Queue.most_misses`` when he missed the offer.
    missed: int | None = None
    passed_on: bool = False


@dataclass(slots=True, eq=False)
class Party:
    """Who wants an operator: a subscriber, a colleague (consult) or a promised call."""

    id: str
    kind: OfferKind
    attempt_id: int | None
    line: "Line"
    since: datetime
    number: int
    priority: int = 0
    level: int = 0
    #: Before all others, whatever their priority: he had an operator already.
    front: bool = False
    preferred: int | None = None
    prefers_until: datetime | None = None
    #: Also while the preferred operator is not there.
    patient: bool = False
    #: Nobody but the preferred operator will do.
    only: bool = False
    barred: int | None = None
    limit_at: datetime | None = None
    limit_why: str = ""
    #: An offer that rings at the limit is stopped.
    hard_limit: bool = False
    waiting: bool = False
    #: He has talked with an operator: not abandoned any more.
    served: bool = False
    #: He has hung up, and operators who were in conference with him talk on.
    gone: bool = False
    #: As in ``Hold``: he is being dialled for an operator who waits for him on the line.
    stage: str = ""
    engagement: Engagement | None = None
    consult: "Party | None" = None
    parent: "Party | None" = None

    @property
    def key(self) -> tuple[bool, int, datetime, int]:
        return (not self.front, -self.priority, self.since, self.number)


@dataclass(slots=True, eq=False)
class Line:
    """A queue at work. Counts are of this node since it started."""

    queue: Queue
    waiting: list[tuple[tuple[bool, int, datetime, int], Party]] = field(default_factory=list)
    #: Operators who could take a call now, the first one first: (-level or 0, since, id).
    available: list[tuple[int, datetime, int]] = field(default_factory=list)
    signed_in: set[int] = field(default_factory=set)
    entered: int = 0
    answered: int = 0
    answered_in_time: int = 0
    abandoned: int = 0
    overflowed: int = 0
    operators_lost: int = 0
    #: Means in seconds; None: nothing was measured yet.
    talk_s: float | None = None
    wrap_up_s: float | None = None

    def measure_talk(self, seconds: float) -> None:
        self.talk_s = _mean(self.talk_s, seconds)

    def measure_wrap_up(self, seconds: float) -> None:
        self.wrap_up_s = _mean(self.wrap_up_s, seconds)


def _mean(so_far: float | None, latest: float) -> float:
    return latest if so_far is None else so_far + _LATEST * (latest - so_far)


@dataclass(slots=True, eq=False)
class Wanted:
    """An action that waits for its turn. ``request_id`` "": nobody waits for an answer."""

    action: Action
    request_id: str = ""
    token: str = ""
    #: The row has been read since it was wished.
    sure: bool = False


@dataclass(slots=True, eq=False)
class Write:
    """A row on its way to the database."""

    save: SaveStatus
    before: OperatorStatus
    action: Action
    wanted: Wanted | None


@dataclass(slots=True, eq=False)
class Seat:
    """An operator as this node sees him: the latest row it has heard of."""

    status: OperatorStatus
    operator: Operator | None = None
    pending: Write | None = None
    wanted: deque[Wanted] = field(default_factory=deque)
    #: The read that the first of them waits for.
    check: int | None = None
    engagement: Engagement | None = None
    lines: list[tuple[Line, int]] = field(default_factory=list)
    listed: list[tuple[Line, tuple[int, datetime, int]]] = field(default_factory=list)

    @property
    def free(self) -> bool:
        return (
            self.status.free
            and self.pending is None
            and self.engagement is None
            and not self.wanted
            and self.operator is not None
        )


class Room:
    def __init__(self, node: str, now: datetime) -> None:
        self.node = node
        self.now = now
        self.out: list[RoutingCommand] = []
        self.timers = Timers()
        self.rules = Rules()
        self.lines: dict[str, Line] = {}
        self.seats: dict[int, Seat] = {}
        self.parties: dict[str, Party] = {}
        self.offers: dict[str, Engagement] = {}
        self.preferring: dict[int, list[Party]] = {}
        self.gone_nodes: set[str] = set()
        #: All rows have been read once: who is not signed in is not there.
        self.loaded = False
        #: Seats whose rows may have to follow, parties and seats that may fit one another.
        self.touched: dict[int, Seat] = {}
        self.fresh_seats: dict[int, Seat] = {}
        self.fresh_parties: dict[str, Party] = {}
        self._number = 0

    def number(self) -> int:
        self._number += 1
        return self._number

    def seat(self, operator_id: int) -> Seat:
        seat = self.seats.get(operator_id)
        if seat is None:
            seat = self.seats[operator_id] = Seat(OperatorStatus(operator_id))
        return seat

    def touch(self, operator_id: int) -> None:
        self.touched[operator_id] = self.seats[operator_id]

    # --- lists ---------------------------------------------------------------------------------

    def list_seat(self, seat: Seat) -> None:
        """He is free: where he serves he can be found."""
        status = seat.status
        for line, level in seat.lines:
            best = line.queue.assignment is Assignment.BEST_SKILL
            entry = (-level if best else 0, status.since, status.operator_id)
            insort(line.available, entry)
            seat.listed.append((line, entry))
        self.fresh_seats[status.operator_id] = seat

    def unlist_seat(self, seat: Seat) -> None:
        for line, entry in seat.listed:
            del line.available[bisect_left(line.available, entry)]
        seat.listed.clear()
        self.fresh_seats.pop(seat.status.operator_id, None)

    def list_party(self, party: Party) -> None:
        party.waiting = True
        if not party.only:
            insort(party.line.waiting, (party.key, party))
        if party.preferred is not None:
            self.preferring.setdefault(party.preferred, []).append(party)
        self.fresh_parties[party.id] = party

    def unlist_party(self, party: Party) -> None:
        if not party.waiting:
            return
        party.waiting = False
        if not party.only:
            del party.line.waiting[self.place(party)]
        if party.preferred is not None:
            preferring = self.preferring[party.preferred]
            preferring.remove(party)
            if not preferring:
                del self.preferring[party.preferred]
        self.fresh_parties.pop(party.id, None)

    def place(self, party: Party) -> int:
        """0: the first in his line."""
        return bisect_left(party.line.waiting, party.key, key=lambda entry: entry[0])
