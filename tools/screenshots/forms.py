"""Forms: their list, the designer, and how an operator sees one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from engine.forms import edits
from engine.forms.codec import load_form
from engine.forms.filling import Circumstances, Filling
from engine.forms.model import Form
from engine.ports.forms import FormInfo
from rino_desktop.console.forms.designer import FormDesigner
from rino_desktop.texts import language
from rmt.form_view import FormView
from tools.screenshots import screen
from tools.screenshots.shell import in_russian, window

_FOLDER = Path(__file__).parents[2] / "resources" / "forms"
_AT = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)


def form(name: str) -> Form:
    return load_form((_FOLDER / f"{name}.form.json").read_text(encoding="utf-8"), name)


@screen("forms")
def forms() -> QWidget:
    made = window(page="forms")
    made.show_forms((
        FormInfo(1, "advertising", 1, _AT, 1, has_draft=False),
        FormInfo(2, "debtor-reminder", 4, _AT, 4, has_draft=True),
        FormInfo(3, "survey", None, None, 0, has_draft=True),
    ))  # fmt: skip
    return made


@screen("forms-empty")
def forms_empty() -> QWidget:
    made = window(page="forms")
    made.show_forms(())
    return made


def _designer(name: str, chosen: tuple[str, str]) -> QWidget:
    made = window(page="forms")
    designer = FormDesigner(name, form(name))
    made.forms.open_designer(designer)
    designer.tree.choose(*chosen)
    designer.say("Черновик сохранён" if in_russian() else "The draft is saved")
    return made


@screen("form-designer")
def designer() -> QWidget:
    return _designer("survey", ("field", "bad"))


@screen("form-designer-page")
def designer_page() -> QWidget:
    return _designer("advertising", ("page", "consent"))


@screen("form-designer-problems")
def designer_problems() -> QWidget:
    made = _designer("survey", ("field", "bad"))
    (open_designer,) = made.forms.designers()  # type: ignore[attr-defined]
    document = open_designer.document
    field = document.form.field("bad")
    assert field is not None
    document.change(edits.change_field(
        document.form, "bad",
        replace(field, shown_when="mrk < 4", options=field.options[:1]),
    ))  # fmt: skip
    open_designer.hold()
    open_designer.problems.view.setCurrentRow(0)
    return made


@screen("form-view")
def view() -> QWidget:
    name = "Анна Иванова" if in_russian() else "Anna Brown"
    about = Circumstances(
        {"Имя": name, "Сумма долга": "12 345,60"}, {"today": date(2026, 12, 1)},
        {"person": "self"},
    )  # fmt: skip
    filling = Filling(form("debtor-reminder"), about, language())
    filling.forward()
    filling.enter("agrees", "pays")
    filling.enter("promised_sum", "5000")
    filling.enter("promised_date", "30.11.2026")
    made = FormView(filling)
    made.resize(700, 640)
    made.forward()
    made.say("Черновик сохранён" if in_russian() else "The draft is saved")
    return made


@screen("form-view-scale")
def view_scale() -> QWidget:
    about = Circumstances({"Имя": "Анна"}, {"today": date(2026, 12, 1)}, {"talks": "yes"})
    filling = Filling(form("survey"), about, language())
    filling.forward()
    filling.enter("mark", "2")
    filling.enter("bad", ("wait", "other"))
    made = FormView(filling)
    made.resize(520, 680)
    return made
