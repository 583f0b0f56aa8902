"""Orders while the database is slow: what is pressed reaches the order that was in view when it was
pressed, and an answer that comes late takes nothing from under the operator's hands."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from engine.errors import KnownError
from engine.orders import machine
from engine.orders.machine import Command
from engine.orders.model import (
    Order,
    OrderState,
    Price,
    Service,
    StepKind,
    StepPlan,
    StepState,
    Subscriber,
)
from engine.orders.settings import OrderSettings
from engine.ports.orders import OrderFilter
from engine.ports.storage import StorageUnavailable
from engine.service.order_taking import HoursAdvice, PriceFound, new_order
from rino_desktop.ui.dialogs import Question
from rmt.orders.desk import Catalogue, OrderDetails
from rmt.orders.panel import OrdersPanel
from rmt.orders.reason_dialog import ReasonDialog
from tests.helpers.panel_hands import click, key, opened, typed, until

ALARM = Service(
    "Будильник", price=Decimal(10),
    steps=(StepPlan(StepKind.SAY, "Разбудить", text="Доброе утро"),),
)  # fmt: skip
FIRST, SECOND = Subscriber("+79160000001", "Ёлкин", 1, 11), Subscriber("+79160000002", "Сомов", 2)


class Desk:
    """The real machine over a dictionary. ``hold`` something: its answers wait for ``let_go``."""

    user = "anna"

    def __init__(self) -> None:
        self.orders: dict[int, Order] = {}
        self.asked: list[str] = []
        self._held: dict[str, asyncio.Event] = {}
        self.error: Exception | None = None

    def add(self, subscriber: Subscriber, *commands: Command) -> Order:
        now = datetime.now(UTC)
        order, _ = machine.create(
            new_order(ALARM, subscriber, {}, "anna", OrderSettings(), now), now
        )
        order = self.orders[len(self.orders) + 1] = replace(order, id=len(self.orders) + 1)
        return self._apply(order, commands)

    def _apply(self, order: Order, commands: Sequence[Command]) -> Order:
        for command in commands:
            order, _ = machine.apply(order, command, "anna", datetime.now(UTC))
        self.orders[order.id] = order
        return order

    def hold(self, what: str) -> None:
        self._held[what] = asyncio.Event()

    def let_go(self, what: str) -> None:
        self._held.pop(what).set()

    async def _slow(self, what: str) -> None:
        self.asked.append(what)
        if what in self._held:
            await self._held[what].wait()
        if self.error is not None:
            error, self.error = self.error, None
            raise error

    async def catalogue(self) -> Catalogue:
        await self._slow("catalogue")
        return Catalogue((ALARM,), "₽")

    async def find(self, wanted: OrderFilter, limit: int) -> list[Order]:
        return sorted(self.orders.values(), key=lambda order: -order.id)

    async def look(self, order_id: int) -> OrderDetails:
        found = OrderDetails(self.orders[order_id])
        await self._slow("look")
        return found

    async def open_form(self, *_of: object) -> None:
        return None

    async def save_draft(self, form: object, snapshot: dict[str, Any]) -> None:
        raise AssertionError("there is no form")

    async def price(self, service: Service, subscriber: Subscriber) -> PriceFound:
        await self._slow("price")
        return PriceFound(Price(service.price))

    async def take(self, service: Service, subscriber: Subscriber, form: object, answers: object,
                   quantity: str, remark: str, begun: int) -> Order:  # fmt: skip
        await self._slow("take")
        order = self.add(subscriber)
        self.orders[order.id] = replace(order, remark=remark)
        return self.orders[order.id]

    async def change(self, order: Order, commands: Sequence[Command]) -> Order:
        await self._slow("change")
        if order.revision != self.orders[order.id].revision:
            raise KnownError("somebody else has changed the order.")
        return self._apply(self.orders[order.id], commands)

    async def advise(self, number: str, at: datetime) -> HoursAdvice:
        await self._slow("advise")
        return HoursAdvice(number, True, ("Europe/Moscow",), None)

    async def print_to(self, order_id: int, target: Path) -> None:
        raise AssertionError("nothing is printed")


class Here:
    def __init__(self, qtbot: QtBot) -> None:
        self.desk = Desk()
        self.bugs: list[BaseException] = []
        self.panel = OrdersPanel(self.desk, str, self.bugs.append, lambda: "en")
        self.view, self.new = self.panel.view, self.panel.new
        opened(qtbot, self.panel, 1200, 720)

    async def look_at(self, order: Order) -> None:
        self.panel.open_order(order.id)
        await until(lambda: self.shown == order.id)

    @property
    def shown(self) -> int | None:
        details = self.view.details
        return details.order.id if details is not None and self.view.isVisible() else None

    async def begin(self, subscriber: Subscriber) -> None:
        who = subscriber
        self.panel.begin_order(who.number, who.name, who.contact_id, who.attempt_id)
        await until(self.new.take_button.isVisible)

    async def answer(self, button: str) -> str:
        await until(lambda: self.panel.findChildren(Question))
        question = self.panel.findChildren(Question)[-1]
        words = " ".join(label.text() for label in question.findChildren(QLabel))
        click(question.buttons[button])
        await until(lambda: not self.panel.findChildren(Question))
        return words

    def state(self, order: Order) -> OrderState:
        return self.desk.orders[order.id].state


@pytest.fixture
async def here(qtbot: QtBot) -> Any:
    made = Here(qtbot)
    yield made
    for what in list(made.desk._held):
        made.desk.let_go(what)
    await made.panel.close_desk()
    assert made.bugs == []


def button(here: Here, step: int = 1) -> QPushButton:
    return here.view.rows[step].call_button


async def test_the_call_is_of_the_order_that_was_in_view(here: Here) -> None:
    """The hours are looked up slowly; meanwhile another order is looked at: nobody of that one is
    rung."""
    accepted = machine.Accept(Price(Decimal(10)))
    first, second = here.desk.add(FIRST, accepted), here.desk.add(SECOND, accepted)
    await here.look_at(first)
    here.desk.hold("advise")
    click(button(here))
    await until(lambda: "advise" in here.desk.asked)
    await here.look_at(second)
    here.desk.let_go("advise")
    await until(lambda: here.desk.orders[first.id].steps[0].state is StepState.PLANNED)
    assert here.desk.orders[second.id].steps[0].state is StepState.OPEN
    assert here.shown == second.id


async def test_a_price_is_agreed_to_for_the_order_that_was_in_view(here: Here) -> None:
    first, second = here.desk.add(FIRST), here.desk.add(SECOND)
    await here.look_at(first)
    here.desk.hold("price")
    click(here.view.accept_button)
    await until(lambda: "price" in here.desk.asked)
    await here.look_at(second)
    here.desk.let_go("price")
    assert f"№ {first.id}" in await here.answer("do")
    await until(lambda: here.state(first) is OrderState.ACCEPTED)
    assert here.state(second) is OrderState.DRAFT


async def test_what_waits_its_turn_is_done_to_its_own_order(here: Here) -> None:
    """Two things are pressed on one order while the first of them is slow."""
    accepted = machine.Accept(Price(Decimal(10)))
    first, second = here.desk.add(FIRST, accepted), here.desk.add(SECOND, accepted)
    await here.look_at(first)
    here.desk.hold("change")
    here.view.wanted.emit(machine.SettleStep(1, StepState.FAILED))
    await until(lambda: "change" in here.desk.asked)
    click(here.view.cancel_button)
    await until(lambda: here.panel.findChildren(ReasonDialog))
    dialog = here.panel.findChildren(ReasonDialog)[-1]
    typed("не нужен", dialog.reason)
    click(dialog.button)
    await until(lambda: not isValid(dialog) or not dialog.isVisible())
    await here.look_at(second)
    here.desk.let_go("change")
    await until(lambda: here.state(first) is OrderState.CANCELLED)
    assert here.state(second) is OrderState.ACCEPTED
    assert here.shown == second.id


async def test_a_late_answer_leaves_the_new_order_in_front(here: Here) -> None:
    """The list is read anew every other second, with the order in view: F12 in between."""
    order = here.desk.add(FIRST)
    await here.look_at(order)
    here.desk.hold("look")
    refreshing = asyncio.ensure_future(here.panel.refresh())
    await until(lambda: here.desk.asked.count("look") == 2)
    await here.begin(SECOND)
    typed("срочно", here.new.remark)
    here.desk.let_go("look")
    await refreshing
    await until(lambda: True)
    assert here.new.isVisible()
    assert here.new.remark.text() == "срочно"


async def test_refreshes_do_not_pile_up(here: Here) -> None:
    """All panels share a connection: what waits there makes the caller's history wait."""
    await until(lambda: here.new.service.count())
    here.desk.hold("catalogue")
    before = here.desk.asked.count("catalogue")
    for _ in range(5):
        here.panel._timer.timeout.emit()
    await until(lambda: here.desk.asked.count("catalogue") > before)
    assert here.desk.asked.count("catalogue") == before + 1


async def test_pressed_twice_is_ordered_once(here: Here) -> None:
    await until(lambda: here.new.service.count())
    await here.begin(FIRST)
    here.desk.hold("take")
    click(here.new.take_button)
    await until(lambda: "take" in here.desk.asked)
    click(here.new.take_button)
    here.new.setFocus()
    here.desk.let_go("take")
    await until(lambda: here.shown == 1)
    assert list(here.desk.orders) == [1]


async def test_the_next_subscribers_order_is_not_swept_away(here: Here) -> None:
    """One order is still being written when the next subscriber is on the line."""
    await until(lambda: here.new.service.count())
    await here.begin(FIRST)
    here.desk.hold("take")
    click(here.new.take_button)
    await until(lambda: "take" in here.desk.asked)
    await here.begin(SECOND)
    typed("позвонить утром", here.new.remark)
    here.desk.let_go("take")
    await until(lambda: here.panel.part.table.rowCount() == 1)
    assert here.new.isVisible()
    assert here.new.remark.text() == "позвонить утром"
    assert here.new.number.text() == SECOND.number
    click(here.new.take_button)
    await until(lambda: here.shown == 2)
    assert here.desk.orders[2].subscriber == SECOND
    assert here.desk.orders[2].remark == "позвонить утром"


async def test_what_was_typed_for_a_subscriber_is_there_again(here: Here) -> None:
    """F12 once more, or for the next caller, throws nothing away; who signs out is asked."""
    await until(lambda: here.new.service.count())
    assert not here.panel.typed
    await here.begin(FIRST)
    assert not here.panel.typed, "nothing but what is known of him"
    typed("на девять", here.new.remark)
    assert here.panel.typed
    await here.begin(FIRST)
    assert here.new.remark.text() == "на девять"
    await here.begin(SECOND)
    assert here.new.remark.text() == ""
    await here.begin(FIRST)
    assert here.new.remark.text() == "на девять"
    click(here.new.take_button)
    await until(lambda: here.shown == 1)
    assert here.desk.orders[1].remark == "на девять"
    assert not here.panel.typed
    await here.begin(FIRST)
    assert here.new.remark.text() == ""


async def test_a_card_that_is_read_late_is_of_the_same_subscriber(here: Here) -> None:
    """F12 before it is known who calls, and once more when it is."""
    await until(lambda: here.new.service.count())
    await here.begin(Subscriber(FIRST.number, "", None, FIRST.attempt_id))
    typed("на девять", here.new.remark)
    await here.begin(FIRST)
    assert here.new.remark.text() == "на девять"
    click(here.new.take_button)
    await until(lambda: here.shown == 1)
    assert here.desk.orders[1].subscriber == FIRST
    assert not here.panel.typed


async def test_a_refused_or_failed_order_stays_as_it_was_typed(here: Here) -> None:
    await until(lambda: here.new.service.count())
    await here.begin(FIRST)
    typed("на девять", here.new.remark)
    here.desk.error = StorageUnavailable("no server")
    here.new.take_button.setFocus()
    key(Qt.Key.Key_Space)
    await until(lambda: "no server" in here.panel.banner.text())
    assert here.new.isVisible()
    assert here.new.remark.text() == "на девять"
    assert here.new.take_button.isEnabled()
    assert here.new.take_button.hasFocus()


async def test_another_subscriber_on_the_line_is_told(here: Here) -> None:
    """An order that was begun for the one before is not taken for his who is on the line now."""
    await until(lambda: here.new.service.count())
    here.panel.set_call(FIRST)
    await here.begin(FIRST)
    assert not here.new.stranger.isVisible()
    here.panel.set_call(None)
    assert not here.new.stranger.isVisible(), "the work after the call"
    here.panel.set_call(SECOND)
    assert here.new.stranger.isVisible()
    assert "Ёлкин" in here.new.stranger.text()
    key(Qt.Key.Key_Escape)
    await here.begin(SECOND)
    assert not here.new.stranger.isVisible()
