"""The contract of the telephony port: messages that the subscriber leaves, on every adapter."""

import wave
from pathlib import Path

import pytest

from engine.ports.telephony import CallEnded, KeyPressed, MessageRecorded, PlaybackEnded
from tests.helpers import every_adapter as people
from tests.helpers import wav
from tests.helpers.every_adapter import ContractNetwork, every_adapter


def seconds_of(path: Path) -> float:
    """The length of a complete telephone WAV: strict about every number in its header."""
    with wave.open(str(path), "rb") as file:
        shape = (file.getframerate(), file.getnchannels(), file.getsampwidth())
        assert shape == (8000, 1, 2)
        frames = file.getnframes()
        assert len(file.readframes(frames + 1)) == 2 * frames
    return frames / 8000


@every_adapter
async def test_silence_ends_a_message(net: ContractNetwork, folder: Path) -> None:
    path = folder / "messages" / "1.wav"
    line = await net.answered(people.SPEAKS.number)
    began = net.clock.monotonic()
    done = await line.message_recorded(line.record_message(path, silence_s=0.8))
    took = net.clock.monotonic() - began
    assert (done.reason, done.error) == ("silence", "")
    assert 2.8 < took < 5.0
    # The words and a breath after them, not the silence.
    assert 2.0 < done.seconds < took - 0.55
    assert seconds_of(path) == pytest.approx(done.seconds, abs=0.001)
    assert [file.name for file in path.parent.iterdir()] == ["1.wav"]


@every_adapter
async def test_who_says_nothing_leaves_nothing(net: ContractNetwork, folder: Path) -> None:
    path = folder / "nothing.wav"
    line = await net.answered(people.PRESSES_ONE.number)  # a quiet room
    done = await line.message_recorded(line.record_message(path, silence_s=1.0, stop_keys="#"))
    assert (done.reason, done.error) == ("silence", "")
    assert done.seconds < 0.1
    assert seconds_of(path) < 0.1


@every_adapter
async def test_a_key_ends_a_message_and_is_told_first(net: ContractNetwork, folder: Path) -> None:
    line = await net.answered(people.HEARS_AND_TYPES.number)
    done = await line.message_recorded(
        line.record_message(folder / "1.wav", silence_s=5, stop_keys="*#", beep=True)
    )
    assert done.reason == "key"
    assert line.keys.startswith("159*")
    key = line.of(KeyPressed)[3]
    assert line.events.index(key) < line.events.index(done)
    await line.keys_pressed("159*#0")


@every_adapter
async def test_a_message_has_its_longest_time(net: ContractNetwork, folder: Path) -> None:
    path = folder / "long.wav"
    line = await net.answered(people.PATIENT.number)
    began = net.clock.monotonic()
    done = await line.message_recorded(line.record_message(path, max_s=1.5, silence_s=1))
    assert 1.4 < net.clock.monotonic() - began < 4.0
    assert done.reason == "too_long"
    assert 1.3 < seconds_of(path) < 1.6


@every_adapter
async def test_stop_message(net: ContractNetwork, folder: Path) -> None:
    line = await net.answered(people.PATIENT.number)
    net.telephony.stop_message(line.id)
    recording = line.record_message(folder / "1.wav", silence_s=0)
    await net.clock.sleep(0.6)
    net.telephony.stop_message(line.id)
    net.telephony.stop_message(line.id)
    done = await line.message_recorded(recording)
    assert done.reason == "stopped"
    assert 0.3 < seconds_of(folder / "1.wav") < 0.9
    await net.clock.sleep(0.3)
    assert len(line.of(MessageRecorded)) == 1


@every_adapter
async def test_the_beep_is_heard_and_not_recorded(net: ContractNetwork, folder: Path) -> None:
    path, call = folder / "1.wav", folder / "call.wav"
    line = await net.answered(people.PRESSES_ONE.number)
    net.telephony.start_recording(line.id, call)
    began = net.clock.monotonic()
    done = await line.message_recorded(
        line.record_message(path, silence_s=0.5, stop_keys="", beep=True)
    )
    assert 0.75 < net.clock.monotonic() - began < 3.0
    assert done.seconds < 0.1
    line.hang_up()
    await line.ended()
    if measured := await net.rig.measured():
        assert 260 <= measured["heard_ms"] <= 340
        _, (_, ours) = wav.read(call)
        assert 0.2 < wav.seconds_of_tone(ours, 1000) < 0.34


@every_adapter
async def test_a_key_during_the_beep_ends_the_message(net: ContractNetwork, folder: Path) -> None:
    line = await net.answered(people.HEARS_AND_TYPES.number)
    done = await line.message_recorded(
        line.record_message(folder / "1.wav", stop_keys="1", beep=True)
    )
    assert (done.reason, seconds_of(folder / "1.wav")) == ("key", 0)


@every_adapter
async def test_the_end_of_the_call_ends_a_message_silently(
    net: ContractNetwork, folder: Path
) -> None:
    line = await net.answered(people.HEARS_AND_HANGS_UP.number)
    line.record_message(folder / "1.wav", silence_s=5, beep=True)
    await line.ended()
    assert seconds_of(folder / "1.wav") < 1
    assert not line.of(MessageRecorded)
    await net.clock.sleep(0.2)
    assert isinstance(line.events[-1], CallEnded)


@every_adapter
async def test_a_call_that_ends_while_its_message_is_being_completed(
    net: ContractNetwork, folder: Path
) -> None:
    line = await net.answered(people.PATIENT.number)
    line.record_message(folder / "1.wav", silence_s=0)
    await net.clock.sleep(0.3)
    net.telephony.stop_message(line.id)
    line.hang_up()
    await line.ended()
    assert seconds_of(folder / "1.wav") < 0.6


@every_adapter
async def test_a_lost_worker_leaves_a_complete_message(net: ContractNetwork, folder: Path) -> None:
    line = await net.answered(people.PATIENT.number)
    line.record_message(folder / "1.wav", silence_s=0, max_s=60)
    await net.rig.recorded(folder / "1.wav", 1.0)
    net.rig.kill_workers([line.id])
    await line.ended()
    # What a killed recorder had not written yet is gone: half a second at most.
    assert 0.7 < seconds_of(folder / "1.wav") < 1.8
    assert [file.name for file in folder.glob("*.wav")] == ["1.wav"]


@every_adapter
async def test_one_message_after_the_other(net: ContractNetwork, folder: Path) -> None:
    prompt = wav.write_tone(folder / "prompt.wav", 3.0)
    line = await net.answered(people.PATIENT.number)
    playback = line.play(prompt)
    first = line.record_message(folder / "1.wav", max_s=5, silence_s=0)
    assert (await line.playback_ended(playback)).interrupted
    await net.clock.sleep(0.3)
    second = line.record_message(folder / "2.wav", max_s=0.4)
    assert (await line.message_recorded(first)).reason == "stopped"
    assert (await line.message_recorded(second)).reason == "too_long"
    # It can be played back at once.
    review = await line.playback_ended(line.play(folder / "2.wav"))
    assert (review.error, review.interrupted) == ("", False)
    assert len(line.of(PlaybackEnded)) == 2


@every_adapter
async def test_a_message_that_cannot_be_recorded(net: ContractNetwork, folder: Path) -> None:
    (folder / "file").write_text("in the way")
    line = await net.answered(people.PATIENT.number)
    done = await line.message_recorded(line.record_message(folder / "file" / "1.wav"))
    assert done.reason == "failed"
    assert "1.wav" in done.error
    again = await line.message_recorded(line.record_message(folder / "2.wav", max_s=0.3))
    assert again.reason == "too_long"


@every_adapter
async def test_no_message_before_the_answer(net: ContractNetwork, folder: Path) -> None:
    line = net.place(people.EARLY_NEVER.number)
    done = await line.message_recorded(line.record_message(folder / "1.wav"))
    assert (done.reason, done.error) == ("failed", "the call is not answered")
    line.hang_up()
    await line.ended()
