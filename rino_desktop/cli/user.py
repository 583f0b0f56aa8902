"""``user add | passwd | rename | role | block | unblock | remove | check | list``; roles for single
campaigns and people from a table: user_rights."""

import math
import sys
import time
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop import accounts, sign_in
from rino_desktop.accounts import ROLES, hashed
from rino_desktop.cli import user_rights
from rino_desktop.cli.context import Context, password_from
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.people import User


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "user", t("people who work with the system"))
    add = group.command("add", t("add a user"), _add)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", required=True, metavar="ROLE", help=_role_help())
    passwd = group.command("passwd", t("set a user's password"), _passwd)
    passwd.add_argument("name", metavar="NAME")
    rename = group.command("rename", t("give a user another name"), _rename)
    rename.add_argument("name", metavar="NAME")
    rename.add_argument("new_name", metavar="NEW_NAME")
    role = group.command("role", t("give a user another role"), _role)
    role.add_argument("name", metavar="NAME")
    role.add_argument("role", metavar="ROLE", help=_role_help())
    block = group.command("block", t("a user may not sign in any more"), _block)
    unblock = group.command("unblock", t("a user may sign in again"), _unblock)
    remove = group.command("remove", t("remove a user; what he has done keeps his name"), _remove)
    check = group.command("check", t("whether a user's password is right"), _check)
    for parser in (block, unblock, remove, check):
        parser.add_argument("name", metavar="NAME")
    for parser in (add, passwd, check):
        parser.add_argument(
            "--password-env", metavar="VAR", help=t("environment variable with the password")
        )
    group.command("list", t("all users"), _list)
    user_rights.add_to(group)


def _role_help() -> str:
    return t("{roles}, or a role of the office's own", roles=", ".join(ROLES))


def _add(context: Context) -> None:
    args = context.args
    if not args.name.strip():
        raise KnownError(t("A user needs a name."))
    password, now = _hashed(context), context.now()
    user = context.transact(
        lambda s: accounts.add(s, args.name, s.rights.role(args.role).code, password, now)
    )
    context.out.done(
        {"id": user.id, "name": user.name, "role": user.role},
        t("User {name} added.", name=user.name),
    )


def _passwd(context: Context) -> None:
    name = context.args.name
    context.transact(lambda stores: stores.users.by_name(name))  # before asking for a password
    password = _hashed(context)
    context.transact(lambda stores: accounts.set_password(stores, name, password))
    context.out.done({"name": name}, t("The password of {name} is set.", name=name))


def _rename(context: Context) -> None:
    args = context.args
    user = context.transact(lambda s: accounts.change(s, args.name, new_name=args.new_name))
    context.out.done(
        _facts(user), t("User {name} is now named {new_name}.", name=args.name, new_name=user.name)
    )


def _role(context: Context) -> None:
    args = context.args
    user = context.transact(
        lambda s: accounts.change(s, args.name, role=s.rights.role(args.role).code)
    )
    context.out.done(
        _facts(user), t("User {name} now has the role {role}.", name=user.name, role=user.role)
    )


def _block(context: Context) -> None:
    user = context.transact(lambda s: accounts.change(s, context.args.name, blocked=True))
    context.out.done(_facts(user), t("User {name} may not sign in any more.", name=user.name))


def _unblock(context: Context) -> None:
    user = context.transact(lambda s: accounts.change(s, context.args.name, blocked=False))
    context.out.done(_facts(user), t("User {name} may sign in again.", name=user.name))


def _remove(context: Context) -> None:
    user = context.transact(lambda stores: accounts.remove(stores, context.args.name))
    context.out.done({"id": user.id, "name": user.name}, t("User {name} removed.", name=user.name))


def _check(context: Context) -> None:
    """Waits after wrong passwords as the desktop's sign-in does, and counts with it."""
    name = context.args.name
    password = _password(context)
    with context.database() as database:
        while True:
            tried = database.transact(lambda s: sign_in.begin(s, name, context.now()))
            if tried.wait_s <= 0:
                break
            seconds = math.ceil(tried.wait_s)
            context.out.note(t("Too many wrong passwords: waiting, {n} s.", n=seconds))
            time.sleep(tried.wait_s)
        user = tried.user
        if not sign_in.fits(user, password) or user is None:
            failed, now = sign_in.Outcome.FAILURE, context.now()
            database.transact(lambda stores: sign_in.note(stores, failed, user, now))
            raise KnownError(t("The name or the password is wrong."))
        database.transact(lambda stores: sign_in.succeeded(stores, user))
    sign_in.require_admitted(user)
    context.out.done(_facts(user), t("The password of {name} is right.", name=user.name))


def _list(context: Context) -> None:
    users = context.transact(lambda stores: stores.users.all())
    context.out.table(
        [
            {
                "name": u.name,
                "role": u.role,
                "created_at": iso(u.created_at),
                "blocked": u.blocked,
            }
            for u in users
        ],
        (t("name"), t("role"), t("since"), t("blocked")),
        [
            (user.name, user.role, local(user.created_at), t("yes") if user.blocked else "")
            for user in users
        ],
        t("No users yet: rino-desktop user add NAME --role ROLE"),
    )


def _facts(user: "User") -> dict[str, object]:
    return {"id": user.id, "name": user.name, "role": user.role, "blocked": user.blocked}


def _password(context: Context) -> str:
    """That of --password-env, or typed at the terminal."""
    variable = context.args.password_env
    if variable:
        return password_from(variable)
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass(t("Password: "), stream=sys.stderr)
    raise KnownError(t("No password was given."), mend=t("Add --password-env VAR."))


def _hashed(context: Context) -> str:
    """The Argon2 hash of the password, which is typed twice at a terminal."""
    password = _password(context)
    if not context.args.password_env:
        import getpass

        if getpass.getpass(t("Once more: "), stream=sys.stderr) != password:
            raise KnownError(t("The two passwords differ."))
    return hashed(password)
