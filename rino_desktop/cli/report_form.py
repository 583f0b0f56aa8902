"""``report-form add | list | show | remove | check``: reports in clients' own forms."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group
from rino_desktop.file_names import file_name
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from engine.ports.reports import StoredForm
    from engine.reports.forms import Form


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "report-form", t("reports in a client's own form"))
    add = group.command("add", t("check a form and store it; replaces one of its name"), _add)
    add.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help=t("a folder with form.toml, a TOML file or a sample's name"),
    )
    add.add_argument(
        "--base", metavar="MARK", default="",
        help=t("the mark that show told of the form that it was made from: refused when another "
               "one is stored by now"),
    )  # fmt: skip
    group.command("list", t("all forms, and the samples that come with the program"), _list)
    show = group.command("show", t("what a form asks for; --out writes its files"), _show)
    show.add_argument("name", metavar="NAME")
    show.add_argument("--out", metavar="FOLDER", type=Path)
    remove = group.command("remove", t("forget a form"), _remove)
    remove.add_argument("name", metavar="NAME")
    check = group.command("check", t("list what is wrong with a form"), _check)
    check.add_argument("file", metavar="FILE", type=Path)


def _add(context: Context) -> None:
    from rino_desktop import report_forms

    place = context.args.file.expanduser()
    files = report_forms.read(place)
    form, faults = _problems(context, files, place)
    if form is None or faults:
        for fault in faults[1:]:
            context.out.note(said(fault))
        raise faults[0]
    now, base = context.now(), context.args.base
    new = context.transact(lambda stores: report_forms.add(stores, form, files, now, base))
    words = t("Form {name} stored: rino-desktop report form:{name} …", name=form.name)
    context.out.done({"name": form.name, "new": new, "report": f"form:{form.name}"}, words)


def _problems(
    context: Context, files: dict[str, str], place: Path
) -> "tuple[Form | None, list[KnownError]]":
    from rino_desktop import report_forms
    from rino_desktop.bootstrap import report_parts

    queries = report_parts(context.settings).queries
    return report_forms.problems(files, report_forms.origin_of(place), queries)


def _check(context: Context) -> int:
    from rino_desktop import report_forms

    place = context.args.file.expanduser()
    _, faults = _problems(context, report_forms.read(place), place)
    context.out.done(
        {"problems": [said(fault) for fault in faults]},
        "\n".join(said(fault) for fault in faults) or t("Nothing is wrong with it."),
    )
    return context.verdict(not faults, t("Problems: {count}.", count=len(faults)))


def _list(context: Context) -> None:
    from rino_desktop import report_forms

    stored = context.transact(lambda stores: stores.report_forms.all())
    samples = report_forms.samples()
    titles = {each.name: _title(each) for each in stored}
    context.out.table(
        [
            {"name": each.name, "title": titles[each.name], "stored_at": iso(each.stored_at)}
            for each in stored
        ],
        (t("name"), t("title"), t("since")),
        [(each.name, titles[each.name], local(each.stored_at)) for each in stored],
        t(
            "No forms yet. Samples: {samples}. rino-desktop report-form add NAME",
            samples=", ".join(samples),
        ),
    )


def _title(stored: "StoredForm") -> str:
    """ "" for one that this version cannot read."""
    from engine.reports.forms import read_form

    try:
        return read_form(stored.files, stored.name).title(language())
    except KnownError:
        return ""


def _show(context: Context) -> None:
    from engine.reports.forms import read_form
    from rino_desktop import report_forms

    args = context.args
    stored = context.transact(lambda stores: stores.report_forms.get(args.name))
    form = read_form(stored.files, stored.name)
    if args.out is not None:
        _write_files(args.out.expanduser(), stored)
    parameters = [
        {
            "name": each.name,
            "type": each.type,
            "title": each.titles.get(language()) or next(iter(each.titles.values()), ""),
            "default": each.default,
        }
        for each in form.parameters
    ]
    lines = [f"{form.name}: {form.title(language())}"]
    lines += [
        f"  --parameter {each['name']}=… ({each['type']}) {each['title']}"
        + ("" if each["default"] is None else f" [{each['default']}]")
        for each in parameters
    ]
    lines += [f"  {name}" for name in sorted(stored.files)]
    mark = report_forms.mark(stored.files)
    lines.append(t("Mark: {mark} (report-form add FILE --base {mark})", mark=mark))
    context.out.done(
        {
            "name": form.name,
            "title": form.title(language()),
            "stored_at": iso(stored.stored_at),
            "parameters": parameters,
            "queries": list(form.queries),
            "files": dict(stored.files),
            "mark": mark,
        },
        "\n".join(lines),
    )


def _write_files(folder: Path, stored: "StoredForm") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in stored.files.items():
        # Names come from the database: none may lead out of the folder.
        (folder / file_name(name)).write_text(text, "utf-8")


def _remove(context: Context) -> None:
    name = context.args.name
    context.transact(lambda stores: stores.report_forms.remove(name))
    context.out.done({"removed": name}, t("Form {name} is forgotten.", name=name))
