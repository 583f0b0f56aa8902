"""Which workstations can be offered calls: judged by our own clock, by whether their beats go on,
and by whether they say where they are rung (one without a headset or a registration does not)."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.domain.operator import OperatorStatus
from engine.ports.operators import WorkstationSession

#: So long without a beat, and a workstation is taken for absent; seconds.
ABSENT_S = 12.0
#: What a row says wrongly is said again after this; seconds.
REPEAT_S = 2.0
#: A session that is gone is remembered for so long.
_FORGET_S = 10 * ABSENT_S


@dataclass(slots=True)
class _Beat:
    beats: int
    at: float
    #: None: not known yet, since it has not been watched for long enough.
    present: bool | None = None
    told_at: float = -REPEAT_S


class Presence:
    """``look`` at the sessions now and then; ``correction``: what a row should say instead."""

    def __init__(self) -> None:
        self._beats: dict[str, _Beat] = {}
        self._addresses: dict[tuple[int, str], str] = {}
        #: Tokens of sessions that are there and cannot be rung.
        self._deaf: set[str] = set()

    def look(self, sessions: Iterable[WorkstationSession], at: float) -> None:
        """``at``: monotonic seconds."""
        tokens = set()
        self._addresses = {}
        self._deaf.clear()
        for session in sessions:
            tokens.add(session.token)
            if not session.address:
                self._deaf.add(session.token)
            self._addresses[session.operator_id, session.token] = session.address
            beat = self._beats.get(session.token)
            if beat is None:
                self._beats[session.token] = _Beat(session.beats, at)
            elif session.beats != beat.beats:
                beat.beats, beat.at, beat.present = session.beats, at, True
        for token, beat in list(self._beats.items()):
            if at - beat.at >= ABSENT_S:
                beat.present = False
                if token not in tokens and at - beat.at >= _FORGET_S:
                    del self._beats[token]

    def correction(self, status: OperatorStatus, at: float) -> bool | None:
        """What is to be said of the workstation of a signed-in operator; None: nothing."""
        if not status.signed_in or not status.token:
            return None
        beat = self._beats.get(status.token)
        if beat is None:
            # Its session has ended, or is not to be seen yet: its time runs from now on.
            beat = self._beats[status.token] = _Beat(0, at)
        present = False if status.token in self._deaf else beat.present
        if present is None or present is status.present:
            return None
        if at - beat.told_at < REPEAT_S:
            return None
        beat.told_at = at
        return present

    def address(self, operator_id: int, token: str) -> str:
        """Where his softphone is rung; "" while it cannot be."""
        return self._addresses.get((operator_id, token), "")
