"""What may happen to a request, and that nothing else does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import KnownError
from engine.requests.machine import (
    Assign,
    Classify,
    Command,
    Comment,
    Link,
    Prioritise,
    SetDue,
    SetState,
    apply,
    handle_timer,
    next_timer,
    register,
)
from engine.requests.model import (
    OPEN,
    TRANSITIONS,
    Category,
    ChangeKind,
    Escalation,
    Links,
    Priority,
    Request,
    RequestState,
)
from engine.requests.words import query_words, request_words

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
REPAIR = Category(
    "Ремонт", 4 * 3600, "мастера",
    (Escalation(-3600), Escalation(0, person="Анна"), Escalation(3600, group="начальство")),
)  # fmt: skip
PLAIN = Category("Вопрос")


def new(category: Category = REPAIR, **rest: object) -> Request:
    request = Request(7, "Нет гудка", category.name, "Ольга", NOW)
    return register(replace(request, **rest), category, NOW)[0]  # type: ignore[arg-type]


def state(request: Request, *states: str, at: datetime = NOW) -> Request:
    for each in states:
        request = apply(request, SetState(RequestState(each)), "Пётр", at)[0]
    return request


def test_registering_sets_deadline_and_group() -> None:
    request, changes = register(Request(0, "Нет гудка", "", "Ольга", NOW), REPAIR, NOW)
    assert (request.category, request.group, request.person) == ("Ремонт", "мастера", "")
    assert request.due_at == NOW + 4 * HOUR
    assert request.state is RequestState.ASSIGNED
    assert [change.kind for change in changes] == [ChangeKind.REGISTERED, ChangeKind.ASSIGNED]
    own = new(person="Пётр", due_at=NOW + HOUR)
    assert (own.person, own.group, own.due_at) == ("Пётр", "", NOW + HOUR)
    plain = new(PLAIN)
    assert (plain.state, plain.due_at) == (RequestState.NEW, None)
    with pytest.raises(KnownError, match="subject"):
        new(subject="  ")


def test_the_usual_life() -> None:
    request = state(new(), "in_progress", "done", "closed", at=NOW + HOUR)
    assert request.ended_at == NOW + HOUR
    assert not request.overdue(NOW + 100 * HOUR)
    again = state(request, "in_progress", at=NOW + 2 * HOUR)
    assert again.ended_at is None
    assert again.overdue(NOW + 5 * HOUR)


@pytest.mark.parametrize("before", list(RequestState))
@pytest.mark.parametrize("after", list(RequestState))
def test_transitions(before: RequestState, after: RequestState) -> None:
    request = replace(new(), state=before)
    if after in TRANSITIONS[before]:
        changed, (change,) = apply(request, SetState(after, "так"), "Пётр", NOW)
        assert (changed.state, changed.revision) == (after, request.revision + 1)
        assert (change.before, change.after, change.comment) == (before, after, "так")
    elif before is after:
        assert apply(request, SetState(after), "Пётр", NOW) == (request, ())
    else:
        with pytest.raises(KnownError, match="cannot become"):
            apply(request, SetState(after), "Пётр", NOW)


def test_who_begins_has_it() -> None:
    assert state(new(PLAIN), "in_progress").person == "Пётр"
    assert state(new(), "in_progress").person == ""  # the group has it


def test_assigning() -> None:
    request, (change,) = apply(new(PLAIN), Assign("Пётр", "мастера"), "Ольга", NOW)
    assert (request.state, change.before, change.after) == (
        RequestState.ASSIGNED, "", "Пётр @мастера",
    )  # fmt: skip
    assert apply(request, Assign("Пётр", "мастера"), "Ольга", NOW) == (request, ())
    assert apply(request, Assign(), "Ольга", NOW)[0].state is RequestState.NEW
    working = state(request, "in_progress")
    assert apply(working, Assign(group="мастера"), "Ольга", NOW)[0].state is working.state
    with pytest.raises(KnownError, match="somebody's"):
        apply(working, Assign(), "Ольга", NOW)
    with pytest.raises(KnownError, match="is done"):
        apply(state(working, "done"), Assign("Анна"), "Ольга", NOW)


def test_waiting_stops_the_clock() -> None:
    waiting = state(new(), "in_progress", "waiting", at=NOW + HOUR)
    assert next_timer(waiting, REPAIR) is None
    assert not waiting.overdue(NOW + 100 * HOUR)
    back = state(waiting, "in_progress", at=NOW + 11 * HOUR)
    assert back.due_at == NOW + 14 * HOUR
    assert not back.overdue(NOW + 14 * HOUR)
    assert back.overdue(NOW + 15 * HOUR)


def test_escalation() -> None:
    request = new()
    assert next_timer(request, REPAIR) == NOW + 3 * HOUR
    assert handle_timer(request, REPAIR, NOW + 2 * HOUR) == (request, ())
    warned, (change,) = handle_timer(request, REPAIR, NOW + 3 * HOUR)
    assert (warned.escalated, warned.group, change.who) == (1, "мастера", "")
    # The engine stood still: both come at once, the last one counts.
    late, changes = handle_timer(warned, REPAIR, NOW + 9 * HOUR)
    assert [c.after for c in changes] == ["Анна", "@начальство"]
    assert (late.person, late.group, late.escalated) == ("", "начальство", 3)
    assert next_timer(late, REPAIR) is None
    # Another deadline begins them anew.
    again, _ = apply(late, SetDue(NOW + 20 * HOUR), "Анна", NOW + 9 * HOUR)
    assert next_timer(again, REPAIR) == NOW + 19 * HOUR
    assert next_timer(state(late, "in_progress", "done"), REPAIR) is None


def test_another_category_counts_from_registering() -> None:
    urgent = Category("Авария", 3600)
    request, (change,) = apply(new(), Classify(urgent, "искрит"), "Анна", NOW + 2 * HOUR)
    assert (request.category, request.due_at) == ("Авария", NOW + HOUR)
    assert (change.before, change.after, change.comment) == ("Ремонт", "Авария", "искрит")
    assert apply(new(), Classify(REPAIR), "Анна", NOW) == (new(), ())


def test_links_and_comments() -> None:
    request, (change,) = apply(new(), Link(Links(5, None, None, "+79170000001")), "О", NOW)
    request, _ = apply(request, Link(Links(attempt_id=9)), "О", NOW)
    assert request.links == Links(5, 9, None, "+79170000001")
    assert change.after == "contact=5 phone=+79170000001"
    _, (said,) = apply(request, Comment("звонил"), "О", NOW)
    assert (said.kind, said.comment) == (ChangeKind.COMMENT, "звонил")
    with pytest.raises(KnownError, match="text"):
        apply(request, Comment("  "), "О", NOW)


def test_words() -> None:
    request = new(caller="Ёлкин Пётр", details="шум", links=Links(phone="+73472223344"))
    words = request_words(request)
    assert {"нет", "гудка", "елкин", "петр", "шум", "3472223344", "3344", "2223344"} <= words
    assert query_words("Пётр гудка") == ["гудка", "петр"]
    assert query_words("222-33-44") == ["2223344"]
    assert query_words("") == []


COMMANDS = st.one_of(
    st.sampled_from(list(RequestState)).map(SetState),
    st.builds(Assign, st.sampled_from(("", "Пётр")), st.sampled_from(("", "мастера"))),
    st.sampled_from((PLAIN, REPAIR)).map(Classify),
    st.integers(-5, 20).map(lambda hours: SetDue(NOW + hours * HOUR)),
    st.just(Comment("да")),
    st.none(),
)


@given(st.lists(st.tuples(COMMANDS, st.integers(0, 5)), max_size=25))
def test_whatever_happens_it_stays_in_order(steps: list[tuple[Command | None, int]]) -> None:
    categories = {each.name: each for each in (PLAIN, REPAIR)}
    request, now = new(), NOW
    for command, hours in steps:
        now += hours * HOUR
        before = request
        if command is None:
            request, changes = handle_timer(request, categories[request.category], now)
            assert (at := next_timer(request, categories[request.category])) is None or at > now
        else:
            try:
                request, changes = apply(request, command, "Пётр", now)
            except KnownError:
                continue
        # Nothing changes without a line of history, and each change is counted.
        assert (request == before) == (not changes)
        assert request.revision == before.revision + bool(changes)
        assert all(change.at == now for change in changes)
        assert request.is_open == (request.state in OPEN) == (request.ended_at is None)
        assert (request.waiting_since is not None) == (request.state is RequestState.WAITING)
        if request.state is RequestState.ASSIGNED:
            assert request.person or request.group
        if request.state is RequestState.NEW:
            assert request.person == request.group == ""
        assert request.escalated <= len(REPAIR.escalations)


def test_how_much_it_matters() -> None:
    request, changes = apply(new(), Prioritise(Priority.HIGH, "авария"), "Пётр", NOW)
    assert (request.priority, request.revision) == (Priority.HIGH, 2)
    (change,) = changes
    assert (change.kind, change.before, change.after, change.comment) == (
        ChangeKind.PRIORITY, "normal", "high", "авария")  # fmt: skip
    assert apply(request, Prioritise(Priority.HIGH), "Пётр", NOW) == (request, ())
    with pytest.raises(KnownError, match="done"):
        apply(state(request, "in_progress", "done"), Prioritise(Priority.LOW), "Пётр", NOW)
