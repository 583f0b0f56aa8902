"""A preset's file, read: a table as TOML or JSON gives it in, a ``Preset`` out, or one line that
names file, key and mend.

The keys are described in docs/regulations.md; an unknown one is an error, since a rule that is
misspelt would silently not hold.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from engine.domain.calling_hours import check_schedule
from engine.domain.campaign import Schedule
from engine.domain.campaign_terms import CampaignMode, LegalHours, Purpose
from engine.domain.disposition import RETRYABLE
from engine.domain.durations import parse_duration, parse_hours
from engine.domain.preset_model import (
    AbandonRule,
    Ban,
    Calendar,
    CallLimit,
    ConsentRule,
    Counted,
    LabelRule,
    Per,
    Preset,
    Scope,
)
from engine.errors import KnownError, Phrase

E = TypeVar("E", bound=StrEnum)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
KIND = re.compile(r"[a-z0-9][a-z0-9_-]{0,19}")
_CALENDAR = {
    Calendar.DAY: timedelta(days=1), Calendar.WEEK: timedelta(days=7),
    Calendar.MONTH: timedelta(days=31),
}  # fmt: skip
_MISSING = object()
_NUMBER = Phrase("must be a number")
_EXPECTED = {
    str: Phrase("must be text in quotes"),
    bool: Phrase("must be true or false"),
    list: Phrase("must be a list"),
    date: Phrase("must be a date like 2025-09-01"),
}


class _Table:
    """Takes its keys out one by one; what is left at the end is a mistake."""

    def __init__(self, file: str, path: str, raw: object) -> None:
        self.file = file
        self.path = path
        if not isinstance(raw, Mapping):
            raise self.fault(path, Phrase("must be a table"))
        self._rest = dict(raw)

    def fault(self, key: str, reason: Phrase | KnownError) -> KnownError:
        if isinstance(reason, KnownError):  # a whole sentence, and what to do
            return KnownError("{file}: {key}: {reason}", file=self.file, key=key, reason=reason)
        return KnownError("{file}: {key}: {reason}.", file=self.file, key=key, reason=reason)

    def place(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def take(self, key: str, kinds: tuple[type, ...], default: Any = _MISSING) -> Any:
        value = self._rest.pop(key, _MISSING)
        if value is _MISSING:
            if default is _MISSING:
                raise self.fault(self.place(key), Phrase("not given"))
            return default
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise self.fault(self.place(key), _EXPECTED.get(kinds[0], _NUMBER))
        return value

    def text(self, key: str, default: Any = _MISSING) -> str:
        return str(self.take(key, (str,), default)).strip()

    def number(self, key: str, least: float, most: float, default: Any = _MISSING) -> float:
        value = self.take(key, (int, float), default)
        if not least <= value <= most:
            raise self.fault(
                self.place(key),
                Phrase("must be from {least:g} to {most:g}", least=least, most=most),
            )
        return float(value)

    def whole(self, key: str, least: int, most: int, default: Any = _MISSING) -> int:
        value = self.take(key, (int,), default)
        if not least <= value <= most:
            raise self.fault(
                self.place(key),
                Phrase("must be from {least:g} to {most:g}", least=least, most=most),
            )
        return int(value)

    def choice(self, key: str, kind: type[E], default: Any = _MISSING) -> E:
        return self.one_of(key, self.text(key, default), kind)

    def choices(self, key: str, kind: type[E]) -> frozenset[E]:
        return frozenset(self.one_of(key, str(v), kind) for v in self.take(key, (list,), []))

    def one_of(self, key: str, value: str, kind: type[E]) -> E:
        if value not in [item.value for item in kind]:
            raise self.fault(
                self.place(key),
                Phrase("{value!r} is none of: {known}", value=value,
                       known=", ".join(item.value for item in kind)),
            )  # fmt: skip
        return kind(value)

    def read(self, key: str, reader: Callable[[str], Any], default: Any = _MISSING) -> Any:
        """A text through a reader that raises KnownError; the default as it is."""
        if key not in self._rest and default is not _MISSING:
            return default
        try:
            return reader(self.text(key))
        except KnownError as error:
            if error.values.get("file") == self.file:
                raise
            raise self.fault(self.place(key), error) from error

    def table(self, key: str) -> "_Table | None":
        raw = self._rest.pop(key, None)
        return None if raw is None else _Table(self.file, self.place(key), raw)

    def tables(self, key: str) -> list["_Table"]:
        rows = self.take(key, (list,), [])
        return [_Table(self.file, f"{self.place(key)}[{i}]", r) for i, r in enumerate(rows, 1)]

    def end(self) -> None:
        for key in self._rest:
            raise self.fault(self.place(key), Phrase("unknown key"))


def _between(least: float, most: float) -> Phrase:
    return Phrase("must be from {least:g} to {most:g}", least=least, most=most)


def read_preset(document: object, file: str) -> Preset:
    """``document``: the file's outermost table; ``file`` names it in messages."""
    top = _Table(file, "", document)
    name = top.text("name")
    if not _NAME.fullmatch(name):
        raise top.fault("name", Phrase("must be small Latin letters, digits and hyphens"))
    title = top.table("title") or _Table(file, "title", {})
    ring = top.table("ring")
    opt_out = top.table("opt_out")
    records = top.table("records")
    parent = top.text("parent", "")
    if parent and (not _NAME.fullmatch(parent) or parent == name):
        raise top.fault("parent", Phrase("must be the name of another preset"))
    preset = Preset(
        name=name,
        parent=parent,
        title_ru=title.text("ru"),
        title_en=title.text("en"),
        version=top.whole("version", 1, 9999),
        valid_from=_day(top),
        source=top.text("source", ""),
        hours=_hours(top),
        limits=tuple(_limit(table) for table in top.tables("limit")),
        consent=_consent(top),
        opt_out_within=opt_out.read("within", parse_duration) if opt_out else None,
        min_ring_s=ring.number("least_s", 0, 600) if ring else 0.0,
        abandon=_abandon(top),
        bans=frozenset(_ban(table) for table in top.tables("ban")),
        purpose_declared=top.take("purpose_declared", (bool,), False),
        min_delays=_min_delays(top),
        label=_label(top),
        records_ru=records.text("ru", "") if records else "",
        records_en=records.text("en", "") if records else "",
    )
    for table in (title, ring, opt_out, records, top):
        if table is not None:
            table.end()
    return preset


def _day(top: _Table) -> date | None:
    raw = top.take("valid_from", (date, str), None)
    if isinstance(raw, str):  # JSON has no dates
        try:
            raw = date.fromisoformat(raw)
        except ValueError:
            raise top.fault("valid_from", _EXPECTED[date]) from None
    if raw is not None and type(raw) is not date:
        raise top.fault("valid_from", _EXPECTED[date])
    return raw


def _hours(top: _Table) -> LegalHours | None:
    table = top.table("hours")
    if table is None:
        return None
    weekdays = table.read("weekdays", parse_hours)
    weekend = table.read("weekend", parse_hours, weekdays)
    hours = LegalHours(
        weekdays, weekend, table.read("holidays", parse_hours, weekend),
        table.text("country", "").upper(),
    )  # fmt: skip
    try:
        check_schedule(Schedule(holidays=hours.country))
    except KnownError:
        raise table.fault(
            table.place("country"), Phrase("no holidays are known for {name!r}", name=hours.country)
        ) from None
    table.end()
    return hours


def _limit(table: _Table) -> CallLimit:
    window = table.text("window")
    calendar = Calendar(window) if window in [c.value for c in Calendar] else None
    if calendar is None:
        try:
            length = parse_duration(window)
        except KnownError as error:
            raise table.fault(table.place("window"), error) from error
        if length <= timedelta(0):
            raise table.fault(table.place("window"), Phrase("must be longer than nothing"))
    else:
        length = _CALENDAR[calendar]
    limit = CallLimit(
        window=length,
        maximum=table.whole("maximum", 0, 1_000_000),
        count=table.choice("count", Counted, "calls"),
        per=table.choice("per", Per, "person"),
        scope=table.choice("scope", Scope, "all"),
        calendar=calendar,
        talk_s=table.number("talk_s", 0, 86_400, 0),
        modes=table.choices("modes", CampaignMode),
    )
    table.end()
    return limit


def _consent(top: _Table) -> ConsentRule | None:
    table = top.table("consent")
    if table is None:
        return None
    kinds = tuple(str(kind) for kind in table.take("kinds", (list,)))
    if not kinds or not all(KIND.fullmatch(kind) for kind in kinds):
        raise table.fault(
            table.place("kinds"), Phrase("must be a list of words in small Latin letters")
        )
    rule = ConsentRule(
        kinds, table.take("proof", (bool,), True), table.choices("purposes", Purpose)
    )
    table.end()
    return rule


def _abandon(top: _Table) -> AbandonRule | None:
    table = top.table("abandon")
    if table is None:
        return None
    rule = AbandonRule(
        table.number("share", 0, 1),
        table.read("window", parse_duration),
        table.number("answer_within_s", 0, 60, 2.0),
    )
    table.end()
    return rule


def _ban(table: _Table) -> Ban:
    ban = Ban(table.choice("mode", CampaignMode), table.choice("purpose", Purpose))
    table.end()
    return ban


def _min_delays(top: _Table) -> tuple[tuple[Any, timedelta], ...]:
    table = top.table("min_delay")
    if table is None:
        return ()
    found = []
    for outcome in RETRYABLE:
        least = table.read(outcome.value, parse_duration, None)
        if least is not None:
            found.append((outcome, least))
    table.end()
    return tuple(found)


def _label(top: _Table) -> LabelRule | None:
    table = top.table("label")
    if table is None:
        return None
    categories = tuple(str(word) for word in table.take("categories", (list,), []))
    rule = LabelRule(
        table.whole("longest", 1, 200), categories, table.take("required", (bool,), False)
    )
    table.end()
    return rule
