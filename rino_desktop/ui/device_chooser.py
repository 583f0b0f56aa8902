"""Which loudspeaker or microphone is used for what, chosen and tried."""

import math
from array import array

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rino_desktop.ui import icons
from rino_desktop.ui.audio_devices import Use, audio_devices
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.level_meter import LevelMeter
from rino_desktop.ui.loudspeaker import Loudspeaker
from rino_desktop.ui.microphone import Microphone
from rino_desktop.ui.sound_forms import RATE
from rino_desktop.ui.theme import dress

#: Hertz and seconds of what is played: speech lies high, a telephone rings low.
_TONES = {Use.SPEECH: (880, 1.0), Use.RING: (425, 1.5)}
_LOUDNESS, _RAMP_S = 0.25, 0.03
#: So long the level is shown after the button was pressed.
_LISTEN_MS = 15_000


class DeviceChooser(Translated, QWidget):
    """One for each use. The devices are looked for when it is first shown."""

    def __init__(self, use: Use, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.use = use
        self._devices = audio_devices()
        self.box, self.button, self.note = CalmCombo(), QPushButton(), QLabel()
        self.field = Field(self.box)
        dress(self.note, "secondary")
        self.note.setWordWrap(True)
        self.meter = LevelMeter()
        self.meter.hide()
        self.loudspeaker = Loudspeaker(use, self)
        self.microphone = Microphone(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_LISTEN_MS)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field.label)
        layout.addLayout(row)
        layout.addWidget(self.meter)
        layout.addWidget(self.note)
        self.setFocusProxy(self.box)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.box.activated.connect(self._on_chosen)
        self.button.clicked.connect(self._test)
        self.loudspeaker.playing_changed.connect(lambda _playing: self._show())
        self.microphone.level_changed.connect(self.meter.show_level)
        self.microphone.lost.connect(self._stop)
        self._patience.timeout.connect(self._stop)
        self._devices.device_changed.connect(self._on_device)
        mine = self.use is Use.MICROPHONE
        changed = self._devices.inputs_changed if mine else self._devices.outputs_changed
        changed.connect(self._show)

    def retranslate(self) -> None:
        names = {
            Use.SPEECH: self.tr("Speech"),
            Use.RING: self.tr("Ring"),
            Use.MICROPHONE: self.tr("Microphone"),
        }
        self.field.name(names[self.use])
        self._show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.loudspeaker.look_for_devices()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._stop()

    @property
    def testing(self) -> bool:
        return self.loudspeaker.playing or self.microphone.listening

    # --- inside -------------------------------------------------------------------------------

    def _show(self) -> None:
        found, wished = self._devices.all_for(self.use), self._devices.wished(self.use)
        now = self._devices.device(self.use)
        self.box.clear()
        usual = self.tr("As the system has it")
        self.box.addItem(f"{usual}: {found[0].name}" if found else usual, None)
        for device in found:
            self.box.addItem(device.name, device)
        if wished and all(device.id != wished[0].id for device in found):
            self.box.addItem(
                self.tr("{name} (not connected)").format(name=wished[0].name), wished[0]
            )
        for index in range(1, self.box.count()):
            if wished and self.box.itemData(index).id == wished[0].id:
                self.box.setCurrentIndex(index)
        note = ""
        if now is None:
            note = self.tr("There is no device. Plug one in.")
        elif wished and wished[0].id != now.id:
            note = self.tr("Until it is plugged in, {name} is used.").format(name=now.name)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.button.setEnabled(now is not None)
        self.button.setText(self.tr("Stop") if self.testing else self.tr("Test"))
        starts = "record" if self.use is Use.MICROPHONE else "play"
        icons.set_on(self.button, "stop" if self.testing else starts)
        self.meter.setVisible(self.microphone.listening)

    def _on_chosen(self, index: int) -> None:
        device = self.box.itemData(index)
        self._stop()
        self._devices.wish(self.use, device)
        self._show()

    def _on_device(self, use: str) -> None:
        if use == self.use:
            if self.microphone.listening:
                self.microphone.listen()
            self._show()

    def _test(self) -> None:
        if self.testing:
            self._stop()
        elif self.use is not Use.MICROPHONE:
            self.loudspeaker.play(tone(*_TONES[self.use]))
        elif self.microphone.listen():
            self.meter.reset()
            self._patience.start()
        self._show()

    def _stop(self) -> None:
        self._patience.stop()
        self.loudspeaker.stop()
        self.microphone.close()
        self._show()


def tone(hertz: float, seconds: float) -> bytes:
    """Telephone samples; without a click at either end."""
    count, ramp = round(seconds * RATE), round(_RAMP_S * RATE)
    samples = array("h")
    for index in range(count):
        loudness = _LOUDNESS * min(1.0, index / ramp, (count - index) / ramp)
        samples.append(round(32767 * loudness * math.sin(2 * math.pi * hertz * index / RATE)))
    return samples.tobytes()
