"""``voice list | play | delete | import | status``: prompts and recordings."""

import tempfile
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop import paths
from rino_desktop.cli import voice_retention
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.cli.voice_place import open_store
from rino_desktop.file_names import file_name
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    pass

_SHOWN = 1000


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
    voice_retention.add_to(group)
    group.command("status", t("where the voice store is, and what waits for its upload"), _status)


def _list(context: Context) -> None:
    args = context.args
    with open_store(context) as store:
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
    with open_store(context) as store:
        if target is not None:
            if target.is_dir():
                target = target / file_name(PurePosixPath(name).name)
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
    with open_store(context) as store:
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
        with open_store(context) as store, context.out.progress(t("Importing"), len(files)) as bar:
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


# --- status --------------------------------------------------------------------------------------


def _status(context: Context) -> int:
    with open_store(context) as store:
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
