"""Cards of calls. A card lives as long as its work, not as long as its call: hanging up closes
nothing, and a new call puts an unsaved card aside."""

from dataclasses import dataclass, field
from enum import StrEnum

from rmt.facts import CardFacts


class FormWork(StrEnum):
    #: The campaign has none, or it is not open yet.
    NONE = "none"
    OPEN = "open"
    #: Something was entered, and is kept as a draft.
    BEGUN = "begun"
    #: It is on its way into the database.
    HANDED_IN = "handed_in"
    PARTIAL = "partial"
    COMPLETE = "complete"


@dataclass(slots=True)
class Card:
    """``call_id``: the telephone's, "" when the call is over. ``result``: which the operator has
    chosen, "" while he has chosen none. ``phone``: known before the card is read. ``stage``: of a
    call that the operator has ordered, as in engine.domain.operator.Hold; it stays when nobody was
    reached."""

    attempt_id: int
    phone: str
    opened_at: float
    call_id: str = ""
    data: CardFacts | None = None
    #: It was read, and there is none in the database.
    missing: bool = False
    result: str = ""
    note: str = ""
    #: Result and note as they were saved last; None: never.
    kept: tuple[str, str] | None = None
    stage: str = ""
    form: FormWork = FormWork.NONE

    @property
    def live(self) -> bool:
        return bool(self.call_id)

    @property
    def saved(self) -> bool:
        """Nothing stands on it that would be lost: also not what was changed after it was saved."""
        as_kept = self.kept == (self.result, self.note.strip())
        return as_kept and self.form is not FormWork.BEGUN

    @property
    def read(self) -> bool:
        return self.data is not None or self.missing


@dataclass(slots=True)
class Cards:
    """``front``: the one that is looked at."""

    open: dict[int, Card] = field(default_factory=dict)
    front: int | None = None

    @property
    def shown(self) -> Card | None:
        return self.open.get(self.front) if self.front is not None else None

    @property
    def unsaved(self) -> list[Card]:
        return [card for card in self.open.values() if not card.saved]

    def begin(self, attempt_id: int, phone: str, call_id: str, now: float) -> Card:
        """The card of a call that comes in; one of the same attempt goes on. Saved ones go."""
        card = self.open.get(attempt_id)
        if card is None:
            card = Card(attempt_id, phone, now)
        card.call_id = call_id
        self.open = {each.attempt_id: each for each in self.open.values() if not each.saved}
        self.open[attempt_id] = card
        self.front = attempt_id
        return card

    def restore(self, card: Card) -> None:
        """Left open by a workstation that was killed."""
        if card.attempt_id not in self.open:
            self.open[card.attempt_id] = card
            if self.front is None:
                self.front = card.attempt_id

    def never_talked(self, call_id: str) -> None:
        """The call went before it was answered: there is nothing to write down, unless something
        had been written before."""
        card = self.of_call(call_id)
        if card is not None:
            card.call_id = ""
            self.drop_untouched(card.attempt_id)

    def drop_untouched(self, attempt_id: int | None) -> None:
        """A card that nobody has talked with and nothing was written on."""
        card = self.open.get(attempt_id) if attempt_id is not None else None
        if card is None or card.live:
            return
        untouched = not card.note and card.form in (FormWork.NONE, FormWork.OPEN)
        if card.saved or untouched:
            self._close(card)

    def ended(self, call_id: str) -> Card | None:
        card = self.of_call(call_id)
        if card is not None:
            card.call_id = ""
            if card.saved:
                self._close(card)
        return card

    def of_call(self, call_id: str) -> Card | None:
        return next((c for c in self.open.values() if call_id and c.call_id == call_id), None)

    def save(self, attempt_id: int) -> Card | None:
        """It closes with its call."""
        card = self.open.get(attempt_id)
        if card is not None:
            card.kept = card.result, card.note.strip()
            self.close_done(attempt_id)
        return card

    def close_done(self, attempt_id: int) -> None:
        """Nothing is left to be done with it, and its call is over."""
        card = self.open.get(attempt_id)
        if card is not None and card.saved and not card.live:
            self._close(card)

    def show(self, attempt_id: int) -> None:
        if attempt_id in self.open:
            self.front = attempt_id

    def _close(self, card: Card) -> None:
        del self.open[card.attempt_id]
        if self.front == card.attempt_id:
            live = [each for each in self.open.values() if each.live]
            rest = live or list(self.open.values())
            self.front = rest[-1].attempt_id if rest else None
