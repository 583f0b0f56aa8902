"""What may happen to an order, what it costs, and that nothing else does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import KnownError
from engine.orders import calls
from engine.orders.beginning import ordered_time, steps_of
from engine.orders.checks import check_service
from engine.orders.machine import (
    Accept,
    Begin,
    Cancel,
    Command,
    Comment,
    Fail,
    Finish,
    PlanStep,
    SettleStep,
    WithdrawStep,
    apply,
    create,
    may_finish,
)
from engine.orders.model import (
    OPEN,
    TRANSITIONS,
    CallOutcome,
    ChangeKind,
    Charge,
    Order,
    OrderState,
    Price,
    Service,
    StepKind,
    StepPlan,
    StepState,
    Subscriber,
    Unit,
)
from engine.orders.money import charge_of, counted_seconds
from engine.orders.words import order_words
from engine.requests.words import query_words

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
UFA = ZoneInfo("Asia/Yekaterinburg")
TALK = Service(
    "Междугородный разговор", Decimal("3.45"), Unit.MINUTE, form="trunk-call",
    steps=(
        StepPlan(StepKind.NOTE, "Назвать цену"),
        StepPlan(StepKind.CONNECT, "Соединить с {wanted}", second="wanted", time_field="time",
                 tries=2, retry_s=120),
    ),
)  # fmt: skip
INQUIRY = Service("Письменная справка", Decimal("150.00"), steps=(
    StepPlan(StepKind.MANUAL, "Найти"), StepPlan(StepKind.MANUAL, "Выдать"),
))  # fmt: skip
WHO = Subscriber("+73472223344", "Ёлкин")
ANSWERS = {"wanted": "+74957000001", "time": "18:30"}


def ordered(service: Service = TALK, **rest: object) -> Order:
    steps = steps_of(service, WHO, ANSWERS, NOW, UFA)
    order = Order(7, service, WHO, "Ольга", NOW, answers=ANSWERS, steps=steps, **rest)  # type: ignore[arg-type]
    return create(order, NOW)[0]


def after(order: Order, *commands: Command, at: datetime = NOW) -> Order:
    for command in commands:
        order, _ = apply(order, command, "Пётр", at)
    return order


def accepted(service: Service = TALK, price: str = "3.45") -> Order:
    return after(ordered(service), Accept(Price(Decimal(price), "billing")))


def under_way(at: datetime = NOW, *, at_night: bool = False) -> Order:
    return calls.call_begun(after(accepted(), PlanStep(2, at_night=at_night)), 2, at)[0]


def ended(order: Order, outcome: CallOutcome, length: str | None = None, made: int = 1,
          at: datetime = NOW,
          may_ring: calls.MayRing = lambda *_: True) -> Order:  # fmt: skip
    seconds = None if length is None else Decimal(length)
    return calls.call_ended(order, 2, made, outcome, "", seconds, at, may_ring)[0]


def test_steps_come_of_the_catalogue_and_the_form() -> None:
    note, connect = ordered().steps
    assert (note.kind, note.settled) == (StepKind.NOTE, True)
    assert connect.title == "Соединить с +74957000001"
    assert (connect.first, connect.second) == (WHO.number, "+74957000001")
    assert connect.at == datetime(2026, 12, 1, 18, 30, tzinfo=UFA)
    (only,) = ordered(Service("Прочее")).steps
    assert (only.kind, only.title) == (StepKind.MANUAL, "Прочее")


def test_an_ordered_time_is_the_next_one_on_the_clock() -> None:
    at = ordered_time("", "7:00", NOW, UFA)  # it is 14 o'clock there
    assert at == datetime(2026, 12, 2, 7, 0, tzinfo=UFA)
    assert ordered_time("5.12.2026", "0700", NOW, UFA) == datetime(2026, 12, 5, 7, tzinfo=UFA)
    assert ordered_time("5.12.2026", "", NOW, UFA) is None


def test_done_by_hand_and_charged_by_the_piece() -> None:
    order = replace(accepted(INQUIRY, "150"), quantity=Decimal(3))
    with pytest.raises(KnownError, match="step 1 of the order 7 is not done: Найти"):
        after(order, Finish())
    order = after(order, SettleStep(1, StepState.DONE), SettleStep(2, StepState.SKIPPED))
    assert order.state is OrderState.IN_WORK
    assert order.person == "Пётр"
    assert may_finish(order)
    done, changes = apply(order, Finish("выдано"), "Пётр", NOW)
    assert (done.state, done.charge) == (OrderState.DONE, Charge(Decimal(3), Decimal("450.00")))
    assert [change.kind for change in changes] == [ChangeKind.STATE, ChangeKind.CHARGED]
    with pytest.raises(KnownError, match="done cannot become cancelled"):
        after(done, Cancel("передумал"))


def test_a_connection_completes_the_order_and_is_charged_as_measured() -> None:
    talking = calls.call_joined(under_way(), 2, 1, NOW)[0]
    assert talking.steps[1].joined_at == NOW
    done = ended(talking, CallOutcome.TALKED, "61.2")
    assert (done.state, done.steps[1].state) == (OrderState.DONE, StepState.DONE)
    assert done.charge == Charge(Decimal("2.00"), Decimal("6.90"))
    assert ended(done, CallOutcome.TALKED, "99") == done, "said twice"


def test_busy_is_tried_again_as_often_as_the_step_says() -> None:
    order = ended(under_way(), CallOutcome.B_BUSY)
    step = order.steps[1]
    assert (step.state, step.at) == (StepState.PLANNED, NOW + 2 * MINUTE)
    assert calls.call_begun(order, 2, NOW + MINUTE) == (order, ()), "not yet"
    order = calls.call_begun(order, 2, NOW + 2 * MINUTE)[0]
    order = ended(order, CallOutcome.B_BUSY, made=2, at=NOW + 3 * MINUTE)
    assert order.steps[1].state is StepState.FAILED
    assert order.state is OrderState.IN_WORK, "an operator decides"
    again = after(order, PlanStep(2, NOW + 9 * MINUTE))
    assert again.steps[1].state is StepState.PLANNED


def test_nobody_is_tried_again_at_an_hour_that_nobody_ordered() -> None:
    def by_day(number: str, at: datetime) -> bool:
        return at < NOW + MINUTE

    def not_there(number: str, at: datetime) -> bool:
        return number != "+74957000001"

    late = ended(under_way(at_night=True), CallOutcome.A_BUSY, may_ring=by_day).steps[1]
    assert (late.state, late.outcome, late.detail) == ("failed", "a_busy", calls.NO_HOUR)
    assert late.at == NOW, "when it was called"
    wanted = ended(under_way(at_night=True), CallOutcome.A_BUSY, may_ring=not_there).steps[1]
    assert wanted.state is StepState.PLANNED, "the first call was ordered for such an hour, too"
    nobody = ended(under_way(), CallOutcome.A_BUSY, may_ring=not_there).steps[1]
    assert nobody.state is StepState.FAILED, "it only came to be so late"
    planned = after(accepted(), PlanStep(2, NOW + 2 * MINUTE))
    missed = calls.call_begun(planned, 2, NOW + 2 * MINUTE, by_day)[0].steps[1]
    assert (missed.state, missed.outcome, missed.made) == ("failed", "no_hour", 0)


@pytest.mark.parametrize(
    "outcome", [CallOutcome.INTERRUPTED, CallOutcome.B_LISTED, CallOutcome.A_HUNG_UP]
)
def test_what_is_not_worth_it_is_never_redialled(outcome: CallOutcome) -> None:
    assert ended(under_way(), outcome).steps[1].state is StepState.FAILED


def test_an_ordered_time_that_nobody_was_there_for_is_missed() -> None:
    order = under_way(NOW + timedelta(hours=3))
    step = order.steps[1]
    assert (step.state, step.outcome, step.made) == (StepState.FAILED, CallOutcome.MISSED, 0)


def test_withdrawn() -> None:
    planned = after(accepted(), PlanStep(2, NOW + MINUTE))
    assert after(planned, WithdrawStep(2)).steps[1].state is StepState.OPEN
    running = after(under_way(), WithdrawStep(2))
    assert running.steps[1].withdrawn
    with pytest.raises(KnownError, match="is being called"):
        after(running, Cancel("передумал"))
    assert ended(running, CallOutcome.A_BUSY).steps[1].state is StepState.FAILED, "no other try"


def test_cancelled_and_failed_cost_nothing_and_say_why() -> None:
    with pytest.raises(KnownError, match="say why"):
        after(accepted(), Fail(" "))
    failed = after(accepted(), PlanStep(2, NOW + MINUTE), Fail("нет связи"))
    assert (failed.charge, failed.reason) == (None, "нет связи")
    assert calls.call_begun(failed, 2, NOW + MINUTE) == (failed, ())
    again = after(failed, Begin())
    assert (again.state, again.reason, again.ended_at) == (OrderState.IN_WORK, "", None)
    assert after(ordered(), Cancel("передумал")).state is OrderState.CANCELLED


def test_a_draft_is_accepted_first() -> None:
    with pytest.raises(KnownError, match="draft cannot become in_work"):
        after(ordered(), PlanStep(2))
    with pytest.raises(KnownError, match="is no telephone number"):
        after(replace(accepted(), steps=(replace(accepted().steps[1], second="02"),)), PlanStep(2))
    with pytest.raises(KnownError, match="the ordered time has passed"):
        after(accepted(), PlanStep(2, NOW - MINUTE))
    with pytest.raises(KnownError, match="no step 1 to be done"):
        after(accepted(), SettleStep(1, StepState.DONE))
    with pytest.raises(KnownError, match="not offered any more"):
        ordered(replace(INQUIRY, active=False))


def test_measured_by_hand() -> None:
    by_hand = SettleStep(2, StepState.DONE, "через коммутатор", Decimal(150))
    order = after(accepted(), by_hand)
    with pytest.raises(KnownError, match="Open it again first"):
        after(order, PlanStep(2))
    assert after(order, Finish()).charge == Charge(Decimal("3.00"), Decimal("10.35"))
    assert after(order, SettleStep(2, StepState.OPEN)).steps[1].length_s is None


@pytest.mark.parametrize(
    ("length", "step", "least", "counted"),
    [("0", 60, 30, 0), ("0.1", 60, 0, 60), ("60", 60, 0, 60), ("60.1", 60, 0, 120),
     ("61", 1, 0, 61), ("3", 1, 30, 30), ("31", 6, 0, 36)],
)  # fmt: skip
def test_begun_steps_count_whole(length: str, step: int, least: int, counted: int) -> None:
    service = Service("x", unit=Unit.MINUTE, step_s=step, least_s=least)
    assert counted_seconds(service, Decimal(length)) == counted


def test_only_the_sum_is_rounded_half_up() -> None:
    service = replace(TALK, step_s=1)
    step = replace(ordered().steps[1], length_s=Decimal(1))
    order = replace(ordered(service), steps=(step,) * 3, price=Price(Decimal("0.30")))
    assert charge_of(order).amount == Decimal("0.02")  # 3 × 0.005, not 3 × 0.01


def test_faults_of_the_catalogue() -> None:
    for bad, match in (
        (Service(" "), "needs a name"),
        (Service("x", Decimal(-1)), "below zero"),
        (Service("x", source="billing"), "both a data source and a query"),
        (Service("x", form="f", steps=(StepPlan(StepKind.CONNECT, "c"),)), "with nobody"),
        (Service("x", steps=(StepPlan(StepKind.CONNECT, "c", second="b"),)), "has no form"),
        (Service("x", steps=(StepPlan(StepKind.SAY, "c"),)), "says nothing"),
        (Service("x", steps=(StepPlan(StepKind.MANUAL, ""),)), "no title"),
    ):
        with pytest.raises(KnownError, match=match):
            check_service(bad)


def test_found_by_words_and_both_numbers() -> None:
    words = order_words(ordered())
    for asked in ("ёлкин", "междугородный", "7000001", "3344", "+7 495 700-00-01"):
        (first, *_) = query_words(asked)
        assert any(word.startswith(first) for word in words), asked


_COMMANDS = st.one_of(
    st.builds(Accept, st.just(Price(Decimal(2)))),
    st.just(Begin()), st.just(Finish()), st.just(Fail("x")), st.just(Cancel("x")),
    st.just(Comment("x")), st.just(PlanStep(2)), st.just(WithdrawStep(2)),
    st.builds(SettleStep, st.sampled_from([1, 2]), st.sampled_from(list(StepState))),
    st.sampled_from(list(CallOutcome)), st.just("begun"),
)  # fmt: skip


@given(st.lists(_COMMANDS, max_size=12))
def test_whatever_happens_it_stays_in_order(commands: list[object]) -> None:
    order = ordered()
    for command in commands:
        before = order
        try:
            if command == "begun":
                order, changes = calls.call_begun(order, 2, NOW)
            elif isinstance(command, CallOutcome):
                order, changes = calls.call_ended(
                    order, 2, order.steps[1].made, command, "", Decimal(5), NOW,
                    lambda *_: True,
                )  # fmt: skip
            else:
                order, changes = apply(order, command, "Пётр", NOW)  # type: ignore[arg-type]
        except KnownError:
            continue
        assert order.revision == before.revision + bool(changes)
        assert order.state is before.state or (
            order.state in TRANSITIONS[before.state]
            or (before.state is OrderState.ACCEPTED and order.state is OrderState.DONE)
        )
        assert (order.charge is not None) == (order.state is OrderState.DONE)
        assert (order.ended_at is None) == (order.state in OPEN)
