"""Routers of several nodes over one table, with a network between them that delays, swaps,
doubles and loses, nodes that die, and clocks that differ.

The telephone is each node's own: its commands work at once, what it reports comes in order. The
world checks every command, and ``quiet`` what must hold when the trouble is over.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

from engine.domain.operator import Operator, OperatorState, PauseReason, Queue
from engine.routing import actions as do
from engine.routing import commands, events
from engine.routing.commands import RoutingCommand
from engine.routing.events import RoutingEvent
from engine.routing.matching import operator_for
from engine.routing.router import Router
from tests.helpers.routing_world import START, Table, seconds

#: Longer than any limit, ring, wrap-up and resend of the queues that are tried.
LONG_S = 120


@dataclass
class Leg:
    """A call at an operator's softphone."""

    node: str
    operator_id: int
    offer_id: str
    party: str
    up: bool = False


@dataclass
class Node:
    name: str
    skew: timedelta
    router: Router
    #: What its telephone has still to report.
    reports: deque[RoutingEvent] = field(default_factory=deque)


class Network:
    def __init__(
        self, operators: tuple[Operator, ...], queues: tuple[Queue, ...],
        reasons: tuple[PauseReason, ...] = (),
    ) -> None:  # fmt: skip
        self.setting = events.RoutingChanged(operators, queues, reasons)
        self.operators = operators
        self.now = START
        self.table = Table()
        self.nodes: dict[str, Node] = {}
        self.dead: set[str] = set()
        self.wire: list[tuple[str, RoutingCommand | RoutingEvent]] = []
        self.legs: dict[str, Leg] = {}
        #: Subscribers who are on the line: party → node.
        self.subscribers: dict[str, str] = {}
        self.finished: set[str] = set()
        self.requests: dict[str, str] = {}
        self.answers: list[str] = []
        self.number = 0

    def count(self) -> int:
        self.number += 1
        return self.number

    # --- nodes ---------------------------------------------------------------------------------

    def start(self, skew_s: float = 0.0) -> None:
        name = f"N{self.count()}"
        skew = seconds(skew_s)
        node = self.nodes[name] = Node(name, skew, Router(name, self.now + skew))
        self.feed(node, self.setting)

    def kill(self, name: str) -> None:
        """Its calls are gone; what it has sent may still arrive."""
        del self.nodes[name]
        self.dead.add(name)
        self.legs = {key: leg for key, leg in self.legs.items() if leg.node != name}
        for party in [t for t, node in self.subscribers.items() if node == name]:
            del self.subscribers[party]
        for request in [r for r, node in self.requests.items() if node == name]:
            del self.requests[request]

    def leases_run_out(self) -> None:
        """Every node is told of those whose lease is over."""
        for name in sorted(self.dead):
            for node in self.nodes.values():
                self.feed(node, events.NodeGone(name))

    def feed(self, node: Node, event: RoutingEvent) -> None:
        self.carry_out(node, node.router.handle(event, self.now + node.skew))

    # --- commands ------------------------------------------------------------------------------

    def carry_out(self, node: Node, out: list[RoutingCommand]) -> None:
        for command in out:
            match command:
                case commands.SaveStatus() | commands.ReadStatuses() | commands.ReadStatus():
                    self.wire.append((node.name, command))
                case commands.Offer(operator_id, offer_id, _, party):
                    self.ring(node, operator_id, offer_id, party)
                case commands.StopOffer(_, offer_id) | commands.HangUpOperator(_, offer_id):
                    if self.legs.pop(offer_id, None) is not None:
                        node.reports.append(events.TalkEnded(offer_id))
                case commands.Connect(operator_id, offer_id, _, party):
                    assert party not in self.finished, command
                    if offer_id in self.legs:
                        assert self.legs[offer_id].operator_id == operator_id
                        self.legs[offer_id].party = party
                case commands.LeaveQueue(party) | commands.TalkOver(party):
                    assert party not in self.finished, command
                    assert not [leg for leg in self.legs.values() if leg.party == party], command
                    self.finished.add(party)
                    self.subscribers.pop(party, None)
                case commands.AnswerWish(request_id):
                    assert self.requests.pop(request_id) == node.name, "answered twice"

    def ring(self, node: Node, operator_id: int, offer_id: str, party: str) -> None:
        others = [leg for leg in self.legs.values() if leg.operator_id == operator_id]
        assert others == [], "two calls for one operator"
        assert party not in self.finished
        row = self.table.row(operator_id)
        assert row.hold is not None, "he rings, and the table does not know"
        assert row.hold.offer_id == offer_id
        self.legs[offer_id] = Leg(node.name, operator_id, offer_id, party)

    # --- the wire ------------------------------------------------------------------------------

    def deliver(self, index: int, keep: bool = False) -> None:
        """One message arrives; ``keep``: and will once more."""
        name, message = self.wire[index]
        if not keep:
            del self.wire[index]
        if isinstance(message, commands.SaveStatus):
            before = self.table.row(message.status.operator_id).revision
            answer = self.table.save(message)
            self.wire.append((name, answer))
            if answer.status.revision != before:
                self.wire += [(n, events.StatusChanged(answer.status)) for n in self.nodes]
        elif isinstance(message, commands.ReadStatus):
            row = self.table.row(message.operator_id)
            self.wire.append((name, events.StatusRead(message.read_id, row)))
        elif isinstance(message, commands.ReadStatuses):
            self.wire.append((name, self.table.read(message.read_id)))
        elif name in self.nodes:
            self.feed(self.nodes[name], message)  # type: ignore[arg-type]

    def report(self, node: Node) -> None:
        if node.reports:
            self.feed(node, node.reports.popleft())

    def pass_time(self, step_s: float) -> None:
        self.now += seconds(step_s)
        for node in list(self.nodes.values()):
            if node.router.next_timer() <= self.now + node.skew:
                self.carry_out(node, node.router.handle_timer(self.now + node.skew))

    # --- people --------------------------------------------------------------------------------

    def arrive(self, node: Node, queue: str, **more: object) -> None:
        party = f"s{self.count()}"
        self.subscribers[party] = node.name
        event = events.SubscriberWaiting(party, self.number, queue, self.now, **more)  # type: ignore[arg-type]
        self.feed(node, event)

    def hang_up(self, party: str) -> None:
        node = self.nodes[self.subscribers.pop(party)]
        node.reports.append(events.SubscriberGone(party))

    def pick_up(self, leg: Leg) -> None:
        leg.up = True
        self.nodes[leg.node].reports.append(events.OfferAnswered(leg.offer_id))

    def put_down(self, leg: Leg, lost: bool) -> None:
        del self.legs[leg.offer_id]
        event = events.TalkEnded(leg.offer_id, lost) if leg.up else events.OfferFailed(leg.offer_id)
        self.nodes[leg.node].reports.append(event)

    def wish(self, node: Node, operator_id: int, wish: do.Wish, supervisor: bool) -> None:
        request = f"r{self.count()}"
        token = "" if supervisor else self.table.row(operator_id).token
        self.requests[request] = node.name
        self.feed(node, events.WishMade(request, operator_id, wish, token))

    # --- in the end ----------------------------------------------------------------------------

    def settle(self, for_s: float) -> None:
        """Nothing is lost any more, everything arrives in its order, and time passes."""
        until = self.now + seconds(for_s)
        while True:
            while self.wire:
                self.deliver(0)
            for node in self.nodes.values():
                while node.reports:
                    self.report(node)
            if self.wire:
                continue
            if self.now >= until:
                return
            self.pass_time(1.0)

    def quiet(self) -> None:
        """No operator is stuck, nobody waits beside a free one, all know the same; and the day
        goes on as if nothing had been."""
        self.leases_run_out()
        self.settle(30)
        self.agree()
        assert not self.requests, "wishes without an answer"
        self.answer_all()
        self.settle(LONG_S)
        assert not self.subscribers, "lost, neither served nor sent on"
        assert not self.legs
        self.go_on()

    def agree(self) -> None:
        """Rows, routers and softphones say the same of every call."""
        for row in self.table.rows.values():
            for node in self.nodes.values():
                assert node.router.status(row.operator_id) == row
            assert row.state is not OperatorState.WRAP_UP, row
            legs = [leg for leg in self.legs.values() if leg.operator_id == row.operator_id]
            if row.hold is None:
                assert legs == []
                assert row.state not in (OperatorState.RINGING, OperatorState.TALKING)
            else:
                assert [(leg.offer_id, leg.party) for leg in legs] == [
                    (row.hold.offer_id, row.hold.party)
                ], row
                assert legs[0].up is (row.state is OperatorState.TALKING), row
        for node in self.nodes.values():
            room = node.router._room
            lost = [t.id for t in room.parties.values() if t.waiting is (t.engagement is not None)]
            assert lost == [], "neither in the queue nor at an operator, or both"
            fit = [t.id for t in room.parties.values() if t.waiting and operator_for(room, t)]
            assert fit == [], "who fit one another stay apart"
            listed = {operator for line in room.lines.values() for *_, operator in line.available}
            assert listed == {op for op, seat in room.seats.items() if seat.free and seat.lines}

    def answer_all(self) -> None:
        """Who rings is answered, until nobody is left who talks or rings."""
        for _ in range(40):
            for leg in list(self.legs.values()):
                if not leg.up:
                    self.pick_up(leg)
            self.settle(1)
            for leg in list(self.legs.values()):
                if leg.offer_id in self.legs:  # nobody's hang-up has taken it along
                    assert (
                        self.table.row(leg.operator_id).state is OperatorState.TALKING or not leg.up
                    )
                    self.put_down(leg, lost=False)
                    self.settle(0)
            self.settle(7)
            if not self.legs:
                return

    def go_on(self) -> None:
        """Everybody can work: each gets a call, and no more than one."""
        node = next(iter(self.nodes.values()))
        for operator in self.operators:
            row = self.table.row(operator.id)
            if not row.signed_in:
                self.wish(node, operator.id, do.SignIn(f"t{self.count()}", "pc"), False)
                self.settle(0)
            row = self.table.row(operator.id)
            self.feed(node, events.PresenceChanged(operator.id, row.token, True))
            self.wish(node, operator.id, do.GoAvailable(), supervisor=True)
            self.settle(0)
        for _ in self.operators:
            self.arrive(node, "sales")
        self.settle(0)
        assert {leg.operator_id for leg in self.legs.values()} == {o.id for o in self.operators}
        self.answer_all()
        self.agree()
        assert all(row.free for row in self.table.rows.values())
