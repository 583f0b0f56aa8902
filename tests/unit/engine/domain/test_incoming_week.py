"""Who answers when, and what hours leave out."""

from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.incoming import Route, RouteKind, RouteSettings, choose
from engine.domain.incoming_week import covers, gaps, hidden_by, overlaps, week
from engine.domain.week_times import DAYS

MONDAY = date(2026, 12, 28)
SPANS = st.lists(
    st.tuples(st.sampled_from(DAYS), st.integers(0, 23), st.integers(0, 24)).filter(
        lambda s: s[1] != s[2]
    ),
    max_size=4,
).map(lambda spans: ", ".join(f"{day} {a:02}:00-{b:02}:00" for day, a, b in spans))


def route(**settings: object) -> Route:
    base: dict[str, object] = {
        "trunk": "city", "number": "100", "kind": RouteKind.QUEUE, "target": "desk",
        "timezone": "UTC",
    }  # fmt: skip
    return Route(1, 1, 7, RouteSettings(**{**base, **settings}))  # type: ignore[arg-type]


@given(SPANS, st.sampled_from(["", "12-31", "2026-12-30..2027-01-02"]), st.booleans())
def test_the_week_tells_what_calls_meet(hours: str, closed: str, answers: bool) -> None:
    """At each hour the same as the engine decides; a day is told from its beginning to its end."""
    made = route(hours=hours, closed=closed, after_hours="night" if answers else "")
    for day in week(made, MONDAY):
        reached = 0
        for each in day.stretches:
            assert (each.start, each.start < each.end) == (reached, True)
            reached = each.end
            for minute in (each.start, each.end - 1):
                at = datetime.combine(day.day, datetime.min.time(), UTC) + timedelta(minutes=minute)
                assert choose([made], 7, ["100"], at) == each.choice
        assert reached == 24 * 60


def test_gaps_and_what_is_named_twice() -> None:
    settings = route(hours="mon-fri 09:00-18:00, fri 17:00-20:00, sat 22:00-02:00").settings
    left = gaps(settings)
    assert left[0] == ((0, 540), (1080, 1440))
    assert left[4] == ((0, 540), (1200, 1440))
    assert left[5:] == (((0, 1320),), ((120, 1440),))
    assert overlaps(settings.hours)[4] == ((1020, 1080),)
    assert not any(overlaps("mon 09:00-12:00, mon 12:00-18:00"))
    assert not any(gaps(route(hours="").settings))
    assert not any(gaps(route(kind=RouteKind.REJECT, target="").settings))


@given(st.text("12*?", min_size=1, max_size=5), st.text("12*?", min_size=1, max_size=5),
       st.text("12", max_size=6))  # fmt: skip
def test_what_covers_takes_all_that_the_other_takes(one: str, other: str, number: str) -> None:
    if covers(one, other) and fnmatchcase(number, other):
        assert fnmatchcase(number, one)


@pytest.mark.parametrize(("one", "other", "whether"), [
    ("*", "7495*", True), ("7495*", "74951234567", True), ("7?", "7*", False), ("?*", "1*", True),
    ("*7", "*17", True), ("100", "100", True), ("100", "1?0", False),
])  # fmt: skip
def test_covering(one: str, other: str, whether: bool) -> None:
    assert covers(one, other) is whether


def test_only_earlier_routes_of_the_trunk_hide() -> None:
    rest = Route(1, 1, 7, route(number="1*").settings)
    assert hidden_by([rest, hidden := Route(2, 2, 7, route().settings)], hidden) == rest
    for free in (Route(2, 0, 7, route().settings), Route(2, 2, 8, route().settings)):
        assert hidden_by([rest, free], free) is None
