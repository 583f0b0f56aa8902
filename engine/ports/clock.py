"""Time comes in through a port so that a campaign can run on a virtual clock."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The current moment, aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds from any origin, never going back."""
        ...

    async def sleep(self, seconds: float) -> None: ...
