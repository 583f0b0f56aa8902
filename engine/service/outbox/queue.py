"""The order of delivery: which rows of a page may go, and what becomes of those that did.

Pure: rows and receipts in, decisions out. Rows are read page by page from the oldest on; one pass
over them is a sweep. Of each contact rows go in the order they were written: once one of them is
refused or held, the contact gets nothing more in this sweep. A refused row is tried again after a
growing pause; when it has been refused too often it is set aside, and the rows behind it go on
with the next sweep.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.ports.outbox import HELD, OutboxRow, Refusal

#: Pause after the first refusal of a row; doubled for each further one.
RETRY_S = 1.0
LONGEST_RETRY_S = 60.0


@dataclass(frozen=True, slots=True)
class Settlement:
    """What has to be written down after a delivery."""

    delivered: tuple[int, ...]
    refused: tuple[Refusal, ...]


class DeliveryQueue:
    """Of one store of one campaign; moments are seconds of any one clock."""

    def __init__(self, tries: int) -> None:
        self._tries = tries
        #: Contact → when its refused row may be tried again.
        self._due: dict[int, float] = {}
        #: Contacts that get nothing more in this sweep.
        self._closed: set[int] = set()
        #: Rows were held behind one that is out of their way by now.
        self._again = False

    def begin_sweep(self, now: float) -> None:
        self._due = {contact: due for contact, due in self._due.items() if due > now}
        self._closed = set(self._due)
        self._again = False

    def choose(self, page: Sequence[OutboxRow]) -> list[OutboxRow]:
        chosen = [row for row in page if row.contact_id not in self._closed]
        self._again = self._again or len(chosen) < len(page)
        return chosen

    def took(self, rows: Sequence[OutboxRow], receipts: Sequence[str], now: float) -> Settlement:
        """``receipts``: of each row of ``choose`` what ``ExternalStore.deliver`` says."""
        delivered: list[int] = []
        refused: list[Refusal] = []
        for row, receipt in zip(rows, receipts, strict=True):
            if row.contact_id in self._closed or receipt == HELD:
                # Taken although one before it was not: it comes again, in its turn.
                self._closed.add(row.contact_id)
                self._again = True
            elif not receipt:
                delivered.append(row.id)
            else:
                self._closed.add(row.contact_id)
                refused.append(self._refusal(row, receipt, now))
        return Settlement(tuple(delivered), tuple(refused))

    def _refusal(self, row: OutboxRow, reason: str, now: float) -> Refusal:
        tries = row.tries + 1
        aside = tries >= self._tries
        if not aside:
            pause_s = min(RETRY_S * 2 ** (tries - 1), LONGEST_RETRY_S)
            self._due[row.contact_id] = now + pause_s
        return Refusal(row.id, tries, reason, aside)

    def next_sweep(self, now: float) -> float | None:
        """When the next sweep finds something to do among the rows of this one; None: not
        before there are new rows."""
        dues = list(self._due.values())
        free = [c for c in self._closed if c not in self._due]
        if self._again and free:
            return now
        return min(dues) if dues else None
