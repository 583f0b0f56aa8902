"""``scheme compare``: what makes two schemes different, for whoever approves the new one."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.texts import language, t

if TYPE_CHECKING:
    from engine.scheme.diff import FieldChange, SchemeDiff
    from engine.scheme.model import Link, Node, Scheme


def add_arguments(parser: Any) -> None:
    for name in ("old", "new"):
        parser.add_argument(
            name, metavar="FILE|NAME[@VERSION]",
            help=t("a file, the published version or another one of a scheme, or NAME@draft"),
        )  # fmt: skip


def run(context: Context) -> None:
    from engine.scheme.diff import compare
    from engine.scheme.diff_words import describe
    from rino_desktop import bootstrap

    types = bootstrap.node_types()
    old, new = (_scheme(context, what) for what in (context.args.old, context.args.new))
    diff = compare(old, new, types)
    lines = describe(diff, language(), types)
    context.out.done(_document(diff, lines), "\n".join(lines))


def is_file(what: str) -> bool:
    return Path(what).is_file() or what.endswith(".json") or "/" in what or "\\" in what


def _scheme(context: Context, what: str) -> "Scheme":
    from engine.scheme.codec import load_scheme
    from rino_desktop import schemes

    document = schemes.read(Path(what)) if is_file(what) else _stored(context, what)
    return load_scheme(document, what)


def _stored(context: Context, what: str) -> str:
    from engine.errors import KnownError

    name, at, version = what.rpartition("@")
    if at and version.isdecimal():
        return context.transact(lambda stores: stores.schemes.numbered(name, int(version))).document
    if at and version == "draft":
        draft = context.transact(lambda stores: stores.schemes.draft(name))
        if draft is None:
            raise KnownError(
                t("The scheme {name} has no draft.", name=name),
                mend="rino-desktop scheme import FILE --draft",
            )
        return draft.document
    return context.transact(lambda stores: stores.schemes.current(what)).document


def _document(diff: "SchemeDiff", lines: list[str]) -> dict[str, Any]:
    return {
        "equal": not diff,
        "text": lines,
        "nodes": {
            "added": [_node(node) for node in diff.added],
            "removed": [_node(node) for node in diff.removed],
            "changed": [
                {**_node(each.new), "old_id": each.old.id, "fields": _fields(each.fields)}
                for each in diff.changed
            ],
        },
        "links": {
            "added": [_link(link) for link in diff.links_added],
            "removed": [_link(link) for link in diff.links_removed],
            "moved": [{"old": _link(m.old), "new": _link(m.new)} for m in diff.links_moved],
        },
        "header": _fields(diff.header),
    }


def _node(node: "Node") -> dict[str, str]:
    return {"id": node.id, "type": node.type, "name": node.name}


def _link(link: "Link") -> dict[str, str]:
    return {"id": link.id, "source": link.source, "port": link.port, "target": link.target}


def _fields(changes: "tuple[FieldChange, ...]") -> list[dict[str, Any]]:
    from engine.scheme.diff import Missing, place_of

    found = []
    for change in changes:
        entry: dict[str, Any] = {"place": place_of(change.path)}
        # What was not there has no key: null may be a value.
        entry |= {
            key: value
            for key, value in (("old", change.old), ("new", change.new))
            if not isinstance(value, Missing)
        }
        found.append(entry)
    return found
