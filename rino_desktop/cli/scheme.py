"""``scheme import | publish | rollback | export | list | check | compare | test | call | …``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli import scheme_call, scheme_changes, scheme_compare, scheme_test
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.cli.scheme_compare import is_file
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.schemes import Draft, SchemeVersion
    from engine.ports.storage import Stores
    from rino_desktop.campaign_references import ReferenceProblem
    from rino_desktop.scheme_library import SchemeLibrary
    from rino_desktop.schemes import SchemeProblem


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "scheme", t("IVR schemes"))
    imports = group.command("import", t("validate a scheme file and publish it"), _import)
    imports.add_argument("file", metavar="FILE", type=Path)
    imports.add_argument("--draft", action="store_true", help=t("keep it as a draft"))
    imports.add_argument("--name", metavar="NAME", help=t("instead of the file's name"))
    imports.add_argument(
        "--overwrite", action="store_true", help=t("also a draft that somebody else works on")
    )
    imports.add_argument(
        "--base", metavar="VERSION", type=positive,
        help=t("the version that it was made from: refused when another one is published by now"),
    )  # fmt: skip
    scheme_changes.add_author(imports)
    publish = group.command("publish", t("publish the draft; applies to new calls"), _publish)
    publish.add_argument("name", metavar="NAME")
    scheme_changes.add_author(publish)
    rollback = group.command("rollback", t("make an earlier version the current one"), _rollback)
    rollback.add_argument("name", metavar="NAME")
    rollback.add_argument("version", metavar="VERSION", type=positive)
    export = group.command("export", t("write the current version to a file"), _export)
    export.add_argument("name", metavar="NAME")
    export.add_argument("--out", metavar="FILE", type=Path)
    export.add_argument(
        "version", metavar="VERSION", type=positive, nargs="?", help=t("not the current one")
    )
    listing = group.command("list", t("all schemes"), _list)
    listing.add_argument("--deleted", action="store_true", help=t("those that were deleted"))
    scheme_changes.add_to(group)
    check = group.command("check", t("list the problems of a scheme"), _check)
    check.add_argument("what", metavar="FILE|NAME")
    scheme_compare.add_arguments(
        group.command("compare", t("what makes two schemes different"), scheme_compare.run)
    )
    scheme_test.add_arguments(
        group.command("test", t("run the dialogues kept with the scheme"), scheme_test.run)
    )
    scheme_call.add_arguments(
        group.command("call", t("try the scheme on a real telephone"), scheme_call.run)
    )


def _import(context: Context) -> int | None:
    from rino_desktop import schemes

    args = context.args
    name = args.name or schemes.name_of(args.file)
    document = schemes.read(args.file)
    if not args.draft:
        return _publish_document(context, name, document, args.file.absolute().parent)
    author = scheme_changes.author(context)

    def save(stores: "Stores") -> "Draft":
        scheme_changes.require_base(stores.schemes, name, args.base)
        return scheme_changes.save_draft(stores, name, document, author, args.overwrite)

    draft = context.transact(save)
    context.out.done(
        {"name": name, "draft": True, "revision": draft.revision, "author": draft.author},
        t("Draft of {name} saved.", name=name),
    )
    return None


def _publish(context: Context) -> int | None:
    name = context.args.name
    draft = context.transact(lambda stores: scheme_changes.unpublished(stores, name))
    if draft is None:
        raise KnownError(
            t("The scheme {name} has no draft.", name=name),
            mend="rino-desktop scheme import FILE --draft",
        )
    return _publish_document(context, name, draft.document, None, draft.revision)


def _publish_document(
    context: Context, name: str, document: str, folder: Path | None, revision: int | None = None
) -> int | None:
    """``revision``: of the draft that the document is; None: it comes from a file."""
    from rino_desktop import bootstrap, schemes
    from rino_desktop.scheme_publishing import caller_line, consequences, require_no_errors

    library = _library(context, folder)
    problems = schemes.problems(document, name, library)
    errors = [problem for problem in problems if problem.is_error]
    for problem in errors[1:]:
        context.out.note(problem.text)
    require_no_errors(name, problems)
    if folder is not None:
        schemes.install_prompts(document, folder, context.settings)
    author, comment = scheme_changes.author(context), context.args.comment
    base = getattr(context.args, "base", None)

    def publish(stores: "Stores") -> "SchemeVersion":
        scheme_changes.require_base(stores.schemes, name, base)
        return stores.schemes.publish(
            name, document, author=author, comment=comment, based_on=revision
        )

    version = context.transact(publish)
    types = bootstrap.node_types()
    found = context.transact(
        lambda stores: consequences(stores, context.settings, types, name, document, library)
    )
    lacking = found.lacking
    for line in [problem.text for problem in problems] + [problem.text for problem in lacking]:
        context.out.note(line)
    _tell_of_called(context, library)
    for caller, first in found.callers:
        context.out.note(caller_line(caller, first))
    context.out.done(
        {
            "name": name,
            "version": version.version,
            "published_at": iso(version.published_at),
            "author": version.author,
            "comment": version.comment,
            "warnings": [p.as_json() for p in problems] + [p.as_json() for p in lacking],
        },
        t("{name}: version {version} is published.", name=name, version=version.version),
    )
    return None


def _tell_of_called(context: Context, library: "SchemeLibrary") -> None:
    """Schemes that were found as files are not there for calls yet."""
    published = context.transact(lambda stores: stores.schemes.published_ids())
    for called in sorted(library.from_files - published.keys()):
        context.out.note(
            t(
                "It calls the scheme {name}, which is not published yet: import it, too.",
                name=called,
            )
        )


def _tell_of_callers(context: Context, name: str) -> None:
    """Schemes that call this one in a way that its current version does not bear."""
    from rino_desktop import bootstrap
    from rino_desktop.scheme_library import hurt_callers
    from rino_desktop.scheme_publishing import caller_line

    types = bootstrap.node_types()
    hurt = context.transact(lambda stores: hurt_callers(stores, name, types))
    for caller, problem in hurt:
        context.out.note(caller_line(caller, problem))


def _library(context: Context, folder: Path | None) -> "SchemeLibrary":
    from rino_desktop.scheme_library import SchemeLibrary

    return SchemeLibrary(folder, context.transact)


def _rollback(context: Context) -> None:
    args = context.args
    version = context.transact(lambda stores: stores.schemes.rollback(args.name, args.version))
    _tell_of_callers(context, args.name)
    context.out.done(
        {"name": args.name, "version": version.version},
        t(
            "{name}: version {version} is the current one again.",
            name=args.name,
            version=version.version,
        ),
    )


def _export(context: Context) -> None:
    import json

    from rino_desktop import scheme_file

    args = context.args
    version = context.transact(
        lambda stores: (
            stores.schemes.numbered(args.name, args.version)
            if args.version
            else stores.schemes.current(args.name)
        )
    )
    if args.out is not None:
        scheme_file.write(args.out, version.document)
        context.out.done(
            {"name": args.name, "version": version.version, "file": str(args.out)},
            t(
                "{name}, version {version}: written to {file}.",
                name=args.name,
                version=version.version,
                file=args.out,
            ),
        )
    elif context.out.json:
        context.out.document(json.loads(version.document))
    else:
        context.out.done(None, version.document)


def _list(context: Context) -> None:
    deleted = context.args.deleted
    schemes = context.transact(
        lambda stores: stores.schemes.removed() if deleted else stores.schemes.all()
    )
    context.out.table(
        [
            {
                "name": scheme.name,
                "published": scheme.published,
                "published_at": iso(scheme.published_at),
                "versions": scheme.versions,
                "draft": scheme.has_draft,
                "author": scheme.author,
                "comment": scheme.comment,
            }
            for scheme in schemes
        ],
        (t("name"), t("current version"), t("published"), t("author"), t("versions"), t("draft")),
        [
            (
                scheme.name,
                scheme.published or "–",
                local(scheme.published_at),
                scheme.author,
                scheme.versions,
                t("yes") if scheme.has_draft else "",
            )
            for scheme in schemes
        ],
        t("No scheme was deleted.")
        if deleted
        else t("No schemes yet: rino-desktop scheme import FILE"),
    )


def _check(context: Context) -> int:
    from rino_desktop import schemes
    from rino_desktop.campaign_references import References

    what = context.args.what
    folder = None
    if is_file(what):
        document = schemes.read(Path(what))
        folder = Path(what).absolute().parent
    else:
        # What is being worked on: the draft where there is one.
        document = context.transact(
            lambda stores: (stores.schemes.draft(what) or stores.schemes.current(what)).document
        )
    library = _library(context, folder)
    problems: list[SchemeProblem | ReferenceProblem] = [
        *schemes.problems(document, what, library),
        *References(context.settings).of_scheme(document, what, library, context.transact),
    ]
    if library.database_fault is not None:
        context.out.note(
            t(
                "The published schemes could not be looked at: {reason}",
                reason=library.database_fault,
            )
        )
    errors = sum(problem.is_error for problem in problems)
    context.out.done(
        {"ok": errors == 0, "problems": [problem.as_json() for problem in problems]},
        "\n".join(problem.text for problem in problems) or t("No problems."),
    )
    return context.verdict(not errors, t("The scheme {name} has errors.", name=what))
