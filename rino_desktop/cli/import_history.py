"""contacts imports, undo-import, import-rejects: lists that were imported, and the way back."""

from pathlib import Path
from typing import Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t


def add_to(group: Group) -> None:
    history = group.command("imports", t("the imports of a campaign"), _imports)
    history.add_argument("--campaign", metavar="NAME", required=True)
    undo = group.command(
        "undo-import",
        t("take a whole import back; when some of it was dialled, withdraw the rest"),
        _undo_import,
    )
    undo.add_argument("--campaign", metavar="NAME", required=True)
    undo.add_argument("number", metavar="NUMBER", type=positive, nargs="?",
                      help=t("number of the import; left out: the last one"))  # fmt: skip
    undo.add_argument("--dry-run", action="store_true", help=t("only say what would come of it"))
    rejects = group.command(
        "import-rejects", t("the refused rows of an import, into a file; kept for a month"),
        _import_rejects,
    )  # fmt: skip
    rejects.add_argument("--campaign", metavar="NAME", required=True)
    rejects.add_argument("number", metavar="NUMBER", type=positive, nargs="?",
                         help=t("number of the import; left out: the last one"))  # fmt: skip
    rejects.add_argument("--out", metavar="FILE.csv", type=Path, required=True)


def _imports(context: Context) -> None:
    from rino_desktop.cli.output import local

    def look(stores: Any) -> Any:
        return stores.imports.of_campaign(stores.campaigns.by_name(context.args.campaign).id)

    found = context.transact(look)
    rows = [
        {
            "number": each.id, "file": each.file_name, "at": each.imported_at.isoformat(),
            "contacts": each.contacts, "updated": each.updated, "unchanged": each.unchanged,
            "rejected": each.rejected, "by": each.by_hand or each.by,
            "undone": each.undone_at is not None,
        }
        for each in found
    ]  # fmt: skip
    lines = [
        t("{number}. {file}, {at}, {who}: added {contacts}, updated {updated}, refused {rejected}",
          number=each.id, file=each.file_name, at=local(each.imported_at),
          who=each.by_hand or each.by or "-", contacts=each.contacts, updated=each.updated,
          rejected="-" if each.rejected is None else each.rejected)
        + (f" ({t('undone')})" if each.undone_at else "")
        for each in found
    ]  # fmt: skip
    context.out.done({"imports": rows}, "\n".join(lines) or t("No imports."))


def _undo_import(context: Context) -> None:
    from dataclasses import asdict

    from rino_desktop import import_history, list_imports

    args, now = context.args, context.now()

    def undo(stores: Any) -> Any:
        wanted = _chosen_import(stores, args.campaign, args.number).id
        if args.dry_run:
            return stores.imports.would_undo(wanted)
        return list_imports.undo(stores, wanted, now)

    undone = context.transact(undo)
    words = import_history.would_undo_words if args.dry_run else list_imports.undone_words
    context.out.done(asdict(undone), words(undone))


def _chosen_import(stores: Any, campaign_name: str, number: int | None) -> Any:
    """That one, or the last one of a file that is not undone. KnownError."""
    from engine.errors import KnownError

    campaign = stores.campaigns.by_name(campaign_name)
    for each in stores.imports.of_campaign(campaign.id):
        if each.id == number or (number is None and not each.built and each.undone_at is None):
            return each
    raise KnownError(t("The campaign {name} has no such import.", name=campaign.name),
                     mend="rino-desktop contacts imports --campaign NAME")  # fmt: skip


def _import_rejects(context: Context) -> None:
    from rino_desktop import actors, import_history

    args, now, who = context.args, context.now(), actors.at_the_command_line().name

    def take(stores: Any) -> Any:
        stored = _chosen_import(stores, args.campaign, args.number)
        return stored, import_history.taken_rejects(stores, stored, who, now, args.out.name)

    stored, rows = context.transact(take)
    import_history.write_rejects(rows, args.out)
    document = {"number": stored.id, "rows": len(rows), "rejected": stored.rejected,
                "file": str(args.out)}  # fmt: skip
    context.out.done(document, import_history.rejects_words(stored, len(rows)))
