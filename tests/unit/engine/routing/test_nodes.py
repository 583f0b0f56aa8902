"""Several nodes share the operators; whatever the network does, and whoever dies:
never two calls for one operator, no subscriber lost, no operator stuck."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from engine.domain.operator import Assignment, Operator, PauseReason, Queue, WrapUp, WrapUpKind
from engine.routing import actions as do
from engine.routing import events
from tests.helpers.routing_network import Leg, Network, Node

OPERATORS = (
    Operator(1, "Anna", {"help": 3}),
    Operator(2, "Boris", {"help": 1}),
    Operator(3, "Clara"),
)
QUEUES = (
    Queue("sales", 1, wrap_up=WrapUp(WrapUpKind.TIMED, 6), time_limit_s=60, ring_timeout_s=9,
          sticky_s=4, rescue_s=15, direct_s=8),
    Queue("help", 2, skill="help", assignment=Assignment.BEST_SKILL, time_limit_s=40,
          wrap_up=WrapUp(WrapUpKind.FORCED, 4), direct_s=5, most_misses=2),
    Queue("polls", 3, wrap_up=WrapUp(WrapUpKind.OPTIONAL, 5), automated=True, time_limit_s=30,
          overflow_when_empty=False, direct_s=5),
)  # fmt: skip
REASONS = (PauseReason("lunch", at_once=1, minutes_per_day=2),)
NAMES = st.sampled_from([queue.name for queue in QUEUES])
PEOPLE = st.sampled_from([operator.id for operator in OPERATORS])
SELDOM = st.sampled_from([False, False, False, False, True])
WISHES = st.sampled_from(
    [
        do.GoAvailable(), do.GoAvailable(), do.GoOnBreak("lunch"), do.SignOut(),
        do.FinishWrapUp(), do.AskWrapUp(),
    ]
)  # fmt: skip


class Nodes(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = Network(OPERATORS, QUEUES, REASONS)

    @initialize()
    def begin(self) -> None:
        self.world.start()
        self.world.start(skew_s=0.4)
        for node, operator in zip([*self.world.nodes.values()] * 2, OPERATORS, strict=False):
            self.world.wish(node, operator.id, do.SignIn(f"t{operator.id}", "pc"), False)
        self.world.settle(1)

    def node(self, index: int) -> Node:
        return list(self.world.nodes.values())[index % len(self.world.nodes)]

    def leg(self, index: int) -> Leg:
        return list(self.world.legs.values())[index % len(self.world.legs)]

    # --- the network ---------------------------------------------------------------------------

    @precondition(lambda self: self.world.wire)
    @rule(index=st.integers(0, 30), fate=st.sampled_from(["first", "first", "any", "twice"]))
    def arrives(self, index: int, fate: str) -> None:
        wire = self.world.wire
        self.world.deliver(0 if fate == "first" else index % len(wire), keep=fate == "twice")

    @precondition(lambda self: self.world.wire)
    @rule(count=st.integers(1, 40))
    def much_arrives(self, count: int) -> None:
        for _ in range(min(count, len(self.world.wire))):
            self.world.deliver(0)

    @rule(for_s=st.sampled_from([0, 0, 1, 3]))
    def all_is_well_for_a_while(self, for_s: float) -> None:
        self.world.settle(for_s)

    @rule()
    def everybody_works(self) -> None:
        """Trouble is only found where work is done: calls come, are answered, and go on."""
        for operator in OPERATORS:
            row = self.world.table.row(operator.id)
            if not row.signed_in:
                self.world.wish(self.node(0), operator.id, do.SignIn("again", "pc"), False)
            elif not row.present:
                event = events.PresenceChanged(operator.id, row.token, True)
                self.world.feed(self.node(0), event)
            else:
                self.world.wish(self.node(0), operator.id, do.GoAvailable(), True)
        for node in list(self.world.nodes.values()):
            self.world.arrive(node, "sales")
        self.world.settle(0)
        for leg in list(self.world.legs.values()):
            if not leg.up:
                self.world.pick_up(leg)

    @precondition(lambda self: self.world.wire)
    @rule(index=st.integers(0, 30), all_of_it=SELDOM)
    def is_lost(self, index: int, all_of_it: bool) -> None:
        if all_of_it:
            self.world.wire.clear()
        else:
            del self.world.wire[index % len(self.world.wire)]

    @rule(index=st.integers(0, 5))
    def telephone_reports(self, index: int) -> None:
        self.world.report(self.node(index))

    @rule(step_s=st.sampled_from([0.1, 0.5, 1.0, 2.0, 5.0, 10.0]))
    def time_passes(self, step_s: float) -> None:
        self.world.pass_time(step_s)

    # --- subscribers ---------------------------------------------------------------------------

    @rule(index=st.integers(0, 5), queue=NAMES, sticky=st.none() | PEOPLE)
    def subscriber_comes(self, index: int, queue: str, sticky: int | None) -> None:
        self.world.arrive(self.node(index), queue, sticky=sticky)

    @precondition(lambda self: self.world.subscribers)
    @rule(index=st.integers(0, 20))
    def subscriber_hangs_up(self, index: int) -> None:
        parties = list(self.world.subscribers)
        self.world.hang_up(parties[index % len(parties)])

    # --- operators -----------------------------------------------------------------------------

    @precondition(lambda self: self.world.legs)
    @rule(index=st.integers(0, 5))
    def picks_up(self, index: int) -> None:
        if not (leg := self.leg(index)).up:
            self.world.pick_up(leg)

    @precondition(lambda self: self.world.legs)
    @rule(index=st.integers(0, 5), lost=st.booleans())
    def puts_down(self, index: int, lost: bool) -> None:
        self.world.put_down(self.leg(index), lost)

    @precondition(lambda self: self.world.legs)
    @rule(index=st.integers(0, 5), queue=NAMES, to=st.none() | PEOPLE)
    def transfers(self, index: int, queue: str, to: int | None) -> None:
        leg = self.leg(index)
        if leg.up:
            node = self.world.nodes[leg.node]
            node.reports.append(events.TransferAsked(leg.offer_id, to, queue))

    @precondition(lambda self: self.world.legs)
    @rule(index=st.integers(0, 5), to=st.none() | PEOPLE)
    def consults(self, index: int, to: int | None) -> None:
        leg = self.leg(index)
        if leg.up:
            party = f"k{self.world.count()}"
            self.world.nodes[leg.node].reports.append(events.ConsultAsked(leg.offer_id, party, to))

    @precondition(lambda self: self.world.legs)
    @rule(index=st.integers(0, 5), complete=st.booleans())
    def decides_on_consult(self, index: int, complete: bool) -> None:
        leg = self.leg(index)
        if leg.party.startswith("k"):
            kind = events.ConsultCompleted if complete else events.ConsultCancelled
            self.world.nodes[leg.node].reports.append(kind(leg.party))

    @rule(index=st.integers(0, 5), operator_id=PEOPLE, wish=WISHES, supervisor=st.booleans())
    def wishes(self, index: int, operator_id: int, wish: do.Wish, supervisor: bool) -> None:
        self.world.wish(self.node(index), operator_id, wish, supervisor)

    @rule(index=st.integers(0, 5), operator_id=PEOPLE)
    def signs_in(self, index: int, operator_id: int) -> None:
        token = f"t{self.world.count()}"
        self.world.wish(self.node(index), operator_id, do.SignIn(token, "pc"), False)

    @rule(index=st.integers(0, 5), operator_id=PEOPLE, present=st.booleans())
    def presence_changes(self, index: int, operator_id: int, present: bool) -> None:
        token = self.world.table.row(operator_id).token
        event = events.PresenceChanged(operator_id, token, present)
        self.world.feed(self.node(index), event)

    # --- nodes ---------------------------------------------------------------------------------

    @rule(index=st.integers(0, 5), skew_s=st.sampled_from([-0.7, 0.0, 0.9]), it_does=SELDOM)
    def node_dies(self, index: int, skew_s: float, it_does: bool) -> None:
        if it_does:
            self.world.kill(self.node(index).name)
            self.world.start(skew_s)

    @rule()
    def leases_run_out(self) -> None:
        self.world.leases_run_out()

    def teardown(self) -> None:
        if self.world.nodes:
            self.world.quiet()


TestNodes = Nodes.TestCase
TestNodes.settings = settings(max_examples=120, stateful_step_count=80, deadline=None)


def test_two_nodes_want_the_same_operator_at_the_same_moment() -> None:
    """The race itself, in every order of the four messages that matter."""
    for order in ("ab", "ba"):
        world = Network(OPERATORS[:1], QUEUES)
        world.start()
        world.start()
        first, second = world.nodes.values()
        world.wish(first, 1, do.SignIn("t", "pc"), False)
        world.settle(1)
        world.arrive(first, "sales")
        world.arrive(second, "sales")
        assert len(world.wire) == 2, "both reserve him"
        world.deliver(0 if order == "ab" else 1)
        world.settle(0)
        [leg] = world.legs.values()
        assert leg.node == (first.name if order == "ab" else second.name)
        world.pick_up(leg)
        world.put_down(leg, lost=False)
        world.settle(8)
        [other] = world.legs.values()
        assert other.party != leg.party, "who lost the race is next"
