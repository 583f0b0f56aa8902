"""Loudspeakers and microphones over a real sound server: listed, chosen, pulled out in use."""

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
import asyncio, json, sys, time
from pathlib import Path
import qasync
from PySide6.QtWidgets import QApplication
from rino_desktop.ui import state
from rino_desktop.ui.audio_devices import Device, Use, audio_devices
from rino_desktop.ui.device_chooser import DeviceChooser, tone
from rino_desktop.ui.loudspeaker import Loudspeaker
from rino_desktop.ui.microphone import Microphone
from tests.helpers.headset import Headset
import os

folder = Path(sys.argv[1])
server = Headset(dict(os.environ), folder / "heard.raw")
state.use(folder / "kept")

async def until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        await asyncio.sleep(0.02)

def shown(chooser):
    return chooser.box.currentText(), chooser.note.text()

async def plug_in(name):
    return await asyncio.to_thread(server.plug_in, name)

async def pull_out(plugged):
    await asyncio.to_thread(server.pull_out, plugged)
"""

_RUN = """
application = QApplication([])
application.setQuitOnLastWindowClosed(False)
loop = qasync.QEventLoop(application)
asyncio.set_event_loop(loop)
with loop:
    loop.run_until_complete(main())
"""


def run(folder: Path, environment: dict[str, str], program: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM + program + _RUN, str(folder)],
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[3], capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_devices_come_go_and_are_wished_for(tmp_path: Path) -> None:
    with headset(tmp_path) as ears:
        told = run(tmp_path, dict(ears.environment), """
async def main():
    devices, heard = audio_devices(), []
    devices.device_changed.connect(lambda use: heard.append((use, devices.device(use))))
    assert devices.outputs() == [], "nothing is loaded before somebody asks"
    assert devices.look()
    await until(lambda: [d.id for d in devices.outputs()] == ["headset"])
    plugged = await plug_in("usb")
    await until(lambda: len(devices.outputs()) == 2)
    await until(lambda: any(d.id == "usb-mic" for d in devices.inputs()))
    devices.be_for("anna")
    usb = [d for d in devices.outputs() if d.id == "usb"][0]
    devices.wish(Use.SPEECH, usb)
    assert devices.device(Use.SPEECH) == usb
    assert devices.device(Use.RING).id == "headset", "the ring has a wish of its own"
    assert heard[-1] == ("speech", usb)
    await pull_out(plugged)
    await until(lambda: devices.device(Use.SPEECH).id == "headset")
    assert devices.wished(Use.SPEECH) == (usb,), "it is wished still"
    plugged = await plug_in("usb")
    await until(lambda: devices.device(Use.SPEECH) == usb)
    # A list to fall back on: the last wish first.
    other = await plug_in("other")
    await until(lambda: len(devices.outputs()) == 3)
    devices.wish(Use.SPEECH, [d for d in devices.outputs() if d.id == "other"][0])
    assert [d.id for d in devices.wished(Use.SPEECH)] == ["other", "usb"]
    await pull_out(other)
    await until(lambda: devices.device(Use.SPEECH).id == "usb")
    devices.be_for("pyotr")
    assert devices.wished(Use.SPEECH) == () and devices.device(Use.SPEECH).id == "headset"
    devices.be_for("Anna")
    assert devices.device(Use.SPEECH).id == "usb"
    devices.wish(Use.SPEECH, None)
    assert devices.device(Use.SPEECH).id == "headset"
    print(json.dumps({"ok": True}))
""")  # fmt: skip
    assert told == {"ok": True}


def test_what_was_pulled_out_is_not_missing_for_ever_when_the_sound_server_ends(
    tmp_path: Path,
) -> None:
    """Then nobody would tell that it has been plugged in again."""
    with headset(tmp_path) as ears:
        told = run(tmp_path, dict(ears.environment), """
async def main():
    devices = audio_devices()
    assert devices.look()
    plugged = await plug_in("usb")
    await until(lambda: "usb" in devices._seen)
    await pull_out(plugged)
    await until(lambda: devices._is_gone("usb"))
    await asyncio.to_thread(server._pactl, "exit")
    await until(lambda: not devices._is_gone("usb"))
    print(json.dumps({"ok": True}), flush=True)
    os._exit(0)
""")  # fmt: skip
    assert told == {"ok": True}


def test_what_is_played_goes_on_elsewhere(tmp_path: Path) -> None:
    """Two seconds on the device that is pulled out, the rest on the one fallen back on."""
    with headset(tmp_path) as ears:
        told = run(tmp_path, dict(ears.environment), """
async def main():
    devices = audio_devices()
    plugged = await plug_in("usb")
    loudspeaker = Loudspeaker()
    loudspeaker.look_for_devices()
    await until(lambda: any(d.id == "usb" for d in devices.outputs()))
    devices.wish(Use.SPEECH, [d for d in devices.outputs() if d.id == "usb"][0])
    await until(lambda: loudspeaker.available)
    ended = []
    loudspeaker.ended.connect(lambda: ended.append(loudspeaker.position_s))
    assert loudspeaker.play(tone(500, 3.0) + tone(1500, 6.0))
    await until(lambda: loudspeaker.position_s > 3.2)
    await pull_out(plugged)
    await until(lambda: devices.device(Use.SPEECH).id == "headset")
    position = loudspeaker.position_s
    await until(lambda: loudspeaker.position_s > position + 0.4)
    assert loudspeaker.playing and not ended
    await until(lambda: ended)
    print(json.dumps({"ok": True}))
""")  # fmt: skip
        heard = Pitches((ears.heard() * 32768).astype(np.int16).tolist())
    assert told == {"ok": True}
    assert 1.0 < heard.seconds_of(1500) < 6.0, "the rest of it, and not from the beginning"
    assert heard.seconds_of(500) < 0.5


def test_what_is_in_the_list_but_gone_is_passed_over(tmp_path: Path) -> None:
    """Nobody has told yet that it was pulled out: who opens it finds out."""
    with headset(tmp_path) as ears:
        told = run(tmp_path, dict(ears.environment), """
async def main():
    devices = audio_devices()
    devices.look()
    plugged = await plug_in("usb")
    await until(lambda: any(d.id == "usb" for d in devices.outputs()))
    await until(lambda: any(d.id == "usb-mic" for d in devices.inputs()))
    devices.wish(Use.SPEECH, [d for d in devices.outputs() if d.id == "usb"][0])
    devices.wish(Use.MICROPHONE, [d for d in devices.inputs() if d.id == "usb-mic"][0])
    devices._watch.stop()
    await pull_out(plugged)
    loudspeaker, microphone = Loudspeaker(), Microphone()
    loudspeaker.look_for_devices()
    ended, levels = [], []
    loudspeaker.ended.connect(lambda: ended.append(1))
    microphone.level_changed.connect(levels.append)
    assert microphone.listen()
    assert loudspeaker.play(tone(500, 1.0))
    assert devices.device(Use.SPEECH).id == "headset"
    assert devices.device(Use.MICROPHONE).id == "microphone"
    await until(lambda: ended and levels)
    microphone.close()
    print(json.dumps({"ok": True}))
""")  # fmt: skip
        heard = Pitches((ears.heard() * 32768).astype(np.int16).tolist())
    assert told == {"ok": True}
    assert heard.seconds_of(500) > 0.7


def test_a_microphone_is_pulled_out(tmp_path: Path) -> None:
    with headset(tmp_path) as ears:
        told = run(tmp_path, dict(ears.environment), """
async def main():
    devices, microphone = audio_devices(), Microphone()
    devices.look()
    plugged = await plug_in("usb")
    await until(lambda: any(d.id == "usb-mic" for d in devices.inputs()))
    devices.wish(Use.MICROPHONE, [d for d in devices.inputs() if d.id == "usb-mic"][0])
    levels, lost = [], []
    microphone.level_changed.connect(levels.append)
    microphone.lost.connect(lambda: lost.append(1))
    assert microphone.listen()
    await until(lambda: levels)
    await pull_out(plugged)
    await until(lambda: lost)
    assert not microphone.listening
    assert devices.device(Use.MICROPHONE).id == "microphone"
    levels.clear()
    assert microphone.listen()
    await until(lambda: levels)
    print(json.dumps({"ok": True}))
""")  # fmt: skip
    assert told == {"ok": True}


def test_devices_are_chosen_and_tried_in_the_settings(tmp_path: Path) -> None:
    with headset(tmp_path) as ears:
        told = run(tmp_path, dict(ears.environment), """
async def main():
    choosers = {use: DeviceChooser(use) for use in Use}
    for chooser in choosers.values():
        chooser.show()
    speech, microphone = choosers[Use.SPEECH], choosers[Use.MICROPHONE]
    await until(lambda: speech.button.isEnabled() and microphone.button.isEnabled())
    plugged = await plug_in("usb")
    await until(lambda: speech.box.findText("usb") > 0)
    speech.box.setCurrentIndex(speech.box.findText("usb"))
    speech.box.activated.emit(speech.box.currentIndex())
    assert shown(speech) == ("usb", "")
    await pull_out(plugged)
    await until(lambda: "not connected" in speech.box.currentText())
    gone = shown(speech)
    speech.button.click()
    assert speech.testing and speech.button.text() == "Stop"
    await until(lambda: not speech.testing)
    microphone.button.click()
    assert microphone.testing and microphone.meter.isVisible()
    words = set()
    microphone.microphone.level_changed.connect(lambda _l: words.add(microphone.meter.word))
    choosers[Use.RING].button.click()
    await until(lambda: "good" in words and not choosers[Use.RING].testing)
    microphone.hide()
    assert not microphone.testing
    print(json.dumps({"gone": gone}))
""")  # fmt: skip
        heard = Pitches((ears.heard() * 32768).astype(np.int16).tolist())
    name, note = told["gone"]  # type: ignore[misc]
    assert name == "usb (not connected)"
    assert note.startswith("Until it is plugged in, ")
    assert heard.seconds_of(880) > 0.7, "on the device that is fallen back on"
    assert heard.seconds_of(425) > 0.5


def test_what_was_said_before_the_microphone_was_pulled_out_is_there(tmp_path: Path) -> None:
    tone = sound.write(tmp_path / "tone.wav", sound.tone(1000, 1.5))
    with headset(tmp_path) as ears:
        told = run(tmp_path, {**ears.environment, "TONE": str(tone)}, """
from editor.prompts.record_dialog import RecordDialog, Step
from editor.prompts.takes import Takes

async def main():
    devices = audio_devices()
    devices.look()
    plugged = await plug_in("usb")
    await until(lambda: any(d.id == "usb-mic" for d in devices.inputs()))
    devices.wish(Use.MICROPHONE, [d for d in devices.inputs() if d.id == "usb-mic"][0])
    dialog = RecordDialog(Takes(None, None), "say")
    dialog.show()
    levels = []
    dialog.recorder.level_changed.connect(levels.append)
    await until(lambda: levels)
    assert dialog.device.currentText() == "usb-mic"
    dialog.record.click()
    await until(lambda: dialog.step is Step.RECORDING)
    player = await asyncio.create_subprocess_exec("paplay", "--device=usb", os.environ["TONE"])
    assert await player.wait() == 0
    await pull_out(plugged)
    await until(lambda: dialog.step is Step.HEARING)
    assert dialog.waveform.seconds > 1.0, dialog.waveform.seconds
    assert "no sound any more" in dialog.said.text()
    await until(lambda: dialog.device.currentText() != "usb-mic")
    assert dialog.keep.isEnabled()
    dialog.reject()
    print(json.dumps({"ok": True}))
""")  # fmt: skip
    assert told == {"ok": True}
