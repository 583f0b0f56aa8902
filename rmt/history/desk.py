"""What the panel of a contact's history asks of whoever has it."""

from collections.abc import Sequence
from typing import Protocol

from engine.ports.history import PastCall


class HistoryDesk(Protocol):
    async def calls(
        self, phones: Sequence[str], limit: int, after: PastCall | None = None
    ) -> list[PastCall]:
        """The newest first; ``after``: the last one of the page before. StorageUnavailable."""
        ...

    async def sound(self, call: PastCall) -> bytes:
        """Its recording: 16 bit, mono, 8 kHz. KnownError: it is gone, or cannot be read."""
        ...
