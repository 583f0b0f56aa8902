"""Orders for the windows: everything on the database's own thread. The panel is
``rmt.orders.panel``, which knows none of this."""

import asyncio
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.forms.filling import Filling
from engine.orders.machine import Command
from engine.orders.model import Order, Service, Subscriber
from engine.ports.orders import OrderFilter
from engine.ports.storage import Stores
from engine.reports.formats.sheet import Sheet
from engine.service import order_desk, order_taking
from engine.service.order_taking import HoursAdvice, PriceFound
from engine.service.sources import SourceService
from rino_desktop import order_print, orders
from rino_desktop.form_desk import DatabaseFormDesk, FormCall, OpenForm, Runs
from rino_desktop.phones import to_e164
from rmt.orders.desk import Catalogue, OpenedForm, OrderDetails

#: Among so many of a subscriber's an order is looked for whose answer was lost a moment ago.
_LATEST = 50


@dataclass(frozen=True, slots=True)
class OrderForm:
    """Fulfils rmt.orders.desk.OpenedForm."""

    open: OpenForm

    @property
    def filling(self) -> Filling:
        return self.open.filling


class DatabaseOrderDesk:
    """Fulfils rmt.orders.desk.OrdersDesk. ``forms``: of the same user; ``sources``: what prices
    are asked of, made inside the event loop that runs; None: catalogue prices only. ``behind_s``:
    how far this computer's clock is behind the engines', which call at what it says."""

    def __init__(
        self, database: Runs, user: str, forms: DatabaseFormDesk,
        sources: SourceService | None = None, behind_s: Callable[[], float] = lambda: 0.0,
    ) -> None:  # fmt: skip
        self._database = database
        self._forms = forms
        self._sources = sources
        self._behind_s = behind_s
        self.user = user
        #: Orders that were tried → the moments by which they are known again: the answer of the
        #: database may get lost, and the button be pressed twice.
        self._tried: dict[int, datetime] = {}

    def _now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._behind_s())

    async def catalogue(self) -> Catalogue:
        def read(stores: Stores) -> Catalogue:
            services = stores.orders.services(only_active=True)
            return Catalogue(tuple(services), stores.orders.settings().currency)

        return await self._database.run(read)

    async def find(self, wanted: OrderFilter, limit: int) -> list[Order]:
        return await self._database.run(lambda stores: stores.orders.find(wanted, limit))

    async def look(self, order_id: int) -> OrderDetails:
        def read(stores: Stores) -> OrderDetails:
            order, history = order_desk.with_history(stores, order_id)
            return OrderDetails(order, history, order_print.questions(stores, order))

        return await self._database.run(read)

    async def open_form(
        self, service: Service, subscriber: Subscriber, language: str
    ) -> OrderForm | None:
        if not service.form:
            return None
        # A draft is found again by the same subscriber only: whose number is not known yet has
        # one of his own.
        whose = subscriber.number or uuid.uuid4().hex[:12]
        key = f"order:{whose}:{service.name}"[:100]
        call = FormCall(subscriber.number, key, contact_id=subscriber.contact_id)
        return OrderForm(await self._forms.open(service.form, call, language))

    async def save_draft(self, form: OpenedForm, snapshot: dict[str, Any]) -> None:
        assert isinstance(form, OrderForm)
        await self._forms.save_draft(form.open, snapshot)

    async def price(self, service: Service, subscriber: Subscriber) -> PriceFound:
        return await order_taking.price_of(service, subscriber, self._sources)

    async def take(
        self, service: Service, subscriber: Subscriber, form: OpenedForm | None,
        answers: Mapping[str, str], quantity: str, remark: str, begun: int,
    ) -> Order:  # fmt: skip
        count: Decimal = orders.decimal_from(quantity)
        again = begun in self._tried
        at = self._tried.setdefault(begun, self._now())
        version = form.open.version.id if isinstance(form, OrderForm) else None

        def make(stores: Stores) -> Order:
            settings = stores.orders.settings()
            number = subscriber.number and to_e164(subscriber.number, settings.country)
            who = Subscriber(number, subscriber.name, subscriber.contact_id, subscriber.attempt_id)
            order = order_taking.new_order(
                service, who, answers, self.user, settings, at, quantity=count,
                form_version=version, remark=remark,
            )  # fmt: skip
            known = self._taken(stores, order) if again else None
            return known or order_desk.add(stores, order, at)

        order = await self._database.run(make)
        self._tried.pop(begun, None)
        if isinstance(form, OrderForm):
            await self._forms.throw_away(form.open)  # the draft: the order has the answers
        return order

    @staticmethod
    def _taken(stores: Stores, order: Order) -> Order | None:
        """The same one, where it was made at that moment."""
        wanted = OrderFilter(
            all=True, service=order.service.name, number=order.subscriber.number
        )  # fmt: skip
        for made in stores.orders.find(wanted, _LATEST):
            said = made.author, made.answers, made.quantity, made.remark
            same = said == (order.author, order.answers, order.quantity, order.remark)
            if same and abs(made.created_at - order.created_at) < timedelta(milliseconds=1):
                return made
        return None

    async def change(self, order: Order, commands: Sequence[Command]) -> Order:
        return await self._database.run(
            lambda stores: order_desk.change(
                stores, order.id, commands, self.user, self._now(), revision=order.revision
            )
        )

    async def advise(self, number: str, at: datetime | None) -> HoursAdvice:
        settings = await self._database.run(lambda stores: stores.orders.settings())
        return order_taking.advise(settings, number, at or self._now())

    async def print_to(self, order_id: int, target: Path) -> None:
        """With the numbers that operators may see; others are masked, for the subscriber, too."""

        def read(stores: Stores) -> Sheet:
            order, now = stores.orders.get(order_id), datetime.now(UTC)
            stores.audit.record(now, "order.print", str(order_id), {"file": target.name})
            return order_print.sheet_of(
                order, order_print.questions(stores, order), stores.orders.settings().currency,
                now, masked=order_print.is_masked(stores, order),
                taken_by=stores.audit.actor().name,
            )  # fmt: skip

        sheet = await self._database.run(read)
        await asyncio.to_thread(order_print.write, sheet, target)
