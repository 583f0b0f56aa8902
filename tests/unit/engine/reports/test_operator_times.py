"""An operator's time against his plan."""

from datetime import UTC, datetime, timedelta

from engine.domain.operator import NO_ANSWER, OperatorState, PauseReason
from engine.ports.operators import TalkOutcome
from engine.ports.report_facts import SpanFact, TalkFact
from engine.reports.operator_times import OperatorTimes, times_of
from engine.reports.operator_work import OperatorWork

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def _times(*spans: tuple[str, int, int, str], plan: tuple[int, int] = (0, 480)) -> OperatorTimes:
    """(state, from, to in minutes after nine, reason)."""
    facts = [
        SpanFact(1, OperatorState(state), reason, _at(begin), _at(end))
        for state, begin, end, reason in spans
    ]
    reasons = {"обед": PauseReason("Обед", minutes_per_day=30), "чай": PauseReason("Чай")}
    return times_of(facts, [(_at(plan[0]), _at(plan[1]))], reasons, UTC)


def _at(minute: int) -> datetime:
    return NINE + timedelta(minutes=minute)


def test_a_day_by_the_plan_is_a_whole_one() -> None:
    found = _times(("available", 0, 200, ""), ("on_break", 200, 230, "Обед"),
                   ("talking", 230, 480, ""))  # fmt: skip
    assert found.adherence == 1
    assert (found.late_s, found.extra_s, found.breaks["Обед"].over_s) == (0, 0, 0)
    assert found.occupancy == 250 / 450


def test_late_and_on_a_break_for_too_long() -> None:
    found = _times(("logged_out", 0, 60, ""), ("available", 60, 240, ""),
                   ("on_break", 240, 300, "Обед"), ("available", 300, 500, ""))  # fmt: skip
    assert found.late_s == 3600
    assert found.breaks["Обед"].over_s == 1800
    assert found.kept_s == (180 + 30 + 180) * 60
    assert found.extra_s == 20 * 60


def test_the_quota_is_of_the_day_not_of_the_break() -> None:
    found = _times(("on_break", 0, 20, "Обед"), ("available", 20, 400, ""),
                   ("on_break", 400, 420, "Обед"))  # fmt: skip
    assert (found.breaks["Обед"].times, found.breaks["Обед"].over_s) == (2, 600)


def test_breaks_without_a_quota_are_planned_those_nobody_asked_for_are_not() -> None:
    assert _times(("on_break", 0, 480, "Чай")).adherence == 1
    assert _times(("on_break", 0, 480, NO_ANSWER)).adherence == 0


def test_who_was_not_there_at_all() -> None:
    found = _times()
    assert (found.adherence, found.late_s, found.occupancy) == (0, 480 * 60, None)


def test_some_campaigns_calls_are_not_divided_by_all_campaigns_wrap_ups() -> None:
    times = _times(("talking", 0, 2, ""), ("wrap_up", 2, 12, ""))
    talk = TalkFact(1, "subscriber", TalkOutcome.ENDED, NINE, NINE, _at(2), "")
    every, some = OperatorWork(times=times), OperatorWork(whole=False, times=times)
    every.add(talk)
    some.add(talk)
    assert (every.mean_talk_s, every.mean_handling_s) == (120, 720)
    assert (some.mean_talk_s, some.mean_handling_s) == (120, None)
