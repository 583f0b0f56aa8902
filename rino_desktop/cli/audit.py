"""``audit list | export``: who changed what, from where, when."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.audit import AuditFilter
    from engine.ports.storage import Stores


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "audit", t("who changed what, from where, when"))
    listed = group.command("list", t("the newest entries"), _list)
    listed.add_argument("--limit", type=positive, default=100, metavar="N")
    export = group.command("export", t("all entries into a CSV file"), _export)
    export.add_argument("file", metavar="FILE", type=Path)
    for parser in (listed, export):
        parser.add_argument("--who", metavar="NAME", default="")
        parser.add_argument(
            "--action", metavar="ACTION", default="",
            help=t("such as campaign.start, or all of a kind: campaign."),
        )  # fmt: skip
        parser.add_argument("--subject", metavar="NAME", default="")
        parser.add_argument("--campaign", metavar="NAME", default="")
        for name, help in (("--since", t("from that moment on")), ("--until", t("before it"))):
            parser.add_argument(name, metavar="TIME", type=_moment, help=help)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            t("no time: {text} (2026-11-30 or 2026-11-30T09:00)", text=text)
        ) from None
    return (moment if moment.tzinfo else moment.astimezone()).astimezone(UTC)


def _wanted(stores: "Stores", args: argparse.Namespace) -> "AuditFilter":
    from engine.ports.audit import AuditFilter

    campaign = stores.campaigns.by_name(args.campaign).id if args.campaign else None
    return AuditFilter(args.who, args.action, args.subject, campaign, args.since, args.until)


def _list(context: Context) -> None:
    from rino_desktop.audit_detail_words import details_text

    args = context.args
    entries = context.transact(lambda s: s.audit.entries(_wanted(s, args), args.limit))
    context.out.table(
        [
            {
                "id": e.id, "at": iso(e.at), "who": e.actor.name, "via": str(e.actor.via),
                "computer": e.actor.place, "action": e.action, "subject": e.subject,
                "subject_id": e.subject_id, "campaign_id": e.campaign_id,
                "details": dict(e.details),
            }
            for e in entries
        ],
        (t("time"), t("who"), t("computer"), t("action"), t("subject"), t("details")),
        [
            (local(e.at), e.actor.name, e.actor.place, e.action, e.subject, details_text(e.details))
            for e in entries
        ],
        t("No entries."),
    )  # fmt: skip


def _export(context: Context) -> None:
    from rino_desktop import actors, audit
    from rino_desktop.texts.errors import reason_of

    args, now = context.args, context.now()
    who = actors.at_the_command_line().name
    text = context.transact(lambda s: audit.as_csv(s, _wanted(s, args), who, now, args.file.name))
    try:
        args.file.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        raise KnownError(
            t("{file} cannot be written: {reason}.", file=args.file.name, reason=reason_of(error))
        ) from error
    context.out.done({"file": str(args.file)}, t("Written: {file}", file=args.file))
