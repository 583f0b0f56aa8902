"""Sound really passes: sound server - headset - telephone - SIP - another telephone, both ways."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from soxr import resample

from engine.audio.live import CALL_RATE
from tests.helpers import wav
from tests.helpers.baresip import Baresip
from tests.helpers.far_and_near import far_end, level
from tests.helpers.headset import RATE, Headset, headset
from tests.helpers.kamailio import Kamailio
from tests.helpers.listening_phone import ACCOUNTS, foreign_phone, phone_account
from tests.helpers.spoken import speaking, tone_file
from tests.helpers.telephone import seconds_of_tones
from tests.helpers.workstation import Workstation, choose_device, workstation


async def _until(condition: Callable[[], bool], seconds: float = 30) -> None:
    for _ in range(int(seconds / 0.1)):
        if condition():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("it did not come")


def _seconds(sound: NDArray[np.int16], hertz: float) -> float:
    return seconds_of_tones(sound, [hertz], RATE)


@asynccontextmanager
async def in_a_call(
    tmp_path: Path, *plugged: str
) -> AsyncIterator[tuple[Headset, Workstation, Baresip]]:
    """The subscriber says 1000 Hz; before the microphone ``mouth-mic`` 700 Hz are said."""
    tone = tone_file(tmp_path / "tone.raw", 700)
    with Kamailio(tmp_path / "kamailio", ACCOUNTS) as kamailio, headset(tmp_path) as server:
        server.plug_in("mouth")
        for name in plugged:
            server.plug_in(name)
        account = phone_account(kamailio, "1001")
        async with (
            foreign_phone(tmp_path, kamailio, "1002", 1000) as phone,
            workstation(tmp_path / "ours", account, server.environment) as here,
        ):
            assert await here.ask("open", wanted="opened")
            await choose_device(here, "microphone", "mouth-mic")
            await choose_device(here, "speech", "headset")
            for name in plugged:
                await choose_device(here, "ring", name)
            await here.wait(event="RegistrationChanged", state="registered")
            with speaking(server, "mouth", tone, RATE):
                here.say("Dial", "one", "1002")
                await here.wait(event="Answered")
                yield server, here, phone
                here.say("HangUp", "one")
                await here.wait(event="Ended")


def _loudest(sound: NDArray[np.int16], hertz: float) -> float:
    """Of that one tone among others, in any tenth of a second; 1.0 is as loud as can be."""
    length = RATE // 10
    pieces = sound[: len(sound) // length * length].reshape(-1, length) / 32768
    wave = np.exp(-2j * np.pi * hertz * np.arange(length) / RATE)
    return float(np.abs(pieces @ wave).max() * 2 / length) if len(pieces) else 0.0


def heard_by(server: Headset) -> NDArray[np.int16]:
    return (server.heard() * 32767).astype(np.int16)


def said_to(phone: Baresip) -> NDArray[np.int16]:
    sound = phone.sound_so_far()
    return np.frombuffer(sound[: len(sound) // 2 * 2], "<i2")


async def _levels_above(here: Workstation, least: float, seconds: float = 30) -> None:
    """The microphone's and the far end's. Each is of one frame, and one may come too late."""
    deadline = time.monotonic() + seconds
    while min(levels := (await here.ask("delays", wanted="levels"))[:2]) <= least:
        assert time.monotonic() < deadline, f"microphone, far end: {levels}"
        await asyncio.sleep(0.05)


async def test_sound_passes_both_ways_and_the_bell_carries_no_speech(tmp_path: Path) -> None:
    async with in_a_call(tmp_path, "bell") as (server, here, phone):
        with server.listening_at("bell") as bell:
            here.say("ring", "on")
            await _until(lambda: _seconds(heard_by(server), 1000) > 2.0)
            await _until(lambda: _seconds(bell(), 554) > 0.2)
            here.say("ring", "off")
            assert _seconds(bell(), 1000) == 0
            assert _loudest(heard_by(server), 425) < 0.02
            here.say("tone", "waiting")  # another call, over what is heard
            await _until(lambda: _loudest(heard_by(server), 425) > 0.1)
            here.say("tone", "off")
        await _levels_above(here, -40)
        await _until(lambda: _seconds(said_to(phone), 700) > 1.5)
        assert _seconds(heard_by(server), 554) == 0


async def test_devices_pulled_out_in_mid_call_and_plugged_in_again(tmp_path: Path) -> None:
    """The talk goes on with the next ones, and goes back to those that are wished."""
    async with in_a_call(tmp_path) as (server, here, phone):
        usb = await asyncio.to_thread(server.plug_in, "usb")
        await choose_device(here, "speech", "usb")
        await choose_device(here, "microphone", "usb-mic")
        with server.listening_at("usb") as ear:
            await _until(lambda: _seconds(ear(), 1000) > 1.0)
        mark, before = len(here.told), len(heard_by(server))
        await asyncio.to_thread(server.pull_out, usb)
        fallen = await here.wait(mark, device="speech")
        assert fallen["id"] == "headset", "wished for before"
        fallen = await here.wait(mark, device="microphone")
        assert fallen["id"] == "mouth-mic"
        await _until(lambda: _seconds(heard_by(server)[before:], 1000) > 1.0)
        so_far = len(said_to(phone))
        await _until(lambda: _seconds(said_to(phone)[so_far:], 700) > 1.0)
        mark = len(here.told)
        await asyncio.to_thread(server.plug_in, "usb")
        back = await here.wait(mark, device="speech", id="usb")
        assert back
        await here.wait(mark, device="microphone", id="usb-mic")
        with server.listening_at("usb") as ear:
            await _until(lambda: _seconds(ear(), 1000) > 1.0)
        assert not [one for one in here.told if one.get("event") == "Ended"]


async def test_muted_we_are_told_when_we_speak(tmp_path: Path) -> None:
    async with in_a_call(tmp_path) as (server, here, _):
        await _until(lambda: _seconds(heard_by(server), 1000) > 0.5)
        assert not [one for one in here.told if "muted_speech" in one]
        here.say("mute", "on")
        await here.wait(muted_speech=True)


async def test_a_microphone_before_the_loudspeaker_sends_no_echo(tmp_path: Path) -> None:
    """The microphone hears nothing but what the subscriber says, as loud as it is played; after
    some seconds he does not hear himself."""
    voice = resample(far_end() * 0.5, CALL_RATE, wav.RATE).astype(np.int16)
    says = wav.write(tmp_path / "voice.wav", voice.tolist())
    with Kamailio(tmp_path / "kamailio", ACCOUNTS) as kamailio, headset(tmp_path) as server:
        account = phone_account(kamailio, "1001")
        async with (
            foreign_phone(tmp_path, kamailio, "1002", 0, says=says) as phone,
            workstation(tmp_path / "ours", account, server.environment) as here,
        ):
            assert await here.ask("open", wanted="opened")
            await choose_device(here, "speech", "headset")
            await choose_device(here, "microphone", "microphone")
            await here.wait(event="RegistrationChanged", state="registered")
            here.say("Dial", "one", "1002")
            await here.wait(event="Answered")

            def echo_is_gone() -> bool:
                played, sent = heard_by(server)[-6 * RATE :], said_to(phone)[-6 * wav.RATE :]
                if len(sent) < 6 * wav.RATE or level(played.astype(float)) < 55:
                    return False  # the subscriber is not heard (yet)
                return level(played.astype(float)) - level(sent.astype(float)) >= 20

            await _until(echo_is_gone, 60)
            here.say("HangUp", "one")
            await here.wait(event="Ended")
