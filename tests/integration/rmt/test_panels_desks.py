"""What the panels of the workstation ask of a real database, and what it does when it goes away."""

import asyncio
import wave
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pytestqt.qtbot import QtBot

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.voice_store import open_folder
from engine.directory.model import EntryText
from engine.domain.callbacks import Callback, CallbackState
from engine.domain.campaign import CampaignSettings, CampaignState, DayHours, Schedule
from engine.domain.disposition import Disposition
from engine.domain.refusal import SKIPPED, Refusal
from engine.errors import KnownError
from engine.forms.codec import load_form
from engine.orders.machine import Accept, PlanStep
from engine.orders.model import Order, Price, Service, StepKind, StepPlan, Subscriber
from engine.ports.callbacks import CallbackConflict
from engine.ports.directory import NewEntry
from engine.ports.forms import FilledForm
from engine.ports.orders import OrderFilter
from engine.ports.requests import RequestConflict
from engine.ports.storage import StorageUnavailable, Stores
from engine.requests.machine import Comment, SetState
from engine.requests.model import Category, Links, Priority, Request, RequestState
from engine.service.voice_store import VoiceStore
from rino_desktop import accounts, forms
from rino_desktop.callback_desk import DatabaseCallbacksDesk
from rino_desktop.directory_desk import DatabaseDirectoryDesk
from rino_desktop.form_desk import DatabaseFormDesk
from rino_desktop.history_desk import DatabaseHistoryDesk
from rino_desktop.order_desk import DatabaseOrderDesk
from rino_desktop.request_desk import DatabaseRequestsDesk
from rmt.callbacks.desk import Act, CallbackContact
from rmt.callbacks.desk import Wish as CallbackWish
from rmt.directory.panel import DirectoryPanel
from rmt.history.table import HistoryTable
from rmt.requests.desk import Whose, Wish
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.panel_hands import opened, typed, until
from tests.helpers.stored_campaign import NOW as DIALLED
from tests.helpers.stored_campaign import add_contacts, completed, dialling, done

T = TypeVar("T")
HOUR = timedelta(hours=1)
ALWAYS = CampaignSettings("", schedule=Schedule(
    weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440)))  # fmt: skip


class LossyDatabase:
    """The work is done, and the answer lost with the connection: ``lost`` times."""

    def __init__(self, database: FirebirdDatabase) -> None:
        self._database = database
        self.lost = 0

    async def run(self, work: Callable[[Stores], T]) -> T:
        done = await self._database.run(work)
        if self.lost:
            self.lost -= 1
            raise StorageUnavailable("the connection is lost.")
        return done


async def test_the_directory_over_a_database(qtbot: QtBot, database: FirebirdDatabase) -> None:
    now = datetime.now(UTC)
    panel = DirectoryPanel(DatabaseDirectoryDesk(database))
    opened(qtbot, panel)
    await until(lambda: panel.empty.title.text() == "The directory is empty")

    def fill(stores: Stores) -> None:
        source = stores.directory.source("биллинг", now)
        stores.directory.merge(source.id, [
            NewEntry("1", EntryText("Иванов Пётр", "г. Уфа, ул. Ленина, д. 12",
                                    ("+73472223344",))),
            NewEntry("2", EntryText("Щербакова Алёна", "г. Уфа", ("+73472229988",))),
        ], now)  # fmt: skip

    database.transact(fill)
    panel.focus_search()
    typed("щрбакова")
    await until(lambda: panel.results.rowCount() == 1)
    assert panel.details.name.text() == "Щербакова Алёна"
    panel.look_for("222-33-44")
    await until(lambda: panel.details.name.text() == "Иванов Пётр")
    assert not await DatabaseDirectoryDesk(database).is_empty()
    await panel.close_desk()


@pytest.fixture
def office(database: FirebirdDatabase) -> FirebirdDatabase:
    def prepare(stores: Stores) -> None:
        for name in ("Анна", "Пётр"):
            accounts.add(stores, name, "operator", "hash", datetime.now(UTC))
        stores.requests.save_group("Мастера", ["Пётр"])
        stores.requests.save_category(Category("Ремонт", 3600, "Мастера"))
        stores.requests.save_category(Category("Вопрос"))

    database.transact(prepare)
    return database


def wanted(subject: str, at: datetime, category: str = "Ремонт", **rest: object) -> Request:
    return Request(0, subject, category, "", at, **rest)  # type: ignore[arg-type]


async def test_requests_over_a_database(office: FirebirdDatabase) -> None:
    anna, peter = (DatabaseRequestsDesk(office, name) for name in ("Анна", "Пётр"))
    now = datetime.now(UTC)
    late = await anna.register(wanted("Нет гудка", now - 3 * HOUR))
    plain = await anna.register(wanted("Шум", now))
    high = await anna.register(
        wanted("Обрыв", now, priority=Priority.HIGH, links=Links(phone="8 347 222-33-44"))
    )
    await anna.register(wanted("Тариф", now, "Вопрос"))
    assert (high.links.phone, high.author) == ("+73472223344", "Анна")

    async def names(desk: DatabaseRequestsDesk, whose: Whose, words: str = "") -> list[str]:
        board = await desk.find(whose, words, ended=False, limit=50)
        return [each.subject for each in board.requests]

    assert await names(peter, Whose.GROUPS) == ["Нет гудка", "Обрыв", "Шум"]
    assert await names(anna, Whose.GROUPS) == []
    assert len(await names(anna, Whose.ALL)) == 4
    assert await names(peter, Whose.MINE) == []
    assert await names(anna, Whose.ALL, "обр") == ["Обрыв"]
    card = await peter.change(
        Wish(plain.id, [SetState(RequestState.IN_PROGRESS)], now, plain.revision)
    )
    assert card.request.state is RequestState.IN_PROGRESS
    assert [change.who for change in card.history] == ["Анна", "Анна", "Пётр"]
    with pytest.raises(RequestConflict):
        await anna.change(
            Wish(plain.id, [SetState(RequestState.CANCELLED)], now + HOUR, plain.revision)
        )
    board = await anna.find(Whose.ALL, "", ended=False, limit=50)
    assert (board.counts.open, board.counts.overdue) == (4, 1)
    assert board.requests[0].id == late.id
    choices = await anna.choices()
    assert (choices.groups, choices.people) == ({"Мастера": ("Пётр",)}, ("Анна", "Пётр"))


async def test_nothing_is_done_twice(office: FirebirdDatabase) -> None:
    lossy = LossyDatabase(office)
    desk = DatabaseRequestsDesk(lossy, "Пётр")  # type: ignore[arg-type]
    request = wanted("Нет гудка", datetime.now(UTC))
    lossy.lost = 1
    with pytest.raises(StorageUnavailable):
        await desk.register(request)
    again = await desk.register(request)
    assert office.transact(lambda s: s.requests.counts(request.created_at).open) == 1
    wish = Wish(again.id, [SetState(RequestState.IN_PROGRESS), Comment("еду")],
                datetime.now(UTC), again.revision)  # fmt: skip
    lossy.lost = 1
    with pytest.raises(StorageUnavailable):
        await desk.change(wish)
    card = await desk.change(wish)
    assert [change.kind.value for change in card.history] == [
        "registered", "assigned", "state", "comment"]  # fmt: skip
    await asyncio.sleep(0)


async def test_an_order_is_taken_once_however_often_it_is_said(office: FirebirdDatabase) -> None:
    lossy = LossyDatabase(office)
    desk = DatabaseOrderDesk(lossy, "Анна", DatabaseFormDesk(office, "Анна"))  # type: ignore[arg-type]
    service, who = Service("Будильник"), Subscriber("8 347 222-33-44", "Ёлкин")

    def take(begun: int, remark: str = "") -> Coroutine[Any, Any, Order]:
        return desk.take(service, who, None, {}, "1", remark, begun)

    lossy.lost = 1
    with pytest.raises(StorageUnavailable):
        await take(1)
    first = await take(1)
    again, pressed_twice = await asyncio.gather(take(2, "вторая"), take(2, "вторая"))
    assert again.id == pressed_twice.id != first.id
    another = await take(3, "вторая")
    kept = office.transact(lambda s: s.orders.find(OrderFilter(all=True), 9))
    assert {order.id for order in kept} == {first.id, again.id, another.id}


async def test_a_slow_clock_has_nobody_missed(office: FirebirdDatabase) -> None:
    """At once is at once, not so long ago that an engine would not call any more."""
    forms = DatabaseFormDesk(office, "Анна")
    desk = DatabaseOrderDesk(office, "Анна", forms, behind_s=lambda: 3600.0)
    service = Service("Будильник", steps=(StepPlan(StepKind.SAY, "Разбудить", "Доброе утро"),))
    order = await desk.take(service, Subscriber("8 347 222-33-44"), None, {}, "1", "", 1)
    ordered = await desk.change(order, [Accept(Price(Decimal(1))), PlanStep(1)])
    at = ordered.steps[0].at
    assert at is not None
    assert abs((datetime.now(UTC) + HOUR - at).total_seconds()) < 30


async def test_where_engines_run_workstations_take_no_callbacks_away(
    office: FirebirdDatabase,
) -> None:
    """They remind and pass on, by their clocks: one among many workstations' may be hours ahead."""
    now = datetime.now(UTC)
    promised = Callback(0, "+73472223344", now - HOUR, "Пётр", now, owner="Пётр")
    made = office.transact(lambda s: s.callbacks.add(promised, "w1", now - HOUR))
    session = office.transact(lambda s: s.nodes.begin("north", "pc", 1, 0.0, now, 18.0))
    desk = DatabaseCallbacksDesk(office, "Анна", office=ALWAYS)
    await desk.board(9)
    assert office.transact(lambda s: s.callbacks.get(made.id)).owner == "Пётр"
    office.transact(lambda s: s.nodes.end(session.id))
    await desk.board(9)
    assert office.transact(lambda s: s.callbacks.get(made.id)).owner == ""


async def test_callbacks_over_a_database(office: FirebirdDatabase) -> None:
    anna, peter = (DatabaseCallbacksDesk(office, name, office=ALWAYS) for name in ("Анна", "Пётр"))
    now = datetime.now(UTC)
    contact = CallbackContact("8 347 222-33-44")
    judged = await anna.judge(contact, now + HOUR)
    assert judged.verdict.allowed
    assert [zone for zone, _ in judged.there] == ["Asia/Yekaterinburg"]
    lossy = LossyDatabase(office)
    lossy.lost = 1
    unlucky = DatabaseCallbacksDesk(lossy, "Анна", office=ALWAYS)  # type: ignore[arg-type]
    wanted_ = Callback(0, contact.phone, now + timedelta(minutes=2), "", now, owner="Анна")
    with pytest.raises(StorageUnavailable):
        await unlucky.promise(wanted_, "once")
    made = await unlucky.promise(wanted_, "once")
    assert (made.phone, made.author) == ("+73472223344", "Анна")
    (shown,) = (await anna.board(10)).mine
    assert shown.callback.state is CallbackState.REMINDED, "the board does what is due"
    assert (await peter.board(10)).mine == ()
    moved = await anna.change(
        CallbackWish(made.id, Act.MOVE, "m", now, shown.callback.revision, due_at=now + HOUR)
    )
    assert moved.owner == ""
    take = CallbackWish(made.id, Act.TAKE, "t", now, moved.revision)
    lossy.lost = 1
    with pytest.raises(StorageUnavailable):
        await DatabaseCallbacksDesk(lossy, "Пётр").change(take)  # type: ignore[arg-type]
    assert (await peter.change(take)).taken_by == "Пётр"
    with pytest.raises(CallbackConflict):
        await anna.change(CallbackWish(made.id, Act.TAKE, "t2", now, moved.revision))
    done = await peter.change(CallbackWish(made.id, Act.FINISH, "f", now, note="заплатит"))
    assert (done.state, done.note) == (CallbackState.DONE, "заплатит")
    never = CampaignSettings("", schedule=Schedule(weekdays=DayHours(0, 0), weekend=DayHours(0, 0)))
    with pytest.raises(KnownError, match="calling hours forbid it"):
        await DatabaseCallbacksDesk(office, "Анна", office=never).promise(wanted_, "never")


async def test_forms_of_an_earlier_call(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    attempt = dialling(tested_database, database, 1).dial(1)[0]
    survey = forms.samples()["survey"]

    def fill_in(stores: Stores) -> None:
        version = stores.forms.publish("survey", survey)
        filled = FilledForm(f"attempt:{attempt.id}", version.id, attempt.phone, "Анна", DIALLED,
                            DIALLED, True, {"talks": "no"}, attempt.id)  # fmt: skip
        stores.form_answers.save(filled)

    database.transact(fill_in)
    desk = DatabaseHistoryDesk(database, VoiceStore(tmp_path / "voice", open_folder, None))
    (call,) = await desk.calls([attempt.phone], 10)
    assert call.results == {"talks": "no", "form:survey": "complete"}
    (past,) = await desk.forms(call)
    assert (past.form, past.filled.answers) == (load_form(survey), {"talks": "no"})


async def test_history_over_a_database(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    first = dialling(tested_database, database, 3)
    attempt = first.dial(1)[0]
    database.transact(lambda s: s.attempts.save_result(attempt.id, "обещал", "да", DIALLED))
    name = "recordings/2026/03/02/1/1.wav"
    first.close(attempt, replace(completed(attempt), recording=name), done(attempt))
    other = database.transact(lambda s: s.campaigns.create(
        CampaignSettings("Второй", mask_numbers=True)))  # fmt: skip
    add_contacts(tested_database, other, 1)
    running = database.transact(lambda s: s.campaigns.set_state(other.id, CampaignState.RUNNING))
    second = dialling(tested_database, database, campaign=running, node="south")
    open_call = second.dial(1)[0]
    assert open_call.phone == attempt.phone
    store = VoiceStore(tmp_path / "voice", open_folder, None)
    desk = DatabaseHistoryDesk(database, store)
    now, then = await desk.calls([attempt.phone, "+70000000000"], 10)
    assert (now.campaign, now.disposition, now.masked) == ("Второй", None, True)
    assert (then.campaign, then.disposition, then.results) == (
        "november", Disposition.COMPLETED, {"обещал": "да"})  # fmt: skip
    assert (then.recording, then.masked) == (name, False)
    assert await desk.calls(["+79990000000"], 10) == []
    assert len(await desk.calls([attempt.phone], 1)) == 1
    put_off = Refusal(SKIPPED, "", {"reason": "not_now", "operator": "Анна"}, DIALLED)
    contact_id = attempt.contact_id
    database.transact(
        lambda s: s.ledger.record(
            first.campaign.id, contact_id, attempt.phone, put_off, datetime.now(UTC)
        )
    )
    latest = (await desk.calls([attempt.phone], 10))[0]
    assert (latest.skipped, latest.operator, latest.disposition) == ("not_now", "Анна", None)
    table = HistoryTable()
    assert table.result(latest) == "put off: Not a good time"
    with pytest.raises(KnownError):
        await desk.sound(then)
    file = tmp_path / "voice" / name
    file.parent.mkdir(parents=True)
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\x00\x10\x00\x20" * 4000)
    assert 7900 <= len(await desk.sound(then)) <= 8100
