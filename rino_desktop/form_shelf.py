"""Clients' own report forms as a window shows them, and what is changed there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.reports import StoredForm
from engine.ports.storage import Stores
from engine.reports.forms import FormReport, read_form
from engine.reports.forms.rendering import Rendered
from engine.reports.model import ReportOptions
from rino_desktop import report_files, report_forms
from rino_desktop.file_names import file_name
from rino_desktop.report_files import ReportParts
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import said


@dataclass(frozen=True, slots=True)
class FormRow:
    """``client``: whose it is, "" for nobody's; ``fault``: why it cannot be used."""

    stored: StoredForm
    title: str
    client: str
    fault: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a form looks like, or what is wrong with it."""

    page: Rendered | None
    faults: tuple[str, ...]


def read(stores: Stores) -> tuple[FormRow, ...]:
    owners = stores.clients.of_report_forms()
    names = {client.id: client.name for client in stores.clients.all()}
    return tuple(
        _row(stored, names.get(owners.get(stored.name, 0), ""))
        for stored in stores.report_forms.all()
    )


def look(
    stores: Stores, files: Mapping[str, str], campaign: str, parts: ReportParts, now: datetime
) -> Looked:
    """Checks everything, SQL too, and renders it for a campaign, "" for none. KnownError: who
    acts may not write forms."""
    _require(stores)
    form, faults = report_forms.problems(files, report_forms.FORM_FILE, parts.queries)
    told = [said(fault) for fault in faults]
    if form is None or faults or not campaign:
        return Looked(None, tuple(told))
    shown = FormReport(form, parts.queries)
    given = {
        each.name: {"number": "1", "date": f"{now:%Y-%m-%d}"}.get(each.type, "…")
        for each in form.parameters
        if each.default is None
    }
    try:
        _, source = report_files.source_of(
            stores, shown.name, campaign, now, _Only(shown, parts),
            ReportOptions(parameters=given),
        )  # fmt: skip
        return Looked(shown.document(source), ())
    except KnownError as error:
        return Looked(None, (said(error),))


class _Only(ReportParts):
    """Parts whose only kind is a form that is not stored yet."""

    __slots__ = ("_form",)

    def __init__(self, form: FormReport, parts: ReportParts) -> None:
        super().__init__(parts.kinds, parts.queries, parts.outside)
        object.__setattr__(self, "_form", form)

    def kind(self, stores: Stores, name: str) -> FormReport:
        form: FormReport = object.__getattribute__(self, "_form")
        return form


def save(
    stores: Stores, files: Mapping[str, str], parts: ReportParts, now: datetime, before: str = "",
    base: str = "",
) -> str:  # fmt: skip
    """Its name. ``before``: what the form that was opened is called, "" for a new one; one that is
    renamed is another one. ``base``: the mark of what was opened. KnownError: the first of what is
    wrong with it, its name is that of another form, or somebody else has changed it since."""
    _require(stores)
    form, faults = report_forms.problems(files, report_forms.FORM_FILE, parts.queries)
    if form is None or faults:
        raise faults[0]
    taken = {each.name.casefold() for each in stores.report_forms.all()}
    if form.name.casefold() in taken - {before.casefold()}:
        raise KnownError(
            t("There is a form {name} already.", name=form.name),
            mend=t("Give this one another name in {file}.", file=report_forms.FORM_FILE),
        )
    same = form.name.casefold() == before.casefold()
    new = report_forms.add(stores, form, files, now, base if same else "")
    stores.audit.record(now, "report_form.add" if new else "report_form.change", form.name)
    return form.name


def remove(stores: Stores, name: str, now: datetime) -> None:
    stores.report_forms.remove(name)
    stores.audit.record(now, "report_form.remove", name)


def write(stored: StoredForm, folder: Path) -> Path:
    """The form's files into a folder of its own within ``folder``. KnownError when that cannot be
    written."""
    target = folder / file_name(stored.name)
    try:
        target.mkdir(exist_ok=True)
        for name, text in stored.files.items():
            # Names come from the database: none may lead out of the folder.
            (target / file_name(name)).write_text(text, "utf-8")
    except OSError as error:
        raise KnownError(
            "The report cannot be written to {target}: {reason}.", target=target, reason=error
        ) from error
    return target


def _require(stores: Stores) -> None:
    """The SQL of a form reads whatever it names: only who may write forms tries it."""
    if not stores.rights.powers().allows_somewhere(Right.REPORT_FORMS_EDIT):
        raise KnownError(
            t("You have no right to write report forms."),
            mend=t("Whoever may change people, roles and rights can give it."),
        )


def _row(stored: StoredForm, client: str) -> FormRow:
    try:
        return FormRow(stored, read_form(stored.files, stored.name).title(language()), client, "")
    except KnownError as error:
        return FormRow(stored, "", client, said(error))
