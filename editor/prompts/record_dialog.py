"""A prompt is spoken into a microphone, listened to, and kept or spoken again."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor.background import Background
from editor.prompts.player import SamplePlayer
from editor.prompts.recorder import Recorder
from editor.prompts.samples import Samples
from editor.prompts.takes import Takes
from editor.prompts.waveform import Waveform
from editor.prompts.words import length_text
from editor.testcall.words import error_text
from rino_desktop.ui import icons, state
from rino_desktop.ui.audio_devices import Use, audio_devices
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.level_meter import LevelMeter
from rino_desktop.ui.theme import dress

#: Three, two, one: the device has woken up by then (it takes up to 1.3 s).
COUNT, COUNT_MS = 3, 700
_SILENCE = "editor/prompts/stop_at_silence"


class Step(StrEnum):
    NO_DEVICE = "no_device"
    READY = "ready"
    COUNTING = "counting"
    RECORDING = "recording"
    #: What was recorded is made a prompt.
    WORKING = "working"
    HEARING = "hearing"
    KEEPING = "keeping"


class RecordDialog(Translated, Dialog):
    """``text``: what is to be said."""

    #: Samples: the take that is to be kept. Whoever keeps it calls ``accept``, or ``fail``: then
    #: the take is still here.
    kept = Signal(object)

    def __init__(self, takes: Takes, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._takes = takes
        self.step = Step.READY
        self._left = 0
        self._take: Samples | None = None
        self._raw: Path | None = None
        self._why = ""
        self.recorder, self.player = Recorder(self), SamplePlayer(self)
        self._background = Background(parent=self)
        self.device, self.at_silence = CalmCombo(), QCheckBox()
        self.meter = LevelMeter()
        self.text, self.said, self.time = QLabel(text), QLabel(), QLabel()
        self.waveform = Waveform()
        self.record, self.play = QPushButton(), QPushButton()
        self.keep, self.cancel = QPushButton(), QPushButton()
        self.device_label = QLabel()
        self._count = QTimer(self)
        self._count.setInterval(COUNT_MS)
        self._count.timeout.connect(self._on_count)
        self._lay_out(text)
        self._connect()
        self.player.look_for_devices()
        self._fill_devices()
        self.retranslate()
        self.record.setFocus()

    def _lay_out(self, text: str) -> None:
        panel = QFrame()
        dress(panel, "panel")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(16, 14, 16, 14)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        dress(self.text, "title")
        inner.addWidget(self.text)
        panel.setVisible(bool(text))
        dress(self.time, "number")
        self.time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.said.setWordWrap(True)
        dress(self.said, "secondary")
        dress(self.device_label, "secondary")
        self.device_label.setBuddy(self.device)
        self.device.setMinimumContentsLength(24)
        dress(self.keep, "primary")
        icons.set_on(self.record, "record")
        icons.set_on(self.play, "play")
        microphone = QHBoxLayout()
        microphone.setSpacing(12)
        microphone.addWidget(self.device_label)
        microphone.addWidget(self.device, 1)
        microphone.addWidget(self.at_silence)
        level = QHBoxLayout()
        level.setSpacing(12)
        level.addWidget(self.meter, 1)
        level.addWidget(self.time)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.record)
        buttons.addWidget(self.play)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(panel)
        layout.addLayout(microphone)
        layout.addLayout(level)
        layout.addWidget(self.waveform, 1)
        layout.addWidget(self.said)
        layout.addLayout(buttons)
        for button in (self.record, self.play, self.keep, self.cancel):
            button.setAutoDefault(False)
        self.resize(620, 400)

    def _connect(self) -> None:
        recorder, player = self.recorder, self.player
        self.at_silence.setChecked(bool(state.value(_SILENCE, False)))
        recorder.stop_at_silence = self.at_silence.isChecked()
        recorder.level_changed.connect(self.meter.show_level)
        recorder.length_changed.connect(lambda s: self.time.setText(length_text(s)))
        recorder.silent.connect(self.stop_recording)
        recorder.lost.connect(self._on_lost)
        recorder.devices_changed.connect(self._fill_devices)
        player.position_changed.connect(self.waveform.show_playing)
        player.playing_changed.connect(lambda _playing: self._show())
        player.available_changed.connect(lambda _available: self._show())
        self.device.activated.connect(self._on_device)
        self.at_silence.toggled.connect(self._on_silence)
        self.record.clicked.connect(self._on_record)
        self.play.clicked.connect(self._on_play)
        self.waveform.play_wanted.connect(self._on_play)
        self.keep.clicked.connect(self._keep)
        self.cancel.clicked.connect(self.reject)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Record a prompt"))
        self.device_label.setText(self.tr("Microphone"))
        self.device.setAccessibleName(self.tr("Microphone"))
        self.at_silence.setText(self.tr("Stop at silence"))
        self.keep.setText(self.tr("Keep"))
        self.cancel.setText(self.tr("Cancel"))
        self._show()

    # --- devices --------------------------------------------------------------------------------

    def _fill_devices(self) -> None:
        if self.recorder.recording:
            return  # whatever came is offered afterwards
        devices = audio_devices()
        now = devices.device(Use.MICROPHONE)
        self.device.clear()
        for device in devices.inputs():
            self.device.addItem(device.name, device)
            if device == now:
                self.device.setCurrentIndex(self.device.count() - 1)
        self._open()

    def _on_device(self, _index: int) -> None:
        """Wished for everything that is spoken here, also the next time."""
        audio_devices().wish(Use.MICROPHONE, self.device.currentData())
        self._open()

    def _open(self) -> None:
        opened = self.recorder.listen()
        self.meter.reset()
        if self.step in (Step.NO_DEVICE, Step.READY, Step.COUNTING):
            self._count.stop()
            self._go(Step.READY if opened else Step.NO_DEVICE)
        elif not opened:
            self._show()

    def _on_lost(self) -> None:
        self._count.stop()
        self._why = self.tr("The microphone gives no sound any more. Choose it again.")
        if self.step is Step.RECORDING:
            self.stop_recording()  # what was said so far is there
        else:
            self._go(Step.HEARING if self._take is not None else Step.NO_DEVICE)
        if audio_devices().device(Use.MICROPHONE) != self.device.currentData():
            self._fill_devices()

    def _on_silence(self, wanted: bool) -> None:
        self.recorder.stop_at_silence = wanted
        state.set_value(_SILENCE, wanted)

    # --- recording ------------------------------------------------------------------------------

    def _on_record(self) -> None:
        if self.step is Step.RECORDING:
            self.stop_recording()
        elif self.step is Step.COUNTING:
            self._count.stop()
            self._go(Step.HEARING if self._take is not None else Step.READY)
        elif self.recorder.listening or self.recorder.listen():
            self.player.stop()
            self._why = ""
            self._left = COUNT
            self._count.start()
            self._go(Step.COUNTING)

    def _on_count(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._show()
            return
        self._count.stop()
        self.recorder.begin()
        self._go(Step.RECORDING)

    def stop_recording(self) -> None:
        if self.step is not Step.RECORDING:
            return
        raw = self._takes.new_file()
        try:
            self.recorder.end(raw)
        except OSError as error:
            self.fail(error)
            return
        self._go(Step.WORKING)
        self._background.spawn(self._takes.imported(raw), self._show_take, self.fail)

    def _show_take(self, take: Samples) -> None:
        self._take = take
        self.waveform.show_samples(take)
        self._go(Step.HEARING)
        self.play.setFocus()

    def fail(self, error: BaseException) -> None:
        self._why = error_text(error)
        self._go(Step.HEARING if self._take is not None else Step.READY)

    # --- hearing and keeping --------------------------------------------------------------------

    def _on_play(self) -> None:
        if self.player.playing:
            self.player.stop()
        elif self._take is not None and self.step is Step.HEARING:
            end = self.waveform.selection[1] if self.waveform.selected else None
            self.player.play(self._take, self.waveform.cursor_s, end)

    def _keep(self) -> None:
        if self._take is not None and self.step is Step.HEARING:
            self.player.stop()
            self._go(Step.KEEPING)
            self.kept.emit(self._take)

    def done(self, result: int) -> None:
        self._count.stop()
        self.player.stop()
        self.recorder.close()
        self._background.forget()
        super().done(result)

    # --- what is shown --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self.step in (Step.COUNTING, Step.RECORDING):
            self._on_record()  # Esc ends what is going on, and only then the dialog
        else:
            super().keyPressEvent(event)

    def _go(self, step: Step) -> None:
        self.step = step
        if step is not Step.RECORDING:
            length = self.waveform.seconds
            self.time.setText(length_text(length))
        self._show()

    def _show(self) -> None:
        hearing = self.step is Step.HEARING
        busy = self.step in (Step.COUNTING, Step.RECORDING, Step.WORKING, Step.KEEPING)
        again = self._take is not None
        self.record.setText(self._record_word(again))
        icons.set_on(self.record, "stop" if busy else "record", "bad")
        self.record.setEnabled(self.step not in (Step.WORKING, Step.KEEPING, Step.NO_DEVICE))
        self.play.setText(self.tr("Stop") if self.player.playing else self.tr("Listen"))
        icons.set_on(self.play, "stop" if self.player.playing else "play")
        self.play.setEnabled(hearing and self.player.available)
        self.keep.setEnabled(hearing)
        self.device.setEnabled(not busy and self.device.count() > 0)
        self.waveform.setEnabled(hearing)
        self.said.setText(self._why or self._hint())
        dress(self.said, "bad" if self._why else "secondary")
        if not self.player.playing:
            self.waveform.show_playing(None)

    def _record_word(self, again: bool) -> str:
        if self.step is Step.COUNTING:
            return self.tr("Do not record")
        if self.step is Step.RECORDING:
            return self.tr("Stop")
        return self.tr("Record again") if again else self.tr("Record")

    def _hint(self) -> str:
        match self.step:
            case Step.NO_DEVICE:
                return self.tr("There is no microphone. Plug one in, or import a sound file.")
            case Step.COUNTING:
                return self.tr("Recording in {count}…").format(count=self._left)
            case Step.RECORDING:
                return self.tr("Speak now.")
            case Step.WORKING:
                return self.tr("Silence is cut off, loudness evened…")
            case Step.HEARING:
                return self.tr("Listen to it, then keep it or record it again.")
        return self.tr("Speak so that the level stays in the green.")
