"""Prompts are heard: what a test call says, through the loudspeaker.

Where there is no device, or none of Qt's sound, the call goes on in silence and says so.
"""

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, Signal

from editor.background import Background
from editor.sound_forms import RATE, fitted, output_form
from editor.sound_output import SoundOutput, default_output
from engine.errors import KnownError
from engine.ivr.model import Utterance

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioSink

log = logging.getLogger(__name__)


class PromptFiles(Protocol):
    """Gives sound for what is said; the application has the engine's voice service do it."""

    async def path(self, utterance: Utterance) -> Path | None:
        """A WAV file, 8 kHz mono 16 bit; None where it cannot be voiced. May raise KnownError."""
        ...


class PromptPlayer(SoundOutput):
    """Plays one utterance at a time."""

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
        self._sink: QAudioSink | None = None
        self._buffer: QBuffer | None = None
        self._looped = False
        self._sounds = False
        self._watch = QTimer(self)
        self._watch.setInterval(20)
        self._watch.timeout.connect(self._look)

    @property
    def playing(self) -> bool:
        """Something is being played, or got ready to be."""
        return self._sounds

    def play(self, utterance: Utterance, *, looped: bool = False) -> None:
        self.stop()
        if self.files is None or not self._available:
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
        self._watch.stop()
        if self._sink is not None:
            self._sink.stop()
            self._sink.deleteLater()
            self._sink = None
        self._buffer = None

    def pause(self) -> None:
        if self._sink is not None:
            self._watch.stop()
            self._sink.suspend()

    def resume(self) -> None:
        if self._sink is not None:
            self._sink.resume()
            self._watch.start()

    def close(self) -> None:
        self.stop()
        self._background.forget()

    def _begin(self, turn: int, utterance: Utterance, sound: bytes | None) -> None:
        if turn != self._turn:
            return
        if not sound:
            self._finish()
            return
        self.measured.emit(utterance, len(sound) / 2 / RATE)
        from PySide6.QtMultimedia import QAudioSink

        device = default_output()
        form = output_form(device)
        if form is None:
            self._available = False
            self.available_changed.emit(False)
            self._finish()
            return
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(fitted(sound, form.sampleRate(), form.channelCount())))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(device, form, self)
        self._sink.start(self._buffer)
        self._watch.start()

    def _look(self) -> None:
        """The sink reads ahead and falls idle once all of it has been played."""
        from PySide6.QtMultimedia import QtAudio

        if self._sink is None or self._buffer is None:
            return
        if self._sink.state() is QtAudio.State.StoppedState:  # its device is gone
            self._finish()
        elif self._buffer.atEnd():
            if self._looped:
                self._buffer.seek(0)
            elif self._sink.state() is QtAudio.State.IdleState:
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
