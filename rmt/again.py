"""Calls that an operator has ordered and that nobody has taken: whom to try once more, where."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.domain.disposition import Disposition
from engine.domain.operator import CallStage, Hold, OfferKind, OperatorState, OperatorStatus
from engine.ports.operators import CallCard
from engine.routing.call_orders import DialDo
from rmt.call_desk import Control, EngineCall
from rmt.cards import Cards
from rmt.pending import DIAL_S, PATIENCE_S, Asked

#: What can be done while nobody was put through yet.
ALONE = frozenset({Control.ANSWER, Control.REJECT, Control.HANG_UP, Control.MUTE})
#: Orders whose outcome is a call of the engine's.
DIALS = tuple(f"dial.{do.value}" for do in (DialDo.CONTACT, DialDo.NUMBER, DialDo.CALLBACK))


def asked(key: str, do: DialDo, now: float) -> Asked:
    what = f"dial.{do.value}"
    return Asked(key, what, now, patience_s=DIAL_S if what in DIALS else PATIENCE_S)


@dataclass(frozen=True, slots=True)
class Again:
    """``outcome``: what came of the call to ``tried``, a value of Disposition."""

    campaign_id: int
    contact_id: int
    phones: tuple[str, ...]
    fields: Mapping[str, str]
    tried: str
    outcome: str
    masked: bool

    @classmethod
    def of(cls, card: CallCard, outcome: str) -> "Again":
        return cls(
            card.campaign_id, card.contact_id, card.phones, card.fields, card.phone, outcome,
            card.mask_numbers,
        )  # fmt: skip

    @property
    def next_phone(self) -> int:
        """Index of the number whose turn it is: the one after, or the only one."""
        if self.tried not in self.phones:
            return 0
        step = 0 if self.outcome == "cancelled" else 1
        return (self.phones.index(self.tried) + step) % len(self.phones)


def note_stage(cards: Cards, hold: Hold | None) -> None:
    """The operator's row has come."""
    card = cards.open.get(hold.attempt_id or 0) if hold is not None else None
    if hold is not None and card is not None:
        card.stage = hold.stage


def callback_of(status: OperatorStatus | None) -> Hold | None:
    """What rings at this operator without a call, for him to accept."""
    if status is None or status.state is not OperatorState.RINGING or status.hold is None:
        return None
    callback = status.hold.kind is OfferKind.CALLBACK and not status.hold.stage
    return status.hold if callback else None


def stage_of(cards: Cards, mine: EngineCall | None) -> str:
    card = cards.of_call(mine.call_id) if mine is not None else None
    return card.stage if card is not None else ""


def not_reached(cards: Cards, call_id: str) -> Again | None:
    """A call is over: whom to try once more, if the one who was dialled has not come to the
    telephone. An empty card closes."""
    card = cards.of_call(call_id)
    if card is None or not card.stage:
        return None
    if card.stage in CallStage.__members__.values():
        card.stage = Disposition.CANCELLED.value
    cards.never_talked(call_id)
    return Again.of(card.data.card, card.stage) if card.data is not None else None
