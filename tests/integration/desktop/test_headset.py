"""Sound really passes: sound server - headset - telephone - SIP - another telephone, both ways."""

import asyncio
from pathlib import Path

import numpy as np

from tests.helpers import wav
from tests.helpers.headset import RATE, headset
from tests.helpers.kamailio import Kamailio
from tests.helpers.listening_phone import ACCOUNTS, foreign_phone, phone_account
from tests.helpers.spoken import speaking, tone_file
from tests.helpers.telephone import seconds_of_tones
from tests.helpers.workstation import choose_device, workstation


async def test_sound_passes_both_ways(tmp_path: Path) -> None:
    tone = tone_file(tmp_path / "tone.raw", 440)
    with Kamailio(tmp_path / "kamailio", ACCOUNTS) as kamailio, headset(tmp_path) as server:
        server.plug_in("mouth")
        server.plug_in("bell")
        async with (
            foreign_phone(tmp_path, kamailio, "1002", 1000) as phone,
            workstation(
                tmp_path / "ours", phone_account(kamailio, "1001"), server.environment
            ) as here,
        ):
            assert await here.ask("open", wanted="opened")
            await choose_device(here, "microphone", "mouth-mic")
            await choose_device(here, "speech", "headset")
            await choose_device(here, "ring", "bell")
            await here.wait(event="RegistrationChanged", state="registered")
            with speaking(server, "mouth", tone, RATE):
                here.say("ring", "on")
                here.say("Dial", "one", "1002")
                await here.wait(event="Answered")
                for _ in range(200):
                    heard = seconds_of_tones(
                        (server.heard() * 32767).astype(np.int16), [1000], RATE
                    )
                    if heard > 2.0:
                        break
                    await asyncio.sleep(0.1)
                assert heard > 2.0
                await asyncio.sleep(1.0)
                here.say("ring", "off")
                told = await here.ask("delays", wanted="levels")
                assert told[0] > -40, "the microphone's level"
                assert told[1] > -40, "the far end's"
                here.say("HangUp", "one")
                await here.wait(event="Ended")
        sound = np.concatenate([wav.read(p)[1][0] for p in phone.all_heard()]).astype(np.int16)
        assert seconds_of_tones(sound, [440], 8000) > 1.5
        ring = np.concatenate([np.zeros(0), server.heard()])
        assert seconds_of_tones((ring * 32767).astype(np.int16), [554], RATE) == 0
