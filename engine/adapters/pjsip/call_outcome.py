"""What a SIP message that ended a call means: hangup cause and who ended it.

==========================================  =======================  ============
How an unanswered call ended                cause                    by
==========================================  =======================  ============
486, 600, 603, 607; Reason Q.850 17 or 21   by the table/the Reason  subscriber
any other final response                    RFC 3398 or the Reason   network
our ring time-out (CANCEL)                  no_answer                system
no response to the INVITE at all            recovery_on_timer_expire network
transport failed (refused, unreachable)     network_out_of_order     network
``hang_up``                                 the one given            system
==========================================  =======================  ============

An answered call ended by BYE is ``normal_clearing`` by the subscriber, unless a Reason header
names a cause of the network's (Q.850 classes 2 and up), which is then the network's doing.
"""

import re
from typing import NamedTuple

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause, cause_of_reason_header, cause_of_sip_status

_REASON = re.compile(
    r"^reason[ \t]*:[ \t]*([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)", re.IGNORECASE | re.MULTILINE
)
_BY_USER = frozenset({486, 600, 603, 607})
_USER_CAUSES = frozenset({HangupCause.USER_BUSY, HangupCause.CALL_REJECTED})
#: Q.850 class 0 and 1: normal events, of people rather than of equipment.
_NORMAL = frozenset(
    {
        HangupCause.NORMAL_CLEARING,
        HangupCause.NORMAL_UNSPECIFIED,
        HangupCause.USER_BUSY,
        HangupCause.CALL_REJECTED,
        HangupCause.NO_ANSWER,
        HangupCause.NO_USER_RESPONSE,
    }
)


class Outcome(NamedTuple):
    """``sip_code`` None: no final response came."""

    sip_code: int | None
    cause: HangupCause
    by: HangupBy
    detail: str = ""


def reason_cause(message: str) -> HangupCause | None:
    """The Q.850 cause of a message's Reason headers; None when there is none."""
    head = message.partition("\r\n\r\n")[0]
    for found in _REASON.finditer(head):
        cause = cause_of_reason_header(found[1].replace("\r\n", ""))
        if cause is not None:
            return cause
    return None


def of_response(code: int, phrase: str, message: str) -> Outcome:
    """A final response to the INVITE of a call that was not answered."""
    told = reason_cause(message)
    cause = told or cause_of_sip_status(code)
    by_user = told in _USER_CAUSES if told else code in _BY_USER
    by = HangupBy.SUBSCRIBER if by_user else HangupBy.NETWORK
    return Outcome(code, cause, by, f"{code} {phrase}".strip())


def of_no_response(code: int, phrase: str) -> Outcome:
    """The stack gave the INVITE up by itself: timer B (408) or its transport failed."""
    if code == 408:
        cause = HangupCause.RECOVERY_ON_TIMER_EXPIRE
    else:
        cause = HangupCause.NETWORK_OUT_OF_ORDER
    return Outcome(None, cause, HangupBy.NETWORK, phrase or "no response")


def of_bye(message: str) -> Outcome:
    """A BYE from the far end."""
    cause = reason_cause(message) or HangupCause.NORMAL_CLEARING
    by = HangupBy.SUBSCRIBER if cause in _NORMAL else HangupBy.NETWORK
    return Outcome(200, cause, by)
