"""The panels within the workstation, over a real database: from a card, from the directory, from a
promise; and when the database is away."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.voice_store import open_folder
from engine.directory.model import EntryText
from engine.domain.attempt import OpenAttempt
from engine.domain.callbacks import Callback
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.domain.operator import OperatorState
from engine.orders.model import Service
from engine.ports import softphone
from engine.ports.directory import NewEntry
from engine.ports.operators import OrderKind
from engine.ports.orders import OrderFilter
from engine.ports.requests import RequestFilter
from engine.ports.storage import Database, StorageUnavailable
from engine.requests.model import Category
from engine.service.voice_store import VoiceStore
from rino_desktop import accounts, workstation_reads
from rino_desktop.workstation_panels import WorkstationPanels
from rmt.call_desk import Control
from rmt.facts import CardFacts
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.panel_hands import click, focused, key, typed, until
from tests.helpers.shift_here import ShiftHere
from tests.helpers.stored_campaign import Dialling, add_contacts, dialling


@pytest.fixture
def engine_kind() -> str:
    """The desks are tested with both."""
    return "embedded"


K, M = Qt.Key, Qt.KeyboardModifier


class Office:
    """A workstation with its panels; telephone and engines are played."""

    def __init__(self, qtbot: QtBot, tested: DatabaseUnderTest, database: FirebirdDatabase,
                 folder: Path) -> None:  # fmt: skip
        self.tested, self.database = tested, database
        self.here = ShiftHere(qtbot)
        self.here.desk.card = self._card  # type: ignore[method-assign]
        self.window, self.desk = self.here.window, self.here.desk
        self.away = False
        self.panels = WorkstationPanels(
            self.here.shift, "Анна", self._open, VoiceStore(folder, open_folder), lambda _: None,
            self.here.bugs.append,
        )  # fmt: skip

    def _open(self) -> Database:
        if self.away:
            raise StorageUnavailable("no route to host")
        return self.tested.open()

    async def _card(self, attempt_id: int) -> CardFacts | None:
        return self.database.transact(lambda stores: workstation_reads.card(stores, attempt_id))

    async def begin(self) -> None:
        await self.here.begin()
        await self.panels.begin()
        await until(self.window.isActiveWindow)

    async def active(self) -> None:
        self.window.activateWindow()
        await until(self.window.isActiveWindow)

    def fill(self) -> None:
        now = datetime.now(UTC)

        def fill(stores: object) -> None:
            s = stores
            accounts.add(s, "Анна", "operator", "hash", now)  # type: ignore[arg-type]
            s.requests.save_category(Category("Ремонт", 3600))  # type: ignore[attr-defined]
            s.orders.save_services([Service("Справка", price=Decimal(5))])  # type: ignore[attr-defined]
            source = s.directory.source("биллинг", now)  # type: ignore[attr-defined]
            s.directory.merge(
                source.id,
                [  # type: ignore[attr-defined]
                    NewEntry("1", EntryText("Иванов Пётр", "г. Уфа", ("+73472223344",)))
                ],
                now,
            )

        self.database.transact(fill)

    async def talk(self, first: Dialling) -> OpenAttempt:
        [attempt] = first.dial(1)
        await self.here.talk(attempt.id)
        await until(lambda: self.here.shift.contact is not None
                    and self.here.shift.contact.contact_id == attempt.contact_id)  # fmt: skip
        return attempt

    def dialled(self) -> dict[str, object]:
        _, kind, arguments, _ = self.desk.orders[-1]
        assert kind is OrderKind.DIAL
        return dict(arguments)


@pytest.fixture
async def office(
    qtbot: QtBot, tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> AsyncIterator[Office]:
    made = Office(qtbot, tested_database, database, tmp_path)
    made.fill()
    await made.begin()
    try:
        yield made
    finally:
        await made.panels.end()
        await made.here.end()


async def test_from_a_card(office: Office) -> None:
    first = dialling(office.tested, office.database, 2)
    attempt = await office.talk(first)
    contact = office.here.shift.contact
    assert contact is not None
    assert (contact.phone, contact.name) == (attempt.phone, "Абонент 1")

    office.here.key(K.Key_F11)
    requests = office.panels.requests
    await until(lambda: requests.dialog is not None and requests.dialog.isActiveWindow())
    assert requests.dialog is not None
    assert requests.dialog.caller.text() == "Абонент 1"
    await until(requests.dialog.category.count)
    typed("Нет гудка")
    key(K.Key_Return, ctrl=True)
    await until(lambda: requests.dialog is None)
    [request] = office.database.transact(lambda s: s.requests.find(RequestFilter(all=True), 5))
    assert (request.subject, request.author) == ("Нет гудка", "Анна")
    links = request.links
    assert (links.contact_id, links.attempt_id, links.phone) == (
        attempt.contact_id, attempt.id, attempt.phone)  # fmt: skip

    await office.active()
    office.here.key(K.Key_F9, M.ShiftModifier)
    callbacks = office.panels.callbacks
    await until(lambda: callbacks.dialog is not None and callbacks.dialog.isActiveWindow())
    dialog = callbacks.dialog
    assert dialog is not None
    assert dialog.phone.text() == attempt.phone
    await until(lambda: dialog._judged is not None)
    key(K.Key_4, alt=True)  # tomorrow at ten
    await until(lambda: dialog.callback().due_at.astimezone().hour == 10)
    dialog.note.setFocus()
    await until(lambda: dialog.button.isEnabled() or dialog.nearest.isVisible())
    if dialog.nearest.isVisible():  # it is night where the number may be
        click(dialog.nearest)
        await until(lambda: dialog.button.isEnabled() and not dialog.nearest.isVisible())
    key(K.Key_Return, ctrl=True)
    await until(lambda: callbacks.dialog is None)
    [promised] = office.database.transact(lambda s: s.callbacks.of("Анна", 5))
    assert (promised.contact_id, promised.campaign_id) == (attempt.contact_id, first.campaign.id)
    await until(lambda: office.window.header.callback.isVisible())

    await office.active()
    office.here.key(K.Key_F12)
    orders = office.panels.orders
    await until(lambda: orders.new.take_button.isVisible())
    assert (orders.new.number.text(), orders.new.name.text()) == (attempt.phone, "Абонент 1")
    click(orders.new.take_button)
    await until(lambda: orders.view.details is not None)
    [order] = office.database.transact(lambda s: s.orders.find(OrderFilter(all=True), 5))
    subscriber = order.subscriber
    assert (subscriber.contact_id, subscriber.attempt_id) == (attempt.contact_id, attempt.id)

    office.here.key(K.Key_4, M.ControlModifier)
    history = office.panels.history
    await until(lambda: history.table.rowCount() == 1)
    assert history.table.at(0).call_key == attempt.id
    assert office.window.call.isVisible()

    office.here.hang_up(attempt=attempt.id)
    office.here.shift.presenter.save(attempt.id, "agreed", 0.0)
    await until(lambda: office.here.shift.contact is None)
    assert history.table.rowCount() == 0, "nothing of him stays"

    orders.begin_order(attempt.phone, "Абонент 1", attempt.contact_id, attempt.id)
    assert orders.new.stranger.isHidden()
    await office.talk(first)
    assert not orders.new.stranger.isHidden(), "somebody else is on the line now"
    orders.new.remark.setText("срочно")
    assert office.panels.typed


async def test_a_dialog_keeps_nobody_from_the_call(office: Office) -> None:
    """A request, a promise, an order's reason stand open while the subscriber talks: the call's
    keys and its buttons work all the same."""
    first = dialling(office.tested, office.database, 2)
    await office.talk(first)
    telephone, call = office.here.phone.orders, office.window.call

    async def held_and_muted() -> None:
        before = len(office.desk.orders)
        key(K.Key_F6)
        await until(lambda: len(office.desk.orders) == before + 1)
        click(call.buttons[Control.MUTE])
        assert telephone[-1] == softphone.Mute(not muted[-1])
        muted.append(not muted[-1])
        office.here.answer_order()

    muted = [False]
    office.here.key(K.Key_F11)
    requests, callbacks = office.panels.requests, office.panels.callbacks
    await until(lambda: requests.dialog is not None and requests.dialog.isActiveWindow())
    typed("Нет гудка")
    await held_and_muted()
    assert requests.dialog is not None
    assert requests.dialog.subject.text() == "Нет гудка"
    requests.dialog.reject()
    await office.active()
    office.here.key(K.Key_F9, M.ShiftModifier)
    await until(lambda: callbacks.dialog is not None and callbacks.dialog.isActiveWindow())
    await held_and_muted()
    key(K.Key_F3)
    await until(lambda: telephone[-1] == softphone.HangUp("c1"))


async def test_dialled_and_read_out_from_the_directory(office: Office) -> None:
    office.here.be(OperatorState.AVAILABLE)
    office.here.key(K.Key_5, M.ControlModifier)
    directory = office.panels.directory
    assert focused() is directory.search
    typed("иванов")
    await until(lambda: directory.results.rowCount() == 1)
    key(K.Key_Return)
    key(K.Key_Return)
    assert office.dialled() == {"do": "number", "campaign_id": None, "number": "+73472223344"}

    await office.active()
    key(K.Key_Tab)
    key(K.Key_Space)
    await until(lambda: "notice" in office.window.banners.shown)
    assert "no call" in office.window.banners.shown["notice"].label.text()
    await office.talk(dialling(office.tested, office.database, 1))
    office.here.key(K.Key_5, M.ControlModifier)
    assert directory.search.selectedText() == "иванов"
    key(K.Key_Return)
    key(K.Key_Tab, K.Key_Space)
    _, kind, arguments, node = office.desk.orders[-1]
    assert (kind, arguments["do"], node) == (OrderKind.CALL, "say", "node-1")
    assert arguments["language"] == "ru"
    assert str(arguments["text"]).startswith("Иванов Пётр. Номер: восемь триста сорок семь")


async def test_a_promise_is_dialled_by_an_engine(office: Office) -> None:
    first = dialling(office.tested, office.database, 3)
    attempts = first.dial(2)
    now = datetime.now(UTC)

    def promise(attempt: OpenAttempt) -> Callback:
        made = Callback(
            0, attempt.phone, now + timedelta(minutes=4), "Анна", now, caller="Ёлкин",
            contact_id=attempt.contact_id, campaign_id=first.campaign.id, owner="Анна",
        )  # fmt: skip
        return office.database.transact(lambda s: s.callbacks.add(made, f"w{attempt.id}", now))

    promised = [promise(attempt) for attempt in attempts]
    callbacks = office.panels.callbacks
    office.here.be(OperatorState.AVAILABLE)
    callbacks.look()
    await until(lambda: "reminder" in office.window.banners.shown)
    assert "Ёлкин" in office.window.banners.shown["reminder"].label.text()
    assert "reminder" in office.here.sound.tones
    click(office.window.banners.shown["reminder"].button)
    assert office.window.side.key == "callbacks"

    async def dial(number: int) -> None:
        callbacks.look()
        await until(lambda: not callbacks._asking.busy)
        row = callbacks.table.row_of(promised[number].id)
        assert row is not None
        callbacks.view.selectRow(row)
        await until(lambda: callbacks.dial_button.isEnabled() and not callbacks._moved.isActive())
        click(callbacks.dial_button)

    await dial(0)
    assert office.dialled() == {"do": "callback", "callback_id": promised[0].id}
    office.here.answer_order(code="outside_hours", number=attempts[0].phone)
    assert attempts[0].phone in office.window.banners.shown["notice"].label.text()
    await dial(0)
    count = len(office.desk.orders)
    await office.here.talk(attempts[0].id)
    await until(lambda: office.here.shift.contact is not None)
    office.here.answer_order(attempt_id=attempts[0].id)
    await dial(1)
    assert callbacks.notice.text.text() == "You can dial when you have no other call."
    assert len(office.desk.orders) == count, "none that could not be called is ordered"
    office.here.hang_up(attempt=attempts[0].id)
    office.here.be(OperatorState.AVAILABLE)
    await dial(1)
    assert office.dialled() == {"do": "callback", "callback_id": promised[1].id}


async def test_masked_numbers_are_masked_in_all_panels(office: Office) -> None:
    campaign = office.database.transact(
        lambda s: s.campaigns.create(CampaignSettings("скрытые", mask_numbers=True))
    )
    office.database.transact(lambda s: s.campaigns.set_state(campaign.id, CampaignState.RUNNING))
    add_contacts(office.tested, campaign, 1)
    first = dialling(office.tested, office.database, campaign=campaign)
    attempt = await office.talk(first)
    office.here.key(K.Key_F12)
    orders, directory = office.panels.orders, office.panels.directory
    assert orders.new.number.text() == "+7••••••••01"
    assert orders.new.subscriber.number == attempt.phone
    office.here.key(K.Key_5, M.ControlModifier)
    typed("иванов")
    await until(lambda: directory.results.rowCount() == 1)
    key(K.Key_Return, K.Key_Return)
    assert office.dialled()["number"] == "+73472223344"
    office.here.answer_order(code="do_not_call", number="+73472223344")
    text = office.window.banners.shown["notice"].label.text()
    assert "+7••••••••44" in text
    assert "3472223344" not in text


async def test_the_database_is_away_at_first(
    qtbot: QtBot, tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    office = Office(qtbot, tested_database, database, tmp_path)
    office.fill()
    office.away = True
    await office.begin()
    requests, bar = office.panels.requests, office.window.side.bar
    office.here.key(K.Key_7, M.ControlModifier)
    await until(lambda: "No route to host" in requests.notice.text.text())
    office.away = False
    await until(lambda: requests._board is not None)
    assert not requests.notice.isVisible()
    assert list(bar.buttons) == [
        "day", "calls", "messages", "history", "directory", "callbacks", "requests", "orders"
    ]  # fmt: skip
    await office.panels.end()
    assert list(bar.buttons) == ["day", "calls", "messages"]
    assert not office.window.contact_actions.isVisible()
    await office.here.end()


async def test_panels_that_never_came_to_be_can_be_ended(
    qtbot: QtBot, tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    """Whoever signs out while they are being made, or after that has failed."""
    office = Office(qtbot, tested_database, database, tmp_path)
    await office.here.begin()
    await office.panels.end()
    assert list(office.window.side.bar.buttons) == ["day", "calls", "messages"]
    await office.here.end()
