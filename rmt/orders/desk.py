"""What the panel of orders needs of the world; it knows no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from engine.forms.filling import Filling
from engine.orders.machine import Command
from engine.orders.model import Change, Order, Service, Subscriber
from engine.ports.orders import OrderFilter
from engine.service.order_taking import HoursAdvice, PriceFound


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``services``: those that are offered. ``currency``: "" or as it is written behind money."""

    services: tuple[Service, ...] = ()
    currency: str = ""


@dataclass(frozen=True, slots=True)
class OrderDetails:
    """``questions``: field of the form → what it asks."""

    order: Order
    history: Sequence[Change] = ()
    questions: Mapping[str, str] = field(default_factory=dict)


class OpenedForm(Protocol):
    """The form of an order that is being taken; its draft survives a crash."""

    @property
    def filling(self) -> Filling: ...


class OrdersDesk(Protocol):
    """Everything raises StorageUnavailable while the database is away, and KnownError for what
    cannot be; nothing of it is done then."""

    #: Who is signed in.
    user: str

    async def catalogue(self) -> Catalogue: ...
    async def find(self, wanted: OrderFilter, limit: int) -> list[Order]: ...
    async def look(self, order_id: int) -> OrderDetails: ...
    async def open_form(
        self, service: Service, subscriber: Subscriber, language: str
    ) -> OpenedForm | None:
        """None: the service asks nothing."""
        ...

    async def save_draft(self, form: OpenedForm, snapshot: dict[str, Any]) -> None: ...
    async def price(self, service: Service, subscriber: Subscriber) -> PriceFound:
        """Of one unit; asks the billing tables."""
        ...

    async def take(
        self, service: Service, subscriber: Subscriber, form: OpenedForm | None,
        answers: Mapping[str, str], quantity: str, remark: str, begun: int,
    ) -> Order:  # fmt: skip
        """A draft. The subscriber's number and the quantity as they are typed. ``begun``: which
        of those that were begun here: once more, where only the answer was lost, is no second
        order."""
        ...

    async def change(self, order: Order, commands: Sequence[Command]) -> Order:
        """KnownError when somebody else has changed it since."""
        ...

    async def advise(self, number: str, at: datetime | None) -> HoursAdvice:
        """``at`` None: now."""
        ...

    async def print_to(self, order_id: int, target: Path) -> None:
        """By the file's ending: .pdf or .html. OSError when it cannot be written."""
        ...
