"""Criteria → Firebird's SQL. Every value is a parameter; names of fields are values, too.

The people asked about stand in ``c``: contacts, or rows of ``list_people`` that came from a data
source. What is asked of data sources has been answered before: the numbers that fit lie in
``list_people`` under the slot of their part of the criterion.
"""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.adapters.firebird.codec import name_key
from engine.adapters.firebird.codes import STATE_CODES
from engine.adapters.firebird.connection import to_db
from engine.domain.contact import ContactState
from engine.lists.criteria import (
    DAYS,
    OF_CALLS,
    ORDERED,
    Condition,
    Group,
    Kind,
    Match,
    Operator,
    Part,
    ValueType,
    date_of,
    days_meant,
    number_of,
)

_SIGNS = {**ORDERED, Operator.EQUALS: "=", Operator.DIFFERS: "<>"}
#: Calls of a person: to his number, and those that a list knows him by another number.
_HIS_CALLS = "(a.phone = c.phone{contact})"
_HIS_CONTACTS = "campaigns g JOIN contacts k ON k.campaign_id = g.id AND k.phone = c.phone"
_DONE = "a.ended_at IS NOT NULL"
_MOST_IN_LIST = 1000
#: A text: without the cast Firebird refuses one that is longer than what it is compared with.
_TEXT = "CAST(? AS VARCHAR(500) CHARACTER SET UTF8)"

#: Texts that JSON writes as they are, of letters that are the same small if they are the same
#: capital: not so "K", which the Kelvin sign is in small letters only.
_PLAIN = re.compile("[0-9A-HJL-Za-hjl-zА-Яа-яЁё .,;:+()/_-]{1,400}")


@dataclass(slots=True)
class Compiler:
    """``contacts``: ``c`` is the table of contacts. ``slots``: place of a part of the criterion →
    its slot in ``list_people``. ``zone``: whose days count."""

    contacts: bool
    slots: Mapping[tuple[int, ...], int]
    now: datetime
    zone: ZoneInfo
    parameters: list[object] = field(default_factory=list)

    def where(self, root: Group) -> str:
        return self._part(root, ())

    def _part(self, part: Part, place: tuple[int, ...]) -> str:
        slot = self.slots.get(place)
        if slot is not None:
            self.parameters.append(slot)
            return "EXISTS (SELECT 1 FROM list_people s WHERE s.slot = ? AND s.phone = c.phone)"
        if isinstance(part, Condition):
            if part.field.kind in OF_CALLS:
                return self._call(lambda: self._of_call(part))
            return self._condition(part)
        if part.of_calls:
            return self._call(lambda: self._joined(part, place, self._inside))
        return self._joined(part, place, self._part)

    def _joined(
        self, group: Group, place: tuple[int, ...],
        each: Callable[[Part, tuple[int, ...]], str],
    ) -> str:  # fmt: skip
        if not group.parts:
            return "1 = 0" if group.match is Match.ANY else "1 = 1"
        word = " AND " if group.match is Match.ALL else " OR "
        inner = word.join(each(part, (*place, i)) for i, part in enumerate(group.parts))
        # What is not known does not fit: NOT of it must be true, not unknown.
        return f"(({inner}) IS NOT TRUE)" if group.match is Match.NONE else f"({inner})"

    # --- calls ---------------------------------------------------------------------------------

    def _call(self, made: Callable[[], str]) -> str:
        own = " OR a.contact_id = c.id" if self.contacts else ""
        inner = made()
        return (
            f"EXISTS (SELECT 1 FROM attempts a WHERE {_HIS_CALLS.format(contact=own)}"
            f" AND {_DONE} AND {inner})"
        )

    def _inside(self, part: Part, place: tuple[int, ...]) -> str:
        if isinstance(part, Group):
            return self._joined(part, place, self._inside)
        return self._of_call(part)

    def _of_call(self, part: Condition) -> str:
        match part.field.kind:
            case Kind.CALL_RESULT:
                return self._choice("a.disposition", part, part.values)
            case Kind.CALL_CAMPAIGN:
                chosen = self._choice("g.name_key", part, [name_key(v) for v in part.values])
                return f"EXISTS (SELECT 1 FROM campaigns g WHERE g.id = a.campaign_id AND {chosen})"
            case Kind.CALL_DATE:
                return self._moment("a.begun_at", part)
            case Kind.RESULT:
                self.parameters.append(part.field.name)
                inner = self._value("r.text", part)
                found = (
                    "SELECT 1 FROM attempt_results r"
                    f" WHERE r.attempt_id = a.id AND r.name = {_TEXT}"
                )
                return f"EXISTS ({found} AND {inner})"
        return self._answer(part)

    def _answer(self, part: Condition) -> str:
        """Codes of options, of which several may have been chosen."""
        found = (
            "SELECT 1 FROM answers w JOIN questions q ON q.id = w.question_id"
            f" WHERE w.attempt_id = a.id AND q.question = {_TEXT}"
        )
        self.parameters.append(part.field.name)
        marks = []
        for value in part.values:
            marks.append("POSITION(CAST(? AS VARCHAR(1000) CHARACTER SET UTF8), w.codes) > 0")
            self.parameters.append(json.dumps(value, ensure_ascii=False))
        chosen = f"({' OR '.join(marks)})"
        if part.operator is Operator.DIFFERS:
            chosen = f"NOT {chosen}"
        return f"EXISTS ({found} AND {chosen})"

    # --- people --------------------------------------------------------------------------------

    def _condition(self, part: Condition) -> str:
        name = part.field.name
        match part.field.kind:
            case Kind.PHONE:
                if part.operator is Operator.BEGINS:  # along the index
                    self.parameters.append(_ascii(part.values[0]))
                    return "c.phone STARTING WITH ?"
                return self._value("CAST(c.phone AS VARCHAR(500) CHARACTER SET UTF8)", part)
            case Kind.OWN:
                text = (
                    "CASE WHEN c.fields <> '' THEN contact_field(c.fields, ?)"
                    " ELSE contact_long_field(c.long_fields, ?) END"
                )
                anywhere = self._anywhere(part)
                fits = self._value(text, part, [json.dumps(name, ensure_ascii=False)] * 2)
                return f"({anywhere}{fits})"
            case Kind.ZONE:
                return self._zone(part)
            case Kind.CALLS:
                own = " OR a.contact_id = c.id" if self.contacts else ""
                count = (
                    f"(SELECT COUNT(*) FROM attempts a WHERE {_HIS_CALLS.format(contact=own)}"
                    f" AND {_DONE})"
                )
                return self._compared(count, part, self._numbers(part))
            case Kind.DO_NOT_CALL:
                found = "EXISTS (SELECT 1 FROM do_not_call d WHERE d.phone = c.phone)"
                return found if part.operator is Operator.YES else f"NOT {found}"
            case Kind.CONSENT:
                moment = to_db(self.now)
                self.parameters += [name, moment, moment]
                found = (
                    f"EXISTS (SELECT 1 FROM consents n WHERE n.phone = c.phone AND n.kind = {_TEXT}"
                    " AND n.revoked_at IS NULL AND n.obtained_at <= ?"
                    " AND (n.valid_until IS NULL OR n.valid_until > ?))"
                )
                return found if part.operator is Operator.YES else f"NOT {found}"
            case Kind.CAMPAIGN | Kind.LIST | Kind.STATE:
                return self._as_contact(part)
        raise AssertionError(part)  # of data sources: they have slots

    def _as_contact(self, part: Condition) -> str:
        """What a contact is in a campaign; people from elsewhere are looked up by their number."""
        alias = "c" if self.contacts else "k"
        match part.field.kind:
            case Kind.CAMPAIGN:
                values = [name_key(value) for value in part.values]
                if not self.contacts:
                    differs, plain = _turned(part)
                    chosen = self._choice("g.name_key", plain, values)
                    found = f"EXISTS (SELECT 1 FROM {_HIS_CONTACTS} WHERE {chosen})"
                    return f"NOT {found}" if differs else found
                chosen = self._choice("g.name_key", part, values)
                return f"c.campaign_id IN (SELECT g.id FROM campaigns g WHERE {chosen})"
            case Kind.LIST:
                inner = (
                    f"EXISTS (SELECT 1 FROM imports i WHERE i.id = {alias}.import_id"
                    f" AND {self._value('i.file_name', part)})"
                )
            case _:
                inner = self._state(part, alias)
        if self.contacts:
            return inner
        return f"EXISTS (SELECT 1 FROM {_HIS_CONTACTS} WHERE {inner})"

    def _state(self, part: Condition, alias: str) -> str:
        wanted = []
        for value in part.values:
            if value == ContactState.IN_PROGRESS.value:
                wanted.append(f"{alias}.in_attempt = 1")
            else:
                self.parameters.append(_state_code(value))
                wanted.append(f"({alias}.in_attempt = 0 AND {alias}.state = ?)")
        chosen = f"({' OR '.join(wanted)})"
        return f"NOT {chosen}" if part.operator is Operator.DIFFERS else chosen

    def _zone(self, part: Condition) -> str:
        """A contact that may be in several zones fits each of them."""
        marks = []
        for value in part.values:
            marks.append("POSITION(CAST(? AS VARCHAR(200) CHARACTER SET ASCII),"
                         " ',' || z.zones || ',') > 0")  # fmt: skip
            self.parameters.append(f",{_ascii(value, 198)},")
        found = f"c.zone_set_id IN (SELECT z.id FROM zone_sets z WHERE {' OR '.join(marks)})"
        return f"NOT {found}" if part.operator is Operator.DIFFERS else found

    def _anywhere(self, part: Condition) -> str:
        """What is nowhere among the short fields is not in one of them: to see that takes a fifth
        of the time that it takes to get at one."""
        text = part.values[0].rstrip(" ") if part.values else ""
        wanted = part.operator in (Operator.EQUALS, Operator.CONTAINS, Operator.BEGINS)
        if not wanted or part.value_type is not ValueType.TEXT or not _PLAIN.fullmatch(text):
            return ""
        self.parameters.append(text)
        return f"(c.fields = '' OR c.fields CONTAINING {_TEXT}) AND "

    # --- values --------------------------------------------------------------------------------

    def _value(self, text: str, part: Condition, own: Sequence[object] = ()) -> str:
        """A text column against the condition, as the type that the condition says."""
        if part.operator in (Operator.EMPTY, Operator.FILLED):
            self.parameters += own
            sign = "=" if part.operator is Operator.EMPTY else "<>"
            return f"COALESCE(TRIM({text}), '') {sign} ''"
        if part.value_type is ValueType.NUMBER:
            self.parameters += own
            return self._compared(f"contact_number({text})", part, self._numbers(part))
        if part.value_type is ValueType.DATE:
            self.parameters += own
            return self._day(f"contact_date({text})", part)
        if part.value_type is ValueType.YES_NO:
            self.parameters += own
            found = f"LOWER({text}) IN ('yes', 'true', '1', 'да', 'y', 't', '+')"
            return found if part.operator is Operator.YES else f"({found}) IS NOT TRUE"
        self.parameters += own
        return self._text(text, part)

    def _text(self, text: str, part: Condition) -> str:
        lowered = f"LOWER({text})"
        mark = f"LOWER({_TEXT})"
        if part.operator is Operator.CONTAINS:
            self.parameters.append(part.values[0])
            return f"{text} CONTAINING {_TEXT}"
        if part.operator is Operator.BEGINS:
            self.parameters.append(part.values[0])
            return f"{lowered} STARTING WITH {mark}"
        if part.operator is Operator.IN_LIST:
            self.parameters += part.values[:_MOST_IN_LIST]
            return f"{lowered} IN ({', '.join([mark] * len(part.values[:_MOST_IN_LIST]))})"
        self.parameters.append(part.values[0])
        if part.operator is Operator.DIFFERS:
            return f"{lowered} IS DISTINCT FROM {mark}"
        return f"{lowered} = {mark}"

    def _choice(self, column: str, part: Condition, values: Sequence[str]) -> str:
        self.parameters += values[:_MOST_IN_LIST]
        marks = ", ".join(["CAST(? AS VARCHAR(200) CHARACTER SET UTF8)"] * len(values))
        word = "NOT IN" if part.operator is Operator.DIFFERS else "IN"
        return f"{column} {word} ({marks})"

    def _numbers(self, part: Condition) -> list[object]:
        return [number_of(value) or Decimal(0) for value in part.values]

    def _compared(self, column: str, part: Condition, values: Sequence[object]) -> str:
        if part.operator in (Operator.EMPTY, Operator.FILLED):
            return f"{column} {'=' if part.operator is Operator.EMPTY else '>'} 0"
        mark = "CAST(? AS NUMERIC(18, 4))" if isinstance(values[0], Decimal) else "CAST(? AS DATE)"
        self.parameters += values
        if part.operator is Operator.BETWEEN:
            return f"{column} BETWEEN {mark} AND {mark}"
        if part.operator is Operator.DIFFERS:
            return f"{column} IS DISTINCT FROM {mark}"
        return f"{column} {_SIGNS[part.operator]} {mark}"

    def _day(self, column: str, part: Condition) -> str:
        today = self.now.astimezone(self.zone).date()
        if part.operator in DAYS:
            first, last = days_meant(part, today)
            if first is None:
                self.parameters.append(last)
                return f"{column} <= CAST(? AS DATE)"
            self.parameters += [first, last]
            return f"{column} BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)"
        return self._compared(column, part, [date_of(value) for value in part.values])

    def _moment(self, column: str, part: Condition) -> str:
        """A moment in UTC against days of the clock of ``zone``: along the index where there is
        one."""
        today = self.now.astimezone(self.zone).date()
        mark = "CAST(? AS TIMESTAMP)"

        def start(day: object, more: int = 0) -> datetime:
            moment = datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=self.zone)
            return to_db((moment + timedelta(more)).astimezone(UTC))

        operator = part.operator
        if operator in (Operator.EMPTY, Operator.FILLED):
            return f"{column} IS {'' if operator is Operator.EMPTY else 'NOT '}NULL"
        if operator in DAYS:
            first, last = days_meant(part, today)
            if first is None:
                self.parameters.append(start(last, 1))
                return f"{column} < {mark}"
            self.parameters += [start(first), start(last, 1)]
            return f"({column} >= {mark} AND {column} < {mark})"
        days_asked = part.values
        if operator in (Operator.EQUALS, Operator.BETWEEN):
            self.parameters += [start(days_asked[0]), start(days_asked[-1], 1)]
            return f"({column} >= {mark} AND {column} < {mark})"
        after = operator in (Operator.MORE, Operator.AT_MOST)
        self.parameters.append(start(days_asked[0], 1 if after else 0))
        sign = ">=" if operator in (Operator.MORE, Operator.AT_LEAST) else "<"
        return f"{column} {sign} {mark}"


def _turned(part: Condition) -> tuple[bool, Condition]:
    differs = part.operator is Operator.DIFFERS
    operator = Operator.EQUALS if differs else part.operator
    return differs, Condition(part.field, operator, part.values, part.type)


def _ascii(text: str, longest: int = 20) -> str:
    """What does not fit into the column fits nothing there."""
    return text if text.isascii() and len(text) <= longest else "\x01"


def _state_code(value: str) -> int:
    """-1 for what is no state: nobody is in it."""
    try:
        return STATE_CODES[ContactState(value)]
    except (KeyError, ValueError):
        return -1
