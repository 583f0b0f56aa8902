"""The form designer under real keys and a real mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from engine.forms.codec import load_form
from engine.forms.edits import new_form
from engine.forms.model import END, Branch, FieldType, Form
from engine.forms.validate import validate
from rino_desktop.console.forms.designer import FormDesigner
from rino_desktop.texts import language, set_language
from rino_desktop.ui import state
from tests.helpers.form_drag import dragged_on_a_screen
from tests.unit.engine.forms.making import small

CONTROL = Qt.KeyboardModifier.ControlModifier
FORMS = Path(__file__).parents[4] / "resources" / "forms"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)
    state.forget()


def made(qtbot: QtBot, form: Form) -> FormDesigner:
    designer = FormDesigner("опрос", form)
    qtbot.addWidget(designer)
    designer.resize(1270, 650)
    designer.show()
    with qtbot.waitActive(designer):
        designer.activateWindow()
    designer.tree.setFocus()
    return designer


def key(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def type_in(designer: FormDesigner, place: str, text: str) -> None:
    widget = designer.properties.inputs[place]
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    widget.setFocus()
    widget.selectAll()
    QTest.keyClicks(widget, text)


def ids(designer: FormDesigner) -> list[list[str]]:
    return [[field.id for field in page.fields] for page in designer.document.form.pages]


def test_a_form_is_drawn_by_keyboard_alone(qtbot: QtBot) -> None:
    designer = made(qtbot, new_form("survey", ("en",)))
    assert not designer.publish.isEnabled()
    key(Qt.Key.Key_Insert)
    assert QApplication.activePopupWidget() is designer.field_menu
    for _ in range(list(FieldType).index(FieldType.ONE_OF)):
        key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Return)
    title = QApplication.focusWidget()
    assert title is designer.properties.inputs["title.en"], "ready to be typed in"
    QTest.keyClicks(title, "How is it")
    (field,) = designer.document.form.fields
    assert (field.type, field.title) == ("one_of", {"en": "How is it"})
    assert [option.code for option in field.options] == ["1", "2"]
    table = designer.properties.inputs["options"].table  # type: ignore[attr-defined]
    table.setFocus()
    table.setCurrentCell(0, 1)
    key(Qt.Key.Key_Insert)
    assert [o.code for o in next(designer.document.form.fields).options] == ["1", "2", "3"]
    QTest.keyClicks(table, "G")  # begins to type into the cell
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "ood")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: next(designer.document.form.fields).options[2].title == {"en": "Good"})
    # The window is not the active one any more: offscreen, a menu that closes takes that along.
    table.setCurrentCell(2, 1)
    QTest.keyClick(table, Qt.Key.Key_Up, CONTROL)
    assert [o.code for o in next(designer.document.form.fields).options] == ["1", "3", "2"]
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert [o.code for o in next(designer.document.form.fields).options] == ["1", "2"]
    assert designer.publish.isEnabled()
    view = designer.preview.view
    assert view is not None
    assert [a.label.text() for a in view.asked.values()] == ["How is it"]


def test_order_by_keys_and_undo(qtbot: QtBot) -> None:
    designer = made(qtbot, small())
    designer.tree.choose("field", "mark")
    key(Qt.Key.Key_Down, CONTROL)
    assert ids(designer)[1] == ["why", "mark", "else_why"]
    assert designer.tree.current() == ("field", "mark")
    key(Qt.Key.Key_Up, CONTROL)
    key(Qt.Key.Key_Up, CONTROL)
    assert ids(designer)[0] == ["greeting", "talks", "mark"], "over to the page above"
    for _ in range(3):
        key(Qt.Key.Key_Z, CONTROL)
    assert designer.document.form == small()
    designer.redo.trigger()
    assert ids(designer)[1] == ["why", "mark", "else_why"]
    designer.undo.trigger()
    designer.tree.choose("page", "third")
    key(Qt.Key.Key_Up, CONTROL)
    assert [page.id for page in designer.document.form.pages] == ["first", "third", "second"]
    key(Qt.Key.Key_Delete)
    assert [page.id for page in designer.document.form.pages] == ["first", "second"]
    designer.tree.choose("field", "talks")
    key(Qt.Key.Key_D, CONTROL)
    assert ids(designer)[0] == ["greeting", "talks", "talks2"]
    assert designer.tree.current() == ("field", "talks2")


def drop(
    designer: FormDesigner, chosen: tuple[str, str], target: tuple[str, str], part: float
) -> None:
    """What Qt sends at the end of a drag; ``part``: how far down in the target's row."""
    tree = designer.tree
    tree.choose(*target)
    rect = tree.visualItemRect(tree.currentItem())
    tree.choose(*chosen)
    at = QPoint(rect.center().x(), rect.top() + round(rect.height() * part))
    # Qt's offscreen platform has no drags: the event goes where Qt would bring it.
    mime: QMimeData = tree.mimeData([tree.currentItem()])
    event = QDropEvent(
        QPointF(at), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    tree.dropEvent(event)
    assert event.dropAction() == Qt.DropAction.IgnoreAction, "Qt takes nothing away"


def test_fields_and_pages_are_dragged(qtbot: QtBot) -> None:
    designer = made(qtbot, small())
    drop(designer, ("field", "mark"), ("field", "when"), 0.05)
    assert ids(designer) == [["greeting", "talks"], ["why", "else_why"], ["sum", "mark", "when"]]
    drop(designer, ("field", "sum"), ("page", "first"), 0.5)
    assert ids(designer)[0] == ["sum", "greeting", "talks"]
    drop(designer, ("page", "third"), ("page", "first"), 0.05)
    assert [page.id for page in designer.document.form.pages] == ["third", "first", "second"]
    assert designer.tree.topLevelItemCount() == 3


def test_renaming_is_followed_and_problems_are_mended(qtbot: QtBot) -> None:
    designer = made(qtbot, small())
    designer.tree.choose("field", "mark")
    type_in(designer, "id", "grade")
    key(Qt.Key.Key_Return)
    assert validate(designer.document.form) == []
    why = designer.document.form.field("why")
    assert why is not None
    assert why.shown_when == "grade < 4"
    designer.tree.choose("field", "why")
    type_in(designer, "shown_when", "grde < 4")
    assert not designer.publish.isEnabled()
    view = designer.problems.view
    assert view.count() == 1
    assert "perhaps “grade”?" in view.item(0).text()
    designer.tree.choose("page", "first")
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualItemRect(view.item(0)).center()
    )
    assert designer.tree.current() == ("field", "why")
    assert QApplication.focusWidget() is designer.properties.inputs["shown_when"]
    QTest.mouseClick(designer.problems.button, Qt.MouseButton.LeftButton)
    assert designer.document.form.field("why").shown_when == "grade < 4"  # type: ignore[union-attr]
    assert designer.publish.isEnabled()
    # What was typed letter by letter is one step back.
    designer.undo.trigger()
    assert designer.document.form.field("why").shown_when == "grde < 4"  # type: ignore[union-attr]
    designer.undo.trigger()
    assert designer.document.form.field("why").shown_when == "grade < 4"  # type: ignore[union-attr]
    assert designer.document.can_undo, "the renaming"


def test_branches_of_a_page(qtbot: QtBot) -> None:
    designer = made(qtbot, small())
    designer.tree.choose("page", "second")
    table = designer.properties.inputs["branches"]
    QTest.mouseClick(table.add_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert designer.document.form.pages[1].branches == (Branch("", END),)
    assert not designer.publish.isEnabled()
    edit, box, remove = table.rows[0]  # type: ignore[attr-defined]
    edit.setFocus()
    QTest.keyClicks(edit, "mark > 4")
    assert designer.document.form.pages[1].branches == (Branch("mark > 4", END),)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    box.activated.emit(box.currentIndex())
    assert designer.document.form.pages[1].branches == (Branch("mark > 4", "third"),)
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert designer.document.form.pages[1].branches == ()


def test_the_preview_keeps_what_was_typed(qtbot: QtBot) -> None:
    designer = made(qtbot, small())
    view = designer.preview.view
    assert view is not None
    view.focus_first()
    key(Qt.Key.Key_1)
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_2)
    assert view.filling.page.id == "second"
    designer.tree.choose("field", "why")
    type_in(designer, "title.ru", "Why?")
    assert view.filling.entry("mark") == "2"
    assert view.asked["why"].label.text() == "Why? *"
    designer.tree.choose("page", "first")
    assert view.filling.page.id == "first", "the preview follows"
    QTest.mouseClick(view.part_button, Qt.MouseButton.LeftButton)
    assert "Broken off" in designer.preview.note.text()
    QTest.mouseClick(designer.preview.again, Qt.MouseButton.LeftButton)
    assert dict(view.filling.entries) == {}


@pytest.mark.parametrize("file", sorted(FORMS.glob("*.form.json")), ids=lambda file: file.name)
def test_looking_at_everything_changes_nothing(qtbot: QtBot, file: Path) -> None:
    form = load_form(file.read_text(encoding="utf-8"))
    designer = made(qtbot, form)
    for page in form.pages:
        designer.tree.choose("page", page.id)
        for field in page.fields:
            designer.tree.choose("field", field.id)
            for widget in designer.properties.inputs.values():
                widget.setFocus()
    designer.form_button.click()
    assert designer.document.form == form
    assert not designer.document.can_undo
    assert not designer.waiting


def test_dragging_with_a_real_mouse() -> None:
    assert dragged_on_a_screen() == "greeting|why else_why|sum mark talks when"


def test_the_language_is_changed_while_it_is_open(qtbot: QtBot) -> None:
    form = load_form((FORMS / "survey.form.json").read_text(encoding="utf-8"))
    designer = made(qtbot, form)
    designer.tree.choose("field", "mark")
    view = designer.preview.view
    assert view is not None
    for wanted, word in (("ru", "Оцените"), ("en", "How was")):
        set_language(wanted)
        QApplication.sendEvent(designer, QEvent(QEvent.Type.LanguageChange))
        for part in (designer.tree, designer.preview, designer.properties, designer.problems):
            QApplication.sendEvent(part, QEvent(QEvent.Type.LanguageChange))
        assert word in designer.tree.currentItem().text(0)
        assert word in view.asked["mark"].label.text()
    assert designer.tree.current() == ("field", "mark")
    assert not designer.document.can_undo
