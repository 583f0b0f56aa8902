"""States and outcomes of orders in words, the same for commands and windows."""

from collections.abc import Mapping
from decimal import Decimal

from engine.errors import Phrase
from engine.orders.calls import NO_HOUR
from engine.orders.model import CallOutcome, OrderState, StepKind, StepState, Unit

STATES: Mapping[OrderState, Phrase] = {
    OrderState.DRAFT: Phrase("draft order"),
    OrderState.ACCEPTED: Phrase("accepted"),
    OrderState.IN_WORK: Phrase("in work"),
    OrderState.DONE: Phrase("done and charged"),
    OrderState.FAILED: Phrase("not carried out"),
    OrderState.CANCELLED: Phrase("order cancelled"),
}
STEPS: Mapping[StepState, Phrase] = {
    StepState.OPEN: Phrase("to be done"),
    StepState.PLANNED: Phrase("the engine will call"),
    StepState.RUNNING: Phrase("being called"),
    StepState.DONE: Phrase("was done"),
    StepState.FAILED: Phrase("did not succeed"),
    StepState.SKIPPED: Phrase("not needed"),
}
OUTCOMES: Mapping[CallOutcome, Phrase] = {
    CallOutcome.TALKED: Phrase("they talked"),
    CallOutcome.HEARD: Phrase("all was heard"),
    CallOutcome.A_BUSY: Phrase("the first number is busy"),
    CallOutcome.A_NO_ANSWER: Phrase("the first number does not answer"),
    CallOutcome.A_UNREACHABLE: Phrase("the first number cannot be reached"),
    CallOutcome.A_HUNG_UP: Phrase("the first subscriber hung up too early"),
    CallOutcome.B_BUSY: Phrase("the second number is busy"),
    CallOutcome.B_NO_ANSWER: Phrase("the second number does not answer"),
    CallOutcome.B_UNREACHABLE: Phrase("the second number cannot be reached"),
    CallOutcome.B_LISTED: Phrase("the second number is on the do-not-call list"),
    CallOutcome.NO_LINE: Phrase("there was no free line"),
    CallOutcome.NOT_POSSIBLE: Phrase("the call was not possible"),
    CallOutcome.MISSED: Phrase("no engine ran at the ordered time"),
    CallOutcome.NO_HOUR: Phrase("it had become no hour to call there"),
    CallOutcome.WITHDRAWN: Phrase("broken off by an operator"),
    CallOutcome.INTERRUPTED: Phrase("interrupted: the engine stopped during the call"),
}
KINDS: Mapping[StepKind, Phrase] = {
    StepKind.MANUAL: Phrase("by an operator"),
    StepKind.CONNECT: Phrase("connect two numbers"),
    StepKind.SAY: Phrase("call and say"),
    StepKind.NOTE: Phrase("note"),
}
#: Details that are said in words; all others are said as they are.
DETAILS: Mapping[str, Phrase] = {
    NO_HOUR: Phrase("not tried again: it would be no hour to call there"),
}
UNITS: Mapping[Unit, Phrase] = {
    Unit.MINUTE: Phrase("per minute"),
    Unit.PIECE: Phrase("per piece"),
}


def length(seconds: Decimal | None) -> str:
    """Minutes and seconds, such as 1:05; "" for none."""
    if seconds is None:
        return ""
    whole = int(seconds.to_integral_value())
    return f"{whole // 60}:{whole % 60:02}"
