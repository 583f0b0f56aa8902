"""``consent add | import | revoke | list | show``: consents and what proves them."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.ledger import Consent
    from engine.ports.storage import Stores

_BATCH = 2000
#: Where the day begins earlier than in UTC, by so much at most.
_EARLIER_ZONES = timedelta(hours=14)


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "consent", t("consents to be called, with their proof"))
    add = group.command("add", t("these numbers have consented"), _add)
    add.add_argument("numbers", metavar="NUMBER", nargs="+")
    imports = group.command("import", t("the numbers of a file have consented"), _import)
    imports.add_argument("file", metavar="FILE", type=Path)
    for parser in (add, imports):
        parser.add_argument("--kind", default="advertising", help=t("what was consented to"))
        parser.add_argument(
            "--proof",
            metavar="TEXT|FILE",
            required=True,
            help=t("what proves it: a reference, or a file to be kept"),
        )
        parser.add_argument("--obtained", metavar="DATE", required=True)
        parser.add_argument("--until", metavar="DATE", help=t("the last day when it holds"))
    revoke = group.command("revoke", t("these numbers have withdrawn their consent"), _revoke)
    revoke.add_argument("numbers", metavar="NUMBER", nargs="+")
    revoke.add_argument("--kind", help=t("only this kind"))
    group.command("list", t("all consents"), _list)
    show = group.command("show", t("the consents of a number"), _show)
    show.add_argument("number", metavar="NUMBER")
    show.add_argument("--save", metavar="FILE", type=Path, help=t("write the proof into a file"))
    for parser in (add, imports, revoke, show):
        parser.add_argument("--country", default="RU", help=t("for numbers without a code"))


def _add(context: Context) -> None:
    from rino_desktop.phones import to_e164

    phones = [to_e164(text, context.args.country) for text in context.args.numbers]
    added, revived = _store(context, phones)
    context.out.done(
        {"added": added, "unchanged": len(set(phones)) - added, "waiting_again": revived,
         "numbers": phones},
        _added_words(added, revived),
    )  # fmt: skip


def _import(context: Context) -> None:
    from rino_desktop.phones import numbers_in

    phones, bad = numbers_in(context.args.file, context.args.country)
    added, revived = _store(context, phones)
    for row, text in bad[:20]:
        context.out.note(t("line {row}: {text} is no telephone number", row=row, text=repr(text)))
    context.out.done(
        {
            "rows": len(phones) + len(bad),
            "added": added,
            "unchanged": len(phones) - added,
            "waiting_again": revived,
            "rejected": [{"row": row, "text": text} for row, text in bad],
        },
        _added_words(added, revived),
    )


def _added_words(added: int, revived: int) -> str:
    text = t("Consents added: {count}.", count=added)
    if revived:
        text += " " + t("Contacts that wait to be called again: {count}.", count=revived)
    return text


def _store(context: Context, phones: list[str]) -> tuple[int, int]:
    from engine.domain.preset_reader import KIND
    from engine.ports.ledger import Consent
    from rino_desktop.do_not_call import proof_from

    args, now = context.args, context.now()
    kind = args.kind.strip().lower()
    if not KIND.fullmatch(kind):
        raise KnownError(
            t("{text} is no kind of consent.", text=repr(args.kind)),
            mend=t("Write up to 20 small Latin letters, digits, hyphens."),
        )
    obtained = day_from(args.obtained)
    until = None if args.until is None else day_from(args.until) + timedelta(days=1)
    if obtained > now + _EARLIER_ZONES:
        raise KnownError(t("--obtained lies in the future: {day}.", day=args.obtained))
    obtained = min(obtained, now)
    if until is not None and until <= obtained:
        raise KnownError(t("--until lies before --obtained."))
    proof, content = proof_from(args.proof)
    consent = Consent("", kind, obtained, until, proof)

    def store(stores: "Stores") -> tuple[int, int]:
        added = revived = 0
        for start in range(0, len(phones), _BATCH):
            part = phones[start : start + _BATCH]
            added += stores.consents.add(part, consent, content, now)
            revived += stores.consents.revive(part, now)
        return added, revived

    return context.transact(store)


def day_from(text: str) -> datetime:
    """Its beginning in UTC. KnownError."""
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        raise KnownError(
            t("{text} is no date.", text=repr(text)), mend=t("Write it like 2026-11-05.")
        ) from None


def _revoke(context: Context) -> None:
    from rino_desktop.phones import to_e164

    phones = [to_e164(text, context.args.country) for text in context.args.numbers]
    now, kind = context.now(), context.args.kind
    revoked = context.transact(lambda stores: stores.consents.revoke(phones, kind, now))
    context.out.done(
        {"revoked": revoked, "numbers": phones}, t("Consents revoked: {count}.", count=revoked)
    )


def _list(context: Context) -> None:
    consents = context.transact(lambda stores: list(stores.consents.all()))
    _tell(context, consents, t("There are no consents."))


def _show(context: Context) -> None:
    from rino_desktop.phones import to_e164

    phone = to_e164(context.args.number, context.args.country)

    target = context.args.save

    def read(stores: "Stores") -> "tuple[list[Consent], bytes | None]":
        found = stores.consents.of([phone])
        with_file = next((c for c in found if c.proof_digest), None)
        if target is not None and with_file is not None:
            told = {"file": target.name}
            stores.audit.record(context.now(), "export.proof", phone, told)
        return found, None if with_file is None else stores.consents.content(with_file.id)

    consents, content = context.transact(read)
    if target is not None:
        if content is None:
            raise KnownError(t("No file proves a consent of {phone}.", phone=phone))
        target.write_bytes(content)
    _tell(context, consents, t("There is no consent of {phone}.", phone=phone))


def _tell(context: Context, consents: "list[Consent]", empty: str) -> None:
    now = context.now()
    context.out.table(
        [
            {
                "phone": c.phone,
                "kind": c.kind,
                "obtained": iso(c.obtained_at),
                "until": iso(c.until),
                "revoked": iso(c.revoked_at),
                "valid": c.valid(now),
                "proof": c.proof,
                "proof_sha256": c.proof_digest or None,
                "proof_bytes": c.proof_size or None,
                "added_at": iso(c.added_at),
            }
            for c in consents
        ],
        (t("number"), t("kind of consent"), t("obtained"), t("until"), t("valid"), t("proof")),
        [
            (
                c.phone,
                c.kind,
                c.obtained_at.date(),
                "" if c.until is None else (c.until - timedelta(days=1)).date(),
                t("revoked {moment}", moment=local(c.revoked_at)) if c.revoked_at
                else (t("yes") if c.valid(now) else t("no")),
                c.proof,
            )
            for c in consents
        ],
        empty,
    )  # fmt: skip
