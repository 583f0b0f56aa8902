"""``rino-desktop service …``: the engine as a service of Windows."""

import argparse
import os
from pathlib import Path
from typing import Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

#: Options of the whole program that go along to the service's engine, and their settings.
_ALONG = ("db", "config", "voice_store", "lang", "log_level")
_PATHS = ("config",)


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "service", t("the engine as a service of Windows"))
    parser = group.command("install", t("make it a service, for an administrator"), _install)
    parser.add_argument(
        "--node", dest="of_service", metavar="NAME", help=t("name of this engine node (host name)")
    )
    parser.add_argument(
        "--data", metavar="FOLDER", type=Path,
        help=t("where its data lie, if not in the folder of its account"),
    )  # fmt: skip
    parser.add_argument(
        "--account", metavar="ACCOUNT",
        help=t("whom it runs as, such as .\\anna; asks for the password"),
    )  # fmt: skip
    parser.add_argument("--manual", action="store_true", help=t("not started with Windows"))
    group.command("remove", t("stop it and take it away; the data stay"), _remove)
    group.command("start", t("start it"), _start)
    group.command("stop", t("stop it; live calls may finish"), _stop)
    group.command("status", t("whether it runs"), _status)
    parser = group.command("run", t("what Windows starts; not for people"), _run)
    parser.add_argument("--data", metavar="FOLDER", default="", help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs="*", help=argparse.SUPPRESS)


def engine_arguments(options: argparse.Namespace) -> list[str]:
    """What the service's engine is started with: absolute where this says a path."""
    found = ["--engine"]
    for name in _ALONG:
        value = getattr(options, name, None)
        if value:
            text = str(Path(value).absolute()) if name in _PATHS else str(value)
            found += [f"--{name.replace('_', '-')}", text]
    if options.of_service:
        found += ["--node", options.of_service]
    return found


def _install(context: Context) -> None:
    from rino_desktop import windows_service
    from rino_desktop import windows_services as services

    services.require_windows()
    options = context.args
    data = str(options.data.absolute()) if options.data else ""
    account, password = services.USUAL_ACCOUNT, None
    if options.account:
        from getpass import getpass

        account, password = options.account, getpass(t("Password: "))
    services.install(
        services.Installed(
            engine_arguments(options), data, account, password, automatic=not options.manual
        )
    )
    context.out.done(
        {"service": windows_service.NAME, "account": account},
        t("The service {name} is installed. Start it: rino-desktop service start",
          name=windows_service.DISPLAY_NAME),
    )  # fmt: skip


def _remove(context: Context) -> None:
    _act(context, "remove", t("The service is removed; the data stay where they are."))


def _start(context: Context) -> None:
    _act(context, "start", t("The service runs."))


def _stop(context: Context) -> None:
    _act(context, "stop", t("The service has stopped."))


def _act(context: Context, what: str, told: str) -> None:
    from rino_desktop import windows_services as services

    services.require_windows()
    getattr(services, what)()
    context.out.done({"done": what}, told)


def _status(context: Context) -> None:
    from rino_desktop import windows_services as services

    services.require_windows()
    state = services.state()
    context.out.done({"state": state}, services.told(state))


def _run(context: Context) -> int:
    from rino_desktop import windows_service, windows_services

    windows_services.require_windows()
    if context.args.data:
        os.environ["RINO_DATA"] = context.args.data
    return windows_service.serve(context.args.arguments)
