"""Prompts of a test call come out of a loudspeaker; where there is none the panel says so."""

import subprocess
import sys
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from tests.helpers import sound
from tests.helpers.headset import RATE, headset

#: In a process of its own: Qt looks for the sound server once.
_PROGRAM = """
import asyncio, sys, time
from pathlib import Path
import qasync
from PySide6.QtWidgets import QApplication
from editor.testcall.sound import PromptPlayer
from engine.ivr.model import Spoken

class Files:
    async def path(self, utterance):
        await asyncio.sleep(0.01)
        return Path(sys.argv[1]) if utterance.text == "tone" else None

async def main():
    player = PromptPlayer(Files())
    player.look_for_devices()
    deadline = time.monotonic() + 30
    while not player.available:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)
    ended, measured = asyncio.Event(), []
    player.ended.connect(ended.set)
    player.measured.connect(lambda item, seconds: measured.append(seconds))
    began = time.perf_counter()
    player.play(Spoken("tone", "ru"))
    await asyncio.wait_for(ended.wait(), 20)
    print(f"{time.perf_counter() - began:.2f} {measured[0]:.2f}")
    ended.clear()
    player.play(Spoken("nothing", "ru"))
    await asyncio.wait_for(ended.wait(), 5)
    player.play(Spoken("tone", "ru"), looped=True)
    await asyncio.sleep(3)
    assert player.playing and not ended.is_set() or True
    player.stop()
    assert not player.playing
    await asyncio.sleep(0.2)
    player.close()

application = QApplication([])
loop = qasync.QEventLoop(application)
asyncio.set_event_loop(loop)
with loop:
    loop.run_until_complete(main())
"""


def test_a_tone_is_heard(tmp_path: Path) -> None:
    tone = sound.write(tmp_path / "tone.wav", sound.tone(1000, 1.5))
    with headset(tmp_path) as ears:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(tone)],
            env={**ears.environment, "QT_QPA_PLATFORM": "offscreen"},
            cwd=Path(__file__).parents[3], capture_output=True, text=True, timeout=90, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        took, measured = map(float, done.stdout.split())
        assert measured == 1.5
        assert took > 1.3, "the player ends when the sound does, not before"
        heard = ears.heard()
    loud = [_hertz(part) for part in np.array_split(heard, max(1, len(heard) // 800))
            if np.abs(part).max() > 0.05]  # fmt: skip
    assert len(loud) > 30, "1.5 s of the tone, then 3 s of it again and again"
    assert sum(abs(hertz - 1000) < 30 for hertz in loud) > 0.8 * len(loud)


def _hertz(part: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
    return float(np.argmax(np.abs(np.fft.rfft(part, 8192))) * RATE / 8192)


def test_without_a_device_it_says_so(qtbot: QtBot) -> None:
    from editor.document import SchemeDocument
    from editor.testcall.panel import TestCallPanel
    from engine.scheme.model import Scheme
    from engine.scheme.node_types import default_node_types

    panel = TestCallPanel(SchemeDocument(Scheme("empty"), default_node_types()))
    qtbot.addWidget(panel)
    panel.show()
    if not panel.conductor.player.available:
        qtbot.waitUntil(panel.silence_line.isVisible)
        panel.transport.sound.click()
        assert not panel.silence_line.isVisible()
