"""Ten seconds of one's own voice before the shift: what is heard is what a subscriber hears."""

from array import array
from enum import Enum

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from rino_desktop.ui import icons
from rino_desktop.ui.audio_devices import Use
from rino_desktop.ui.device_chooser import DeviceChooser
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.dialogs import column
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.level_meter import LevelMeter
from rino_desktop.ui.loudspeaker import Loudspeaker
from rino_desktop.ui.microphone import Microphone
from rino_desktop.ui.sound_forms import RATE
from rino_desktop.ui.theme import dress

LENGTH_S = 10.0
_TICK_MS = 100
#: Louder than this somebody has spoken.
_SPOKEN_DB = -45.0


class Step(Enum):
    READY = "ready"
    RECORDING = "recording"
    PLAYING = "playing"
    SILENT = "silent"
    DONE = "done"
    LOST = "lost"


class SoundCheck(Translated, Dialog):
    """Devices for speech, ring and microphone, and the check of all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.step = Step.READY
        self._samples = array("h")
        self._loudest = -96.0
        self._left_s = 0.0
        self.title, self.text, self.said = QLabel(), QLabel(), QLabel()
        dress(self.title, "title")
        dress(self.text, "secondary")
        for label in (self.text, self.said):
            label.setWordWrap(True)
        self.devices = {use: DeviceChooser(use) for use in (Use.SPEECH, Use.MICROPHONE, Use.RING)}
        self.meter, self.bar = LevelMeter(), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, round(LENGTH_S * 10))
        self.button, self.close_button = QPushButton(), QPushButton()
        dress(self.button, "primary")
        self.button.setDefault(True)
        self.button.clicked.connect(self.press)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        self.microphone, self.loudspeaker = Microphone(self), Loudspeaker(Use.SPEECH, self)
        self.microphone.came.connect(self._on_sound)
        self.microphone.level_changed.connect(self._on_level)
        self.microphone.lost.connect(lambda: self._go(Step.LOST))
        self.loudspeaker.ended.connect(lambda: self._go(Step.DONE))
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        layout = column(self)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        for chooser in self.devices.values():
            layout.addWidget(chooser)
        for part in (self.meter, self.bar, self.said):
            layout.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.button)
        layout.addLayout(row)
        self.finished.connect(lambda _result: self._end())
        self.retranslate()
        self.button.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Try the headset"))
        self.title.setText(self.tr("Try the headset"))
        self.text.setText(
            self.tr("Speak as you would to a subscriber. After ten seconds you hear yourself.")
        )
        self.bar.setAccessibleName(self.tr("Recording"))
        self.close_button.setText(self.tr("Close"))
        self._show()

    def press(self) -> None:
        """Begin, or hear what there is so far, or begin anew."""
        if self.step is Step.RECORDING:
            self._play()
        else:
            self.loudspeaker.stop()
            self._samples, self._loudest, self._left_s = array("h"), -96.0, LENGTH_S
            self.loudspeaker.look_for_devices()
            self._go(Step.RECORDING if self.microphone.listen() else Step.LOST)

    # -- inside ----------------------------------------------------------------------------------

    def _on_sound(self, samples: "array[int]") -> None:
        if self.step is Step.RECORDING:
            self._samples.extend(samples)

    def _on_level(self, level: float) -> None:
        self._loudest = max(self._loudest, level)
        self.meter.show_level(level)

    def _tick(self) -> None:
        self._left_s -= _TICK_MS / 1000
        self._show()
        if self.step is Step.RECORDING and self._left_s <= 0:
            self._play()

    def _play(self) -> None:
        rate = self.microphone.rate
        self.microphone.close()
        if self._loudest < _SPOKEN_DB:
            self._go(Step.SILENT)
        elif self.loudspeaker.play(as_telephone(self._samples, rate)):
            self._go(Step.PLAYING)
        else:
            self._go(Step.LOST)

    def _go(self, step: Step) -> None:
        self.step = step
        if step is Step.RECORDING:
            self._timer.start()
        else:
            self._timer.stop()
            self.microphone.close()
        self._show()

    def _show(self) -> None:
        words = {
            Step.READY: "",
            Step.RECORDING: self.tr("Speak now…"),
            Step.PLAYING: self.tr("This is how you are heard."),
            Step.SILENT: self.tr(
                "Nothing was heard: is the microphone switched off, or another one meant?"
            ),
            Step.DONE: self.tr("Heard yourself clearly? Then everything is ready."),
            Step.LOST: self.tr("There is no device for it. Plug the headset in, or choose one."),
        }
        dress(self.said, "bad" if self.step in (Step.SILENT, Step.LOST) else "")
        self.said.setText(words[self.step])
        recording = self.step is Step.RECORDING
        self.meter.setVisible(recording)
        self.bar.setVisible(recording)
        self.bar.setValue(round((LENGTH_S - self._left_s) * 10))
        for chooser in self.devices.values():
            chooser.setEnabled(not recording)
        begin = self.tr("Record ten seconds") if self.step is Step.READY else self.tr("Once more")
        self.button.setText(self.tr("Play it now") if recording else begin)
        icons.set_on(self.button, "play" if recording else "record", "on_accent")

    def _end(self) -> None:
        self._timer.stop()
        self.microphone.close()
        self.loudspeaker.stop()


def as_telephone(samples: "array[int]", rate: int) -> bytes:
    """What a call makes of it: 16 bit, mono, 8 kHz."""
    if rate == RATE:
        return samples.tobytes()
    import numpy as np
    import soxr  # type: ignore[import-untyped] # it has none

    made = soxr.resample(np.frombuffer(samples.tobytes(), np.int16), rate, RATE)
    return bytes(made.astype("<i2").tobytes())
