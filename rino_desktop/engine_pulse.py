"""Whether any engine lives, seen from a computer whose clock may be wrong: by its lease being
renewed, not by what time it names."""

from collections.abc import Iterable
from datetime import datetime

from engine.ports.storage import NodeSession

#: Renewed every few seconds; so long without, and its node is dead (engine.service.node_lease).
_LEASE_S = 18.0


class EnginePulse:
    def __init__(self) -> None:
        #: Session → its lease as it was last, and when that was first seen; monotonic seconds.
        self._seen: dict[int, tuple[datetime, float]] = {}

    def lives(self, sessions: Iterable[NodeSession], now: datetime, at: float) -> bool:
        """``now``: of this computer, which counts only for leases that are seen for the first time.
        ``at``: monotonic seconds."""
        seen, lives = {}, False
        for session in sessions:
            lease = session.lease_until
            before = self._seen.get(session.id)
            if before is None:
                fresh = lease > now
                seen[session.id] = lease, at if fresh else at - _LEASE_S
            else:
                seen[session.id] = before if before[0] == lease else (lease, at)
            lives = lives or at - seen[session.id][1] < _LEASE_S
        self._seen = seen
        return lives
