"""What the dialer is told of operators and of those who are put through to them (docs/pacing.md).

Several nodes share the operators: each operator is dialled for by one of them, or two would call
somebody for the same free one. Who is put through to whom is another matter: any node may ring him.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from engine.dialer import model as dial
from engine.dialer.pacing.model import Stage
from engine.domain.operator import Operator, OperatorState, OperatorStatus, Queue
from engine.ports.storage import NodeSession
from engine.service.routing.sharing import is_ours

_STAGES = {
    OperatorState.AVAILABLE: Stage.FREE,
    OperatorState.RINGING: Stage.TALKING,
    OperatorState.TALKING: Stage.TALKING,
    OperatorState.WRAP_UP: Stage.WRAP_UP,
}


class PacingFeed:
    """``feed`` goes to the dialer; ``dial_of(call id)``: the dial that this call is, None for a
    call that the dialer has not begun."""

    def __init__(self, feed: Callable[[dial.PacingEvent], None],
                 dial_of: Callable[[str], int | None],
                 session_id: Callable[[], int]) -> None:  # fmt: skip
        self._feed = feed
        self._dial_of = dial_of
        self._session_id = session_id
        self._serves: dict[int, tuple[int, ...]] = {}
        self._rows: dict[int, OperatorStatus] = {}
        self._told: dict[int, tuple[Stage, tuple[int, ...]]] = {}
        self._sessions: tuple[int, ...] = ()
        #: So many nodes share the operators; the limits of a campaign are for all of them.
        self.node_count = 1

    @property
    def sessions(self) -> tuple[int, ...]:
        """Of the nodes that live."""
        return self._sessions

    # --- operators -----------------------------------------------------------------------------

    def set(self, operators: Sequence[Operator], queues: Sequence[Queue]) -> None:
        automated = [queue for queue in queues if queue.automated]
        self._serves = {
            operator.id: tuple(
                sorted({q.campaign_id for q in automated if operator.level(q) is not None})
            )
            for operator in operators
        }
        self._tell_all()

    def nodes(self, sessions: Sequence[NodeSession], own: str, now: datetime) -> None:
        """The nodes that live now."""
        living = tuple(sorted(s.id for s in sessions if s.lease_until >= now))
        if living != self._sessions:
            self._sessions = living
            self.node_count = max(1, len(living))
            self._tell_all()

    def operator(self, status: OperatorStatus) -> None:
        """His row, as it is now."""
        self._rows[status.operator_id] = status
        self._tell(status.operator_id)

    def _tell_all(self) -> None:
        for operator_id in list(self._rows):
            self._tell(operator_id)

    def _tell(self, operator_id: int) -> None:
        status = self._rows[operator_id]
        serves = self._serves.get(operator_id, ())
        stage = self._stage(status)
        if (
            stage is Stage.AWAY
            or not serves
            or not is_ours(self._session_id(), self._sessions, operator_id)
        ):
            stage, serves = Stage.AWAY, ()
        if self._told.get(operator_id, (Stage.AWAY, ())) != (stage, serves):
            self._told[operator_id] = stage, serves
            self._feed(dial.OperatorChanged(operator_id, stage, serves))

    def _stage(self, status: OperatorStatus) -> Stage:
        stage = _STAGES.get(status.state, Stage.AWAY)
        if stage is Stage.FREE and not status.free:
            return Stage.AWAY  # his workstation is not there
        return stage

    # --- subscribers ---------------------------------------------------------------------------

    def person(self, call_id: str) -> int | None:
        """A person wants an operator. Returns his dial."""
        dial_id = self._dial_of(call_id)
        if dial_id is not None:
            self._feed(dial.PersonAnswered(dial_id))
        return dial_id

    def served(self, dial_id: int, operator_id: int) -> None:
        self._feed(dial.PersonServed(dial_id, operator_id))

    def dropped(self, dial_id: int) -> None:
        """Nobody was there for him in time, whatever his scheme makes of it."""
        self._feed(dial.PersonDropped(dial_id))
