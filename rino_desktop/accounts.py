"""People who work with the system: their roles, changes of them, their passwords as Argon2 hashes.

Hashing takes a noticeable fraction of a second on purpose; whoever has an event loop calls it on a
thread.
"""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from engine.domain.rights import BUILT_IN
from engine.errors import KnownError
from engine.ports.people import User
from engine.ports.storage import Stores
from rino_desktop.texts import t

#: The built-in ones in the order in which they are offered.
ROLES = tuple(BUILT_IN)
SHORTEST = 8


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


# --- changes, each in the transaction that ``stores`` belongs to ----------------------------------


def add(stores: Stores, name: str, role: str, password_hash: str, now: datetime) -> User:
    """KnownError: without a name, or that of somebody else."""
    added = stores.users.add(_named(name), role, password_hash, now)
    _record(stores, "user.add", added, role=_role_name(stores, role))
    return added


def change(stores: Stores, name: str, *, new_name: str | None = None, role: str | None = None,
           blocked: bool | None = None) -> User:  # fmt: skip
    """What is None stays. KnownError: there would be no administrator left."""
    stores.users.lock()
    user = stores.users.by_name(name)
    changed = replace(
        user,
        name=user.name if new_name is None else _named(new_name),
        role=user.role if role is None else role,
        blocked=user.blocked if blocked is None else blocked,
    )
    if not _administers(changed):
        _require_another(stores, user)
    changed = stores.users.change(changed)
    told = {
        name: [before, after]
        for name, before, after in (
            ("name", user.name, changed.name),
            ("role", _role_name(stores, user.role), _role_name(stores, changed.role)),
            ("blocked", user.blocked, changed.blocked),
        )
        if before != after
    }
    if told:
        _record(stores, "user.change", changed, **told)
    return changed


def remove(stores: Stores, name: str) -> User:
    """What he has done keeps his name. KnownError: there would be no administrator left."""
    stores.users.lock()
    user = stores.users.by_name(name)
    _require_another(stores, user)
    stores.users.remove(user.id)
    _record(stores, "user.remove", user, role=_role_name(stores, user.role))
    return user


def set_password(stores: Stores, name: str, password_hash: str, *, first: bool = False) -> None:
    """Whoever has a new one does not wait for the wrong ones before it. ``first``: he must choose
    one of his own when he signs in."""
    stores.users.set_password(name, password_hash, first=first)
    stores.users.put_tries(name, None)
    _record(stores, "user.password", stores.users.by_name(name))


def _role_name(stores: Stores, code: str) -> str:
    """For the audit log, which is read when there is no such role any more, too."""
    return code if code in BUILT_IN else stores.rights.role(code).name


def _record(stores: Stores, action: str, user: User, **details: object) -> None:
    stores.audit.record(datetime.now(UTC), action, user.name, details, subject_id=user.id)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise KnownError(t("A user needs a name."))
    return name


def _administers(user: User) -> bool:
    return user.role == "administrator" and not user.blocked


def _require_another(stores: Stores, user: User) -> None:
    others = [each for each in stores.users.all() if each.id != user.id]
    if _administers(user) and not any(map(_administers, others)):
        raise KnownError(
            t("{name} is the only administrator who may sign in.", name=user.name),
            mend=t("Make somebody else an administrator first."),
        )
