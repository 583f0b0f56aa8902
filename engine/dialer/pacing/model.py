"""What the pacer is told: the rules of a campaign, what its operators do, what became of calls."""

from dataclasses import dataclass
from enum import StrEnum


class Pacing(StrEnum):
    PROGRESSIVE = "progressive"  # one call for each free operator
    PREDICTIVE = "predictive"  # as many as the abandon limit allows


class Stage(StrEnum):
    """What an operator does, as far as pacing goes: ``ringing`` is as good as ``talking``,
    ``on_break`` and ``logged_out`` are ``AWAY``."""

    FREE = "available"
    TALKING = "talking"
    WRAP_UP = "wrap_up"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class PacingRules:
    """Shares are 0…1, times seconds. ``limit`` is the greatest share of live answers that may be
    abandoned (0: predictive dialling is not allowed, it stays progressive)."""

    pacing: Pacing = Pacing.PREDICTIVE
    limit: float = 0.03
    #: An operator must be on the line so long after a person has answered.
    answer_within_s: float = 2.0
    #: With fewer operators it stays progressive.
    fewest_operators: int = 5
    #: Calls in flight for each operator, at most: where hardly anybody answers, a list would be
    #: rung through for nothing.
    most_calls_each: int = 10
    #: After so long a call that is not answered is given up, as a rule.
    ring_s: float = 25.0


@dataclass(frozen=True, slots=True)
class AbandonCounts:
    """Of a campaign within the window of its limit: persons who got an operator, calls dropped
    because there was none, answering machines found."""

    served: int = 0
    dropped: int = 0
    machines: int = 0

    @property
    def estimated_drops(self) -> float:
        """Persons among the dropped calls: some of these were answering machines that nobody had
        the time to find out."""
        answered = self.machines + self.served
        return self.dropped * (1.0 - self.machines / answered) if answered else float(self.dropped)

    @property
    def rate(self) -> float:
        """Share of live answers that were abandoned; 0 when there were none."""
        drops = self.estimated_drops
        return drops / (self.served + drops) if drops else 0.0

    def budget(self, limit: float) -> float:
        """How many more calls may be dropped before ``limit`` is reached; negative: it is passed
        already."""
        drops = self.estimated_drops
        return limit * (self.served + drops) - drops
