"""``voice list | play | delete | import | retention | status``: prompts and recordings."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop import paths
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from engine.ports.storage import Stores
    from engine.service.voice_store import VoiceStore

_SHOWN = 1000
#: What is kept in the database, not as files.
TRACES = "traces"


def add_to(group: Group) -> None:
    """``group``: the group ``voice``."""
    listing = group.command("list", t("what is in the voice store"), _list)
    listing.add_argument(
        "pattern", metavar="PATTERN", nargs="?", default="",
        help=t("such as 'prompts/*' or 'recordings/2026/11/*'"),
    )  # fmt: skip
    listing.add_argument(
        "--limit", type=positive, default=_SHOWN, metavar="N", help=t("at most so many")
    )
    play = group.command("play", t("hear a prompt or recording, or copy it"), _play)
    play.add_argument("name", metavar="NAME")
    play.add_argument("--out", type=Path, metavar="FILE", help=t("copy it there instead"))
    delete = group.command("delete", t("delete prompts or recordings for ever"), _delete)
    delete.add_argument("names", metavar="NAME", nargs="+")
    imported = group.command(
        "import", t("make prompts of sound files (WAV, MP3, OGG, Opus, FLAC)"), _import
    )
    imported.add_argument("files", metavar="FILE", nargs="+", type=Path, help=t("or a folder"))
    imported.add_argument("--name", metavar="NAME", help=t("its name in the voice store"))
    imported.add_argument(
        "--as", dest="target", type=Path, metavar="PATH",
        help=t("write the prompt to a file, not into the voice store"),
    )  # fmt: skip
    retention = group.command("retention", t("how long recordings are kept"), _retention)
    retention.add_argument(
        "action", nargs="?", choices=("show", "set", "remove", "run"), default="show"
    )
    retention.add_argument("--days", type=positive, metavar="N", help=t("older ones are deleted"))
    retention.add_argument(
        "--kind",
        choices=("recordings", "messages", TRACES),
        help=t("recordings and messages where left out"),
    )
    retention.add_argument(
        "--campaign", metavar="NAME", help=t("all without a rule of their own where left out")
    )
    retention.add_argument("--dry-run", action="store_true", help=t("only count"))
    group.command("status", t("where the voice store is, and what waits for its upload"), _status)


@contextmanager
def _store(context: Context) -> "Iterator[VoiceStore]":
    from rino_desktop.bootstrap import voice_store

    store = voice_store(context.settings)
    try:
        yield store
    finally:
        store.close(0)


def _list(context: Context) -> None:
    args = context.args
    with _store(context) as store:
        found = list(islice(store.listing(args.pattern), args.limit + 1))
        place = store.place
        if not found and context.settings.voice_store != paths.voice_store():
            store.check_place()
    more = len(found) > args.limit
    shown = sorted(found[: args.limit], key=lambda one: one.file.name)
    if more:
        context.out.note(t("Only the first {count} are shown (--limit).", count=args.limit))
    context.out.table(
        [
            {
                "name": one.file.name,
                "bytes": one.file.size,
                "changed_at": iso(one.file.changed_at),
                "waiting": one.waiting,
            }
            for one in shown
        ],
        (t("name"), t("bytes"), t("changed"), t("where")),
        [
            (
                one.file.name,
                one.file.size,
                local(one.file.changed_at),
                t("waits for its upload") if one.waiting else t("in the store"),
            )
            for one in shown
        ],
        t("Nothing of that name in {store}.", store=place),
    )


def _play(context: Context) -> None:
    from rino_desktop import voice_files

    name, target = context.args.name, context.args.out
    with _store(context) as store:
        if target is not None:
            if target.is_dir():
                target = target / Path(name).name
            stored = store.copy_out(name, target)
            context.out.done(
                {"name": name, "file": target, "bytes": stored.size},
                t("{name} is copied to {file}.", name=name, file=target),
            )
            return
        with tempfile.TemporaryDirectory(prefix="rino-play-") as folder:
            file = Path(folder, "sound.wav")
            stored = store.copy_out(name, file)
            voice_files.play(file)
    context.out.done({"name": name, "bytes": stored.size}, "")


def _delete(context: Context) -> None:
    names = list(dict.fromkeys(context.args.names))
    with _store(context) as store:
        missing = [name for name in names if not store.has(name)]
        if missing:
            raise KnownError(
                t("There is no {name} in the voice store {store}; nothing was deleted.",
                  name=", ".join(missing), store=store.place),
                mend="rino-desktop voice list",
            )  # fmt: skip
        deleted = store.delete(names)
    _note_deleted(context, deleted)
    context.out.done({"deleted": deleted}, t("Deleted: {count}.", count=len(deleted)))


def _note_deleted(context: Context, names: list[str]) -> None:
    from engine.ports.storage import StorageUnavailable
    from engine.service.recordings import attempt_of
    from engine.service.voice_retention import note_deleted

    recorded = [name for name in names if attempt_of(name) is not None]
    if not recorded:
        return
    try:
        context.transact(lambda stores: note_deleted(stores, recorded, context.now()))
    except (KnownError, StorageUnavailable) as error:
        context.out.note(
            t("Reports will not say that they are deleted: {reason}", reason=said(error))
        )


def _import(context: Context) -> int:
    from rino_desktop import voice_files

    args = context.args
    if args.target is not None:
        if len(args.files) != 1 or args.files[0].is_dir() or args.name:
            raise KnownError(t("--as goes with a single file, and without --name."))
        results = [voice_files.save_as(args.files[0], args.target)]
    else:
        name = voice_files.named(args.name) if args.name else None
        files = voice_files.chosen(args.files, name)
        with _store(context) as store, context.out.progress(t("Importing"), len(files)) as bar:
            results = voice_files.import_files(store, files, bar)
    failed = [one for one in results if one.error is not None]
    for one in results:
        if one.misnamed:
            context.out.note(
                t("{file} is {kind}, whatever its name says.", file=one.source, kind=one.kind)
            )
    if len(results) == 1 and failed and failed[0].error is not None:
        raise failed[0].error
    context.out.done(
        [
            {
                "file": one.source,
                "name": one.name,
                "ok": one.error is None,
                "seconds": round(one.seconds, 3),
                "format": one.kind,
                "error": said(one.error) if one.error is not None else None,
            }
            for one in results
        ],
        "\n".join(
            said(one.error)
            if one.error is not None
            else t("{name}: {seconds:.1f} s", name=one.name, seconds=one.seconds)
            for one in results
        ),
    )
    return context.verdict(not failed, t("Files not imported: {count}.", count=len(failed)))


# --- retention -----------------------------------------------------------------------------------


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
    context.out.done(
        [_rule_json(rule) for rule in rules],
        t("Files older than {days} days are deleted once a day by the engine.", days=args.days),
    )


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


def _delete_old(context: Context) -> None:
    """By the stored rules, or now and once by what the command line says."""
    from engine.ports.voice_files import RetentionRule
    from engine.service.voice_retention import apply_rules

    args, now = context.args, context.now()
    campaign = _campaign(context)
    if args.kind == TRACES:
        _delete_old_traces(context, campaign)
        return
    with context.database() as database, _store(context) as store:
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


# --- status --------------------------------------------------------------------------------------


def _status(context: Context) -> int:
    with _store(context) as store:
        backlog, trouble = store.backlog(), ""
        try:
            store.check()
        except KnownError as error:
            trouble = said(error)
        place, folder = store.place, store.folder
    lines = [t("Voice store: {place}", place=place)]
    if store.remote:
        lines.append(
            t("Waiting for upload in {folder}: {count} files, {mb:.1f} MB",
              folder=folder, count=backlog.count, mb=backlog.bytes / 1e6)
        )  # fmt: skip
        if backlog.oldest_at is not None:
            lines.append(t("The oldest: {when}", when=local(backlog.oldest_at)))
        if backlog.last_error:
            lines.append(t("Last error: {error}", error=backlog.last_error))
        if backlog.set_aside:
            lines.append(t("Set aside because they are damaged: {count}", count=backlog.set_aside))
    context.out.done(
        {
            "place": place,
            "remote": store.remote,
            "reachable": not trouble,
            "error": trouble or None,
            "folder": folder,
            "backlog": {
                "files": backlog.count,
                "bytes": backlog.bytes,
                "oldest_at": iso(backlog.oldest_at),
                "last_error": backlog.last_error or None,
                "set_aside": backlog.set_aside,
            },
        },
        "\n".join(lines),
    )
    return context.verdict(not trouble, trouble)
