"""One dial that somebody waits for: an operator who has ordered it."""

from typing import Protocol

from engine.domain.refusal import Refusal
from engine.ports.telephony import TelephonyEvent


class DialWatcher(Protocol):
    """Who wants to know what becomes of one dial, and says when the contact is rung."""

    def opened(self, attempt_id: int, call_id: str) -> None:
        """Nothing forbids the call, and its row is written. ``AttemptDesk.place`` rings the
        contact (``placed``) if nothing forbids it by then, ``withdraw`` undoes it all."""
        ...

    def refused(self, reason: str, refusal: Refusal | None) -> None:
        """Nobody is rung: instead of ``opened``, or after it instead of ``ended``."""
        ...

    def placed(self) -> None:
        """The contact is rung from now on."""
        ...

    def told(self, event: TelephonyEvent) -> None:
        """By the telephone, of the contact's call."""
        ...

    def ended(self) -> None: ...
