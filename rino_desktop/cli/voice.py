"""``voice list | play | delete | import | status``: prompts and recordings."""

import tempfile
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop import paths
from rino_desktop.cli import voice_retention, voice_status
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.cli.voice_place import open_store
from rino_desktop.file_names import file_name
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from engine.ports.voice_store import StoredFile

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
    voice_status.add_to(group)


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
    from rino_desktop import voice_shelf

    names = list(dict.fromkeys(context.args.names))
    with open_store(context) as store:
        missing = [name for name in names if not store.has(name)]
        if missing:
            raise KnownError(
                t("There is no {name} in the voice store {store}; nothing was deleted.",
                  name=", ".join(missing), store=store.place),
                mend="rino-desktop voice list",
            )  # fmt: skip
        gone: list[StoredFile] = []
        try:
            voice_shelf.delete(store, names, gone)
        finally:
            _note_deleted(context, gone)
    deleted = [file.name for file in gone]
    context.out.done({"deleted": deleted}, t("Deleted: {count}.", count=len(deleted)))


def _note_deleted(context: Context, gone: "list[StoredFile]") -> None:
    from engine.ports.storage import StorageUnavailable
    from rino_desktop import voice_shelf

    try:
        context.transact(lambda stores: voice_shelf.note_deletion(stores, gone, context.now()))
    except (KnownError, StorageUnavailable) as error:
        context.out.note(
            t("Neither reports nor the log will say that they are deleted: {reason}",
              reason=said(error))
        )  # fmt: skip


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
