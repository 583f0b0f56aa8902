"""Whether one preset keeps all that another asks for, and where it does not.

What cannot be compared counts as laxer: an administrator is asked to write it so that it can be.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from engine.domain.preset_model import (
    AbandonRule,
    Calendar,
    CallLimit,
    ConsentRule,
    LabelRule,
    Per,
    Preset,
    Scope,
)

V = TypeVar("V")
_SCOPES = (Scope.CAMPAIGN, Scope.PURPOSE, Scope.ALL)
_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Laxer:
    """``rule``: which one, as a key of the preset's file ("hours.weekdays", "limit",
    "min_delay.busy"); ``limit``: of several limits the one that nothing keeps."""

    rule: str
    limit: CallLimit | None = None


def laxer(preset: Preset, law: Preset) -> list[Laxer]:
    """Where ``preset`` allows what ``law`` does not, in the order of the file; [] when nowhere."""
    return list(_laxer(preset, law))


def keeps(limit: CallLimit, law: CallLimit) -> bool:
    """Whether nobody who keeps ``limit`` can break ``law``."""
    if limit.count is not law.count or limit.talk_s > law.talk_s:
        return False
    if limit.per is Per.NUMBER and law.per is Per.PERSON:
        return False
    if _SCOPES.index(limit.scope) < _SCOPES.index(law.scope):
        return False
    if limit.modes and not (law.modes and law.modes <= limit.modes):
        return False
    return limit.maximum * _times(limit, law) <= law.maximum


def _times(limit: CallLimit, law: CallLimit) -> float:
    """How many windows of ``limit`` are enough to cover any one of ``law``; the hour apart that a
    day gains when clocks are changed."""
    if limit.calendar is None:
        # ``window`` is the greatest length that a day, week or month of the calendar has.
        if limit.window <= _NOTHING:
            return math.inf
        return math.ceil(law.window / limit.window)
    if limit.calendar is law.calendar:
        return 1
    if law.calendar is Calendar.DAY:
        return 1
    if limit.calendar is Calendar.DAY and law.calendar is not None:
        return law.window // timedelta(days=1)
    # Windows of another length lie across those of the calendar.
    length = {Calendar.DAY: 1, Calendar.WEEK: 7, Calendar.MONTH: 28}[limit.calendar]
    return math.ceil(law.window / timedelta(days=length)) + 1


def _laxer(preset: Preset, law: Preset) -> Iterator[Laxer]:
    yield from _hours(preset, law)
    for limit in law.limits:
        if not any(keeps(each, limit) for each in preset.limits):
            yield Laxer("limit", limit)
    yield from _consent(preset.consent, law.consent)
    if law.opt_out_within is not None and not (
        preset.opt_out_within is not None and preset.opt_out_within <= law.opt_out_within
    ):
        yield Laxer("opt_out.within")
    if preset.min_ring_s < law.min_ring_s:
        yield Laxer("ring.least_s")
    yield from _abandon(preset.abandon, law.abandon)
    if not preset.bans >= law.bans:
        yield Laxer("ban")
    if law.purpose_declared and not preset.purpose_declared:
        yield Laxer("purpose_declared")
    delays = dict(preset.min_delays)
    for outcome, least in law.min_delays:
        if delays.get(outcome, _NOTHING) < least:
            yield Laxer(f"min_delay.{outcome.value}")
    yield from _label(preset.label, law.label)


def _hours(preset: Preset, law: Preset) -> Iterator[Laxer]:
    ours, theirs = preset.hours, law.hours
    if theirs is None:
        return
    if ours is None:
        yield Laxer("hours")
        return
    # A law that knows no holidays takes them for days like all others.
    holidays = theirs.holidays if theirs.country else theirs.weekdays
    spans = [
        ("weekdays", ours.weekdays, theirs.weekdays), ("weekend", ours.weekend, theirs.weekend)
    ]  # fmt: skip
    if ours.country:
        spans.append(("holidays", ours.holidays, holidays))
    for name, mine, most in spans:
        never = mine.start >= mine.end
        if not never and not (most.start <= mine.start and mine.end <= most.end):
            yield Laxer(f"hours.{name}")
    if theirs.country and ours.country != theirs.country:
        yield Laxer("hours.country")


def _consent(ours: ConsentRule | None, theirs: ConsentRule | None) -> Iterator[Laxer]:
    if theirs is None:
        return
    if ours is None:
        yield Laxer("consent")
        return
    if not set(ours.kinds) <= set(theirs.kinds):
        yield Laxer("consent.kinds")
    if theirs.proof and not ours.proof:
        yield Laxer("consent.proof")
    if ours.purposes and not (theirs.purposes and theirs.purposes <= ours.purposes):
        yield Laxer("consent.purposes")


def _abandon(ours: AbandonRule | None, theirs: AbandonRule | None) -> Iterator[Laxer]:
    if theirs is None:
        return
    if ours is None:
        yield Laxer("abandon")
        return
    if ours.share > theirs.share:
        yield Laxer("abandon.share")
    if ours.window != theirs.window and ours.share > 0:
        yield Laxer("abandon.window")
    if ours.answer_within_s > theirs.answer_within_s:
        yield Laxer("abandon.answer_within_s")


def _label(ours: LabelRule | None, theirs: LabelRule | None) -> Iterator[Laxer]:
    if theirs is None:
        return
    if ours is None:
        yield Laxer("label")
        return
    if ours.longest > theirs.longest:
        yield Laxer("label.longest")
    if theirs.categories and not (
        ours.categories and set(ours.categories) <= set(theirs.categories)
    ):
        yield Laxer("label.categories")
    if theirs.required and not ours.required:
        yield Laxer("label.required")
