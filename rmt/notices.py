"""What an operator is told beside what he sees."""

from typing import NamedTuple

from engine.domain.hangup_cause import HangupCause
from engine.routing.rules import Refusal


class Notice(NamedTuple):
    """What the operator is to be told. ``kind``: ``refused`` (with ``refusal``), ``missed``,
    ``gone`` (the subscriber, before the answer), ``line_lost`` (whoever carried a talk),
    ``vanished`` (another far end), ``wrap_up_expired``, ``transfer_failed``, ``process_lost``,
    ``order_failed``, ``record_failed``, ``not_now`` (the call's engine is not known yet, or cannot
    be reached)."""

    kind: str
    text: str = ""
    refusal: Refusal | None = None


def of_end(cause: HangupCause, *, of_engine: bool) -> list[Notice]:
    """Of a talk that is over: nobody need be told that somebody has hung up."""
    if cause is not HangupCause.RECOVERY_ON_TIMER_EXPIRE:
        return []
    return [Notice("line_lost" if of_engine else "vanished")]
