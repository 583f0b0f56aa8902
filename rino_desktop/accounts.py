"""People who work with the system: their roles, and their passwords as Argon2 hashes.

Hashing takes a noticeable fraction of a second on purpose; whoever has an event loop calls it on a
thread.
"""

import time
from collections.abc import Callable
from functools import cache

from engine.errors import KnownError
from rino_desktop.texts import t

ROLES = ("supervisor", "operator", "administrator")
SHORTEST = 8
#: After so many wrong passwords in a row the next answer waits.
_FREE_TRIES = 2
_LONGEST_PAUSE_S = 60.0


def hashed(password: str) -> str:
    """KnownError for a password that is too short."""
    if len(password) < SHORTEST:
        raise KnownError(
            t("The password is too short."), mend=t("At least {n} characters.", n=SHORTEST)
        )
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def fits(stored: str | None, password: str) -> bool:
    """``stored``: the user's hash, None where there is no such user: the answer takes as long, so
    that nobody learns by the time which names exist."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        PasswordHasher().verify(stored or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Made with weaker parameters than those of today."""
    from argon2 import PasswordHasher

    return PasswordHasher().check_needs_rehash(stored)


@cache
def _nobodys() -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash("nobody's")


class Patience:
    """How long the next try of a name waits: longer with each wrong password."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, tuple[int, float]] = {}

    def wait_s(self, name: str) -> float:
        """Seconds from now."""
        failures, last = self._failures.get(name.casefold(), (0, 0.0))
        if failures <= _FREE_TRIES:
            return 0.0
        pause = min(2.0 ** (failures - _FREE_TRIES), _LONGEST_PAUSE_S)
        return max(0.0, last + pause - self._clock())

    def failed(self, name: str) -> None:
        failures, _ = self._failures.get(name.casefold(), (0, 0.0))
        self._failures[name.casefold()] = (failures + 1, self._clock())

    def succeeded(self, name: str) -> None:
        self._failures.pop(name.casefold(), None)
