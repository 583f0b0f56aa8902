"""A catalogue of services as a TOML file: [[service]] with [[service.step]], and how the office
takes orders: [orders], [schedule], [[outbox]]."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.domain.campaign import Schedule
from engine.domain.outbox import OutboxContent
from engine.errors import KnownError
from engine.orders.checks import check_service
from engine.orders.model import Service, StepKind, StepPlan, Unit
from engine.orders.settings import OrderSettings
from engine.service.order_desk import CHARGE_FIELDS
from rino_desktop import campaign_outbox
from rino_desktop.campaign_values import SCHEDULE, Place
from rino_desktop.orders import decimal_from
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

_SERVICE = tuple(each.name for each in fields(Service) if each.name != "steps")
_STEP = tuple(each.name for each in fields(StepPlan))
_ORDERS = (
    "trunks", "caller_id", "ring_timeout_s", "max_call_s", "rtp_timeout_s", "language",
    "announcement", "sorry", "music", "currency", "country",
)  # fmt: skip
_TOP = ("service", "forms", "orders", "schedule", "outbox")


@dataclass(frozen=True, slots=True)
class OrderFile:
    """``forms``: files beside it with the services' forms. ``settings``: None where the file says
    nothing of them."""

    services: tuple[Service, ...] = ()
    forms: tuple[Path, ...] = ()
    settings: OrderSettings | None = None


def read(path: Path) -> OrderFile:
    """KnownError, with the place, for whatever is wrong in it."""
    try:
        document = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnownError(t("{file} cannot be read: {reason}.", file=path, reason=error)) from error
    for name in document:
        if name not in _TOP:
            raise KnownError(
                t("{file}: unknown section [{name}].", file=path, name=name),
                mend=did_you_mean(name, _TOP),
            )
    services = tuple(
        _service(path, number, table)
        for number, table in enumerate(_tables(path, document, "service"), 1)
    )
    forms = document.get("forms", [])
    if not isinstance(forms, list) or not all(isinstance(name, str) for name in forms):
        raise KnownError(t("{file}: forms: must be a list of file names.", file=path))
    told = any(name in document for name in ("orders", "schedule", "outbox"))
    return OrderFile(
        services, tuple(path.parent / name for name in forms),
        _settings(path, document) if told else None,
    )  # fmt: skip


def _tables(path: Path, document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    tables = document.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise KnownError(t("{file}: write [[{name}]].", file=path, name=name))
    return tables


def _service(path: Path, number: int, table: Mapping[str, Any]) -> Service:
    place = Place(path, f"[service {number}]")
    steps = tuple(
        StepPlan(**_values(Place(path, f"[service.step {number}.{index}]"), step, _STEP, _READERS))
        for index, step in enumerate(_tables(path, {"step": table.get("step", [])}, "step"), 1)
    )
    rest = {key: value for key, value in table.items() if key != "step"}
    for key in ("name", "price"):
        if key not in rest:
            raise place.fault(key, t("missing."))
    service = Service(**_values(place, rest, _SERVICE, _READERS), steps=steps)
    try:
        check_service(service)
    except KnownError as error:
        raise place.fault("name", said(error)) from error
    return service


def _values(
    place: Place, table: Mapping[str, Any], known: tuple[str, ...],
    readers: Mapping[str, Callable[[Place, str, Any], Any]],
) -> dict[str, Any]:  # fmt: skip
    values = {}
    for key, raw in table.items():
        if key not in known:
            raise place.fault(key, t("unknown key."), did_you_mean(key, known))
        reader: Callable[[Place, str, Any], Any] = readers.get(key, _text)
        values[key] = reader(place, key, raw)
    for key in ("kind", "title"):
        if key in known and key not in values:
            raise place.fault(key, t("missing."))
    return values


def _settings(path: Path, document: Mapping[str, Any]) -> OrderSettings:
    orders, hours = document.get("orders", {}), document.get("schedule", {})
    if not isinstance(orders, dict) or not isinstance(hours, dict):
        raise KnownError(f"{path}: {t('{name} must be a section', name='[orders]')}.")
    place = Place(path, "orders")
    values = _values(place, orders, _ORDERS, _READERS)
    if values.get("language", "ru") not in ("ru", "en"):
        raise place.fault("language", t("Possible: {choices}.", choices="ru, en"))
    schedule = {}
    for key, raw in hours.items():
        if key not in SCHEDULE:
            raise Place(path, "schedule").fault(
                key, t("unknown key."), did_you_mean(key, list(SCHEDULE))
            )
        schedule[key] = SCHEDULE[key](Place(path, "schedule"), key, raw)
    charges = campaign_outbox.read(path, document.get("outbox", []), record=False)
    for number, outbox in enumerate(charges, 1):
        spot = campaign_outbox.OutboxPlace(path, f"{number} ({outbox.name})")
        if outbox.what != (OutboxContent.WRITES,):
            raise spot.fault("what", t("orders have only charges."), 'what = ["writes"]')
        mapped = (*outbox.columns.values(), *outbox.body.values(), *outbox.arguments)
        for value in mapped:
            space, dot, name = value.partition(".")
            if dot and space == "write" and name.strip() not in CHARGE_FIELDS:
                raise spot.fault(
                    value, t("a charge has no such field."),
                    did_you_mean(name, CHARGE_FIELDS)
                    or t("Possible: {choices}.", choices=", ".join(CHARGE_FIELDS)),
                )  # fmt: skip
    return OrderSettings(**values, hours=Schedule(**schedule), charges=charges)


# --- values -----------------------------------------------------------------------------------


def _text(place: Place, key: str, raw: Any) -> str:
    if not isinstance(raw, str):
        raise place.fault(key, t("must be text in quotes."))
    return raw.strip()


def _money(place: Place, key: str, raw: Any) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise place.fault(key, t('must be an amount in quotes, such as "3.45".'))
    try:
        return decimal_from(str(raw))
    except KnownError as error:
        raise place.fault(key, said(error)) from error


def _seconds(place: Place, key: str, raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not 0 <= raw <= 86400:
        raise place.fault(key, t("must be a number from {least} to {most}.", least=0, most=86400))
    return raw


def _whole(place: Place, key: str, raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= 86400:
        raise place.fault(
            key, t("must be a whole number from {least} to {most}.", least=0, most=86400)
        )
    return raw


def _flag(place: Place, key: str, raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise place.fault(key, t("must be true or false, without quotes."))
    return raw


def _names(place: Place, key: str, raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
        raise place.fault(key, t("must be a trunk's name, or a list of names."))
    return tuple(raw)


def _one_of(kind: type[Unit] | type[StepKind]) -> Callable[[Place, str, Any], Any]:
    def read(place: Place, key: str, raw: Any) -> Unit | StepKind:
        possible = [item.value for item in kind]
        if raw not in possible:
            raise place.fault(
                key,
                t("unknown value {value}.", value=repr(raw)),
                t("Possible: {choices}.", choices=", ".join(possible)),
            )
        return kind(raw)

    return read


_READERS: dict[str, Callable[[Place, str, Any], Any]] = {
    "price": _money, "unit": _one_of(Unit), "kind": _one_of(StepKind), "step_s": _whole,
    "least_s": _whole, "tries": _whole, "retry_s": _seconds, "active": _flag, "trunks": _names,
    "ring_timeout_s": _seconds, "max_call_s": _seconds, "rtp_timeout_s": _seconds,
}  # fmt: skip
