"""Whom the panels are about: the subscriber of the card in front, else whoever is on the line."""

from dataclasses import dataclass

from engine.domain.call_key import attempt_of
from rmt.cards import Card
from rmt.presenter import Presenter


@dataclass(frozen=True, slots=True)
class LineContact:
    """``phones``: all of his numbers that are known, that of the call first. ``attempt_id``: None
    also for a call that came in. ``call``: an engine.domain.call_key, None: it has none.
    ``masked``: they are not to be seen; so they are as long as nobody knows whether they may be."""

    phone: str = ""
    name: str = ""
    phones: tuple[str, ...] = ()
    contact_id: int | None = None
    attempt_id: int | None = None
    campaign_id: int | None = None
    queue: str = ""
    masked: bool = False
    call: int | None = None


def contact_of(presenter: Presenter) -> LineContact | None:
    """None: there is neither a card nor a call."""
    card = presenter.cards.shown
    if card is not None:
        return _of_card(card, _queue(presenter, card))
    call = presenter.desk.current
    if call is None or presenter.desk.state in ("idle", "ringing"):
        return None
    phones = (call.number,) if call.number else ()
    return LineContact(call.number, call.name, phones)


def _of_card(card: Card, queue: str) -> LineContact:
    if card.data is None:
        phones = (card.phone,) if card.phone else ()
        return LineContact(
            card.phone, "", phones, attempt_id=attempt_of(card.attempt_id), queue=queue,
            masked=not card.missing, call=card.attempt_id,
        )  # fmt: skip
    facts = card.data.card
    known = tuple(dict.fromkeys(each for each in (facts.phone, *facts.phones) if each))
    return LineContact(
        facts.phone, card.data.named.name, known, facts.contact_id or None,
        attempt_of(facts.attempt_id), facts.campaign_id or None, queue, facts.mask_numbers,
        card.attempt_id,
    )  # fmt: skip


def _queue(presenter: Presenter, card: Card) -> str:
    status = presenter.status
    hold = status.hold if status is not None else None
    if status is None or hold is None or hold.attempt_id != card.attempt_id:
        return ""
    return status.queue
