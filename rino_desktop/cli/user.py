"""``user add | passwd | list``."""

import sys
from typing import Any

from engine.errors import KnownError
from rino_desktop.accounts import ROLES, hashed
from rino_desktop.cli.context import Context, password_from
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "user", t("people who work with the system"))
    add = group.command("add", t("add a user"), _add)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=ROLES, required=True)
    passwd = group.command("passwd", t("set a user's password"), _passwd)
    passwd.add_argument("name", metavar="NAME")
    for parser in (add, passwd):
        parser.add_argument(
            "--password-env", metavar="VAR", help=t("environment variable with the password")
        )
    group.command("list", t("all users"), _list)


def _add(context: Context) -> None:
    args = context.args
    if not args.name.strip():
        raise KnownError(t("A user needs a name."))
    password, now = _hashed(context), context.now()
    user = context.transact(lambda s: s.users.add(args.name.strip(), args.role, password, now))
    context.out.done(
        {"id": user.id, "name": user.name, "role": user.role},
        t("User {name} added.", name=user.name),
    )


def _passwd(context: Context) -> None:
    name = context.args.name
    context.transact(lambda stores: stores.users.by_name(name))  # before asking for a password
    password = _hashed(context)
    context.transact(lambda stores: stores.users.set_password(name, password))
    context.out.done({"name": name}, t("The password of {name} is set.", name=name))


def _list(context: Context) -> None:
    users = context.transact(lambda stores: stores.users.all())
    context.out.table(
        [{"name": u.name, "role": u.role, "created_at": iso(u.created_at)} for u in users],
        (t("name"), t("role"), t("since")),
        [(user.name, user.role, local(user.created_at)) for user in users],
        t("No users yet: rino-desktop user add NAME --role ROLE"),
    )


def _hashed(context: Context) -> str:
    """The Argon2 hash of the password from --password-env, or typed twice at the terminal."""
    variable = context.args.password_env
    if variable:
        password = password_from(variable)
    elif sys.stdin.isatty():
        import getpass

        password = getpass.getpass(t("Password: "), stream=sys.stderr)
        if getpass.getpass(t("Once more: "), stream=sys.stderr) != password:
            raise KnownError(t("The two passwords differ."))
    else:
        raise KnownError(t("No password was given."), mend=t("Add --password-env VAR."))
    return hashed(password)
