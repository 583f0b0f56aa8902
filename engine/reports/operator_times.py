"""An operator's time: in states, on breaks beyond their quota, and as it was planned."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from engine.domain.operator import NO_ANSWER, OperatorState, PauseReason
from engine.domain.shifts import Span, common_s, length_s, merged
from engine.ports.report_facts import SpanFact


@dataclass
class BreakTime:
    """``over_s``: beyond the quota of each day; ``quota_min`` None: there is none."""

    reason: str
    times: int = 0
    seconds: float = 0.0
    over_s: float = 0.0
    quota_min: int | None = None


@dataclass
class OperatorTimes:
    """Seconds by state. ``breaks``: reason → its time."""

    by_state: Counter[OperatorState] = field(default_factory=Counter)
    breaks: dict[str, BreakTime] = field(default_factory=dict)
    planned_s: float = 0.0
    kept_s: float = 0.0
    worked_s: float = 0.0
    late_s: float = 0.0
    extra_s: float = 0.0

    @property
    def signed_in_s(self) -> float:
        return sum(s for state, s in self.by_state.items() if state != OperatorState.LOGGED_OUT)

    @property
    def break_s(self) -> float:
        return self.by_state[OperatorState.ON_BREAK]

    @property
    def busy_s(self) -> float:
        """Taken by calls."""
        return (self.by_state[OperatorState.RINGING] + self.by_state[OperatorState.TALKING]
                + self.by_state[OperatorState.WRAP_UP])  # fmt: skip

    @property
    def occupancy(self) -> float | None:
        working = self.signed_in_s - self.break_s
        return self.busy_s / working if working > 0 else None

    @property
    def adherence(self) -> float | None:
        return self.kept_s / self.planned_s if self.planned_s else None


def times_of(
    spans: Iterable[SpanFact], plan: Sequence[Span], reasons: Mapping[str, PauseReason],
    zone: tzinfo,
) -> OperatorTimes:  # fmt: skip
    """Of one operator, in order. ``plan``: of the time that has come. A break counts to the day it
    began, as when its quota is watched."""
    found = OperatorTimes()
    used: Counter[tuple[str, date]] = Counter()
    good: list[Span] = []
    present: list[Span] = []
    for span in spans:
        seconds = (span.until - span.since).total_seconds()
        if seconds <= 0:
            continue
        found.by_state[span.state] += seconds  # type: ignore[assignment]
        if span.state is OperatorState.LOGGED_OUT:
            continue
        present.append((span.since, span.until))
        allowed = seconds
        if span.state is OperatorState.ON_BREAK:
            allowed = _break(found, span, seconds, used, reasons, zone)
        if allowed > 0:
            good.append((span.since, span.since + timedelta(seconds=allowed)))
    there, kept = merged(present), merged(good)
    found.planned_s = length_s(plan)
    found.kept_s = common_s(list(plan), kept)
    found.worked_s = length_s(kept)
    found.extra_s = length_s(there) - common_s(list(plan), there)
    found.late_s = sum(_late_s(shift, there) for shift in plan)
    return found


def _break(
    found: OperatorTimes, span: SpanFact, seconds: float, used: Counter[tuple[str, date]],
    reasons: Mapping[str, PauseReason], zone: tzinfo,
) -> float:  # fmt: skip
    """Seconds of it that are within the quota."""
    known = reasons.get(span.reason.casefold())
    quota = known.minutes_per_day if known else None
    own = found.breaks.setdefault(span.reason, BreakTime(span.reason, quota_min=quota))
    own.times += 1
    own.seconds += seconds
    if span.reason == NO_ANSWER:  # nobody has planned it
        return 0.0
    if quota is None:
        return seconds
    key = (span.reason, span.since.astimezone(zone).date())
    left = max(0.0, quota * 60 - used[key])
    used[key] += seconds  # type: ignore[assignment]
    own.over_s += max(0.0, seconds - left)
    return min(seconds, left)


def _late_s(shift: Span, there: list[Span]) -> float:
    """From the beginning of a shift to his being there; all of it when he was not there at all."""
    for begin, end in there:
        if end > shift[0] and begin < shift[1]:
            return max(0.0, (begin - shift[0]).total_seconds())
    return (shift[1] - shift[0]).total_seconds()


def plan_until(now: datetime, until: datetime | None) -> datetime:
    """Of the plan only what has come is compared."""
    return now if until is None else min(now, until)
