"""What somebody may do, as the window knows it: which pages and sections it shows him. The stores
refuse what he may not, whatever is shown."""

from dataclasses import dataclass

from engine.domain.rights import BUILT_IN, NO_POWERS, Powers
from engine.ports.people import User
from engine.ports.storage import Stores


@dataclass(frozen=True, slots=True)
class Standing:
    """``role_name``: what the office calls a role of its own, "" for a built-in one."""

    powers: Powers = NO_POWERS
    role_name: str = ""


def standing_of(role: str) -> Standing:
    """Of a built-in role, for whoever is nobody in the database."""
    known = BUILT_IN.get(role)
    return Standing(Powers(known.rights)) if known is not None else Standing()


def standing_read(stores: Stores, user_id: int) -> tuple[User | None, Standing]:
    """Also of who was blocked or removed meanwhile: then he has none."""
    user = stores.users.by_id(user_id)
    if user is None or user.blocked:
        return user, Standing()
    powers = stores.rights.acting(user_id).powers
    own = user.role not in BUILT_IN
    names = [each.name for each in stores.rights.roles() if own and each.code == user.role]
    return user, Standing(powers, names[0] if names else "")
