"""``directory import | refresh | search | status | remove | rebuild``."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, pair, positive
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.directory.model import Entry


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "directory", t("subscribers and organisations, to be looked up"))
    imports = group.command("import", t("entries of a list: CSV, XLSX, XLS, ODS or DBF"), _import)
    imports.add_argument("file", metavar="FILE", type=Path)
    imports.add_argument(
        "--source", metavar="NAME", help=t("what its entries are kept under; else the file's name")
    )
    imports.add_argument("--encoding", metavar="E", help=t("instead of finding it"))
    imports.add_argument(
        "--replace", action="store_true",
        help=t("entries that an earlier list of that source had, and this one has not, go"),
    )  # fmt: skip
    _add_common(imports)
    refresh = group.command("refresh", t("bring entries of a data source up to date"), _refresh)
    refresh.add_argument("source", metavar="S")
    refresh.add_argument(
        "--entity", metavar="E", help=t("what of the mapping is looked up; left out: subscribers")
    )
    _add_common(refresh)
    search = group.command("search", t("look somebody up"), _search)
    search.add_argument("words", metavar="WORD", nargs="+",
                        help=t("of a name or an address, a number or a part of it"))  # fmt: skip
    search.add_argument("--limit", type=positive, default=20, metavar="N",
                        help=t("how many entries at most"))  # fmt: skip
    group.command("status", t("where entries come from, and how many there are"), _status)
    remove = group.command("remove", t("remove a source with its entries"), _remove)
    remove.add_argument("source", metavar="NAME")
    group.command("rebuild", t("build the search index anew"), _rebuild)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--map", metavar="FIELD=COLUMN", action="append", type=pair("=", "FIELD=COLUMN"),
        default=[], help=t("the column of name, address, number, note, kind or key; repeatable"),
    )  # fmt: skip
    parser.add_argument("--country", metavar="RU", help=t("for numbers without a code"))
    parser.add_argument(
        "--rejects", metavar="FILE.csv", type=Path, help=t("where the rejected rows go")
    )
    parser.add_argument("--allow-removal", action="store_true",
                        help=t("even when more than half of the entries go"))  # fmt: skip


def _import(context: Context) -> None:
    from rino_desktop import directory

    args = context.args
    with context.out.progress(t("Importing {file}", file=args.file.name)) as advance:
        report = directory.import_file(
            context.settings, args.file, source=args.source, mapping=tuple(args.map),
            encoding=args.encoding, country=args.country, replace=args.replace,
            allow_removal=args.allow_removal, rejects=args.rejects, progress=advance,
        )  # fmt: skip
    _note(context, args.source or args.file.stem, args.file.name)
    context.out.done(report.as_json(), directory.text_of(report))


def _note(context: Context, source: str, file: str = "") -> None:
    now = context.now()
    context.transact(
        lambda s: s.audit.record(now, "directory.import", source, {"file": file} if file else {})
    )


def _refresh(context: Context) -> None:
    from rino_desktop import directory

    args = context.args
    with context.out.progress(t("Reading {source}", source=args.source)) as advance:
        report = directory.refresh(
            context.settings, args.source, entity=args.entity, mapping=tuple(args.map),
            country=args.country, allow_removal=args.allow_removal, rejects=args.rejects,
            progress=advance,
        )  # fmt: skip
    _note(context, args.source)
    context.out.done(report.as_json(), directory.text_of(report))


def _search(context: Context) -> None:
    query = " ".join(context.args.words)
    found = context.transact(lambda stores: stores.directory.search(query, context.args.limit))
    if found.entries and not found.complete:
        context.out.note(t("Nobody has all of these words; these come nearest:"))
    context.out.table(
        {
            "query": query,
            "total": found.total,
            "complete": found.complete,
            "entries": [_document(entry) for entry in found.entries],
        },
        (t("name"), t("address"), t("numbers"), t("note")),
        [(e.text.name, e.text.address, ", ".join(e.text.numbers), e.text.note)
         for e in found.entries],
        t("Nobody found."),
    )  # fmt: skip


def _document(entry: "Entry") -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.text.kind,
        "name": entry.text.name,
        "address": entry.text.address,
        "numbers": list(entry.text.numbers),
        "note": entry.text.note,
        "source": entry.source,
        "key": entry.key,
    }


def _status(context: Context) -> None:
    status, sources = context.transact(
        lambda stores: (stores.directory.status(), stores.directory.sources())
    )
    lines = [
        t("Entries: {entries}; changed: {when}.", entries=status.entries,
          when=local(status.changed_at) or "–"),
    ]  # fmt: skip
    if not status.current:
        lines.append(t("The search index must be built anew: rino-desktop directory rebuild"))
    lines += [
        f"  {source.name}: {count}"
        + (f" ({local(source.refreshed_at)})" if source.refreshed_at else "")
        for source, count in sources
    ]
    context.out.done(
        {
            "entries": status.entries,
            "words": status.tokens,
            "current": status.current,
            "changed_at": iso(status.changed_at),
            "sources": [
                {"name": source.name, "entries": count, "refreshed_at": iso(source.refreshed_at),
                 "settings": dict(source.settings), "outcome": dict(source.outcome)}
                for source, count in sources
            ],
        },
        "\n".join(lines),
    )  # fmt: skip


def _remove(context: Context) -> None:
    from engine.errors import KnownError
    from engine.service.directory_load import remove_entries

    name = context.args.source
    with context.database() as database:
        every = database.transact(lambda stores: stores.directory.sources())
        found = next((s for s, _ in every if s.name.casefold() == name.casefold()), None)
        if found is None:
            raise KnownError(
                t("The directory has no source {name}.", name=repr(name)),
                mend=t("It has: {names}.", names=", ".join(s.name for s, _ in every) or "–"),
            )
        ids = database.transact(lambda stores: list(stores.directory.ids_of(found.id)))
        removed = remove_entries(database, ids, context.now())
        database.transact(lambda stores: stores.directory.remove_source(found.id))
    context.out.done(
        {"name": found.name, "removed": removed},
        t("{name} removed with its entries: {count}.", name=found.name, count=removed),
    )


def _rebuild(context: Context) -> None:
    from engine.service.directory_load import rebuild_directory

    with (
        context.database() as database,
        context.out.progress(t("Building the search index")) as advance,
    ):
        count = rebuild_directory(database, context.now(), advance)
    context.out.done({"entries": count}, t("The search index is complete: {count}.", count=count))
