"""Operators put on a break, back to work, out, or done with their wrap-up, from afar.

The order goes to the engines as operators' own wishes do; ``outcome`` tells what has come of it.
Who did it is in the operator's row, where his workstation shows it, and in the audit log.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.domain.operator import OperatorState
from engine.domain.supervision import OPERATOR_STATE, StateWish
from engine.errors import KnownError
from engine.ports.audit import Actor
from engine.ports.operators import OrderKind
from engine.ports.storage import Stores
from engine.routing.actions import FinishWrapUp, GoAvailable, GoOnBreak, SignOut, Wish
from engine.routing.refusal_words import refusal_text
from engine.routing.rules import Refusal
from engine.routing.supervising_words import supervision_text
from engine.routing.wish_codec import wish_to_json
from engine.service.routing.supervision_look import actor_to_json
from engine.service.supervision_rights import may
from rino_desktop import texts
from rino_desktop.texts import t

_BUSY = frozenset({OperatorState.RINGING, OperatorState.TALKING, OperatorState.WRAP_UP})


@dataclass(frozen=True, slots=True)
class StateOrder:
    """``later``: it holds from the end of his call and wrap-up on."""

    order_id: int
    later: bool


def order(stores: Stores, who: Actor, operator_id: int, wish: StateWish, now: datetime,
          reason: str = "") -> StateOrder:  # fmt: skip
    """KnownError: lack of right, not signed in, no such break."""
    if not may(stores, who, OPERATOR_STATE):
        raise KnownError(supervision_text("no_right", texts.language()))
    status = stores.operators.status(operator_id)
    if not status.signed_in:
        raise KnownError(refusal_text(Refusal("not_signed_in"), texts.language()))
    if wish is StateWish.END_WRAP_UP and status.state is not OperatorState.WRAP_UP:
        raise KnownError(refusal_text(Refusal("no_wrap_up"), texts.language()))
    asked = _wish(stores, wish, reason, who.name)
    order_id = stores.operators.order(
        operator_id, "", OrderKind.WISH, {**wish_to_json(asked), "actor": actor_to_json(who)}, now
    )
    user = stores.users.by_id(operator_id)
    details = {"state": wish.value}
    if isinstance(asked, GoOnBreak):
        details["reason"] = asked.reason
    stores.audit.record(
        now, "operator.state", "" if user is None else user.name, details,
        subject_id=operator_id, by=who,
    )  # fmt: skip
    return StateOrder(order_id, wish is not StateWish.END_WRAP_UP and status.state in _BUSY)


def outcome(stores: Stores, order_id: int) -> str | None:
    """None: no engine has answered yet; "": done; else why not, for people."""
    answered = stores.operators.order_answer(order_id)
    return None if answered is None else _told(answered.answer)


def _told(answer: Mapping[str, object]) -> str:
    code = answer.get("code")
    if not isinstance(code, str):
        return ""
    if code == "no_right":
        return supervision_text(code, texts.language())
    arguments = {name: str(value) for name, value in answer.items()}
    return refusal_text(Refusal(code, arguments), texts.language())


def _wish(stores: Stores, wish: StateWish, reason: str, by: str) -> Wish:
    if wish is StateWish.AVAILABLE:
        return GoAvailable(by)
    if wish is StateWish.SIGN_OUT:
        return SignOut(by)
    if wish is StateWish.END_WRAP_UP:
        return FinishWrapUp(forced=True, by=by)
    names = {each.name.casefold(): each.name for each in stores.operators.pause_reasons()}
    name = names.get(" ".join(reason.split()).casefold())
    if name is None:
        raise KnownError(
            t("There is no break {name}.", name=repr(reason)),
            mend=(
                t("There are: {names}.", names=", ".join(sorted(names.values())))
                if names
                else t("Add one: rino-desktop operator break add NAME")
            ),
        )
    return GoOnBreak(name, forced=True, by=by)
