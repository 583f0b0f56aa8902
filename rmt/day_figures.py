"""What an operator's day comes to."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.domain.operator import OperatorState
from engine.ports.operators import TalkOutcome
from rmt.facts import Day


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds; ``results``: the most frequent first. A talk that lasts counts up to now."""

    talks: int
    talk_s: float
    missed: int
    results: tuple[tuple[str, int], ...]
    states: Mapping[OperatorState, float]

    @property
    def average_s(self) -> float:
        return self.talk_s / self.talks if self.talks else 0.0


def figures_of(day: Day, now: datetime) -> Figures:
    talked = [talk for talk in day.talks if talk.answered_at is not None]
    length = sum(
        max(0.0, ((talk.ended_at or now) - talk.answered_at).total_seconds())
        for talk in talked
        if talk.answered_at is not None
    )
    states: dict[OperatorState, float] = {}
    for span in day.spans:
        lasted = max(0.0, ((span.until or now) - span.since).total_seconds())
        states[span.state] = states.get(span.state, 0.0) + lasted
    results = Counter(talk.result for talk in day.talks if talk.result)
    missed = sum(talk.outcome is TalkOutcome.MISSED for talk in day.talks)
    return Figures(len(talked), length, missed, tuple(results.most_common()), states)
