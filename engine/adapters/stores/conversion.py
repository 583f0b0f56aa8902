"""Values of a row → values of a column: by the column's type, never guessed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, auto

from engine.adapters.stores.refusal import RowRefused
from engine.errors import Phrase
from engine.scheme.values import Value, clean_text, parse_date, parse_money, parse_number, to_text

_YES = frozenset({"yes", "true", "1", "да", "y", "t"})
_NO = frozenset({"no", "false", "0", "нет", "n", "f"})


class Kind(Enum):
    TEXT = auto()
    INTEGER = auto()
    DECIMAL = auto()
    FLOAT = auto()
    DATE = auto()
    TIME = auto()
    MOMENT = auto()  # date and time of day
    MOMENT_WITH_ZONE = auto()
    BOOLEAN = auto()
    OTHER = auto()  # the database has to know


@dataclass(frozen=True, slots=True)
class Column:
    """``scale``: digits behind the point of a DECIMAL, None where it does not matter."""

    name: str
    kind: Kind
    scale: int | None = None


def converted(value: Value, column: Column) -> object:
    """None for what is empty, but in a text column. Raises RowRefused for what is none of the
    column's type."""
    if value is None or (value == "" and column.kind not in (Kind.TEXT, Kind.OTHER)):
        return None
    match column.kind:
        case Kind.TEXT:
            return _text(value)
        case Kind.INTEGER:
            return _integer(value, column)
        case Kind.DECIMAL:
            return _decimal(value, column)
        case Kind.FLOAT:
            return float(_number(value, column))
        case Kind.BOOLEAN:
            return _boolean(value, column)
        case Kind.OTHER:
            return value
        case _:
            return _when(value, column)


def _text(value: Value) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds").replace("+00:00", "Z")
    return to_text(value)


def _wrong(value: Value, column: Column) -> RowRefused:
    return RowRefused(
        Phrase(
            "the value '{value}' does not fit into {column}",
            value=to_text(value)[:60],
            column=column.name,
        )
    )


def _number(value: Value, column: Column) -> Decimal:
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, str):
        number = parse_number(value)
        number = parse_money(value) if number is None else number
        if number is not None:
            return number
        if value.strip().lower() in ("yes", "no"):
            return Decimal(int(value.strip().lower() == "yes"))
    raise _wrong(value, column)


def _integer(value: Value, column: Column) -> int:
    number = _number(value, column)
    if number != number.to_integral_value():
        raise _wrong(value, column)
    return int(number)


def _decimal(value: Value, column: Column) -> Decimal:
    number = _number(value, column)
    if column.scale is None:
        return number
    return number.quantize(Decimal(1).scaleb(-column.scale), ROUND_HALF_UP)


def _boolean(value: Value, column: Column) -> bool:
    if isinstance(value, bool):
        return value
    word = to_text(value).strip().lower()
    if word in _YES | _NO:
        return word in _YES
    raise _wrong(value, column)


def _when(value: Value, column: Column) -> date | time:
    if isinstance(value, time):
        if column.kind is Kind.TIME:
            return value
        raise _wrong(value, column)
    moment = _moment(value)
    if moment is None:
        raise _wrong(value, column)
    if column.kind is Kind.DATE:
        return moment.date() if isinstance(moment, datetime) else moment
    if not isinstance(moment, datetime):
        if column.kind is Kind.TIME:
            raise _wrong(value, column)
        moment = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
    if column.kind is Kind.TIME:
        return moment.time()
    if column.kind is Kind.MOMENT_WITH_ZONE:
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    # By the clock of the outbox's zone, in which times come here.
    return moment.replace(tzinfo=None)


def _moment(value: Value) -> date | None:
    """A datetime where a time of day is known."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    text = clean_text(value)
    if len(text) > 10:
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    return parse_date(text)
