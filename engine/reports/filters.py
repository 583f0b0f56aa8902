"""What a report is asked to tell of: campaigns, a period, operators, trunks, results, lists, hours.

One way to say it for the command line, the window and schedules. It stays in words, because
``yesterday`` is another day tomorrow; ``scope_of`` makes numbers and moments of it when the report
is written.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.ports.report_scope import DayHours, Scope
from engine.reports.period import day_of

#: Names of what can be filtered by; of a kind ``filters`` says which of them it understands.
CAMPAIGNS, PERIOD, OPERATORS, TRUNKS = "campaigns", "period", "operators", "trunks"
RESULTS, LISTS, HOURS = "results", "lists", "hours"
ALL = (CAMPAIGNS, PERIOD, OPERATORS, TRUNKS, RESULTS, LISTS, HOURS)
#: What attempts of one campaign are narrowed down by.
CALLS = (PERIOD, OPERATORS, TRUNKS, RESULTS, LISTS, HOURS)
_HOURS = re.compile(r"(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?")


@dataclass(frozen=True, slots=True)
class Filter:
    """Empty means all. ``since`` and ``until``: days as ``engine.reports.period`` reads them,
    both included. ``results``: a disposition (``completed``), or ``NAME=VALUE`` or ``NAME`` of what
    was saved. ``lists``: names of imported files or built lists. ``hours``: ``09:00-18:00``.
    ``timezone``: whose days and hours these are; "" for the campaign's own."""

    campaigns: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    operators: tuple[str, ...] = ()
    trunks: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    hours: str = ""
    timezone: str = ""

    @property
    def used(self) -> frozenset[str]:
        """Which of ``ALL`` it narrows down."""
        found = {name for name in (CAMPAIGNS, OPERATORS, TRUNKS, RESULTS, LISTS, HOURS)
                 if getattr(self, name)}  # fmt: skip
        return frozenset(found | ({PERIOD} if self.since or self.until else set()))


NO_FILTER = Filter()


def filter_of(given: Mapping[str, object]) -> Filter:
    """Of texts and lists of texts by field; blanks around them and empty ones are left out, of
    several equal ones there is one. KnownError: a field that there is not, or that cannot be read.
    """
    known = {each.name: each.type for each in fields(Filter)}
    values: dict[str, object] = {}
    for name, value in given.items():
        if name not in known:
            raise KnownError(
                "Reports have no filter named {name!r}.",
                mend="Use one of: {known}.",
                name=name,
                known=", ".join(known),
            )
        several = isinstance(getattr(Filter(), name), tuple)
        texts = [value] if isinstance(value, str) or not isinstance(value, Iterable) else value
        cleaned = [" ".join(str(each).split()) for each in texts if each is not None]
        kept = tuple(dict.fromkeys(each for each in cleaned if each))
        values[name] = kept if several else "".join(kept[:1])
    made = Filter(**values)  # type: ignore[arg-type]
    check(made)
    return made


def check(wanted: Filter) -> None:
    """KnownError for what no database is needed to see: an impossible day, hours, a zone."""
    zone_named(wanted.timezone)
    hours_of(wanted.hours, UTC)
    # Any day will do: words are checked, and the order of two plain dates.
    days_of(wanted, date(2026, 1, 1))
    for text in wanted.results:
        name, equals, _ = text.partition("=")
        if equals and not name.strip():
            raise KnownError(
                "{text!r} is no result.", mend="Write it as completed, NAME or NAME=VALUE.",
                text=text,
            )  # fmt: skip


def zone_named(name: str) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise KnownError(
            "There is no time zone {name!r}.", mend="Write it as in Europe/Moscow.", name=name
        ) from error


def hours_of(text: str, zone: tzinfo) -> DayHours | None:
    if not text:
        return None
    found = _HOURS.fullmatch(text)
    parts = [int(part or 0) for part in found.groups()] if found else [99] * 4
    ends = [(parts[0], parts[1]), (parts[2], parts[3])]
    if any(hour > 24 or minute > 59 or (hour == 24 and minute) for hour, minute in ends):
        raise KnownError(
            "{text!r} is no time of day.", mend="Write it as 09:00-18:00.", text=text
        )  # fmt: skip
    if any(minute % 15 for _, minute in ends):
        raise KnownError(
            "The hours {text} do not begin and end at a quarter of an hour.",
            mend="Calls are counted by quarters: write 09:00, 09:15, 09:30 or 09:45.",
            text=text,
        )
    first, last = (time(hour % 24, minute) for hour, minute in ends)
    if first == last and ends[0] != (0, 0):
        raise KnownError(
            "The hours {text} begin when they end.", mend="Write it as 09:00-18:00.", text=text
        )
    return None if first == last else DayHours(first, last, zone)


def days_of(wanted: Filter, today: date) -> tuple[date | None, date | None]:
    """First and last day."""

    def day(text: str, *, last: bool) -> date | None:
        try:
            return day_of(text, today, last=last) if text else None
        except ValueError:
            raise KnownError(
                "{text!r} is no day of a period.", mend="Write it as 2026-11-23.", text=text
            ) from None

    first, end = day(wanted.since, last=False), day(wanted.until, last=True)
    if first is not None and end is not None and first > end:
        raise KnownError(
            "The period ends before it begins.", mend="Let --from be the earlier day."
        )  # fmt: skip
    return first, end


def period_of(
    wanted: Filter, now: datetime, zone: tzinfo
) -> tuple[datetime | None, datetime | None]:
    """In UTC; the end is not included."""
    first, last = days_of(wanted, now.astimezone(zone).date())

    def midnight(at: date) -> datetime:
        return datetime.combine(at, time(), zone).astimezone(UTC)

    return (
        None if first is None else midnight(first),
        None if last is None else midnight(last + timedelta(days=1)),
    )


#: Kind of thing → its name as people write it → ids, [] for an unknown one; and all known names.
Lookup = Callable[[str], Mapping[str, Sequence[int]]]


def scope_of(wanted: Filter, now: datetime, zone: tzinfo, lookup: Lookup) -> Scope:
    """``lookup``: ``campaigns`` | ``operators`` | ``trunks`` | ``lists`` → name → ids. KnownError
    for a name that there is not."""
    since, until = period_of(wanted, now, zone)
    dispositions, results = _results(wanted.results)

    def ids(kind: str, names: tuple[str, ...]) -> tuple[int, ...]:
        if not names:
            return ()
        known = lookup(kind)
        folded: dict[str, list[int]] = {}
        for name, numbers in known.items():
            folded.setdefault(name.casefold(), []).extend(numbers)
        return tuple(n for name in names for n in _required(kind, name, folded, sorted(known)))

    operators = ids(OPERATORS, wanted.operators)
    return Scope(
        ids(CAMPAIGNS, wanted.campaigns), since, until, operators, _names(wanted, lookup),
        ids(TRUNKS, wanted.trunks), ids(LISTS, wanted.lists), dispositions, results,
        hours_of(wanted.hours, zone),
    )  # fmt: skip


def _names(wanted: Filter, lookup: Lookup) -> tuple[str, ...]:
    """As they are written in the database: calls keep the names of their operators."""
    if not wanted.operators:
        return ()
    chosen = {name.casefold() for name in wanted.operators}
    return tuple(name for name in lookup(OPERATORS) if name.casefold() in chosen)


def _required(
    kind: str, name: str, folded: Mapping[str, Sequence[int]], known: Sequence[str]
) -> Sequence[int]:
    found = folded.get(name.casefold())
    if found:
        return found
    values = {"name": name, "known": ", ".join(known[:20]) or "–"}
    match kind:
        case "operators":
            raise KnownError("There is no operator {name!r}.", mend="Known are: {known}.", **values)
        case "trunks":
            raise KnownError("There is no trunk {name!r}.", mend="Known are: {known}.", **values)
        case "lists":
            raise KnownError("No list {name!r} was imported.", mend="Known are: {known}.", **values)
        case _:
            raise KnownError("There is no campaign {name!r}.", mend="Known are: {known}.", **values)


def _results(texts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """A plain word that is a disposition is meant as one."""
    dispositions, results = [], []
    for text in texts:
        name, _, value = (part.strip() for part in text.partition("="))
        if not value and name in set(Disposition):
            dispositions.append(name)
        else:
            results.append((name, value))
    return tuple(dispositions), tuple(results)


def refuse_others(wanted: Filter, understood: Iterable[str], kind: str) -> None:
    """KnownError for a filter that the report ``kind`` would pass over without a word."""
    foreign = [name for name in ALL if name in wanted.used - frozenset(understood)]
    if foreign:
        raise KnownError(
            "The report {kind} cannot be narrowed down by {names}.",
            mend="It understands: {known}.",
            kind=kind,
            names=", ".join(foreign),
            known=", ".join(understood) or "–",
        )
