"""``contacts import | build | refresh``; those about single contacts are in ``contact``."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rino_desktop.cli import contact
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group, pair
from rino_desktop.cli.usage import WrongUsage
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.source_store import ListBuild


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "contacts", t("contact lists"))
    imports = group.command("import", t("import a list: CSV, XLSX, XLS, ODS or DBF"), _import)
    imports.add_argument("file", metavar="FILE", type=Path)
    imports.add_argument("--campaign", metavar="NAME", required=True)
    imports.add_argument(
        "--map",
        metavar="FIELD=COLUMN",
        action="append",
        type=pair("=", "FIELD=COLUMN"),
        default=[],
        help=t("the column (header or number) of a field; repeatable for phone"),
    )
    imports.add_argument("--encoding", metavar="E", help=t("instead of finding it"))
    imports.add_argument("--country", metavar="RU", help=t("instead of the campaign's"))
    imports.add_argument(
        "--rejects", metavar="FILE.csv", type=Path, help=t("where the rejected rows go")
    )
    build = group.command("build", t("build a list from a data source"), _build)
    build.add_argument("--campaign", metavar="NAME", required=True)
    build.add_argument("--source", metavar="S", help=t("name or URL of a data source"))
    what = build.add_mutually_exclusive_group()
    what.add_argument("--query", metavar="FILE.sql", type=Path, help=t("one SELECT"))
    what.add_argument(
        "--where", metavar="EXPRESSION", default="", help=t("a criterion over mapped fields")
    )
    build.add_argument(
        "--entity", metavar="E", default="", help=t("what of the mapping the list is made of")
    )
    build.add_argument(
        "--map",
        metavar="FIELD=COLUMN",
        action="append",
        type=pair("=", "FIELD=COLUMN"),
        default=[],
        help=t("the column (header or number) of a field; repeatable for phone"),
    )
    build.add_argument("--country", metavar="RU", help=t("instead of the campaign's"))
    build.add_argument(
        "--every",
        metavar="15m",
        type=_duration,
        default=0.0,
        help=t("how often the engine refreshes it while the campaign runs"),
    )
    build.add_argument(
        "--refresh", action="store_true", help=t("also withdraw who no longer matches")
    )
    _add_common(build)
    refresh = group.command(
        "refresh", t("build the list again as before; withdraw who no longer matches"), _refresh
    )
    refresh.add_argument("--campaign", metavar="NAME", required=True)
    _add_common(refresh)
    contact.add_to(group)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rejects", metavar="FILE.csv", type=Path, help=t("where the rejected rows go")
    )
    parser.add_argument("--dry-run", action="store_true", help=t("only say what would come"))
    parser.add_argument(
        "--allow-empty", action="store_true", help=t("withdraw all when nobody matches")
    )


def _duration(text: str) -> float:
    """Seconds; at least a minute: the source is somebody else's."""
    from engine.domain.durations import parse_duration
    from engine.errors import KnownError

    try:
        seconds = parse_duration(text).total_seconds()
    except KnownError:
        seconds = 0.0
    if seconds < 60:
        raise argparse.ArgumentTypeError(
            t("{text} is no duration of a minute or more, such as 15m", text=repr(text))
        )
    return seconds


def _import(context: Context) -> None:
    from rino_desktop import contact_lists

    args = context.args
    with context.out.progress(t("Importing {file}", file=args.file.name)) as advance:
        imported = contact_lists.import_file(
            context.settings,
            args.file,
            campaign=args.campaign,
            mapping=args.map,
            encoding=args.encoding,
            country=args.country,
            rejects=args.rejects,
            progress=advance,
        )
    context.out.done(imported.as_json(), imported.text())


def _build(context: Context) -> None:
    from engine.errors import KnownError
    from engine.ports.sources import SourceTrouble, SourceUnavailable
    from rino_desktop import list_builds

    args = context.args
    if args.source is None:
        if not args.refresh or args.query or args.where or args.entity or args.map:
            raise WrongUsage(
                t("rino-desktop contacts build: {option} is needed", option="--source")
            )
        _refresh(context)
        return
    asked = list_builds.wanted(
        source=args.source,
        query=args.query,
        where=args.where,
        entity=args.entity,
        mapping=tuple(args.map),
        country=args.country,
        refresh_every_s=args.every,
    )
    try:
        _run(context, asked, refresh=args.refresh)
    except SourceTrouble as error:
        if args.query is None or isinstance(error, SourceUnavailable):
            raise
        raise KnownError("{file}: {reason}", file=args.query, reason=error) from error


def _refresh(context: Context) -> None:
    from rino_desktop import list_builds

    _run(context, list_builds.remembered(context.settings, context.args.campaign), refresh=True)


def _run(context: Context, asked: "ListBuild", *, refresh: bool) -> None:
    from rino_desktop import list_builds

    args = context.args
    with context.out.progress(t("Building the list")) as advance:
        built = list_builds.build(
            context.settings,
            args.campaign,
            asked,
            refresh=refresh,
            dry_run=args.dry_run,
            allow_empty=args.allow_empty,
            rejects=args.rejects,
            progress=advance,
        )
    context.out.done(built.as_json(), built.text())
