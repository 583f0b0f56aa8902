"""Supervisions and states from afar, on both databases."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.hearing import SuperviseMode
from engine.domain.operator import AVAILABLE, OperatorState, OperatorStatus, PauseReason
from engine.domain.supervision import Shown, StateWish, SupervisionState
from engine.errors import KnownError
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.operators import OperatorOrder, OrderKind
from engine.ports.storage import Stores
from engine.ports.supervision import SupervisionProgress
from engine.service.routing.supervision import lost
from engine.service.routing.supervision_look import entitled, open_supervisions
from rino_desktop import accounts, operator_states, supervision
from tests.helpers.stored_campaign import NOW

LISTEN, WHISPER = SuperviseMode.LISTEN, SuperviseMode.WHISPER
KINDS = (OrderKind.WISH,)


def _taken(stores: Stores) -> tuple[OperatorOrder, ...]:
    """What an engine would carry out."""
    return entitled(stores, stores.operators.take_orders("n", KINDS, NOW), NOW)


@pytest.fixture
def people(database: FirebirdDatabase) -> dict[str, Actor]:
    """Anna talks; Ivan supervises."""

    def fill(stores: Stores) -> dict[str, Actor]:
        made = {}
        for name, role in (("Anna", "operator"), ("Ivan", "supervisor"), ("Olga", "supervisor")):
            user = accounts.add(stores, name, role, "hash", NOW)
            made[name] = Actor(name, Via.DESKTOP, "pc", user.id)
        anna = OperatorStatus(
            made["Anna"].user_id or 0, 1, "w", OperatorState.TALKING, NOW, AVAILABLE, token="t"
        )
        stores.operators.save_status(anna, None, None, NOW)
        stores.operators.save_pause_reason(PauseReason("Обед"))
        return made

    return database.transact(fill)


def test_asked_taken_switched_seen_and_over(
    database: FirebirdDatabase, people: dict[str, Actor]
) -> None:
    ivan, anna = people["Ivan"], people["Anna"].user_id or 0
    number = database.transact(
        lambda s: supervision.begin_with_operator(s, ivan, anna, LISTEN, "sip:i@pc", "secret")
    )
    (row,) = database.transact(open_supervisions)
    assert (row.who, row.node, row.wanted.fresh) == (ivan, "", True)
    assert row.wanted.may == frozenset(SuperviseMode)
    # An operator sees who is on his call, and not where he is rung nor by what he knows it.
    for who, told in ((people["Anna"], ("", "")), (ivan, ("sip:i@pc", "secret"))):
        database.actor = who
        (live,) = database.transact(lambda s: s.supervisions.live())
        assert (live.asked.who.name, live.asked.phone, live.asked.token) == ("Ivan", *told)
    database.actor = Actor()
    assert 0 <= row.wanted.age_s < 60

    on = SupervisionProgress(number, SupervisionState.ON, LISTEN, 1, "", anna, 12, NOW)
    assert database.transact(lambda s: s.supervisions.save(on, "node~1.1", NOW))
    assert not database.transact(lambda s: s.supervisions.withdraw(number, "no_engine", NOW))
    database.transact(lambda s: supervision.switch(s, ivan, number, WHISPER))
    found = database.transact(lambda s: supervision.look(s, number, NOW))
    assert found is not None
    assert (found.wish, found.answered_wish, found.asked.mode) == (2, 1, WHISPER)
    assert (found.mode, found.node, found.answered_at) == (LISTEN, "node~1.1", NOW)

    # Anna sees him when she hears him, unless the office wants it otherwise.
    def seen(s: Stores) -> int:
        return len(supervision.of_operator(s, anna))

    assert database.transact(seen) == 0
    heard = replace(on, mode=WHISPER, answered_wish=2)
    database.transact(lambda s: s.supervisions.save(heard, "node~1.1", NOW))
    assert database.transact(seen) == 1
    database.transact(lambda s: supervision.set_shown(s, Shown.NEVER, NOW))
    assert database.transact(seen) == 0

    # It is Ivan's: another supervisor neither switches nor ends it.
    for act in (
        lambda s: supervision.switch(s, people["Olga"], number, LISTEN),
        lambda s: supervision.leave(s, people["Olga"], number, NOW),
    ):
        with pytest.raises(KnownError, match="Ivan"):
            database.transact(act)
    database.transact(lambda s: supervision.leave(s, ivan, number, NOW))
    assert database.transact(open_supervisions)[0].wanted.leaving
    over = replace(on, state=SupervisionState.ENDED, mode=None, why="left")
    assert database.transact(lambda s: s.supervisions.save(over, "node~1.1", NOW))
    assert not database.transact(lambda s: s.supervisions.save(on, "node~2.1", NOW))
    assert database.transact(supervision.live) == []
    with pytest.raises(KnownError, match="left"):
        database.transact(lambda s: supervision.switch(s, ivan, number, LISTEN))


def test_no_engine_takes_it(
    database: FirebirdDatabase, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "ENGINE_S", 0.0)
    number = database.transact(
        lambda s: supervision.begin_with_call(s, people["Ivan"], -3, LISTEN, "sip:i@pc")
    )
    found = database.transact(lambda s: supervision.look(s, number, NOW))
    assert found is not None
    assert (found.state, found.why) == (SupervisionState.ENDED, "no_engine")
    assert database.transact(lambda s: supervision.look(s, 999, NOW)) is None


def test_who_lacks_the_right_is_refused_and_who_loses_it_too(
    database: FirebirdDatabase, people: dict[str, Actor]
) -> None:
    anna, ivan = people["Anna"], people["Ivan"]
    number = anna.user_id or 0
    for act in (
        lambda s: supervision.begin_with_operator(s, anna, number, LISTEN, "sip:a@pc"),
        lambda s: supervision.begin_with_call(s, anna, 1, LISTEN, "sip:a@pc"),
        lambda s: operator_states.order(s, anna, number, StateWish.AVAILABLE, NOW),
    ):
        with pytest.raises(KnownError, match="lack the right"):
            database.transact(act)
    database.transact(lambda s: supervision.begin_with_call(s, ivan, 1, LISTEN, "sip:a@pc"))
    database.transact(lambda s: accounts.change(s, "Ivan", role="operator"))
    assert database.transact(open_supervisions)[0].wanted.may == frozenset()
    # An order that was written past all this is not carried out either.
    forged = {
        "wish": "go_available",
        "actor": {"name": "Anna", "via": "desktop", "user_id": number},
    }
    for arguments in (forged, {"wish": "go_available"}, {"wish": "go_available", "actor": 5}):
        order = database.transact(
            lambda s, a=arguments: s.operators.order(number, "", OrderKind.WISH, a, NOW)
        )
        assert database.transact(_taken) == ()
        why = database.transact(partial(operator_states.outcome, order_id=order))
        assert "right" in (why or "")


def test_a_break_from_afar(database: FirebirdDatabase, people: dict[str, Actor]) -> None:
    ivan, anna = people["Ivan"], people["Anna"].user_id or 0
    with pytest.raises(KnownError, match="no break") as told:
        database.transact(
            lambda s: operator_states.order(s, ivan, anna, StateWish.BREAK, NOW, "nap")
        )
    assert "Обед" in str(told.value.mend)
    with pytest.raises(KnownError, match="wrap-up"):
        database.transact(
            lambda s: operator_states.order(s, ivan, anna, StateWish.END_WRAP_UP, NOW)
        )
    given = database.transact(
        lambda s: operator_states.order(s, ivan, anna, StateWish.BREAK, NOW, " обед ")
    )
    assert given.later, "she talks"
    (order,) = database.transact(
        lambda s: entitled(s, s.operators.take_orders("n", KINDS, NOW), NOW)
    )
    assert {**order.arguments, "actor": None} == {
        "wish": "go_on_break", "reason": "Обед", "forced": True, "by": "Ivan", "actor": None,
    }  # fmt: skip
    assert database.transact(lambda s: operator_states.outcome(s, given.order_id)) is None
    database.transact(lambda s: s.operators.answer_order(given.order_id, {}, NOW))
    assert database.transact(lambda s: operator_states.outcome(s, given.order_id)) == ""
    (entry,) = database.transact(lambda s: s.audit.entries(AuditFilter(action="operator."), 5))
    assert (entry.actor, entry.subject) == (ivan, "Anna")
    assert entry.details == {"state": "break", "reason": "Обед"}


def test_an_engine_that_is_gone_listens_to_nobody(
    database: FirebirdDatabase, people: dict[str, Actor]
) -> None:
    """Any other engine writes it down, once."""
    anna = people["Anna"].user_id or 0
    number = database.transact(
        lambda s: supervision.begin_with_operator(s, people["Ivan"], anna, LISTEN, "sip:i@pc")
    )
    on = SupervisionProgress(number, SupervisionState.ON, LISTEN, 1, "", anna, 12, NOW)
    database.transact(lambda s: s.supervisions.save(on, "gone~1.1", NOW))
    (row,) = database.transact(open_supervisions)
    later = NOW + timedelta(seconds=40)
    for _ in range(2):
        database.transact(partial(lost, row=row, now=later))
    found = database.transact(lambda s: s.supervisions.get(number))
    assert found is not None
    assert (found.over, found.why) == (True, "engine_gone")
    (entry,) = database.transact(lambda s: s.audit.entries(AuditFilter(action="supervision."), 5))
    assert (entry.action, entry.actor, entry.subject) == (
        "supervision.end", people["Ivan"], "Anna",
    )  # fmt: skip
    assert entry.details["call"] == "attempt:12"
    assert entry.details["seconds"] == 40
