"""Prompts recorded from a microphone and heard, through a real sound server."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.helpers import sound
from tests.helpers.headset import headset
from tests.helpers.pitches import Pitches

#: In a process of its own: Qt looks for the sound server once.
_PROGRAM = """
import asyncio, json, subprocess, sys
from pathlib import Path
import qasync
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from editor.document import SchemeDocument
from editor.prompts.panel import PromptsPanel
from editor.prompts.record_dialog import Step
from engine.adapters.voice_store import open_folder
from engine.scheme.node_types import default_node_types
from engine.service.voice import VoiceService
from engine.service.voice_store import VoiceStore
from rino_desktop.prompt_desk import StoredPrompts
from tests.helpers import sound
from tests.unit.editor.prompt_parts import with_prompts

folder, tone = Path(sys.argv[1]), sys.argv[2]
LEFT = Qt.MouseButton.LeftButton

class Tones:
    name = "tones"

    def synthesise(self, text, language, target):
        sound.write(target, sound.tone(1500, 1.0))

def nothing(*_):
    raise AssertionError("not asked for")

async def until(condition, seconds=20):
    for _ in range(int(seconds * 50)):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come")

async def play_tone():
    player = await asyncio.create_subprocess_exec("paplay", tone)
    assert await player.wait() == 0

async def recorded(panel, at_silence):
    button = panel.detail.tools.buttons["record"]
    await until(button.isEnabled)
    QTest.mouseClick(button, LEFT)
    dialog = panel.detail.work.dialog
    devices = [dialog.device.itemText(i) for i in range(dialog.device.count())]
    dialog.at_silence.setChecked(at_silence)
    levels = []
    dialog.recorder.level_changed.connect(levels.append)
    await until(lambda: levels)
    QTest.mouseClick(dialog.record, LEFT)
    assert dialog.step is Step.COUNTING
    await until(lambda: dialog.step is Step.RECORDING)
    await play_tone()
    if not at_silence:
        await asyncio.sleep(0.6)
        QTest.mouseClick(dialog.record, LEFT)
    await until(lambda: dialog.step is Step.HEARING)
    assert not panel.document.undo_stack.count() or at_silence, "nothing is kept unheard"
    return dialog, devices, max(levels)

async def main():
    store = folder / "store"
    desk = StoredPrompts(
        lambda: VoiceStore(store, open_folder),
        lambda store: VoiceService(store.folder, folder / "cache", Tones()),
        nothing, folder / "takes", folder / "shipped",
    )
    panel = PromptsPanel(SchemeDocument(with_prompts(), default_node_types()), desk)
    panel.resize(1200, 700)
    panel.show()
    panel.show_prompt("menu", "ru")
    await until(lambda: panel.detail.player.available)
    dialog, devices, loudest = await recorded(panel, False)
    began = asyncio.get_running_loop().time()
    QTest.mouseClick(dialog.play, LEFT)
    assert dialog.player.playing
    await until(lambda: not dialog.player.playing)
    played = asyncio.get_running_loop().time() - began
    QTest.mouseClick(dialog.keep, LEFT)
    await until(lambda: panel.detail.work.dialog is None)
    assert panel.document.undo_stack.count() == 1
    first = panel.document.content.header["prompts"]["menu"]["ru"].file
    dialog, _, _ = await recorded(panel, True)
    QTest.mouseClick(dialog.keep, LEFT)
    await until(lambda: panel.detail.work.dialog is None)
    panel.speak_block("c")
    panel.speaking.fields.set_values({"Долг": "5", "Срок": "05.12.2026"})
    panel.speaking.fields.edited.emit()
    heard = panel.speaking.heard
    QTest.mouseClick(heard.listen, LEFT)
    await until(lambda: heard.player.playing)
    await until(lambda: not heard.player.playing)
    panel.hide()
    await panel.close_scheme()
    await desk.close()
    print(json.dumps({"devices": devices, "loudest": loudest, "played": played,
                      "take": str(store / first)}))

application = QApplication([])
application.setQuitOnLastWindowClosed(False)
loop = qasync.QEventLoop(application)
asyncio.set_event_loop(loop)
with loop:
    loop.run_until_complete(main())
"""


def test_a_tone_is_recorded_and_heard(tmp_path: Path) -> None:
    tone = sound.write(tmp_path / "tone.wav", sound.tone(1000, 1.5))
    with headset(tmp_path) as ears:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(tmp_path), str(tone)],
            env={**ears.environment, "QT_QPA_PLATFORM": "offscreen"},
            cwd=Path(__file__).parents[3], capture_output=True, text=True, timeout=150, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-4000:]
        told = json.loads(done.stdout)
        heard = Pitches((ears.heard() * 32768).astype(np.int16).tolist())
    assert any("emap" in name or "icrophone" in name for name in told["devices"])
    assert told["loudest"] > -25
    take = Pitches([int(value * 32768) for value in sound.read(Path(told["take"]))])
    assert take.seconds_of(1000) > 1.2
    assert take.seconds < 1.5 + 0.5, "the silence around it is cut off"
    assert told["played"] > 1.2
    # Twice from the file that the microphone was given, once as the take that was listened to.
    assert heard.seconds_of(1000) > 3 * 1.2
    assert heard.seconds_of(1500) > 0.8, "a text with a contact's data"
