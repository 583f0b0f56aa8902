"""The contract of the telephony port: sound and keys, on every adapter."""

from pathlib import Path

from engine.domain.hangup_cause import HangupCause
from engine.domain.hearing import SuperviseMode
from engine.ports.telephony import DIRECT, CallAnswered, CallEnded, KeyPressed, PlaybackEnded
from tests.helpers import every_adapter as people
from tests.helpers import wav
from tests.helpers.every_adapter import ContractNetwork, every_adapter


@every_adapter
async def test_playback_takes_as_long_as_its_files(net: ContractNetwork, folder: Path) -> None:
    one = wav.write_tone(folder / "one.wav", 0.4)
    two = wav.write_tone(folder / "two.wav", 0.3)
    line = await net.answered(people.PATIENT.number)
    began = net.clock.monotonic()
    ended = await line.playback_ended(line.play(one, two, one))
    assert 1.0 < net.clock.monotonic() - began < 4.0
    assert not ended.interrupted
    assert ended.error == ""
    line.hang_up()
    await line.ended()
    if measured := await net.rig.measured():
        assert 1050 <= measured["heard_ms"] <= 1150
        # One packet of silence is 20 ms.
        assert measured["longest_pause_ms"] <= 45, "a gap between the files"
        assert measured["lost"] == 0


@every_adapter
async def test_a_file_that_cannot_be_played(net: ContractNetwork, folder: Path) -> None:
    good = wav.write_tone(folder / "good.wav", 0.2)
    broken = folder / "broken.wav"
    broken.write_bytes(b"RIFF\x00\x00")
    line = await net.answered(people.PATIENT.number)
    missing = await line.playback_ended(line.play(folder / "missing.wav"))
    assert "missing.wav" in missing.error
    damaged = await line.playback_ended(line.play(good, broken))
    assert "broken.wav" in damaged.error
    assert (await line.playback_ended(line.play(good))).error == ""


@every_adapter
async def test_stop_playback(net: ContractNetwork, folder: Path) -> None:
    long = wav.write_tone(folder / "long.wav", 5)
    line = await net.answered(people.PATIENT.number)
    playback = line.play(long)
    await net.clock.sleep(0.3)
    began = net.clock.monotonic()
    net.telephony.stop_playback(line.id)
    net.telephony.stop_playback(line.id)
    ended = await line.playback_ended(playback)
    assert ended.interrupted
    assert net.clock.monotonic() - began < 2.0, "not to the end of it"


@every_adapter
async def test_a_new_playback_takes_the_place_of_the_old(
    net: ContractNetwork, folder: Path
) -> None:
    long = wav.write_tone(folder / "long.wav", 5)
    short = wav.write_tone(folder / "short.wav", 0.3)
    line = await net.answered(people.PATIENT.number)
    first, second = line.play(long), line.play(short)
    assert (await line.playback_ended(first)).interrupted
    assert not (await line.playback_ended(second)).interrupted


@every_adapter
async def test_loop_plays_until_it_is_stopped(net: ContractNetwork, folder: Path) -> None:
    short = wav.write_tone(folder / "short.wav", 0.2)
    line = await net.answered(people.PATIENT.number)
    playback = line.play(short, loop=True)
    await net.clock.sleep(0.9)
    assert not line.of(PlaybackEnded)
    net.telephony.stop_playback(line.id)
    assert (await line.playback_ended(playback)).interrupted


@every_adapter
async def test_keys_come_once_and_in_order(net: ContractNetwork, folder: Path) -> None:
    line = await net.answered(people.TYPES.number)
    await line.keys_pressed("159*#0")
    await net.clock.sleep(0.3)
    assert line.keys == "159*#0"


@every_adapter
async def test_barge_in(net: ContractNetwork, folder: Path) -> None:
    long = wav.write_tone(folder / "long.wav", 5)
    line = await net.answered(people.HEARS_AND_PRESSES.number)
    playback = line.play(long, barge_in=True)
    ended = await line.playback_ended(playback)
    key = line.of(KeyPressed)[0]
    assert ended.interrupted
    assert line.events.index(key) < line.events.index(ended)
    assert (net.clock.now() - key.at).total_seconds() < 0.15
    await net.clock.sleep(0.3)
    line.hang_up()
    await line.ended()
    if measured := await net.rig.measured():
        # From the key's first packet until the last speech at the subscriber's ear.
        assert measured["barge_in_ms"][0] <= 100


@every_adapter
async def test_without_barge_in_a_key_stops_nothing(net: ContractNetwork, folder: Path) -> None:
    prompt = wav.write_tone(folder / "prompt.wav", 1.0)
    line = await net.answered(people.HEARS_AND_PRESSES.number)
    ended = await line.playback_ended(line.play(prompt))
    assert line.keys == "1"
    assert not ended.interrupted


@every_adapter
async def test_hang_up_during_playback(net: ContractNetwork, folder: Path) -> None:
    long = wav.write_tone(folder / "long.wav", 5)
    line = await net.answered(people.HANGS_UP_LATER.number)
    line.play(long)
    await line.ended()
    await net.clock.sleep(0.2)
    assert isinstance(line.events[-1], CallEnded)


@every_adapter
async def test_digits_are_sent(net: ContractNetwork, folder: Path) -> None:
    line = await net.answered(people.PATIENT.number)
    await net.clock.sleep(0.1)
    net.telephony.send_digits(line.id, "42#")
    while len(await net.rig.digits_heard(line)) < 3:
        await net.clock.sleep(0.05)
    await net.clock.sleep(0.3)
    line.hang_up()
    await line.ended()
    assert await net.rig.digits_heard(line) == "42#"


@every_adapter
async def test_recording_is_stereo_and_complete(net: ContractNetwork, folder: Path) -> None:
    prompt = wav.write_tone(folder / "prompt.wav", 0.8, 440)
    path = folder / "calls" / "recording.wav"
    line = await net.answered(people.PATIENT.number)
    net.telephony.start_recording(line.id, path)
    await line.playback_ended(line.play(prompt))
    await net.clock.sleep(0.3)
    line.hang_up()
    end = await line.ended()
    rate, (subscriber, we) = wav.read(path)
    assert end.answered_at is not None
    length = (end.at - end.answered_at).total_seconds()
    assert rate == 8000
    assert abs(len(we) / rate - length) < 0.4
    assert 0.6 < wav.seconds_of_tone(we, 440) < 0.95
    assert wav.seconds_of_tone(subscriber, 440) == 0
    if net.rig.name != "simulated":  # nobody speaks there
        assert wav.seconds_of_tone(subscriber, 1000) > 0.6 * length
        assert wav.seconds_of_tone(we, 1000) == 0


@every_adapter
async def test_bridged_calls_live_and_die_apart(net: ContractNetwork, folder: Path) -> None:
    line = await net.answered(people.PATIENT.number, reserve_leg=True)
    leg = await net.answered(people.PATIENT.number, near=line.id)
    net.telephony.bridge(line.id, leg.id)
    await net.clock.sleep(0.3)
    leg.hang_up()
    await leg.ended()
    await net.clock.sleep(0.2)
    assert not line.of(CallEnded)
    # The one that is left can be played to again.
    prompt = wav.write_tone(folder / "prompt.wav", 0.2)
    assert (await line.playback_ended(line.play(prompt))).error == ""
    line.hang_up()
    assert (await line.ended()).cause is HangupCause.NORMAL_CLEARING


@every_adapter
async def test_talks_and_supervision(net: ContractNetwork, folder: Path) -> None:
    """Who hears whom is heard in test_operator_legs; here: nothing of it costs a call."""
    telephony, number = net.telephony, people.PATIENT.number
    lines = [await net.answered(number) for _ in range(5)]
    one, two, three, head, gone = lines
    gone.hang_up()
    await gone.ended()
    late = net.place(number, near=one.id)
    telephony.confer([one.id, two.id, gone.id, three.id, late.id])
    telephony.bridge(one.id, gone.id)
    telephony.supervise(head.id, one.id, SuperviseMode.LISTEN)
    telephony.supervise(gone.id, one.id, SuperviseMode.JOIN)
    if net.rig.name == "simulated":
        hears = {line.id: net.telephony.heard_by(line.id) for line in lines}  # type: ignore[attr-defined]
        assert hears[one.id] == {two.id, three.id}
        assert hears[head.id] == {one.id, two.id, three.id}
        assert hears[gone.id] == set()
        await late.wait(CallAnswered)
        assert net.telephony.heard_by(one.id) == {two.id, three.id, late.id}  # type: ignore[attr-defined]
    await late.wait(CallAnswered)
    telephony.supervise(head.id, one.id, SuperviseMode.JOIN)
    telephony.part(two.id)
    telephony.part(two.id)
    telephony.part(gone.id)
    prompt = wav.write_tone(folder / "prompt.wav", 0.2)
    assert (await two.playback_ended(two.play(prompt))).error == ""
    assert (await one.playback_ended(one.play(prompt))).error == ""
    one.hang_up()
    await one.ended()
    await net.clock.sleep(0.2)
    for line in (two, three, head, late):
        assert not line.of(CallEnded)
        line.hang_up()
        assert (await line.ended()).cause is HangupCause.NORMAL_CLEARING


@every_adapter
async def test_straight_to_an_address(net: ContractNetwork, folder: Path) -> None:
    address = net.rig.address_of(people.PATIENT.number)
    line = net.place("", trunk_id=DIRECT, address=address, headers={"X-Rino-Attempt": "5"})
    await line.wait(CallAnswered)
    line.hang_up()
    assert (await line.ended()).cause is HangupCause.NORMAL_CLEARING
    nowhere = await net.place("", trunk_id=DIRECT).ended()
    assert nowhere.cause is HangupCause.NETWORK_OUT_OF_ORDER
