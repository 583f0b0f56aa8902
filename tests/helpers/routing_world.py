"""One table of operators' rows and routers over it: at once and reliable (``Office``), or as a
network and a database are (tests/unit/engine/routing/test_nodes.py)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.domain.operator import Operator, OperatorState, OperatorStatus, PauseReason, Queue
from engine.routing import actions as do
from engine.routing import commands, events
from engine.routing.commands import RoutingCommand
from engine.routing.events import RoutingEvent
from engine.routing.router import Router
from engine.routing.rules import OwnResult

START = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


class Table:
    """What the database keeps: rows, and the results it was told to write."""

    def __init__(self) -> None:
        self.rows: dict[int, OperatorStatus] = {}
        self.results: list[OwnResult] = []

    def row(self, operator_id: int) -> OperatorStatus:
        return self.rows.get(operator_id, OperatorStatus(operator_id))

    def save(self, save: commands.SaveStatus) -> events.StatusSaved:
        """One transaction: compare, check the limit, set."""
        new = save.status
        row = self.row(new.operator_id)
        refused = False
        if row.revision == new.revision - 1:
            if save.limit is not None:
                others = sum(
                    other.operator_id != new.operator_id
                    and other.intent.state is OperatorState.ON_BREAK
                    and other.intent.reason == save.limit.reason
                    for other in self.rows.values()
                )
                refused = others >= save.limit.at_once
            if not refused:
                row = self.rows[new.operator_id] = new
                if save.result is not None:
                    self.results.append(save.result)
        return events.StatusSaved(new.write_id, row, refused)

    def read(self, read_id: int) -> events.StatusesRead:
        return events.StatusesRead(read_id, tuple(self.rows.values()))


class Office:
    """One router whose database answers at once. ``told``: what else it commanded, in order."""

    def __init__(
        self,
        operators: Iterable[Operator] = (),
        queues: Iterable[Queue] = (),
        reasons: Iterable[PauseReason] = (),
        table: Table | None = None,
        node: str = "A",
    ) -> None:
        self.now = START
        self.table = table or Table()
        self.router = Router(node, START)
        self.told: list[RoutingCommand] = []
        #: While False the database takes writes and answers nothing.
        self.answering = True
        self.requests = 0
        self.tell(events.RoutingChanged(tuple(operators), tuple(queues), tuple(reasons)))
        self.until(0)

    def tell(self, event: RoutingEvent) -> list[RoutingCommand]:
        """The event, and what the router commands because of it, all answers counted in."""
        before = len(self.told)
        self._carry_out(self.router.handle(event, self.now))
        return self.told[before:]

    def until(self, at: float) -> list[RoutingCommand]:
        """Let time pass, to so many seconds after the start."""
        before = len(self.told)
        while (due := self.router.next_timer()) <= START + seconds(at):
            self.now = max(self.now, due)
            self._carry_out(self.router.handle_timer(self.now))
        self.now = START + seconds(at)
        return self.told[before:]

    def _carry_out(self, out: list[RoutingCommand]) -> None:
        for command in out:
            match command:
                case commands.SaveStatus():
                    saved = self.table.save(command)
                    if self.answering:
                        self._carry_out(self.router.handle(saved, self.now))
                case commands.ReadStatus(read_id, operator_id):
                    if self.answering:
                        one = events.StatusRead(read_id, self.table.row(operator_id))
                        self._carry_out(self.router.handle(one, self.now))
                case commands.ReadStatuses(read_id):
                    if self.answering:
                        read = self.table.read(read_id)
                        self._carry_out(self.router.handle(read, self.now))
                case _:
                    self.told.append(command)

    # --- short ways ----------------------------------------------------------------------------

    def wish(self, operator_id: int, wish: do.Wish, token: str | None = None) -> str:
        """What became of it: "" or the code of its refusal."""
        self.requests += 1
        name = f"r{self.requests}"
        token = self.table.row(operator_id).token if token is None else token
        told = self.tell(events.WishMade(name, operator_id, wish, token))
        [answer] = [c for c in told if isinstance(c, commands.AnswerWish) and c.request_id == name]
        return "" if answer.refusal is None else answer.refusal.code

    def sign_in(self, *operator_ids: int) -> None:
        for operator_id in operator_ids:
            assert self.wish(operator_id, do.SignIn(f"t{operator_id}", f"pc{operator_id}")) == ""

    def wait(self, party: str, queue: str = "sales", **more: Any) -> list[RoutingCommand]:
        more.setdefault("since", self.now)
        number = int("".join(c for c in party if c.isdigit()) or 0)
        return self.tell(events.SubscriberWaiting(party, number, queue, **more))

    def offers(self, told: Iterable[RoutingCommand]) -> list[tuple[str, int]]:
        """Parties and operators that were brought together."""
        return [(c.party, c.operator_id) for c in told if isinstance(c, commands.Offer)]

    def offer(self, party: str) -> commands.Offer:
        """The latest offer of a party."""
        return [c for c in self.told if isinstance(c, commands.Offer) and c.party == party][-1]

    def answer(self, party: str) -> list[RoutingCommand]:
        return self.tell(events.OfferAnswered(self.offer(party).offer_id))

    def fail(self, party: str) -> list[RoutingCommand]:
        return self.tell(events.OfferFailed(self.offer(party).offer_id))

    def end(self, party: str, lost: bool = False) -> list[RoutingCommand]:
        return self.tell(events.TalkEnded(self.offer(party).offer_id, lost))

    def gone(self, party: str) -> list[RoutingCommand]:
        return self.tell(events.SubscriberGone(party))

    def state(self, operator_id: int) -> str:
        return str(self.table.row(operator_id).state)


def with_row(status: OperatorStatus, **changes: Any) -> OperatorStatus:
    """A row as another has written it."""
    return replace(status, revision=status.revision + 1, write_id="other:1", **changes)
