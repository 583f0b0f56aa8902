"""What may be done with the telephone now: which controls a window offers."""

from enum import StrEnum

from engine.ports.softphone import RegistrationState
from rmt.phone import Phone
from rmt.phone_call import Stage


class Action(StrEnum):
    DIAL = "dial"
    ANSWER = "answer"
    REJECT = "reject"
    HANG_UP = "hang_up"
    HOLD = "hold"
    RESUME = "resume"
    KEYS = "keys"
    TRANSFER = "transfer"
    CONSULT = "consult"
    CANCEL_CONSULT = "cancel_consult"
    COMPLETE = "complete"
    CONFER = "confer"
    LEAVE = "leave"
    RECORD = "record"
    PAUSE_RECORDING = "pause_recording"


def allowed(phone: Phone) -> frozenset[Action]:
    """What the controls offer now."""
    found: set[Action] = set()
    talking, active = phone.of(Stage.TALKING), phone.active
    registered = phone.registration.state in (
        RegistrationState.REGISTERED, RegistrationState.LISTENING
    )  # fmt: skip
    if registered and not phone.of(Stage.DIALLING, Stage.RINGING):
        found.add(Action.DIAL)
    if phone.offered:
        found |= {Action.ANSWER, Action.REJECT}
    if active or phone.offered or phone.of(Stage.HELD):
        found.add(Action.HANG_UP)
    if talking:
        found |= {Action.KEYS, Action.HOLD, Action.RECORD}
        if any(call.recording for call in talking):
            found.add(Action.PAUSE_RECORDING)
    if phone.of(Stage.HELD) and not phone.of(Stage.DIALLING, Stage.RINGING):
        found.add(Action.RESUME)
    if phone.conference and talking:
        found.add(Action.LEAVE)
    elif phone.consultation is not None:
        found |= {Action.CANCEL_CONSULT, Action.COMPLETE}
        if phone.asked_answered:
            found.add(Action.CONFER)
    elif len(talking) == 1 and talking[0].id not in phone.transferring:
        found |= {Action.TRANSFER, Action.CONSULT}
        if len(phone.of(Stage.HELD)) == 1:
            found.add(Action.CONFER)
    return frozenset(found)
