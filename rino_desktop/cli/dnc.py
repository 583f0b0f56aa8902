"""``dnc add | remove | import | list``: the do-not-call list."""

from pathlib import Path
from typing import Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

_BATCH = 2000


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "dnc", t("the do-not-call list"))
    for name, help, run in (
        ("add", t("never call these numbers"), _add),
        ("remove", t("allow these numbers again"), _remove),
    ):
        parser = group.command(name, help, run)
        parser.add_argument("numbers", metavar="NUMBER", nargs="+")
        parser.add_argument("--country", default="RU", help=t("for numbers without a code"))
    imports = group.command("import", t("add the numbers of a file, one a line"), _import)
    imports.add_argument("file", metavar="FILE", type=Path)
    imports.add_argument("--country", default="RU", help=t("for numbers without a code"))
    group.command("list", t("all numbers on the list"), _list)


def _add(context: Context) -> None:
    from rino_desktop.phones import to_e164

    phones = [to_e164(text, context.args.country) for text in context.args.numbers]
    now = context.now()
    added = context.transact(lambda stores: stores.do_not_call.add(phones, "cli", now))
    context.out.done({"added": added, "numbers": phones}, t("Added: {count}.", count=added))


def _remove(context: Context) -> None:
    from rino_desktop.phones import to_e164

    phones = [to_e164(text, context.args.country) for text in context.args.numbers]
    removed = context.transact(lambda stores: stores.do_not_call.remove(phones))
    context.out.done({"removed": removed, "numbers": phones}, t("Removed: {count}.", count=removed))


def _import(context: Context) -> None:
    from rino_desktop.phones import numbers_in

    phones, bad = numbers_in(context.args.file, context.args.country)
    source, now = f"file {context.args.file.name}"[:60], context.now()
    with context.out.progress(t("Adding numbers"), len(phones)) as advance:

        def add_all(stores: Any) -> int:
            added = 0
            for start in range(0, len(phones), _BATCH):
                added += stores.do_not_call.add(phones[start : start + _BATCH], source, now)
                advance(start)
            return added

        added = context.transact(add_all)
    for row, text in bad[:20]:
        context.out.note(t("line {row}: {text} is no telephone number", row=row, text=repr(text)))
    context.out.done(
        {
            "rows": len(phones) + len(bad),
            "added": added,
            "unchanged": len(phones) - added,
            "rejected": [{"row": row, "text": text} for row, text in bad],
        },
        t(
            "Added: {count}; already there: {known}; no numbers: {bad}.",
            count=added,
            known=len(phones) - added,
            bad=len(bad),
        ),
    )


def _list(context: Context) -> None:
    entries = context.transact(lambda stores: list(stores.do_not_call.all()))
    context.out.table(
        [
            {"phone": entry.phone, "source": entry.source, "added_at": iso(entry.added_at)}
            for entry in entries
        ],
        (t("number"), t("source"), t("since")),
        [(entry.phone, entry.source, local(entry.added_at)) for entry in entries],
        t("The do-not-call list is empty."),
    )
