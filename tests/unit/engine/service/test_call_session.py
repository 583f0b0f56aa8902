"""The translation of one call: what the port is told, in which order, and what the sink learns.

The telephone is a list of the verbs it was given; the whole engine is tested on the simulated
network and on the real one elsewhere.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.domain.campaign import CampaignSettings
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ivr.model import CallFacts, Prompt, Spoken, Utterance
from engine.ports import telephony as port
from engine.service.call_plan import CallPlan, CallServices
from engine.service.call_session import CONSENT, MUSIC, CallSession, SessionEnd
from engine.service.timers import Timers
from tests.helpers.scheme_builder import SchemeBuilder

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


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

    def result(self, name: str, value: str, at: datetime) -> None:
        self.learnt.append(("result", name, value))

    def do_not_call(self, reason: str, at: datetime) -> None:
        self.learnt.append(("do_not_call", reason))

    def ended(self, end: SessionEnd) -> None:
        assert self.end is None, "once"
        self.end = end


class Desk:
    """A session and everything around it."""

    def __init__(self, scheme: SchemeBuilder, **changes: Any) -> None:
        self.phone, self.voice, self.lines, self.sink = Telephone(), VoiceOnFile(), Lines(), Sink()
        self.clock = LoopClock()
        self.tasks: set[asyncio.Task[None]] = set()
        self.failures: list[BaseException] = []
        self.legs: list[str] = []
        settings = CampaignSettings("test", **changes)
        recording = Path("there.wav") if settings.record else None
        plan = CallPlan(
            call_id="a1", phone="+79120000001", trunk_id=1, trunk_ids=(1,), caller_id="",
            settings=settings, scheme=scheme.compile(), facts=CallFacts(), fields={},
            recording=recording, recording_name="recordings/there.wav" if recording else "",
        )  # fmt: skip
        services: Any = CallServices(
            telephony=self.phone, voice=self.voice, clock=self.clock,  # type: ignore[arg-type]
            timers=Timers(self.clock, self.failures.append), lines=self.lines,  # type: ignore[arg-type]
            spawn=self.spawn, adopt=lambda call_id, session: self.legs.append(call_id),
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
            assert not task.done() or task.exception() is None
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


def message() -> SchemeBuilder:
    return (
        SchemeBuilder().prompts("hello")
        .node("start", "start", next="say")
        .node("say", "play", {"prompts": ["hello"]}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip


def with_transfer() -> SchemeBuilder:
    return (
        SchemeBuilder().prompts("sorry", "music")
        .node("start", "start", next="operator")
        .node("operator", "transfer",
              {"number": "+74957000001", "ring_timeout_s": 5, "music": [{"prompt": "music"}]},
              completed="end", failed="sorry")
        .node("sorry", "play", {"prompts": ["sorry"]}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip


async def test_a_message_from_the_invite_to_the_end() -> None:
    desk = Desk(message(), ring_timeout_s=12.0, max_call_s=60.0, rtp_timeout_s=7.0)
    desk.session.place()
    ((verb, request),) = desk.phone.said
    assert verb == "place_call"
    assert request == port.PlaceCall("a1", 1, "+79120000001", "", 12.0, 60.0, 7.0)
    await desk.settle()
    assert [item.name for item in desk.voice.prepared if isinstance(item, Prompt)] == ["hello"]
    desk.session.handle(port.CallProgress("a1", AT, 183, early_media=True))
    await desk.settle()
    assert desk.sink.learnt == [], "early media is no answer"
    desk.session.handle(port.CallAnswered("a1", AT))
    await desk.settle()
    assert desk.phone.said[-1][:2] == ("play", ["hello"])
    await desk.played()
    assert desk.phone.said[-1] == ("hang_up", "a1")
    end = desk.over()
    assert end is not None
    assert (end.disposition, end.node) == (Disposition.COMPLETED, "end")
    assert desk.sink.learnt == [("answered", AT, AT)]


@pytest.mark.parametrize(
    ("cause", "disposition"),
    [
        (HangupCause.USER_BUSY, Disposition.USER_BUSY),
        (HangupCause.NO_ANSWER, Disposition.NO_ANSWER),
        (HangupCause.INTERRUPTED, Disposition.INTERRUPTED),
        (HangupCause.ORIGINATOR_CANCEL, Disposition.CANCELLED),
    ],
)
async def test_never_answered(cause: HangupCause, disposition: Disposition) -> None:
    desk = Desk(message())
    desk.session.place()
    await desk.settle()
    end = desk.over(cause, answered=False)
    assert end is not None
    assert (end.disposition, end.node) == (disposition, None)


async def test_stopped_while_the_phone_was_busy_anyway() -> None:
    """The refusal crosses our CANCEL: busy is what it was."""
    desk = Desk(message())
    desk.session.place()
    desk.session.stop(Disposition.CANCELLED, HangupCause.ORIGINATOR_CANCEL)
    await desk.settle()
    assert desk.phone.said[-1] == ("hang_up", "a1", HangupCause.ORIGINATOR_CANCEL)
    end = desk.over(HangupCause.USER_BUSY, answered=False)
    assert end is not None
    assert end.disposition is Disposition.USER_BUSY


async def test_stopped_after_the_answer() -> None:
    desk = Desk(message())
    await desk.answer()
    desk.session.stop(Disposition.CANCELLED, HangupCause.ORIGINATOR_CANCEL)
    end = desk.over(HangupCause.ORIGINATOR_CANCEL)
    assert end is not None
    assert (end.disposition, end.node) == (Disposition.CANCELLED, "say")


async def test_stopped_when_the_scheme_is_through_changes_nothing() -> None:
    desk = Desk(message())
    await desk.answer()
    await desk.played()
    before = len(desk.phone.said)
    desk.session.stop(Disposition.CANCELLED, HangupCause.ORIGINATOR_CANCEL)
    assert len(desk.phone.said) == before
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.COMPLETED


async def test_the_end_may_be_all_that_tells_of_the_answer() -> None:
    """The worker died between the two: answered calls are never taken for unanswered ones."""
    desk = Desk(message())
    desk.session.place()
    await desk.settle()
    end = desk.over(HangupCause.INTERRUPTED)
    assert end is not None
    assert end.disposition is Disposition.INTERRUPTED


async def test_nothing_is_played_to_a_call_that_is_over() -> None:
    """Synthesis took longer than the call."""
    desk = Desk(message())
    desk.voice.slow.clear()
    await desk.answer()
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.PARTIAL
    desk.voice.slow.set()
    await desk.settle()
    assert "play" not in desk.phone.verbs()


async def test_a_voice_that_fails_lets_the_scheme_go_on() -> None:
    desk = Desk(message())
    desk.voice.fails = True
    await desk.answer()
    assert desk.phone.said[-1] == ("hang_up", "a1")
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.COMPLETED


@pytest.mark.parametrize("packs", [(), ("olga", "john")])
async def test_the_campaigns_voice_packs_speak(packs: tuple[str, ...]) -> None:
    desk = Desk(message(), voice_pack=packs)
    await desk.answer()
    assert set(desk.voice.packs) == {packs}
    assert len(desk.voice.packs) >= 2  # what was prepared while it rang, and what was played


async def test_consent_comes_first_and_the_recording_before_it(tmp_path: Path) -> None:
    desk = Desk(message(), record=True, record_consent="Разговор записывается.")
    await desk.answer()
    assert desk.phone.verbs() == ["place_call", "start_recording", "play"]
    assert desk.phone.playing == [CONSENT]
    assert desk.voice.prepared[0] == Spoken("Разговор записывается.", "ru")
    desk.session.handle(port.KeyPressed("a1", "9", AT))
    await desk.played()
    assert desk.phone.said[-1][:2] == ("play", ["hello"])
    end = desk.over()
    assert end is not None
    assert end.recording == "", "no such file: it is not claimed"


async def test_a_telephone_that_raises_costs_this_call_only(caplog: Any) -> None:
    desk = Desk(message())

    def play(*arguments: Any, **options: Any) -> None:
        raise ValueError("bad file")

    desk.phone.play = play  # type: ignore[method-assign]
    await desk.answer()
    assert desk.phone.said[-1] == ("hang_up", "a1")
    assert "bad file" in caplog.text
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.PARTIAL


# --- transfers -----------------------------------------------------------------------------------


async def test_a_transfer_from_the_music_to_the_bridge() -> None:
    desk = Desk(with_transfer())
    await desk.answer()
    assert desk.phone.playing == [MUSIC]
    leg = next(said[1] for said in desk.phone.said if said[0] == "place_call" and said[1].near)
    assert (leg.number, leg.near, leg.ring_timeout_s) == ("+74957000001", "a1", 5)
    assert desk.legs == [leg.call_id]
    assert desk.lines.free == 0
    desk.session.handle(port.CallAnswered(leg.call_id, AT))
    assert desk.phone.said[-2:] == [("stop_playback", "a1"), ("bridge", "a1", leg.call_id)]
    desk.session.handle(port.KeyPressed("a1", "5", AT))  # for the operator
    desk.over(call_id=leg.call_id)
    await desk.settle()
    assert desk.lines.free == 1
    assert desk.phone.said[-1] == ("hang_up", "a1")
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.TRANSFERRED


async def test_a_transfer_nobody_answers() -> None:
    desk = Desk(with_transfer())
    await desk.answer()
    desk.over(HangupCause.NO_ANSWER, answered=False, call_id=desk.legs[0])
    await desk.settle()
    assert desk.lines.free == 1
    assert desk.phone.said[-1][:2] == ("play", ["sorry"])
    assert "bridge" not in desk.phone.verbs()


async def test_the_subscriber_leaves_while_the_other_is_rung() -> None:
    desk = Desk(with_transfer())
    await desk.answer()
    (leg,) = desk.legs
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.PARTIAL
    assert desk.phone.said[-1] == ("hang_up", leg)
    assert desk.lines.free == 0, "the leg has its line until it has ended"
    desk.session.handle(port.CallAnswered(leg, AT))  # crosses the CANCEL
    assert desk.phone.said[-1] == ("hang_up", leg)
    desk.over(call_id=leg)
    assert desk.lines.free == 1


async def test_a_line_for_the_transfer_is_waited_for() -> None:
    desk = Desk(with_transfer())
    desk.lines.free = 0
    await desk.answer()
    assert desk.legs == []
    desk.lines.free = 1
    await desk.settle(0.6)
    assert len(desk.legs) == 1


async def test_the_subscriber_does_not_wait_for_the_line() -> None:
    desk = Desk(with_transfer())
    desk.lines.free = 0
    await desk.answer()
    assert desk.over() is not None
    desk.lines.free = 1
    await desk.settle(0.6)
    assert desk.legs == []
    assert desk.lines.free == 1
