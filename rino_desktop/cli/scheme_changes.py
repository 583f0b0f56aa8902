"""``scheme versions | rename | copy | delete``, and whose work a draft is."""

import argparse
import getpass
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.schemes import Draft
    from engine.ports.storage import Stores


def add_to(group: Group) -> None:
    versions = group.command("versions", t("all versions of a scheme"), _versions)
    versions.add_argument("name", metavar="NAME")
    rename = group.command("rename", t("give a scheme that nobody uses another name"), _rename)
    copy = group.command("copy", t("begin a new scheme with what this one is"), _copy)
    for parser in (rename, copy):
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("new_name", metavar="NEW_NAME")
    copy.add_argument("--author", metavar="NAME", help=t("who does it; left out: your login"))
    delete = group.command("delete", t("forget a scheme that nobody uses"), _delete)
    delete.add_argument("name", metavar="NAME")


def add_author(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--author", metavar="NAME", help=t("who does it; left out: your login"))
    parser.add_argument(
        "--comment", metavar="TEXT", default="", help=t("what has changed, kept with the version")
    )


def author(context: Context) -> str:
    given: str | None = context.args.author
    return user() if given is None else given


def user() -> str:
    """Who is at this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a service account without a name
        return ""


# --- drafts --------------------------------------------------------------------------------------


def save_draft(stores: "Stores", name: str, document: str, author: str, overwrite: bool) -> "Draft":
    """A file in place of the draft; KnownError when that holds somebody else's unpublished work."""
    names = {scheme.name.casefold() for scheme in stores.schemes.all()}
    draft = stores.schemes.draft(name) if name.casefold() in names else None
    if draft is None:
        return stores.schemes.save_draft(name, document, author)
    # Drafts of earlier versions have no author: they came from files, too.
    own = draft.author.casefold() in ("", author.casefold())
    if draft.version is None and not own and not overwrite:
        raise KnownError(
            t("The draft of {name} is the work of {author} ({at}) and not published yet.",
              name=name, author=draft.author, at=local(draft.saved_at)),
            mend=t("Publish it first, or replace it with --overwrite."),
        )  # fmt: skip
    return stores.schemes.save_draft(name, document, author, based_on=draft.revision)


def unpublished(stores: "Stores", name: str) -> "Draft | None":
    """The draft; None when it is only what the current version was imported as."""
    draft = stores.schemes.draft(name)
    if draft is None or draft.version is None:
        return draft
    current = stores.schemes.current(name)
    is_file = current.version == draft.version and current.revision is None
    return None if is_file else draft


# --- commands ------------------------------------------------------------------------------------


def _versions(context: Context) -> None:
    name = context.args.name
    found = context.transact(lambda stores: stores.schemes.versions(name))
    context.out.table(
        [
            {
                "version": each.version,
                "published_at": iso(each.published_at),
                "author": each.author,
                "comment": each.comment,
                "revision": each.revision,
                "current": each.current,
            }
            for each in found
        ],
        (t("version"), t("published"), t("author"), t("comment"), t("current version")),
        [
            (
                each.version,
                local(each.published_at),
                each.author,
                each.comment,
                t("yes") if each.current else "",
            )
            for each in found
        ],
        t("{name} is not published yet.", name=name),
    )


def _require_no_callers(context: Context) -> None:
    """Schemes go by the name of what they call."""
    from rino_desktop import bootstrap
    from rino_desktop.scheme_library import callers

    name, types = context.args.name, bootstrap.node_types()
    found = context.transact(lambda stores: callers(stores, name, types))
    if found:
        raise KnownError(
            t("The scheme {name} is called by: {schemes}.", name=name, schemes=", ".join(found)),
            mend=t("Let them call another scheme first."),
        )


def _rename(context: Context) -> None:
    args = context.args
    if args.name.casefold() != args.new_name.casefold():
        _require_no_callers(context)
    context.transact(lambda stores: stores.schemes.rename(args.name, args.new_name))
    context.out.done(
        {"name": args.new_name, "was": args.name},
        t("{name} is called {new_name} now.", name=args.name, new_name=args.new_name),
    )


def _copy(context: Context) -> None:
    args = context.args
    who = author(context)
    draft = context.transact(lambda stores: stores.schemes.copy(args.name, args.new_name, who))
    context.out.done(
        {"name": draft.name, "draft": True, "revision": draft.revision, "author": draft.author},
        t("Draft of {name} saved.", name=draft.name),
    )


def _delete(context: Context) -> None:
    name = context.args.name
    _require_no_callers(context)
    context.transact(lambda stores: stores.schemes.delete(name))
    context.out.done({"deleted": name}, t("{name} is deleted.", name=name))
