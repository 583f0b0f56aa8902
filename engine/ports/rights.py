"""Storage of roles, and of who has which for which campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.domain.rights import Grant, Powers, Right, Role


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody as he is now. ``admitted`` False: blocked, or removed."""

    user_id: int
    name: str
    powers: Powers
    admitted: bool = True


class RightsStore(Protocol):
    """Names of roles are compared without regard to case. What is changed here counts from the
    next transaction on, on every computer."""

    def roles(self) -> list[Role]:
        """The built-in ones first, then the office's own by their names."""
        ...

    def role(self, name: str) -> Role:
        """By its code or its name. KnownError when there is none."""
        ...

    def save_role(self, name: str, rights: Sequence[Right], code: str = "") -> Role:
        """A new one, or another name and other rights for the one of that code. KnownError for a
        built-in one, and for a name that another has."""
        ...

    def remove_role(self, code: str) -> None:
        """KnownError for a built-in one, and while somebody has it, naming him."""
        ...

    def grants(self, user_id: int | None = None, campaign_id: int | None = None) -> list[Grant]:
        """Of one person or of all; for one campaign or for all."""
        ...

    def grant(self, grant: Grant) -> bool:
        """False: he had it already. KnownError: there is no such person, role or campaign."""
        ...

    def revoke(self, grant: Grant) -> bool:
        """False: he did not have it."""
        ...

    def acting(self, user_id: int) -> Acting: ...

    # --- of whoever acts in this transaction ---

    def powers(self) -> Powers:
        """All there are for engines and for whoever works with the database's own password."""
        ...

    def require(self, right: Right, campaign_id: int | None = None) -> None:
        """For what is done beside the stores (files, live calls, imports of lists). A KnownError
        that names the right; ``campaign_id`` None: he must have it in the whole office."""
        ...
