"""Messages over real RTP: a voice, a noisy line, keys by INFO, and one that stays with the rest."""

import random
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.adapters.speech.espeak import EspeakSpeech
from engine.ports.telephony import KeyPressed
from rino_desktop.demo.sip.controller import Farm
from tests.helpers import wav
from tests.helpers.sipp import Sipp
from tests.helpers.telephony import pjsip_network

RATE = 8000
SPEAKS, NOISY, STEADY = (f"+7912000000{n}" for n in (1, 2, 3))


def _noise(seconds: float, db: float) -> "array[int]":
    rng = random.Random(7)
    sigma = 32768 * 10 ** (db / 20)
    return array("h", (round(rng.gauss(0, sigma)) for _ in range(int(seconds * RATE))))


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> "array[int]":
    path = tmp_path_factory.mktemp("voice") / "speech.wav"
    EspeakSpeech().synthesise("Говорит Иванов. Перезвоните завтра утром, пожалуйста.", "ru", path)
    return wav.read(path)[1][0]


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory, speech: "array[int]") -> Iterator[Farm]:
    """Voices with the noise of their lines, for ten seconds from the answer on."""
    folder = tmp_path_factory.mktemp("farm")
    line = _noise(10.0, -48)
    for n, value in enumerate(speech):
        line[RATE // 2 + n] += value
    voices = {
        SPEAKS: wav.write(folder / "speaks.wav", line),
        NOISY: wav.write(folder / "noisy.wav", _noise(10.0, -42)),
        STEADY: wav.write_tone(folder / "steady.wav", 10, 700),
    }
    rules = [
        {"number": number, "behaviour": {"kind": "answer_and_press", "ring_s": 0.1,
                                         "voice": str(path)}}
        for number, path in voices.items()
    ]  # fmt: skip
    with Farm(folder, behaviours={"rules": rules}) as farm:
        yield farm


async def test_a_voice_on_a_noisy_line_is_heard_out(
    farm: Farm, tmp_path: Path, speech: "array[int]"
) -> None:
    spoken = 0.5 + len(speech) / RATE
    async with pjsip_network(farm.port) as net:
        line = await net.answered(SPEAKS)
        began = net.clock.monotonic()
        done = await line.message_recorded(line.record_message(tmp_path / "1.wav", silence_s=1.2))
        took = net.clock.monotonic() - began
    assert (done.reason, done.error) == ("silence", "")
    assert spoken + 0.8 < took < spoken + 4.0
    assert done.seconds == pytest.approx(spoken, abs=0.35)
    _, (kept,) = wav.read(tmp_path / "1.wav")
    # What was said is there, as loud as it was said.
    middle = slice(RATE // 2 + len(speech) // 4, RATE // 2 + 3 * len(speech) // 4)
    assert wav.rms(kept[middle]) == pytest.approx(
        wav.rms(speech[len(speech) // 4 : 3 * len(speech) // 4]), rel=0.2
    )


async def test_noise_is_not_a_voice(farm: Farm, tmp_path: Path) -> None:
    async with pjsip_network(farm.port) as net:
        line = await net.answered(NOISY)
        began = net.clock.monotonic()
        done = await line.message_recorded(
            line.record_message(tmp_path / "1.wav", silence_s=1.5, beep=True)
        )
        took = net.clock.monotonic() - began
    assert (done.reason, done.seconds) == ("silence", 0.0)
    assert 1.7 < took < 4.5


async def test_a_message_and_the_recording_of_the_call_do_not_disturb_each_other(
    farm: Farm, tmp_path: Path
) -> None:
    async with pjsip_network(farm.port) as net:
        line = await net.answered(STEADY)
        net.telephony.start_recording(line.id, tmp_path / "call.wav")
        await net.clock.sleep(0.3)
        message = line.record_message(tmp_path / "1.wav", max_s=1.0, beep=True)
        assert (await line.message_recorded(message)).reason == "too_long"
        await net.clock.sleep(0.3)
        line.hang_up()
        await line.ended()
    _, (subscriber, ours) = wav.read(tmp_path / "call.wav")
    assert wav.seconds_of_tone(subscriber, 700) > 1.4
    assert 0.2 < wav.seconds_of_tone(ours, 1000) < 0.34
    _, (kept,) = wav.read(tmp_path / "1.wav")
    assert wav.seconds_of_tone(kept, 700) > 0.8
    assert wav.seconds_of_tone(kept, 1000) == 0


async def test_four_messages_of_one_worker_at_once(farm: Farm, tmp_path: Path) -> None:
    async with pjsip_network(farm.port) as net:
        lines = [await net.answered(STEADY) for _ in range(4)]
        ids = [
            line.record_message(tmp_path / f"{n}.wav", max_s=1.0) for n, line in enumerate(lines)
        ]
        for line, recording_id in zip(lines, ids, strict=True):
            done = await line.message_recorded(recording_id)
            assert (done.reason, done.error) == ("too_long", "")
            assert done.seconds == pytest.approx(1.0, abs=0.15)


async def test_a_key_by_info_ends_a_message(tmp_path: Path) -> None:
    with Sipp("keys_by_info.xml", tmp_path, rtp_echo=True) as sipp:
        async with pjsip_network(sipp.port) as net:
            line = await net.answered("+79120000000")
            done = await line.message_recorded(
                line.record_message(tmp_path / "1.wav", silence_s=5, stop_keys="#")
            )
            assert done.reason == "key"
            keys = [event.key for event in line.of(KeyPressed)]
            assert keys == ["5", "#"]
            line.hang_up()
            await line.ended()
