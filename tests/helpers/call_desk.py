"""One call session by itself: a telephone that only listens, and everything else around it."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from engine.domain.campaign import CampaignSettings
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ivr.compile import CompiledScheme
from engine.ivr.model import CallFacts, Prompt, Utterance
from engine.ivr.survey import Question
from engine.ports import telephony as port
from engine.service.call_plan import CallPlan, CallServices
from engine.service.call_session import CallSession, SessionEnd
from engine.service.outside_steps import StepOwner
from engine.service.timers import Timers
from tests.helpers.scheme_builder import SchemeBuilder

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
OWNER = StepOwner(campaign_id=3, contact_id=5, attempt_id=7, phone="+79120000001")


class Telephone:
    """Every verb it was given, with its arguments."""

    def __init__(self) -> None:
        self.said: list[tuple[Any, ...]] = []
        self.playing: list[int] = []

    def __getattr__(self, verb: str) -> Callable[..., None]:
        return lambda *arguments, **options: self.said.append((verb, *arguments))

    def play(self, call_id: str, playback_id: int, files: list[Path], **options: Any) -> None:
        self.playing.append(playback_id)
        self.said.append(("play", [file.name for file in files], *options.values()))

    def verbs(self) -> list[str]:
        return [verb for verb, *_ in self.said]


class VoiceOnFile:
    """Every phrase is a file; ``slow`` phrases take until they are let go."""

    def __init__(self) -> None:
        self.slow = asyncio.Event()
        self.slow.set()
        self.fails = False
        self.prepared: list[Utterance] = []
        #: The voice packs that were asked for.
        self.packs: list[tuple[str, ...]] = []

    async def resolve(
        self, items: tuple[Utterance, ...], packs: tuple[str, ...] = ()
    ) -> list[Path]:
        self.packs.append(packs)
        await self.slow.wait()
        if self.fails:
            raise OSError("no space left on device")
        return [Path(item.name if isinstance(item, Prompt) else item.text) for item in items]

    async def prepare(self, items: list[Utterance], packs: tuple[str, ...] = ()) -> None:
        self.packs.append(packs)
        if self.fails:
            raise OSError("no space left on device")
        self.prepared = items


class LoopClock:
    def now(self) -> datetime:
        return AT

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Lines:
    def __init__(self) -> None:
        self.free = 1

    def take_leg(self, trunk_ids: tuple[int, ...]) -> int | None:
        if not self.free:
            return None
        self.free -= 1
        return trunk_ids[0]

    def free_leg(self, trunk_id: int) -> None:
        assert trunk_id == 1
        self.free += 1


class Sink:
    def __init__(self) -> None:
        self.learnt: list[tuple[Any, ...]] = []
        self.end: SessionEnd | None = None

    def answered(self, started_at: datetime, at: datetime) -> None:
        self.learnt.append(("answered", started_at, at))

    def machine(self) -> None:
        self.learnt.append(("machine",))

    def result(self, name: str, value: str, at: datetime) -> None:
        self.learnt.append(("result", name, value))

    def answer(self, question: Question, codes: tuple[str, ...], at: datetime) -> None:
        self.learnt.append(("answer", question.id, codes))

    def write_external(self, store: str, values: Mapping[str, str], at: datetime) -> None:
        self.learnt.append(("write_external", store, dict(values)))

    def callback(self, at: datetime) -> None:
        self.learnt.append(("callback", at))

    def do_not_call(self, reason: str, at: datetime) -> None:
        self.learnt.append(("do_not_call", reason))

    def ended(self, end: SessionEnd) -> None:
        assert self.end is None, "once"
        self.end = end


class Desk:
    """A session and everything around it."""

    def __init__(self, scheme: SchemeBuilder | CompiledScheme, *, outside: Any = None,
                 operators: Any = None, listed: Any = None,
                 message: Callable[[int], tuple[Path, str]] | None = None,
                 facts: CallFacts | None = None, **changes: Any) -> None:  # fmt: skip
        compiled = scheme if isinstance(scheme, CompiledScheme) else scheme.compile()
        self.phone, self.voice, self.lines, self.sink = Telephone(), VoiceOnFile(), Lines(), Sink()
        self.clock = LoopClock()
        self.tasks: set[asyncio.Task[None]] = set()
        self.failures: list[BaseException] = []
        self.legs: list[str] = []
        settings = CampaignSettings("test", **changes)
        recording = Path("there.wav") if settings.record else None
        plan = CallPlan(
            call_id="a1", phone="+79120000001", trunk_id=1, trunk_ids=(1,), caller_id="",
            settings=settings, scheme=compiled, fields={},
            facts=facts or CallFacts(phone="+79120000001"),
            recording=recording, recording_name="recordings/there.wav" if recording else "",
            message=message, owner=OWNER,
        )  # fmt: skip
        self.forgotten: list[str] = []
        services: Any = CallServices(
            forget=self.forgotten.extend,
            telephony=self.phone, voice=self.voice, clock=self.clock,  # type: ignore[arg-type]
            timers=Timers(self.clock, self.failures.append), lines=self.lines,  # type: ignore[arg-type]
            spawn=self.spawn, adopt=lambda call_id, session: self.legs.append(call_id),
            outside=outside, operators=operators, listed=listed,
        )  # fmt: skip
        self.session = CallSession(plan, services, self.sink)

    def spawn(self, work: Any) -> "asyncio.Task[None]":
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        return task

    async def settle(self, seconds: float = 0.0) -> None:
        await asyncio.sleep(seconds)
        for _ in range(5):
            await asyncio.sleep(0)
        for task in self.tasks:
            assert not task.done() or task.cancelled() or task.exception() is None
        assert self.failures == []

    async def answer(self) -> None:
        self.session.place()
        self.session.handle(port.CallAnswered("a1", AT))
        await self.settle()

    async def played(self, interrupted: bool = False) -> None:
        self.session.handle(port.PlaybackEnded("a1", self.phone.playing[-1], interrupted))
        await self.settle()

    def over(self, cause: HangupCause = HangupCause.NORMAL_CLEARING, *, answered: bool = True,
             call_id: str = "a1") -> SessionEnd | None:  # fmt: skip
        at = AT + timedelta(seconds=9)
        self.session.handle(
            port.CallEnded(call_id, at, AT, AT if answered else None, 200 if answered else 486,
                           cause, HangupBy.SUBSCRIBER)
        )  # fmt: skip
        return self.sink.end
