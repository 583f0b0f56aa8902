"""``contacts import | build``."""

from pathlib import Path
from typing import Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group, pair
from rino_desktop.texts import t


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
    build.add_argument("--source", metavar="S", required=True, help=t("[sources.S] of --config"))
    build.add_argument("--query", metavar="FILE.sql", type=Path, required=True)
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
        "--rejects", metavar="FILE.csv", type=Path, help=t("where the rejected rows go")
    )
    build.add_argument("--dry-run", action="store_true", help=t("only say what would come"))


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
    from rino_desktop import contact_lists

    args = context.args
    with context.out.progress(t("Building the list")) as advance:
        built = contact_lists.build(
            context.settings,
            source=args.source,
            query=args.query,
            campaign=args.campaign,
            mapping=args.map,
            country=args.country,
            rejects=args.rejects,
            dry_run=args.dry_run,
            progress=advance,
        )
    context.out.done(built.as_json(), built.text())
