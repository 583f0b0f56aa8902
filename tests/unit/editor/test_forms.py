"""Forms: whatever is done in them is an edit of the document, and nothing typed is lost."""

import enum
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import BaseModel, Field
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from editor.edits import nodes
from editor.forms.alternatives import OptionalEditor, UnionEditor
from editor.forms.named import JsonEditor, read, written
from editor.forms.shapes import shape_of_field
from engine.scheme.blank import blank_parameters
from engine.scheme.model import Node, Scheme, Variable, VariableType
from engine.scheme.node_type import NodeType, words
from engine.scheme.node_types import NodeTypes, default_node_types
from engine.scheme.parameters import Expression, Parameters, Template
from tests.unit.editor.panels import Panels, click, write


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class ByMail(BaseModel):
    kind: Literal["mail"] = "mail"
    address: str


class ByPhone(BaseModel):
    kind: Literal["phone"] = "phone"
    number: str
    tries: int = 3


class Tree(BaseModel):
    name: str = ""
    leaves: list["Tree"] = []
    other: "Tree | None" = None


class ForeignParameters(Parameters):
    """Whatever a plug-in may come up with."""

    colour: Colour = Colour.RED
    colours: set[Colour] = set()  # noqa: RUF012
    way: Annotated[ByMail | ByPhone, Field(discriminator="kind")]
    tree: Tree = Tree()
    maybe: ByMail | None = None
    pair: tuple[int, str] = (1, "a")
    either: int | str = 5
    amount: Decimal = Decimal("1.5")
    day: date | None = None
    table: dict[str, list[int]] = {}  # noqa: RUF012
    anything: Any = None
    flag: bool | None = None
    when: Annotated[Expression, Field(description="When it holds")] = ""
    said: dict[str, Template] = {}  # noqa: RUF012
    options: Mapping[str, ByPhone] = {}


class ForeignType(NodeType[ForeignParameters]):
    name = "foreign"
    title = words("Чужой", "Foreign")
    summary = words("Из плагина", "Of a plug-in")
    parameters = ForeignParameters
    example: ClassVar[Mapping[str, object]] = {}


TYPES = default_node_types([ForeignType])


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def _scheme(*nodes: Node) -> Scheme:
    variables = (Variable("debt", VariableType.MONEY), Variable("due", VariableType.DATE))
    return Scheme("s", languages=("ru", "en"), variables=variables,
                  nodes=(Node("start", "start"), *nodes))  # fmt: skip


@pytest.fixture
def panels(qtbot: QtBot) -> Panels:
    menu = {"message": [{"say": {"ru": "Нажмите", "en": "Press"}}], "keys": [{"key": "1"}]}
    scheme = _scheme(
        Node("menu", "menu", "Меню", parameters=menu),
        Node("if", "condition", parameters={"expression": "debt > 5"}),
        Node("say", "say", parameters={"text": {"ru": "Долг", "en": "Debt"}}),
        Node("ask", "query", parameters={"source": "s", "statement": "x"}),
        Node("time", "time_condition"),
        Node("gone", "no_such_type", parameters={"a": [1, {"b": None}]}),
    )
    return Panels(scheme, TYPES, qtbot)


def test_typing_is_one_edit_and_undo_keeps_the_cursor(panels: Panels) -> None:
    panels.selection.set(["if"])
    text = panels.at("expression").field()
    write(text, "debt > 100")
    assert panels.parameters("if") == {"expression": "debt > 100"}
    assert panels.document.undo_stack.count() == 1
    QTest.keyClick(text, Qt.Key.Key_Left)
    QTest.keyClick(text, "7")
    assert panels.parameters("if") == {"expression": "debt > 1070"}
    position = text.textCursor().position()
    QTest.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert panels.parameters("if") == {"expression": "debt > 5"}
    assert text.toPlainText() == "debt > 5"
    assert text.textCursor().position() <= position
    QTest.keyClick(
        text,
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert text.toPlainText() == "debt > 1070"


def test_another_visit_is_another_edit(panels: Panels) -> None:
    panels.selection.set(["menu"])
    timeout, repeats = panels.at("timeout_s").field(), panels.at("no_input_repeats").field()
    write(timeout, "8")
    write(repeats, "2")
    write(timeout, "9")
    assert panels.document.undo_stack.count() == 3
    panels.document.undo_stack.undo()
    assert panels.parameters("menu")["timeout_s"] == 8
    assert timeout.text() == "8"


def test_what_is_no_number_stays_and_is_told(panels: Panels) -> None:
    panels.selection.set(["menu"])
    editor = panels.at("timeout_s")
    write(editor.field(), "5,5 s")
    assert panels.parameters("menu")["timeout_s"] == "5,5 s"
    assert "number" in editor._complaint.text()
    assert editor.field().property("kind") == "bad"
    panels.selection.set(["if"])
    panels.selection.set(["menu"])
    assert editor.field().text() == "5,5 s"
    write(editor.field(), "5,5")
    assert panels.parameters("menu")["timeout_s"] == 5.5
    assert editor._complaint.isHidden()
    QTest.keyClick(editor.field(), Qt.Key.Key_Up)
    assert panels.parameters("menu")["timeout_s"] == 6.5


def test_a_default_is_not_written(panels: Panels) -> None:
    panels.selection.set(["menu"])
    before = panels.document.scheme()
    box = panels.at("barge_in").field()
    click(box)
    assert panels.parameters("menu")["barge_in"] is False
    click(box)
    assert panels.document.scheme() == before
    assert not panels.document.modified


def test_a_statement_has_lines(panels: Panels) -> None:
    panels.selection.set(["ask"])
    text = panels.at("statement").field()
    write(text, "select 1")
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClick(text, "x")
    assert panels.parameters("ask")["statement"] == "select 1\nx"


def test_keys_are_added_moved_and_removed(panels: Panels) -> None:
    panels.document.do("link", [_link(panels)])
    panels.selection.set(["menu"])
    keys = panels.at("keys")
    click(keys.head.buttons[0])
    assert panels.parameters("menu")["keys"] == [{"key": "1"}, {"key": "2"}]
    write(panels.at("keys[1].title").field(), "two")
    QTest.keyClick(
        panels.at("keys[1].title").field(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier
    )
    assert panels.parameters("menu")["keys"] == [{"key": "2", "title": "two"}, {"key": "1"}]
    assert panels.at("keys[0].title").field().hasFocus()
    click(keys.entries[0].remove_button)
    assert panels.parameters("menu")["keys"] == [{"key": "1"}]
    for _ in range(4):
        panels.document.undo_stack.undo()
    assert panels.parameters("menu")["keys"] == [{"key": "1"}]


def _link(panels: Panels) -> Any:
    from editor.edits.links import connect

    return connect(panels.document.content, "menu", "1", "say")[0]


def test_a_renamed_key_keeps_its_link(panels: Panels) -> None:
    panels.document.do("link", [_link(panels)])
    panels.selection.set(["menu"])
    QTest.keyClick(panels.at("keys[0].key").field(), "5")
    assert panels.parameters("menu")["keys"][0]["key"] == "5"
    (link,) = panels.document.content.links.values()
    assert link.port == "5"


def test_messages_have_texts_by_language(panels: Panels) -> None:
    panels.selection.set(["menu"])
    texts = panels.at("message[0].say")
    assert texts.tabs.count() == 2
    english = panels.at("message[0].say.en")
    panels.form.focus_place("message[0].say.en")
    assert texts.tabs.currentIndex() == 1
    write(english.field(), "Press 1")
    assert panels.parameters("menu")["message"][0]["say"] == {"ru": "Нажмите", "en": "Press 1"}
    message = panels.at("message")
    click(message.head.buttons[1])
    assert panels.parameters("menu")["message"][1] == {"prompt": ""}
    prompt = panels.at("message[1].prompt")
    write(prompt.box.line(), "bye")
    assert not prompt.create_button.isHidden()
    click(prompt.create_button)
    assert "bye" in panels.document.content.header["prompts"]
    assert prompt.create_button.isHidden()
    # What it says is asked for on the spot.
    assert list(prompt.texts) == ["ru", "en"]
    write(prompt.texts["en"], "Good bye")
    assert panels.document.content.header["prompts"]["bye"]["en"].text == "Good bye"
    panels.document.undo_stack.undo()
    assert prompt.texts["en"].toPlainText() == ""


def test_a_sentence_becomes_a_prompt_that_says_it(panels: Panels) -> None:
    panels.selection.set(["menu"])
    click(panels.at("message").head.buttons[1])
    before = panels.document.undo_stack.count()
    prompt = panels.at("message[1].prompt")
    write(prompt.box.line(), "Здравствуйте! Это управляющая компания.")
    click(prompt.create_button)
    name = "Здравствуйте Это"
    assert panels.parameters("menu")["message"][1] == {"prompt": name}
    made = panels.document.content.header["prompts"][name]
    assert made["ru"].text == "Здравствуйте! Это управляющая компания."
    assert prompt.box.currentText() == name
    assert prompt.texts["ru"].toPlainText() == made["ru"].text
    assert panels.document.undo_stack.count() == before + 2  # typed, and made
    panels.document.undo_stack.undo()
    assert name not in panels.document.content.header["prompts"]
    assert panels.parameters("menu")["message"][1]["prompt"].endswith("компания.")
    panels.document.undo_stack.redo()
    assert panels.parameters("menu")["message"][1] == {"prompt": name}


def test_the_name_of_a_value_may_wait(panels: Panels) -> None:
    panels.selection.set(["ask"])
    columns = panels.at("columns")
    for name, variable in (("DEBT", "debt"), ("DUE", "due")):
        click(columns.add_button)
        pair = columns.pairs[-1]
        write(pair.key_editor.field(), name)
        write(pair.held.field().lineEdit(), variable)
    assert panels.parameters("ask")["columns"] == {"DEBT": "debt", "DUE": "due"}
    pair = columns.pairs[1]
    write(pair.key_editor.field(), "DEBT")
    assert not pair._complaint.isHidden()
    assert panels.parameters("ask")["columns"]["DEBT"] == "debt", "none of them is lost"
    QTest.keyClick(pair.key_editor.field(), "2")
    assert panels.parameters("ask")["columns"] == {"DEBT": "debt", "DEBT2": "due"}


def test_days_are_pressed(panels: Panels) -> None:
    panels.selection.set(["time"])
    click(panels.at("week").head.buttons[0])
    days = panels.at("week[0].days")
    click(days.buttons["sat"])
    assert panels.parameters("time")["week"][0]["days"] == ["mon", "sat"]
    click(days.buttons["mon"])
    assert panels.parameters("time")["week"][0]["days"] == ["sat"]


def test_completion(panels: Panels, qtbot: QtBot) -> None:
    panels.selection.set(["if"])
    text = panels.at("expression").field()
    write(text, "de")
    qtbot.waitUntil(text.popup.isVisible, timeout=30_000)
    QTest.keyClick(text.popup, Qt.Key.Key_Return)
    assert text.toPlainText() == "debt"
    assert panels.parameters("if")["expression"] == "debt"


def _with_a_question(panels: Panels) -> None:
    options = [{"code": "good", "text": {"ru": "Хорошо", "en": "Well"}}, {"code": "bad"}]
    asked = {"question": "Качество", "message": [{"say": {"ru": "Как мы работаем?"}}],
             "options": options}  # fmt: skip
    content = panels.document.content
    node = Node("asked", "question", parameters=asked)
    panels.document.do("question", nodes.insert(content, node))


def test_an_answer_is_offered_by_its_own_name(panels: Panels, qtbot: QtBot) -> None:
    _with_a_question(panels)
    panels.selection.set(["if"])
    text = panels.at("expression").field()
    write(text, "Кач")
    qtbot.waitUntil(text.popup.isVisible)
    QTest.keyClick(text.popup, Qt.Key.Key_Return)
    assert text.toPlainText() == 'result["Качество"]'


def test_a_condition_on_an_answer_is_chosen_from_a_menu(panels: Panels) -> None:
    _with_a_question(panels)
    panels.selection.set(["if"])
    editor = panels.at("expression")
    text, menu = editor.field(), editor.insert.menu()
    assert text.placeholderText()
    write(text, "debt > 5 and")
    text.moveCursor(text.textCursor().MoveOperation.End)
    menu.aboutToShow.emit()
    answer = next(a for a in menu.actions() if a.text() == "Answer “Качество”")
    assert [a.text() for a in answer.menu().actions()] == ["good — Well", "bad"]
    answer.menu().actions()[0].trigger()
    expression = 'debt > 5 and result["Качество"] == "good"'
    assert panels.parameters("if")["expression"] == expression
    # In a text the answer itself is meant.
    panels.selection.set(["say"])
    said = panels.at("text.ru")
    said.insert.menu().aboutToShow.emit()
    next(a for a in said.insert.menu().actions() if a.text() == "Answer “Качество”").trigger()
    assert '{result["Качество"]}' in panels.parameters("say")["text"]["ru"]


def test_bad_expressions_are_told_while_typing(panels: Panels) -> None:
    panels.selection.set(["if"])
    editor = panels.at("expression")
    write(editor.field(), "debt > (")
    assert editor._complaint.text() == "A bracket is not closed (character 8)"


def test_preview(panels: Panels) -> None:
    panels.selection.set(["say"])
    editor = panels.at("text.ru")
    write(editor.field(), "Долг {debt}, срок {due|date:until}")
    editor.show_preview()
    assert editor.preview.text().startswith("«Долг одна тысяча двести пятьдесят рублей")


def test_an_unknown_type_is_shown_as_it_is(panels: Panels) -> None:
    panels.selection.set(["gone"])
    text = panels.form.editor.field()
    assert isinstance(text, QPlainTextEdit)
    assert text.isReadOnly()
    assert '"b": null' in text.toPlainText()
    assert panels.form.note.isVisible()


def test_values_of_the_wrong_kind_are_json(panels: Panels) -> None:
    wrong = {"message": 5, "keys": {"a": 1}, "barge_in": "perhaps", "extra": [1]}
    from editor.edits.nodes import set_parameters

    document = panels.document
    document.do("x", set_parameters(document.content, document.facts, "menu", wrong))
    panels.selection.set(["menu"])
    for name in ("message", "keys", "barge_in", "extra"):
        assert isinstance(panels.at(name), JsonEditor), name
    write(panels.at("extra").field(), "")
    assert "extra" not in panels.parameters("menu")
    write(panels.at("message").field(), "[]")
    assert panels.parameters("menu")["message"] == []
    assert not isinstance(panels.at("message"), JsonEditor)


@pytest.mark.parametrize("value", [None, 5, "5", "text", "[", "", " ", "null", [1, "a"], {"a": {}},
                                   True, 1.5, '"q"'])  # fmt: skip
def test_json_fields_lose_nothing(value: Any) -> None:
    assert read(written(value)) == value or (value == " " and read(written(value)) == " ")


@pytest.mark.parametrize("name", sorted(NodeTypes(TYPES).names()))
def test_every_type_has_a_form(name: str, qtbot: QtBot) -> None:
    kind = TYPES.get(name)
    assert kind is not None
    node = Node("n", name, parameters=blank_parameters(kind, ("ru", "en")))
    panels = Panels(_scheme(node), TYPES, qtbot)
    panels.selection.set(["n"])
    assert not panels.document.undo_stack.count(), "showing changes nothing"
    for field, info in kind.parameters.model_fields.items():
        editor = panels.at(field)
        assert editor.place == field
        if shape_of_field(info).kind != "json":
            assert not isinstance(editor, JsonEditor) or field in ("way", "tree", "amount"), field
        focus = editor.field()
        assert focus is not None
        assert focus.accessibleName() or editor.accessibleName(), field
    panels.form.close()


def test_a_plug_ins_form(qtbot: QtBot) -> None:
    parameters = {"way": {"kind": "mail", "address": "a"}}
    panels = Panels(_scheme(Node("n", "foreign", parameters=parameters)), TYPES, qtbot)
    panels.selection.set(["n"])
    way, maybe = panels.at("way"), panels.at("maybe")
    assert isinstance(way, UnionEditor)
    assert isinstance(maybe, OptionalEditor)
    way.box.setFocus()
    QTest.keyClick(way.box, Qt.Key.Key_Down)
    assert panels.parameters("n")["way"] == {"number": ""}
    write(panels.at("way.number").field(), "112")
    assert panels.parameters("n")["way"] == {"number": "112"}
    click(maybe.box)
    write(panels.at("maybe.address").field(), "b")
    assert panels.parameters("n")["maybe"] == {"address": "b"}
    click(maybe.box)
    assert "maybe" not in panels.parameters("n")
    click(panels.at("tree.leaves").head.buttons[0])
    write(panels.at("tree.leaves[0].name").field(), "x")
    assert panels.parameters("n")["tree"]["leaves"] == [{"name": "x"}]
    assert panels.at("flag").box.count() == 3
    panels.at("flag").box.setFocus()
    QTest.keyClick(panels.at("flag").box, Qt.Key.Key_Down)
    assert panels.parameters("n")["flag"] is True
    for place in ("pair", "either", "anything"):
        assert isinstance(panels.at(place), JsonEditor)
    write(panels.at("pair").field(), '[2, "b"]')
    assert panels.parameters("n")["pair"] == [2, "b"]


def test_hints_follow_the_keyboard(panels: Panels, qtbot: QtBot) -> None:
    panels.selection.set(["menu"])
    panels.at("barge_in").field().setFocus()
    qtbot.waitUntil(lambda: "first moment" in panels.inspector.hint.text(), timeout=30_000)


def test_another_language_at_once(panels: Panels) -> None:
    panels.selection.set(["menu"])
    assert panels.at("barge_in").box.text() == "A key interrupts"
    QLocale.setDefault(QLocale("ru_RU"))
    from PySide6.QtCore import QEvent

    QApplication.sendEvent(panels.form, QEvent(QEvent.Type.LanguageChange))
    assert panels.at("barge_in").box.text() == "Перебивать нажатием"


def test_the_form_of_a_deleted_block_is_gone(panels: Panels) -> None:
    from editor.edits.nodes import remove

    panels.selection.set(["menu"])
    panels.document.do("x", remove(panels.document.content, ["menu"]))
    assert panels.form.node_id == ""
    panels.document.undo_stack.undo()
    panels.selection.set(["menu"])
    assert panels.at("timeout_s").field().text() == "5"


def test_colours_are_no_edits(panels: Panels, qtbot: QtBot) -> None:
    panels.selection.set(["if"])
    panels.at("expression").highlighter.rehighlight()
    panels.selection.set(["say"])
    panels.at("text.ru").highlighter.rehighlight()
    qtbot.wait(1)
    assert not panels.document.undo_stack.count()


@pytest.mark.parametrize("name", sorted(NodeTypes(default_node_types()).names()))
def test_forms_fit_into_the_inspector(name: str, qtbot: QtBot) -> None:
    kind = TYPES.get(name)
    assert kind is not None
    node = Node("n", name, parameters=blank_parameters(kind, ("ru", "en")))
    panels = Panels(_scheme(node), TYPES, qtbot)
    panels.selection.set(["n"])
    panels.inspector.resize(340, 600)
    qtbot.wait(1)
    page = panels.inspector.node_page
    if panels.form.editor.fold is not None:
        panels.form.editor.fold.button.setChecked(True)
    assert page.minimumSizeHint().width() <= 340 - 14, "else its right edge is cut off"
