"""Transfer by dialling: the second leg of a call, bridged with the first in its line worker."""

import logging
from collections.abc import Callable

from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import disposition_of_cause
from engine.ivr import model as ivr
from engine.ports import telephony as port
from engine.ports.storage import StorageUnavailable
from engine.scheme.values import parse_phone
from engine.service.call_plan import LINE_TRIES, LINE_WAIT_S, CallPlan, CallServices

log = logging.getLogger(__name__)

#: Dispositions of a leg that never answered → what the transfer node is told.
_OUTCOMES = {Disposition.USER_BUSY: "busy", Disposition.NO_ANSWER: "no_answer"}
#: No list has numbers of so many digits: they are the exchange's own.
_EXTENSION = 6


class TransferLeg:
    """The other party's call. It occupies a line of the trunk like any other."""

    def __init__(self, call_id: str, command: ivr.Transfer, plan: CallPlan, services: CallServices,
                 feed: Callable[[ivr.IvrEvent], None], stop_music: Callable[[], None],
                 adopt: Callable[[str], None]) -> None:  # fmt: skip
        """``feed`` tells the scheme what comes of it; ``adopt`` has the leg's events sent here."""
        self.call_id = call_id
        self._command = command
        self._plan = plan
        self._s = services
        self._feed = feed
        self._stop_music = stop_music
        self._adopt = adopt
        self._trunk_id: int | None = None
        self._answered = False
        self._over = False

    def begin(self) -> None:
        """A number out of somebody's data may be anybody's: it is looked up on the do-not-call list
        first. What stands in the scheme, or in the campaign, is the office's own, and so is an
        extension."""
        if self._command.variable and not self._is_ours():
            self._s.spawn(self._ask())
        else:
            self.seek_line()

    def _is_ours(self) -> bool:
        number, plan = self._command.number, self._plan
        given = [*plan.settings.variables.values()]
        for scheme in plan.scheme.schemes.values():
            given += [variable.default for variable in scheme.variables]
        return len(number) <= _EXTENSION or number in {parse_phone(value) for value in given}

    async def _ask(self) -> None:
        try:
            why = "is on the do-not-call list" if await self._is_listed() else ""
        except (StorageUnavailable, TimeoutError):
            why = "cannot be looked up on the do-not-call list now"
        except Exception as error:
            log.exception("call %s", self._plan.call_id)
            why = f"{type(error).__name__}: {error}"
        if why and not self._over:
            log.warning("call %s: no transfer, the number %s", self._plan.call_id, why)
            self._end("failed")
        elif not why:
            self.seek_line()

    async def _is_listed(self) -> bool:
        if self._s.listed is None:
            return False
        owner = self._plan.owner
        campaign_id = owner.campaign_id if owner is not None else 0
        return await self._s.listed(self._command.number, campaign_id or None)

    def seek_line(self, tries: int = LINE_TRIES) -> None:
        """A line that is not there now may be ours a moment later (see engine.dialer)."""
        if self._over:
            return
        trunk_id = self._s.lines.take_leg(self._plan.trunk_ids)
        if trunk_id is not None:
            self._place(trunk_id)
        elif tries > 1:
            self._s.timers.call_later(LINE_WAIT_S, lambda: self.seek_line(tries - 1))
        else:
            log.warning("call %s: no free line for the transfer", self._plan.call_id)
            self._end("failed")

    def _place(self, trunk_id: int) -> None:
        self._trunk_id = trunk_id
        self._adopt(self.call_id)
        settings = self._plan.settings
        self._s.telephony.place_call(
            port.PlaceCall(
                call_id=self.call_id,
                trunk_id=trunk_id,
                number=self._command.number,
                caller_id=self._plan.caller_id,
                ring_timeout_s=self._command.ring_timeout_s,
                max_call_s=settings.max_call_s,
                rtp_timeout_s=settings.rtp_timeout_s,
                near=self._plan.call_id,
            )
        )

    def handle(self, event: port.TelephonyEvent) -> None:
        if isinstance(event, port.CallEnded):
            # Not before: until its end the call has its line, whatever became of the subscriber.
            self._free()
        if self._over:
            return
        if isinstance(event, port.CallAnswered):
            self._answered = True
            self._stop_music()
            self._s.telephony.bridge(self._plan.call_id, self.call_id)
            self._feed(ivr.TransferAnswered())
        elif isinstance(event, port.CallEnded):
            if self._answered:
                self._end("completed")
            else:
                self._end(_OUTCOMES.get(disposition_of_cause(event.cause), "failed"))

    def _end(self, outcome: str) -> None:
        self._over = True
        self._stop_music()
        self._feed(ivr.TransferEnded(outcome))

    def drop(self) -> None:
        """The subscriber is gone: the other party has nobody to talk to."""
        if not self._over:
            self._over = True
            if self._trunk_id is not None:
                self._s.telephony.hang_up(self.call_id)

    def _free(self) -> None:
        if self._trunk_id is not None:
            self._s.lines.free_leg(self._trunk_id)
            self._trunk_id = None
