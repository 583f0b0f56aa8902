"""``form list | show | import | export | publish | validate | answers | delete``."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli import scheme_changes
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import language, t

if TYPE_CHECKING:
    from engine.forms.problems import Problem
    from engine.ports.forms import FormVersion
    from engine.ports.storage import Stores


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "form", t("forms that operators fill in"))
    group.command("list", t("all forms"), _list)
    show = group.command("show", t("pages and questions of a form"), _show)
    show.add_argument("name", metavar="NAME")
    imports = group.command("import", t("validate a form file and publish it"), _import)
    imports.add_argument("file", metavar="FILE", type=Path)
    imports.add_argument("--draft", action="store_true", help=t("keep it as a draft"))
    imports.add_argument("--name", metavar="NAME", help=t("instead of the file's name"))
    imports.add_argument(
        "--base", metavar="VERSION", type=positive,
        help=t("the version that it was made from: refused when another one is published by now"),
    )  # fmt: skip
    export = group.command("export", t("write the published version to a file"), _export)
    export.add_argument("name", metavar="NAME")
    export.add_argument("--out", metavar="FILE", type=Path)
    export.add_argument("--draft", action="store_true", help=t("what is being worked on"))
    export.add_argument(
        "version", metavar="VERSION", type=positive, nargs="?", help=t("not the current one")
    )
    publish = group.command("publish", t("publish the draft; applies to new calls"), _publish)
    publish.add_argument("name", metavar="NAME")
    for command in (imports, publish):
        command.add_argument(
            "--author", metavar="NAME", help=t("who does it; left out: your login")
        )
    check = group.command("validate", t("list the problems of a form"), _validate)
    check.add_argument("what", metavar="FILE|NAME")
    answers = group.command("answers", t("what operators have filled in"), _answers)
    answers.add_argument("name", metavar="NAME")
    answers.add_argument(
        "--out", metavar="FILE", type=Path, help=t("a file: .csv, .xlsx, .html, .pdf or .json")
    )
    delete = group.command("delete", t("delete a form; answers to it stay"), _delete)
    delete.add_argument("name", metavar="NAME")


def _list(context: Context) -> None:
    forms = context.transact(lambda stores: stores.forms.all())
    context.out.table(
        [
            {
                "name": form.name, "published": form.published,
                "published_at": iso(form.published_at), "versions": form.versions,
                "draft": form.has_draft, "author": form.author,
            }
            for form in forms
        ],
        (t("name"), t("current version"), t("published"), t("author"), t("versions"), t("draft")),
        [
            (
                form.name, form.published or "–", local(form.published_at), form.author,
                form.versions, t("yes") if form.has_draft else "",
            )
            for form in forms
        ],
        t("No forms yet: rino-desktop form import FILE"),
    )  # fmt: skip


def _show(context: Context) -> None:
    from engine.forms.codec import form_to_json, load_form
    from engine.forms.model import text_in

    name = context.args.name
    draft = context.transact(lambda stores: stores.forms.draft(name))
    form = load_form(draft.document, draft.name)
    told = language()
    lines = [f"{draft.name}: {text_in(form.title, told)}"]
    for page in form.pages:
        lines.append(f"  [{page.id}] {text_in(page.title, told)}".rstrip())
        for field in page.fields:
            words = " ".join(text_in(field.title, told).split())
            marks = "*" if field.required else ""
            condition = f"  ({field.shown_when})" if field.shown_when else ""
            lines.append(f"    {field.id}{marks} ({field.type}): {words}{condition}")
        for branch in page.branches:
            lines.append(f"    {branch.when} → {branch.page or t('end')}")
    document = {
        "name": draft.name, "revision": draft.revision, "version": draft.version,
        "saved_at": iso(draft.saved_at), "author": draft.author, "form": form_to_json(form),
    }  # fmt: skip
    context.out.done(document, "\n".join(lines))


def _import(context: Context) -> None:
    from rino_desktop import forms

    args = context.args
    name = args.name or forms.name_of(args.file)
    document = forms.named(forms.read(args.file), name)
    if not args.draft:
        _publish_document(context, name, document, None)
        return
    author = scheme_changes.author(context)

    def save(stores: "Stores") -> int:
        scheme_changes.require_base(stores.forms, name, args.base)
        known = {form.name.casefold() for form in stores.forms.all()}
        based_on = stores.forms.draft(name).revision if name.casefold() in known else None
        if based_on is not None and stores.forms.draft(name).version is None:
            raise KnownError(
                t("Somebody works on the draft of the form {name}.", name=name),
                mend=t("Publish or export it first, or import under another --name."),
            )
        return stores.forms.save_draft(name, document, author, based_on).revision

    revision = context.transact(save)
    context.out.done(
        {"name": name, "draft": True, "revision": revision},
        t("Draft of the form {name} saved.", name=name),
    )


def _publish(context: Context) -> None:
    name = context.args.name
    draft = context.transact(lambda stores: stores.forms.draft(name))
    _publish_document(context, draft.name, draft.document, draft.revision)


def _publish_document(context: Context, name: str, document: str, revision: int | None) -> None:
    from rino_desktop import forms

    found = forms.problems(document, name)
    for problem in found[1:] if found and found[0].is_error else found:
        context.out.note(forms.line_of(problem))
    forms.require_no_errors(name, found)
    author = scheme_changes.author(context)
    base = getattr(context.args, "base", None)

    def publish(stores: "Stores") -> "FormVersion":
        scheme_changes.require_base(stores.forms, name, base)
        return stores.forms.publish(name, document, author, revision)

    version = context.transact(publish)
    context.out.done(
        {
            "name": name, "version": version.version, "published_at": iso(version.published_at),
            "author": version.author, "warnings": [_as_json(each) for each in found],
        },
        t("{name}: version {version} is published.", name=name, version=version.version),
    )  # fmt: skip


def _export(context: Context) -> None:
    from rino_desktop import scheme_file

    args = context.args

    def document_of(stores: "Stores") -> tuple[str, int | None]:
        if args.draft:
            draft = stores.forms.draft(args.name)
            return draft.document, draft.version
        if args.version is None:
            current = stores.forms.current(args.name)
            return current.document, current.version
        for version in stores.forms.versions(args.name):
            if version.version == args.version:
                return version.document, version.version
        raise KnownError(
            t("The form {name} has no version {version}.", name=args.name, version=args.version),
            mend="rino-desktop form list",
        )

    document, number = context.transact(document_of)
    if args.out is not None:
        scheme_file.write(args.out, document)
        context.out.done(
            {"name": args.name, "version": number, "file": str(args.out)},
            t("{name}: written to {file}.", name=args.name, file=args.out),
        )
    elif context.out.json:
        context.out.document(json.loads(document))
    else:
        context.out.done(None, document)


def _validate(context: Context) -> int:
    from rino_desktop import forms

    what = context.args.what
    path = Path(what)
    if what.lower().endswith(".json") or path.is_file():
        document = forms.read(path)
    else:
        document = context.transact(lambda stores: stores.forms.draft(what).document)
    found = forms.problems(document, what)
    ok = not any(problem.is_error for problem in found)
    context.out.done(
        {"ok": ok, "problems": [_as_json(problem) for problem in found]},
        "\n".join(map(forms.line_of, found)) or t("No problems."),
    )
    return context.verdict(ok, t("The form {name} has errors.", name=what))


def _answers(context: Context) -> None:
    if context.args.out is not None:
        _write_answers(context)
        return
    filled = context.transact(lambda stores: list(stores.form_answers.of_form(context.args.name)))
    context.out.table(
        [
            {
                "call": each.call, "attempt": each.attempt_id, "contact": each.contact_id,
                "phone": each.phone, "operator": each.operator, "version": each.version,
                "began_at": iso(each.began_at), "saved_at": iso(each.saved_at),
                "complete": each.complete, "answers": dict(each.answers),
            }
            for each in filled
        ],
        (t("filled in at"), t("phone"), t("filled in by"), t("to the end"), t("what was answered")),
        [
            (
                local(each.saved_at), each.phone, each.operator,
                t("yes") if each.complete else t("no"),
                "; ".join(f"{name} = {text}" for name, text in each.answers.items()),
            )
            for each in filled
        ],
        t("Nobody has filled it in yet."),
    )  # fmt: skip


def _write_answers(context: Context) -> None:
    from rino_desktop import form_answers_file

    name, target = context.args.name, context.args.out.expanduser()
    now = context.now()
    context.transact(lambda stores: form_answers_file.write(stores, name, target, now))
    context.out.done(
        {"name": name, "file": str(target)}, t("{name}: written to {file}.", name=name, file=target)
    )


def _delete(context: Context) -> None:
    name = context.args.name
    context.transact(lambda stores: stores.forms.delete(name))
    context.out.done({"deleted": name}, t("The form {name} is deleted.", name=name))


def _as_json(problem: "Problem") -> dict[str, object]:
    return {
        "code": problem.code, "severity": problem.severity.value, "page": problem.page or None,
        "field": problem.field or None, "place": problem.place or None,
        "text": problem.words(language()),
    }  # fmt: skip
