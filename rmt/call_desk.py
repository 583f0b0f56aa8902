"""Calls at the workstation: which is taken, what may be done with it, and who does it. No clock.

A subscriber's call hangs on the engine: it is the engine that holds, transfers and joins him
(orders), while the telephone's own leg to the engine talks on. With a call that is not the engine's
the telephone does all of it itself, and so it does the holding while the database is away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from engine.ports import softphone
from engine.routing.call_orders import CallDo
from rmt.call_headers import Offered
from rmt.phone import Phone
from rmt.phone_actions import Action, allowed
from rmt.phone_call import PhoneCall, Stage

#: An engine's line always sends sound. So long without any, and the line is dead: who carries it
#: has gone and will not hang up. Sooner when the operator's row says, too, that the talk is over.
DEAD_S, LET_GO_S = 12.0, 2.0
#: A recording is paused for card data so long, and goes on by itself.
PAUSE_S = 60.0


@dataclass(slots=True)
class EngineCall:
    """``node``: which carries the subscriber, "" while the operator's row has not told."""

    call_id: str
    offer: Offered
    held: bool = False
    #: Who is asked while the subscriber holds: in words, "" nobody. From the moment that it is
    #: ordered: a colleague may take his time, and until then one may think better of it.
    consulted: str = ""
    #: He has answered.
    reached: bool = False
    #: The last one who was asked.
    asked: str = ""
    conference: bool = False
    paused_until: float | None = None


#: Why a consult that had begun is over.
_CONSULT_OVER = ("not_reached", "cancelled", "left")


class Control(StrEnum):
    """What buttons and keys do; the values are those of rmt.phone_actions where both have it."""

    ANSWER = "answer"
    REJECT = "reject"
    HANG_UP = "hang_up"
    MUTE = "mute"
    KEYS = "keys"
    HOLD = "hold"
    RESUME = "resume"
    TRANSFER = "transfer"
    CONSULT = "consult"
    CONSULT_CANCEL = "cancel_consult"
    CONSULT_COMPLETE = "complete"
    CONFER = "confer"
    LEAVE = "leave"
    TO_SCHEME = "to_scheme"
    PAUSE_RECORDING = "pause_recording"
    RESUME_RECORDING = "resume_recording"


#: What the telephone does by itself in a call that is not the engine's.
_OF_PHONE = {
    Action.ANSWER, Action.REJECT, Action.HANG_UP, Action.HOLD, Action.RESUME, Action.KEYS,
    Action.TRANSFER, Action.CONSULT, Action.CANCEL_CONSULT, Action.COMPLETE, Action.CONFER,
    Action.LEAVE, Action.PAUSE_RECORDING,
}  # fmt: skip


class CallDesk:
    def __init__(self, new_id: Callable[[], str]) -> None:
        self.phone = Phone(new_id)
        self.engine_calls: dict[str, EngineCall] = {}

    # -- what there is ---------------------------------------------------------------------------

    @property
    def current(self) -> PhoneCall | None:
        """The call that the buttons are about: talked to, else held, else ringing."""
        held = self.phone.of(Stage.HELD)
        return self.phone.active or (held[-1] if held else None) or self.phone.offered

    @property
    def engine_call(self) -> EngineCall | None:
        """Of the current call, when it is an engine's and answered."""
        call = self.current
        return self.engine_calls.get(call.id) if call is not None and call.answered else None

    @property
    def state(self) -> str:
        """As ``Phone.state``, with what the engine does."""
        mine = self.engine_call
        if mine is None or self.phone.state not in ("talking", "held"):
            return self.phone.state
        if mine.conference:
            return "conference"
        if mine.consulted:
            return "consulting"
        return "held" if mine.held else self.phone.state

    @property
    def in_call(self) -> bool:
        return any(c.stage is not Stage.OFFERED for c in self.phone.calls.values())

    def allowed(self, *, engine_reachable: bool, recorded: bool) -> frozenset[Control]:
        """``engine_reachable``: orders come through."""
        mine = self.engine_call
        of_phone = {Control(each) for each in allowed(self.phone) & _OF_PHONE}
        if self.phone.calls:
            of_phone.add(Control.MUTE)
        if mine is None:
            return frozenset(of_phone)
        found = of_phone & {Control.ANSWER, Control.REJECT, Control.HANG_UP, Control.MUTE,
                            Control.KEYS}  # fmt: skip
        by_phone = self.phone.state == "held"
        if by_phone:
            return frozenset(found | {Control.RESUME})
        if not engine_reachable:
            # The telephone itself can hold; everything else needs the engine.
            return frozenset(found | ({Control.HOLD} if not mine.held else set()))
        if mine.conference:
            found |= {Control.LEAVE}
        elif mine.consulted:
            found |= {Control.CONSULT_CANCEL, Control.CONSULT_COMPLETE}
            if mine.reached:
                found.add(Control.CONFER)
        else:
            found |= {Control.TRANSFER, Control.CONSULT, Control.TO_SCHEME}
            found.add(Control.RESUME if mine.held else Control.HOLD)
        if recorded:
            paused = mine.paused_until is not None
            found.add(Control.RESUME_RECORDING if paused else Control.PAUSE_RECORDING)
        return frozenset(found)

    # -- what becomes of it ----------------------------------------------------------------------

    def consulting(self, words: str) -> None:
        """It is ordered; ``refused`` takes it back."""
        mine = self.engine_call
        if mine is not None:
            mine.consulted = mine.asked = words
            mine.reached = False

    def refused(self, what: CallDo, code: str) -> None:
        """What the refusal tells of the call."""
        mine = self.engine_call
        if mine is None:
            return
        if code == "consulting":
            mine.consulted = mine.consulted or mine.asked
            return
        began = what is CallDo.CONSULT and code in _CONSULT_OVER
        if began or code == "no_consult" or what is CallDo.CONSULT_CANCEL:
            self._consult_over(mine)
        elif what is CallDo.CONSULT:
            mine.consulted = ""  # it has not begun: the subscriber is as he was

    @staticmethod
    def _consult_over(mine: EngineCall) -> None:
        """The engine has given him the subscriber back."""
        mine.consulted, mine.reached, mine.conference, mine.held = "", False, False, False

    def done(self, what: CallDo, words: str, now: float) -> None:
        """The engine has done it."""
        mine = self.engine_call
        if mine is None:
            return
        match what:
            case CallDo.HOLD:
                mine.held = True
            case CallDo.RESUME:
                mine.held = False
            case CallDo.CONSULT:
                mine.consulted, mine.reached = words, True
            case CallDo.CONSULT_CANCEL:
                self._consult_over(mine)
            case CallDo.CONFER:
                mine.conference, mine.consulted = True, ""
            case CallDo.PAUSE_RECORDING:
                mine.paused_until = now + PAUSE_S
            case CallDo.RESUME_RECORDING:
                mine.paused_until = None

    def ended(self, call_id: str) -> EngineCall | None:
        return self.engine_calls.pop(call_id, None)

    def dead(self, quality: softphone.Quality, offer: str) -> bool:
        """``offer``: which the operator's row says he has; "" none."""
        mine = self.engine_calls.get(quality.call_id)
        if mine is None:
            return False
        limit = DEAD_S if mine.offer.offer_id == offer else LET_GO_S
        return quality.silent_s >= limit

    # -- with the telephone alone ----------------------------------------------------------------

    def by_phone(self, control: Control, target: str, now: float) -> list[softphone.Order]:
        phone = self.phone
        match control:
            case Control.ANSWER:
                return phone.answer()
            case Control.REJECT:
                return phone.reject(busy=False)
            case Control.HANG_UP:
                return phone.hang_up()
            case Control.MUTE:
                return phone.mute(not phone.muted)
            case Control.KEYS:
                return phone.keys(target)
            case Control.HOLD:
                return phone.hold()
            case Control.RESUME:
                return phone.resume()
            case Control.TRANSFER:
                return phone.transfer(target)
            case Control.CONSULT:
                return phone.consult(target, now)
            case Control.CONSULT_CANCEL:
                return phone.cancel_consult()
            case Control.CONSULT_COMPLETE:
                return phone.complete()
            case Control.CONFER:
                return phone.confer()
            case Control.LEAVE:
                return phone.leave()
        return []
