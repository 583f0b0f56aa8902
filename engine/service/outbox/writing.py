"""What goes into the outbox, in the transaction of what it tells of.

A row says no more than what only it knows; the attempt and its contact are read at delivery. Keys
are the same whenever the same is written again: ``rino-CAMPAIGN-ATTEMPT-WHAT-N``. An attempt that
recovery has closed as interrupted is number 0, its true end number 1.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from engine.domain.attempt import OpenAttempt
from engine.domain.outbox import OutboxContent, OutboxSettings, store_for, takes
from engine.ports.outbox import NewOutboxRow

_PROVISIONAL = re.compile(r"(rino-\d+-\d+-attempts)-0")


def identity_of(key: str) -> str:
    """The key of the thing that is told of: both ends of one attempt have the same."""
    match = _PROVISIONAL.fullmatch(key)
    return f"{match[1]}-1" if match else key


class OutboxWriter:
    """Of one attempt. Makes rows for those stores that want them; without any it makes none."""

    def __init__(self, outboxes: Sequence[OutboxSettings], attempt: OpenAttempt) -> None:
        self._outboxes = outboxes
        self._attempt = attempt
        self._results = 0
        self._writes = 0

    def result(self, name: str, value: str, at: datetime) -> list[NewOutboxRow]:
        self._results += 1
        document = {"name": name, "value": value}
        return list(self._rows(OutboxContent.RESULTS, self._results, at, document))

    def ended(self, recording: str, at: datetime) -> list[NewOutboxRow]:
        rows = list(self._rows(OutboxContent.ATTEMPTS, 1, at))
        if recording:
            rows += self._rows(OutboxContent.RECORDINGS, 1, at)
        return rows

    def interrupted(self, at: datetime) -> list[NewOutboxRow]:
        """Closed by recovery, which does not know the true end."""
        return list(self._rows(OutboxContent.ATTEMPTS, 0, at))

    def write(self, store: str, values: Mapping[str, str], at: datetime) -> list[NewOutboxRow]:
        """Raises LookupError when no outbox with ``writes`` has this name."""
        found = store_for(self._outboxes, store)
        if found is None:
            raise LookupError(f"the campaign has no outbox '{store}' that takes writes")
        self._writes += 1
        return [self._row(found, OutboxContent.WRITES, self._writes, at, values)]

    def _rows(self, content: OutboxContent, number: int, at: datetime,
              document: Mapping[str, str] | None = None) -> Iterator[NewOutboxRow]:  # fmt: skip
        for outbox in takes(self._outboxes, content):
            yield self._row(outbox, content, number, at, document or {})

    def _row(self, outbox: OutboxSettings, content: OutboxContent, number: int, at: datetime,
             document: Mapping[str, str]) -> NewOutboxRow:  # fmt: skip
        attempt = self._attempt
        return NewOutboxRow(
            campaign_id=attempt.campaign_id,
            store=outbox.name,
            contact_id=attempt.contact_id,
            attempt_id=attempt.id,
            content=content,
            key=f"rino-{attempt.campaign_id}-{attempt.id}-{content}-{number}",
            at=at,
            document=document,
        )
