"""The storage port's part for legal presets of an office's own.

Their versions are kept: a campaign may name one by its number, and the ledger tells by which one a
call was refused.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.preset_model import Preset


@dataclass(frozen=True, slots=True)
class OwnPreset:
    """``by``: who has made this version."""

    preset: Preset
    at: datetime
    by: str


class LegalPresetStore(Protocol):
    def all(self) -> list[OwnPreset]:
        """All versions, by name, then version."""
        ...

    def add(self, preset: Preset, at: datetime, by: str) -> None:
        """A version; KnownError where that one is there already: somebody else was quicker."""
        ...

    def remove(self, name: str) -> None:
        """With all its versions. KnownError when there is none of that name, and while a campaign
        that is not archived or another preset of the office uses it, naming that."""
        ...
