"""A headset and a telephone in a process of its own (Qt looks for the sound server once): told by
lines what to do, tells by lines of JSON what happened. ``python -m tests.helpers.workstation_here
FOLDER ACCOUNT``."""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication

from engine.adapters.pjsip.softphone.adapter import PjsipSoftphone
from engine.ports import softphone
from rino_desktop.ui import state
from rino_desktop.ui.audio_devices import Use, audio_devices
from rmt.headset import Headset
from rmt.ringer import Ringer


def tell(**what: Any) -> None:
    print(json.dumps(what, default=str), flush=True)


class Here:
    def __init__(self, account: softphone.Account) -> None:
        self._account = account
        self.headset = Headset()
        self.ringer = Ringer()
        self.phone = PjsipSoftphone(self.headset.sound)
        self.devices = audio_devices()
        self.headset.device_changed.connect(
            lambda use, device: tell(device=use, id=device.id if device else None)
        )
        self.headset.muted_speech.connect(lambda: tell(muted_speech=True))
        self.headset.levels_changed.connect(self._on_levels)
        self.levels = (-96.0, -96.0)

    def _on_levels(self, near: float, far: float) -> None:
        self.levels = (near, far)

    async def run(self) -> None:
        await self.phone.start(lambda event: tell(event=type(event).__name__, **event._asdict()))
        self.phone.order(softphone.Register(self._account))
        loop = asyncio.get_running_loop()
        while line := (await loop.run_in_executor(None, sys.stdin.readline)).split():
            self._obey(line[0], line[1:])
        await self.phone.stop()
        self.headset.close()

    def _be_busy(self, seconds: float) -> None:
        """As a window does that draws too much: it computes, and nothing else gets its turn."""
        end, work = time.perf_counter() + seconds, 0
        while time.perf_counter() < end:
            work += 1
        tell(busy=work)

    def _obey(self, word: str, rest: list[str]) -> None:
        match word:
            case "open":
                tell(opened=self.headset.open())
                self.ringer.get_ready()
            case "wish":
                use = Use(rest[0])
                found = [d for d in self.devices.all_for(use) if d.id == rest[1]]
                self.devices.wish(use, found[0] if found else None)
                tell(wished=[d.id for d in found])
            case "devices":
                tell(devices=[d.id for d in (*self.devices.outputs(), *self.devices.inputs())])
            case "delays":
                tell(delays=self.headset.delays_ms, levels=self.levels)
            case "ring":
                self.ringer.ring(rest[0] == "on")
            case "tone":
                self.headset.tone(rest[0])
            case "busy":
                self._be_busy(float(rest[0]))
            case "mute":
                self.headset.mute(rest[0] == "on")
            case _:
                kind = getattr(softphone, word)
                self.phone.order(kind(*(json.loads(each) for each in rest)))


def main() -> None:
    folder, account = Path(sys.argv[1]), softphone.Account(*json.loads(sys.argv[2]))
    state.use(folder / "kept")
    application = QCoreApplication([])
    loop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    with loop:
        loop.run_until_complete(Here(account).run())


if __name__ == "__main__":
    main()
