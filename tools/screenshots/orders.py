"""Orders in the workstation, over a desk of invented ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from engine.forms.codec import load_form
from engine.forms.filling import Circumstances, Filling
from engine.orders import calls
from engine.orders.beginning import steps_of
from engine.orders.machine import Accept, Command, PlanStep, apply, create
from engine.orders.model import CallOutcome, Change, Order, Price, Service, Subscriber
from engine.ports.orders import OrderFilter
from engine.service.order_taking import HoursAdvice, PriceFound
from rino_desktop import order_file
from rino_desktop.texts import language
from rmt.orders.desk import Catalogue, OpenedForm, OrderDetails
from rmt.orders.panel import OrdersPanel
from tools.screenshots import screen
from tools.screenshots.shell import in_russian

_FOLDER = Path(__file__).parents[2] / "resources" / "orders"
_AT = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)
_ANSWERS = {"wanted": "+74957000001"}


@dataclass(frozen=True)
class _Form:
    filling: Filling


def _services() -> tuple[Service, ...]:
    return order_file.read(_FOLDER / "catalogue.toml").services


def _order(number: int, service: Service, name: str, *commands: Command) -> OrderDetails:
    who = Subscriber(f"+7347222{number:04}", name)
    answers = {key: value for key, value in _ANSWERS.items() if service.form == "trunk-call"}
    order = Order(number, service, who, "Котова", _AT, answers=answers,
                  steps=steps_of(service, who, answers, _AT, UTC))  # fmt: skip
    order, changes = create(order, _AT)
    history: list[Change] = list(changes)
    for command in commands:
        order, changes = apply(order, command, "Котова", _AT)
        history += changes
    return OrderDetails(order, history, {"wanted": "Вызываемый номер" if in_russian()
                                         else "Number wanted"})  # fmt: skip


def _any_hour(number: str, at: datetime) -> bool:
    return bool(number) and at >= _AT


def _details() -> list[OrderDetails]:
    talk, wake, inquiry = _services()
    accept = Accept(Price(Decimal("3.45"), "billing"))
    under_way = _order(1207, talk, "Ёлкин Пётр", accept, PlanStep(2))
    order, changes = calls.call_begun(under_way.order, 2, _AT)
    order, more = calls.call_ended(order, 2, 1, CallOutcome.B_BUSY, "", None, _AT, _any_hour)
    busy = replace(under_way, order=order, history=[*under_way.history, *changes, *more])
    talked = _order(1206, talk, "Сомова Анна", accept, PlanStep(2)).order
    talked = calls.call_begun(talked, 2, _AT)[0]
    talked = calls.call_ended(
        talked, 2, 1, CallOutcome.TALKED, "", Decimal(125), _AT, _any_hour
    )[0]  # fmt: skip
    return [
        _order(1209, inquiry, "Кузнецов Иван"),
        _order(1208, wake, "Орлова Мария", Accept(Price(Decimal(20))),
               PlanStep(1, _AT + timedelta(hours=12))),
        busy,
        OrderDetails(talked),
    ]  # fmt: skip


class SampleOrders:
    """Fulfils rmt.orders.desk.OrdersDesk."""

    user = "Котова"

    async def catalogue(self) -> Catalogue:
        return Catalogue(_services(), "₽")

    async def find(self, wanted: OrderFilter, limit: int) -> list[Order]:
        return [details.order for details in _details()]

    async def look(self, order_id: int) -> OrderDetails:
        return next(each for each in _details() if each.order.id == order_id)

    async def open_form(
        self, service: Service, subscriber: Subscriber, language: str
    ) -> OpenedForm | None:
        text = (_FOLDER / f"{service.form}.form.json").read_text("utf-8")
        return _Form(Filling(load_form(text, service.form), Circumstances(), language))

    async def save_draft(self, form: OpenedForm, snapshot: dict[str, Any]) -> None: ...
    async def price(self, service: Service, subscriber: Subscriber) -> PriceFound:
        return PriceFound(Price(service.price))

    async def take(
        self, service: Service, subscriber: Subscriber, form: OpenedForm | None,
        answers: Mapping[str, str], quantity: str, remark: str, begun: int,
    ) -> Order:  # fmt: skip
        return _details()[0].order

    async def change(self, order: Order, commands: Sequence[Command]) -> Order:
        return order

    async def advise(self, number: str, at: datetime | None) -> HoursAdvice:
        return HoursAdvice(number, True, (), at)

    async def print_to(self, order_id: int, target: Path) -> None: ...


def sample_orders() -> OrdersPanel:
    panel = OrdersPanel(SampleOrders(), str, lambda error: None, language)
    panel.resize(1240, 700)
    details = _details()
    panel._catalogue = Catalogue(_services(), "₽")
    panel.part.show_orders(tuple(each.order for each in details), "₽")
    panel.new.offer(_services(), "₽")
    return panel


@screen("orders")
def orders() -> QWidget:
    panel = sample_orders()
    panel.part.list.selectionModel().blockSignals(True)
    panel.part.list.selectRow(2)
    panel.part.list.selectionModel().blockSignals(False)
    panel.view.show_order(_details()[2], "₽")
    panel.pages.setCurrentWidget(panel.view)
    return panel


@screen("orders-empty")
def empty() -> QWidget:
    return sample_orders()


@screen("orders-new")
def new() -> QWidget:
    panel = sample_orders()
    panel.begin_order("+73472223344", "Ёлкин Пётр")
    service = panel.new.chosen
    assert service is not None
    panel.new.show_price(panel.new.price_text(service, "3,45 ₽" if in_russian() else "3.45 ₽"))
    text = (_FOLDER / f"{service.form}.form.json").read_text("utf-8")
    form = panel.new.show_form(Filling(load_form(text, service.form), Circumstances(), language()))
    assert form is not None
    form.filling.enter("wanted", "+7 495 700-00-01")
    form.show_filling(form.filling)
    return panel
