"""What a wish wants the operator to be, and whether his row shows it."""

from engine.domain.operator import AVAILABLE, LOGGED_OUT, Intent, OperatorState, OperatorStatus
from engine.domain.operator import on_break as break_for
from engine.routing.actions import GoAvailable, GoOnBreak, SignIn, SignOut, Wish
from rmt.pending import Asked


def intended_by(wish: Wish, before: Intent | None) -> Intent | None:
    match wish:
        case SignIn():
            return wish.intent
        case SignOut():
            return LOGGED_OUT
        case GoAvailable():
            return AVAILABLE
        case GoOnBreak():
            return break_for(wish.reason)
    return before


def shows(status: OperatorStatus, asked: Asked, token: str) -> bool:
    """The row has what was asked for: at once, or as the intent for afterwards."""
    match asked.what:
        case "SignIn":
            return status.signed_in and status.token == token
        case "SignOut":
            return not status.signed_in or status.intent == LOGGED_OUT
        case "GoAvailable":
            return status.signed_in and status.intent == AVAILABLE
        case "GoOnBreak":
            return status.intent == break_for(asked.detail.get("reason", ""))
        case "FinishWrapUp":
            return status.state is not OperatorState.WRAP_UP
    return False
