"""What an operator is told beside what he sees."""

from typing import NamedTuple

from engine.routing.rules import Refusal


class Notice(NamedTuple):
    """What the operator is to be told. ``kind``: ``refused`` (with ``refusal``), ``missed``,
    ``gone`` (the subscriber, before the answer), ``line_lost`` (whoever carried a talk),
    ``wrap_up_expired``, ``transfer_failed``, ``process_lost``, ``order_failed``,
    ``record_failed``, ``not_now`` (the call's engine is not known yet, or cannot be reached)."""

    kind: str
    text: str = ""
    refusal: Refusal | None = None
