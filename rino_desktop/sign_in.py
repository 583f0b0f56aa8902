"""How long the next try of a name waits: longer with each wrong password.

What is counted stands in the database, for all computers and programs together, and outlives each
of them. A try counts as a wrong one from its beginning: who ends the program before the answer, or
tries on several computers at once, gains nothing. Names that nobody has are counted like others.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from engine.errors import KnownError
from engine.ports.people import SignInTries, User
from engine.ports.storage import Stores
from rino_desktop import accounts
from rino_desktop.texts import t

#: After so many wrong passwords in a row the next try waits.
_FREE_TRIES = 2
_LONGEST_PAUSE_S = 60
_MOST_FAILURES = 1000
#: What lies longer back is forgotten.
_KEPT = timedelta(days=1)


class Outcome(StrEnum):
    SUCCESS = "success"
    FAILURE = "failure"
    #: The password was right, and he may not sign in.
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Try:
    """``wait_s``: how long it has to wait before it may begin anew; 0: it has begun, for ``user``
    (None: nobody has that name)."""

    wait_s: float
    user: User | None = None


def begin(stores: Stores, name: str, now: datetime) -> Try:
    """What comes of it is told by ``fits``; then ``succeeded`` is called, or nothing."""
    stores.users.lock()
    stores.users.forget_tries(now - _KEPT)
    tries = stores.users.tries(name) or SignInTries(0, now)
    if tries.last_at > now:
        # The clock was put back, or that of another computer is ahead: the pause begins now, so
        # that nobody waits longer than one.
        tries = replace(tries, last_at=now)
        stores.users.put_tries(name, tries)
    wait_s = pause_s(tries.failures) - (now - tries.last_at).total_seconds()
    if wait_s > 0:
        return Try(wait_s)
    failures = min(tries.failures + 1, _MOST_FAILURES)
    stores.users.put_tries(name, SignInTries(failures, now))
    try:
        return Try(0.0, stores.users.by_name(name))
    except KnownError:
        return Try(0.0)


def fits(user: User | None, password: str) -> bool:
    """Takes its time, and as long for a name that nobody has."""
    return accounts.fits(user.password_hash if user is not None else None, password)


def succeeded(stores: Stores, user: User) -> None:
    """The password was right: what was tried before is forgotten."""
    stores.users.put_tries(user.name, None)


def note(stores: Stores, outcome: Outcome, user: User | None, now: datetime) -> None:
    """For the audit log. A name that nobody has is not told: passwords get typed as names, too."""
    name = user.name if user is not None else ""
    number = user.id if user is not None else None
    stores.audit.record(now, f"sign_in.{outcome}", name, subject_id=number)


def require_admitted(user: User) -> None:
    """Only for who has shown his password. KnownError: he is blocked."""
    if user.blocked:
        raise KnownError(
            t("{name} is blocked.", name=user.name), mend=t("An administrator can change that.")
        )


def pause_s(failures: int) -> float:
    """Seconds from the last of so many wrong passwords in a row to the next try."""
    over = failures - _FREE_TRIES
    return float(min(2 ** min(over, 10), _LONGEST_PAUSE_S)) if over > 0 else 0.0
