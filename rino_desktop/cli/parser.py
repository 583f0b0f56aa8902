"""The grammar of the command line: global options, and a subparser per command."""

import argparse
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NoReturn

from engine.errors import KnownError
from rino_desktop import log
from rino_desktop.cli.context import Command
from rino_desktop.cli.metavars import localise, localised
from rino_desktop.cli.usage import VersionAsked, WrongUsage
from rino_desktop.texts import LANGUAGES, language, t


class Parser(argparse.ArgumentParser):
    """argparse with a one-line error that names the way to the help."""

    def error(self, message: str) -> NoReturn:
        line = " ".join(message.split())
        raise WrongUsage(f"{self.prog}: {line} ({self.prog} --help)")


class _Version(argparse.Action):
    """Shows the version and ends, wherever on the line it stands."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        raise VersionAsked


class Group:
    """A command group such as ``trunk``; ``command`` adds ``trunk add`` and so on."""

    def __init__(self, subparsers: Any, name: str, help: str) -> None:
        parser = subparsers.add_parser(
            name, **_look(help), parents=[_hidden_options(language())], allow_abbrev=False
        )
        self._subparsers = parser.add_subparsers(
            metavar="COMMAND", required=True, dest=f"{name}_command", title=t("commands")
        )

    def command(self, name: str, help: str, run: Command) -> argparse.ArgumentParser:
        return leaf(self._subparsers, name, help, run)

    def group(self, name: str, help: str) -> "Group":
        """A group below this one: ``voice pack make``."""
        return Group(self._subparsers, name, help)


def leaf(subparsers: Any, name: str, help: str, run: Command) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        name, **_look(help), parents=[_hidden_options(language())], allow_abbrev=False
    )
    parser.set_defaults(run=run)
    return parser


def _look(help: str) -> dict[str, str]:
    return {
        "help": help,
        "description": help,
        "epilog": t("The global options, such as --db and --json, are shown by {help}.",
                    help="rino-desktop --help"),
    }  # fmt: skip


def global_options(*, shown: bool) -> argparse.ArgumentParser:
    """The options that may stand before or after the command. Nothing is set when they are not
    given (SUPPRESS): a subparser must not wipe out what stood before it. Only the top-level help
    has them ``shown``."""
    parent = Parser(add_help=False, argument_default=argparse.SUPPRESS, allow_abbrev=False)
    options = parent.add_argument_group(t("global options, before or after the command"))

    def add(option: str, help: str, **rest: Any) -> None:
        options.add_argument(option, help=help if shown else argparse.SUPPRESS, **rest)

    add(
        "--db",
        t("the database (also RINO_DB; its password: RINO_DB_PASSWORD)"),
        metavar="PATH|firebird://USER@HOST[:PORT]/DATABASE",
    )
    add("--config", t("TOML file with defaults for these options"), metavar="FILE")
    add(
        "--voice-store",
        t("where prompts and recordings lie (also RINO_VOICE_STORE)"),
        metavar="FOLDER|URL",
    )
    add("--lang", t("language of messages"), choices=LANGUAGES)
    add("--json", t("one JSON document on standard output"), action="store_true")
    add("--log-level", t("what goes to the log"), choices=log.LEVELS)
    add(
        "--log-format",
        t("how lines of the log look (also RINO_LOG_FORMAT)"),
        choices=log.FORMATS,
    )
    add("--version", t("show the version and exit"), nargs=0, action=_Version)
    return parent


@cache
def _hidden_options(_language: str) -> argparse.ArgumentParser:
    """Every command has them; to make them anew for each was half the work of the grammar. One set
    for a language, because ``localise`` changes what they hold."""
    return global_options(shown=False)


def build() -> Parser:
    """The whole grammar. Cheap: command modules import what they work with only when they run."""
    from rino_desktop.cli import (
        alarm,
        audit,
        callback,
        campaign,
        client,
        consent,
        contacts,
        db,
        demo_billing,
        directory,
        dnc,
        doctor,
        form,
        incoming,
        operator,
        order,
        outbox,
        phone,
        preset,
        report,
        report_form,
        request,
        role,
        schedule,
        scheme,
        secret,
        segment,
        server,
        service,
        source,
        support,
        trunk,
        user,
        voice,
        voice_pack,
    )

    parser = Parser(
        prog="rino-desktop",
        description=t("Outbound information and telemarketing. Without a command: the desktop."),
        parents=[global_options(shown=True)],
        allow_abbrev=False,
    )
    hosts = parser.add_argument_group(t("hosts"))
    kind = hosts.add_mutually_exclusive_group()
    kind.add_argument(
        "--engine", action="store_true", help=t("run an engine without a screen until SIGTERM")
    )
    kind.add_argument(
        "--demo", action="store_true", help=t("a whole campaign on this machine, nothing needed")
    )
    kind.add_argument(
        "--open", nargs="?", const="", metavar="FILE",
        help=t("the desktop, which opens a scheme from this file"),
    )  # fmt: skip
    kind.add_argument(
        "--workstation", action="store_true", help=t("the desktop, beginning at the workstation")
    )
    hosts.add_argument("--node", metavar="NAME", help=t("name of this engine node (host name)"))
    hosts.add_argument(
        "--metrics", metavar="ADDRESS:PORT", type=_figures_at,
        help=t("show figures for Prometheus and the engine's health there; PORT alone: on this "
               "computer only; off (also RINO_METRICS)"),
    )  # fmt: skip
    hosts.add_argument(
        "--until-done", action="store_true", help=t("end when no running campaign has work left")
    )
    hosts.add_argument(
        "--keep-running", action="store_true",
        help=t("start the engine anew whenever it fails; where no service manager does so"),
    )  # fmt: skip
    hosts.add_argument(
        "--operators", action="store_true",
        help=t("the demo with operators: three virtual ones, and you at the workstation"),
    )  # fmt: skip
    hosts.add_argument("--headless", action="store_true", help=t("the demo without a window"))

    subparsers = parser.add_subparsers(metavar="COMMAND", dest="command", title=t("commands"))
    for module in (db, trunk, scheme, form, source, demo_billing, campaign, client, contacts,
                   dnc, consent, preset, operator, directory, request, callback, order, incoming,
                   outbox, alarm, segment, report, report_form, schedule, user, role, audit,
                   phone, secret, server, service):  # fmt: skip
        module.add_to(subparsers)
    heard = Group(subparsers, "voice", t("what subscribers hear"))
    voice.add_to(heard)
    voice_pack.add_to(heard)
    leaf(
        subparsers,
        "doctor",
        t("what works here and what does not, each with its mend"),
        doctor.run,
    )
    support.add_to(subparsers)
    localise(parser)
    return parser


def checked(parser: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse, and refuse combinations that the grammar alone lets through."""
    options = parser.parse_args(arguments)
    if options.command and (options.engine or options.demo):
        parser.error(t("a command cannot be combined with --engine or --demo"))
    if options.metrics is not None and options.command:
        parser.error(t("{option} goes with --{needs}", option="--metrics", needs="engine"))
    if options.command and (options.open is not None or options.workstation):
        parser.error(t("a command opens no window: without --open and --workstation"))
    if options.node is not None and not options.node.strip():
        parser.error(t("--node needs a name"))
    for name, needs in (
        ("node", "engine"), ("until_done", "engine"), ("keep_running", "engine"),
        ("operators", "demo"), ("headless", "demo"),
    ):  # fmt: skip
        if getattr(options, name) and not getattr(options, needs):
            option = "--" + name.replace("_", "-")
            parser.error(t("{option} goes with --{needs}", option=option, needs=needs))
    return options


def _figures_at(text: str) -> str:
    """An argument type: what ``metrics_door.parse`` takes, or "off"."""
    from rino_desktop.metrics_door import parse

    try:
        if text.strip().lower() != "off":
            parse(text)
    except KnownError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def positive(text: str) -> int:
    """An argument type: a whole number above zero."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(t("{text} is not a number above zero", text=repr(text)))
    return number


def positive_real(text: str) -> float:
    """An argument type: a number above zero, such as 0.5."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = 0.0
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError(t("{text} is not a number above zero", text=repr(text)))
    return number


def pair(separator: str, form: str) -> Callable[[str], tuple[str, str]]:
    """An argument type: two parts, such as FIELD=COLUMN."""

    def parse(text: str) -> tuple[str, str]:
        left, found, right = text.partition(separator)
        if not found or not left.strip() or not right.strip():
            raise argparse.ArgumentTypeError(
                t("{text} is not of the form {form}", text=repr(text), form=localised(form))
            )
        return left.strip(), right.strip()

    return parse
