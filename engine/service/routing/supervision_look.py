"""What supervisors want of the engines, as it stands in the database, and what they may."""

from dataclasses import dataclass
from datetime import datetime

from engine.domain.hearing import SuperviseMode
from engine.domain.supervision import OPERATOR_STATE, SupervisionState
from engine.ports.audit import Actor, Via
from engine.ports.operators import OperatorOrder, OrderKind
from engine.ports.storage import Stores
from engine.ports.supervision import Supervision, SupervisionProgress
from engine.routing.supervising import Wanted
from engine.service.supervision_rights import campaign_of, may, modes_of


@dataclass(frozen=True, slots=True)
class OpenSupervision:
    """``who``: the supervisor. ``node``: the engine that has it, "" none yet."""

    wanted: Wanted
    who: Actor
    node: str
    mode: SuperviseMode | None
    operator_id: int | None
    call_key: int | None
    answered_at: datetime | None

    def over(self, why: str) -> SupervisionProgress:
        return SupervisionProgress(
            self.wanted.id, SupervisionState.ENDED, None, self.wanted.wish, why, self.operator_id,
            self.call_key, self.answered_at,
        )  # fmt: skip


def open_supervisions(stores: Stores) -> tuple[OpenSupervision, ...]:
    return tuple(_opened(each, stores) for each in stores.supervisions.live())


def _opened(each: Supervision, stores: Stores) -> OpenSupervision:
    asked = each.asked
    campaign_id = None
    if asked.who.user_id is not None:
        campaign_id = campaign_of(stores, each.operator_id or asked.operator_id,
                                  each.call_key or asked.call_key)  # fmt: skip
    wanted = Wanted(
        each.id, asked.operator_id, asked.call_key, asked.phone, asked.token, asked.mode,
        each.wish, each.leaving, each.age_s,
        modes_of(stores, asked.who, campaign_id), fresh=not each.node,
    )  # fmt: skip
    return OpenSupervision(
        wanted, asked.who, each.node, each.mode, each.operator_id, each.call_key, each.answered_at
    )


def entitled(stores: Stores, orders: list[OperatorOrder],
             now: datetime) -> tuple[OperatorOrder, ...]:  # fmt: skip
    """Without those that come from no workstation and from nobody with the right to them, which
    are answered."""
    kept = []
    for order in orders:
        if order.token or order.kind is not OrderKind.WISH or _may(stores, order):
            kept.append(order)
        else:
            stores.operators.answer_order(order.id, {"code": "no_right"}, now)
    return tuple(kept)


def actor_to_json(actor: Actor) -> dict[str, object]:
    """As orders from afar carry it."""
    return {"name": actor.name, "via": actor.via.value, "place": actor.place,
            "user_id": actor.user_id}  # fmt: skip


def _may(stores: Stores, order: OperatorOrder) -> bool:
    told = order.arguments.get("actor")
    if not isinstance(told, dict) or told.get("via") not in set(Via):
        return False
    user_id = told.get("user_id")
    if user_id is not None and not isinstance(user_id, int):
        return False
    actor = Actor(str(told.get("name", "")), Via(told["via"]), str(told.get("place", "")), user_id)
    return may(stores, actor, OPERATOR_STATE)
