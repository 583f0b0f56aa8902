"""What the simulated network offers beyond the port: scripts, determinism, mishaps."""

import time
from pathlib import Path

import pytest

from engine.adapters.simulated import subscribers as sim
from engine.adapters.simulated.clock import VirtualClock
from engine.adapters.simulated.telephony import SimulatedTelephony
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.trunk import Trunk, TrunkSettings, TrunkStatus
from engine.errors import BugError
from engine.ports.telephony import (
    CallAnswered,
    CallEnded,
    IncomingCallRefused,
    KeyPressed,
    PlaceCall,
    PlaybackEnded,
    TelephonyEvent,
    TrunkStatusChanged,
)
from tests.helpers import wav

TRUNK = Trunk(1, TrunkSettings("city", "sip:nowhere"), 1)
MIX = (
    (5.0, sim.presses("1")),
    (2.0, sim.listens()),
    (1.0, sim.hangs_up()),
    (1.0, sim.busy()),
    (1.0, sim.no_answer()),
    (0.5, sim.wrong_number()),
    (0.5, sim.silent()),
)


def campaign(prompt: Path, calls: int, seed: int) -> tuple[list[TelephonyEvent], float]:
    """Place ``calls`` calls, 20 at once; play the prompt to whoever answers, and hang up."""
    clock = VirtualClock()
    telephony = SimulatedTelephony(clock, sim.Subscribers(mix=MIX, seed=seed))
    events: list[TelephonyEvent] = []
    waiting = [f"+7900{index:07d}" for index in range(calls)]

    def place() -> None:
        if waiting:
            number = waiting.pop()
            telephony.place_call(PlaceCall(number, 1, number, ring_timeout_s=20))

    def on_event(event: TelephonyEvent) -> None:
        events.append(event)
        match event:
            case CallAnswered(call_id=call_id):
                telephony.play(call_id, 1, [prompt], barge_in=True)
            case PlaybackEnded(call_id=call_id):
                telephony.hang_up(call_id)
            case CallEnded():
                place()

    async def main() -> None:
        await telephony.start(on_event)
        telephony.set_trunks([TRUNK])
        for _ in range(20):
            place()
        while waiting or sum(isinstance(e, CallEnded) for e in events) < calls:
            await clock.sleep(60)
        await telephony.stop()

    clock.run(main())
    assert telephony.most_at_once == 20
    return events, clock.monotonic()


def test_the_same_seed_gives_the_same_campaign(tmp_path: Path) -> None:
    prompt = wav.write_tone(tmp_path / "prompt.wav", 4)
    one = campaign(prompt, 300, seed=7)
    assert one == campaign(prompt, 300, seed=7)
    assert one != campaign(prompt, 300, seed=8)
    ends = [event for event in one[0] if isinstance(event, CallEnded)]
    assert len(ends) == len({end.call_id for end in ends}) == 300


def test_thousands_of_times_faster_than_life(tmp_path: Path) -> None:
    prompt = wav.write_tone(tmp_path / "prompt.wav", 4)
    began = time.process_time()
    _, lasted_s = campaign(prompt, 2000, seed=1)
    assert lasted_s > 500
    assert lasted_s / (time.process_time() - began) > 200  # with 20 lines; 400…1000 measured


def one_call(subscriber: sim.Subscriber, prompt: Path | None = None,
             **options: float) -> list[TelephonyEvent]:  # fmt: skip
    clock = VirtualClock()
    telephony = SimulatedTelephony(clock, sim.Subscribers({"+7": subscriber}))
    events: list[TelephonyEvent] = []

    def on_event(event: TelephonyEvent) -> None:
        events.append(event)
        if isinstance(event, CallAnswered) and prompt:
            telephony.play("a", 1, [prompt, prompt])

    async def main() -> None:
        await telephony.start(on_event)
        telephony.set_trunks([TRUNK])
        telephony.place_call(PlaceCall("a", 1, "+7", **options))  # type: ignore[arg-type]
        while not any(isinstance(event, CallEnded) for event in events):
            await clock.sleep(1)
        await telephony.stop()

    clock.run(main())
    return events


def test_keys_come_after_so_much_has_been_heard(tmp_path: Path) -> None:
    prompt = wav.write_tone(tmp_path / "prompt.wav", 2)
    events = one_call(sim.presses("42", heard_s=3.0, pause_s=0.5), prompt)
    answered = next(e.at for e in events if isinstance(e, CallAnswered))
    keys = [(e.key, (e.at - answered).total_seconds()) for e in events if isinstance(e, KeyPressed)]
    assert keys == [("4", pytest.approx(3.0)), ("2", pytest.approx(3.5))]
    end = events[-1]
    assert isinstance(end, CallEnded)
    # Two prompts of two seconds, then three seconds of quiet.
    assert (end.at - answered).total_seconds() == pytest.approx(7.0)
    assert end.by is HangupBy.SUBSCRIBER


def test_nobody_waits_for_ever_in_silence() -> None:
    end = one_call(sim.listens(3.0))[-1]
    assert isinstance(end, CallEnded)
    assert end.answered_at is not None
    assert (end.at - end.answered_at).total_seconds() == pytest.approx(3.0)


def test_a_network_that_swallows_the_invite() -> None:
    end = one_call(sim.unreachable(), ring_timeout_s=5.0)[-1]
    assert isinstance(end, CallEnded)
    assert (end.sip_code, end.cause) == (None, HangupCause.RECOVERY_ON_TIMER_EXPIRE)


def test_a_behaviour_per_call_to_one_number() -> None:
    people = sim.Subscribers({"+7": [sim.busy(), sim.listens()]})
    assert [people.called("+7") for _ in range(3)] == [sim.busy(), sim.listens(), sim.listens()]


def test_a_trunk_fails_and_recovers() -> None:
    clock = VirtualClock()
    telephony = SimulatedTelephony(clock)
    events: list[TelephonyEvent] = []

    async def main() -> None:
        await telephony.start(events.append)
        telephony.set_trunks([TRUNK])
        telephony.fail_trunk(1, "registration refused")
        telephony.place_call(PlaceCall("a", 1, "+7"))
        telephony.restore_trunk(1)
        telephony.ring_in(1, "+71", "+72")
        telephony.place_call(PlaceCall("b", 1, "+7"))
        with pytest.raises(BugError):
            telephony.place_call(PlaceCall("b", 1, "+7"))
        await telephony.stop()

    clock.run(main())
    states = [event.status for event in events if isinstance(event, TrunkStatusChanged)]
    assert states == [TrunkStatus.READY, TrunkStatus.FAILED, TrunkStatus.READY]
    failed = next(event for event in events if isinstance(event, CallEnded))
    assert (failed.started_at, failed.cause) == (None, HangupCause.NETWORK_OUT_OF_ORDER)
    assert any(isinstance(event, IncomingCallRefused) for event in events)
