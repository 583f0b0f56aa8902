"""The bar above a call: begin, go on, stop, step; what is being heard, and how the call stands."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.testcall.happenings import Hearing
from editor.testcall.words import clock_text, seconds_text, utterance_text
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.elided import ElidedLabel
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

#: Seconds of the call in a second; None: as fast as it goes.
SPEEDS: tuple[float | None, ...] = (1.0, 2.0, 5.0, None)
_ICONS = {
    "restart": "refresh",
    "run": "play",
    "step": "arrow-line-down",
    "skip": "fast-forward",
    "back": "arrow-u-up-left",
    "end": "skip-forward",
    "keep": "tests",
}
_KEYS = {"restart": "F4", "run": "F6", "step": "F10", "skip": "F11", "back": "Shift+F10",
         "end": "F8"}  # fmt: skip


class Transport(Translated, QWidget):
    #: One of ``restart``, ``run``, ``step``, ``skip``, ``back``, ``end``, ``keep``.
    wanted = Signal(str)
    speed_changed = Signal(object)
    sound_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout()
        row.setSpacing(4)
        for name, icon in _ICONS.items():
            button = QToolButton()
            button.setIconSize(QSize(18, 18))
            if name in _KEYS:
                button.setShortcut(QKeySequence(_KEYS[name]))
            icons.set_on(button, icon)
            button.clicked.connect(lambda _checked=False, name=name: self.wanted.emit(name))
            self.buttons[name] = button
            row.addWidget(button)
        self.sound = QToolButton()
        self.sound.setCheckable(True)
        self.sound.setChecked(True)
        self.sound.setIconSize(QSize(18, 18))
        icons.set_on(self.sound, "speak", checked="accent")
        self.sound.toggled.connect(self.sound_changed)
        self.speed = CalmCombo()
        for speed in SPEEDS:
            self.speed.addItem("", speed)
        self.speed.currentIndexChanged.connect(
            lambda: self.speed_changed.emit(self.speed.currentData())
        )
        row.addWidget(self.sound)
        row.addStretch(1)
        row.addWidget(self.speed)
        self.clock, self.state, self.heard = QLabel(), QLabel(), ElidedLabel()
        self.clock.setMinimumWidth(64)
        dress(self.clock, "title")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        dress(self.heard, "secondary")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        standing = QHBoxLayout()
        standing.setSpacing(8)
        standing.addWidget(self.clock)
        standing.addWidget(self.state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addLayout(standing)
        layout.addWidget(self.progress)
        layout.addWidget(self.heard)
        self._running = False
        self._live = True
        self.retranslate()
        self.show_hearing(None, 0.0)

    def retranslate(self) -> None:
        texts = {
            "restart": self.tr("Begin the call"),
            "run": self.tr("Stop here") if self._running else self.tr("Go on"),
            "step": self.tr("Step to the next block"),
            "skip": self.tr("Step over the waiting"),
            "back": self.tr("Back to the block before"),
            "end": self.tr("On to a breakpoint, a decision or the end"),
            "keep": self.tr("Keep what was done as a test of the scheme"),
        }
        for name, text in texts.items():
            button = self.buttons[name]
            key = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setAccessibleName(text)
            button.setToolTip(f"{text} ({key})" if key else text)
        self.sound.setAccessibleName(self.tr("Hear the prompts"))
        self.sound.setToolTip(self.tr("Hear the prompts"))
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(self.tr("Speed"))
        for index, speed in enumerate(SPEEDS):
            self.speed.setItemText(index, self.tr("At once") if speed is None else f"{speed:g} ×")
        self.progress.setAccessibleName(self.tr("What is being heard"))

    def allow(self, *, live: bool, back: bool, keep: bool) -> None:
        for name in ("run", "step", "skip", "end"):
            self.buttons[name].setEnabled(live)
        self._live = live
        self.buttons["back"].setEnabled(back)
        self.buttons["keep"].setEnabled(keep)

    def show_running(self, running: bool) -> None:
        self._running = running
        icons.set_on(self.buttons["run"], "pause" if running else "play")
        self.retranslate()

    def show_standing(self, now: float | None, text: str, kind: str = "") -> None:
        self.clock.setText("" if now is None else clock_text(now))
        self.state.setText(text)
        self.state.setToolTip(text)
        if self.state.property("kind") != kind:
            dress(self.state, kind)

    def show_hearing(self, hearing: Hearing | None, now: float) -> None:
        # Their place is kept while a call goes on: the keys below must not jump.
        for widget in (self.progress, self.heard):
            widget.setVisible(bool(self.clock.text()) and (self._live or hearing is not None))
        if hearing is None:
            self.heard.setText("")
            self.progress.setValue(0)
            return
        passed = max(0.0, now - hearing.began)
        lasts = max(hearing.seconds, 0.001)
        if hearing.looped:
            passed %= lasts
        share = min(1.0, passed / lasts)
        self.progress.setValue(round(share * 1000))
        text = utterance_text(hearing.utterance)
        self.heard.setText(f"{seconds_text(min(passed, lasts))} / {seconds_text(lasts)} · {text}")
