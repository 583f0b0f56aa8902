"""``scheme versions | rename | copy | delete | restore``, and whose work a draft is."""

import argparse
import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.forms import FormDefinitionStore
    from engine.ports.schemes import Draft, SchemeStore
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
    restore = group.command("restore", t("bring a deleted scheme back"), _restore)
    restore.add_argument("name", metavar="NAME")
    restore.add_argument(
        "--as", dest="as_name", metavar="NEW_NAME", help=t("when the name is taken by now")
    )


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


def require_base(store: "SchemeStore | FormDefinitionStore", name: str, base: int | None) -> None:
    """KnownError when another version than ``base`` is published by now; None: nobody says what
    the file was made from."""
    if base is None:
        return
    current = store.current(name)
    if current.version != base:
        raise KnownError(
            t("{name}: version {version} is published by now ({author}), and the file was made "
              "from version {base}. Nothing was saved.", name=name, version=current.version,
              author=current.author or "–", base=base),
            mend=t("Export the present one to another file, and change that."),
        )  # fmt: skip


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


def _rename(context: Context) -> None:
    from rino_desktop import bootstrap, scheme_actions

    args, types, now = context.args, bootstrap.node_types(), datetime.now(UTC)
    context.transact(
        lambda stores: scheme_actions.rename(stores, args.name, args.new_name, types, now)
    )
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
    from rino_desktop import bootstrap, scheme_actions

    name, types, now = context.args.name, bootstrap.node_types(), datetime.now(UTC)
    context.transact(lambda stores: scheme_actions.delete(stores, name, types, now))
    context.out.note(
        t("To bring it back: {command}", command=f"rino-desktop scheme restore {name}")
    )
    context.out.done({"deleted": name}, t("{name} is deleted.", name=name))


def _restore(context: Context) -> None:
    from rino_desktop import scheme_actions

    args = context.args
    name = args.as_name or args.name

    def restore(stores: "Stores") -> None:
        stores.schemes.restore(scheme_actions.deleted(stores, args.name).id, name)

    context.transact(restore)
    context.out.done({"name": name, "was": args.name}, t("{name} is there again.", name=name))
