"""How good the sound of a call is, told every two seconds from its answer on."""

import time
from typing import TYPE_CHECKING

import pjsua2 as pj

from engine.adapters.pjsip.softphone.quality import QualityCount, StreamCount
from engine.ports import softphone

if TYPE_CHECKING:
    from engine.adapters.pjsip.softphone.call import PhoneCall

_EVERY_S = 2.0


class CallQuality:
    def __init__(self, call: "PhoneCall") -> None:
        self._call = call
        self._count = QualityCount()
        self._codec = ""
        self._received = -1
        self._came_at = 0.0

    def begin(self) -> None:
        self._count.answered(self._stream() or StreamCount(0, 0, 0.0, 0, 0, 0.0, 0, 0.0))
        self._came_at = time.monotonic()
        self._call.phone.after(_EVERY_S, self._look)

    def stream_changed(self) -> None:
        self._codec = ""

    def finish(self) -> None:
        """The last figures, before the call is gone."""
        if self._call.answered_at is not None:
            self._tell()

    def _look(self) -> None:
        if not self._call.over:
            self._tell()
            self._call.phone.after(_EVERY_S, self._look)

    def _tell(self) -> None:
        stream = self._stream()
        if stream is not None:
            self._count.feed(stream)
        total = self._count.total
        now = time.monotonic()
        if total.received != self._received or not self._call.talking:
            self._received, self._came_at = total.received, now
        reported = total.far_reports > 0
        self._call.phone.report(
            softphone.Quality(
                self._call.call_id,
                time.time(),
                total.received,
                self._count.loss,
                total.jitter_ms,
                self._count.far_loss,
                total.far_jitter_ms if reported else None,
                total.round_trip_ms if reported and total.round_trip_ms else None,
                self._codec,
                self._call.phone.microphone_late_ms(),
                round(now - self._came_at, 1),
            )
        )

    def _stream(self) -> StreamCount | None:
        """None: it has no sound at present."""
        leg = self._call.leg
        if leg is None:
            return None
        try:
            stat = leg.getStreamStat(0)  # its parts live no longer than it does
            if not self._codec:
                self._codec = str(leg.getStreamInfo(0).codecName)
        except pj.Error:
            return None
        rtcp = stat.rtcp
        received, sent = rtcp.rxStat, rtcp.txStat
        return StreamCount(
            int(received.pkt), int(received.loss), received.jitterUsec.last / 1000, int(sent.pkt),
            int(sent.loss), sent.jitterUsec.last / 1000, int(sent.updateCount),
            rtcp.rttUsec.last / 1000,
        )  # fmt: skip
