"""A call's side of the operators' room: the scheme's node "connect operator" on a real call.

The room may speak to its seat at any time, and is not spoken to before it has finished: what the
scheme wants of the room in answer is done in the loop's next turn.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from engine.domain.campaign import CampaignMode
from engine.domain.operator import EVERYBODY
from engine.ivr import model as ivr
from engine.service.call_plan import CallPlan, CallServices
from engine.service.operator_room import WaitRequest

log = logging.getLogger(__name__)

#: Whom a campaign has called for its operators, and who leaves the queue so, is as lost as one
#: whose operator comes too late. Who waited out a time limit had been told to wait.
_ABANDONED = ("nobody_signed_in", "unknown_queue", "no_operators", "failed")


class OperatorStep:
    """``feed`` gives the interpreter what becomes of it; ``results``: what the scheme has saved."""

    def __init__(
        self,
        plan: CallPlan,
        services: CallServices,
        feed: Callable[[ivr.IvrEvent], None],
        results: Callable[[], Mapping[str, str]],
    ) -> None:
        self._plan = plan
        self._s = services
        self._feed = feed
        self._results = results
        #: Where he waits or talks; None: nowhere.
        self._seat: _Seat | None = None
        #: The room is speaking to us.
        self._listening = False

    def connect(self, command: ivr.ConnectOperator) -> None:
        self.leave()
        seat = self._seat = _Seat(self, self._request(command))
        self._later(lambda: self._enter(seat)) if self._listening else self._enter(seat)

    def leave(self) -> None:
        """Also when the call is over. May be repeated."""
        seat, self._seat = self._seat, None
        if seat is None or not seat.inside:
            return
        self._later(self._leave_room) if self._listening else self._leave_room()

    def _request(self, command: ivr.ConnectOperator) -> WaitRequest:
        plan, owner = self._plan, self._plan.owner
        return WaitRequest(
            call_id=plan.call_id,
            attempt_id=plan.call_key,
            campaign_id=0 if owner is None else owner.campaign_id,
            contact_id=0 if owner is None else owner.contact_id,
            phone=plan.phone,
            queue=command.queue,
            since=self._s.clock.now() - timedelta(seconds=command.waited_s),
            priority=command.priority,
            level=command.level,
            time_limit_s=command.time_limit_s,
            returns=command.returns,
            results=self._results(),
            # Other nodes of a scheme that follows are for anybody.
            operator_id=plan.operator_id if command.queue == EVERYBODY else None,
            sticky=plan.sticky,
        )

    def _later(self, action: Callable[[], None]) -> None:
        self._s.timers.call_later(0.0, action)

    def _enter(self, seat: "_Seat") -> None:
        if seat is not self._seat:
            return  # meanwhile he has left
        room = self._s.operators
        if room is None:
            self._later(lambda: seat.left("no_operators"))
            return
        seat.inside = True
        try:
            room.enter(seat.request, seat)
        except Exception:
            log.exception("call %s: there is no operator to be had", self._plan.call_id)
            self._later(lambda: seat.left("failed"))

    def _leave_room(self) -> None:
        assert self._s.operators is not None
        try:
            self._s.operators.leave(self._plan.call_id)
        except Exception:
            log.exception("call %s: the operators were not told that it is gone",
                          self._plan.call_id)  # fmt: skip

    def told(self, seat: "_Seat", event: ivr.OperatorEvent) -> None:
        if seat is not self._seat:
            return
        if isinstance(event, ivr.OperatorLeft | ivr.OperatorTalkOver):
            self._seat = None
        self._listening = True
        try:
            self._feed(event)
        finally:
            self._listening = False

    def abandons(self, why: str) -> bool:
        """Who has called us himself is never lost so."""
        called = self._plan.settings.mode is CampaignMode.AUTOMATED and not self._plan.incoming_id
        return called and why in _ABANDONED


@dataclass(eq=False, slots=True)
class _Seat:
    """One wait, with the talks that come of it (``SubscriberSeat``)."""

    _step: OperatorStep
    request: WaitRequest
    inside: bool = False

    def position(self, position: int, wait_s: float | None) -> None:
        self._step.told(self, ivr.OperatorPosition(position, wait_s))

    def connected(self, operator_id: int, operator: str) -> None:
        del operator_id  # the attempt's row has it
        self._step.told(self, ivr.OperatorConnected(operator))

    def held(self) -> None:
        self._step.told(self, ivr.OperatorHeld())

    def left(self, why: str) -> None:
        self._step.told(self, ivr.OperatorLeft(why, self._step.abandons(why)))

    def talk_over(self, port: str = "") -> None:
        self._step.told(self, ivr.OperatorTalkOver(port))
