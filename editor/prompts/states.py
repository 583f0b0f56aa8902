"""What callers will hear of each prompt in each language of the scheme."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.scheme.model import PromptRecording


class State(StrEnum):
    RECORDED = "recorded"
    #: No recording: its text is synthesised when a call comes to it.
    SPOKEN = "spoken"
    #: It names a recording that the voice store does not have.
    LOST = "lost"
    #: Nothing in this language: callers hear it in the scheme's first.
    MISSING = "missing"
    #: Neither sound nor text: nothing is heard at all.
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Cell:
    """``seconds`` None: not known (yet). ``text``: what is said, as far as it is written down."""

    state: State
    file: str = ""
    text: str = ""
    seconds: float | None = None


def cell(
    recordings: Mapping[str, PromptRecording],
    language: str,
    first: str,
    lengths: Mapping[str, float | None],
) -> Cell:
    """``first``: the language that others fall back to; ``lengths``: seconds of the files that
    were looked at, None for those that are not there."""
    own = recordings.get(language, PromptRecording())
    text = own.text.strip()
    if own.file:
        if lengths.get(own.file, 0.0) is None:
            return Cell(State.LOST, own.file, own.text)
        return Cell(State.RECORDED, own.file, own.text, lengths.get(own.file))
    if text:
        return Cell(State.SPOKEN, "", own.text)
    other = recordings.get(first, PromptRecording())
    heard = language != first and (other.file or other.text.strip())
    return Cell(State.MISSING if heard else State.SILENT)
