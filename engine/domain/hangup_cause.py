"""Why the network ended a call: Q.850 causes, and how SIP says them (RFC 3398, RFC 3326).

``Reason: Q.850;cause=N`` wins over the SIP status; ``cause_of_response`` holds that rule.
"""

import re
from enum import StrEnum

from engine.domain.disposition import Disposition


class HangupCause(StrEnum):
    """Lower-case Q.850 names as telephony engineers know them, and our own after them."""

    UNALLOCATED_NUMBER = "unallocated_number"
    NO_ROUTE_TRANSIT_NET = "no_route_transit_net"
    NO_ROUTE_DESTINATION = "no_route_destination"
    SEND_SPECIAL_TONE = "send_special_tone"
    MISDIALED_TRUNK_PREFIX = "misdialed_trunk_prefix"
    CHANNEL_UNACCEPTABLE = "channel_unacceptable"
    CALL_AWARDED_DELIVERED = "call_awarded_delivered"
    PREEMPTED = "preempted"
    NORMAL_CLEARING = "normal_clearing"
    USER_BUSY = "user_busy"
    NO_USER_RESPONSE = "no_user_response"
    NO_ANSWER = "no_answer"
    SUBSCRIBER_ABSENT = "subscriber_absent"
    CALL_REJECTED = "call_rejected"
    NUMBER_CHANGED = "number_changed"
    REDIRECTION_TO_NEW_DESTINATION = "redirection_to_new_destination"
    EXCHANGE_ROUTING_ERROR = "exchange_routing_error"
    NON_SELECTED_USER_CLEARING = "non_selected_user_clearing"
    DESTINATION_OUT_OF_ORDER = "destination_out_of_order"
    INVALID_NUMBER_FORMAT = "invalid_number_format"
    FACILITY_REJECTED = "facility_rejected"
    RESPONSE_TO_STATUS_ENQUIRY = "response_to_status_enquiry"
    NORMAL_UNSPECIFIED = "normal_unspecified"
    NORMAL_CIRCUIT_CONGESTION = "normal_circuit_congestion"
    NETWORK_OUT_OF_ORDER = "network_out_of_order"
    NORMAL_TEMPORARY_FAILURE = "normal_temporary_failure"
    SWITCH_CONGESTION = "switch_congestion"
    ACCESS_INFO_DISCARDED = "access_info_discarded"
    REQUESTED_CHAN_UNAVAIL = "requested_chan_unavail"
    PRECEDENCE_CALL_BLOCKED = "precedence_call_blocked"
    RESOURCE_UNAVAILABLE = "resource_unavailable"
    QOS_NOTAVAIL = "qos_notavail"
    FACILITY_NOT_SUBSCRIBED = "facility_not_subscribed"
    OUTGOING_CALL_BARRED = "outgoing_call_barred"
    INCOMING_CALL_BARRED = "incoming_call_barred"
    BEARERCAPABILITY_NOTAUTH = "bearercapability_notauth"
    BEARERCAPABILITY_NOTAVAIL = "bearercapability_notavail"
    SERVICE_UNAVAILABLE = "service_unavailable"
    BEARERCAPABILITY_NOTIMPL = "bearercapability_notimpl"
    CHAN_NOT_IMPLEMENTED = "chan_not_implemented"
    FACILITY_NOT_IMPLEMENTED = "facility_not_implemented"
    SERVICE_NOT_IMPLEMENTED = "service_not_implemented"
    INVALID_CALL_REFERENCE = "invalid_call_reference"
    INCOMPATIBLE_DESTINATION = "incompatible_destination"
    INVALID_MSG_UNSPECIFIED = "invalid_msg_unspecified"
    MANDATORY_IE_MISSING = "mandatory_ie_missing"
    MESSAGE_TYPE_NONEXIST = "message_type_nonexist"
    WRONG_MESSAGE = "wrong_message"
    IE_NONEXIST = "ie_nonexist"
    INVALID_IE_CONTENTS = "invalid_ie_contents"
    WRONG_CALL_STATE = "wrong_call_state"
    RECOVERY_ON_TIMER_EXPIRE = "recovery_on_timer_expire"
    PROTOCOL_ERROR = "protocol_error"
    INTERWORKING = "interworking"
    # Not of the network: what we did or what befell us.
    ORIGINATOR_CANCEL = "originator_cancel"
    INTERRUPTED = "interrupted"


#: Q.850 table 1 (and its class rule below for numbers without an entry).
_Q850 = {
    1: HangupCause.UNALLOCATED_NUMBER,
    2: HangupCause.NO_ROUTE_TRANSIT_NET,
    3: HangupCause.NO_ROUTE_DESTINATION,
    4: HangupCause.SEND_SPECIAL_TONE,
    5: HangupCause.MISDIALED_TRUNK_PREFIX,
    6: HangupCause.CHANNEL_UNACCEPTABLE,
    7: HangupCause.CALL_AWARDED_DELIVERED,
    8: HangupCause.PREEMPTED,
    9: HangupCause.PREEMPTED,
    16: HangupCause.NORMAL_CLEARING,
    17: HangupCause.USER_BUSY,
    18: HangupCause.NO_USER_RESPONSE,
    19: HangupCause.NO_ANSWER,
    20: HangupCause.SUBSCRIBER_ABSENT,
    21: HangupCause.CALL_REJECTED,
    22: HangupCause.NUMBER_CHANGED,
    23: HangupCause.REDIRECTION_TO_NEW_DESTINATION,
    24: HangupCause.CALL_REJECTED,  # anonymous call rejection
    25: HangupCause.EXCHANGE_ROUTING_ERROR,
    26: HangupCause.NON_SELECTED_USER_CLEARING,
    27: HangupCause.DESTINATION_OUT_OF_ORDER,
    28: HangupCause.INVALID_NUMBER_FORMAT,
    29: HangupCause.FACILITY_REJECTED,
    30: HangupCause.RESPONSE_TO_STATUS_ENQUIRY,
    31: HangupCause.NORMAL_UNSPECIFIED,
    34: HangupCause.NORMAL_CIRCUIT_CONGESTION,
    38: HangupCause.NETWORK_OUT_OF_ORDER,
    41: HangupCause.NORMAL_TEMPORARY_FAILURE,
    42: HangupCause.SWITCH_CONGESTION,
    43: HangupCause.ACCESS_INFO_DISCARDED,
    44: HangupCause.REQUESTED_CHAN_UNAVAIL,
    46: HangupCause.PRECEDENCE_CALL_BLOCKED,
    47: HangupCause.RESOURCE_UNAVAILABLE,
    49: HangupCause.QOS_NOTAVAIL,
    50: HangupCause.FACILITY_NOT_SUBSCRIBED,
    52: HangupCause.OUTGOING_CALL_BARRED,
    53: HangupCause.OUTGOING_CALL_BARRED,
    54: HangupCause.INCOMING_CALL_BARRED,
    55: HangupCause.INCOMING_CALL_BARRED,
    57: HangupCause.BEARERCAPABILITY_NOTAUTH,
    58: HangupCause.BEARERCAPABILITY_NOTAVAIL,
    63: HangupCause.SERVICE_UNAVAILABLE,
    65: HangupCause.BEARERCAPABILITY_NOTIMPL,
    66: HangupCause.CHAN_NOT_IMPLEMENTED,
    69: HangupCause.FACILITY_NOT_IMPLEMENTED,
    79: HangupCause.SERVICE_NOT_IMPLEMENTED,
    81: HangupCause.INVALID_CALL_REFERENCE,
    88: HangupCause.INCOMPATIBLE_DESTINATION,
    95: HangupCause.INVALID_MSG_UNSPECIFIED,
    96: HangupCause.MANDATORY_IE_MISSING,
    97: HangupCause.MESSAGE_TYPE_NONEXIST,
    98: HangupCause.WRONG_MESSAGE,
    99: HangupCause.IE_NONEXIST,
    100: HangupCause.INVALID_IE_CONTENTS,
    101: HangupCause.WRONG_CALL_STATE,
    102: HangupCause.RECOVERY_ON_TIMER_EXPIRE,
    111: HangupCause.PROTOCOL_ERROR,
    127: HangupCause.INTERWORKING,
}

#: Q.850 2.2.5: an unknown number means the "unspecified" one of its class (bits 7-5).
_Q850_CLASS = (31, 31, 47, 63, 79, 95, 111, 127)

#: RFC 3398 8.2.6.1, as Q.850 numbers. 488 and 606 depend there on a Warning header that few peers
#: send; Asterisk's 58 is what engineers expect to see. 433, 580, 607 and 608: RFC 5079, 3GPP TS
#: 29.163, RFC 8197 and RFC 8688.
_SIP = {
    400: 41,
    401: 21,
    402: 21,
    403: 21,
    404: 1,
    405: 63,
    406: 79,
    407: 21,
    408: 102,
    410: 22,
    413: 127,
    414: 127,
    415: 79,
    416: 127,
    420: 127,
    421: 127,
    423: 127,
    433: 24,
    480: 18,
    481: 41,
    482: 25,
    483: 25,
    484: 28,
    485: 1,
    486: 17,
    # No mapping in the RFC: it answers our CANCEL, whose reason the canceller knows. One that
    # nobody asked for is a failure of the network, never "we cancelled".
    487: 31,
    488: 58,
    500: 41,
    501: 79,
    502: 38,
    503: 41,
    504: 102,
    505: 127,
    513: 127,
    580: 47,
    600: 17,
    603: 21,
    604: 1,
    606: 58,
    607: 21,
    608: 21,
}


def cause_of_q850(number: int) -> HangupCause:
    """The cause of a Q.850 number (1…127); others are ``interworking``, as what did not come
    from an ISDN at all."""
    if not 0 < number < 128:
        return HangupCause.INTERWORKING
    return _Q850.get(number) or _Q850[_Q850_CLASS[number >> 4]]


def cause_of_sip_status(status: int) -> HangupCause:
    """The cause of a final SIP response (RFC 3398 8.2.6.1).

    An unknown status counts as the x00 of its class (RFC 3261 8.1.3.2); a redirection that was
    not followed is ``redirection_to_new_destination``.
    """
    if 200 <= status < 300:
        return HangupCause.NORMAL_CLEARING
    if 300 <= status < 400:
        return HangupCause.REDIRECTION_TO_NEW_DESTINATION
    number = _SIP.get(status) or _SIP.get(status // 100 * 100)
    return HangupCause.INTERWORKING if number is None else _Q850[number]


_STATUS = {
    HangupCause.UNALLOCATED_NUMBER: 404,
    HangupCause.USER_BUSY: 486,
    HangupCause.CALL_REJECTED: 403,
    HangupCause.INVALID_NUMBER_FORMAT: 484,
    HangupCause.NORMAL_CIRCUIT_CONGESTION: 503,
    HangupCause.NORMAL_TEMPORARY_FAILURE: 503,
    HangupCause.INTERRUPTED: 503,
    HangupCause.NETWORK_OUT_OF_ORDER: 503,
}


def sip_status_of_cause(cause: HangupCause) -> int:
    """With which status a call that comes in is refused for this cause (RFC 3398 7.2.4.1, as far
    as causes of our own need it); 480 for all others."""
    return _STATUS.get(cause, 480)


# A reason value up to the next comma that is outside a quoted string.
_REASON_VALUE = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*")+')
_REASON_PARAMETER = re.compile(r';\s*([^\s;="]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;"]+)\s*')


def cause_of_reason_header(value: str) -> HangupCause | None:
    """The first Q.850 cause of a ``Reason`` header (RFC 3326), several reasons comma separated;
    None when there is none that can be read."""
    for match in _REASON_VALUE.finditer(value):
        protocol, semicolon, rest = match.group().partition(";")
        if protocol.strip().lower() != "q.850":
            continue
        for name, text in _REASON_PARAMETER.findall(semicolon + rest):
            # isascii: int() would also read digits of other scripts.
            if name.lower() == "cause" and text.isascii() and text.isdigit():
                number = int(text[:9])
                if 0 < number < 128:
                    return cause_of_q850(number)
    return None


def cause_of_response(status: int, reason: str = "") -> HangupCause:
    """The cause of a final response with its ``Reason`` header: the header wins."""
    return (cause_of_reason_header(reason) if reason else None) or cause_of_sip_status(status)


_DISPOSITIONS = {
    HangupCause.USER_BUSY: Disposition.USER_BUSY,
    HangupCause.NO_USER_RESPONSE: Disposition.NO_ANSWER,
    HangupCause.NO_ANSWER: Disposition.NO_ANSWER,
    HangupCause.SUBSCRIBER_ABSENT: Disposition.NO_ANSWER,
    HangupCause.CALL_REJECTED: Disposition.REJECTED,
    HangupCause.UNALLOCATED_NUMBER: Disposition.INVALID_NUMBER,
    HangupCause.NUMBER_CHANGED: Disposition.INVALID_NUMBER,
    HangupCause.INVALID_NUMBER_FORMAT: Disposition.INVALID_NUMBER,
    HangupCause.ORIGINATOR_CANCEL: Disposition.CANCELLED,
    HangupCause.INTERRUPTED: Disposition.INTERRUPTED,
}


def disposition_of_cause(cause: HangupCause) -> Disposition:
    """The result of a call that was never answered (docs/cli.md, "Retry classes"): what is
    neither busy, unanswered, rejected nor a wrong number is a failure of the network."""
    return _DISPOSITIONS.get(cause, Disposition.NETWORK_FAILURE)
