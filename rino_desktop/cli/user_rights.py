"""``user grant | revoke | grants | import``."""

from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.storage import Stores
    from rino_desktop.people_import import Row


def add_to(group: Group) -> None:
    for name, help, run in (
        ("grant", t("give a user a role for one campaign"), _grant),
        ("revoke", t("take from a user a role for one campaign"), _revoke),
    ):
        parser = group.command(name, help, run)
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("role", metavar="ROLE")
        parser.add_argument("--campaign", metavar="NAME", required=True)
    grants = group.command("grants", t("the roles a user has for single campaigns"), _grants)
    grants.add_argument("name", metavar="NAME")
    imports = group.command("import", t("add the users of a CSV file: name;role;campaigns"),
                            _import)  # fmt: skip
    imports.add_argument("file", metavar="FILE", type=Path)
    imports.add_argument("--passwords", metavar="FILE", type=Path,
                         help=t("a new file for their first passwords"))  # fmt: skip
    imports.add_argument("--dry-run", action="store_true", help=t("only say what would be added"))


def _grant(context: Context) -> None:
    from rino_desktop import roles

    a, now = context.args, context.now()
    given = context.transact(lambda s: roles.grant(s, a.name, a.role, a.campaign, now))
    text = (
        t("{name} now has the role {role} for {campaign}.", **_words(a))
        if given
        else t("{name} has the role {role} for {campaign} already.", **_words(a))
    )
    context.out.done({**_words(a), "changed": given}, text)


def _revoke(context: Context) -> None:
    from rino_desktop import roles

    a, now = context.args, context.now()
    taken = context.transact(lambda s: roles.revoke(s, a.name, a.role, a.campaign, now))
    if not taken:
        raise KnownError(t("{name} does not have the role {role} for {campaign}.", **_words(a)))
    context.out.done(
        {**_words(a), "changed": True},
        t("{name} has the role {role} for {campaign} no more.", **_words(a)),
    )


def _words(args: object) -> dict[str, object]:
    return {key: getattr(args, key) for key in ("name", "role", "campaign")}


def _grants(context: Context) -> None:
    def read(stores: "Stores") -> list[tuple[str, str]]:
        user = stores.users.by_name(context.args.name)
        names = {each.id: each.name for each in stores.campaigns.all()}
        roles = {each.code: each.name or each.code for each in stores.rights.roles()}
        return [
            (names[each.campaign_id], roles[each.role]) for each in stores.rights.grants(user.id)
        ]

    rows = context.transact(read)
    context.out.table(
        [{"campaign": campaign, "role": role} for campaign, role in rows],
        (t("campaign"), t("role")),
        rows,
        t("None for single campaigns."),
    )


def _import(context: Context) -> int:
    from rino_desktop import accounts, people_import

    args, now = context.args, context.now()
    rows = people_import.read(args.file)
    if args.dry_run:
        checked = context.transact(lambda stores: people_import.checked(stores, rows))
        _show(context, checked)
        return 1 if any(row.fault for row in checked) else 0
    if args.passwords is None:
        raise KnownError(t("Tell where their first passwords go: --passwords FILE."))
    faulty = [r for r in context.transact(lambda s: people_import.checked(s, rows)) if r.fault]
    if not faulty:
        passwords = people_import.first_passwords(rows)
        # Before anybody is added: who has no way to sign in is worse than a file too many.
        people_import.keep_passwords(args.passwords, passwords)
        hashes = {name: accounts.hashed(password) for name, password in passwords.items()}
        try:
            faulty = context.transact(lambda s: people_import.add(s, rows, hashes, now))
        except BaseException:
            args.passwords.unlink()
            raise
        if faulty:
            args.passwords.unlink()
    if faulty:
        _show(context, faulty)
        context.out.note(t("Nobody was added."))
        return 1
    context.out.done(
        {"added": len(rows), "passwords": str(args.passwords)},
        t("Added: {n}. Their first passwords are in {file}; they have to choose their own.",
          n=len(rows), file=args.passwords),
    )  # fmt: skip
    return 0


def _show(context: Context, rows: "list[Row]") -> None:
    context.out.table(
        [
            {"line": row.line, "name": row.name, "role": row.role,
             "campaigns": list(row.campaigns), "fault": row.fault}
            for row in rows
        ],
        (t("line"), t("name"), t("role"), t("campaigns"), t("fault")),
        [(row.line, row.name, row.role, ", ".join(row.campaigns), row.fault) for row in rows],
        "",
    )  # fmt: skip
