"""``report KIND``."""

from pathlib import Path
from typing import Any

from rino_desktop.cli import report_options
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import leaf
from rino_desktop.report_kinds import FORMATS, KINDS
from rino_desktop.texts import t


def add_to(subparsers: Any) -> None:
    parser = leaf(subparsers, "report", t("write a report"), _run)
    parser.add_argument("kind", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--campaign", metavar="NAME", required=True)
    parser.add_argument("--format", choices=FORMATS, required=True)
    parser.add_argument("--out", metavar="FILE", type=Path, required=True)
    report_options.add_to(parser)
    parser.add_argument("--contact", metavar="NUMBER", help=t("of the ledger only this number"))


def _run(context: Context) -> None:
    from rino_desktop import report_files
    from rino_desktop.bootstrap import report_parts

    args = context.args
    report_options.require_fitting(args, args.kind, "report")
    with context.out.progress(t("Writing the report")), context.database() as database:
        report_files.write(
            database, args.kind, args.campaign, args.format, args.out, context.now(),
            contact=args.contact or "", options=report_options.of(args),
            parts=report_parts(context.settings),
        )  # fmt: skip
    context.out.done(
        {
            "report": args.kind,
            "campaign": args.campaign,
            "format": args.format,
            "file": str(args.out),
            "bytes": args.out.stat().st_size,
        },
        t("Written: {file}.", file=args.out),
    )
