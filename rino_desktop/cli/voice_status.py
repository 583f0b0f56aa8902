"""``voice status``: where the voice store is, whether it is well, what lies in it."""

from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group
from rino_desktop.cli.voice_place import open_store
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from rino_desktop.voice_shelf import Contents


def add_to(group: Group) -> None:
    status = group.command(
        "status", t("where the voice store is, and what waits for its upload"), _status
    )
    status.add_argument(
        "--count",
        action="store_true",
        help=t("also how many files lie in it, and how old they are"),
    )


def _status(context: Context) -> int:
    from rino_desktop import paths, voice_shelf

    contents = None
    with open_store(context) as store:
        backlog, trouble = store.backlog(), ""
        try:
            store.check()
        except KnownError as error:
            trouble = said(error)
        place, folder = store.place, store.folder
        usual = context.settings.voice_store == paths.voice_store()
        findings = voice_shelf.examine(store, usual=usual) if not trouble else []
        if context.args.count and not trouble:
            with context.database() as database:
                contents = voice_shelf.count(store, database, context.now())
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
    lines += [f"{each.what}: {each.detail}" for each in findings if each.name != "waiting"]
    if contents is not None:
        lines += _count_lines(contents)
    data: dict[str, object] = {
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
        "findings": [
            {"name": each.name, "state": each.state, "detail": each.detail} for each in findings
        ],
    }
    if contents is not None:
        data["contents"] = {
            kind: {"files": heap.files, "bytes": heap.bytes, "oldest_at": iso(heap.oldest),
                   "bytes_by_age": heap.by_age}
            for kind, heap in contents.heaps.items()
        }  # fmt: skip
    context.out.done(data, "\n".join(lines))
    return context.verdict(not trouble, trouble)


def _count_lines(contents: "Contents") -> list[str]:
    words = {
        "recordings": t("recordings of calls"), "messages": t("messages of subscribers"),
        "prompts": t("prompts of schemes"), "others": t("voice packs and what is set aside"),
        "strangers": t("of calls that this database does not know"),
    }  # fmt: skip
    return [
        f"{words[kind]}: {t('{count} files, {mb:.1f} MB', count=heap.files, mb=heap.bytes / 1e6)}"
        for kind, heap in contents.heaps.items()
    ]
