"""The contract of the telephony port: how calls begin and end, on every adapter."""

from pathlib import Path

from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause, disposition_of_cause
from engine.domain.trunk import TrunkStatus
from engine.ports.telephony import (
    CallAnswered,
    CallEnded,
    CallProgress,
    TrunkStatusChanged,
    WorkerLost,
)
from tests.helpers import every_adapter as people
from tests.helpers.every_adapter import ContractNetwork, every_adapter


@every_adapter
async def test_subscriber_answers_and_hangs_up(net: ContractNetwork, folder: Path) -> None:
    line = await net.answered(people.HANGS_UP.number)
    end = await line.ended()
    assert (end.cause, end.by, end.sip_code) == (
        HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER, 200,
    )  # fmt: skip
    assert end.started_at is not None
    assert end.answered_at is not None
    assert 0.15 < (end.answered_at - end.started_at).total_seconds() < 1.0
    assert 0.35 < (end.at - end.answered_at).total_seconds() < 1.2
    assert line.of(CallProgress)[0].sip_code == 180
    assert not line.of(CallProgress)[0].early_media


@every_adapter
async def test_refusals_say_why(net: ContractNetwork, folder: Path) -> None:
    expected = {
        people.BUSY: (486, HangupCause.USER_BUSY, Disposition.USER_BUSY),
        people.DECLINES: (603, HangupCause.CALL_REJECTED, Disposition.REJECTED),
        people.WRONG_NUMBER: (404, HangupCause.UNALLOCATED_NUMBER, Disposition.INVALID_NUMBER),
        people.UNAVAILABLE: (480, HangupCause.NO_USER_RESPONSE, Disposition.NO_ANSWER),
        people.CONGESTED: (
            503, HangupCause.NORMAL_TEMPORARY_FAILURE, Disposition.NETWORK_FAILURE,
        ),
        people.CHANGED: (410, HangupCause.NUMBER_CHANGED, Disposition.INVALID_NUMBER),
    }  # fmt: skip
    lines = {who.number: net.place(who.number) for who in expected}
    for who, (status, cause, disposition) in expected.items():
        end = await lines[who.number].ended()
        assert (end.sip_code, end.cause) == (status, cause)
        assert disposition_of_cause(end.cause) is disposition
        person = who in (people.BUSY, people.DECLINES)
        assert end.by is (HangupBy.SUBSCRIBER if person else HangupBy.NETWORK)
        assert end.started_at is not None


@every_adapter
async def test_ring_timeout(net: ContractNetwork, folder: Path) -> None:
    end = await net.place(people.NEVER_ANSWERS.number, ring_timeout_s=0.7).ended()
    assert (end.cause, end.by, end.sip_code) == (HangupCause.NO_ANSWER, HangupBy.SYSTEM, 487)
    assert end.started_at is not None
    assert 0.65 < (end.at - end.started_at).total_seconds() < 1.5


@every_adapter
async def test_hang_up_while_ringing(net: ContractNetwork, folder: Path) -> None:
    line = net.place(people.NEVER_ANSWERS.number)
    await line.wait(CallProgress)
    line.hang_up(HangupCause.ORIGINATOR_CANCEL)
    line.hang_up(HangupCause.NORMAL_CLEARING)  # the first one counts
    end = await line.ended()
    assert (end.cause, end.by) == (HangupCause.ORIGINATOR_CANCEL, HangupBy.SYSTEM)
    assert end.sip_code == 487


@every_adapter
async def test_hang_up_before_any_response(net: ContractNetwork, folder: Path) -> None:
    line = net.place(people.NEVER_ANSWERS.number)
    line.hang_up(HangupCause.ORIGINATOR_CANCEL)
    end = await line.ended()
    assert (end.cause, end.by) == (HangupCause.ORIGINATOR_CANCEL, HangupBy.SYSTEM)
    assert end.answered_at is None


@every_adapter
async def test_hang_up_an_answered_call(net: ContractNetwork, folder: Path) -> None:
    line = await net.answered(people.PATIENT.number)
    line.hang_up()
    line.hang_up()
    end = await line.ended()
    assert (end.cause, end.by, end.sip_code) == (
        HangupCause.NORMAL_CLEARING, HangupBy.SYSTEM, 200,
    )  # fmt: skip


@every_adapter
async def test_answer_crossing_our_cancel_is_an_answer(net: ContractNetwork, folder: Path) -> None:
    line = net.place(people.CROSSES.number, ring_timeout_s=0.6)
    end = await line.ended()
    assert len(line.of(CallAnswered)) == 1
    # The ring time-out's "no answer" would be untrue now.
    assert (end.cause, end.by, end.sip_code) == (
        HangupCause.NORMAL_CLEARING, HangupBy.SYSTEM, 200,
    )  # fmt: skip


@every_adapter
async def test_early_media_is_not_an_answer(net: ContractNetwork, folder: Path) -> None:
    line = net.place(people.EARLY_NEVER.number, ring_timeout_s=1.2)
    progress = await line.wait(CallProgress, sip_code=183)
    assert progress.early_media
    end = await line.ended()
    assert end.answered_at is None
    assert end.cause is HangupCause.NO_ANSWER


@every_adapter
async def test_early_media_then_answer(net: ContractNetwork, folder: Path) -> None:
    line = await net.answered(people.EARLY_ANSWERS.number)
    progress = await line.wait(CallProgress, sip_code=183)
    answered = await line.wait(CallAnswered)
    assert 0.3 < (answered.at - progress.at).total_seconds() < 1.2


@every_adapter
async def test_call_length_is_limited(net: ContractNetwork, folder: Path) -> None:
    line = net.place(people.PATIENT.number, max_call_s=0.8)
    end = await line.ended()
    assert end.by is HangupBy.SYSTEM
    assert end.cause is HangupCause.NORMAL_CLEARING
    assert end.answered_at is not None
    assert 0.75 < (end.at - end.answered_at).total_seconds() < 1.8


@every_adapter
async def test_far_end_silent_on_the_network(net: ContractNetwork, folder: Path) -> None:
    silent = net.place(people.SILENT.number, rtp_timeout_s=1.0)
    speaking = net.place(people.PATIENT.number, rtp_timeout_s=1.0)
    end = await silent.ended()
    assert end.cause is HangupCause.RECOVERY_ON_TIMER_EXPIRE
    assert end.answered_at is not None
    assert 0.8 < (end.at - end.answered_at).total_seconds() < 2.5
    await net.clock.sleep(0.5)
    assert not speaking.of(CallEnded)
    speaking.hang_up()
    assert (await speaking.ended()).cause is HangupCause.NORMAL_CLEARING


@every_adapter
async def test_a_trunk_nobody_knows(net: ContractNetwork, folder: Path) -> None:
    end = await net.place(people.PATIENT.number, trunk_id=99).ended()
    assert end.started_at is None
    assert end.sip_code is None
    assert disposition_of_cause(end.cause) is Disposition.NETWORK_FAILURE


@every_adapter
async def test_a_trunk_that_answers_is_ready(net: ContractNetwork, folder: Path) -> None:
    await net.place(people.BUSY.number).ended()
    status = await net.wait_for(TrunkStatusChanged, trunk_id=1, status=TrunkStatus.READY)
    assert status.at.utcoffset() is not None


@every_adapter
async def test_commands_for_calls_that_are_gone_are_ignored(
    net: ContractNetwork, folder: Path
) -> None:
    line = await net.answered(people.HANGS_UP.number)
    await line.ended()
    telephony = net.telephony
    for call_id in (line.id, "never-placed"):
        telephony.hang_up(call_id)
        telephony.play(call_id, 7, [folder / "nothing.wav"])
        telephony.stop_playback(call_id)
        telephony.send_digits(call_id, "1")
        telephony.start_recording(call_id, folder / "recording.wav")
        telephony.bridge(call_id, "never-placed")
    # And the adapter still works.
    other = await net.answered(people.PATIENT.number)
    other.hang_up()
    await other.ended()
    assert not (folder / "recording.wav").exists()


@every_adapter
async def test_stop_ends_everything(net: ContractNetwork, folder: Path) -> None:
    ringing = [net.place(people.NEVER_ANSWERS.number) for _ in range(2)]
    talking = [await net.answered(people.PATIENT.number) for _ in range(3)]
    unsent = net.place(people.PATIENT.number)
    await net.telephony.stop()
    for line in [*ringing, *talking, unsent]:
        line.check()
    net.lines.clear()


@every_adapter
async def test_a_worker_that_dies_costs_its_calls_only(net: ContractNetwork, folder: Path) -> None:
    lines = [await net.answered(people.PATIENT.number) for _ in range(2)]
    net.rig.kill_workers([line.id for line in lines])
    for line in lines:
        end = await line.ended()
        assert (end.cause, end.by) == (HangupCause.INTERRUPTED, HangupBy.SYSTEM)
        assert end.answered_at is not None
    lost = await net.wait_for(WorkerLost)
    assert lost.calls >= 1
    again = await net.answered(people.PATIENT.number)
    again.hang_up()
    await again.ended()


@every_adapter
async def test_many_calls_at_once(net: ContractNetwork, folder: Path) -> None:
    net.telephony.prepare(12)
    lines = [net.place(people.HANGS_UP.number) for _ in range(6)]
    lines += [net.place(people.BUSY.number) for _ in range(6)]
    for line in lines:
        await line.ended()
    assert sum(len(line.of(CallAnswered)) for line in lines) == 6
