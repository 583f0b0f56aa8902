"""A wrap-up in which nothing is left to be done: it may end by one key, and by itself where the
queue says so. No clock."""

from engine.domain.operator import OperatorState, OperatorStatus

#: So long the end is announced before it comes: enough to see it and to press a key.
NOTICE_S = 3.0


class WrapUpEnd:
    """Of the operator's row, which enters and leaves the wrap-up."""

    def __init__(self) -> None:
        #: The talk that is wrapped up, None: nobody knows here.
        self.call_key: int | None = None
        #: It ends by itself then; Unix seconds.
        self.ends_at: float | None = None
        self._inside = False
        #: She has asked for this wrap-up, or to stay in it: it is hers to end.
        self._hers = False

    def row(self, before: OperatorStatus | None, status: OperatorStatus) -> None:
        inside = status.state is OperatorState.WRAP_UP
        anew = inside and (not self._inside or before is None or before.since != status.since)
        if anew:
            hold = before.hold if before is not None else None
            self.call_key = hold.attempt_id if hold is not None else None
            # After a restart nobody knows whether it was asked for: nothing is cut short then.
            self._hers = before is None or before.wrap_up_asked
        if anew or not inside:
            self.ends_at = None
        self._inside = inside

    def look(self, now: float, *, may_end: bool) -> None:
        """``may_end``: the queue says so, nothing is owed or unsaved, and nobody types."""
        if not may_end or not self._inside or self._hers:
            self.ends_at = None
        elif self.ends_at is None:
            self.ends_at = now + NOTICE_S

    def stay(self) -> None:
        self._hers, self.ends_at = True, None

    def due(self, now: float) -> bool:
        """Told once: if the engine refuses, it is hers to try again."""
        if self.ends_at is None or now < self.ends_at:
            return False
        self.stay()
        return True
