"""A workstation's telephone under test: what it is told, what it tells, and the headset at it."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.adapters.pjsip.softphone.adapter import PjsipSoftphone
from engine.audio.live import CALL_FRAME, CALL_RATE
from engine.audio.live.link import Frame, SoundServer
from engine.ports import softphone
from engine.ports.softphone import Account, Event, Order

E = TypeVar("E", bound=Event)
PATIENCE_S = 30.0


class Ears:
    """A headset without a device: it says a tone, and keeps what it hears (16 kHz)."""

    def __init__(self) -> None:
        self._frames: list[bytes] = []
        #: When each frame came (``time.perf_counter``).
        self.came_at: list[float] = []
        self.late_s: list[float] = []
        self.server = SoundServer(self._came)
        self._tone: NDArray[np.int16] | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._speak, daemon=True)
        self._thread.start()

    def _came(self, frame: Frame) -> None:
        self._frames.append(frame.sound)
        now = time.perf_counter()
        self.came_at.append(now)
        self.late_s.append(now - frame.sent_at)

    def say(self, hertz: float, amplitude: int = 8000) -> None:
        """From now on; 0: nothing."""
        step = np.arange(CALL_RATE) * 2 * np.pi * hertz / CALL_RATE  # whole hertz: it goes round
        self._tone = (amplitude * np.sin(step)).astype(np.int16) if hertz else None

    def _speak(self) -> None:
        at, begun, number = 0, time.perf_counter(), 0
        while not self._stop.wait(max(begun + number * 0.02 - time.perf_counter(), 0)):
            number += 1
            tone, place = self._tone, at % CALL_RATE
            at += CALL_FRAME
            if tone is not None:
                self.server.send(tone[place : place + CALL_FRAME].tobytes())

    def heard(self, since: int = 0) -> NDArray[np.int16]:
        return np.frombuffer(b"".join(self._frames[since:]), np.int16)

    @property
    def mark(self) -> int:
        return len(self._frames)

    def seconds_of(self, hertz: float, since: int = 0) -> float:
        return seconds_of_tones(self.heard(since), [hertz], CALL_RATE)

    def close(self) -> None:
        self._stop.set()
        self._thread.join(5)
        self.server.close()


def seconds_of_tones(samples: NDArray[np.int16], hertz: list[float], rate: int) -> float:
    """How long all these tones are heard together."""
    return float(np.count_nonzero(_have(samples, hertz, rate))) / _WINDOWS


def strokes(samples: NDArray[np.int16], hertz: float, rate: int) -> list[float]:
    """How long each sounding of that tone lasts, in seconds."""
    edges = np.flatnonzero(np.diff(_have(samples, [hertz], rate), prepend=False, append=False))
    return [float(end - begin) / _WINDOWS for begin, end in zip(*[iter(edges)] * 2, strict=True)]


#: In a second; each is 40 ms.
_WINDOWS = 25


def _have(samples: NDArray[np.int16], hertz: list[float], rate: int) -> NDArray[np.bool_]:
    """Windows in which each of these tones has its share."""
    size = rate // _WINDOWS
    count = len(samples) // size
    if not count:
        return np.zeros(0, bool)
    windows = samples[: count * size].reshape(count, size).astype(np.float64)
    spectrum = np.abs(np.fft.rfft(windows * np.hanning(size), axis=1)) ** 2
    total = spectrum.sum(axis=1)
    loud = np.sqrt(np.mean(windows**2, axis=1)) > 150
    for each in hertz:
        bin_ = round(each * size / rate)
        share = spectrum[:, bin_ - 2 : bin_ + 3].sum(axis=1) / np.maximum(total, 1)
        loud &= share > (0.5 if len(hertz) == 1 else 0.15)
    return loud


class Telephone:
    """Starts and ends with ``async with``; whatever happened, each call must have ended once."""

    def __init__(self, account: Account | None = None, **options: object) -> None:
        self.ears = Ears()
        sound = (self.ears.server.port, self.ears.server.secret)
        self.adapter = PjsipSoftphone(sound, **options)  # type: ignore[arg-type]
        self.events: list[Event] = []
        self._account = account
        self._news = asyncio.Event()
        self._dialled = 0

    async def __aenter__(self) -> Self:
        await self.adapter.start(self._on_event)
        if self._account is not None:
            self.order(softphone.Register(self._account))
            wanted = (
                softphone.RegistrationState.REGISTERED
                if self._account.registrar
                else softphone.RegistrationState.LISTENING
            )
            await self.wait(softphone.RegistrationChanged, state=wanted)
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            await self.adapter.stop()
        finally:
            self.ears.close()
        if error is None:
            self.check()

    def _on_event(self, event: Event) -> None:
        self.events.append(event)
        self._news.set()

    def order(self, order: Order) -> None:
        self.adapter.order(order)

    def dial(self, target: str, **headers: str) -> str:
        self._dialled += 1
        call_id = f"out-{self._dialled}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.order(softphone.Dial(call_id, target, named))
        return call_id

    async def answered(self, target: str) -> str:
        call_id = self.dial(target)
        await self.wait(softphone.Answered, call_id=call_id)
        return call_id

    def of(self, kind: type[E], **fields: object) -> list[E]:
        return [
            event
            for event in self.events
            if isinstance(event, kind) and all(getattr(event, k) == v for k, v in fields.items())
        ]

    async def wait(self, kind: type[E], timeout_s: float = PATIENCE_S, **fields: object) -> E:
        return (await self.wait_for(lambda: self.of(kind, **fields), timeout_s))[0]

    async def wait_for(self, found: Callable[[], object], timeout_s: float = PATIENCE_S):  # type: ignore[no-untyped-def]
        """Until ``found`` returns something; looked at after each event and often."""
        try:
            async with asyncio.timeout(timeout_s):
                while not (got := found()):
                    self._news.clear()
                    try:
                        async with asyncio.timeout(0.05):
                            await self._news.wait()
                    except TimeoutError:
                        pass
                return got
        except TimeoutError:
            raise AssertionError(f"waited in vain; so far: {self.events}") from None

    async def hears(self, hertz: float, seconds: float = 0.5) -> None:
        """From now on, that tone for so long."""
        mark = self.ears.mark
        await self.wait_for(lambda: self.ears.seconds_of(hertz, mark) >= seconds)

    async def hears_both(self, one: float, other: float, seconds: float = 0.5) -> None:
        mark = self.ears.mark
        await self.wait_for(
            lambda: seconds_of_tones(self.ears.heard(mark), [one, other], CALL_RATE) >= seconds
        )

    async def hears_not(self, hertz: float, seconds: float = 1.0) -> None:
        """Not in the next so many seconds of sound."""
        mark = self.ears.mark
        await self.wait_for(lambda: len(self.ears.heard(mark)) >= seconds * CALL_RATE)
        assert self.ears.seconds_of(hertz, mark) < 0.2

    async def falls_silent(self, hertz: float, seconds: float = 1.0) -> None:
        """Soon, and then not for so many seconds of sound: what is on its way, and in buffers, may
        still be heard."""
        mark, size = self.ears.mark, int(seconds * CALL_RATE)

        def silent() -> bool:
            last = self.ears.heard(mark)[-size:]
            return len(last) == size and seconds_of_tones(last, [hertz], CALL_RATE) < 0.2

        await self.wait_for(silent)

    def check(self) -> None:
        """The guarantees of the port."""
        ids = {e.call_id for e in self.events if getattr(e, "call_id", "")}
        for call_id in ids:
            mine = [e for e in self.events if getattr(e, "call_id", "") == call_id]
            ends = [e for e in mine if isinstance(e, softphone.Ended)]
            assert len(ends) == 1, f"{call_id}: {mine}"
            assert mine[-1] is ends[0], f"{call_id}: told after its end: {mine}"
            answers = [e for e in mine if isinstance(e, softphone.Answered)]
            assert len(answers) <= 1
            assert (ends[0].answered_at is not None) == bool(answers), mine
