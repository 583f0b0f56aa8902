"""Operators' rows, sessions, orders, talks and cards on both engines."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.operators import FirebirdOperatorStore
from engine.dialer.pacing.model import AbandonCounts
from engine.domain.disposition import Disposition
from engine.domain.operator import (
    AVAILABLE,
    BreakUse,
    Hold,
    OfferKind,
    OperatorState,
    OperatorStatus,
    PauseReason,
    Queue,
    WrapUp,
    WrapUpKind,
    on_break,
)
from engine.errors import KnownError
from engine.ports.operators import (
    OPERATORS_EVENT,
    OrderKind,
    Talk,
    TalkOutcome,
    operator_event,
)
from engine.ports.storage import Stores
from engine.ports.voice_files import RetentionRule
from engine.routing.rules import BreakLimit, OwnResult
from engine.service import operator_retention
from engine.service.expired import Watch
from rino_desktop import accounts
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.processes import wait_until
from tests.helpers.stored_campaign import Dialling, completed, dialling, done

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def ids(database: FirebirdDatabase) -> list[int]:
    """Three operators."""

    def add(stores: Stores) -> list[int]:
        accounts.add(stores, "Начальник", "supervisor", "hash", NOW)
        return [
            accounts.add(stores, name, "operator", "hash", NOW).id
            for name in ("Анна", "Пётр", "Ольга")
        ]

    return database.transact(add)


def row(operator_id: int, revision: int = 1, **changes: object) -> OperatorStatus:
    status = OperatorStatus(operator_id, revision, f"n-{operator_id}-{revision}")
    return status.changed(**{"state": OperatorState.AVAILABLE, "intent": AVAILABLE, **changes})


def test_what_is_set(database: FirebirdDatabase, ids: list[int]) -> None:
    def work(stores: Stores) -> None:
        store, before = stores.operators, stores.operators.settings_revision()
        assert [each.name for each in store.operators()] == ["Анна", "Пётр", "Ольга"]
        store.set_skills(ids[0], {"русский": 2, "продажи": 1})
        store.set_skills(ids[0], {"русский": 3})
        assert store.operators()[0].skills == {"русский": 3}
        queue = Queue(
            "Зима", 7, "русский", 2, wrap_up=WrapUp(WrapUpKind.TIMED, 20.0, ends_when_saved=True)
        )
        store.save_queue(queue)
        store.save_queue(replace(queue, automated=True))
        assert store.queues() == [replace(queue, automated=True)]
        for reason in (PauseReason("обед", 2, 45), PauseReason("учёба")):
            store.save_pause_reason(reason)
        assert store.pause_reasons() == [PauseReason("обед", 2, 45), PauseReason("учёба")]
        assert store.settings_revision() > before
        store.remove_queue("зима")
        store.remove_pause_reason("УЧЁБА")
        assert (store.queues(), len(store.pause_reasons())) == ([], 1)
        with pytest.raises(KnownError, match="Зима"):
            store.remove_queue("Зима")
        user = stores.users.by_id(ids[1])
        assert user is not None
        stores.users.change(replace(user, blocked=True))
        assert [each.id for each in store.operators()] == [ids[0], ids[2]]
        store.save_status(row(ids[0]), None, None, NOW)
        store.begin_session(ids[0], "t", "окно 1", "", NOW)
        stores.users.remove(ids[0])
        assert (store.sessions(), store.statuses()) == ([], [])

    database.transact(work)


def test_rows_are_changed_by_comparing(database: FirebirdDatabase, ids: list[int]) -> None:
    full = row(
        ids[0], since=NOW + timedelta(microseconds=17), token="t", workstation="окно 1",
        present=True, idle_since=later(-7), misses=2, queue="Зима", owes_result=5,
        wrap_up_asked=True, wrap_up_s=12.5, breaks=(BreakUse("обед", date(2026, 12, 1), 61.5),),
        hold=Hold("n", "n-1", OfferKind.SUBSCRIBER, "c1", 5, "Зима", "ringing"),
    )  # fmt: skip

    def work(stores: Stores) -> None:
        store = stores.operators
        assert store.status(ids[0]) == OperatorStatus(ids[0])
        assert store.save_status(full, None, None, NOW).status == full
        assert store.status(ids[0]) == full
        assert store.save_status(full, None, None, NOW).status == full, "once more: the same"
        other = row(ids[0], 1).changed(write_id="other")
        assert store.save_status(other, None, None, NOW).status == full, "too late"
        feed = store.statuses_since(0)
        assert feed.statuses == (full,)
        second = full.changed(revision=2, write_id="w2", state=OperatorState.TALKING)
        store.save_status(second, None, None, later(5))
        assert second in store.statuses_since(feed.mark).statuses
        assert store.statuses() == [second]

    database.transact(work)


def test_a_break_has_no_more_places_than_it_has(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, ids: list[int]
) -> None:
    database.transact(lambda s: s.operators.save_pause_reason(PauseReason("обед", 2)))
    refused: list[bool] = []

    def ask(operator_id: int) -> None:
        own = tested_database.open()
        status = row(operator_id, intent=on_break("обед"), state=OperatorState.ON_BREAK)
        try:
            saved = own.transact(
                lambda s: s.operators.save_status(status, None, BreakLimit("обед", 2), NOW)
            )
        finally:
            own.close()
        assert saved.limit_refused == (saved.status.revision == 0)
        refused.append(saved.limit_refused)

    asking = [threading.Thread(target=ask, args=(operator_id,)) for operator_id in ids]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert sorted(refused) == [False, False, True]


def test_time_in_states(database: FirebirdDatabase, ids: list[int]) -> None:
    states = (
        (0, OperatorState.AVAILABLE, ""), (10, OperatorState.TALKING, ""),
        (70, OperatorState.TALKING, ""), (90, OperatorState.ON_BREAK, "обед"),
    )  # fmt: skip
    for revision, (second, state, reason) in enumerate(states, 1):
        status = row(ids[0], revision, state=state, break_reason=reason)
        database.transact(
            lambda s, status=status, second=second: s.operators.save_status(
                status, None, None, later(second)
            )
        )
    spans = database.transact(lambda s: s.operators.spans(ids[0], NOW, later(100)))
    assert [(each.state, each.reason, each.since, each.until) for each in spans] == [
        (OperatorState.AVAILABLE, "", NOW, later(10)),
        (OperatorState.TALKING, "", later(10), later(90)),
        (OperatorState.ON_BREAK, "обед", later(90), None),
    ]
    assert len(database.transact(lambda s: s.operators.spans(ids[0], later(10), NOW))) == 0


def test_the_newest_session_counts(database: FirebirdDatabase, ids: list[int]) -> None:
    def work(stores: Stores) -> None:
        store = stores.operators
        store.begin_session(ids[0], "old", "окно 1", "sip:a@127.0.0.1:5070", NOW)
        assert store.beat(ids[0], "old", "sip:a@127.0.0.1:5072")
        (session,) = store.sessions()
        assert (session.beats, session.address) == (2, "sip:a@127.0.0.1:5072")
        store.begin_session(ids[0], "new", "окно 2", "", later(9))
        assert not store.beat(ids[0], "old", "")
        store.end_session(ids[0], "old")
        assert [each.token for each in store.sessions()] == ["new"]
        store.end_session(ids[0], "new")
        assert store.sessions() == []

    database.transact(work)


def test_an_order_is_taken_once_by_the_one_it_is_for(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, ids: list[int]
) -> None:
    anybody, of_north, dial, old, late = database.transact(
        lambda s: [
            s.operators.order(ids[0], "t", OrderKind.WISH, {"wish": "перерыв"}, NOW),
            s.operators.order(ids[0], "t", OrderKind.CALL, {}, NOW, node="north"),
            s.operators.order(ids[0], "t", OrderKind.DIAL, {}, NOW),
            s.operators.order(ids[0], "t", OrderKind.WISH, {}, NOW),
            s.operators.order(ids[0], "t", OrderKind.CALL, {"do": "transfer"}, NOW, node="north"),
        ]
    )
    # Of a call that goes on nobody expects anything any more after so long.
    for order_id, age_s in ((old, 60), (late, 12), (anybody, 12)):
        aged = f"UPDATE operator_orders SET created_at = DATEADD(-{age_s} SECOND TO created_at)"
        database.transact_raw(
            lambda connection, sql=f"{aged} WHERE id = ?", order_id=order_id: connection.execute(
                sql, (order_id,)
            )
        )
    south = database.transact(
        lambda s: s.operators.take_orders("south", [OrderKind.CALL, OrderKind.DIAL], NOW)
    )
    assert [order.id for order in south] == [dial]
    taken: list[int] = []

    def take(name: str) -> None:
        own = tested_database.open()
        try:
            orders = own.transact(
                lambda s: s.operators.take_orders(name, [OrderKind.WISH, OrderKind.CALL], NOW)
            )
        finally:
            own.close()
        taken.extend(order.id for order in orders)

    both = [threading.Thread(target=take, args=("north",)) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(taken) == [anybody, of_north]
    for order_id in (old, late):
        expired = database.transact(lambda s, order_id=order_id: s.operators.order_answer(order_id))
        assert expired is not None
        assert expired.answer == {"code": "not_confirmed"}

    def answer(stores: Stores) -> None:
        store = stores.operators
        assert store.order_answer(anybody) is None
        store.answer_order(anybody, {"code": "quota", "reason": "обед"}, later(1))
        store.answer_order(anybody, {}, later(2))
        known = store.order_answer(anybody)
        assert known is not None
        assert (known.answer, known.answered_at) == ({"code": "quota", "reason": "обед"}, later(1))

    database.transact(answer)


@pytest.mark.parametrize("workstation_s", [-3600, 3600])
@pytest.mark.parametrize("engine_s", [-3600, 3600])
def test_wrong_clocks_make_no_order_old(
    database: FirebirdDatabase, ids: list[int], workstation_s: int, engine_s: int
) -> None:
    order = database.transact(
        lambda s: s.operators.order(ids[0], "t", OrderKind.WISH, {}, later(workstation_s))
    )
    taken = database.transact(
        lambda s: s.operators.take_orders("n", list(OrderKind), later(engine_s))
    )
    assert [each.id for each in taken] == [order]


def test_who_was_told_that_nobody_is_called_is_not_called_later(
    database: FirebirdDatabase, ids: list[int]
) -> None:
    """A workstation takes back what was ordered of calls after some seconds, the time on its way to
    the database counted."""
    waited = {OrderKind.WISH: 20.0, OrderKind.CALL: 4.0, OrderKind.DIAL: 6.0}

    def order_and_take(s: Stores) -> tuple[dict[OrderKind, int], list[OrderKind]]:
        """At once: they grow older by the server's clock."""
        orders = {
            kind: s.operators.order(ids[0], "t", kind, {}, NOW, age_s=age_s)
            for kind, age_s in waited.items()
        }
        taken = s.operators.take_orders("n", list(OrderKind), NOW)
        return orders, [each.kind for each in taken]

    orders, taken = database.transact(order_and_take)
    assert set(taken) == {OrderKind.WISH, OrderKind.CALL}
    refused = database.transact(lambda s: s.operators.order_answer(orders[OrderKind.DIAL]))
    assert refused is not None
    assert refused.answer == {"code": "not_confirmed"}


def test_what_is_written_wakes_whom_it_concerns(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, ids: list[int]
) -> None:
    engine, anna, peter = threading.Event(), threading.Event(), threading.Event()
    listening = tested_database.open()
    listening.listen(engine.set, OPERATORS_EVENT)
    listening.listen(anna.set, operator_event(ids[0]))
    listening.listen(peter.set, operator_event(ids[1]))
    numbers = iter(range(1, 100))

    def change(operator_id: int) -> None:
        revision = database.transact(lambda s: s.operators.status(operator_id)).revision + 1
        status = row(operator_id, revision, misses=next(numbers))
        database.transact(lambda s: s.operators.save_status(status, None, None, NOW))

    def heard(event: threading.Event, operator_id: int) -> bool:
        change(operator_id)
        return event.wait(0.2)

    wait_until(lambda: heard(anna, ids[0]), what="Anna's own event")
    wait_until(lambda: heard(peter, ids[1]), what="Peter's own event")
    wait_until(lambda: heard(engine, ids[2]), what="the engines' event")
    anna.clear()
    order = database.transact(lambda s: s.operators.order(ids[0], "t", OrderKind.WISH, {}, NOW))
    database.transact(lambda s: s.operators.answer_order(order, {}, NOW))
    assert anna.wait(5)
    listening.close()


@pytest.fixture
def node(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> Dialling:
    return dialling(tested_database, database, 5)


def test_what_operators_have_done_is_kept_for_so_many_days(
    database: FirebirdDatabase, ids: list[int]
) -> None:
    day, anna, peter = timedelta(days=1), *ids[:2]

    def talk(name: str, operator_id: int, at: datetime) -> Talk:
        return Talk(name, operator_id, None, 1, 2, "q", "subscriber", "+79120000001", at, at, at,
                    TalkOutcome.ENDED)  # fmt: skip

    def work(stores: Stores) -> None:
        store = stores.operators
        for number, operator_id in enumerate((anna, peter), 1):
            for age in (1, 40, 41):
                store.save_talk(talk(f"{number}/{age}", operator_id, NOW - age * day))
        for revision, age in enumerate((50, 40, 35), 1):
            state = OperatorState.AVAILABLE if revision % 2 else OperatorState.WRAP_UP
            status = row(anna, revision, state=state)
            store.save_status(status, None, None, NOW - age * day)
        for text, age in (("старое", 31), ("новое", 29)):
            message = store.send_message("Начальник", None, text, NOW - age * day)
            store.read_message(message, anna, NOW)
        stores.users.remove(peter)

    database.transact(work)

    def applied(rules: list[RetentionRule], **how: object) -> list[tuple[int, int]]:
        found = operator_retention.apply_rules(database, rules, NOW, **how)  # type: ignore[arg-type]
        return [(each.count, each.left) for each in found]

    assert applied([]) == []
    rules = [RetentionRule("traces", "", 1), RetentionRule("operators", "", 30)]
    assert applied(rules, dry_run=True) == [(7, 0)]
    assert applied(rules, watch=Watch(lambda: True)) == [(0, 7)]
    assert database.transact(lambda s: s.operators.expire_history(NOW - 30 * day, 3)) == 3
    assert applied(rules) == [(4, 0)]
    long_ago = NOW - 99 * day

    def left(stores: Stores) -> tuple[object, ...]:
        store = stores.operators
        return (
            [each.offer_id for whose in (anna, peter) for each in store.talks(whose, long_ago)],
            [span.until for span in store.spans(anna, long_ago, NOW)],
            [message.text for message in store.messages(anna)],
        )  # fmt: skip

    assert database.transact(left) == (["1/1", "2/1"], [None], ["новое"])
    assert applied(rules) == [(0, 0)]


def talk_of(node: Dialling, operator_id: int) -> tuple[Talk, object]:
    (attempt,) = node.dial(1)
    talk = Talk(
        f"north-{attempt.id}", operator_id, attempt.id, attempt.campaign_id, attempt.contact_id,
        "november", "subscriber", attempt.phone, NOW,
    )  # fmt: skip
    return talk, attempt


@pytest.mark.parametrize("first", ["result", "end"])
def test_a_result_that_is_saved_while_its_call_is_closed(
    tested_database: DatabaseUnderTest, node: Dialling, ids: list[int], first: str
) -> None:
    """Neither of two transactions sees what the other has not committed: one waits."""
    talk, attempt = talk_of(node, ids[0])
    talking = replace(talk, answered_at=later(3), outcome=TalkOutcome.TALKING)
    node.database.transact(lambda s: s.operators.save_talk(talking))
    outcome = replace(completed(attempt), disposition=Disposition.TRANSFERRED)  # type: ignore[arg-type]

    def end(stores: Stores) -> None:
        stores.attempts.close(node.session_id, outcome, done(attempt))  # type: ignore[arg-type]

    def result(stores: Stores) -> None:
        stores.operators.save_result(ids[0], talk.attempt_id or 0, "согласен", later(20))

    begun, go_on = threading.Event(), threading.Event()
    earlier, other = (result, end) if first == "result" else (end, result)

    def hold(stores: Stores) -> None:
        earlier(stores)
        begun.set()
        go_on.wait(20)

    with ThreadPoolExecutor(2) as pool, closing(tested_database.open()) as second:
        works = [pool.submit(node.database.transact, hold)]
        assert begun.wait(20)
        works.append(pool.submit(second.transact, other))
        wait(works[1:], timeout=0.2)  # it is under way, and cannot be done yet
        go_on.set()
        for work in works:
            work.result(20)
    (reported,) = node.database.transact(lambda s: list(s.reports.attempts(node.campaign.id)))
    assert reported.disposition is Disposition.SERVED


@pytest.mark.parametrize("first", ["result", "end"])
def test_a_talk_and_its_result(node: Dialling, ids: list[int], first: str) -> None:
    """Whichever comes first: the attempt is served by that operator."""
    talk, attempt = talk_of(node, ids[0])
    talking = replace(talk, answered_at=later(3), outcome=TalkOutcome.TALKING)

    def before(stores: Stores) -> None:
        stores.operators.save_talk(talk)
        stores.operators.save_talk(talking)

    def result(stores: Stores) -> None:
        stores.operators.save_result(ids[0], attempt.id, "согласен", later(20))  # type: ignore[attr-defined]

    def end() -> None:
        outcome = replace(completed(attempt), disposition=Disposition.TRANSFERRED)  # type: ignore[arg-type]
        node.close(attempt, outcome)  # type: ignore[arg-type]

    database = node.database
    database.transact(before)
    if first == "end":
        end()
    database.transact(result)
    if first == "result":
        end()
    over = replace(talking, ended_at=later(30), outcome=TalkOutcome.ENDED)
    database.transact(lambda s: s.operators.save_talk(over))
    (known,) = database.transact(lambda s: s.operators.talks(ids[0], later(-60)))
    assert known == replace(over, result="согласен")
    (reported,) = database.transact(lambda s: list(s.reports.attempts(node.campaign.id)))
    assert (reported.operator, reported.disposition) == ("Анна", Disposition.SERVED)
    assert reported.results == {"operator_result": "согласен"}
    late = OwnResult(talk.attempt_id or 0, "no_result")
    database.transact(lambda s: s.operators.save_status(row(ids[0]), late, None, later(60)))
    (reported,) = database.transact(lambda s: list(s.reports.attempts(node.campaign.id)))
    assert reported.results == {"operator_result": "согласен"}, "his own stays"


def test_talks_of_a_dead_node(node: Dialling, ids: list[int]) -> None:
    talk, _ = talk_of(node, ids[0])
    over = replace(talk, offer_id="north-x", outcome=TalkOutcome.MISSED)
    other = replace(talk, offer_id="south-1")
    database = node.database
    for each in (talk, over, other):
        database.transact(lambda s, each=each: s.operators.save_talk(each))
    assert database.transact(lambda s: s.operators.close_talks("north-", later(9))) == 1
    known = {t.offer_id: t.outcome for t in
             database.transact(lambda s: s.operators.talks(ids[0], NOW))}  # fmt: skip
    assert known == {talk.offer_id: TalkOutcome.LOST, "north-x": TalkOutcome.MISSED,
                     "south-1": TalkOutcome.OFFERED}  # fmt: skip


def test_one_contact_of_ones_own_choice(node: Dialling) -> None:
    """Whoever waits can be claimed; who is claimed or called by somebody cannot."""
    first, second = node.claim(2)
    database, campaign_id = node.database, node.campaign.id

    def one(contact_id: int, campaign: int = campaign_id, session: int = node.session_id) -> int:
        found = database.transact(lambda s: s.contacts.claim_one(session, campaign, contact_id))
        return 0 if found is None else found.id

    assert one(first.id) == 0, "claimed already"
    database.transact(lambda s: s.contacts.release(node.session_id, [first.id]))
    assert one(first.id, campaign_id + 1) == 0
    assert one(first.id, session=node.session_id + 99) == 0
    assert one(first.id) == first.id
    assert node.open(node.prepared([first])).opened
    assert one(first.id) == 0, "he is being called"
    assert one(second.id) == 0
    assert one(10**9) == 0


def test_what_became_of_answered_calls(node: Dialling, ids: list[int]) -> None:
    """Served, abandoned, machines; of this campaign, within the window."""
    database = node.database
    ends = [Disposition.TRANSFERRED, Disposition.TRANSFERRED, Disposition.ABANDONED,
            Disposition.MACHINE, Disposition.COMPLETED]  # fmt: skip
    attempts = node.dial(len(ends))
    for number, (attempt, end) in enumerate(zip(attempts, ends, strict=True)):
        if end is Disposition.TRANSFERRED:
            talk = Talk(f"north-1/{number}", ids[0], attempt.id, attempt.campaign_id,
                        attempt.contact_id, "sales", "subscriber", attempt.phone, NOW,
                        answered_at=NOW, outcome=TalkOutcome.TALKING)  # fmt: skip
            database.transact(lambda s, talk=talk: s.operators.save_talk(talk))
        node.close(attempt, replace(completed(attempt), disposition=end))
    campaign_id = attempts[0].campaign_id

    def counts(since: datetime, campaign: int = campaign_id) -> AbandonCounts:
        found: AbandonCounts = database.transact(
            lambda s: s.operators.abandon_counts(campaign, since)
        )
        return found

    began = attempts[0].reserved_at
    assert counts(began - timedelta(days=1)) == AbandonCounts(served=2, dropped=1, machines=1)
    assert counts(began + timedelta(days=1)) == AbandonCounts()
    assert counts(began - timedelta(days=1), campaign_id + 1) == AbandonCounts()


def test_a_card(node: Dialling) -> None:
    (attempt,) = node.dial(1)
    database = node.database
    database.transact(lambda s: s.attempts.save_result(attempt.id, "выбор", "да", NOW))
    card = database.transact(lambda s: s.operators.card(attempt.id))
    assert card is not None
    assert (card.campaign, card.phone, card.number) == ("november", attempt.phone, 1)
    assert json.loads(json.dumps(dict(card.fields)))["Имя"].startswith("Абонент")
    assert card.results == {"выбор": "да"}
    assert (card.answered_at, card.ends_at) == (None, None)
    assert database.transact(lambda s: s.operators.card(10**9)) is None


def test_a_card_tells_when_its_call_ends_at_the_latest(node: Dialling) -> None:
    (attempt,) = node.dial(1)
    database = node.database
    longest_s = database.transact(
        lambda s: s.campaigns.get(attempt.campaign_id).settings.max_call_s
    )
    database.transact(lambda s: s.attempts.mark_answered(attempt.id, NOW, later(40)))
    card = database.transact(lambda s: s.operators.card(attempt.id))
    assert card is not None
    assert card.ends_at == later(40 + longest_s)
    node.close(attempt)
    card = database.transact(lambda s: s.operators.card(attempt.id))
    assert card is not None
    assert card.ends_at is None, "it is over"


def test_messages(database: FirebirdDatabase, ids: list[int]) -> None:
    def work(stores: Stores) -> None:
        store = stores.operators
        own = store.send_message("Начальник", ids[0], "Зайдите ко мне", NOW)
        store.send_message("Начальник", None, "Планёрка в 12", later(1))
        store.send_message("Начальник", ids[1], "Не ему", later(2))
        store.read_message(own, ids[0], later(3))
        assert [(m.text, m.read_at) for m in store.messages(ids[0])] == [
            ("Планёрка в 12", None), ("Зайдите ко мне", later(3)),
        ]  # fmt: skip

    database.transact(work)


def test_hot_queries_walk_along_an_index(node: Dialling, ids: list[int]) -> None:
    talk, attempt = talk_of(node, ids[0])

    def plans(connection: Connection) -> dict[str, str]:
        seen: dict[str, str] = {}
        real = FirebirdOperatorStore(connection)

        class Recorder:
            def __getattr__(self, name: str) -> object:
                target = getattr(connection, name)
                if name not in ("rows", "row", "value", "execute", "changed"):
                    return target

                def recorded(sql: str, *rest: object) -> object:
                    seen[sql] = connection.plan(sql)
                    return target(sql, *rest)

                return recorded

        real._sql = Recorder()  # type: ignore[assignment]
        real.status(ids[0])
        real.statuses_since(5000)
        real.take_orders("north", list(OrderKind), NOW)
        real.beat(ids[0], "t", "")
        real.talks(ids[0], NOW)
        real.spans(ids[0], NOW, NOW)
        real.card(attempt.id)  # type: ignore[attr-defined]
        real.messages(ids[0])
        real.abandon_counts(talk.campaign_id or 0, NOW)
        real.save_talk(replace(talk, outcome=TalkOutcome.TALKING))
        real.save_result(ids[0], talk.attempt_id or 0, "да", NOW)
        return seen

    for sql, plan in node.database.transact_raw(plans).items():
        assert "NATURAL" not in plan or "RDB$DATABASE" in sql, f"{sql}\n{plan}"
