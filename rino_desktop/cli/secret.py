"""``secret list | set | remove``: what the system's keyring keeps for the program."""

import sys
from typing import Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "secret", t("passwords and tokens in the system's keyring"))
    group.command("list", t("which are needed, what for, and where they are found"), _list)
    kept = group.command("set", t("put one into the keyring of whoever runs this"), _set)
    kept.add_argument("name", metavar="NAME", help=t("as --password-env and the like name it"))
    gone = group.command("remove", t("take one out of the keyring"), _remove)
    gone.add_argument("name", metavar="NAME")


def _list(context: Context) -> int:
    from rino_desktop import secret_names
    from rino_desktop.secret_store import Place

    words = {
        Place.ENVIRONMENT: t("environment"), Place.KEYRING: t("keyring"),
        Place.NOWHERE: t("found nowhere"),
    }  # fmt: skip
    found = context.transact(lambda stores: secret_names.named(context.settings, stores))
    context.out.table(
        [{"name": e.name, "used_by": list(e.used_by), "place": e.place.value} for e in found],
        (t("name"), t("used by"), t("found in")),
        [(each.name, "; ".join(each.used_by), words[each.place]) for each in found],
        t("Nothing needs a secret."),
    )
    lost = [each.name for each in found if each.place is Place.NOWHERE]
    return context.verdict(not lost, t("Secrets that are nowhere: {names}", names=", ".join(lost)))


def _set(context: Context) -> None:
    from rino_desktop import secret_store

    name = context.args.name
    if not name.isprintable() or not name.strip():
        raise KnownError(t("A secret needs a name."))
    secret_store.keep(name, _typed())
    context.out.done({"name": name, "place": "keyring"}, t("{name} is in the keyring.", name=name))


def _typed() -> str:
    """At a terminal without being shown, else the first line of standard input: never an argument,
    which everybody on the computer could read."""
    if sys.stdin.isatty():
        import getpass

        value = getpass.getpass(t("Secret: "), stream=sys.stderr)
    else:
        value = sys.stdin.readline().rstrip("\r\n")
    if not value:
        raise KnownError(
            t("No secret was given."), mend=t("Type it, or give it on standard input.")
        )
    return value


def _remove(context: Context) -> None:
    from rino_desktop import secret_store

    name = context.args.name
    if not secret_store.forget(name):
        raise KnownError(t("{name} is not in the keyring.", name=name))
    context.out.done({"removed": name}, t("{name} is no more in the keyring.", name=name))
