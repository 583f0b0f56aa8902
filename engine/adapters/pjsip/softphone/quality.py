"""Figures of a call's sound, counted from the answer on, whatever streams it is made of: early
media before it do not count, and each hold and resume begins a new stream that counts from 0."""

from typing import NamedTuple


class StreamCount(NamedTuple):
    """What the stack knows of one stream. ``far_reports``: RTCP reports of the far end so far."""

    received: int
    lost: int
    jitter_ms: float
    sent: int
    far_lost: int
    far_jitter_ms: float
    far_reports: int
    round_trip_ms: float


_NOTHING = StreamCount(0, 0, 0.0, 0, 0, 0.0, 0, 0.0)


class QualityCount:
    def __init__(self) -> None:
        self._base = _NOTHING
        self._last = _NOTHING
        self._before = _NOTHING
        #: How much had been sent when the far end reported last.
        self._sent_then = 0

    def answered(self, now: StreamCount) -> None:
        self._base = self._last = now
        self._before = _NOTHING

    def new_stream(self) -> None:
        """The present stream ends; the next begins from 0."""
        self._before = self._sum()
        self._base = self._last = _NOTHING

    def feed(self, now: StreamCount) -> None:
        if now.received < self._last.received or now.sent < self._last.sent:
            self.new_stream()
        reports = self._sum().far_reports
        self._last = now
        total = self._sum()
        if total.far_reports != reports:
            self._sent_then = total.sent

    def _sum(self) -> StreamCount:
        before, base, last = self._before, self._base, self._last
        return StreamCount(
            before.received + max(last.received - base.received, 0),
            before.lost + max(last.lost - base.lost, 0),
            last.jitter_ms or before.jitter_ms,
            before.sent + max(last.sent - base.sent, 0),
            before.far_lost + max(last.far_lost - base.far_lost, 0),
            last.far_jitter_ms or before.far_jitter_ms,
            before.far_reports + max(last.far_reports - base.far_reports, 0),
            last.round_trip_ms or before.round_trip_ms,
        )

    @property
    def total(self) -> StreamCount:
        return self._sum()

    @property
    def loss(self) -> float:
        total = self._sum()
        expected = total.received + total.lost
        return total.lost / expected if expected else 0.0

    @property
    def far_loss(self) -> float | None:
        total = self._sum()
        if not total.far_reports or not self._sent_then:
            return None
        return min(total.far_lost / self._sent_then, 1.0)
