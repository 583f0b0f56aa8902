"""Storage of the people who work with the system."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class User:
    id: int
    name: str
    role: str
    password_hash: str
    created_at: datetime
    #: May not sign in.
    blocked: bool = False
    #: Somebody else has made his password: he chooses one of his own when he signs in.
    new_password: bool = False


@dataclass(frozen=True, slots=True)
class SignInTries:
    """Tries of a name since its last right password, and when the last of them was."""

    failures: int
    last_at: datetime


class UserStore(Protocol):
    """Names are compared without regard to case. KnownError for a name that nobody has, or that
    somebody else has."""

    def lock(self) -> None:
        """Nobody else changes people, or counts tries, until the transaction is over."""
        ...

    def add(self, name: str, role: str, password_hash: str, now: datetime) -> User: ...
    def change(self, user: User) -> User:
        """Name, role and ``blocked`` of who has that id."""
        ...

    def remove(self, user_id: int) -> None:
        """With what his windows remember. What he has done keeps his name."""
        ...

    def set_password(self, name: str, password_hash: str, *, first: bool = False) -> None:
        """``first``: he must choose one of his own when he signs in."""
        ...

    def by_name(self, name: str) -> User: ...
    def by_id(self, user_id: int) -> User | None: ...
    def all(self) -> list[User]: ...
    def exist(self) -> bool:
        """False in a new office: whoever comes first becomes its administrator."""
        ...

    def tries(self, name: str) -> SignInTries | None:
        """Also of names that nobody has."""
        ...

    def put_tries(self, name: str, tries: SignInTries | None) -> None: ...
    def forget_tries(self, before: datetime) -> None: ...
