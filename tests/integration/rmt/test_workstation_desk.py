"""The workstation's desk over real databases: rows, orders, cards, and what waits for them."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase, operator_desk
from engine.domain.operator import (
    AVAILABLE,
    Hold,
    OfferKind,
    OperatorState,
    OperatorStatus,
    on_break,
)
from engine.ports.operators import ORDER_LIVES_S, OrderKind
from engine.ports.storage import Stores
from engine.routing import wish_codec
from engine.routing.actions import GoOnBreak, SaveResult, SignIn, SignOut
from engine.routing.call_orders import CallDo, DialDo
from rino_desktop import accounts, workstation_desk
from rino_desktop import workstation_reads as reads
from rino_desktop.unsaved_answers import UnsavedAnswers
from rino_desktop.unsent_results import OpenCard, UnsentResult, UnsentResults
from rino_desktop.workstation_desk import Seat, WorkstationDesk
from rmt.cards import Card
from rmt.desk import AnswerNews, DayNews, LinkNews, News, RowNews, RulesNews
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.shaky_database import ShakyDatabase, Weather
from tests.helpers.stored_campaign import NOW, dialling


class Office:
    """The other side: what an engine would do, by hand."""

    def __init__(self, tested: DatabaseUnderTest, database: FirebirdDatabase, folder: Path) -> None:
        self.tested, self.database = tested, database
        self.weather = Weather()
        self.results = UnsentResults(folder / "unsent", "office", "Анна")
        self.answers = UnsavedAnswers(folder / "answers", "office")
        self.news: list[News] = []
        self.bugs: list[BaseException] = []
        self.operator_id = database.transact(
            lambda s: accounts.add(s, "Анна", "operator", "hash", datetime.now(UTC)).id
        )

    def desk(self) -> WorkstationDesk:
        seat = Seat(self.operator_id, "Анна", "pc-1", "tok-1")
        opener = lambda: ShakyDatabase(self.tested.open(), self.weather)  # noqa: E731
        return WorkstationDesk(seat, opener, self.results, self.answers, self.bugs.append)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[WorkstationDesk]:
        desk = self.desk()
        desk.start(self.news.append)
        try:
            yield desk
        finally:
            await desk.stop()
        assert self.bugs == []

    async def told(self, kind: type, condition: Callable[[Any], bool] = bool) -> Any:
        async def found() -> Any:
            while True:
                for each in reversed(self.news):
                    if isinstance(each, kind) and condition(each):
                        return each
                await asyncio.sleep(0.02)

        async with asyncio.timeout(20):
            return await found()

    async def orders(self, count: int = 1) -> list[Any]:
        taken: list[Any] = []
        async with asyncio.timeout(20):
            while len(taken) < count:
                taken += self.database.transact(
                    lambda s: s.operators.take_orders("node-1", list(OrderKind), datetime.now(UTC))
                )
                await asyncio.sleep(0.05)
        return taken

    def write(self, state: OperatorState, revision: int, **changes: object) -> None:
        status = OperatorStatus(self.operator_id, revision, f"n-{revision}").changed(
            state=state, since=datetime.now(UTC), **({"token": "tok-1"} | changes)
        )
        self.database.transact(
            lambda s: s.operators.save_status(status, None, None, datetime.now(UTC))
        )


async def test_a_shift(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, seconds in (("BEAT_S", 0.2), ("_LOOK_S", 0.2)):
        monkeypatch.setattr(workstation_desk, name, seconds)
    office = Office(tested_database, database, tmp_path)
    async with office.working() as desk:
        await office.told(RowNews)
        desk.be_at("sip:anna@10.0.0.7:5070")
        desk.wish("k1", SignIn("tok-1", "pc-1"))
        (order,) = await office.orders()
        assert wish_codec.wish_from_json(order.arguments) == SignIn("tok-1", "pc-1")
        (session,) = database.transact(lambda s: s.operators.sessions())
        assert (session.token, session.address) == ("tok-1", "sip:anna@10.0.0.7:5070")
        database.transact(lambda s: s.operators.answer_order(order.id, {}, datetime.now(UTC)))
        assert (await office.told(AnswerNews)).answer == {}
        office.write(OperatorState.AVAILABLE, 1, intent=AVAILABLE)
        await office.told(RowNews, lambda n: n.status.state is OperatorState.AVAILABLE)
        beats = session.beats
        async with asyncio.timeout(15):
            while database.transact(lambda s: s.operators.sessions())[0].beats <= beats:
                await asyncio.sleep(0.1)
        desk.wish("k2", GoOnBreak("обед"))
        desk.order("k3", OrderKind.DIAL, {"do": DialDo.NUMBER.value, "number": "100"}, "")
        first, second = await office.orders(2)
        assert (first.kind, second.kind) == (OrderKind.WISH, OrderKind.DIAL)
        refusal = {"code": "break_full", "reason": "обед", "at_once": 1}
        database.transact(lambda s: s.operators.answer_order(first.id, refusal, datetime.now(UTC)))
        assert (await office.told(AnswerNews, lambda n: n.key == "k2")).answer == refusal
        assert isinstance(await office.told(RulesNews), RulesNews)
        assert (await office.told(DayNews)).day.talks == ()
    assert database.transact(lambda s: s.operators.sessions()) == []


async def test_a_bug_in_the_window_does_not_leave_it_deaf_for_the_rest_of_the_day(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
) -> None:  # fmt: skip
    office = Office(tested_database, database, tmp_path)
    broken = True

    def hear(news: News) -> None:
        if broken and isinstance(news, RowNews):
            raise ZeroDivisionError
        office.news.append(news)

    desk = office.desk()
    desk.start(hear)
    try:
        async with asyncio.timeout(20):
            while not office.bugs:
                await asyncio.sleep(0.02)
        await asyncio.sleep(2)  # it has met it again
        assert [type(bug) for bug in office.bugs] == [ZeroDivisionError]
        broken = False
        office.write(OperatorState.AVAILABLE, 1, intent=AVAILABLE)
        await office.told(RowNews, lambda n: n.status.state is OperatorState.AVAILABLE)
        desk._outgoing.put_nowait(lambda: 1 / 0)  # type: ignore[arg-type, return-value]
        desk.wish("k1", GoOnBreak("обед"))
        await office.orders()
        assert len(office.bugs) == 2
    finally:
        await desk.stop()


async def test_an_order_is_as_old_as_the_wish_for_it(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    """It has waited at this computer: behind others, or for the database."""
    office = Office(tested_database, database, tmp_path)
    async with office.working() as desk:
        await office.told(LinkNews, lambda n: n.database)
        desk._outgoing.put_nowait(lambda: asyncio.sleep(0.7))
        desk.order("k1", OrderKind.DIAL, {"do": DialDo.NUMBER.value, "number": "100"}, "")
        (order,) = await office.orders()
        clock = "SELECT CAST('NOW' AS TIMESTAMP) FROM rdb$database"
        now = database.transact_raw(lambda connection: connection.value(clock))
        assert (now - order.created_at.replace(tzinfo=None)).total_seconds() >= 0.7


async def test_a_card_comes_within_its_time(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    attempt = dialling(tested_database, database, 1).dial(1)[0]
    database.transact(lambda s: s.attempts.save_result(attempt.id, "talks", "yes", NOW))
    office = Office(tested_database, database, tmp_path)
    async with office.working() as desk:
        await office.told(RulesNews)
        took = []
        for _ in range(5):
            began = time.perf_counter()
            facts = await desk.card(attempt.id)
            took.append(time.perf_counter() - began)
        assert facts is not None
        assert (facts.card.phone, facts.card.results["talks"]) == (attempt.phone, "yes")
        assert len(facts.results) > 3
        assert min(took) < 0.3
        assert await desk.card(attempt.id + 1000) is None
        # With the row of a call that rings its card has come: it is there though the way is slow.
        hold = Hold("n", "n/1", OfferKind.SUBSCRIBER, "p", attempt.id, "sales")
        office.write(OperatorState.RINGING, 1, hold=hold)
        await office.told(RowNews, lambda n: n.status.state is OperatorState.RINGING)
        office.weather.down = True
        ahead = await desk.card(attempt.id)
        assert ahead is not None
        assert ahead.card == facts.card
        office.weather.down = False


async def test_an_order_that_waits_too_long_is_done_by_nobody(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The operator is told that it came to nothing; his wish to go home still counts."""
    lives = {**ORDER_LIVES_S, OrderKind.CALL: 0.2}
    monkeypatch.setattr(operator_desk, "ORDER_LIVES_S", lives)
    office = Office(tested_database, database, tmp_path)
    async with office.working() as desk:
        await office.told(LinkNews, lambda n: n.database)
        slow = asyncio.Event()
        desk._outgoing.put_nowait(slow.wait)  # what was given before takes its time
        desk.order("k1", OrderKind.CALL, {"do": "transfer"}, "n")
        desk.order("k2", OrderKind.CALL, {"do": "consult"}, "n")
        desk.wish("k3", SignOut())
        await asyncio.sleep(0.3)
        slow.set()
        async with asyncio.timeout(10):
            while len(desk._orders) < 3:
                await asyncio.sleep(0.02)
        taken = database.transact(
            lambda s: s.operators.take_orders("n", list(OrderKind), datetime.now(UTC))
        )
        assert [order.kind for order in taken] == [OrderKind.WISH]
        for key in ("k1", "k2"):
            told = await office.told(AnswerNews, lambda n, key=key: n.key == key)
            assert told.answer == {"code": "not_confirmed"}


def test_what_a_campaign_says_of_its_cards(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 1)
    (attempt,) = node.dial(1)
    said = {reads.RESULTS: "да; нет;", reads.NAMED_BY: "Фирма; Договор"}
    settings = replace(node.campaign.settings, variables=said)
    database.transact(lambda s: s.campaigns.update(settings))
    facts = database.transact(lambda s: reads.card(s, attempt.id))
    assert facts is not None
    assert facts.named_by == ("Фирма", "Договор")
    assert [choice.code for choice in facts.results] == ["да", "нет"]


async def test_what_is_saved_while_the_database_is_away(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    attempt = dialling(tested_database, database, 1).dial(1)[0]
    office = Office(tested_database, database, tmp_path)
    async with office.working() as desk:
        await office.told(LinkNews, lambda n: n.database)
        office.weather.down = True
        await office.told(LinkNews, lambda n: not n.database)
        desk.keep_result(attempt.id, "agreed", "после зарплаты", True)
        desk.wish("k1", GoOnBreak("обед"))
        assert (await office.told(AnswerNews)).answer == {"code": "not_confirmed"}
        await office.told(LinkNews, lambda n: n.unsent == 1)
        desk.remember([Card(attempt.id, "+7912", 5.0, note="ещё нет"), Card(77, "1", 6.0)])
        async with asyncio.timeout(10):
            while not office.results.cards():
                await asyncio.sleep(0.02)
    # The workstation was killed, and begins anew: what was saved is not a card any more.
    office.news.clear()
    async with office.working() as desk:
        assert [card.attempt_id for card in await desk.remembered()] == [77]
        waits = asyncio.ensure_future(desk.card(attempt.id))
        await asyncio.sleep(0.3)
        assert not waits.done(), "it is waited for"
        office.weather.down = False
        facts = await waits
        assert facts is not None
        assert facts.card.phone == attempt.phone
        await office.told(LinkNews, lambda n: n.database and n.unsent == 0)
        (order,) = await office.orders()
    assert wish_codec.wish_from_json(order.arguments) == SaveResult(attempt.id, True)
    assert office.results.all() == []
    card = database.transact(lambda s: s.operators.card(attempt.id))
    assert card is not None
    assert (card.results["operator_result"], card.results["operator_note"]) == (
        "agreed", "после зарплаты",
    )  # fmt: skip


async def test_a_result_that_cannot_be_saved_holds_up_no_other(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    spoilt, good = dialling(tested_database, database, 2).dial(2)
    keep = reads.keep

    def refuse(
        stores: Stores, operator: int, token: str, kept: UnsentResult, now: datetime
    ) -> None:
        if kept.attempt_id == spoilt.id:
            raise RuntimeError("breaks a constraint")
        keep(stores, operator, token, kept, now)

    monkeypatch.setattr(reads, "keep", refuse)
    office = Office(tested_database, database, tmp_path)
    async with office.working() as desk:
        await office.told(LinkNews, lambda n: n.database)
        desk.keep_result(spoilt.id, "agreed", "", True)
        await office.told(LinkNews, lambda n: n.unsent == 1)
        desk.keep_result(good.id, "agreed", "после", True)
        (order,) = await office.orders()
        assert wish_codec.wish_from_json(order.arguments) == SaveResult(good.id, True)
        desk.keep_result(good.id, "refused", "ещё раз", False)
        await office.orders()
        bugs, office.bugs = office.bugs, []
        assert [str(bug) for bug in bugs] == ["breaks a constraint"], "told once"
    assert [each.attempt_id for each in office.results.all()] == [spoilt.id]


async def test_results_of_a_call_that_is_not_in_this_database(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    """It was restored, say: the note goes nowhere, and what comes after it gets there."""
    attempt = dialling(tested_database, database, 1).dial(1)[0]
    office = Office(tested_database, database, tmp_path)
    office.results.put(UnsentResult(attempt.id + 5000, "agreed", "note", True, NOW))
    async with office.working() as desk:
        desk.keep_result(attempt.id, "agreed", "after", True)
        assert len(await office.orders(2)) == 2
        await office.told(LinkNews, lambda n: n.database and n.unsent == 0)
    assert office.results.all() == []


async def test_a_full_disk_loses_no_result(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    attempt = dialling(tested_database, database, 1).dial(1)[0]
    office = Office(tested_database, database, tmp_path)

    def full(_result: UnsentResult) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(office.results, "put", full)
    async with office.working() as desk:
        await office.told(LinkNews, lambda n: n.database)
        office.weather.down = True
        await office.told(LinkNews, lambda n: not n.database)
        desk.keep_result(attempt.id, "agreed", "на диске нет места", True)
        await office.told(LinkNews, lambda n: (n.unsent, n.unkept) == (1, 1))
        office.weather.down = False
        await office.told(LinkNews, lambda n: n.database and (n.unsent, n.unkept) == (0, 0))
    card = database.transact(lambda s: s.operators.card(attempt.id))
    assert card is not None
    assert card.results["operator_note"] == "на диске нет места"


async def test_a_consult_is_waited_for_longer_than_other_orders(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """It is answered when the colleague does; who is to be dialled for is rung first. The others
    have an end, and that is told."""
    monkeypatch.setattr(workstation_desk, "_ORDER_LIVES_S", 0.2)
    office = Office(tested_database, database, tmp_path)
    async with office.working() as desk:
        await office.told(LinkNews, lambda n: n.database)
        for key, do in (("k1", CallDo.HOLD), ("k2", CallDo.CONSULT)):
            desk.order(key, OrderKind.CALL, {"do": do.value, "offer": "n/1"}, "node-1")
        desk.order("k3", OrderKind.DIAL, {"do": DialDo.CALLBACK.value, "callback_id": 1}, "node-1")
        orders = await office.orders(3)
        await office.told(AnswerNews, lambda n: n.key == "k1")
        await asyncio.sleep(1.0)  # the others are waited for still
        for order in orders:
            database.transact(
                lambda s, number=order.id: s.operators.answer_order(number, {}, datetime.now(UTC))
            )
        for key in ("k2", "k3"):
            await office.told(AnswerNews, lambda n, key=key: n.key == key)
        answers = {n.key: n.answer for n in office.news if isinstance(n, AnswerNews)}
        assert answers == {"k1": {"code": "not_confirmed"}, "k2": {}, "k3": {}}


@pytest.mark.parametrize("taken", [True, False])
async def test_a_sign_in_elsewhere_that_came_to_nothing(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, taken: bool,
) -> None:  # fmt: skip
    """The other computer began its session, and nobody heard of it any more."""
    for name, seconds in (("BEAT_S", 0.1), ("_LOOK_S", 0.1), ("_RESEAT_S", 0.5)):
        monkeypatch.setattr(workstation_desk, name, seconds)
    office = Office(tested_database, database, tmp_path)
    sessions: Callable[[], list[str]] = lambda: [  # noqa: E731
        each.token for each in database.transact(lambda s: s.operators.sessions())
    ]
    async with office.working() as desk:
        await office.told(LinkNews, lambda n: n.database)
        desk.wish("k1", SignIn("tok-1", "pc-1"))
        await office.orders()
        office.write(OperatorState.AVAILABLE, 1, intent=AVAILABLE)
        begin: Callable[[Stores], None] = lambda s: s.operators.begin_session(  # noqa: E731
            office.operator_id, "tok-2", "pc-2", "", datetime.now(UTC)
        )
        if taken:  # the row first: the time until it is seated again runs from the session on
            office.write(OperatorState.AVAILABLE, 2, intent=AVAILABLE, token="tok-2")
        database.transact(begin)
        if taken:
            await asyncio.sleep(1.0)
            assert sessions() == ["tok-2"]
        else:
            async with asyncio.timeout(15):
                while sessions() != ["tok-1"]:
                    await asyncio.sleep(0.05)


def test_files_that_are_damaged(tmp_path: Path) -> None:
    kept = UnsentResults(tmp_path, "office", "Анна")
    at = datetime(2026, 12, 1, tzinfo=UTC)
    kept.put(UnsentResult(1, "agreed", "", False, at))
    kept.put(UnsentResult(2, "refused", "нет", True, at))
    kept.keep_cards([OpenCard(3, "100", "раз", 1.0)])
    (file,) = tmp_path.rglob("result-1.json")
    file.write_text(file.read_text()[:20])
    (cards,) = tmp_path.rglob("cards.json")
    cards.write_text("[{")
    assert [each.attempt_id for each in kept.all()] == [2]
    assert kept.cards() == []
    assert UnsentResults(tmp_path, "office", "Иван").all() == []
    newer = UnsentResult(2, "agreed", "", True, at)
    kept.put(newer)
    kept.drop(UnsentResult(2, "refused", "нет", True, at))
    assert kept.all() == [newer], "what was saved after it stays"
    assert file.exists(), "for whoever mends it"


def test_wishes_come_back_as_they_were() -> None:
    for wish in (SignIn("t", "pc", on_break("обед")), GoOnBreak("обед", True), SaveResult(5, True)):
        assert wish_codec.wish_from_json(wish_codec.wish_to_json(wish)) == wish
