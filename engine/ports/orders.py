"""Storage of the catalogue of services and of orders."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.orders.model import Change, Order, OrderState, Service
from engine.orders.settings import OrderSettings

#: In the outbox the charges of orders stand under this number, where others have their campaign's.
OUTBOX_ID = 0
#: What stores that want to know the campaign are told.
OUTBOX_NAME = "orders"


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """All that is given must fit. ``states`` empty: the open ones, unless ``all``. ``person``: who
    works on it. ``text``: beginnings of words and of numbers, in any order."""

    states: frozenset[OrderState] = frozenset()
    all: bool = False
    person: str = ""
    service: str = ""
    contact_id: int | None = None
    attempt_id: int | None = None
    number: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class StepCall:
    """A step that is to be called, or is being called by ``session_id``."""

    order_id: int
    step: int
    session_id: int | None = None
    #: An operator wants it broken off.
    withdrawn: bool = False


class OrderStore(Protocol):
    """Names of services are compared without regard to case."""

    def add(self, order: Order, changes: Sequence[Change]) -> Order:
        """With its number."""
        ...

    def save(self, order: Order, changes: Sequence[Change]) -> None:
        """KnownError when somebody else has changed it since: its ``revision`` must be one more
        than what is stored."""
        ...

    def get(self, order_id: int) -> Order:
        """KnownError when there is none."""
        ...

    def get_locked(self, order_id: int) -> Order:
        """Nobody else changes it until the transaction's end."""
        ...

    def history(self, order_id: int) -> list[Change]:
        """Oldest first."""
        ...

    def find(self, wanted: OrderFilter, limit: int) -> list[Order]:
        """The newest first."""
        ...

    def own_step(self, order_id: int, step: int, session_id: int | None) -> None:
        """Whose call it is."""
        ...

    def due(self, now: datetime, limit: int) -> list[StepCall]:
        """Steps that are to be called now, the earliest first."""
        ...

    def orphans(self, now: datetime) -> list[StepCall]:
        """Steps under way whose engine is gone."""
        ...

    def running(self, session_id: int) -> list[StepCall]:
        """Steps that this engine has under way."""
        ...

    def services(self, *, only_active: bool = False) -> list[Service]: ...
    def service(self, name: str) -> Service:
        """KnownError when there is none, naming those there are."""
        ...

    def save_services(self, services: Collection[Service]) -> None:
        """New, or instead of those of the same names."""
        ...

    def remove_service(self, name: str) -> None:
        """Orders of it stay as they are."""
        ...

    def settings(self) -> OrderSettings: ...
    def save_settings(self, settings: OrderSettings) -> None: ...
    def rename_person(self, before: str, after: str) -> None:
        """His orders follow his new name; "" for nobody's."""
        ...
