"""An operator's row as text. Moments keep their microseconds: rows are compared as a whole."""

import json
from datetime import UTC, date, datetime
from typing import Any

from engine.domain.operator import (
    BreakUse,
    Hold,
    Intent,
    OfferKind,
    OperatorState,
    OperatorStatus,
)


def encode_status(status: OperatorStatus) -> str:
    hold = status.hold
    document: dict[str, object] = {
        "since": status.since.isoformat(),
        "intent": [status.intent.state.value, status.intent.reason],
        "token": status.token,
        "workstation": status.workstation,
        "present": status.present,
        "idle_since": status.idle_since.isoformat(),
        "misses": status.misses,
        "queue": status.queue,
        "owes_result": status.owes_result,
        "wrap_up_asked": status.wrap_up_asked,
        "wrap_up_s": status.wrap_up_s,
        "break_reason": status.break_reason,
        "by": status.by,
        "breaks": [[use.reason, use.day.isoformat(), use.seconds] for use in status.breaks],
        "hold": hold and {
            "node": hold.node, "offer_id": hold.offer_id, "kind": hold.kind.value,
            "party": hold.party, "attempt_id": hold.attempt_id, "queue": hold.queue,
            "stage": hold.stage,
        },
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def decode_status(operator_id: int, revision: int, write_id: str, state: str,
                  text: str) -> OperatorStatus:  # fmt: skip
    document: dict[str, Any] = json.loads(text)
    hold = document.get("hold")
    intent_state, intent_reason = document["intent"]
    return OperatorStatus(
        operator_id=operator_id,
        revision=revision,
        write_id=write_id,
        state=OperatorState(state),
        since=_moment(document["since"]),
        intent=Intent(OperatorState(intent_state), intent_reason),
        token=document.get("token", ""),
        workstation=document.get("workstation", ""),
        present=document.get("present", False),
        hold=None if not hold else Hold(
            hold["node"], hold["offer_id"], OfferKind(hold["kind"]), hold["party"],
            hold["attempt_id"], hold["queue"], hold.get("stage", ""),
        ),
        idle_since=_moment(document["idle_since"]),
        misses=document.get("misses", 0),
        queue=document.get("queue", ""),
        owes_result=document.get("owes_result"),
        wrap_up_asked=document.get("wrap_up_asked", False),
        wrap_up_s=document.get("wrap_up_s"),
        break_reason=document.get("break_reason", ""),
        by=document.get("by", ""),
        breaks=tuple(
            BreakUse(reason, date.fromisoformat(day), seconds)
            for reason, day, seconds in document.get("breaks", ())
        ),
    )  # fmt: skip


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
