"""The voices of every speech engine there is, to choose from for a prompt.

Calls speak with the engine of the settings; a prompt becomes a file, so any of them may say it.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from engine.errors import KnownError
from engine.ports.speech import Speech, SpeechWithVoices
from rino_desktop.texts import t


class AllVoices:
    """``engine.ports.speech.SpeechWithVoices``: the usual engine, and the voices of all.
    ``others``: engines by name."""

    def __init__(self, name: str, usual: Speech, others: Mapping[str, Speech]) -> None:
        self._usual_name, self._usual, self._others = name, usual, others

    @property
    def name(self) -> str:
        return self._usual.name

    def synthesise(self, text: str, language: str, target: Path) -> None:
        self._usual.synthesise(text, language, target)

    def voices(self, language: str) -> tuple[str, ...]:
        return tuple(self._choices(language))

    def with_voice(self, language: str, voice: str) -> Speech:
        found = self._choices(language).get(voice)
        if found is None:
            raise KnownError(
                t("There is no voice {name} here any more.", name=voice),
                mend=t("Choose another one."),
            )
        engine, own = found
        return engine.with_voice(language, own) if isinstance(engine, SpeechWithVoices) else engine

    def _choices(self, language: str) -> dict[str, tuple[Speech, str]]:
        """What the menu shows → the engine, and what that calls its voice."""
        found: dict[str, tuple[Speech, str]] = {}
        if isinstance(self._usual, SpeechWithVoices):
            found = {voice: (self._usual, voice) for voice in self._usual.voices(language)}
        if not found:
            found = {self._usual_name: (self._usual, "")}
        for name, engine in self._others.items():
            if not isinstance(engine, SpeechWithVoices):
                found.setdefault(name, (engine, ""))
                continue
            with suppress(Exception):  # a stranger's code; the others are there all the same
                for voice in engine.voices(language):
                    found.setdefault(f"{name}: {voice}", (engine, voice))
        return found
