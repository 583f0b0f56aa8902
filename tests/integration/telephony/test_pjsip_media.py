"""What is really heard: measured in recordings, whose left channel is the far end's echo."""

import array
import asyncio
import re
import time
import wave
from pathlib import Path

from engine.audio.recorded import parts_of
from engine.ports.telephony import KeyPressed, PlaybackEnded
from tests.helpers.processes import until
from tests.helpers.sipp import Sipp
from tests.helpers.telephony import pjsip_network
from tests.helpers.wav import goertzel, read, rms, seconds_of_tone, so_far, write_tone

NUMBER = "+79120000000"
LISTENER = "pjsip/listener.xml"
RATE = 8000
FRAME = 160


def first_and_last(samples: "array.array[int]", hertz: float) -> tuple[float, float]:
    """Seconds at which a tone begins and ends."""
    heard = [
        start / RATE
        for start in range(0, len(samples) - FRAME + 1, FRAME)
        if rms(samples[start : start + FRAME]) > 200
        and goertzel(samples[start : start + FRAME], hertz) > 0.6
    ]
    assert heard, f"no {hertz} Hz"
    return heard[0], heard[-1] + FRAME / RATE


async def test_files_follow_each_other_without_a_gap_at_the_far_end(tmp_path: Path) -> None:
    files = [
        write_tone(tmp_path / "a.wav", 0.505, 500),
        write_tone(tmp_path / "b.wav", 0.033, 1000),
        write_tone(tmp_path / "c.wav", 0.70, 1500),
    ]
    recording = tmp_path / "call.wav"
    with Sipp(LISTENER, tmp_path, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            line = await net.answered(NUMBER)
            net.telephony.start_recording(line.id, recording)
            ended = await line.playback_ended(line.play(*files))
            assert (ended.interrupted, ended.error) == (False, "")
            # The end of it has come back, too: what is on disk is half a second late at most.
            echoed, _ = parts_of(recording)
            written = len(so_far(echoed))
            await until(lambda: len(so_far(echoed)) > written + 0.9 * RATE)
            line.hang_up()
            await line.ended()
    rate, (echo, ours) = read(recording)
    assert rate == RATE
    for channel in (ours, echo):
        begin, _ = first_and_last(channel, 500)
        _, end = first_and_last(channel, 1500)
        assert 1.20 < end - begin < 1.27
        quiet = [
            at
            for at in range(int(begin * RATE) + FRAME, int(end * RATE) - FRAME, FRAME // 2)
            if rms(channel[at : at + FRAME // 2]) < 1000
        ]
        assert not quiet, f"silent at {[at / RATE for at in quiet]}"
        assert seconds_of_tone(channel, 500) > 0.46
        assert seconds_of_tone(channel, 1500) > 0.66
    # Recorded side by side: the echo of the far end is never before our own sound.
    assert 0.0 < first_and_last(echo, 500)[0] - first_and_last(ours, 500)[0] < 0.4


async def test_a_key_silences_the_prompt_within_100_ms(tmp_path: Path) -> None:
    prompt = write_tone(tmp_path / "tone.wav", 6.0, 800)
    recording = tmp_path / "call.wav"
    with Sipp("pjsip/presses_key.xml", tmp_path, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            line = await net.answered(NUMBER)
            net.telephony.start_recording(line.id, recording)
            playback = line.play(prompt, barge_in=True)
            key = await line.wait(KeyPressed)
            ended = await line.playback_ended(playback)
            assert ended.interrupted
            assert line.events.index(key) < line.events.index(ended)
            await asyncio.sleep(0.3)
            line.hang_up()
            over = await line.ended()
        sipp.finish()
    _, (_, ours) = read(recording)
    _, end = first_and_last(ours, 800)
    # By the line's own clock: how long before the end of the call it was silent.
    since_key = (over.at - key.at).total_seconds()
    assert since_key - 0.1 < len(ours) / RATE - end < since_key + 0.15


async def test_prompts_that_cannot_be_played_say_what_is_wrong(tmp_path: Path) -> None:
    fast = tmp_path / "fast.wav"
    with wave.open(str(fast), "wb") as wav:
        wav.setnchannels(2)
        wav.setsampwidth(2)
        wav.setframerate(16000)
        wav.writeframes(bytes(64000))
    noise = tmp_path / "noise.wav"
    noise.write_bytes(b"this is no sound" * 100)
    good = write_tone(tmp_path / "good.wav", 0.2)
    with Sipp(LISTENER, tmp_path, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            line = await net.answered(NUMBER)
            for files, words in (
                ([fast], r"fast\.wav: 16000 Hz, 2 channel"),
                ([noise], r"noise\.wav: "),
                ([good, tmp_path / "missing.wav"], r"missing\.wav: no such file"),
                ([], "nothing to play"),
            ):
                ended = await line.playback_ended(line.play(*files))
                assert re.search(words, ended.error), ended.error
            # The call goes on.
            assert (await line.playback_ended(line.play(good))).error == ""
            line.hang_up()
            await line.ended()


async def test_a_worker_plays_far_more_than_its_32_players(tmp_path: Path) -> None:
    """Players and their open files are given back."""
    prompt = write_tone(tmp_path / "tone.wav", 3.0)
    short = write_tone(tmp_path / "short.wav", 0.02)
    with Sipp(LISTENER, tmp_path, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            line = await net.answered(NUMBER)
            for _ in range(60):
                playback = line.play(prompt, short)
                await asyncio.sleep(0.012)
                net.telephony.stop_playback(line.id)
                assert (await line.playback_ended(playback)).error == ""
            line.hang_up()
            await line.ended()
            assert not [e for e in line.of(PlaybackEnded) if e.error]


async def test_bridged_legs_hear_each_other_and_are_recorded(tmp_path: Path) -> None:
    """The first leg is sung to; its echo must come out at the second, and into the record."""
    prompt = write_tone(tmp_path / "tone.wav", 2.0, 700)
    recording = tmp_path / "call.wav"
    with Sipp(LISTENER, tmp_path, calls=2, rtp_echo=True) as sipp:
        net = pjsip_network(sipp.port)
        async with net:
            one = await net.answered(NUMBER, reserve_leg=True)
            two = await net.answered(NUMBER, near=one.id)
            net.telephony.start_recording(two.id, recording)
            net.telephony.bridge(one.id, two.id)
            one.play(prompt)
            _, heard = parts_of(recording)
            await until(lambda: seconds_of_tone(so_far(heard), 700) > 0.5)
            one.hang_up()
            await one.ended()
            await asyncio.sleep(0.2)
            assert not two.of(PlaybackEnded)
            two.hang_up()
            await two.ended()
    _, (_, ours) = read(recording)
    assert seconds_of_tone(ours, 700) > 0.5


async def test_a_paused_recording_is_silent_and_keeps_its_time(tmp_path: Path) -> None:
    prompt = write_tone(tmp_path / "long.wav", 4, 900)
    recording = tmp_path / "paused.wav"
    with Sipp("pjsip/listener.xml", tmp_path, rtp_echo=True) as sipp:
        async with pjsip_network(sipp.port) as net:
            line = await net.answered(NUMBER)
            net.telephony.start_recording(line.id, recording)
            playback = line.play(prompt)
            await asyncio.sleep(1.0)
            net.telephony.pause_recording(line.id, True)
            paused_at = time.monotonic()
            await asyncio.sleep(1.5)
            net.telephony.pause_recording(line.id, False)
            paused_s = time.monotonic() - paused_at
            await line.playback_ended(playback)
            line.hang_up()
            await line.ended()
    _, channels = read(recording)
    for channel in channels:
        begin, end = first_and_last(channel, 900)
        assert 3.7 < end - begin < 4.2, "the time goes on"
        assert 3.7 - paused_s < seconds_of_tone(channel, 900) < 4.3 - paused_s
