"""The telephone told by lines of text: what each word does, and what is said of each event."""

from collections.abc import Callable

from engine.ports import softphone
from engine.ports.softphone import Event, Order
from rino_desktop.texts import t
from rmt.phone import Phone
from rmt.phone_call import PhoneCall, number_of


def words() -> str:
    """What can be written."""
    return t(
        "dial NUMBER · answer · reject · hangup · hold · resume · mute · unmute · keys 12# · "
        "transfer NUMBER · consult NUMBER · complete · cancel · confer · leave · record FILE · "
        "pause · quit"
    )


class PhoneLine:
    """``clock``: Unix seconds."""

    def __init__(self, phone: Phone, clock: Callable[[], float]) -> None:
        self.phone = phone
        self._clock = clock

    def obey(self, line: str) -> tuple[list[Order], str]:
        """The orders that follow, and what is to be said at once ("": nothing)."""
        word, _, rest = line.strip().partition(" ")
        rest, phone = rest.strip(), self.phone
        plain: dict[str, Callable[[], list[Order]]] = {
            "answer": phone.answer,
            "reject": phone.reject,
            "hangup": phone.hang_up,
            "hold": phone.hold,
            "resume": phone.resume,
            "mute": lambda: phone.mute(True),
            "unmute": lambda: phone.mute(False),
            "complete": phone.complete,
            "cancel": phone.cancel_consult,
            "confer": phone.confer,
            "leave": phone.leave,
            "pause": lambda: phone.pause_recording(self._clock()),
        }
        with_text: dict[str, Callable[[str], list[Order]]] = {
            "dial": lambda number: phone.dial(number, self._clock()),
            "keys": phone.keys,
            "transfer": phone.transfer,
            "consult": lambda number: phone.consult(number, self._clock()),
            "record": phone.record,
        }
        if word in plain and not rest:
            orders = plain[word]()
        elif word in with_text and rest:
            orders = with_text[word](rest)
        else:
            return [], words() if word else ""
        return orders, "" if orders else t("That is not possible now.")

    def tell(self, event: Event) -> tuple[list[Order], str]:
        """What follows from the event, and what is said of it."""
        call = self.phone.calls.get(getattr(event, "call_id", ""))
        orders = self.phone.feed(event)
        failed = [each for each in self.phone.notices if each.kind == "transfer_failed"]
        self.phone.notices.clear()  # the others are told by their events
        if failed:
            return orders, t("the transfer failed: {detail}", detail=failed[0].detail)
        return orders, self._said(event, call)

    @staticmethod
    def _said(event: Event, call: PhoneCall | None) -> str:
        who = call.number if call is not None else ""
        match event:
            case softphone.RegistrationChanged():
                return _registration(event)
            case softphone.Incoming():
                name = f"{event.caller_name} " if event.caller_name else ""
                return t("{who} calls", who=name + number_of(event.caller))
            case softphone.Progress():
                return t("{who}: it rings", who=who)
            case softphone.Answered():
                return t("{who}: connected", who=who)
            case softphone.HoldChanged():
                if event.theirs:
                    return t("{who} holds us", who=who)
                return t("{who} is held", who=who) if event.ours else t("{who}: back", who=who)
            case softphone.KeyPressed():
                return t("{who} pressed {key}", who=who, key=event.key)
            case softphone.Recorded():
                return event.error or t("recorded: {file}", file=event.path)
            case softphone.Failed():
                return t("not done: {detail}", detail=f"{event.order}: {event.detail}")
            case softphone.Ended():
                cause = event.cause.value
                return t(
                    "{who}: over ({cause}) {detail}", who=who, cause=cause, detail=event.detail
                )
            case softphone.ProcessLost():
                return t(
                    "the telephone's process died and is started anew: {why}", why=event.detail
                )
            case _:
                return ""


def _registration(event: softphone.RegistrationChanged) -> str:
    match event.state:
        case softphone.RegistrationState.TRYING:
            return t("registering…")
        case softphone.RegistrationState.REGISTERED:
            return t("registered; rung at {contact}", contact=event.contact)
        case softphone.RegistrationState.LISTENING:
            return t("rung at {contact}", contact=event.contact)
        case softphone.RegistrationState.FAILED:
            return t("not registered: {detail}", detail=_why(event))
        case _:
            return t("not registered")


def _why(event: softphone.RegistrationChanged) -> str:
    match event.fault:
        case softphone.RegistrationFault.CERTIFICATE:
            return t(
                "the registrar's certificate is not among the trusted ones, or is for another "
                "name ({detail})",
                detail=event.detail,
            )
        case softphone.RegistrationFault.TRUSTED_FILE:
            return t("the file of trusted certificates is of no use: {detail}", detail=event.detail)
        case _:
            return event.detail
