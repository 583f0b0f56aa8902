"""When alarms are raised, worsen and end; and in what words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.alarms import rules
from engine.alarms.model import (
    Alarm,
    AlarmKind,
    AlarmSettings,
    Event,
    KindSettings,
    Seen,
    from_json,
    to_json,
)
from engine.alarms.words import NO_ENGINE, alarm_text, event_text, kind_text, letter
from engine.dialer.idle_words import to_json as idle_json
from engine.dialer.model import IdleReason

NOW = datetime(2026, 11, 12, 9, tzinfo=UTC)
RULE = KindSettings(raise_after_s=30, end_after_s=60)
DOWN = Seen(AlarmKind.TRUNK_DOWN, "7", {"trunk": "city", "detail": "503"})


def _play(
    sights: Sequence[tuple[int, Seen | None]], rule: KindSettings = RULE
) -> tuple[Alarm | None, list[tuple[int, Event]]]:
    """(second, what is seen then) → the alarm at last, and what was told when."""
    alarm, told = None, []
    for second, seen in sights:
        alarm, event = rules.step(alarm, seen, NOW + timedelta(seconds=second), rule)
        if event is not None:
            told.append((second, event))
        if alarm is not None and alarm.over:
            alarm = None
    return alarm, told


def test_raised_when_it_lasts_and_over_when_it_is_gone() -> None:
    sights = [(s, DOWN if s < 100 else None) for s in range(0, 200, 5)]
    alarm, told = _play(sights)
    assert alarm is None
    assert told == [(30, Event.RAISED), (160, Event.ENDED)]


def test_a_short_one_is_told_to_nobody() -> None:
    alarm, told = _play([(0, DOWN), (25, DOWN), (30, None), (35, DOWN), (60, DOWN)])
    assert alarm is not None
    assert (alarm.raised_at, told) == (None, [])


def test_what_comes_and_goes_is_one_alarm() -> None:
    sights = [(s, DOWN if s % 50 < 30 else None) for s in range(40, 900, 5)]
    alarm, told = _play([(s, DOWN) for s in range(0, 40, 5)] + sights)
    assert told == [(30, Event.RAISED)]
    assert alarm is not None


def test_since_when_it_is_known_from_elsewhere() -> None:
    earlier = replace(DOWN, since=NOW - timedelta(minutes=5))
    alarm, told = _play([(0, earlier)])
    assert told == [(0, Event.RAISED)]
    assert alarm is not None
    assert alarm.since == earlier.since


def test_worse_is_told_once() -> None:
    near = Seen(AlarmKind.ABANDON_NEAR, "1", {}, 1)
    over = replace(near, worse=True)
    alarm, told = _play([(0, near), (30, near), (35, over), (40, near), (45, over)])
    assert told == [(30, Event.RAISED), (35, Event.WORSE)]
    assert alarm is not None
    assert alarm.severity == "bad"


def test_kinds_that_are_off_end_and_are_not_raised() -> None:
    settings = AlarmSettings()
    off = {**settings.kinds, AlarmKind.TRUNK_DOWN: KindSettings(on=False, end_after_s=0)}
    settings = replace(settings, kinds=off)
    assert rules.steps([], [DOWN], NOW, settings) == []
    was = Alarm(3, DOWN.kind, "7", {}, None, False, NOW, raised_at=NOW)
    ((_, alarm, event),) = rules.steps([was], [DOWN], NOW, settings)
    assert event is Event.ENDED
    assert alarm is not None
    assert alarm.over


@given(st.lists(st.booleans(), max_size=120), st.integers(0, 60), st.integers(0, 60))
def test_beginnings_and_ends_take_turns_and_never_flap(
    sights: list[bool], raise_after: int, end_after: int
) -> None:
    rule = KindSettings(raise_after_s=raise_after, end_after_s=end_after)
    _, told = _play([(n * 5, DOWN if each else None) for n, each in enumerate(sights)], rule)
    assert [event for _, event in told] == ([Event.RAISED, Event.ENDED] * 60)[: len(told)]
    for (begun, _), (ended, _) in zip(told[::2], told[1::2], strict=False):
        assert ended - begun >= end_after
        # All that time it was not seen.
        first = (ended - end_after + 4) // 5
        assert not any(sights[first : ended // 5 + 1])
    for begun, _ in told[::2]:
        assert all(sights[max(0, (begun - raise_after + 4) // 5) : begun // 5 + 1])


@pytest.mark.parametrize(
    ("rate", "answers", "known", "found"),
    [(0.023, 500, False, None), (0.025, 500, False, False), (0.025, 99, False, None),
     (0.031, 500, False, True), (0.022, 500, True, False), (0.020, 500, True, None)],
)  # fmt: skip
def test_lost_calls(rate: float, answers: float, known: bool, found: bool | None) -> None:
    assert rules.too_many_lost(rate, 0.03, answers, AlarmSettings(), known=known) is found


def test_what_lifts_by_itself_is_no_alarm() -> None:
    mend = IdleReason("scheme", {"detail": "x"})
    nobody, busy = IdleReason("operators", {"operators": "0"}), IdleReason("operators", {})
    night = IdleReason("outside_hours", {}, NOW + timedelta(hours=9))
    assert rules.to_be_mended([mend]) == mend
    assert rules.to_be_mended([nobody]) == nobody
    assert rules.to_be_mended([IdleReason("outside_hours")]) is not None
    for reasons in ([], [busy], [night], [IdleReason("retry_later")], [mend, busy]):
        assert rules.to_be_mended(reasons) is None


def test_pauses_between_tries_grow_and_stay() -> None:
    pauses = [(rules.next_try(NOW, n) - NOW).total_seconds() for n in range(1, 10)]
    assert pauses == [15, 30, 60, 120, 300, 600, 600, 600, 600]


def test_the_worst_stands_first() -> None:
    def alarm(number: int, kind: AlarmKind, minutes: int, known: bool = False) -> Alarm:
        since = NOW - timedelta(minutes=minutes)
        return Alarm(number, kind, "", {}, None, False, since, NOW, None, None,
                     NOW if known else None)  # fmt: skip

    order = rules.worst_first([
        alarm(1, AlarmKind.TRUNK_DOWN, 99, known=True), alarm(2, AlarmKind.ABANDON_NEAR, 50),
        alarm(3, AlarmKind.TRUNK_DOWN, 1), alarm(4, AlarmKind.ENGINE_SILENT, 9),
    ])  # fmt: skip
    assert [each.id for each in order] == [4, 3, 2, 1]


def test_settings_come_back_and_what_is_missing_is_as_usual() -> None:
    settings = AlarmSettings(near_share=0.5, mail='{"to": ["я@example.org"]}', webhook="http://x",
                             secret_env="S", language="ru")  # fmt: skip
    assert from_json(to_json(settings)) == settings
    assert from_json("") == AlarmSettings()
    assert from_json('{"kinds": {"of_tomorrow": {}}}') == AlarmSettings()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_words_for_everything(language: str) -> None:
    details = {
        "trunk": "city", "detail": "503", "campaign": "Долги", "rate": "0.026", "limit": "0.03",
        "answers": "612", "over": "", "idle": NO_ENGINE, "zone": "Europe/Moscow", "store": "crm",
        "down": "yes", "reason": "refused", "waiting": "9", "node": "n1", "host": "srv",
    }  # fmt: skip
    for kind in AlarmKind:
        alarm = Alarm(1, kind, "1", details, 1, False, NOW, NOW, NOW, NOW)
        assert alarm_text(alarm, language).endswith(".")
        assert alarm_text(replace(alarm, details={}), language)  # of another version
        assert kind_text(kind, language)
        subject, text = letter(alarm, Event.ENDED, language, "rino.fdb")
        assert subject.startswith(event_text(Event.ENDED, language))
        assert "rino.fdb" in text
    idle = idle_json(IdleReason("no_trunk", {"trunks": "city"}))
    alarm = Alarm(1, AlarmKind.NOTHING_DIALLED, "1", {**details, "idle": idle}, 1, False, NOW)
    assert "city" in alarm_text(alarm, language)
    assert letter(None, Event.TEST, language, "rino.fdb")[1].endswith("rino.fdb\n")
