"""Supervisors who listen to a call, whisper to its operator, or join."""

from enum import StrEnum

from engine.domain.hearing import SuperviseMode

#: Of the rights to the three modes; each is a right of its own.
MODES = tuple(SuperviseMode)
#: The right to change the state of an operator from afar.
OPERATOR_STATE = "operator_state"


class SupervisionState(StrEnum):
    ASKED = "asked"  # no engine has taken it yet
    RINGING = "ringing"  # the supervisor's telephone rings
    ON = "on"
    ENDED = "ended"


class Shown(StrEnum):
    """When an operator sees that he is supervised."""

    NEVER = "never"
    HEARD = "heard"  # when the supervisor whispers to him or has joined
    ALWAYS = "always"

    def shows(self, mode: SuperviseMode | None) -> bool:
        if mode is None or self is Shown.NEVER:
            return False
        return self is Shown.ALWAYS or mode is not SuperviseMode.LISTEN


class StateWish(StrEnum):
    """What an operator is put to from afar."""

    AVAILABLE = "available"
    BREAK = "break"
    SIGN_OUT = "sign-out"
    END_WRAP_UP = "end-wrap-up"
