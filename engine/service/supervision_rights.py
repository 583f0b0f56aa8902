"""Who may listen to calls, whisper, join, and change the state of operators: four rights, asked for
here alone, when something is ordered and again when an engine carries it out."""

from engine.domain.hearing import SuperviseMode
from engine.domain.supervision import MODES
from engine.ports.audit import Actor
from engine.ports.storage import Stores

_ROLES = frozenset({"supervisor", "administrator"})


def may(stores: Stores, person: Actor, right: str) -> bool:
    """``right``: "listen", "whisper", "join", or ``OPERATOR_STATE``. Whoever opens the database
    with the office's password without having signed in (the command line, the demo) may."""
    del right  # a supervisor has all of them
    if person.user_id is None:
        return True
    user = stores.users.by_id(person.user_id)
    return user is not None and not user.blocked and user.role in _ROLES


def modes_of(stores: Stores, person: Actor) -> frozenset[SuperviseMode]:
    return frozenset(mode for mode in MODES if may(stores, person, mode.value))
