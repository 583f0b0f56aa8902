"""The buttons above a waveform: hear it, change it, bring in another."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from editor.document import SchemeDocument
from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

#: Key → icon. The order is that of the rows.
_SOURCES = {"record": "microphone", "import": "import", "synthesise": "synthesise"}
_EDITS = {
    "trim": "scissors",
    "silence": "arrows-in-line-horizontal",
    "loudness": "faders-horizontal",
    "export": "export",
    "remove": "delete",
}


class TakeTools(Translated, QWidget):
    """``wanted`` says what was pressed: a key of ``buttons``."""

    wanted = Signal(str)

    def __init__(self, document: SchemeDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        self.time = QLabel()
        dress(self.time, "secondary")
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(4)
        self._add("play", "play", first, text=True)
        first.addWidget(self.time)
        first.addStretch(1)
        for key, icon in _SOURCES.items():
            self._add(key, icon, first, text=True)
        for key, icon in _EDITS.items():
            self._add(key, icon, second, text=key in ("trim", "silence", "loudness"))
            if key == "loudness":
                second.addStretch(1)
                self._add("undo", "undo", second)
                self._add("redo", "redo", second)
        self.voices = QMenu(self)
        self.buttons["synthesise"].setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        stack = document.undo_stack
        for key, changed, now in (
            ("undo", stack.canUndoChanged, stack.canUndo()),
            ("redo", stack.canRedoChanged, stack.canRedo()),
        ):
            changed.connect(self.buttons[key].setEnabled)
            self.buttons[key].setEnabled(now)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(first)
        layout.addLayout(second)
        self.playing = False
        self.retranslate()

    def _add(self, key: str, icon: str, row: QHBoxLayout, *, text: bool = False) -> None:
        button = QToolButton()
        icons.set_on(button, icon)
        if text:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False, key=key: self.wanted.emit(key))
        self.buttons[key] = button
        row.addWidget(button)

    def retranslate(self) -> None:
        words = {
            "record": (self.tr("Record…"), self.tr("From a microphone")),
            "import": (self.tr("Import…"), self.tr("WAV, MP3, OGG, Opus, FLAC or AIFF")),
            "synthesise": (self.tr("Synthesise"), self.tr("Make a recording of the text")),
            "trim": (self.tr("Trim"), self.tr("Only the selection stays (Ctrl+T)")),
            "silence": (self.tr("Cut silence"), self.tr("Cut silence at both ends")),
            "loudness": (self.tr("Even loudness"), self.tr("As loud as all other prompts")),
            "export": (self.tr("Export…"), self.tr("Save as a WAV file")),
            "remove": (self.tr("Remove the recording"), self.tr("The text is synthesised then")),
            "undo": (self.tr("Undo"), "Ctrl+Z"),
            "redo": (self.tr("Redo"), "Ctrl+Y"),
        }
        for key, (name, hint) in words.items():
            button = self.buttons[key]
            button.setText(name)
            button.setAccessibleName(name.rstrip("…"))
            with_text = key in ("record", "import", "synthesise", "trim", "silence", "loudness")
            button.setToolTip(hint if with_text else f"{name.rstrip('…')} ({hint})")
        self.voices.setTitle(self.tr("Voice"))
        self.show_playing(self.playing)

    def show_playing(self, playing: bool) -> None:
        self.playing = playing
        button = self.buttons["play"]
        icons.set_on(button, "stop" if playing else "play")
        name = self.tr("Stop") if playing else self.tr("Listen")
        button.setText(name)
        button.setAccessibleName(name)
        button.setToolTip(self.tr("From the cursor, or the selection (Space)"))

    def show_voices(self, voices: tuple[str, ...], chosen: str) -> None:
        """The speech engine's, with one ticked; none: it has but one."""
        self.voices.clear()
        group = QActionGroup(self.voices)
        for voice in voices:
            action = self.voices.addAction(voice)
            action.setCheckable(True)
            action.setChecked(voice == chosen)
            action.setData(voice)
            group.addAction(action)
        button = self.buttons["synthesise"]
        several = len(voices) > 1
        button.setMenu(self.voices if several else None)  # type: ignore[arg-type] # Qt takes none
        button.setPopupMode(
            QToolButton.ToolButtonPopupMode.MenuButtonPopup if several
            else QToolButton.ToolButtonPopupMode.DelayedPopup
        )  # fmt: skip

    @property
    def voice(self) -> str:
        """ "" for the usual one."""
        for action in self.voices.actions():
            if action.isChecked():
                return str(action.data())
        return ""
