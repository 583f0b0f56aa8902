"""``dnc add | remove | import | list | show``: the do-not-call lists, the office's and clients'."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.do_not_call import DoNotCallEntry, Evidence
    from engine.ports.storage import Stores


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "dnc", t("the do-not-call lists"))
    add = group.command("add", t("never call these numbers"), _add)
    remove = group.command("remove", t("allow these numbers again"), _remove)
    for parser in (add, remove):
        parser.add_argument("numbers", metavar="NUMBER", nargs="+")
    imports = group.command("import", t("add the numbers of a file, one a line"), _import)
    imports.add_argument("file", metavar="FILE", type=Path)
    listing = group.command("list", t("all numbers on the list"), _list)
    show = group.command("show", t("on which lists a number is, since when, and why"), _show)
    show.add_argument("number", metavar="NUMBER")
    show.add_argument("--save", metavar="FILE", type=Path, help=t("write the proof into a file"))
    for parser in (add, imports):
        parser.add_argument(
            "--proof",
            metavar="TEXT|FILE",
            help=t("what proves it: a reference, or a file to be kept"),
        )
        parser.add_argument("--asked", metavar="DATE", help=t("when the subscribers asked for it"))
        parser.add_argument("--source", metavar="TEXT", help=t("letter, complaint, register…"))
    for parser in (add, remove, imports, listing):
        parser.add_argument("--client", metavar="NAME",
                            help=t("this client's own list; else the office's"))  # fmt: skip
    for parser in (add, remove, imports, show):
        parser.add_argument("--country", default="RU", help=t("for numbers without a code"))


def _add(context: Context) -> None:
    from rino_desktop import do_not_call
    from rino_desktop.phones import to_e164

    args, now = context.args, context.now()
    phones = [to_e164(text, args.country) for text in args.numbers]
    evidence = _evidence(context)
    added = context.transact(
        lambda stores: do_not_call.add(
            stores, phones, args.source or do_not_call.BY_COMMAND, now, args.client, evidence
        )
    )
    context.out.done({"added": added, "numbers": phones}, t("Added: {count}.", count=added))


def _remove(context: Context) -> None:
    from rino_desktop import do_not_call
    from rino_desktop.phones import to_e164

    args, now = context.args, context.now()
    phones = [to_e164(text, args.country) for text in args.numbers]
    removed = context.transact(lambda stores: do_not_call.remove(stores, phones, now, args.client))
    context.out.done({"removed": removed, "numbers": phones}, t("Removed: {count}.", count=removed))


def _import(context: Context) -> None:
    from rino_desktop import do_not_call
    from rino_desktop.phones import numbers_in

    args, now = context.args, context.now()
    phones, bad = numbers_in(args.file, args.country)
    source = args.source or do_not_call.source_of_file(args.file.name)
    evidence = _evidence(context)
    with context.out.progress(t("Adding numbers"), len(phones)) as advance:

        def add_all(stores: "Stores") -> int:
            added = 0
            for start in range(0, len(phones), do_not_call.BATCH):
                part = phones[start : start + do_not_call.BATCH]
                added += do_not_call.add(stores, part, source, now, args.client, evidence)
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
    client = context.args.client

    def read(stores: "Stores") -> "list[DoNotCallEntry]":
        client_id = None if client is None else stores.clients.by_name(client).id
        return list(stores.do_not_call.all(client_id))

    entries = context.transact(read)
    context.out.table(
        [_document(entry) for entry in entries],
        (t("number"), t("source"), t("since"), t("proof")),
        [(entry.phone, entry.source, local(entry.added_at), entry.proof) for entry in entries],
        t("The do-not-call list is empty."),
    )


def _show(context: Context) -> None:
    from engine.errors import KnownError
    from rino_desktop import do_not_call
    from rino_desktop.phones import to_e164

    phone = to_e164(context.args.number, context.args.country)

    def read(stores: "Stores") -> "tuple[list[tuple[str, DoNotCallEntry]], bytes | None]":
        found = do_not_call.entries_of(stores, phone)
        proven = next((entry for _, entry in found if entry.proof_digest), None)
        if context.args.save is not None and proven is not None:
            told = {"file": context.args.save.name}
            stores.audit.record(context.now(), "export.proof", phone, told)
        return found, None if proven is None else stores.do_not_call.proof(proven)

    found, content = context.transact(read)
    if context.args.save is not None:
        if content is None:
            raise KnownError(t("No file proves that {phone} is not to be called.", phone=phone))
        context.args.save.write_bytes(content)
    context.out.table(
        [{**_document(entry), "client": client or None} for client, entry in found],
        (t("list"), t("source"), t("since"), t("asked for on"), t("added by"), t("proof")),
        [
            (
                client or t("the office's"), entry.source, local(entry.added_at),
                "" if entry.asked_at is None else entry.asked_at.date(), entry.added_by,
                entry.proof,
            )
            for client, entry in found
        ],
        t("{phone} is on no do-not-call list.", phone=phone),
    )  # fmt: skip


def _evidence(context: Context) -> "Evidence":
    from engine.ports.do_not_call import Evidence
    from rino_desktop import actors, do_not_call
    from rino_desktop.cli.consent import day_from

    args = context.args
    proof, content = ("", None) if args.proof is None else do_not_call.proof_from(args.proof)
    asked_at = None if args.asked is None else day_from(args.asked)
    return Evidence(actors.at_the_command_line().name, asked_at, proof, content)


def _document(entry: "DoNotCallEntry") -> dict[str, object]:
    return {
        "phone": entry.phone,
        "source": entry.source,
        "added_at": iso(entry.added_at),
        "added_by": entry.added_by or None,
        "asked_at": iso(entry.asked_at),
        "proof": entry.proof or None,
        "proof_sha256": entry.proof_digest or None,
        "proof_bytes": entry.proof_size or None,
    }
