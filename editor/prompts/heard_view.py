"""What a contact hears: the words, and their sound."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from editor.background import Background
from editor.prompts import samples as sound
from editor.prompts.desk import PromptDesk
from editor.prompts.player import SamplePlayer
from editor.prompts.samples import Samples
from editor.prompts.speaking import Said
from editor.testcall.words import error_text, utterance_text
from editor.texts import language
from engine.ivr.model import Prompt, Utterance
from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress


class HeardView(Translated, QFrame):
    def __init__(self, desk: PromptDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.shown = Said()
        self._why = ""
        self._preparing = False
        self._background = Background(parent=self)
        self.player = SamplePlayer(self)
        self.title, self.said, self.words = QLabel(), QLabel(), QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.title.setBuddy(self.words)
        self.said.setWordWrap(True)
        self.listen = QPushButton()
        dress(self, "panel")
        dress(self.title, "heading")
        dress(self.listen, "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.listen, 0, Qt.AlignmentFlag.AlignLeft)
        self.listen.clicked.connect(self._on_listen)
        self.player.playing_changed.connect(lambda _playing: self._show())
        self.player.available_changed.connect(lambda _available: self._show())
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("What the contact hears"))
        self.words.setAccessibleName(self.title.text())
        self._show()

    def show_said(self, said: Said) -> None:
        self.player.stop()
        self.shown, self._why = said, ""
        self.words.setPlainText("\n".join(map(_heard, said.items)))
        self._show()

    def close_sound(self) -> None:
        self.player.stop()
        self._background.forget()

    def _show(self) -> None:
        said, why = self.shown, self._why
        if said.missing:
            why = self.tr("No value for: {fields}.").format(fields=", ".join(said.missing))
        elif said.fault[1]:
            why = said.fault[0 if language() == "ru" else 1]
        self.said.setText(why or (self.tr("Getting the voice ready…") if self._preparing else ""))
        self.said.setVisible(bool(self.said.text()))
        dress(self.said, "bad" if why else "secondary")
        playing = self.player.playing
        ready = bool(said.items) and self.player.available and not self._preparing
        self.listen.setText(self.tr("Stop") if playing else self.tr("Listen"))
        icons.set_on(self.listen, "stop" if playing else "play", "on_accent")
        self.listen.setEnabled(playing or ready)

    def _on_listen(self) -> None:
        if self.player.playing:
            self.player.stop()
            return
        items = self.shown.items
        self._preparing = True
        self._show()
        self._background.spawn(
            self._sound(items), lambda samples: self._play(items, samples), self._fail
        )

    async def _sound(self, items: Sequence[Utterance]) -> Samples:
        paths = await self._desk.voiced(items)
        return await asyncio.to_thread(_joined, paths)

    def _play(self, items: Sequence[Utterance], samples: Samples) -> None:
        self._preparing = False
        if items == self.shown.items and not self.player.play(samples):
            self._why = self.tr("Nothing of it could be voiced.")
        self._show()

    def _fail(self, error: BaseException) -> None:
        self._preparing = False
        self._why = error_text(error)
        self._show()


def _joined(paths: Sequence[Path]) -> Samples:
    return sound.joined([sound.read(path) for path in paths])


def _heard(item: Utterance) -> str:
    text = utterance_text(item)
    return f"♪ {item.name}: {text}" if isinstance(item, Prompt) and item.text else text
