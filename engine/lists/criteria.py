"""Whom a list is for: nested conditions over what is known of people.

A criterion is a tree: groups (all of, any of, none of) of conditions. A group that is ``of`` calls
is about one and the same call: "a call that was answered, in May"; conditions on calls outside of
such a group each look for a call of their own.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from engine.errors import KnownError

DEEPEST, MOST_PARTS, LONGEST_VALUE, MOST_VALUES, MOST_PINNED = 20, 300, 500, 1000, 10_000


class Match(StrEnum):
    """How a group's parts are joined."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


class ValueType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    #: One of a few known values.
    CHOICE = "choice"


class Operator(StrEnum):
    EQUALS = "equals"
    DIFFERS = "differs"
    CONTAINS = "contains"
    BEGINS = "begins"
    IN_LIST = "in_list"
    EMPTY = "empty"
    FILLED = "filled"
    LESS = "less"
    AT_MOST = "at_most"
    MORE = "more"
    AT_LEAST = "at_least"
    BETWEEN = "between"
    #: Further back than so many days.
    OLDER_DAYS = "older_days"
    #: Within the last so many days, today included.
    LAST_DAYS = "last_days"
    #: Within the next so many days, today included.
    NEXT_DAYS = "next_days"
    YES = "yes"
    NO = "no"


_ORDER = (Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST, Operator.BETWEEN)
_STATED = (Operator.EMPTY, Operator.FILLED)
OPERATORS = {
    ValueType.TEXT: (
        Operator.EQUALS, Operator.DIFFERS, Operator.CONTAINS, Operator.BEGINS, Operator.IN_LIST,
        *_STATED,
    ),
    ValueType.NUMBER: (Operator.EQUALS, Operator.DIFFERS, *_ORDER, *_STATED),
    ValueType.DATE: (
        Operator.EQUALS, *_ORDER, Operator.OLDER_DAYS, Operator.LAST_DAYS, Operator.NEXT_DAYS,
        *_STATED,
    ),
    ValueType.YES_NO: (Operator.YES, Operator.NO),
    ValueType.CHOICE: (Operator.EQUALS, Operator.DIFFERS, Operator.IN_LIST),
}  # fmt: skip
DAYS = (Operator.OLDER_DAYS, Operator.LAST_DAYS, Operator.NEXT_DAYS)
#: Comparisons by order, as SQL and expressions write them alike.
ORDERED = {
    Operator.LESS: "<", Operator.AT_MOST: "<=", Operator.MORE: ">", Operator.AT_LEAST: ">=",
}  # fmt: skip
#: Operators without a value.
BARE = (Operator.EMPTY, Operator.FILLED, Operator.YES, Operator.NO)


class Kind(StrEnum):
    """What a field is of."""

    PHONE = "phone"
    #: A contact's own field, by the name that its list gave it.
    OWN = "own"
    ZONE = "zone"
    CAMPAIGN = "campaign"
    #: The file or source that brought the contact.
    LIST = "list"
    STATE = "state"
    DO_NOT_CALL = "do_not_call"
    #: ``name``: the kind of consent.
    CONSENT = "consent"
    #: How many calls there have been.
    CALLS = "calls"
    CALL_RESULT = "call_result"
    CALL_CAMPAIGN = "call_campaign"
    CALL_DATE = "call_date"
    #: What a scheme saved: ``name`` is the result's.
    RESULT = "result"
    #: ``name``: the question's id in its scheme.
    ANSWER = "answer"
    #: ``source``, ``entity`` and ``name``: of a mapped data source.
    SOURCE = "source"


#: Kinds whose type is not what the condition says.
FIXED_TYPES = {
    Kind.PHONE: ValueType.TEXT,
    Kind.ZONE: ValueType.CHOICE,
    Kind.CAMPAIGN: ValueType.CHOICE,
    Kind.LIST: ValueType.TEXT,
    Kind.STATE: ValueType.CHOICE,
    Kind.DO_NOT_CALL: ValueType.YES_NO,
    Kind.CONSENT: ValueType.YES_NO,
    Kind.CALLS: ValueType.NUMBER,
    Kind.CALL_RESULT: ValueType.CHOICE,
    Kind.CALL_CAMPAIGN: ValueType.CHOICE,
    Kind.CALL_DATE: ValueType.DATE,
    Kind.ANSWER: ValueType.CHOICE,
}
#: What may stand in a group of calls.
OF_CALLS = (Kind.CALL_RESULT, Kind.CALL_CAMPAIGN, Kind.CALL_DATE, Kind.RESULT, Kind.ANSWER)
NAMED = (Kind.OWN, Kind.CONSENT, Kind.RESULT, Kind.ANSWER, Kind.SOURCE)
STATES = ("new", "waiting_retry", "in_progress", "done", "excluded")


@dataclass(frozen=True, slots=True)
class Field:
    kind: Kind
    name: str = ""
    source: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """``values`` as text: numbers with a point, dates as 2026-12-31."""

    field: Field
    operator: Operator
    values: tuple[str, ...] = ()
    type: ValueType = ValueType.TEXT

    @property
    def value_type(self) -> ValueType:
        return FIXED_TYPES.get(self.field.kind, self.type)


@dataclass(frozen=True, slots=True)
class Group:
    """Without parts everybody fits ALL and NONE of it, and nobody ANY."""

    match: Match = Match.ALL
    parts: tuple["Part", ...] = ()
    #: The conditions are about one call.
    of_calls: bool = False


Part = Condition | Group


@dataclass(frozen=True, slots=True)
class Base:
    """Among whom is looked: the contacts of ``campaigns`` (of all where there are none), or the
    rows of a data source's ``entity``."""

    campaigns: tuple[str, ...] = ()
    source: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """``pinned_in``: numbers (E.164) that belong to it whatever the conditions say; of
    ``pinned_out`` none does."""

    base: Base = Base()
    root: Group = Group()
    pinned_in: tuple[str, ...] = ()
    pinned_out: tuple[str, ...] = ()


class BadCriterion(KnownError):
    """``place``: indexes from the root's parts down to the part that is wrong."""

    def __init__(self, message: str, place: tuple[int, ...], **values: object) -> None:
        super().__init__(message, mend="", place=place_name(place), **values)
        self.place = place


def place_name(place: tuple[int, ...]) -> str:
    """As people count: 2.1 is the first part of the second one."""
    return ".".join(str(index + 1) for index in place) or "0"


def check(criterion: Criterion) -> None:
    """BadCriterion for the first thing that cannot be asked."""
    _check_group(criterion.root, (), in_calls=False)
    if count_parts(criterion.root) > MOST_PARTS:
        raise BadCriterion("there are more than {most} conditions.", (), most=MOST_PARTS)
    if len(criterion.pinned_in) + len(criterion.pinned_out) > MOST_PINNED:
        raise BadCriterion("more than {most} contacts are pinned.", (), most=MOST_PINNED)
    if set(criterion.pinned_in) & set(criterion.pinned_out):
        raise BadCriterion("a contact is pinned in and out.", ())
    if bool(criterion.base.source) != bool(criterion.base.entity):
        raise BadCriterion("of a data source it must be said what is taken.", ())


def count_parts(group: Group) -> int:
    return sum(count_parts(p) if isinstance(p, Group) else 1 for p in group.parts) + 1


def _check_group(group: Group, place: tuple[int, ...], *, in_calls: bool) -> None:
    if len(place) > DEEPEST:
        raise BadCriterion("{place}: groups stand in groups too deeply.", place)
    in_calls = in_calls or group.of_calls
    for index, part in enumerate(group.parts):
        here = (*place, index)
        if isinstance(part, Group):
            _check_group(part, here, in_calls=in_calls)
        else:
            _check_condition(part, here, in_calls=in_calls)


def _check_condition(part: Condition, place: tuple[int, ...], *, in_calls: bool) -> None:
    if in_calls and part.field.kind not in OF_CALLS:
        raise BadCriterion("{place}: only what a call had can be asked of a call.", place)
    if part.field.kind in NAMED and not part.field.name.strip():
        raise BadCriterion("{place}: the field has no name.", place)
    if part.field.kind is Kind.SOURCE and not (part.field.source and part.field.entity):
        raise BadCriterion("{place}: the data source's table is missing.", place)
    if part.operator not in OPERATORS[part.value_type]:
        raise BadCriterion("{place}: this cannot be asked of such a field.", place)
    wanted = (
        (0, 0) if part.operator in BARE
        else (2, 2) if part.operator is Operator.BETWEEN
        else (1, MOST_VALUES) if part.operator is Operator.IN_LIST
        else (1, 1)
    )  # fmt: skip
    if not wanted[0] <= len(part.values) <= wanted[1]:
        raise BadCriterion("{place}: the value is missing.", place)
    for value in part.values:
        _check_value(part, value, place)


def _check_value(part: Condition, value: str, place: tuple[int, ...]) -> None:
    if len(value) > LONGEST_VALUE or "\0" in value:
        raise BadCriterion("{place}: the value is too long.", place)
    if part.operator in DAYS:
        if not (value.isascii() and value.isdigit() and int(value) <= 36_500):
            raise BadCriterion("{place}: '{value}' is no number of days.", place, value=value)
    elif part.value_type is ValueType.NUMBER:
        if number_of(value) is None:
            raise BadCriterion("{place}: '{value}' is no number.", place, value=value)
    elif part.value_type is ValueType.DATE:
        if date_of(value) is None:
            raise BadCriterion("{place}: '{value}' is no date.", place, value=value)
    elif not value.strip():
        raise BadCriterion("{place}: the value is missing.", place)


def number_of(text: str) -> Decimal | None:
    """As people type it, or None."""
    plain = text.replace(" ", "").replace("\u00a0", "").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 13 else None


def days_meant(part: Condition, today: date) -> tuple[date | None, date]:
    """The first and the last day that a condition over relative days (DAYS) is about; None: since
    ever."""
    days = timedelta(int(part.values[0]))
    if part.operator is Operator.OLDER_DAYS:
        return None, today - days - timedelta(1)
    if part.operator is Operator.LAST_DAYS:
        return today - days, today
    return today, today + days


def date_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
