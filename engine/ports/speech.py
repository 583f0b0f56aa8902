"""Speech synthesis behind a port."""

from pathlib import Path
from typing import Protocol


class Speech(Protocol):
    """Turns text into sound. Thread-safe: the voice service calls it from worker threads."""

    @property
    def name(self) -> str:
        """Engine, voice and settings: part of the cache key."""
        ...

    def synthesise(self, text: str, language: str, target: Path) -> None:
        """Write ``text`` spoken in ``language`` ("ru", "en") as WAV, 8 kHz mono 16 bit.

        Raises KnownError when the engine or its voice is not there.
        """
        ...
