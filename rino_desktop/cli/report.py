"""``report KIND``."""

from pathlib import Path
from typing import Any

from rino_desktop.cli import report_options
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import leaf
from rino_desktop.cli.usage import WrongUsage
from rino_desktop.report_kinds import FORMATS, KINDS, OF_OFFICE
from rino_desktop.texts import t


def add_to(subparsers: Any) -> None:
    parser = leaf(subparsers, "report", t("write a report"), _run)
    parser.add_argument("kind", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument(
        "--campaign", metavar="NAME", action="append", default=[],
        help=t("of this campaign; of {kinds} several, or all where left out",
               kinds=", ".join(OF_OFFICE)),
    )  # fmt: skip
    parser.add_argument("--format", choices=FORMATS)
    parser.add_argument("--out", metavar="FILE", type=Path)
    report_options.add_to(parser)
    parser.add_argument(
        "--verify", metavar="FILE", type=Path,
        help=t("of a draw: compare the JSON protocol with its rules and with the database"),
    )  # fmt: skip
    parser.add_argument("--contact", metavar="NUMBER", help=t("of the ledger only this number"))


def _run(context: Context) -> int:
    from rino_desktop import report_files
    from rino_desktop.bootstrap import report_parts

    args = context.args
    report_options.require_fitting(args, args.kind, "report")
    campaign = _campaign(context)
    if args.verify is not None:
        from rino_desktop.cli import draw_check

        return draw_check.run(context, campaign)
    if args.format is None or args.out is None:
        raise WrongUsage("rino-desktop report: " + t("a report needs --format and --out"))
    options = report_options.of(args)
    with context.out.progress(t("Writing the report")), context.database() as database:
        report_files.write(
            database, args.kind, campaign, args.format, args.out, context.now(),
            contact=args.contact or "", options=options, parts=report_parts(context.settings),
        )  # fmt: skip
    context.out.done(
        {
            "report": args.kind,
            "campaign": campaign or None,
            "format": args.format,
            "file": str(args.out),
            "bytes": args.out.stat().st_size,
        },
        t("Written: {file}.", file=args.out),
    )
    return 0


def _campaign(context: Context) -> str:
    """ "" where the report is of several, or of all."""
    args = context.args
    names: list[str] = list(dict.fromkeys(args.campaign))
    base = args.kind.partition(":")[0]
    own = base in OF_OFFICE or (args.kind not in KINDS and base != "form")
    if not own and len(names) != 1:
        raise WrongUsage(
            "rino-desktop report: "
            + t("the report {kind} is of one campaign: --campaign NAME", kind=args.kind)
        )
    return names[0] if len(names) == 1 else ""
