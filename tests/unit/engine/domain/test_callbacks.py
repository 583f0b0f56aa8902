"""What may become of a callback, and by which clocks it is allowed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain import callbacks
from engine.domain.callback_hours import judge, local_times, require_allowed
from engine.domain.callbacks import Callback, CallbackRules, CallbackState, handle_timer, next_timer
from engine.domain.campaign import CampaignSettings, DayHours, Schedule
from engine.domain.campaign_terms import LegalHours
from engine.domain.preset_model import Preset
from engine.errors import KnownError

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)  # a Tuesday
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
RULES = CallbackRules()


def promised(owner: str = "Анна", **rest: object) -> Callback:
    made = Callback(7, "+79161234567", NOW + HOUR, "Анна", NOW, owner=owner)
    return callbacks.promise(replace(made, **rest), NOW)  # type: ignore[arg-type]


def test_reminded_missed_the_teams() -> None:
    callback = promised()
    assert next_timer(callback, RULES) == NOW + 55 * MINUTE
    assert handle_timer(callback, RULES, NOW + 54 * MINUTE) is callback
    reminded = handle_timer(callback, RULES, NOW + 55 * MINUTE)
    assert (reminded.state, reminded.owner, reminded.revision) == (
        CallbackState.REMINDED,
        "Анна",
        2,
    )
    with pytest.raises(KnownError, match="Анна's"):
        callbacks.take(reminded, "Пётр", NOW + HOUR)
    missed = handle_timer(reminded, RULES, NOW + 75 * MINUTE)
    assert (missed.state, missed.owner, missed.missed_by) == (CallbackState.MISSED, "", "Анна")
    assert next_timer(missed, RULES) is None
    assert callbacks.take(missed, "Пётр", NOW + 2 * HOUR).taken_by == "Пётр"
    late = handle_timer(callback, RULES, NOW + 5 * HOUR)  # the engine was not there
    assert (late.state, late.revision) == (CallbackState.MISSED, 2)


def test_taken_by_one_only() -> None:
    callback = promised("")
    assert next_timer(callback, RULES) is None
    taken = callbacks.take(callback, "Анна", NOW)
    assert callbacks.take(taken, "анна", NOW) is taken
    for step in (
        lambda: callbacks.take(taken, "Пётр", NOW),
        lambda: callbacks.finish(taken, "Пётр", NOW),
        lambda: callbacks.cancel(taken, "Пётр", NOW),
    ):
        with pytest.raises(KnownError, match="Анна has taken"):
            step()
    done = callbacks.finish(taken, "Анна", NOW, "заплатит")
    assert (done.state, done.note, done.ended_at, done.is_open) == (
        CallbackState.DONE, "заплатит", NOW, False)  # fmt: skip
    assert callbacks.finish(done, "Анна", NOW) is done
    with pytest.raises(KnownError, match="done already"):
        callbacks.take(done, "Анна", NOW)


def test_who_took_it_is_gone() -> None:
    taken = callbacks.take(promised(), "Анна", NOW)
    assert next_timer(taken, RULES) == NOW + HOUR
    back = handle_timer(taken, CallbackRules(taken_s=600), NOW + 10 * MINUTE)
    assert (back.state, back.taken_by, back.owner) == (CallbackState.WAITING, "", "Анна")
    missed = replace(taken, owner="", missed_by="Анна")
    assert callbacks.give_back(missed, NOW).state is CallbackState.MISSED


def test_moved_and_refused() -> None:
    moved = callbacks.move(promised(), NOW + 3 * HOUR, "", NOW)
    assert (moved.due_at, moved.owner, moved.state) == (NOW + 3 * HOUR, "", CallbackState.WAITING)
    for step in (
        lambda: promised(phone=" "),
        lambda: promised(due_at=NOW - HOUR),
        lambda: callbacks.move(promised(), NOW - HOUR, "", NOW),
    ):
        with pytest.raises(KnownError):
            step()


@given(
    st.lists(st.sampled_from(["take", "back", "finish", "cancel", "move", "timer"]), max_size=12),
    st.lists(st.integers(0, 7200), min_size=12, max_size=12),
)
def test_whatever_happens(steps: list[str], seconds: list[int]) -> None:
    """Revisions count every change; an ended one stays ended; timers always come to rest."""
    callback, now = promised(), NOW
    for step, passed in zip(steps, seconds, strict=False):
        now += timedelta(seconds=passed)
        before = callback
        try:
            match step:
                case "take":
                    callback = callbacks.take(callback, "Пётр", now)
                case "back":
                    callback = callbacks.give_back(callback, now)
                case "finish":
                    callback = callbacks.finish(callback, "Пётр", now)
                case "cancel":
                    callback = callbacks.cancel(callback, "Пётр", now)
                case "move":
                    callback = callbacks.move(callback, now + HOUR, "Анна", now)
                case _:
                    callback = handle_timer(callback, RULES, now)
                    at = next_timer(callback, RULES)
                    assert at is None or at > now
        except KnownError:
            pass
        assert callback.revision == before.revision + (callback != before)
        assert before.is_open or callback == before
        assert (callback.state is CallbackState.TAKEN) == (
            bool(callback.taken_by) and callback.is_open)  # fmt: skip


# --- hours --------------------------------------------------------------------------------------

LAW = Preset(
    "ru-debt-230fz",
    "",
    "",
    hours=LegalHours(
        DayHours(8 * 60, 22 * 60), DayHours(9 * 60, 20 * 60), DayHours(9 * 60, 20 * 60), "RU"
    ),
)
CAMPAIGN = CampaignSettings(
    "Должники", preset="ru-debt-230fz", rules=(LAW,),
    schedule=Schedule(weekdays=DayHours(7 * 60, 21 * 60), weekend=DayHours(10 * 60, 18 * 60)),
)  # fmt: skip
OMSK = ("Asia/Omsk",)  # UTC+6


@pytest.mark.parametrize(
    ("at", "zones", "rule", "nearest"),
    [
        (datetime(2026, 12, 1, 10, 0, tzinfo=UTC), OMSK, "", None),
        (datetime(2026, 12, 1, 15, 30, tzinfo=UTC), OMSK,
         "The hours of the campaign Должники forbid it: there it is 21:30 (Asia/Omsk), and calls"
         " are allowed 07:00–21:00.", datetime(2026, 12, 1, 14, 45, tzinfo=UTC)),
        (datetime(2026, 12, 2, 1, 30, tzinfo=UTC), OMSK,
         "ru-debt-230fz@1 forbids it: there it is 07:30 (Asia/Omsk), and calls are allowed"
         " 08:00–22:00.", datetime(2026, 12, 2, 2, 0, tzinfo=UTC)),
        # In one of two zones it is too early.
        (datetime(2026, 12, 2, 4, 30, tzinfo=UTC), ("Europe/Moscow", "Asia/Omsk"),
         "ru-debt-230fz@1 forbids it: there it is 07:30 (Europe/Moscow), and calls are allowed"
         " 08:00–22:00.", datetime(2026, 12, 2, 5, 0, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_the_rule_is_named(
    at: datetime, zones: tuple[str, ...], rule: str, nearest: datetime | None
) -> None:
    verdict = judge(CAMPAIGN, zones, at, NOW)
    assert (str(verdict.rule or ""), verdict.nearest) == (rule, nearest)
    assert verdict.allowed is (not rule)
    if rule:
        with pytest.raises(KnownError) as error:
            require_allowed(CAMPAIGN, zones, at, NOW)
        assert error.value.message == rule
        assert error.value.mend.startswith("The nearest allowed time there is 2026-12-0")


def test_without_a_campaign_and_with_an_unknown_law() -> None:
    night = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)
    verdict = judge(CampaignSettings(""), (), night, NOW)
    assert str(verdict.rule) == (
        "The calling hours forbid it: there it is 23:00 (Europe/Moscow), and calls are allowed"
        " 09:00–20:00."
    )
    unknown = judge(CampaignSettings("x", preset="lost"), OMSK, NOW, NOW)
    assert (str(unknown.rule), unknown.nearest) == (
        "The legal preset lost is not known here.", None)  # fmt: skip


def test_each_clock_once() -> None:
    zones = ("Europe/Moscow", "Europe/Simferopol", "Asia/Omsk")
    found = local_times(CAMPAIGN, zones, NOW)
    assert [(name, f"{local:%H:%M}") for name, local in found] == [
        ("Europe/Moscow", "12:00"), ("Asia/Omsk", "15:00")]  # fmt: skip
    assert local_times(CAMPAIGN, ("No/Where",), NOW)[0][0] == "Europe/Moscow"
