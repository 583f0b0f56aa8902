"""Who may listen to calls, whisper, join, and change the state of operators: four rights, asked for
here alone, when something is ordered and again when an engine carries it out."""

from engine.domain.hearing import SuperviseMode
from engine.domain.rights import Right
from engine.domain.supervision import MODES
from engine.ports.audit import Actor
from engine.ports.storage import Stores


def may(stores: Stores, person: Actor, right: str, campaign_id: int | None = None) -> bool:
    """``right``: "listen", "whisper", "join", or ``OPERATOR_STATE``; in a campaign, None: in the
    whole office. Whoever opens the database with the office's password without having signed in
    (the command line, the demo) may."""
    if person.user_id is None:
        return True
    acting = stores.rights.acting(person.user_id)
    return acting.admitted and acting.powers.allows(Right(right), campaign_id)


def modes_of(
    stores: Stores, person: Actor, campaign_id: int | None = None
) -> frozenset[SuperviseMode]:
    return frozenset(mode for mode in MODES if may(stores, person, mode.value, campaign_id))


def campaign_of(stores: Stores, operator_id: int | None, call_key: int | None) -> int | None:
    """Of the call that an operator has now, or of a call; None: of none, or there is no call."""
    if operator_id is not None:
        hold = stores.operators.status(operator_id).hold
        call_key = None if hold is None else hold.attempt_id
    card = None if call_key is None else stores.operators.card(call_key)
    return None if card is None else card.campaign_id or None
