"""Orders by keyboard alone, over a real database: taken, accepted, carried out, printed."""

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import qasync
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.campaign import DayHours, Schedule
from engine.forms.filling import Filled
from engine.orders.machine import Accept, Comment
from engine.orders.model import CallOutcome, OrderState, Price, StepState, Subscriber
from engine.orders.settings import OrderSettings
from engine.ports.orders import OrderFilter
from engine.ports.storage import StorageUnavailable, Stores
from engine.service import order_calls, order_desk, order_taking
from rino_desktop import order_catalogue
from rino_desktop.form_desk import DatabaseFormDesk
from rino_desktop.order_desk import DatabaseOrderDesk
from rino_desktop.texts import set_language
from rino_desktop.texts.errors import said
from rino_desktop.ui.dialogs import Question
from rmt.orders.panel import OrdersPanel
from rmt.orders.reason_dialog import ReasonDialog
from tests.helpers.databases import (
    database,
    database_address,
    own_server,
    server_of_worker,
    templates,
    tested_database,
)
from tests.helpers.desktop_here import by_hand, until
from tests.helpers.where_all_stand import where_all_stand

__all__ = ["database", "database_address", "own_server", "server_of_worker", "templates",
           "tested_database"]  # fmt: skip

NUMBER, WANTED = "+73472223344", "+74957000001"
NEVER = Schedule(weekdays=DayHours(0, 0), weekend=DayHours(0, 0))
ALWAYS = Schedule(weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440))


@pytest.fixture
def engine_kind() -> str:
    return "embedded"


@pytest.fixture
def office(database: FirebirdDatabase) -> FirebirdDatabase:
    set_language("en")
    database.transact(lambda s: order_catalogue.bring_in(s, order_catalogue.sample(), "anna"))
    database.transact(lambda s: s.orders.save_settings(OrderSettings(hours=ALWAYS)))
    return database


class Here:
    """A panel that is open, and the hands of its operator."""

    def __init__(self, database: FirebirdDatabase, printed: Path) -> None:
        self.database = database
        self.failures: list[BaseException] = []
        self.desk = DatabaseOrderDesk(database, "anna", DatabaseFormDesk(database, "anna"))

        async def choose(_parent: QWidget, name: str) -> str:
            return str(printed / name)

        self.panel = OrdersPanel(
            self.desk, lambda error: said(error), self.failures.append, lambda: "en", choose
        )
        self.view, self.new = self.panel.view, self.panel.new

    async def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= each
        await until(QApplication.focusWidget)  # a window of another program may have been in front
        await by_hand(lambda: QTest.keyClick(_focused(), key, held))

    async def key_in(self, widget: QWidget, key: Qt.Key) -> None:
        """At once: what is read meanwhile may move the keyboard."""

        def pressed() -> None:
            widget.setFocus()
            QTest.keyClick(widget, key)

        await by_hand(pressed)

    async def type(self, text: str) -> None:
        def press() -> None:
            for letter in text:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                    QApplication.sendEvent(_focused(), event)

        await until(QApplication.focusWidget)
        await by_hand(press)

    async def press(self, button: QPushButton) -> None:
        """By keyboard: the focus goes to it, and Space."""
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        self.panel.activateWindow()  # a dialog may have been in front
        await until(self.panel.isActiveWindow)

        def pressed() -> None:  # at once: what is read meanwhile may move the keyboard
            button.setFocus()
            QTest.keyClick(_focused(), Qt.Key.Key_Space)

        await by_hand(pressed)

    async def rests(self) -> None:
        """Nothing is being read or done."""
        await until(lambda: not (self.panel._reading or self.panel._tasks._tasks))

    async def answer(self, key: str) -> str:
        """To a question; what it said."""
        await until(lambda: self.panel.findChildren(Question))
        question = self.panel.findChildren(Question)[-1]
        said = " ".join(label.text() for label in question.findChildren(QLabel))
        await by_hand(lambda: QTest.keyClick(question.buttons[key], Qt.Key.Key_Space))
        await until(lambda: not self.panel.findChildren(Question))
        return said

    def order(self, order_id: int = 1) -> Any:
        return self.database.transact(lambda s: s.orders.get(order_id))

    async def take(self, service: str) -> None:
        """Ctrl+N, the service, the subscriber; the form is open then."""
        await until(lambda: self.new.service.count())
        await self.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        await until(self.new.isVisible)
        self.new.service.setFocus()
        for _ in range(5):
            if self.new.service.currentText() != service:
                await self.key(Qt.Key.Key_Down)
        assert self.new.service.currentText() == service
        self.new.number.setFocus()
        await self.type("8 347 222-33-44")
        await until(self.new.price.text)


Play = Callable[[Callable[[Here], Coroutine[Any, Any, None]]], Here]


@pytest.fixture
def play(qapp: QApplication, qtbot: QtBot, office: FirebirdDatabase, tmp_path: Path
         ) -> Iterator[Play]:  # fmt: skip
    def run(scenario: Callable[[Here], Coroutine[Any, Any, None]]) -> Here:
        qapp.setQuitOnLastWindowClosed(False)
        loop = qasync.QEventLoop(qapp)
        asyncio.set_event_loop(loop)
        here = Here(office, tmp_path)
        qtbot.addWidget(here.panel)
        here.panel.resize(1200, 720)

        async def whole() -> None:
            here.panel.show()
            here.panel.activateWindow()
            try:
                async with asyncio.timeout(60):
                    await scenario(here)
            except BaseException as fault:
                focus = QApplication.focusWidget()
                said = here.panel.banner.text()
                fault.add_note(f"{focus} has the keyboard; {said!r}\n{where_all_stand()}")
                raise
            finally:
                await here.panel.close_desk()
                here.panel.hide()

        with loop:
            loop.run_until_complete(whole())
        assert here.failures == []
        return here

    before = qapp.quitOnLastWindowClosed()
    yield run
    asyncio.set_event_loop(None)
    qapp.setQuitOnLastWindowClosed(before)
    gc.collect()  # here, and not in a thread of the next test


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_connection_is_ordered_and_planned_by_keyboard(play: Play, tmp_path: Path) -> None:
    async def scenario(here: Here) -> None:
        await here.take("Междугородный разговор")
        await until(lambda: "3.45" in here.new.price.text())
        form = here.new.form
        assert form is not None
        [await here.key(Qt.Key.Key_Tab) for _ in range(3)]  # name, remark, and into the form
        assert form.asked["wanted"].input.has_focus()
        await here.type("8 495 700-00-01")
        await here.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(here.view.isVisible)
        assert here.order().state is OrderState.DRAFT
        assert here.order().subscriber.number == NUMBER
        assert _focused() is here.view.accept_button
        await here.key(Qt.Key.Key_Space)
        asked = await here.answer("do")
        assert "3.45" in asked
        await until(lambda: here.order().state is OrderState.ACCEPTED)
        row = here.view.rows[2]
        await until(row.call_button.isVisible)
        assert WANTED in row.text.text()
        await here.press(row.call_button)
        await until(lambda: here.order().steps[1].state is StepState.PLANNED)
        await until(row.withdraw_button.isVisible)
        assert not here.view.finish_button.isEnabled()
        # The engine does it; the panel sees that by itself.
        now = datetime.now(UTC)
        here.database.transact(lambda s: s.nodes.begin("n", "h", 1, 0.0, now, 60))
        here.database.transact(lambda s: order_calls.take(s, 1, 2, 1, now))
        here.database.transact(lambda s: order_calls.settle(
            s, 1, 2, 1, CallOutcome.TALKED, "", Decimal(125), now))  # fmt: skip
        await until(lambda: "10.35" in here.view.cost.text())
        assert "2:05" in row.state.text()
        await here.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        await until((tmp_path / "order-1.pdf").exists)

    play(scenario)


def test_steps_by_hand_and_a_reason(play: Play) -> None:
    async def scenario(here: Here) -> None:
        await here.take("Справка по запросу")
        form = here.new.form
        assert form is not None
        form.asked["question"].input.take_focus()
        await here.type("Как проехать?")
        await here.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(here.view.isVisible)
        await here.press(here.view.accept_button)
        await here.answer("do")
        await until(lambda: here.order().state is OrderState.ACCEPTED)
        await until(here.view.rows[1].done_button.isVisible)
        await here.press(here.view.rows[1].done_button)
        await until(lambda: here.order().steps[0].state is StepState.DONE)
        await until(here.view.fail_button.isVisible)
        await here.press(here.view.fail_button)
        await until(lambda: here.panel.findChildren(ReasonDialog))
        (dialog,) = here.panel.findChildren(ReasonDialog)
        await here.key(Qt.Key.Key_Return)
        assert dialog.fault.isVisible(), "a reason is needed"
        await here.type("не найдено")
        await here.key(Qt.Key.Key_Return)
        await until(lambda: here.order().state is OrderState.FAILED)
        await until(here.view.begin_button.isVisible)
        await here.press(here.view.begin_button)
        await until(lambda: here.order().state is OrderState.IN_WORK)
        await until(here.view.rows[2].skip_button.isVisible)
        await here.press(here.view.rows[2].skip_button)
        await until(here.view.finish_button.isEnabled)
        await here.press(here.view.finish_button)
        await until(lambda: here.order().state is OrderState.DONE)
        await until(lambda: "150.00" in here.view.cost.text())

    play(scenario)


def test_forbidden_hours_are_told_and_the_operator_decides(play: Play) -> None:
    async def scenario(here: Here) -> None:
        here.database.transact(lambda s: s.orders.save_settings(OrderSettings(hours=NEVER)))
        await here.take("Звонок-будильник")
        form = here.new.form
        assert form is not None
        form.asked["hour"].input.take_focus()
        await here.type("7:00")
        await here.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(here.view.isVisible)
        await here.press(here.view.accept_button)
        await here.answer("do")
        row = here.view.rows[1]
        await until(row.later_button.isVisible)
        assert row.time.dateTime().toSecsSinceEpoch() == int(here.order().steps[0].at.timestamp())
        await here.press(row.later_button)
        asked = await here.answer("")
        assert NUMBER in asked
        assert here.order().steps[0].state is StepState.OPEN
        await here.press(row.later_button)
        await here.answer("do")
        await until(lambda: here.order().steps[0].state is StepState.PLANNED)
        assert here.order().steps[0].at_night, "engines ask no more"

    play(scenario)


def test_the_list_is_searched_and_filtered(play: Play) -> None:
    async def scenario(here: Here) -> None:
        await here.take("Справка по запросу")
        here.new.name.setFocus()
        await here.type("Ёлкин")
        form = here.new.form
        assert form is not None
        form.asked["question"].input.take_focus()
        await here.type("а?")
        await here.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(here.view.isVisible)
        part = here.panel.part
        await until(lambda: part.table.rowCount() == 1)
        await here.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert _focused() is part.search
        await here.type("петров")
        await until(lambda: part.table.rowCount() == 0)
        part.search.clear()
        await here.type("ёлк")
        await until(lambda: part.table.rowCount() == 1)
        await here.key(Qt.Key.Key_Escape)
        assert _focused() is part.list
        await here.key(Qt.Key.Key_Down)
        await here.key(Qt.Key.Key_Return)
        await until(lambda: _focused() is here.view.accept_button)
        await here.key_in(part.filter, Qt.Key.Key_Down)  # my own
        await until(lambda: part.table.rowCount() == 0)
        await here.key(Qt.Key.Key_End)
        await until(lambda: part.table.rowCount() == 1)

    play(scenario)


def test_somebody_elses_change_is_told_and_nothing_is_lost(play: Play) -> None:
    async def scenario(here: Here) -> None:
        await here.take("Справка по запросу")
        form = here.new.form
        assert form is not None
        form.asked["question"].input.take_focus()
        await here.type("а?")
        await here.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(here.view.isVisible)
        here.panel._timer.stop()  # it would see the other's change in time
        await here.rests()
        here.database.transact(
            lambda s: order_desk.change(s, 1, [Comment("x")], "boris", datetime.now(UTC))
        )
        await here.press(here.view.accept_button)
        await here.answer("do")
        await until(lambda: "somebody else" in here.panel.banner.text())
        assert here.order().state is OrderState.DRAFT
        await until(lambda: "boris" in here.view.history.text())
        await here.press(here.view.accept_button)
        await here.answer("do")
        await until(lambda: here.order().state is OrderState.ACCEPTED)
        await until(here.panel.banner.isHidden)

    play(scenario)


def test_the_subscriber_of_the_call_and_a_draft_that_survives(play: Play) -> None:
    """Nothing of one subscriber's order shows in another's."""

    async def scenario(here: Here) -> None:
        await until(lambda: here.new.service.count())
        here.panel.begin_order(NUMBER, "Ёлкин", None, None)
        here.new.service.setCurrentText("Справка по запросу")
        await until(here.new.price.text)
        assert (here.new.number.text(), here.new.name.text()) == (NUMBER, "Ёлкин")
        form = here.new.form
        assert form is not None
        form.asked["question"].input.take_focus()
        await here.type("Как проехать?")
        await until(lambda: "saved" in form.note.text())
        here.panel.begin_order(WANTED, "Сомов")
        await until(lambda: here.new.form is not form and here.new.form is not None)
        assert here.new.form is not None
        assert here.new.form.filling.entry("question") == ""
        here.panel.begin_order(NUMBER, "Ёлкин")
        await until(
            lambda: (
                here.new.form is not None
                and here.new.form.filling.entry("question") == "Как проехать?"
            )
        )

    play(scenario)


def test_an_order_whose_answer_was_lost_is_taken_once(play: Play) -> None:
    """The database goes between the commit and its answer; the operator presses once more."""

    async def scenario(here: Here) -> None:
        await until(lambda: here.new.service.count())
        here.panel.begin_order(NUMBER, "Ёлкин")
        here.new.service.setCurrentText("Справка по запросу")
        await until(lambda: here.new.price.text() and here.new.form is not None)
        real = here.desk._database

        class Lost:
            async def run(self, work: Any) -> Any:
                await real.run(work)
                here.desk._database = real
                raise StorageUnavailable("the cable is out")

        here.desk._database = Lost()
        here.new.taken.emit(Filled(True, {"question": "Как проехать?"}))
        await until(lambda: "cable is out" in here.panel.banner.text())
        for _ in range(2):
            here.new.taken.emit(Filled(True, {"question": "Как проехать?"}))
        await until(lambda: here.view.details is not None)
        orders = here.database.transact(lambda s: s.orders.find(OrderFilter(all=True), 9))
        assert [order.id for order in orders] == [1]
        assert here.view.details is not None
        assert here.view.details.order.answers == {"question": "Как проехать?"}
        here.panel.begin_order(NUMBER, "Ёлкин")
        await until(lambda: here.new.price.text() and here.new.form is not None)
        here.new.taken.emit(Filled(True, {"question": "А обратно?"}))
        await until(lambda: here.view.details is not None and here.view.details.order.id == 2)

    play(scenario)


def test_the_database_is_away_and_back(play: Play) -> None:
    async def scenario(here: Here) -> None:
        await until(lambda: here.new.service.count())
        real = here.desk.find

        async def away(*_arguments: object) -> list[Any]:
            raise StorageUnavailable("no server")

        here.desk.find = away  # type: ignore[method-assign]
        await here.panel.refresh()
        assert "no server" in here.panel.banner.text()
        here.desk.find = real  # type: ignore[method-assign]
        await here.panel.refresh()
        assert here.panel.banner.isHidden()

    play(scenario)


def test_what_was_pressed_is_done_to_the_order_that_was_in_view(play: Play) -> None:
    """The database takes its time, and another order is looked at meanwhile."""

    async def scenario(here: Here) -> None:
        def two(stores: Stores) -> None:
            service = stores.orders.service("Междугородный разговор")
            now = datetime.now(UTC)
            for wanted in (WANTED, "+74957000002"):
                order = order_taking.new_order(
                    service, Subscriber(NUMBER, "Ёлкин"), {"wanted": wanted}, "anna",
                    stores.orders.settings(), now,
                )  # fmt: skip
                made = order_desk.add(stores, order, now)
                order_desk.change(stores, made.id, [Accept(Price(Decimal(1)))], "anna", now)

        here.database.transact(two)
        go_on, advise, change = asyncio.Event(), here.desk.advise, here.desk.change

        async def slow_advise(number: str, at: datetime) -> Any:
            await go_on.wait()
            return await advise(number, at)

        async def slow_change(order: Any, commands: Any) -> Any:
            await go_on.wait()
            return await change(order, commands)

        def shown() -> int:
            return here.view.details.order.id if here.view.details is not None else 0

        here.desk.advise, here.desk.change = slow_advise, slow_change  # type: ignore[method-assign]
        here.panel.open_order(1)
        await until(lambda: shown() == 1)
        await here.press(here.view.rows[2].call_button)
        here.panel.open_order(2)
        await until(lambda: shown() == 2)
        go_on.set()
        await until(lambda: here.order(1).steps[1].state is StepState.PLANNED)
        assert here.order(2).steps[1].state is StepState.OPEN, "nobody has asked for that call"
        go_on.clear()
        await here.press(here.view.cancel_button)
        await until(lambda: here.panel.findChildren(ReasonDialog))
        await here.type("передумал")
        await here.key(Qt.Key.Key_Return)
        here.panel.open_order(1)
        await until(lambda: shown() == 1)
        go_on.set()
        await until(lambda: here.order(2).state is OrderState.CANCELLED)
        assert here.order(1).state is OrderState.IN_WORK
        await asyncio.sleep(0.1)
        assert shown() == 1, "nor is he turned back to it"

    play(scenario)
