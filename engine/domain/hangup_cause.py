"""Why the network ended a call: Q.850 causes, and the mapping from SIP (RFC 3398).

Filled in by the dialling rules: see ``cause_of_sip_status``.
"""

from enum import StrEnum


class HangupCause(StrEnum):
    """Lower-case Q.850 names as telephony engineers know them, and our own after them."""

    NORMAL_CLEARING = "normal_clearing"
    USER_BUSY = "user_busy"
    NO_ANSWER = "no_answer"
    NO_USER_RESPONSE = "no_user_response"
    CALL_REJECTED = "call_rejected"
    UNALLOCATED_NUMBER = "unallocated_number"
    NUMBER_CHANGED = "number_changed"
    DESTINATION_OUT_OF_ORDER = "destination_out_of_order"
    INVALID_NUMBER_FORMAT = "invalid_number_format"
    NORMAL_TEMPORARY_FAILURE = "normal_temporary_failure"
    NORMAL_CIRCUIT_CONGESTION = "normal_circuit_congestion"
    NETWORK_OUT_OF_ORDER = "network_out_of_order"
    RECOVERY_ON_TIMER_EXPIRE = "recovery_on_timer_expire"
    BEARERCAPABILITY_NOTAVAIL = "bearercapability_notavail"
    # Not of the network: what we did or what befell us.
    ORIGINATOR_CANCEL = "originator_cancel"
    INTERRUPTED = "interrupted"
