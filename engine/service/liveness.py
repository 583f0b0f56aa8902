"""Whether an engine still goes on, judged by what it shows of itself.

Three signs move on while it does: the beats of its event loop, its calls into the database, which
end and give way to others, and its lease, which is written again and again. One that stays as it
is for longer than ``limit_s`` will not move any more: the engine is stuck. The judgement has no
clock and no threads; whoever looks (a thread beside the engine, the window's loop) brings both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from engine.ports.database_calls import DatabaseCall, DatabaseCalls

#: Beats and looks come at this pace; quicker where the limit is short.
PULSE_S = 1.0
#: What is not stuck has moved on so often within the limit.
_PULSES = 10
#: A look that comes so many paces late says that this process did not run: the machine slept, or
#: somebody has stopped it. Nothing could move on meanwhile.
_LATE = 5


class Sign(StrEnum):
    LOOP = "loop"
    DATABASE = "database"
    LEASE = "lease"


@dataclass(frozen=True, slots=True)
class Stuck:
    sign: Sign
    #: Since it was last seen to move on, seconds.
    for_s: float


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen in one look; numbers say only whether they are what they were."""

    beats: int
    calls: Sequence[DatabaseCall] = ()
    #: None: the lease is not being renewed, and need not be.
    renewals: int | None = None
    #: The engine ends, and waits for every connection.
    closing: bool = False


@dataclass(slots=True)
class LifeSigns:
    """What an engine shows of itself; written by its loop and its threads, read by any."""

    calls: DatabaseCalls = field(default_factory=DatabaseCalls)
    #: Moved on by whoever runs the loop.
    beats: int = 0
    #: The session has begun and has not ended.
    leased: bool = False
    renewals: int = 0
    #: The database is known to be out of reach, and the engine tries to come back to it.
    away: bool = False
    #: It takes no new calls any more.
    ending: bool = False
    #: Its calls are over, and it waits for all that still runs.
    closing: bool = False

    def sight(self) -> Sight:
        renewed = self.leased and not self.away
        return Sight(
            self.beats, self.calls.running(), self.renewals if renewed else None, self.closing
        )


def pace_s(limit_s: float) -> float:
    """How often to beat and to look."""
    return min(PULSE_S, limit_s / _PULSES)


class Judge:
    """``look`` every ``pace_s(limit_s)`` seconds."""

    def __init__(self, limit_s: float) -> None:
        self.limit_s = limit_s
        self._late_s = pace_s(limit_s) * (1 + _LATE)
        self._looked_at: float | None = None
        #: Each sign as it is, and when it was first seen so.
        self._since: dict[tuple[Sign, int], float] = {}
        self._told: set[int] = set()

    def look(self, now: float, sight: Sight) -> Stuck | None:
        """``now``: monotonic seconds. The sign that has not moved for longest, when that is too
        long."""
        late = self._looked_at is not None and now - self._looked_at > self._late_s
        self._looked_at = now
        before = {} if late else self._since
        signs = [(Sign.LOOP, sight.beats)]
        signs += [(Sign.DATABASE, call.number) for call in sight.calls]
        if sight.renewals is not None:
            signs.append((Sign.LEASE, sight.renewals))
        self._since = {sign: before.get(sign, now) for sign in signs}
        numbers = {call.number for call in sight.calls}
        self._told &= numbers
        waits = {call.number for call in sight.calls if not (call.vital or sight.closing)}
        fatal = [
            Stuck(sign, now - since)
            for (sign, number), since in self._since.items()
            if now - since >= self.limit_s and not (sign is Sign.DATABASE and number in waits)
        ]
        return max(fatal, key=lambda stuck: stuck.for_s, default=None)

    def slow(self) -> list[float]:
        """How long calls have been running that take longer than the limit, each told once. After
        a look that has found nothing stuck these are calls beside the engine's own work."""
        assert self._looked_at is not None
        found = []
        for (sign, number), since in self._since.items():
            for_s = self._looked_at - since
            if sign is Sign.DATABASE and for_s >= self.limit_s and number not in self._told:
                self._told.add(number)
                found.append(for_s)
        return found
