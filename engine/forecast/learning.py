"""How calls usually go, from what was counted of calls that are over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from math import exp, log, sqrt
from statistics import NormalDist
from zoneinfo import ZoneInfo

from engine.domain.campaign import CampaignMode, CampaignSettings
from engine.domain.campaign_operators import OperatorRules
from engine.domain.disposition import Disposition
from engine.forecast.model import UNANSWERED, Lengths, Odds

#: Fewer calls than these tell nothing of their own.
ENOUGH = 100
#: An hour or a try is as good as the others until it has so many calls.
_DOUBT = 60.0
#: Of a law of lengths: so many values stand for all.
_VALUES = 41
_FEW_LENGTHS = 20
#: Where nothing was counted, and nobody says otherwise.
_ANSWER_RATE = 0.35
_UNSURE = 0.05
_RING = Lengths((3.0, 6.0, 9.0, 12.0, 15.0, 19.0, 24.0))
_REFUSED = Lengths((2.0, 4.0, 7.0, 12.0))
_FAILURES = {
    Disposition.NO_ANSWER: 0.62, Disposition.USER_BUSY: 0.2, Disposition.REJECTED: 0.12,
    Disposition.INVALID_NUMBER: 0.04, Disposition.NETWORK_FAILURE: 0.02,
}  # fmt: skip
_MESSAGE_S = 25.0
_TALK_S = 120.0
_PREVIEW_S = 15.0
#: A call to a machine that nobody looks for lasts as any other.
_MACHINE = Lengths((3.0,))
#: Not outcomes of the subscriber's: they say nothing of the next call.
_ACCIDENTS = (Disposition.CANCELLED, Disposition.INTERRUPTED)


class Source(StrEnum):
    """Where the odds come from."""

    CAMPAIGN = "campaign"  # its own calls
    OFFICE = "office"  # those of other campaigns of the same mode
    USUAL = "usual"  # nothing was counted: what is usual


@dataclass(frozen=True, slots=True)
class Counted:
    """Calls that began in one quarter of an hour and ended alike. ``talk_ms``: of the answered ones
    together."""

    quarter_at: datetime
    disposition: Disposition
    calls: int
    answered: int
    talk_ms: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One call that is over; seconds. ``talk_s`` None: it was not answered; ``number``: which try
    it was, from 1."""

    number: int
    disposition: Disposition
    ring_s: float
    talk_s: float | None


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of calls. ``talks`` and ``wrap_ups`` are seconds of operators."""

    source: Source = Source.USUAL
    counted: Sequence[Counted] = ()
    seen: Sequence[Seen] = ()
    talks: Sequence[float] = ()
    wrap_ups: Sequence[float] = ()

    @property
    def calls(self) -> int:
        return sum(each.calls for each in self.counted if each.disposition not in _ACCIDENTS)


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says instead; None: what was learnt. Seconds are means."""

    answer_rate: float | None = None
    talk_s: float | None = None
    wrap_up_s: float | None = None
    failures: Mapping[Disposition, float] = field(default_factory=dict)


def odds_of(past: Past, settings: CampaignSettings, given: Given | None = None) -> Odds:
    """How the calls of a campaign with these settings will go."""
    zone = ZoneInfo(settings.schedule.timezone)
    odds = _learnt(past, settings, zone) if past.calls else _usual(settings)
    return _with(odds, given or Given(), past)


def lengths_about(mean_s: float, sigma: float = 0.6) -> Lengths:
    """Of that mean, as talks are: many short ones and a few long ones (lognormal)."""
    if mean_s <= 0.0:
        return Lengths((0.0,))
    law = NormalDist(log(mean_s) - sigma * sigma / 2, sigma)
    values = [exp(law.inv_cdf((k + 0.5) / _VALUES)) for k in range(_VALUES)]
    scale = mean_s * len(values) / sum(values)
    return Lengths(tuple(value * scale for value in values))


def lengths_of(seconds: Sequence[float], otherwise: Lengths) -> Lengths:
    """Of what was measured; too few are not believed."""
    if len(seconds) < _FEW_LENGTHS:
        return otherwise
    ordered = sorted(max(0.0, each) for each in seconds)
    last = len(ordered) - 1
    return Lengths(tuple(ordered[round(k * last / (_VALUES - 1))] for k in range(_VALUES)))


# --- without a past ---------------------------------------------------------------------------


def _usual(settings: CampaignSettings) -> Odds:
    operators = settings.mode is not CampaignMode.AUTOMATIC
    rules = settings.operators or OperatorRules()
    return Odds(
        answer_rate=_ANSWER_RATE, spread=_UNSURE, ring=_RING, refused=_REFUSED,
        talk=lengths_about(_TALK_S if operators else _MESSAGE_S), failures=_FAILURES,
        machine=_MACHINE,
        wrap_up=_half_of(rules) if operators else Lengths((0.0,)),
        preview=lengths_about(_PREVIEW_S),
    )  # fmt: skip


def _half_of(rules: OperatorRules) -> Lengths:
    """Operators are done before the time for it is over, as a rule."""
    most = 30.0 if rules.wrap_up_s is None else rules.wrap_up_s
    return Lengths(tuple(most * share for share in (0.1, 0.3, 0.5, 0.75, 1.0)))


# --- from a past ------------------------------------------------------------------------------


def _learnt(past: Past, settings: CampaignSettings, zone: ZoneInfo) -> Odds:
    usual = _usual(settings)
    counted = [each for each in past.counted if each.disposition not in _ACCIDENTS]
    calls, answered = sum(c.calls for c in counted), sum(c.answered for c in counted)
    prior = min(_DOUBT, calls)
    # A handful of calls does not make a rate.
    rate = (answered + prior * usual.answer_rate) / (calls + prior) if calls < ENOUGH else (
        answered / calls
    )  # fmt: skip
    failures = dict.fromkeys(UNANSWERED, 0.0)
    results: dict[Disposition, float] = {}
    machines = 0
    for each in counted:
        if each.disposition in failures:
            failures[each.disposition] += each.calls - each.answered
        if each.disposition is Disposition.MACHINE:
            machines += each.answered
        elif each.answered and each.disposition is not Disposition.ABANDONED:
            results[each.disposition] = results.get(each.disposition, 0.0) + each.answered
    failures = {kind: count for kind, count in failures.items() if count > 0}
    operators = settings.mode is not CampaignMode.AUTOMATIC
    seen = past.seen
    talks = past.talks if operators else [
        s.talk_s for s in seen if s.talk_s is not None and s.disposition is not Disposition.MACHINE
    ]  # fmt: skip
    answered_seen = [s for s in seen if s.talk_s is not None]
    return replace(
        usual,
        answer_rate=rate,
        spread=_spread(counted, rate, calls, zone),
        by_hour=_by_hour(counted, rate, zone),
        by_try=_by_try(seen, settings.retry.max_attempts),
        failures=failures or usual.failures,
        results=results or usual.results,
        machines=machines / answered if answered else 0.0,
        machine=lengths_of(
            [s.talk_s for s in seen
             if s.disposition is Disposition.MACHINE and s.talk_s is not None], usual.machine,
        ),
        ring=lengths_of([s.ring_s for s in answered_seen], usual.ring),
        refused=lengths_of(
            [s.ring_s for s in seen if s.talk_s is None and s.disposition in UNANSWERED
             and s.disposition is not Disposition.NO_ANSWER], usual.refused,
        ),
        talk=lengths_of(talks, usual.talk),
        wrap_up=lengths_of(past.wrap_ups, usual.wrap_up),
    )  # fmt: skip


def _spread(counted: Sequence[Counted], rate: float, calls: int, zone: ZoneInfo) -> float:
    """How far the rate of days to come may be from what was seen: chance in what was seen, and
    days that differ by more than chance."""
    chance = rate * (1.0 - rate) / max(1, calls)
    days: dict[object, list[int]] = {}
    for each in counted:
        day = days.setdefault(each.quarter_at.astimezone(zone).date(), [0, 0])
        day[0] += each.calls
        day[1] += each.answered
    full = [(n, hits / n) for n, hits in days.values() if n >= ENOUGH]
    between = 0.0
    if len(full) >= 3:
        mean = sum(share for _, share in full) / len(full)
        around = sum((share - mean) ** 2 for _, share in full) / (len(full) - 1)
        by_chance = sum(rate * (1.0 - rate) / n for n, _ in full) / len(full)
        between = max(0.0, around - by_chance)
    return sqrt(chance + between)


def _by_hour(counted: Sequence[Counted], rate: float, zone: ZoneInfo) -> tuple[float, ...]:
    """By how much each hour of the day is better than all; hours with few calls are hardly."""
    if rate <= 0.0:
        return ()
    hours = [[0, 0] for _ in range(24)]
    for each in counted:
        hour = hours[each.quarter_at.astimezone(zone).hour]
        hour[0] += each.calls
        hour[1] += each.answered
    return tuple((hits + _DOUBT * rate) / ((n + _DOUBT) * rate) for n, hits in hours)


def _by_try(seen: Sequence[Seen], tries: int) -> tuple[float, ...]:
    """By how much a first, second … try is better than all."""
    if len(seen) < ENOUGH:
        return ()
    rate = sum(s.talk_s is not None for s in seen) / len(seen)
    if rate <= 0.0:
        return ()
    found = []
    for number in range(1, max(1, tries) + 1):
        mine = [s.talk_s is not None for s in seen if s.number == number]
        found.append((sum(mine) + _DOUBT * rate) / ((len(mine) + _DOUBT) * rate))
    return tuple(found)


# --- what is given ----------------------------------------------------------------------------


def _with(odds: Odds, given: Given, past: Past) -> Odds:
    if given.answer_rate is not None:
        # As the user says, at every hour and try: the shape of the past is kept, its level is not.
        odds = replace(odds, answer_rate=given.answer_rate, spread=0.0)
    if given.talk_s is not None:
        odds = replace(odds, talk=_scaled(odds.talk, given.talk_s, past.source))
    if given.wrap_up_s is not None:
        odds = replace(odds, wrap_up=_scaled(odds.wrap_up, given.wrap_up_s, past.source))
    if given.failures:
        odds = replace(odds, failures=dict(given.failures))
    return odds


def _scaled(lengths: Lengths, mean_s: float, source: Source) -> Lengths:
    """The same shape with another mean."""
    if source is Source.USUAL or lengths.mean_s <= 0.0:
        return lengths_about(mean_s)
    scale = mean_s / lengths.mean_s
    return Lengths(tuple(each * scale for each in lengths.seconds))
