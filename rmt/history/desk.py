"""What the panel of a contact's history asks of whoever has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.forms.model import Form
from engine.ports.forms import FilledForm
from engine.ports.history import PastCall


@dataclass(frozen=True, slots=True)
class PastForm:
    """``form``: the version that was filled in."""

    form: Form
    filled: FilledForm


class HistoryDesk(Protocol):
    async def calls(
        self, phones: Sequence[str], limit: int, after: PastCall | None = None
    ) -> list[PastCall]:
        """The newest first; ``after``: the last one of the page before. StorageUnavailable."""
        ...

    async def forms(self, call: PastCall) -> list[PastForm]:
        """What operators have filled in on it, as far as that can be read. StorageUnavailable."""
        ...

    async def sound(self, call: PastCall) -> bytes:
        """Its recording: 16 bit, mono, 8 kHz. KnownError: it is gone, or cannot be read."""
        ...
