"""Which route a call takes, and what routes cannot say."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine.domain.incoming import (
    Choice,
    Route,
    RouteKind,
    RouteSettings,
    check_route,
    choose,
    is_open,
    read_hours,
)
from engine.errors import KnownError

OFFICE = RouteSettings(
    "city", "+74951234567", RouteKind.SCHEME, "menu", hours="mon-fri 09:00-18:00, sat 10:00-14:00",
    after_hours="closed", holidays="RU", closed="2026-06-04, 12-30..01-08",
)  # fmt: skip
#: A Monday, noon in Moscow.
MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)


def routes(*settings: RouteSettings) -> list[Route]:
    return [Route(i, i, 1 if s.trunk == "city" else 2, s) for i, s in enumerate(settings, 1)]


def chosen(table: list[Route], *numbers: str, trunk: int = 1, at: datetime = MONDAY) -> object:
    choice = choose(table, trunk, numbers, at)
    return None if choice is None else (choice.kind.value, choice.target, choice.after_hours)


def test_the_first_that_matches_counts() -> None:
    vip = RouteSettings("city", "+7495123*", RouteKind.OPERATOR, "anna")
    rest = RouteSettings("city", "*", RouteKind.REJECT)
    other = RouteSettings("branch", "*", RouteKind.QUEUE, "sales")
    table = routes(other, OFFICE, vip, rest)
    assert chosen(table, "+74951234567") == ("scheme", "menu", False)
    assert chosen(table, "84951234567", "+74951234567") == ("scheme", "menu", False)
    assert chosen(table, "+74951239999") == ("operator", "anna", False)
    assert chosen(table, "100") == ("reject", "", False)
    assert chosen(table, "100", trunk=2) == ("queue", "sales", False)
    assert chosen(table, "100", trunk=3) is None
    moved = [replace(table[3], position=0), *table[:3]]
    assert chosen(moved, "+74951234567") == ("reject", "", False)


@pytest.mark.parametrize(("at", "open_"), [
    ("2026-06-01T05:59", False), ("2026-06-01T06:00", True), ("2026-06-01T14:59", True),
    ("2026-06-01T15:00", False), ("2026-06-06T08:00", True), ("2026-06-06T11:00", False),
    ("2026-06-07T08:00", False),
    ("2026-06-12T09:00", False),  # Russia Day, a Friday
    ("2026-06-04T09:00", False),  # closed by hand
    ("2026-12-31T09:00", False), ("2027-01-08T09:00", False), ("2027-01-11T09:00", True),
])  # fmt: skip
def test_hours_by_the_clock_of_the_office(at: str, open_: bool) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert is_open(OFFICE, moment) is open_
    wanted = ("scheme", "menu", False) if open_ else ("scheme", "closed", True)
    assert chosen(routes(OFFICE), "+74951234567", at=moment) == wanted


def test_nobody_answers_after_hours_without_a_scheme() -> None:
    night = datetime(2026, 6, 1, 20, tzinfo=UTC)
    choice = choose(routes(replace(OFFICE, after_hours="")), 1, ("+74951234567",), night)
    assert isinstance(choice, Choice)
    assert (choice.kind, choice.target, choice.after_hours) == (RouteKind.REJECT, "", True)


def test_over_midnight_and_round_the_week() -> None:
    night = read_hours("fri-mon 22:00-06:00")
    assert datetime(2026, 6, 5, 23) in night  # noqa: DTZ001 - by the wall clock
    assert datetime(2026, 6, 6, 5) in night  # noqa: DTZ001
    assert datetime(2026, 6, 5, 5) not in night  # noqa: DTZ001
    assert datetime(2026, 6, 2, 5) in night  # noqa: DTZ001


@pytest.mark.parametrize(("changes", "words"), [
    ({"number": ""}, "no number dialled"),
    ({"number": "пятый"}, "no number dialled"),
    ({"target": ""}, "names no scheme, queue"),
    ({"kind": RouteKind.REJECT}, "neither a target nor hours"),
    ({"hours": "mon-fri 9-18"}, "hours 'mon-fri 9-18'"),
    ({"hours": "mon-fre 09:00-18:00"}, "cannot be read"),
    ({"hours": "mon 09:00-09:00"}, "cannot be read"),
    ({"hours": "mon 09:00-25:00"}, "cannot be read"),
    ({"closed": "31.12"}, "closed day '31.12'"),
    ({"timezone": "Moscow"}, "no time zone"),
    ({"holidays": "XX"}, "no holidays are known"),
    ({"hours": "", "holidays": "", "closed": ""}, "no hours"),
    ({"match_days": 366}, "366 days"),
    ({"max_call_s": 0.0}, "cannot last 0 s"),
    ({"max_call_s": 1e9}, "cannot last 1e"),
])  # fmt: skip
def test_what_cannot_be_meant(changes: dict[str, object], words: str) -> None:
    check_route(OFFICE)
    with pytest.raises(KnownError, match=words):
        check_route(replace(OFFICE, **changes))  # type: ignore[arg-type]


def test_a_queue_may_have_a_scheme_for_when_nobody_is_there() -> None:
    check_route(RouteSettings("city", "*", RouteKind.QUEUE, "sales", after_hours="closed"))
