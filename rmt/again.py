"""Calls that an operator has ordered and that nobody has taken: whom to try once more, where."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.ports.operators import CallCard
from engine.routing.call_orders import DialDo
from rmt.call_desk import Control

#: What can be done while nobody was put through yet.
ALONE = frozenset({Control.ANSWER, Control.REJECT, Control.HANG_UP, Control.MUTE})
#: Orders whose outcome is a call of the engine's.
DIALS = tuple(f"dial.{do.value}" for do in (DialDo.CONTACT, DialDo.NUMBER, DialDo.CALLBACK))


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
