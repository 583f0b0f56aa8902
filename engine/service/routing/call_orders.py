"""What an operator orders of the call that he has: hold, transfer, consult, and the like."""

from collections.abc import Callable, Mapping

from engine.domain.hangup_cause import HangupCause
from engine.ports.operators import OperatorOrder
from engine.routing import events
from engine.service.routing.callers import Caller, Consult
from engine.service.routing.floor import Floor
from engine.service.routing.operator_leg import OperatorLeg
from engine.service.routing.order_desk import OrderDesk, Refused
from engine.service.routing.reading_aloud import LONGEST, ReadingAloud
from engine.service.routing.recording_pause import RecordingPause

_KEYS = frozenset("0123456789*#ABCD")
_MOST_KEYS = 32


class CallOrders:
    """``take`` one: it is answered when what it wants is done, or cannot be."""

    def __init__(self, floor: Floor, orders: OrderDesk, recording: RecordingPause,
                 reading: ReadingAloud,
                 feed: Callable[[events.RoutingEvent], None],
                 token_of: Callable[[int], str]) -> None:  # fmt: skip
        """``token_of(operator)``: of his valid session, which may be newer than his call."""
        self._floor = floor
        self._orders = orders
        self._recording = recording
        self._reading = reading
        self._feed = feed
        self._token_of = token_of
        self._does: Mapping[str, Callable[[OperatorOrder, OperatorLeg, Caller], bool]] = {
            "hold": self._hold,
            "resume": self._resume,
            "transfer": self._transfer,
            "consult": self._consult,
            "consult_cancel": self._consult_cancel,
            "consult_complete": self._consult_complete,
            "confer": self._confer,
            "leave": self._leave,
            "to_scheme": self._to_scheme,
            "keys": self._keys,
            "pause_recording": self._pause_recording,
            "resume_recording": self._resume_recording,
            "say": self._say,
            "hang_up": self._hang_up,
        }

    def take(self, order: OperatorOrder) -> None:
        try:
            does = self._does.get(_text(order, "do"))
            if does is None:
                raise Refused("unknown_order", order=_text(order, "do"))
            leg, caller = self._call_of(order)
            if does(order, leg, caller):
                self._orders.done(order.id)
        except Refused as refused:
            self._orders.refuse(order.id, refused.code, **refused.arguments)

    def _call_of(self, order: OperatorOrder) -> tuple[OperatorLeg, Caller]:
        """The subscriber whom the operator has, also while he holds."""
        for leg in self._floor.legs.values():
            if leg.operator_id == order.operator_id and leg.connected:
                if order.token and order.token != self._token_of(order.operator_id):
                    raise Refused("session_replaced")
                caller = self._floor.callers.of_leg(leg)
                # One that comes late meets no other call.
                if caller is not None and _text(order, "offer") in ("", leg.offer_id):
                    return leg, caller
        raise Refused("no_call")

    # --- hold ----------------------------------------------------------------------------------

    def _hold(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        self._not_consulting(caller)
        if not caller.on_hold:
            self._floor.hold(caller)
        return True

    def _resume(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        self._not_consulting(caller)
        if caller.on_hold:
            self._floor.put_through(caller, leg)
        return True

    # --- to others -----------------------------------------------------------------------------

    def _transfer(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        kind, value = _target(order)
        if kind == "number":
            self._not_consulting(caller)
            self._floor.outside.begin(
                caller, leg, value,
                lambda rings: self._passed(order.id, caller, leg, rings),
            )  # fmt: skip
            return False
        operator_id, queue = self._whom(order)
        self._feed(events.TransferAsked(leg.offer_id, operator_id, queue))
        return True

    def _passed(self, order_id: int, caller: Caller, leg: OperatorLeg, rings: bool) -> None:
        """The number is rung: the operator is done. False: there is no line."""
        if rings:
            self._floor.hold(caller)
            leg.hang_up()
            self._orders.done(order_id)
        else:
            self._orders.refuse(order_id, "no_line")

    def _consult(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        self._not_consulting(caller)
        operator_id, queue = self._whom(order)
        consult = self._floor.callers.consult(self._floor.name, caller, leg, order.id)
        if not caller.on_hold:
            self._floor.hold(caller)
        self._feed(events.ConsultAsked(leg.offer_id, consult.party, operator_id, queue))
        return False  # answered when it is known whether somebody has come

    def _consult_cancel(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        consult = self._consulting(caller)
        self._feed(events.ConsultCancelled(consult.party))
        self.consult_over(consult, "cancelled")
        return True

    def _consult_complete(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        consult = self._consulting(caller)
        self._answer(consult, "")
        self._feed(events.ConsultCompleted(consult.party))
        self._floor.callers.end_consult(consult)
        return True

    def _confer(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        consult = self._consulting(caller)
        if consult.colleague is None:
            raise Refused("not_reached")
        self._floor.confer(caller, leg, consult.colleague)
        return True

    def _leave(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        """Of three who talk: the two others go on."""
        if self._consulting(caller).colleague is None:
            raise Refused("not_reached")
        return self._consult_complete(order, leg, caller)

    def _whom(self, order: OperatorOrder) -> tuple[int | None, str]:
        kind, value = _target(order)
        if kind == "operator":
            operator_id = int(value) if value.isascii() and value.isdecimal() else 0
            if not self._floor.roster.knows(operator_id):
                raise Refused("unknown_operator")
            if operator_id == order.operator_id:
                raise Refused("himself")
            return operator_id, ""
        if kind != "queue" or not self._floor.roster.has_queue(value):
            raise Refused("unknown_queue", queue=value)
        return None, self._floor.roster.queue_named(value)

    def _consulting(self, caller: Caller) -> Consult:
        if caller.consult is None:
            raise Refused("no_consult")
        return caller.consult

    def _not_consulting(self, caller: Caller) -> None:
        if caller.consult is not None:
            raise Refused("consulting")

    # --- what becomes of a consult -------------------------------------------------------------

    def consult_reached(self, consult: Consult) -> None:
        """The two talk."""
        self._answer(consult, "")

    def consult_over(self, consult: Consult, why: str) -> None:
        """The colleague is gone, or was not to be had: back to the subscriber."""
        self._answer(consult, why)
        self._floor.callers.end_consult(consult)
        caller, asker = consult.caller, consult.asker
        if caller.leg is asker and not asker.over:
            self._floor.put_through(caller, asker)

    def _answer(self, consult: Consult, code: str) -> None:
        order_id, consult.order_id = consult.order_id, 0
        if order_id:
            if code:
                self._orders.refuse(order_id, code)
            else:
                self._orders.done(order_id)

    # --- the rest ------------------------------------------------------------------------------

    def _to_scheme(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        self._not_consulting(caller)
        port = _text(order, "port")
        if port and port not in caller.request.returns:
            raise Refused("unknown_port")
        caller.port = port
        leg.hang_up()
        return True

    def _hang_up(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        """The subscriber's call is ended, and with it the talk."""
        telephony = self._floor.phone.telephony
        telephony.hang_up(caller.request.call_id, HangupCause.NORMAL_CLEARING)
        return True

    def _say(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        text, language = _text(order, "text").strip(), _text(order, "language")
        if not text or len(text) > LONGEST or language not in ("ru", "en"):
            raise Refused("cannot_speak")
        self._not_consulting(caller)
        if caller.on_hold:
            self._floor.put_through(caller, leg)  # no music beneath it
        self._reading.begin(order.id, caller, text, language)
        return False  # answered when it begins

    def _keys(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        keys = _text(order, "keys")
        if not keys or len(keys) > _MOST_KEYS or not _KEYS.issuperset(keys):
            raise Refused("unknown_keys", keys=keys)
        self._floor.phone.telephony.send_digits(caller.request.call_id, keys)
        return True

    def _pause_recording(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        seconds = order.arguments.get("seconds", 0)
        if not isinstance(seconds, int | float) or isinstance(seconds, bool):
            raise Refused("unknown_seconds")
        self._recording.pause(caller.request.call_id, float(seconds))
        return True

    def _resume_recording(self, order: OperatorOrder, leg: OperatorLeg, caller: Caller) -> bool:
        self._recording.resume(caller.request.call_id)
        return True


def _text(order: OperatorOrder, key: str) -> str:
    value = order.arguments.get(key, "")
    return value if isinstance(value, str) else ""


def _target(order: OperatorOrder) -> tuple[str, str]:
    """Kind (``queue``, ``operator``, ``number``) and value of ``to``."""
    to = order.arguments.get("to")
    if not isinstance(to, dict):
        return "", ""
    return str(to.get("kind", "")), str(to.get("value", ""))
