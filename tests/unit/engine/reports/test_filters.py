"""What a report is narrowed down to: one reading for commands, windows and schedules."""

from dataclasses import asdict
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from engine.errors import KnownError
from engine.ports.report_scope import DayHours
from engine.reports import standard_kinds
from engine.reports.filters import ALL, Filter, filter_of, refuse_others, scope_of
from engine.reports.model import filters_of, is_of_office
from rino_desktop import report_kinds

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
KNOWN = {
    "campaigns": {"Долги": [1], "Опрос": [2]}, "operators": {"Анна": [5]},
    "trunks": {"город": [3, 9]}, "lists": {"a.csv": [4]},
}  # fmt: skip


def test_everything_at_once() -> None:
    wanted = filter_of({
        "campaigns": ["долги", " долги "], "since": "this-week", "until": "2026-11-24",
        "operators": "АННА", "trunks": ("Город",), "lists": ["A.CSV"],
        "results": ["completed", "Обещание = да", "Возраст"], "hours": "9-18:30",
        "timezone": None,
    })  # fmt: skip
    scope = scope_of(wanted, NOW, MOSCOW, KNOWN.__getitem__)
    assert scope.campaigns == (1,)
    assert scope.since == datetime(2026, 11, 22, 21, tzinfo=UTC)
    assert scope.until == datetime(2026, 11, 24, 21, tzinfo=UTC)
    assert (scope.operators, scope.operator_names, scope.trunks) == ((5,), ("Анна",), (3, 9))
    assert scope.dispositions == ("completed",)
    assert scope.results == (("Обещание", "да"), ("Возраст", ""))
    assert scope.hours == DayHours(time(9), time(18, 30), MOSCOW)
    assert wanted.used == frozenset(ALL)
    assert filter_of(asdict(wanted)) == wanted  # as schedules keep it


@pytest.mark.parametrize(
    "given",
    [
        {"since": "2026-13-01"}, {"since": "2026-11-02", "until": "2026-11-01"},
        {"hours": "25-26"}, {"hours": "09:10-10:00"}, {"hours": "10:00-10:00"}, {"hours": "x"},
        {"timezone": "Moon/Base"}, {"results": ["=x"]}, {"colour": "red"},
    ],
)  # fmt: skip
def test_what_is_impossible_is_said_at_once(given: dict[str, object]) -> None:
    with pytest.raises(KnownError):
        filter_of(given)


@pytest.mark.parametrize("kind", ["campaigns", "operators", "trunks", "lists"])
def test_unknown_names_are_said_with_the_known_ones(kind: str) -> None:
    with pytest.raises(KnownError, match=next(iter(KNOWN[kind]))):
        scope_of(filter_of({kind: "nobody"}), NOW, MOSCOW, KNOWN.__getitem__)


def test_hours_over_midnight_and_across_summer_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = DayHours(time(22), time(6), berlin)
    assert night.holds(datetime(2026, 7, 1, 20, tzinfo=UTC))
    assert not night.holds(datetime(2026, 12, 1, 20, tzinfo=UTC))


def test_a_filter_that_a_kind_would_pass_over_is_refused() -> None:
    with pytest.raises(KnownError, match="trunks"):
        refuse_others(Filter(trunks=("a",), since="today"), ("period",), "flow")


def test_the_command_line_knows_what_the_engine_does() -> None:
    kinds = standard_kinds()
    assert set(kinds.names()) == set(report_kinds.KINDS) - {"form:NAME"}
    for name in kinds.names():
        kind = kinds.get(name)
        assert tuple(filters_of(kind)) == report_kinds.FILTERS.get(name, ()), name
        assert is_of_office(kind) == (name in report_kinds.OF_OFFICE), name
