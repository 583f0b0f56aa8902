"""Where a call that comes in leads: routes by trunk, number dialled and hours.

The first that matches counts. A route leads to a scheme, a queue, an operator, or nowhere; outside
its hours its after-hours scheme answers, or nobody. Hours are written as people do, ``mon-fri
09:00-18:00, sat 10:00-14:00``, by the clock of the route's zone; a span that ends before it begins
goes over midnight. On holidays of the route's country, and on its own closed days, it is after
hours all day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache

from engine.domain.calling_hours import check_schedule, is_holiday, zone_of
from engine.domain.campaign import Schedule
from engine.domain.campaign_operators import MAX_CALL_S
from engine.domain.week_times import DAYS, Days, Hours, read_days, read_time
from engine.errors import KnownError

#: Any number.
ANY = "*"
#: So many calls that come in over a trunk are carried at once unless it is told otherwise.
USUAL_LINES = 4
MOST_MATCH_DAYS = 365
#: Seconds.
MOST_CALL_S, _SCHEME_CALL_S = 86_400, 1800.0

_PATTERN = re.compile(r"[0-9A-Za-z+*?._~-]{1,60}", re.ASCII)
_SPAN = re.compile(
    r"(?P<days>[a-z]{3}(?:-[a-z]{3})?(?:\+[a-z]{3}(?:-[a-z]{3})?)*)\s+"
    r"(?P<start>\d{1,2}:\d\d)\s*-\s*(?P<end>\d{1,2}:\d\d)",
    re.ASCII,
)


class RouteKind(StrEnum):
    SCHEME = "scheme"
    QUEUE = "queue"
    OPERATOR = "operator"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class RouteSettings:
    """``number``: the number dialled, with ``*`` and ``?``; ``target``: name of the scheme, queue
    or operator. ``after_hours``: name of the scheme that answers then; "": nobody does."""

    trunk: str
    number: str
    kind: RouteKind
    target: str = ""
    #: "": always.
    hours: str = ""
    timezone: str = "Europe/Moscow"
    #: Country whose public holidays are after hours; "" for none.
    holidays: str = ""
    #: More such days: ``2026-12-31``, ``12-31`` each year, ``12-30..01-08``; by commas.
    closed: str = ""
    after_hours: str = ""
    #: Country that the caller's number belongs to where it is written without one.
    country: str = "RU"
    #: Who rings back so many days after we called him is matched with that call; 0: nobody is.
    match_days: int = 14
    #: A call that has reached the scheme's end settles the contact of the caller.
    settles: bool = True
    record: bool = False
    #: From the answer on, waiting for an operator included; seconds.
    max_call_s: float = _SCHEME_CALL_S


def usual_longest_s(kind: RouteKind) -> float:
    """So long a call lasts at most unless it is told otherwise; seconds. People talk for longer
    than schemes do."""
    return _SCHEME_CALL_S if kind is RouteKind.SCHEME else MAX_CALL_S


@dataclass(frozen=True, slots=True)
class Route:
    """A stored route. Routes are tried in the order of ``position``."""

    id: int
    position: int
    trunk_id: int
    settings: RouteSettings


@dataclass(frozen=True, slots=True)
class IncomingTrunk:
    """``lines``: simultaneous calls that may come in; ``sources``: hosts that may call besides the
    trunk's proxies ("*": any)."""

    trunk_id: int
    lines: int = USUAL_LINES
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of a call; ``kind`` and ``target``: the route's, or its after-hours scheme."""

    route: Route
    kind: RouteKind
    target: str
    after_hours: bool = False


def choose(
    routes: Sequence[Route], trunk_id: int, numbers: Sequence[str], at: datetime
) -> Choice | None:
    """``numbers``: the number dialled as it came and in E.164; ``at``: aware. None: no route."""
    route = next(
        (
            each
            for each in sorted(routes, key=lambda each: each.position)
            if each.trunk_id == trunk_id and matches(each.settings.number, numbers)
        ),
        None,
    )
    if route is None:
        return None
    settings = route.settings
    if is_open(settings, at):
        return Choice(route, settings.kind, settings.target)
    return after_hours(route)


def after_hours(route: Route) -> Choice:
    """What answers when nobody else does."""
    scheme = route.settings.after_hours
    kind = RouteKind.SCHEME if scheme else RouteKind.REJECT
    return Choice(route, kind, scheme, after_hours=True)


def matches(pattern: str, numbers: Sequence[str]) -> bool:
    return any(fnmatchcase(number, pattern) for number in numbers)


def is_open(settings: RouteSettings, at: datetime) -> bool:
    zone = zone_of(settings.timezone)
    local = at if zone is None else at.astimezone(zone)
    return not is_closed_on(settings, local.date()) and local in read_hours(settings.hours)


def is_closed_on(settings: RouteSettings, day: date) -> bool:
    """A holiday, or a closed day of the route's own: it is after hours all day."""
    return is_holiday(settings.holidays, day) or any(
        day in days for days in read_closed(settings.closed)
    )


@lru_cache(maxsize=256)
def read_hours(text: str) -> Hours:
    """KnownError when it cannot be read; "" is always."""
    spans = []
    for part in text.split(","):
        if not part.strip():
            continue
        found = _SPAN.fullmatch(part.strip().lower())
        try:
            if found is None:
                raise ValueError(part)
            days = [day for piece in found["days"].split("+") for day in _days(piece)]
            start, end = read_time(found["start"]), read_time(found["end"])
            if start == end:
                raise ValueError(part)
        except ValueError:
            raise KnownError(
                "the hours '{text}' cannot be read.",
                mend="Write them like mon-fri 09:00-18:00, sat 10:00-14:00.",
                text=part.strip(),
            ) from None
        spans.append((days, start, end))
    return Hours(spans)


def _days(piece: str) -> list[str]:
    first, _, last = piece.partition("-")
    begin, end = DAYS.index(first), DAYS.index(last or first)
    count = (end - begin) % 7 + 1
    return [DAYS[(begin + i) % 7] for i in range(count)]


@lru_cache(maxsize=256)
def read_closed(text: str) -> tuple[Days, ...]:
    """KnownError when it cannot be read."""
    found = []
    for part in text.split(","):
        if not part.strip():
            continue
        first, _, last = part.strip().partition("..")
        try:
            found.append(read_days(first, last))
        except ValueError:
            raise KnownError(
                "the closed day '{text}' cannot be read.",
                mend="Write days like 2026-12-31, 12-31 for each year, or 12-30..01-08.",
                text=part.strip(),
            ) from None
    return tuple(found)


def check_route(settings: RouteSettings) -> None:
    """KnownError for what cannot be meant. Whether schemes and trunks of these names exist is
    known elsewhere."""
    if not _PATTERN.fullmatch(settings.number):
        raise KnownError(
            "'{text}' is no number dialled.",
            mend="Write it like +74951234567, 7495*, 100 or * for any number.",
            text=settings.number,
        )
    names = settings.kind is not RouteKind.REJECT
    if names and not settings.target.strip():
        raise KnownError(
            "the route names no scheme, queue or operator.",
            mend="Say which one the call is to reach.",
        )
    if not names and (settings.target or settings.hours or settings.after_hours):
        raise KnownError(
            "a route that refuses calls has neither a target nor hours.",
            mend="Leave them out, or name a scheme, a queue or an operator.",
        )
    read_hours(settings.hours)
    read_closed(settings.closed)
    check_schedule(Schedule(timezone=settings.timezone, holidays=settings.holidays))
    # A queue or an operator may also be away within the hours.
    always = not (settings.hours or settings.holidays or settings.closed)
    if settings.after_hours and always and settings.kind is RouteKind.SCHEME:
        raise KnownError(
            "the route has an after-hours scheme but no hours.",
            mend="Add the hours, or leave the scheme out.",
        )
    if not 1 <= settings.max_call_s <= MOST_CALL_S:
        raise KnownError(
            "a call cannot last {seconds} s.",
            mend="Take 1 to {most}.",
            seconds=format(settings.max_call_s, "g"),
            most=MOST_CALL_S,
        )
    if not 0 <= settings.match_days <= MOST_MATCH_DAYS:
        raise KnownError(
            "{days} days are too many to look back for an earlier call.",
            mend="Take 0 to {most}.",
            days=settings.match_days,
            most=MOST_MATCH_DAYS,
        )
