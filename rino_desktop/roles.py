"""Roles of the office's own, and roles that people have for single campaigns; the audit log tells
of each change. Each function works in the transaction that ``stores`` belongs to."""

from collections.abc import Iterable
from datetime import datetime

from engine.domain.rights import Grant, Right, Role
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop.texts import t


def right_named(code: str) -> Right:
    """KnownError for what is no right, with those there are."""
    try:
        return Right(code)
    except ValueError:
        raise KnownError(
            t("There is no right named {name}.", name=code),
            mend=t("There are: {names}.", names=", ".join(Right)),
        ) from None


def save(
    stores: Stores, name: str, rights: Iterable[Right], now: datetime, before: Role | None = None
) -> Role:
    """A new role, or another name and other rights for ``before``. KnownError: see the store."""
    wanted = frozenset(rights)
    name = " ".join(name.split())
    saved = stores.rights.save_role(name, sorted(wanted), before.code if before else "")
    if before is None:
        stores.audit.record(now, "role.add", name, {"rights": sorted(wanted)})
    elif (before.name, before.rights) != (saved.name, saved.rights):
        details = {
            "name": [before.name, saved.name],
            "given": sorted(wanted - before.rights),
            "taken": sorted(before.rights - wanted),
        }
        stores.audit.record(now, "role.change", name, details)
    return saved


def delete(stores: Stores, name: str, now: datetime) -> Role:
    """KnownError: built in, or somebody has it."""
    role = stores.rights.role(name)
    stores.rights.remove_role(role.code)
    stores.audit.record(now, "role.remove", role.name, {"rights": sorted(role.rights)})
    return role


def grant(stores: Stores, user: str, role: str, campaign: str, now: datetime) -> bool:
    """False: he had it already."""
    wanted = _grant(stores, user, role, campaign)
    given = stores.rights.grant(wanted)
    if given:
        _record(stores, "user.grant", wanted, user, role, campaign, now)
    return given


def revoke(stores: Stores, user: str, role: str, campaign: str, now: datetime) -> bool:
    """False: he did not have it."""
    wanted = _grant(stores, user, role, campaign)
    taken = stores.rights.revoke(wanted)
    if taken:
        _record(stores, "user.revoke", wanted, user, role, campaign, now)
    return taken


def _grant(stores: Stores, user: str, role: str, campaign: str) -> Grant:
    return Grant(
        stores.users.by_name(user).id,
        stores.rights.role(role).code,
        stores.campaigns.by_name(campaign).id,
    )


def _record(
    stores: Stores, action: str, given: Grant, user: str, role: str, campaign: str, now: datetime
) -> None:
    stores.audit.record(
        now, action, user, {"role": role, "campaign": campaign},
        subject_id=given.user_id, campaign_id=given.campaign_id,
    )  # fmt: skip
