"""``voice retention``: how long recordings, messages, data of contacts, traces of calls, what
operators have done, and the audit log are kept."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.cli.voice_place import open_store
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from engine.ports.storage import Stores
    from engine.ports.voice_files import RetentionRule
    from engine.service.expired import Expired

#: What is kept in the database, not as files.
CONTACTS, REJECTS, TRACES = "contacts", "rejects", "traces"
OPERATORS, AUDIT = "operators", "audit"
_FILES = ("recordings", "messages")
_IN_DATABASE = (CONTACTS, REJECTS, TRACES, OPERATORS, AUDIT)
_OF_OFFICE = (OPERATORS, AUDIT)
#: Everything that has a rule.
ALL = "all"


def add_to(group: Group) -> None:
    retention = group.command("retention", t("how long recordings are kept"), _retention)
    retention.add_argument(
        "action", nargs="?", choices=("show", "set", "remove", "run", "log"), default="show",
        help=t("log: what was deleted when, and by whom"),
    )  # fmt: skip
    retention.add_argument("--days", type=positive, metavar="N", help=t("older ones are deleted"))
    retention.add_argument(
        "--kind",
        choices=(*_FILES, *_IN_DATABASE, ALL),
        help=t("recordings and messages where left out; all: of run, everything with a rule"),
    )
    retention.add_argument(
        "--campaign", metavar="NAME", help=t("all without a rule of their own where left out")
    )
    retention.add_argument("--dry-run", action="store_true", help=t("only count"))
    retention.add_argument(
        "--clock-is-right", action="store_true",
        help=t("delete although the clock has gone on by more than it could"),
    )  # fmt: skip
    retention.add_argument(
        "--out", type=Path, metavar="FILE", help=t("of log: all of it into a CSV file")
    )


def _retention(context: Context) -> int | None:
    args = context.args
    if args.action == "log":
        _show_log(context)
        return 0
    by_rules = args.days is None and (args.action == "run" or args.dry_run)
    if args.kind == ALL and not by_rules:
        raise KnownError(t("--kind all is for voice retention run."), mend=t("Name the kind."))
    if args.action == "set":
        _set_rules(context)
    elif args.action == "remove":
        _remove_rules(context)
    elif args.action == "run" or args.days is not None or args.dry_run:
        return _delete_old(context)
    else:
        _show_rules(context)
    return 0


def _kinds(args: argparse.Namespace) -> tuple[str, ...]:
    if args.kind == ALL:
        return (*_FILES, *_IN_DATABASE)
    return (args.kind,) if args.kind else _FILES


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


# --- rules ----------------------------------------------------------------------------------------


def _set_rules(context: Context) -> None:
    from engine.ports.voice_files import RetentionRule
    from rino_desktop import retention

    args, now = context.args, context.now()
    if args.days is None:
        raise KnownError(t("Tell how long they are kept: --days N."))
    campaign = _campaign(context)
    rules = [RetentionRule(kind, campaign, args.days) for kind in _kinds(args)]
    context.transact(lambda stores: [retention.set_rule(stores, rule, now) for rule in rules])
    told = t("Files older than {days} days are deleted once a day by the engine.", days=args.days)
    if args.kind in _IN_DATABASE:
        told = t(
            "What is older than {days} days is deleted once a day by the engine.", days=args.days
        )
    context.out.done([_rule_json(rule) for rule in rules], told)


def _remove_rules(context: Context) -> None:
    from rino_desktop import retention

    kinds, now = _kinds(context.args), context.now()
    # Of a campaign that is no longer there its rule has to go, too.
    campaign = context.args.campaign or ""
    if campaign and context.args.kind in _OF_OFFICE:
        campaign = _campaign(context)
    removed = context.transact(
        lambda stores: [
            kind for kind in kinds if retention.remove_rule(stores, kind, campaign, now)
        ]
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


# --- what was deleted -----------------------------------------------------------------------------


def _show_log(context: Context) -> None:
    from rino_desktop import actors, retention_protocol
    from rino_desktop.texts.errors import reason_of

    file, now = context.args.out, context.now()
    if file is not None:
        who = actors.at_the_command_line().name
        text = context.transact(
            lambda stores: retention_protocol.as_csv(stores, who, now, file.name)
        )
        try:
            file.write_text(text, encoding="utf-8-sig", newline="")
        except OSError as error:
            raise KnownError(
                t("{file} cannot be written: {reason}.", file=file.name, reason=reason_of(error))
            ) from error
        context.out.done({"file": str(file)}, t("Written: {file}", file=file))
        return
    found = context.transact(retention_protocol.read)
    context.out.table(
        [
            {
                "at": iso(each.at), "who": each.who, "via": each.via, "computer": each.place,
                "what": each.what, "text": each.text,
                "items": [
                    {"kind": item.kind, "of": item.of, "before": item.before, "days": item.days,
                     "count": item.count, "bytes": item.bytes, "sha256": item.sha256,
                     "left": item.left}
                    for item in each.items
                ],
            }
            for each in found
        ],
        (t("time"), t("who"), t("computer"), t("what was done"), t("how many were deleted"),
         t("remark")),
        [
            (local(each.at), each.who, each.place, retention_protocol.what_word(each.what),
             each.count or "", each.text)
            for each in found
        ],
        t("Nothing was deleted yet, and no rule was changed."),
    )  # fmt: skip


# --- run ------------------------------------------------------------------------------------------


def _delete_old(context: Context) -> int:
    """By the stored rules, or now and once by what the command line says."""
    from contextlib import nullcontext

    from engine.service import retention
    from engine.service.reject_retention import with_usual
    from rino_desktop.retention import once

    args, now = context.args, context.now()
    campaign, kinds = _campaign(context), _kinds(args)

    def wanted(stores: "Stores") -> "list[RetentionRule]":
        if args.days is not None:
            return once(stores, kinds, campaign, args.days)
        return [
            rule for rule in with_usual(stores.voice_files.rules())
            if rule.kind in kinds and (not campaign or rule.campaign == campaign)
        ]  # fmt: skip

    files = any(kind in _FILES for kind in kinds)
    with (
        context.database() as database,
        open_store(context) if files else nullcontext() as store,
    ):
        rules = database.transact(wanted)
        if args.dry_run:
            items: Sequence[Expired] = retention.due(database, store, rules, now)
            trouble, asked = None, tuple[str, ...]()
        else:
            if args.kind == ALL and not campaign and store is not None:
                outcome = retention.run_stored(database, store, now, sure=args.clock_is_right)
            else:
                outcome = retention.run(database, store, rules, now, sure=args.clock_is_right)
            items, trouble, asked = outcome.items, outcome.trouble, outcome.asked
    _tell(context, [item for item in items if item.count])
    if asked:
        context.out.note(
            t("Their engines go through these within ten minutes: {places}.",
              places="; ".join(asked))
        )  # fmt: skip
    if trouble is not None:
        return context.verdict(False, said(trouble))
    return 0


def _tell(context: Context, items: "Sequence[Expired]") -> None:
    args = context.args
    of_files = [item for item in items if item.kind in _FILES]
    files, size = sum(item.count for item in of_files), sum(item.bytes for item in of_files)
    rows = sum(item.count for item in items if item.kind in _IN_DATABASE)
    if args.kind in _IN_DATABASE:
        key = "traces" if args.kind == TRACES else "rows"
        context.out.done({"dry_run": args.dry_run, key: rows}, _text_of(args.kind, args, rows))
        return
    text = (
        t("Would be deleted: {count} files, {mb:.1f} MB.", count=files, mb=size / 1e6)
        if args.dry_run
        else t("Deleted: {count} files, {mb:.1f} MB.", count=files, mb=size / 1e6)
    )
    data: dict[str, object] = {
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
                "sha256": one.digest,
                "left": one.left,
            }
            for one in of_files
        ],
    }
    if args.kind == ALL:
        data["rows"] = {
            kind: sum(item.count for item in items if item.kind == kind) for kind in _IN_DATABASE
        }
        more = [_text_of(kind, args, sum(i.count for i in items if i.kind == kind))
                for kind in _IN_DATABASE if any(i.kind == kind for i in items)]  # fmt: skip
        text = "\n".join([text, *more])
    context.out.done(data, text)


def _text_of(kind: str, args: argparse.Namespace, count: int) -> str:
    dry, done = {
        CONTACTS: (t("Data of contacts that would be deleted: {count}.", count=count),
                   t("Deleted: data of {count} contacts.", count=count)),
        REJECTS: (t("Would be deleted: {count} refused rows of lists.", count=count),
                  t("Deleted: {count} refused rows of lists.", count=count)),
        TRACES: (t("Would be deleted: {count} traces.", count=count),
                 t("Deleted: {count} traces.", count=count)),
        OPERATORS: (t("Would be deleted: {count} rows of operators.", count=count),
                    t("Deleted: {count} rows of operators.", count=count)),
        AUDIT: (t("Would be deleted: {count} entries of the audit log.", count=count),
                t("Deleted: {count} entries of the audit log.", count=count)),
    }[kind]  # fmt: skip
    return dry if args.dry_run else done
