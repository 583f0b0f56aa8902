"""How long the recordings of a scheme are, looked up one after another behind the window."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor.background import Background
from editor.prompts.desk import PromptDesk
from engine.errors import KnownError


class Lengths(QObject):
    """What lies under a name never changes, so each is looked at once; what was not there, or
    could not be reached, again when it is asked for anew."""

    #: Name, seconds (None: the store does not have it).
    found = Signal(str, object)
    #: The store cannot be reached: why. Nothing more is looked at until it is asked for again.
    trouble = Signal(object)

    def __init__(self, desk: PromptDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: dict[str, float] = {}
        self._wanted: list[str] = []
        self._busy = False
        self._background = Background(parent=self)

    def want(self, names: Iterable[str]) -> None:
        """In this order."""
        self._wanted = [name for name in dict.fromkeys(names) if name and name not in self._known]
        if not self._busy and self._wanted:
            self._next()

    def know(self, name: str, seconds: float) -> None:
        self._known[name] = seconds
        self.found.emit(name, seconds)

    def close(self) -> None:
        self._wanted = []
        self._background.forget()
        self._busy = False

    def _next(self) -> None:
        if not self._wanted:
            self._busy = False
            return
        name = self._wanted.pop(0)
        self._busy = True
        self._background.spawn(
            self._look(name), lambda seconds: self._take(name, seconds), self._fail
        )

    async def _look(self, name: str) -> float | None:
        path = await self._desk.local(name)
        return None if path is None else await asyncio.to_thread(_seconds, path)

    def _take(self, name: str, seconds: float | None) -> None:
        if seconds is not None:
            self._known[name] = seconds
        self.found.emit(name, seconds)
        self._next()

    def _fail(self, error: BaseException) -> None:
        self._wanted = []
        self._busy = False
        self.trouble.emit(error)


def _seconds(path: Path) -> float | None:
    """A file that is no sound is as good as none."""
    from engine.audio.decode import opened
    from engine.audio.wav import wav_format

    try:
        return wav_format(path).seconds
    except KnownError:
        pass
    try:
        with opened(path) as sound:
            return sound.declared / sound.rate if sound.declared else 0.0
    except KnownError:
        return None
