"""What a subscriber hears: measured packet by packet, without decoding more than loudness."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from rino_desktop.demo.sip import g711

#: Mean magnitude of a frame, in units of 128 (about −48 dBFS), from which on it is speech.
_SPEECH = 1
#: Two packets further apart than this inside speech are heard as a gap.
_GAP_S = 0.060
#: A pause between words is shorter; what lasts longer is the end of the speech.
QUIET_S = 0.300


@dataclass(slots=True)
class KeyEffect:
    """A key that was pressed into speech. ``stopped_after_ms``: from its first packet until the
    last speech arrived; None while the speech goes on."""

    key: str
    at: float
    stopped_after_ms: float | None = None


@dataclass(slots=True)
class Hearing:
    """Times are seconds of the event loop's clock; packets may be told of later than they came."""

    packets: int = 0
    lost: int = 0
    speech_s: float = 0.0
    #: Sum of the mean magnitudes of all speech frames (16-bit linear units).
    loudness: float = 0.0
    gaps: int = 0
    longest_gap_s: float = 0.0
    #: Longest silence between two pieces of speech.
    longest_pause_s: float = 0.0
    first_packet_at: float | None = None
    last_packet_at: float | None = None
    first_speech_at: float | None = None
    last_speech_at: float | None = None
    #: Set by the subscriber: nobody waits for speech before his own answer.
    answered_at: float | None = None
    keys: list[str] = field(default_factory=list)
    #: Told of each key of the far end.
    on_key: Callable[[str], None] | None = None
    effects: list[KeyEffect] = field(default_factory=list)
    _sequence: int | None = None
    _last_event: int | None = None
    _waiters: list[tuple[str, float, asyncio.Future[None]]] = field(default_factory=list)

    def packet(self, payload: int, sequence: int, data: bytes, now: float) -> None:
        """One RTP packet with G.711 audio has come."""
        self.packets += 1
        if self._sequence is not None:
            step = (sequence - self._sequence) & 0xFFFF
            if 1 < step < 0x8000:
                self.lost += step - 1
        self._sequence = sequence
        before, self.last_packet_at = self.last_packet_at, now
        if self.first_packet_at is None:
            self.first_packet_at = now
        loud = sum(data.translate(g711.MAGNITUDE[payload]))
        if loud < _SPEECH * len(data):
            return
        if before is not None and before == self.last_speech_at:
            # Both this packet and the one before it are speech: time between them is a gap.
            self.longest_gap_s = max(self.longest_gap_s, now - before)
            if now - before > _GAP_S:
                self.gaps += 1
        elif self.last_speech_at is not None:
            self.longest_pause_s = max(self.longest_pause_s, now - self.last_speech_at)
        if self.first_speech_at is None:
            self.first_speech_at = now
        self.last_speech_at = now
        self.speech_s += len(data) / 8000
        self.loudness += loud * 128 / max(1, len(data))
        if self._waiters:
            self._wake(now)

    def key(self, digit: str) -> None:
        """A key of the far end."""
        self.keys.append(digit)
        if self.on_key is not None:
            self.on_key(digit)

    def event(self, timestamp: int, data: bytes) -> None:
        """One RFC 4733 packet has come; those of one key share its time stamp."""
        if len(data) >= 4 and timestamp != self._last_event and data[0] < 16:
            self._last_event = timestamp
            self.key("0123456789*#ABCD"[data[0]])

    def pressed(self, key: str, now: float) -> None:
        """A key of ours has left; remember it if that was into speech (within a frame or three)."""
        if self.last_speech_at is not None and now - self.last_speech_at < 0.06:
            self.effects.append(KeyEffect(key, now))

    def tick(self, now: float) -> None:
        """Every 20 ms: silence can only be noticed by the clock."""
        if self._waiters:
            self._wake(now)
        if self.effects and self.last_speech_at is not None:
            effect = self.effects[-1]
            if effect.stopped_after_ms is None and now - self.last_speech_at >= 0.1:
                effect.stopped_after_ms = max(0.0, (self.last_speech_at - effect.at) * 1000)

    async def heard(self, seconds: float) -> None:
        """Return when so much speech has been heard in all."""
        await self._wait("heard", seconds)

    async def quiet(self, seconds: float) -> None:
        """Return when so long a silence has followed some speech, or the answer."""
        await self._wait("quiet", seconds)

    async def _wait(self, what: str, amount: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append((what, amount, future))
        await future

    def _wake(self, now: float) -> None:
        left = []
        for what, amount, future in self._waiters:
            if future.done():
                continue
            if what == "heard":
                ready = self.speech_s >= amount
            else:
                since = self.last_speech_at or self.answered_at
                ready = since is not None and now - since >= amount
            if ready:
                future.set_result(None)
            else:
                left.append((what, amount, future))
        self._waiters = left

    def summary(self) -> dict[str, object]:
        """For the witness: milliseconds, and the mean loudness of the speech (0…32767)."""
        frames = self.speech_s / 0.02
        return {
            "packets": self.packets,
            "lost": self.lost,
            "heard_ms": round(self.speech_s * 1000),
            "loudness": round(self.loudness / frames) if frames else 0,
            "gaps": self.gaps,
            "longest_gap_ms": round(self.longest_gap_s * 1000),
            "longest_pause_ms": round(self.longest_pause_s * 1000),
            "keys_heard": "".join(self.keys),
            "barge_in_ms": [
                None if effect.stopped_after_ms is None else round(effect.stopped_after_ms)
                for effect in self.effects
            ],
        }
