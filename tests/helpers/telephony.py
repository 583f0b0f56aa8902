"""The telephony port under test: an adapter, the subscribers behind it, and an account of events.

``Line`` is what a test holds of one call; ``Network`` of one adapter. The same test runs against
every adapter; whatever it did, ``Network.close`` holds the whole account against the guarantees of
engine.ports.telephony.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from engine.adapters.system_clock import SystemClock
from engine.domain.hangup_cause import HangupCause
from engine.domain.trunk import Trunk, TrunkSettings
from engine.ports.clock import Clock
from engine.ports.telephony import (
    AnswerDetected,
    CallAnswered,
    CallEnded,
    GreetingEnded,
    IncomingCall,
    KeyPressed,
    MessageRecorded,
    PlaceCall,
    PlaybackEnded,
    Telephony,
    TelephonyEvent,
)

E = TypeVar("E", bound=TelephonyEvent)
PATIENCE_S = 30.0


class Network:
    def __init__(self, telephony: Telephony, clock: Clock, trunks: list[Trunk]) -> None:
        self.telephony = telephony
        self.clock = clock
        self.trunks = trunks
        self.events: list[TelephonyEvent] = []
        self.lines: dict[str, Line] = {}
        self._news = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        await self.telephony.start(self._on_event)
        self.telephony.set_trunks(self.trunks)

    async def close(self) -> None:
        await self.telephony.stop()
        told = len(self.events)
        await self.clock.sleep(0.05)
        assert len(self.events) == told, f"events after stop(): {self.events[told:]}"
        for line in self.lines.values():
            line.check()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            await self.close()
        else:
            await self.telephony.stop()  # the test's own failure is the one to tell

    def place(self, number: str, **options: object) -> "Line":
        """Place a call over the first trunk; ``options`` are fields of PlaceCall."""
        call_id = f"call-{len(self.lines) + 1}"
        trunk_id = options.pop("trunk_id", self.trunks[0].id if self.trunks else 1)
        line = Line(self, call_id)
        self.lines[call_id] = line
        self.telephony.place_call(
            PlaceCall(call_id=call_id, trunk_id=trunk_id, number=number, **options)  # type: ignore[arg-type]
        )
        return line

    async def answered(self, number: str, **options: object) -> "Line":
        line = self.place(number, **options)
        await line.wait(CallAnswered)
        return line

    def _on_event(self, event: TelephonyEvent) -> None:
        assert asyncio.get_running_loop()  # events come in the loop that started the adapter
        self.events.append(event)
        call_id = getattr(event, "call_id", None)
        if isinstance(event, IncomingCall):
            assert event.call_id not in self.lines, event
            self.lines[event.call_id] = Line(self, event.call_id)
        if call_id is not None:
            self.lines[call_id].events.append(event)
        task = asyncio.ensure_future(self._tell())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()

    async def wait(self, found: Callable[[], E | None], timeout_s: float = PATIENCE_S) -> E:
        """Until ``found`` returns something; it is called after every event."""
        try:
            async with asyncio.timeout(timeout_s), self._news:
                while (event := found()) is None:
                    await self._news.wait()
                return event
        except TimeoutError:
            raise AssertionError(f"waited in vain; so far: {self.events}") from None

    async def wait_for(self, kind: type[E], timeout_s: float = PATIENCE_S, **fields: object) -> E:
        """The first event of that kind with these field values, of any call or trunk."""
        return await self.wait(lambda: _first(self.events, kind, fields), timeout_s)


def _first(events: list[TelephonyEvent], kind: type[E], fields: dict[str, object]) -> E | None:
    for event in events:
        if isinstance(event, kind) and all(getattr(event, k) == v for k, v in fields.items()):
            return event
    return None


class Line:
    """One call, placed or come in."""

    def __init__(self, network: Network, call_id: str) -> None:
        self.id = call_id
        self.events: list[TelephonyEvent] = []
        self.played: list[int] = []
        self.recorded: list[int] = []
        self._network = network

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def keys(self) -> str:
        return "".join(event.key for event in self.of(KeyPressed))

    async def wait(self, kind: type[E], timeout_s: float = PATIENCE_S, **fields: object) -> E:
        return await self._network.wait(lambda: _first(self.events, kind, fields), timeout_s)

    async def ended(self, timeout_s: float = PATIENCE_S) -> CallEnded:
        return await self.wait(CallEnded, timeout_s)

    async def keys_pressed(self, keys: str) -> None:
        """Until as many keys have come; they must be these."""
        await self._network.wait(lambda: True if len(self.keys) >= len(keys) else None)
        assert self.keys == keys

    def play(self, *files: Path, barge_in: bool = False, loop: bool = False) -> int:
        playback_id = len(self.played) + 1
        self.played.append(playback_id)
        self._network.telephony.play(self.id, playback_id, files, barge_in=barge_in, loop=loop)
        return playback_id

    async def playback_ended(self, playback_id: int) -> PlaybackEnded:
        return await self.wait(PlaybackEnded, playback_id=playback_id)

    def record_message(self, path: Path, *, max_s: float = 10, silence_s: float = 0.5,
                       stop_keys: str = "#", beep: bool = False) -> int:  # fmt: skip
        recording_id = len(self.recorded) + 1
        self.recorded.append(recording_id)
        self._network.telephony.record_message(
            self.id, recording_id, path, max_s=max_s, silence_s=silence_s, stop_keys=stop_keys,
            beep=beep,
        )  # fmt: skip
        return recording_id

    async def message_recorded(self, recording_id: int) -> MessageRecorded:
        return await self.wait(MessageRecorded, recording_id=recording_id)

    def hang_up(self, cause: HangupCause = HangupCause.NORMAL_CLEARING) -> None:
        self._network.telephony.hang_up(self.id, cause)

    def check(self) -> None:
        """The guarantees of the port, whatever happened."""
        ends = self.of(CallEnded)
        assert len(ends) == 1, f"{self.id}: {len(ends)} × CallEnded: {self.events}"
        end = ends[0]
        assert self.events[-1] is end, f"{self.id}: events after CallEnded: {self.events}"
        answers = self.of(CallAnswered)
        assert len(answers) <= 1, self.events
        assert (end.answered_at is None) == (not answers), self.events
        assert (end.sip_code == 200) == bool(answers), end
        times = [end.started_at, end.answered_at, end.at]
        known = [moment for moment in times if moment is not None]
        assert known == sorted(known), f"{self.id}: times do not go forwards: {end}"
        assert all(moment.utcoffset() is not None for moment in known), end
        told = [*self.of(AnswerDetected), *self.of(GreetingEnded)]
        assert len(self.of(AnswerDetected)) <= 1, self.events
        assert len(self.of(GreetingEnded)) <= len(self.of(AnswerDetected)), self.events
        places = [self.events.index(event) for event in (*answers, *told, end)]
        assert places == sorted(places), self.events
        endings = [event.playback_id for event in self.of(PlaybackEnded)]
        assert len(endings) == len(set(endings)), f"{self.id}: a playback ended twice: {endings}"
        assert set(endings) <= set(self.played)
        messages = [event.recording_id for event in self.of(MessageRecorded)]
        assert len(messages) == len(set(messages)), f"{self.id}: {self.events}"
        assert set(messages) <= set(self.recorded)


def pjsip_network(*ports: int, **settings: object) -> Network:
    """The pjsip adapter with a trunk for each port: its proxy listens there on loopback."""
    from engine.adapters.pjsip.adapter import PjsipTelephony

    options = {"lines": 20, "calls_per_second": 100.0, **settings}
    trunks = [
        Trunk(index, TrunkSettings(f"trunk {index}", f"sip:127.0.0.1:{port}", **options), 1)  # type: ignore[arg-type]
        for index, port in enumerate(ports, 1)
    ]
    return Network(PjsipTelephony(), SystemClock(), trunks)
