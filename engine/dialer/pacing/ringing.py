"""What comes of calls, and when: how many are answered, after how long, when the others end."""

from collections.abc import Sequence
from itertools import accumulate
from math import sqrt

#: Seconds that are told apart; a call that has lasted longer is as one of this age.
LONGEST_S = 120
#: Learnt from so many calls: after as many newer ones a call counts a third.
_SHAPE_MEMORY = 600.0
_RATE_MEMORY = 300.0
#: The last so many calls tell that something has changed.
_SUDDEN = 40.0
#: Before anything is known: as if so many calls had been made, and this share answered. A rate
#: that is taken for too high drops nobody.
_PRIOR_CALLS = 10.0
_PRIOR_RATE = 0.5
_PRIOR_ANSWERS = range(3, 21)
_PRIOR_SHAPE = 5.0
#: Fewer answers than that are not reckoned with: somebody may answer all the same.
_LOWEST_RATE = 0.01


class Ringing:
    """``ring_s``: after how long a call that is not answered is given up, as a rule."""

    def __init__(self, ring_s: float) -> None:
        self.answers = [0.0] * (LONGEST_S + 1)
        self.failures = [0.0] * (LONGEST_S + 1)
        self._ring = _second(ring_s)
        self.totals = [_PRIOR_CALLS * _PRIOR_RATE, _PRIOR_CALLS]
        self._sudden = [_SUDDEN * _PRIOR_RATE, _SUDDEN]
        #: Answered or failed before that age, as a share of all that ever are.
        self.answered_by: list[float] = []
        self.failed_by: list[float] = []
        #: Age → what of the answers comes after it and within the moments that were asked for last:
        #: the same until the next refresh.
        self._ahead: dict[int, list[float]] = {}
        self._within: Sequence[int] = ()
        self._window = _SUDDEN
        self._stale = True
        #: Worked out since the last call.
        self._rate: float | None = None
        self._shape_gain = 1.0
        self.refresh()

    def learn(self, lasted_s: float, answered: bool, in_flight: int) -> None:
        """A call was answered, or ended without, after so long. ``in_flight``: how many are on
        their way; a large campaign has the calls to learn from for a longer memory."""
        counts = self.answers if answered else self.failures
        # Newer ones weigh more, instead of all older ones less: the same, and far cheaper.
        self._shape_gain *= 1.0 + 1.0 / _SHAPE_MEMORY
        counts[_second(lasted_s)] += self._shape_gain
        keep = 1.0 - 1.0 / (_RATE_MEMORY + 6.0 * in_flight)
        hit = 1.0 if answered else 0.0
        self.totals[0] = self.totals[0] * keep + hit
        self.totals[1] = self.totals[1] * keep + 1.0
        self._window = _SUDDEN + 0.5 * in_flight
        keep = 1.0 - 1.0 / self._window
        self._sudden[0] = self._sudden[0] * keep + hit
        self._sudden[1] = self._sudden[1] * keep + 1.0
        self._stale = True
        self._rate = None

    @property
    def rate(self) -> float:
        """The share of calls that will be answered; the last ones raise it at once when more of
        them were than chance explains, and lower it slowly."""
        if self._rate is None:
            steady = self.totals[0] / self.totals[1]
            sudden = self._sudden[0] / self._sudden[1]
            doubt = 3.0 * sqrt(steady * (1.0 - steady) / self._window)
            self._rate = min(1.0, max(_LOWEST_RATE, steady, sudden - doubt))
        return self._rate

    def refresh(self) -> None:
        """Bring what was learnt into effect."""
        if not self._stale:
            return
        self._stale = False
        if self._shape_gain > 1e6:
            self._even_out()
        # What is assumed is never quite forgotten: nothing else is known where nobody answers.
        gain = self._shape_gain
        answers, failures = list(self.answers), list(self.failures)
        for second in _PRIOR_ANSWERS:
            answers[second] += gain * _PRIOR_SHAPE / len(_PRIOR_ANSWERS)
        failures[self._ring] += gain * _PRIOR_SHAPE
        self.answered_by = _shares(answers)
        self.failed_by = _shares(failures)
        self._ahead = {}

    def lists(self) -> list[tuple[str, list[float]]]:
        """What was learnt, to be kept or changed (then tell ``mixed``)."""
        self._even_out()
        return [("answers", self.answers), ("failures", self.failures), ("calls", self.totals)]

    def mixed(self) -> None:
        """The lists were changed."""
        steady = self.totals[0] / self.totals[1]
        self._sudden = [steady * self._window, self._window]
        self._stale = True
        self._rate = None
        self.refresh()

    def _even_out(self) -> None:
        if self._shape_gain != 1.0:
            self.answers = [count / self._shape_gain for count in self.answers]
            self.failures = [count / self._shape_gain for count in self.failures]
            self._shape_gain = 1.0

    def moments(self, count: int) -> list[int]:
        """After how many seconds a call that is answered is so: ``count`` ages, each standing
        for as many of the answers."""
        found = []
        second = 0
        for number in range(count):
            share = (number + 0.5) / count
            while second < LONGEST_S and self.answered_by[second] < share:
                second += 1
            found.append(max(1, second))
        return found

    def chances(self, age_s: int, within: Sequence[int], rate: float) -> list[float]:
        """The chances that a call of that age is answered within so many seconds from now, when
        ``rate`` of fresh calls are."""
        age = min(age_s, LONGEST_S)
        answered = self.answered_by[age]
        left = rate * (1.0 - answered)
        out = left + (1.0 - rate) * (1.0 - self.failed_by[age])
        if out <= 1e-9:
            return [rate] * len(within)  # older than any before: nothing is known of such calls
        if within is not self._within:
            self._within, self._ahead = within, {}
        ahead = self._ahead.get(age)
        if ahead is None:
            by = self.answered_by
            ahead = [by[min(age + span, LONGEST_S)] - answered for span in within]
            self._ahead[age] = ahead
        return [rate * share / out for share in ahead]


def _second(lasted_s: float) -> int:
    return min(LONGEST_S, max(0, int(lasted_s)))


def _shares(counts: list[float]) -> list[float]:
    """The share of each age: those that came before it."""
    total = sum(counts)
    shares = [0.0, *[so_far / total for so_far in accumulate(counts[:-1])]]
    # They only grow: when rounding has carried one of them past the whole, it was the last ones.
    return shares if shares[-1] <= 1.0 else [min(1.0, share) for share in shares]
