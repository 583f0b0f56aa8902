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
        self._received = self._reports = -1
        #: When sound came last, and when anything did.
        self._came_at = self._alive_at = 0.0
        self._waits_ms = 0.0
        self._frame_ms = 0

    def begin(self) -> None:
        self._count.answered(self._stream() or StreamCount(0, 0, 0.0, 0, 0, 0.0, 0, 0.0))
        self._came_at = self._alive_at = time.monotonic()
        self._call.phone.after(_EVERY_S, self._look)

    def stream_changed(self) -> None:
        self._codec = ""

    def stream_ends(self) -> None:
        """Its last figures, as long as the stack has them. Within the stack's callback."""
        stream = self._stream() if self._call.answered_at is not None else None
        if stream is not None:
            self._count.feed(stream)
            self._count.new_stream()

    def finish(self) -> None:
        """Tell the last figures, before the call is gone."""
        if self._call.answered_at is not None:
            self._tell()

    def _look(self) -> None:
        if self._call.over:
            return
        self._tell()
        limit, silent = self._call.silent_limit_s, time.monotonic() - self._alive_at
        if 0 < limit <= silent:
            self._call.vanished(f"nothing has come from the far end for {silent:.0f} s")
            return
        self._call.phone.after(_EVERY_S, self._look)

    def _tell(self) -> None:
        stream = self._stream()
        if stream is not None:
            self._count.feed(stream)
        total = self._count.total
        now = time.monotonic()
        if total.received != self._received or not self._call.talking:
            self._received, self._came_at = total.received, now
        # Some far ends send nothing while nobody speaks there, but they go on reporting.
        if self._came_at == now or total.far_reports != self._reports:
            self._reports, self._alive_at = total.far_reports, now
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
                self._waits_ms,
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
                info = leg.getStreamInfo(0)
                self._codec = str(info.codecName)
                self._frame_ms = int(info.audCodecParam.info.frameLen)
        except pj.Error:
            return None
        rtcp = stat.rtcp
        self._waits_ms = float(stat.jbuf.size * self._frame_ms)
        received, sent = rtcp.rxStat, rtcp.txStat
        return StreamCount(
            int(received.pkt), int(received.loss), received.jitterUsec.last / 1000, int(sent.pkt),
            int(sent.loss), sent.jitterUsec.last / 1000, int(sent.updateCount),
            rtcp.rttUsec.last / 1000,
        )  # fmt: skip
