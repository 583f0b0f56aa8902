"""Speech synthesis behind a port."""

from pathlib import Path
from typing import Protocol, runtime_checkable

#: Entry point group of speech engines: each entry is called without arguments and gives a
#: ``Speech``.
ENTRY_POINT_GROUP = "rino_desktop.speech"


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


@runtime_checkable
class SpeechWithVoices(Speech, Protocol):
    """An engine that can speak with one of several voices; others need not have this."""

    def voices(self, language: str) -> tuple[str, ...]:
        """Names of the voices for ``language``, the usual one first."""
        ...

    def with_voice(self, language: str, voice: str) -> Speech:
        """The same engine speaking ``language`` with this voice. KnownError: there is none."""
        ...
