"""Calls that are refused at the door: on a trunk without routes, or from an address that is none of
its own. Programs that look for open telephones ring at every address, day and night: as long as
such calls are few each leaves a row, of more only their number is told."""

import logging
from dataclasses import dataclass

from engine.ports.clock import Clock

log = logging.getLogger(__name__)

#: So many rows of a trunk in so many seconds.
MOST, WITHIN_S = 30, 60.0


@dataclass(slots=True)
class _Minute:
    began: float
    rows: int = 0
    left_out: int = 0


class TurnedAway:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._minutes: dict[int, _Minute] = {}

    def leaves_a_row(self, trunk_id: int) -> bool:
        """One more has come."""
        now = self._clock.monotonic()
        minute = self._minutes.get(trunk_id)
        if minute is None or now - minute.began >= WITHIN_S:
            if minute is not None and minute.left_out:
                log.warning("trunk %d: %d more calls were refused, and left no row", trunk_id,
                            minute.left_out)  # fmt: skip
            minute = self._minutes[trunk_id] = _Minute(now)
        if minute.rows < MOST:
            minute.rows += 1
            return True
        if not minute.left_out:
            log.warning("trunk %d: somebody rings again and again who may not; see the trunk's"
                        " addresses, and your firewall", trunk_id)  # fmt: skip
        minute.left_out += 1
        return False
