"""``server setup | check | backup | tunnel …``: a shared Firebird server on Debian or Ubuntu."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from rino_desktop.server.places import Places
    from rino_desktop.server.wanted import Wanted


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "server", t("a shared Firebird server on this Debian or Ubuntu"))
    made = group.command("setup", t("set it up, or mend what is not as it should be"), _setup)
    made.add_argument("--check", action="store_true", help=t("only tell what would be done"))
    _plan_options(made)
    looked = group.command("check", t("is it as it should be, and does it run"), _check)
    backed = group.command("backup", t("back up now, and see that it can be restored"), _backup)
    below = group.group("tunnel", t("a TLS tunnel, where the network is not trusted"))
    added = below.command("add", t("let one more workstation or engine in"), _add)
    added.add_argument("name", metavar="NAME")
    added.add_argument("file", metavar="FILE.zip", type=Path, help=t("what is brought to it"))
    added.add_argument(
        "--host", metavar="HOST", required=True, help=t("this server, as the client finds it")
    )
    added.add_argument(
        "--folder", metavar="FOLDER", type=Path, default=Path("/etc/stunnel"),
        help=t("where the client keeps it (default: {folder})", folder="/etc/stunnel"),
    )  # fmt: skip
    added.add_argument(
        "--client-port", metavar="PORT", type=int, default=3050,
        help=t("where programs on the client find the server (default: {port})", port=3050),
    )  # fmt: skip
    removed = below.command("remove", t("let it in no more"), _remove)
    removed.add_argument("name", metavar="NAME")
    listed = below.command("list", t("who may come in"), _list)
    for command in (made, looked, backed, added, removed, listed):
        command.add_argument(
            "--root", metavar="FOLDER", type=Path, default=Path("/"),
            help=t("everything below this folder, no service of this machine: for a trial"),
        )  # fmt: skip


def _plan_options(command: argparse.ArgumentParser) -> None:
    """What is not given stays as it was said before."""
    whole: Mapping[str, str] = {
        "--port": t("of the database server"),
        "--events-port": t("of its events: open this one, too"),
        "--cache-pages": t("pages of 8 KiB that all connections share"),
        "--keep-backups": t("how many backups stay"),
        "--tunnel-port": t("of the TLS tunnel; 0: none"),
        "--tunnel-events-port": t("of the events through the tunnel"),
    }
    for option, help in whole.items():
        command.add_argument(option, metavar="NUMBER", type=int, help=help)
    command.add_argument("--alias", metavar="NAME", help=t("of the database; rino if not said"))
    command.add_argument(
        "--another-database", action="store_true",
        help=t("with --alias: serve another database than until now"),
    )  # fmt: skip
    command.add_argument(
        "--bind", metavar="ADDRESS", help=t("own address to listen at; 127.0.0.1: tunnel only")
    )
    command.add_argument(
        "--tunnel-bind", metavar="ADDRESS", help=t("own address that the tunnel listens at")
    )
    command.add_argument("--backup-at", metavar="HH:MM", help=t("when it is backed up"))


def _places(context: Context) -> "Places":
    if not sys.platform.startswith("linux"):
        raise KnownError(
            t("A shared server is set up on Debian or Ubuntu only."),
            mend=t("This computer can use one: --db firebird://ACCOUNT@HOST/rino"),
        )
    from rino_desktop.server.places import Places

    return Places(context.args.root.absolute())


def _wanted(context: Context, *, anew: bool = False) -> "Wanted":
    """``anew``: with the options of this command; there need not be a server yet."""
    import psutil

    from rino_desktop.server import plan
    from rino_desktop.server.wanted import Wanted

    places = _places(context)
    given = vars(context.args)
    if anew and not places.plan.exists():
        found = plan.first(psutil.virtual_memory().total, given)
    else:
        found = plan.read(places.plan)
        if anew:
            plan.require_same_database(found, given, places.database(found.alias).exists())
            found = plan.changed(found, given)
    return Wanted(places, found, context.settings)


def _setup(context: Context) -> int | None:
    from rino_desktop.server import setup

    wanted = _wanted(context, anew=True)
    if context.args.check:
        return _tell(context, wanted)
    with context.out.progress(t("Setting up the server")):
        done = setup.set_up(wanted, lambda what: None)
    url = wanted.plan.url("ENGINES")
    lines = [f"{'+' if each.changed else '✓'} {each.what}" for each in done]
    changed = sum(each.changed for each in done)
    lines.append(
        t("{count} parts were made or mended.", count=changed)
        if changed
        else t("All was as it should be; nothing was changed.")
    )
    if wanted.restart_needed:
        lines.append(t("Restart the server: it runs with an earlier configuration."))
    if wanted.plan.goes_round_the_tunnel:
        lines.append(setup.beside_the_tunnel(wanted.plan))
    lines.append(t("Database: {url}, passwords: {file}", url=url, file=wanted.places.passwords))
    context.out.done(
        {
            "changed": changed,
            "restart_needed": wanted.restart_needed,
            "parts": [{"name": each.name, "changed": each.changed} for each in done],
            "database": url,
            "passwords": str(wanted.places.passwords),
        },
        "\n".join(lines),
    )
    return None


def _check(context: Context) -> int:
    return _tell(context, _wanted(context))


def _tell(context: Context, wanted: "Wanted") -> int:
    from rino_desktop.cli.doctor import tell
    from rino_desktop.server import setup

    with context.out.progress(t("Looking around")):
        findings = list(setup.look(wanted, context.now()))
    return tell(context, findings, t("The server is not as it should be."))


def _backup(context: Context) -> None:
    from dataclasses import replace

    from rino_desktop import backups
    from rino_desktop.server import nightly, passwords

    wanted = _wanted(context)
    settings = wanted.settings_of(passwords.ADMINISTRATOR)
    with context.out.progress(t("Backing up")):
        file, gone = nightly.make(wanted.places, wanted.plan, settings, context.now())
    size = file.stat().st_size
    replace(context, settings=settings).transact(
        lambda stores: backups.note_made(stores, file, size, context.now())
    )
    context.out.done(
        {"file": str(file), "bytes": size, "removed": [str(each) for each in gone]},
        t("Backed up to {file}, and restored for a trial. Removed: {count}.", file=file,
          count=len(gone)),
    )  # fmt: skip


def _add(context: Context) -> None:
    from rino_desktop.server import tunnel

    args, wanted = context.args, _wanted(context)
    tunnel.add(
        wanted.places, wanted.plan, args.name, context.now(), host=args.host, file=args.file,
        folder=args.folder, port=args.client_port,
    )  # fmt: skip
    url = f"firebird://ACCOUNT@127.0.0.1:{args.client_port}/{wanted.plan.alias}"
    context.out.done(
        {"client": args.name, "file": str(args.file), "database": url},
        t("{name} may come in with what is in {file}. Bring it there by a safe way and delete it"
          " here. Database there: {url}", name=args.name, file=args.file, url=url),
    )  # fmt: skip


def _remove(context: Context) -> None:
    from rino_desktop.server import tunnel

    wanted = _wanted(context)
    tunnel.remove(wanted.places, wanted.plan, context.args.name)
    context.out.done(
        {"removed": context.args.name},
        t("{name} is let in no more.", name=context.args.name),
    )


def _list(context: Context) -> None:
    from rino_desktop.server import certificates, tunnel

    wanted = _wanted(context)
    found = {
        name: certificates.ends_at(pem).date().isoformat()
        for name, pem in tunnel.clients(wanted.places).items()
    }
    context.out.table(
        [{"name": name, "valid_until": until} for name, until in found.items()],
        (t("name"), t("valid until")),
        list(found.items()),
        t("Nobody may come in yet."),
    )
