"""Prompts are heard: what a test call says, through the loudspeaker.

Where there is no device, or none of Qt's sound, the call goes on in silence and says so.
"""

import asyncio
import logging
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from editor.background import Background
from engine.errors import KnownError
from engine.ivr.model import Utterance
from rino_desktop.ui.loudspeaker import Loudspeaker
from rino_desktop.ui.sound_forms import RATE

log = logging.getLogger(__name__)


class PromptFiles(Protocol):
    """Gives sound for what is said; the application has the engine's voice service do it."""

    async def path(self, utterance: Utterance) -> Path | None:
        """A WAV file, 8 kHz mono 16 bit; None where it cannot be voiced. May raise KnownError."""
        ...


class PromptPlayer(QObject):
    """Plays one utterance at a time."""

    #: Whether there is a device to be heard on.
    available_changed = Signal(bool)
    #: The utterance has been played to its end (never for one that is looped), or cannot be.
    ended = Signal()
    #: Utterance, seconds: how long it really is.
    measured = Signal(object, float)
    #: It cannot be voiced: why.
    failed = Signal(str)

    def __init__(self, files: PromptFiles | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files = files
        self._background = Background(parent=self)
        self._turn = 0
        self._looped = False
        self._sounds = False
        self._loudspeaker = Loudspeaker(parent=self)
        self._loudspeaker.available_changed.connect(self.available_changed)
        self._loudspeaker.ended.connect(self._finish)

    def look_for_devices(self) -> None:
        """Once: loading Qt's sound takes a moment, so it is for whoever is going to hear it."""
        self._loudspeaker.look_for_devices()

    @property
    def available(self) -> bool:
        return self._loudspeaker.available

    @property
    def playing(self) -> bool:
        """Something is being played, or got ready to be."""
        return self._sounds

    def play(self, utterance: Utterance, *, looped: bool = False) -> None:
        self.stop()
        if self.files is None or not self.available:
            return
        self._turn += 1
        turn = self._turn
        self._looped = looped
        self._sounds = True
        self._background.spawn(
            _sound(self.files, utterance),
            lambda sound: self._begin(turn, utterance, sound),
            lambda error: self._give_up(turn, error),
        )

    def stop(self) -> None:
        self._turn += 1
        self._sounds = False
        self._loudspeaker.stop()

    def pause(self) -> None:
        self._loudspeaker.pause()

    def resume(self) -> None:
        self._loudspeaker.resume()

    def close(self) -> None:
        self.stop()
        self._background.forget()

    def _begin(self, turn: int, utterance: Utterance, sound: bytes | None) -> None:
        if turn != self._turn:
            return
        if sound:
            self.measured.emit(utterance, len(sound) / 2 / RATE)
        if not self._loudspeaker.play(sound or b"", looped=self._looped):
            self._finish()

    def _finish(self) -> None:
        self.stop()
        self.ended.emit()

    def _give_up(self, turn: int, error: BaseException) -> None:
        if turn != self._turn:
            return
        if not isinstance(error, KnownError):
            log.error("a prompt cannot be played", exc_info=error)
        self.failed.emit(str(error))
        self._finish()


async def _sound(files: PromptFiles, utterance: Utterance) -> bytes | None:
    path = await files.path(utterance)
    return None if path is None else await asyncio.to_thread(_read, path)


def _read(path: Path) -> bytes:
    from engine.audio.wav import wav_format

    form = wav_format(path)
    with path.open("rb") as file:
        file.seek(form.offset)
        return file.read(form.size)
