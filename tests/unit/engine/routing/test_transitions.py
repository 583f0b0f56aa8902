"""Every action in every state: applied twice it changes nothing more, and never in somebody else's
call."""

from datetime import date

import pytest

from engine.domain.operator import (
    AVAILABLE,
    LOGGED_OUT,
    BreakUse,
    Hold,
    OfferKind,
    Operator,
    OperatorState,
    OperatorStatus,
    PauseReason,
    Queue,
    WrapUp,
    WrapUpKind,
    on_break,
)
from engine.routing import actions as do
from engine.routing.rules import Change, Refusal, Rules
from engine.routing.transitions import apply
from tests.helpers.routing_world import START, seconds

HOLD = Hold("A", "A/1", OfferKind.SUBSCRIBER, "s1", 1, "sales")
OTHER = Hold("B", "B/1", OfferKind.SUBSCRIBER, "s2", 2, "sales")
QUEUE = Queue("sales", 1, wrap_up=WrapUp(WrapUpKind.TIMED, 9))
RULES = Rules({"sales": QUEUE}, {"tea": PauseReason("tea")})
LATER = START + seconds(60)
ACTIONS: tuple[do.Action, ...] = (
    do.SignIn("new", "pc2"),
    do.SignOut(),
    do.GoAvailable(),
    do.GoOnBreak("tea"),
    do.FinishWrapUp(),
    do.AskWrapUp(),
    do.SaveResult(1, finish=True),
    do.SetPresence("t", False),
    do.Reserve(HOLD),
    do.Answer("A/1"),
    do.TakeOver(HOLD),
    do.Reclaim(HOLD),
    do.Release("A/1", 3),
    do.EndTalk("A/1"),
    do.Expire(START),
    do.Forsake("A"),
)


def row(state: OperatorState, hold: Hold = HOLD) -> OperatorStatus:
    """Somebody in that state for a minute."""
    held = state in (OperatorState.RINGING, OperatorState.TALKING)
    out = state is OperatorState.LOGGED_OUT
    intent = {OperatorState.ON_BREAK: on_break("tea"), OperatorState.LOGGED_OUT: LOGGED_OUT}
    return OperatorStatus(
        1, 5, "x", state, START, intent.get(state, AVAILABLE), "" if out else "t", "pc", not out,
        hold if held else None, START, queue="sales",
        owes_result=1 if state in (OperatorState.TALKING, OperatorState.WRAP_UP) else None,
        break_reason="tea" if state is OperatorState.ON_BREAK else "",
    )  # fmt: skip


@pytest.mark.parametrize("state", OperatorState)
@pytest.mark.parametrize("action", ACTIONS)
def test_twice_is_once(state: OperatorState, action: do.Action) -> None:
    once = apply(row(state), action, LATER, RULES)
    if isinstance(once, Refusal):
        assert apply(row(state), action, LATER, RULES) == once
        return
    assert once.status.revision == 5, "revision and write are the writer's"
    again = apply(once.status, action, LATER + seconds(1), RULES)
    if isinstance(again, Change):
        assert again.status is once.status
    else:
        assert again.code in ("not_free", "no_wrap_up", "not_signed_in"), "what he is already"


@pytest.mark.parametrize("state", [OperatorState.RINGING, OperatorState.TALKING])
@pytest.mark.parametrize(
    "action",
    [
        do.Answer("A/1"), do.TakeOver(HOLD), do.Release("A/1"), do.Release("A/1", 3),
        do.EndTalk("A/1"), do.Forsake("A"),
    ],
)  # fmt: skip
def test_what_another_node_holds_is_left_alone(state: OperatorState, action: do.Action) -> None:
    theirs = row(state, OTHER)
    assert apply(theirs, action, LATER, RULES) == Change(theirs)


def test_an_old_expiry_does_not_end_a_new_wrap_up() -> None:
    wrapping = row(OperatorState.WRAP_UP)
    assert apply(wrapping, do.Expire(START - seconds(1)), LATER, RULES) == Change(wrapping)
    ended = apply(wrapping, do.Expire(START), LATER, RULES)
    assert isinstance(ended, Change)
    assert ended.status.state is OperatorState.AVAILABLE


@pytest.mark.parametrize(
    "busy", [{"present": False}, {"intent": on_break("tea")}, {"intent": LOGGED_OUT}]
)
def test_who_is_not_there_or_about_to_leave_is_not_reserved(busy: dict[str, object]) -> None:
    absent = row(OperatorState.AVAILABLE).changed(**busy)
    assert apply(absent, do.Reserve(HOLD), LATER, RULES) == Refusal("not_free")


def test_levels() -> None:
    anna = Operator(1, "Anna", {"help": 3})
    assert anna.level(Queue("any", 1)) == 0
    assert anna.level(Queue("help", 1, "help")) == 3
    assert anna.level(Queue("help", 1, "help", minimum_level=4)) is None
    assert anna.level(Queue("sales", 1, "sales")) is None


def test_a_row_knows_its_columns() -> None:
    status = OperatorStatus(1, breaks=(BreakUse("tea", date(2026, 3, 5), 60),))
    assert status.changed(misses=2).misses == 2
    assert status.used_s("tea", date(2026, 3, 4)) == 0
    with pytest.raises(AssertionError):
        status.changed(no_such_column=1)
