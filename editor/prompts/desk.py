"""What the prompts manager needs of the program around it; the application gives it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from engine.ivr.model import Utterance


@dataclass(frozen=True, slots=True)
class Standing:
    """``waiting``: takes that are on this computer only, until the voice store takes them;
    ``trouble``: why it does not, None when it does."""

    waiting: int = 0
    trouble: BaseException | None = None


class PromptDesk(Protocol):
    """Nothing here blocks; what fails raises KnownError. Names are those of the voice store
    (``prompts/notice/hello.ru.0f3a….wav``)."""

    async def local(self, name: str) -> Path | None:
        """The file on this computer, only to be read; None: the store has none of that name."""
        ...

    async def put(self, take: Path, name: str) -> None:
        """A copy of ``take`` is safe when this returns: in the store, or on this computer until
        the store can be reached. KnownError: it is not."""
        ...

    async def discard(self, names: Iterable[str]) -> None:
        """Delete takes that nothing refers to any more. What any draft or version of any scheme
        names stays."""
        ...

    async def standing(self) -> Standing: ...

    async def voices(self, language: str) -> Sequence[str]:
        """Voices of the speech engine, the usual one first; none: it has but one."""
        ...

    async def synthesise(self, text: str, language: str, voice: str, target: Path) -> None:
        """``voice``: one of ``voices``, "" for the usual one. ``target``: telephone WAV."""
        ...

    async def voiced(self, items: Sequence[Utterance]) -> Sequence[Path]:
        """As a call would play them: telephone WAVs in order; what cannot be voiced is left
        out."""
        ...
