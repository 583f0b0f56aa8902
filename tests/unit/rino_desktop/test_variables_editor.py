"""Variables of the scheme as fields: what is typed, what is wrong with it, what stays text."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QPlainTextEdit, QTableView
from pytestqt.qtbot import QtBot

from engine.scheme.codec import load_scheme
from engine.scheme.model import VariableType
from rino_desktop import scheme_variables
from rino_desktop.campaign_fields import fields, group_of
from rino_desktop.console.campaign.field_editor import ABSENT
from rino_desktop.console.campaign.variables_editor import VariablesEditor
from rino_desktop.scheme_variables import Declared

SCHEMES = Path(__file__).parents[3] / "resources" / "schemes"
COMPANY = Declared("company", default="Billing centre")
DAY = Declared("day", VariableType.DATE)
DEBT = Declared("debt", VariableType.MONEY, ("Debt",))


@pytest.fixture
def editor(qtbot: QtBot) -> VariablesEditor:
    (field,) = (f for f in fields()["calls"] if f.place == "variables")
    made = VariablesEditor(field)
    qtbot.addWidget(made)
    made.name("Variables of the scheme", "one a line")
    made.show_variables((COMPANY, DAY, DEBT))
    made.show()
    return made


def test_the_samples_tell_what_is_to_be_filled_in() -> None:
    text = (SCHEMES / "survey.scheme.json").read_text(encoding="utf-8")
    found = scheme_variables.declared(load_scheme(text, "survey"))
    assert [(each.name, each.own) for each in found] == [
        ("organisation", False), ("client", False),
        ("callback_date", True), ("callback_time", True),
    ]  # fmt: skip
    assert found[0].default == "Исследовательский центр"


@pytest.mark.parametrize("given", [ABSENT, {"company": "Us"}, {"day": "2030-01-02", "odd": "1"}])
def test_what_nobody_touches_stays(editor: VariablesEditor, given: Any) -> None:
    editor.set_raw(given)
    assert editor.raw() == given
    editor.show_variables((DEBT,))
    assert editor.raw() == given
    editor.show_variables(())
    assert editor.raw() == given


def test_fields_are_typed_in_and_others_stay_text(editor: VariablesEditor) -> None:
    editor.set_raw({"odd": "1", "company": "Us"})
    assert isinstance(editor.widget, QPlainTextEdit)
    assert editor.widget.toPlainText().strip() == 'odd = "1"'
    assert editor.form.label.text() == "Other variables"
    assert editor.rows["company"].edit.placeholderText() == "as usual: Billing centre"
    assert "Debt" in editor.rows["debt"].hint.text()
    QTest.keyClicks(editor.rows["debt"].edit, "1250,30")
    editor.rows["company"].edit.clear()
    assert editor.raw() == {"odd": "1", "debt": "1250,30"}
    editor.set_raw({"company": "Us"})
    assert not editor.form.isVisible(), "there is nothing that has no field"
    editor.show_variables((DEBT,))
    assert editor.form.isVisible(), "another scheme does not know it"
    assert editor.raw() == {"company": "Us"}
    editor.widget.setPlainText("company")
    with pytest.raises(ValueError, match="Expected"):
        editor.raw()


def test_what_is_typed_stays_when_the_scheme_changes(editor: VariablesEditor) -> None:
    editor.set_raw({"day": "2030-01-02"})
    QTest.keyClicks(editor.rows["company"].edit, "Us")
    editor.show_variables((Declared("company"),))
    assert editor.raw() == {"company": "Us", "day": "2030-01-02"}
    assert editor.rows["company"].edit.text() == "Us"


def test_a_blank_one_waits_until_it_is_filled_in_or_not_needed(editor: VariablesEditor) -> None:
    editor.set_raw({"company": "", "day": ""})
    row, other = editor.rows["company"], editor.rows["day"]
    editor.say_faults({"company": "Fill it in", "gone": "no such thing"})
    assert row.field.fault.text() == "Fill it in"
    assert editor.form.fault.text() == "gone: no such thing"
    assert row.waive_button.isVisible()
    assert not editor.rows["debt"].waive_button.isVisible()
    QTest.keyClicks(row.edit, "Us")
    assert not row.waive_button.isVisible()
    QTest.mouseClick(other.waive_button, Qt.MouseButton.LeftButton)
    assert editor.raw() == {"company": "Us"}
    row.edit.clear()
    assert editor.raw() == {"company": ""}


def test_a_day_is_chosen(editor: VariablesEditor) -> None:
    editor.set_raw({"day": "08.09.2030"})
    edit = editor.rows["day"].edit
    assert isinstance(edit, QLineEdit)
    button = editor.rows["day"].day_button
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (calendar,) = editor.rows["day"].findChildren(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2030, 9, 8)
    days = calendar.findChild(QTableView)
    assert days is not None
    QTest.keyClick(days, Qt.Key.Key_Right)
    QTest.keyClick(days, Qt.Key.Key_Return)
    assert editor.raw() == {"day": "2030-09-09"}


def test_values_that_a_scheme_could_not_read() -> None:
    document = {
        "campaign": {"scheme": "Poll"},
        "variables": {"company": "Us", "day": "soon", "debt": "1,234", "odd": "?"},
    }
    known = {"poll": (COMPANY, DAY, DEBT)}
    found = scheme_variables.faults_in(document, known)
    assert set(found) == {"variables.day", "variables.debt"}
    assert "2030-09-08" in found["variables.day"]
    assert group_of("variables.day") == group_of("variables") == "calls"
    assert scheme_variables.faults_in({**document, "campaign": {"scheme": "else"}}, known) == {}
    blank = {**document, "variables": {"company": "", "odd": "", "kept": "1"}}
    kept = scheme_variables.without_strangers(blank, known)["variables"]
    assert kept == {"company": "", "kept": "1"}
