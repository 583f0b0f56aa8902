"""What the window is told beside the rows: of a card, of the day, of what may be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.domain.operator import PauseReason, WrapUp
from engine.lists.names import Named, name_in
from engine.ports.operators import CallCard, OperatorMessage, StateSpan, Talk


@dataclass(frozen=True, slots=True)
class ResultChoice:
    """``code`` is stored. ``title``: as the campaign calls it, "" for one of the usual codes."""

    code: str
    title: str = ""


#: Where a campaign names none of its own.
USUAL_RESULTS = tuple(
    ResultChoice(code)
    for code in ("agreed", "thinking", "refused", "call_later", "wrong_person", "other")
)
USUAL_SKIP_REASONS = tuple(
    ResultChoice(code) for code in ("not_now", "needs_preparation", "wrong_data", "other")
)
#: As many have keys.
MOST_RESULTS = 9


@dataclass(frozen=True, slots=True)
class CardFacts:
    """``recorded``: the engine records this call. ``named_by``: fields that name a contact, where
    the campaign says so."""

    card: CallCard
    results: Sequence[ResultChoice] = USUAL_RESULTS
    recorded: bool = False
    named_by: Sequence[str] = ()

    @property
    def named(self) -> Named:
        """Whom the card is about."""
        return name_in(self.card.fields, self.named_by)


@dataclass(frozen=True, slots=True)
class ManualCampaign:
    """``countdown_s``: the shown contact is dialled by itself after so long; None: by hand.
    ``skip_reasons``: why a contact may be put off."""

    id: int
    name: str
    countdown_s: float | None = None
    skip_reasons: tuple[ResultChoice, ...] = USUAL_SKIP_REASONS


@dataclass(frozen=True, slots=True)
class Colleague:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Rules:
    """``wrap_ups``: by queue. ``used_s``: of finished breaks today is in the operator's row."""

    pause_reasons: tuple[PauseReason, ...] = ()
    wrap_ups: dict[str, WrapUp] = field(default_factory=dict)
    queues: tuple[str, ...] = ()
    colleagues: tuple[Colleague, ...] = ()
    manual: tuple[ManualCampaign, ...] = ()
    #: Campaigns whose numbers nobody is to see.
    masked: frozenset[int] = frozenset()
    #: When the office's day began (break quotas and figures belong to it).
    day_began: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """The own day so far, the newest first."""

    talks: tuple[Talk, ...] = ()
    spans: tuple[StateSpan, ...] = ()
    messages: tuple[OperatorMessage, ...] = ()
