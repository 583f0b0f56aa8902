"""``voice retention``: how long recordings, messages, traces of calls, what operators have done,
and the audit log are kept."""

import argparse
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.cli.voice_place import open_store
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.storage import Stores

#: What is kept in the database, not as files.
TRACES, OPERATORS, AUDIT = "traces", "operators", "audit"


def add_to(group: Group) -> None:
    retention = group.command("retention", t("how long recordings are kept"), _retention)
    retention.add_argument(
        "action", nargs="?", choices=("show", "set", "remove", "run"), default="show"
    )
    retention.add_argument("--days", type=positive, metavar="N", help=t("older ones are deleted"))
    retention.add_argument(
        "--kind",
        choices=("recordings", "messages", TRACES, OPERATORS, AUDIT),
        help=t("recordings and messages where left out"),
    )
    retention.add_argument(
        "--campaign", metavar="NAME", help=t("all without a rule of their own where left out")
    )
    retention.add_argument("--dry-run", action="store_true", help=t("only count"))


def _retention(context: Context) -> None:
    args = context.args
    if args.action == "set":
        _set_rules(context)
    elif args.action == "remove":
        _remove_rules(context)
    elif args.action == "run" or args.days is not None or args.dry_run:
        _delete_old(context)
    else:
        _show_rules(context)


def _kinds(args: argparse.Namespace) -> tuple[str, ...]:
    return (args.kind,) if args.kind else ("recordings", "messages")


def _campaign(context: Context) -> str:
    name = context.args.campaign
    if not name:
        return ""
    if context.args.kind == AUDIT:
        raise KnownError(t("The audit log is kept alike for all campaigns."),
                         mend=t("Leave --campaign out."))  # fmt: skip
    if context.args.kind == OPERATORS:
        raise KnownError(t("What operators have done is kept alike for all campaigns."),
                         mend=t("Leave --campaign out."))  # fmt: skip
    return str(context.transact(lambda stores: stores.campaigns.by_name(name)).settings.name)


def _set_rules(context: Context) -> None:
    from engine.ports.voice_files import RetentionRule

    args = context.args
    if args.days is None:
        raise KnownError(t("Tell how long they are kept: --days N."))
    campaign = _campaign(context)
    rules = [RetentionRule(kind, campaign, args.days) for kind in _kinds(args)]

    def store(stores: "Stores") -> None:
        for rule in rules:
            stores.voice_files.set_rule(rule)

    context.transact(store)
    told = t("Files older than {days} days are deleted once a day by the engine.", days=args.days)
    if args.kind in (TRACES, OPERATORS, AUDIT):
        told = t(
            "What is older than {days} days is deleted once a day by the engine.", days=args.days
        )
    context.out.done([_rule_json(rule) for rule in rules], told)


def _remove_rules(context: Context) -> None:
    campaign, kinds = _campaign(context), _kinds(context.args)
    removed = context.transact(
        lambda stores: [kind for kind in kinds if stores.voice_files.remove_rule(kind, campaign)]
    )
    if not removed:
        raise KnownError(t("There is no such rule."), mend="rino-desktop voice retention")
    context.out.done({"removed": removed}, t("Rules removed: {count}.", count=len(removed)))


def _rule_json(rule: Any) -> dict[str, object]:
    return {"kind": rule.kind, "campaign": rule.campaign or None, "days": rule.days}


def _show_rules(context: Context) -> None:
    rules, (ran_at, deleted) = context.transact(
        lambda stores: (stores.voice_files.rules(), stores.voice_files.last_run())
    )
    context.out.table(
        {
            "rules": [_rule_json(rule) for rule in rules],
            "last_run": iso(ran_at),
            "deleted": deleted,
        },
        (t("what"), t("campaign"), t("days")),
        [(rule.kind, rule.campaign or t("all others"), rule.days) for rule in rules],
        t("Recordings are kept for ever: rino-desktop voice retention set --days N"),
    )
    if ran_at is not None and rules:
        context.out.note(
            t("Last run: {when}, deleted: {count}.", when=local(ran_at), count=deleted)
        )


def _delete_old_traces(context: Context, campaign: str) -> None:
    from engine.ports.voice_files import RetentionRule
    from engine.service import trace_retention

    args = context.args
    with context.database() as database:
        if args.days is not None:
            rules = [RetentionRule(TRACES, campaign, args.days)]
        else:
            rules = [
                rule for rule in database.transact(lambda stores: stores.voice_files.rules())
                if not campaign or rule.campaign == campaign
            ]  # fmt: skip
        only = campaign if args.days is not None else ""
        count = trace_retention.apply_rules(
            database, rules, context.now(), only=only, dry_run=args.dry_run
        )
    context.out.done(
        {"dry_run": args.dry_run, "traces": count},
        t("Would be deleted: {count} traces.", count=count)
        if args.dry_run
        else t("Deleted: {count} traces.", count=count),
    )


def _delete_old_history(context: Context) -> None:
    from engine.ports.voice_files import RetentionRule
    from engine.service import audit_retention, operator_retention

    args = context.args
    retention = audit_retention if args.kind == AUDIT else operator_retention
    with context.database() as database:
        rules = [RetentionRule(args.kind, "", args.days)] if args.days is not None else (
            database.transact(lambda stores: stores.voice_files.rules())
        )  # fmt: skip
        count = retention.apply_rules(database, rules, context.now(), dry_run=args.dry_run)
    if args.kind == AUDIT:
        told = (
            t("Would be deleted: {count} entries of the audit log.", count=count)
            if args.dry_run
            else t("Deleted: {count} entries of the audit log.", count=count)
        )
        context.out.done({"dry_run": args.dry_run, "rows": count}, told)
        return
    context.out.done(
        {"dry_run": args.dry_run, "rows": count},
        t("Would be deleted: {count} rows of operators.", count=count)
        if args.dry_run
        else t("Deleted: {count} rows of operators.", count=count),
    )


def _delete_old(context: Context) -> None:
    """By the stored rules, or now and once by what the command line says."""
    from engine.ports.voice_files import RetentionRule
    from engine.service.voice_retention import apply_rules

    args, now = context.args, context.now()
    campaign = _campaign(context)
    if args.kind == TRACES:
        _delete_old_traces(context, campaign)
        return
    if args.kind in (OPERATORS, AUDIT):
        _delete_old_history(context)
        return
    with context.database() as database, open_store(context) as store:
        campaigns = database.transact(
            lambda stores: [one.settings.name for one in stores.campaigns.all()]
        )
        if args.days is not None:
            rules = [RetentionRule(kind, campaign, args.days) for kind in _kinds(args)]
        else:
            rules = database.transact(lambda stores: stores.voice_files.rules())
            rules = [
                rule for rule in rules
                if rule.kind in _kinds(args) and (not campaign or rule.campaign == campaign)
            ]  # fmt: skip
        found = apply_rules(
            store, rules, campaigns, now,
            dry_run=args.dry_run,
            deleted=lambda gone: database.transact(
                lambda stores: stores.voice_files.deleted_before(
                    gone.kind, gone.folder, gone.before, gone.count, now
                )
            ),
        )  # fmt: skip
    files, size = sum(one.count for one in found), sum(one.bytes for one in found)
    text = (
        t("Would be deleted: {count} files, {mb:.1f} MB.", count=files, mb=size / 1e6)
        if args.dry_run
        else t("Deleted: {count} files, {mb:.1f} MB.", count=files, mb=size / 1e6)
    )
    context.out.done(
        {
            "dry_run": args.dry_run,
            "files": files,
            "bytes": size,
            "folders": [
                {
                    "kind": one.kind,
                    "folder": one.folder,
                    "before": one.before.isoformat(),
                    "files": one.count,
                    "bytes": one.bytes,
                }
                for one in found
            ],
        },
        text,
    )
