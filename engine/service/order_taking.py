"""Taking an order: what it costs, when one may ring, what it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from engine.domain.calling_hours import CallingHours, zone_of
from engine.errors import KnownError
from engine.lists.phones import number_zones
from engine.orders.beginning import steps_of
from engine.orders.model import Order, Price, Service, Subscriber
from engine.orders.settings import OrderSettings
from engine.ports.sources import Cell, Table
from engine.service.sources import SourceService

#: Whoever orders waits on the telephone.
_PATIENCE_S = 5.0
_COLUMN = "price"


@dataclass(frozen=True, slots=True)
class PriceFound:
    """``trouble``: why the data source told none and the catalogue's own price serves; None when
    all went well."""

    price: Price
    trouble: KnownError | None = None


async def price_of(
    service: Service, subscriber: Subscriber, sources: SourceService | None
) -> PriceFound:
    """Of one unit. The query's parameters: ``:number`` (E.164), ``:service``, ``:code``,
    ``:tariff``; of an entity of the mapping its field ``phone``. The answer is the column
    ``price`` of the first row, or its first column."""
    own = PriceFound(Price(service.price))
    if not service.source:
        return own
    parameters: dict[str, Cell] = {
        "number": subscriber.number, "service": service.name, "code": service.code,
        "tariff": service.tariff,
    }  # fmt: skip
    if service.query.lstrip().startswith("@"):
        parameters = {"phone": subscriber.number}
    try:
        if sources is None:
            raise KnownError("there are no data sources here.")
        table = await sources.query(
            service.source, service.query, parameters, max_rows=1, timeout_s=_PATIENCE_S
        )
        return PriceFound(Price(_amount(table, service), service.source))
    except KnownError as error:
        return PriceFound(own.price, error)


def _amount(table: Table, service: Service) -> Decimal:
    if not table.rows:
        raise KnownError(
            "the data source {name} knows no price of {service} for this number.",
            name=service.source, service=service.name,
        )  # fmt: skip
    names = [name.casefold() for name in table.columns]
    cell = table.rows[0][names.index(_COLUMN) if _COLUMN in names else 0]
    try:
        amount = Decimal(str(cell).strip().replace(",", "."))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0:
        raise KnownError(
            "the data source {name} says that {service} costs {value}: that is no price.",
            name=service.source, service=service.name, value=repr(cell),
        )  # fmt: skip
    return amount


@dataclass(frozen=True, slots=True)
class HoursAdvice:
    """Of one number at one moment. ``zones``: those it may be in; ``next_opening``: when one may
    ring next; None for never."""

    number: str
    allowed: bool
    zones: tuple[str, ...]
    next_opening: datetime | None


def advise(settings: OrderSettings, number: str, at: datetime) -> HoursAdvice:
    zones = number_zones(number) or (settings.hours.timezone,)
    hours = CallingHours(settings.hours)
    return HoursAdvice(number, hours.allowed(zones, at), zones, hours.next_opening(zones, at))


def clock_of(settings: OrderSettings, number: str) -> tzinfo:
    """By which a subscriber means a time: his own where there is one, else the office's."""
    zones = number_zones(number)
    own = zone_of(zones[0]) if len(zones) == 1 else None
    office: ZoneInfo | None = zone_of(settings.hours.timezone)
    return own or office or UTC


def new_order(
    service: Service, subscriber: Subscriber, answers: Mapping[str, str], author: str,
    settings: OrderSettings, now: datetime, *, quantity: Decimal = Decimal(1),
    form_version: int | None = None, remark: str = "",
) -> Order:  # fmt: skip
    """Not stored yet."""
    return Order(
        id=0,
        service=service,
        subscriber=subscriber,
        author=author,
        created_at=now,
        quantity=quantity,
        answers=dict(answers),
        form_version=form_version,
        remark=remark,
        steps=steps_of(service, subscriber, answers, now, clock_of(settings, subscriber.number)),
    )
