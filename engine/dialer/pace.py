"""Calls per second: when the next call of a trunk or a campaign may start.

Moments are whole microseconds since 1970 UTC: exact, so that a timer set for a moment finds that
moment come.
"""

from collections import deque
from math import ceil, exp

SECOND = 1_000_000
#: A call that starts later than its turn (timers are late, lines were busy for a moment) does not
#: push those after it back, so the rate is kept on the average; but no more is caught up.
SLACK = SECOND // 20


class Pace:
    """Spreads calls evenly at a rate, with two promises.

    * Calls take turns one interval (1 ÷ rate) apart; only a late one, by ``SLACK`` at most, is
      followed by the next sooner than that. After a lull there is no burst.
    * Any ``n + 1`` calls span at least ``n ÷ rate`` seconds for n = ⌈rate⌉: in no second, wherever
      it begins, are there more calls than the rate says.
    """

    def __init__(self) -> None:
        self.rate = 0.0
        self._interval = 0
        self._count = 1
        self._span = 0
        self._due = 0
        self._starts: deque[int] = deque(maxlen=1)

    def set_rate(self, rate: float) -> None:
        """Calls per second from now on; what was started so far still counts."""
        if rate == self.rate:
            return
        self.rate = rate
        if rate <= 0:
            return
        self._interval = ceil(SECOND / rate)
        self._count = ceil(rate)
        self._span = ceil(self._count * SECOND / rate)
        if self._count > (self._starts.maxlen or 0):
            self._starts = deque(self._starts, maxlen=self._count)
        self._due = self._starts[-1] + self._interval if self._starts else 0

    def ready_at(self) -> int | None:
        """The moment from which the next call may start; None: never at this rate."""
        if self.rate <= 0:
            return None
        if len(self._starts) >= self._count:
            return max(self._due, self._starts[-self._count] + self._span)
        return self._due

    def take(self, now: int) -> None:
        """A call starts now. (Also when it is not its turn: a transfer's leg cannot wait; those
        after it then wait the longer.)"""
        self._due = (self._due if now - self._due <= SLACK else now) + self._interval
        self._starts.append(now)

    def restart(self, now: int) -> None:
        """The clock was set back: what was started by the old one cannot be compared."""
        self._starts.clear()
        self._due = now + self._interval


class Turnover:
    """How many lines become free in the next moments, going by the last ones."""

    WINDOW = 2 * SECOND

    def __init__(self) -> None:
        self._level = 0.0
        self._at = 0

    def count(self, now: int) -> None:
        """A line has become free."""
        self._level = self.expected(now) + 1.0
        self._at = now

    def expected(self, now: int) -> float:
        """Lines that become free within ``WINDOW``: an exponentially fading count."""
        if self._level == 0.0:
            return 0.0
        return self._level * exp(min(0, self._at - now) / self.WINDOW)
