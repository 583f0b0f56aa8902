"""What an attempt achieved, in business words, and who ended the call."""

from enum import StrEnum


class Disposition(StrEnum):
    """The result of one attempt. The values are a contract with scripts outside (docs/cli.md)."""

    COMPLETED = "completed"  # the scheme reached its end
    PARTIAL = "partial"  # answered, hung up before the end
    OPTED_OUT = "opted_out"
    CALLBACK = "callback"
    TRANSFERRED = "transferred"
    SERVED = "served"  # the operator's form was saved
    ABANDONED = "abandoned"  # a live person, and no operator in time
    MACHINE = "machine"
    USER_BUSY = "user_busy"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    INVALID_NUMBER = "invalid_number"
    NETWORK_FAILURE = "network_failure"
    CANCELLED = "cancelled"  # the campaign was stopped
    INTERRUPTED = "interrupted"  # an engine or a line worker died


class HangupBy(StrEnum):
    """Who ended the call; for an unanswered call, who ended the try."""

    SUBSCRIBER = "subscriber"
    SYSTEM = "system"
    OPERATOR = "operator"
    NETWORK = "network"


#: Outcomes that the [retry] section of a campaign file can name.
RETRYABLE = (
    Disposition.USER_BUSY,
    Disposition.NO_ANSWER,
    Disposition.REJECTED,
    Disposition.NETWORK_FAILURE,
    Disposition.PARTIAL,
    Disposition.MACHINE,
    Disposition.ABANDONED,
    Disposition.INTERRUPTED,
)
