"""``db init | upgrade | check | backup | verify | restore | move | grants``."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group
from rino_desktop.cli.usage import WrongUsage
from rino_desktop.texts import t

if TYPE_CHECKING:
    from rino_desktop.backups import Trouble


#: As engine.adapters.firebird.grants.ROLES, which loads Firebird.
_ROLES = ("operator", "supervisor", "administrator", "service")


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "db", t("create, upgrade, check, back up the database"))
    group.command("init", t("create the database with the sample schemes"), _init)
    group.command("upgrade", t("bring an older database to this version"), _upgrade)
    group.command("check", t("look for damage and contradictions"), _check)
    backup = group.command("backup", t("back up while everything runs"), _backup)
    backup.add_argument("file", metavar="FILE", type=Path)
    tried = group.command("verify", t("see whether a backup can be restored"), _verify)
    tried.add_argument("file", metavar="FILE", type=Path)
    restore = group.command("restore", t("restore a backup into a new database"), _restore)
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument(
        "--overwrite", action="store_true", help=t("replace the database that is there")
    )
    moved = group.command(
        "move", t("bring all of another database into this new one, on a server or off it"), _move
    )
    moved.add_argument("source", metavar="FROM", help=t("its file, or firebird://…"))
    moved.add_argument(
        "--password-env", metavar="NAME",
        help=t("secret with the password of FROM, if that is another than RINO_DB_PASSWORD"),
    )  # fmt: skip
    grants = group.command(
        "grants", t("roles of a Firebird server: what each may do by its own SQL"), _grants
    )
    grants.add_argument("--account", metavar="NAME", help=t("a user of the server that gets one"))
    grants.add_argument("--role", choices=_ROLES, help=t("which role the account gets"))
    grants.add_argument(
        "--password-env", metavar="NAME",
        help=t("secret with its password: the account is made, or gets that password"),
    )  # fmt: skip


def _init(context: Context) -> None:
    from rino_desktop import bootstrap, samples

    with context.out.progress(t("Creating the database")):
        bootstrap.create_database(context.settings)
        with context.database() as database:
            schemes = samples.install(database)
    context.out.done(
        {"database": context.settings.database, "schemes": schemes},
        t(
            "Database {database} created; sample schemes: {schemes}.",
            database=context.settings.database,
            schemes=", ".join(schemes) or "–",
        ),
    )


def _upgrade(context: Context) -> None:
    from rino_desktop import bootstrap, samples

    with context.out.progress(t("Upgrading the database")):
        before, after = bootstrap.upgrade_database(context.settings)
        if before != after:
            bootstrap.renew_grants(context.settings)
        with context.database() as database:
            schemes = samples.install(database)
    if before == after:
        text = t("The database is up to date (version {after}).", after=after)
    else:
        text = t("Upgraded from version {before} to {after}.", before=before, after=after)
    if schemes:
        text += " " + t("New sample schemes: {schemes}.", schemes=", ".join(schemes))
    context.out.done({"from": before, "to": after, "schemes": schemes}, text)


def _grants(context: Context) -> None:
    from rino_desktop import bootstrap
    from rino_desktop.cli.context import password_from

    args = context.args
    if bool(args.account) != bool(args.role) or (args.password_env and not args.account):
        raise WrongUsage(
            "rino-desktop db grants: "
            + t("--account and --role go together, --password-env with both")
        )
    password = password_from(args.password_env) if args.password_env else ""
    with context.out.progress(t("Giving the roles their rights")):
        bootstrap.grant_roles(context.settings, args.account or "", args.role or "", password)
    text = t("Roles: {roles}.", roles=", ".join(f"RINO_{role.upper()}" for role in _ROLES))
    if args.account:
        text += " " + t("{name} has the role {role}.", name=args.account, role=args.role)
    context.out.done({"roles": list(_ROLES), "account": args.account, "role": args.role}, text)


def _check(context: Context) -> int:
    from rino_desktop import backups

    with context.out.progress(t("Checking the database")):
        problems = backups.check(context.settings)
    return _tell(context, problems, t("The database is sound."), t("The database is not sound."))


def _verify(context: Context) -> int:
    from rino_desktop import backups

    with context.out.progress(t("Restoring for a trial")):
        problems = backups.try_out(context.args.file)
    return _tell(
        context, problems, t("The backup can be restored, and is sound."),
        t("The backup is not sound."),
    )  # fmt: skip


def _tell(context: Context, troubles: "Sequence[Trouble]", good: str, bad: str) -> int:
    from rino_desktop import backups

    context.out.done(
        {"ok": not troubles, "problems": [asdict(each) for each in troubles]},
        backups.lines(troubles) or good,
    )
    return context.verdict(not troubles, bad)


def _move(context: Context) -> None:
    from rino_desktop import bootstrap
    from rino_desktop.cli.context import password_from

    password = password_from(context.args.password_env) if context.args.password_env else ""
    with context.out.progress(t("Moving")) as advance:
        moved = bootstrap.move_database(context.settings, context.args.source, advance, password)
        bootstrap.renew_grants(context.settings)
    context.out.done(
        {"database": context.settings.database, "from": context.args.source,
         "tables": moved.tables, "rows": moved.rows},
        t("{rows} rows moved into {database}. The other database is as it was: see that nobody "
          "works with it any more.", rows=moved.rows, database=context.settings.database),
    )  # fmt: skip


def _backup(context: Context) -> None:
    from rino_desktop import backups

    file = context.args.file
    with context.out.progress(t("Backing up")):
        size = backups.make(context.settings, file)
    context.transact(lambda stores: backups.note_made(stores, file, size, context.now()))
    context.out.done(
        {"file": str(context.args.file), "bytes": size},
        t("Backed up to {file}.", file=context.args.file),
    )


def _restore(context: Context) -> None:
    from rino_desktop import bootstrap

    if not context.args.file.is_file():
        raise KnownError(t("There is no file {file}.", file=context.args.file))
    with context.out.progress(t("Restoring")):
        bootstrap.restore_database(
            context.settings, context.args.file, overwrite=context.args.overwrite
        )
    context.out.done(
        {"database": context.settings.database, "file": str(context.args.file)},
        t("Restored into {database}.", database=context.settings.database),
    )
