"""``contacts import | build | refresh``; those about single contacts are in ``contact``, those
about lists that are in already in ``import_history``."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rino_desktop.cli import contact, import_history
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
        "--home", metavar="ZONE", default="",
        help=t("region or time zone of those of whom neither row nor number tells it"),
    )  # fmt: skip
    imports.add_argument(
        "--rejects", metavar="FILE.csv", type=Path, help=t("where the rejected rows go")
    )
    imports.add_argument("--dry-run", action="store_true", help=t("only say what would come of it"))
    imports.add_argument(
        "--template", metavar="NAME", help=t("columns as a template of this name says")
    )
    imports.add_argument(
        "--save-template", metavar="NAME", help=t("keep --map under this name for later files")
    )
    import_history.add_to(group)
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
    from rino_desktop import actors, contact_lists

    args = context.args
    mapping = tuple(args.map)
    if args.template:
        from rino_desktop import list_imports

        template = context.transact(lambda s: list_imports.template_of(s, args.template))
        named = {name.casefold() for name, _ in mapping}
        mapping += tuple(each for each in template.mapping if each[0].casefold() not in named)
    if args.dry_run:
        _try_import(context, mapping)
        return
    with context.out.progress(t("Importing {file}", file=args.file.name)) as advance:
        imported = contact_lists.import_file(
            context.settings,
            args.file,
            campaign=args.campaign,
            mapping=mapping,
            encoding=args.encoding,
            country=args.country,
            rejects=args.rejects,
            progress=advance,
            actor=actors.at_the_command_line(),
            home=args.home,
        )
    if args.save_template:
        _save_template(context, mapping)
    context.out.done(imported.as_json(), imported.text())


def _note(context: Context, what: str, counts: Mapping[str, object]) -> None:
    from rino_desktop import beside_guard

    name, now = context.args.campaign, context.now()
    context.transact(lambda s: beside_guard.note_build(s, name, what, counts, now))


def _try_import(context: Context, mapping: "tuple[tuple[str, str], ...]") -> None:
    from rino_desktop import contact_lists, list_imports

    args = context.args
    contact_lists.require_file(args.file)
    campaign = contact_lists.campaign_of(context.settings, args.campaign)
    with context.out.progress(t("Trying {file}", file=args.file.name)) as advance:
        trial = list_imports.try_import(
            context.settings, args.file, campaign,
            list_imports.Choices(args.encoding, home=args.home), mapping,
            frozenset(), advance, country=contact_lists.known_country(args.country),
            rejects=args.rejects,
        )  # fmt: skip
    context.out.done(trial.as_json(), trial.text())


def _save_template(context: Context, mapping: "tuple[tuple[str, str], ...]") -> None:
    from engine.ports.segments import ImportTemplate
    from rino_desktop import list_imports

    args = context.args
    table = list_imports.table_of(args.file, list_imports.Choices(args.encoding))
    found = list_imports.layout(table, args.file.name, args.country or "RU", mapping)
    kept = mapping or list_imports.mapping_of(found.guessed)
    template = ImportTemplate(args.save_template, found.digest, kept)
    context.transact(lambda stores: stores.imports.save_template(template))


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
    if not args.dry_run:
        _note(context, built.source, built.as_json())
    context.out.done(built.as_json(), built.text())
