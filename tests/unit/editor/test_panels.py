"""Inspector, outline, problems and search, by mouse and keyboard."""

import random
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from editor.content import Draft, Kind
from editor.document import SchemeDocument
from editor.edits import links, nodes
from editor.inspector.other_pages import LinkPage, NotePage, SeveralPage
from editor.inspector.scheme_page import SchemePage
from editor.live_problems import LiveProblems
from editor.notes import Note
from editor.outline import Outline
from editor.outline_model import OutlineModel
from editor.outline_order import call_order
from editor.problems_panel import ProblemsPanel
from editor.problems_strip import ProblemsStrip
from editor.search_bar import SearchBar
from editor.selection import Selection
from engine.scheme.model import Link, Node, PromptRecording, Scheme, Variable
from engine.scheme.node_types import default_node_types
from tests.unit.editor.panels import Panels, click, click_row, write

TYPES = default_node_types()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def _scheme() -> Scheme:
    say = {"say": {"ru": "Ваш долг {debt|money}"}}
    menu = {"message": [say, {"prompt": "hello"}], "keys": [{"key": "1"}, {"key": "2"}]}
    return Scheme(
        "s",
        title={"ru": "Схема"},
        variables=(Variable("debt"),),
        prompts={"hello": {"ru": PromptRecording(text="Доброе утро")}},
        nodes=(
            Node("end", "hang_up", "Конец"),
            Node("start", "start", "Начало"),
            Node("menu", "menu", "Меню", parameters=menu),
            Node("lost", "wait", "Забытый"),
        ),
        links=(
            Link("l0", "start", "next", "menu"),
            Link("l2", "menu", "2", "end"),
            Link("l1", "menu", "1", "menu"),
        ),
        editor={"notes": [{"id": "n", "text": "Ёлка у входа"}]},
    )


@pytest.fixture
def panels(qtbot: QtBot) -> Panels:
    return Panels(_scheme(), TYPES, qtbot)


# --- inspector ------------------------------------------------------------------------------------


def test_there_is_a_page_for_what_is_selected(panels: Panels) -> None:
    inspector, selection = panels.inspector, panels.selection
    assert isinstance(inspector.page, SchemePage)
    selection.set(["menu"])
    assert inspector.page is inspector.node_page
    assert inspector.node_page.type_title.text() == "Menu"
    selection.set(["menu", "end"])
    assert isinstance(inspector.page, SeveralPage)
    selection.set(links=["l2"])
    assert isinstance(inspector.page, LinkPage)
    selection.set(notes=["n"])
    assert isinstance(inspector.page, NotePage)


def test_a_name_is_typed_in_one_edit(panels: Panels) -> None:
    panels.selection.set(["menu"])
    write(panels.inspector.node_page.name, "Выбор")
    assert panels.document.content.nodes["menu"].name == "Выбор"
    assert panels.document.undo_stack.count() == 1


def test_problems_stand_beside_their_fields(panels: Panels, qtbot: QtBot) -> None:
    panels.selection.set(["menu"])
    panels.form.focus_place("message[0].say.ru")
    write(panels.at("message[0].say.ru").field(), "{dept}")
    qtbot.waitUntil(lambda: "dept" in _complaint(panels, "message[0].say.ru"), timeout=30_000)
    panels.selection.set(["lost"])
    rows = panels.inspector.node_page.problems
    texts = [rows.itemAt(i).widget().accessibleName() for i in range(rows.count())]
    assert "Warning: No path leads here" in texts
    button = rows.itemAt(texts.index("Warning: No path leads here")).widget().button
    assert isinstance(button, QPushButton)
    click(button)
    assert "lost" not in panels.document.content.nodes
    panels.document.undo_stack.undo()
    assert "lost" in panels.document.content.nodes


def _complaint(panels: Panels, place: str) -> str:
    label = panels.at(place)._complaint
    return label.text() if label is not None else ""


def test_a_variable_is_renamed_everywhere(panels: Panels, qtbot: QtBot) -> None:
    variables = panels.inspector.scheme_page.variables
    click_row(variables.list, 0)
    qtbot.waitUntil(lambda: variables.uses.list.count() == 1, timeout=30_000)
    write(variables.name, "contact")
    assert variables.complaint.text() == "It cannot be called that"
    QTest.keyClick(variables.name, Qt.Key.Key_Return)
    assert panels.document.content.header["variables"][0].name == "debt"
    write(variables.name, "owed")
    QTest.keyClick(variables.name, Qt.Key.Key_Return)
    assert panels.document.content.header["variables"][0].name == "owed"
    say = panels.parameters("menu")["message"][0]["say"]
    assert say == {"ru": "Ваш долг {owed|money}"}
    assert variables.current == "owed"
    assert panels.document.undo_stack.count() == 1
    qtbot.waitUntil(lambda: variables.uses.list.count() == 1, timeout=30_000)
    item = variables.uses.list.item(0)
    variables.uses.list.setFocus()
    place = variables.uses.list.visualItemRect(item).center()
    QTest.mouseClick(variables.uses.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panels.selection.current == "menu"
    assert panels.at("message[0].say.ru").field().hasFocus()


def test_variables_and_prompts_come_and_go(panels: Panels) -> None:
    page = panels.inspector.scheme_page
    click(page.variables.add_button)
    assert page.variables.current == "variable"
    assert page.variables.name.hasFocus()
    write(page.variables.contact_fields, "Долг, Сумма")
    assert panels.document.content.header["variables"][1].fields == ("Долг", "Сумма")
    page.variables.list.setFocus()
    QTest.keyClick(page.variables.list, Qt.Key.Key_Delete)
    assert len(panels.document.content.header["variables"]) == 1
    click_row(page.prompts.list, 0)
    write(page.prompts.texts["ru"][1], "Привет")
    prompts = panels.document.content.header["prompts"]
    assert prompts["hello"]["ru"] == PromptRecording(text="Привет")
    write(page.titles["en"], "Scheme")
    assert panels.document.content.header["title"] == {"ru": "Схема", "en": "Scheme"}
    write(page.titles["en"], "")
    assert panels.document.content.header["title"] == {"ru": "Схема"}


def test_languages_of_the_scheme(panels: Panels) -> None:
    page = panels.inspector.scheme_page
    page.language_menu.actions()[0].trigger()
    assert panels.document.content.header["languages"] == ("ru", "en")
    row = page.languages.itemAt(1).widget()
    up = next(b for b in row.children() if getattr(b, "accessibleName", str)().startswith("Make"))
    click(up)  # type: ignore[arg-type]
    assert panels.document.content.header["languages"] == ("en", "ru")


def test_notes_links_and_several(panels: Panels) -> None:
    inspector, document = panels.inspector, panels.document
    panels.selection.set(notes=["n"])
    write(inspector.note_page.text, "две\nстроки".replace("\n", " "))
    click(inspector.note_page.tints["green"])
    click(inspector.note_page.frame)
    note = document.content.notes["n"]
    assert (note.text, note.tint, note.frame) == ("две строки", "green", True)
    panels.selection.set(links=["l2"])
    inspector.link_page.port.setFocus()
    QTest.keyClick(inspector.link_page.port, Qt.Key.Key_Down)
    assert document.content.links["l2"].port == "no_input"
    click(inspector.link_page.target)
    assert panels.selection.current == "end"
    panels.selection.set(["menu", "end"])
    click(inspector.several_page.buttons["delete"])
    assert set(document.content.nodes) == {"start", "lost"}


# --- outline --------------------------------------------------------------------------------------


def _names(model: OutlineModel) -> list[list[str]]:
    return [[item.key for item in section.children] for section in model.sections]


def test_outline_in_call_order(panels: Panels, qtbot: QtBot) -> None:
    outline = Outline(panels.document, panels.selection)
    panels.show(outline, qtbot, 300, 600)
    assert _names(outline.outline) == [["start", "menu", "end"], ["lost"], ["n"]]
    index = outline.outline.index_of(outline.outline.items["l1"])
    assert index.data() == "1 → Меню"
    spoken = outline.outline.index_of(outline.outline.items["menu"])
    assert "Menu" in spoken.data(Qt.ItemDataRole.AccessibleTextRole)
    panels.document.do("x", links.connect(panels.document.content, "end", "x", "lost"))
    assert _names(outline.outline)[0] == ["start", "menu", "end", "lost"]
    panels.document.undo_stack.undo()
    assert _names(outline.outline) == [["start", "menu", "end"], ["lost"], ["n"]]


def test_outline_and_selection_lead_each_other(panels: Panels, qtbot: QtBot) -> None:
    outline = Outline(panels.document, panels.selection)
    panels.show(outline, qtbot, 300, 600)
    shown, edited = [], []
    outline.show_wanted.connect(shown.append)
    outline.edit_wanted.connect(edited.append)
    panels.selection.set(["menu"])
    assert outline.outline.item_at(outline.currentIndex()).key == "menu"  # type: ignore[union-attr]
    outline.setFocus()
    QTest.keyClick(outline, Qt.Key.Key_Down)
    assert panels.selection.nodes == {"end"}
    assert shown[-1] == "end"
    QTest.keyClick(outline, Qt.Key.Key_Return)
    assert edited == ["end"]
    panels.selection.set(["menu"])
    QTest.keyClick(outline, Qt.Key.Key_Right)  # opens it
    QTest.keyClick(outline, Qt.Key.Key_Right)
    assert panels.selection.links == {"l1"}
    QTest.keyClick(outline, Qt.Key.Key_Down)
    QTest.keyClick(outline, Qt.Key.Key_Return)
    assert panels.selection.nodes == {"end"}, "where the link leads"
    QTest.keyClick(outline, Qt.Key.Key_Delete)
    assert "end" not in panels.document.content.nodes
    QTest.keyClick(outline, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "end" in panels.document.content.nodes
    QTest.keyClick(outline, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert panels.selection.nodes == set(panels.document.content.nodes)


@pytest.mark.parametrize("seed", range(6))
def test_outline_follows_any_edit(seed: int, qtbot: QtBot) -> None:
    chance = random.Random(seed)
    document = SchemeDocument(_scheme(), TYPES)
    model = OutlineModel(document)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    document.changed.connect(model.follow)
    for _ in range(60):
        content = document.content
        keys = list(content.nodes)
        kind = chance.choice(["add", "link", "remove", "unlink", "undo", "rename", "note", "type"])
        if kind == "add":
            name = chance.choice(["wait", "menu", "hang_up", "condition", "start"])
            made = nodes.new_node(content, TYPES.get(name), 0, 0)  # type: ignore[arg-type]
            document.do(kind, nodes.insert(content, made))
        elif kind == "undo":
            document.undo_stack.undo()
        elif kind == "note":
            draft = Draft(content)
            draft.note(Note(f"n{chance.random()}", text="x"))
            document.do(kind, draft.changes())
        elif not keys:
            continue
        elif kind == "link":
            port = chance.choice(["next", "1", "2", "true"])
            document.do(
                kind, links.connect(content, chance.choice(keys), port, chance.choice(keys))
            )
        elif kind == "remove":
            document.do(kind, nodes.remove(content, [chance.choice(keys)]))
        elif kind == "rename":
            document.do(kind, nodes.rename(content, chance.choice(keys), str(chance.random())))
        elif kind == "type":
            document.do(
                kind,
                nodes.retype(content, document.facts, chance.choice(keys), TYPES.get("wait")),  # type: ignore[arg-type]
            )
        elif content.links:
            document.do(kind, links.remove_links(content, [chance.choice(list(content.links))]))
        reached, apart = call_order(document.content, document.facts)
        notes = [note.id for note in document.content.ordered(Kind.NOTE)]
        assert _names(model) == [reached, apart, notes]
        for key in document.content.nodes:
            shown = {item.key for item in model.items[key].children}
            assert shown == {link.id for link in document.content.leaving(key)}
        _visit(model, QModelIndex())


def _visit(model: OutlineModel, parent: QModelIndex) -> None:
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        assert model.parent(index) == parent
        assert index.data()
        _visit(model, index)


def test_a_large_outline_is_quick(qtbot: QtBot) -> None:
    many = [Node(str(i), "wait" if i else "start", f"Блок {i}") for i in range(3000)]
    chain = [Link(f"l{i}", str(i), "next", str(i + 1)) for i in range(2999)]
    document = SchemeDocument(Scheme("s", nodes=tuple(many), links=tuple(chain)), TYPES)
    selection = Selection(document)
    outline = Outline(document, selection)
    Panels.show(outline, qtbot, 300, 600)
    begun = time.process_time()
    selection.set([str(i) for i in range(3000)])
    document.do("rename", nodes.rename(document.content, "1500", "x"))
    document.do("link", links.connect(document.content, "1", "next", "1500"))
    QApplication.processEvents()
    document.undo_stack.undo()
    QApplication.processEvents()
    assert time.process_time() - begun < 2, "a person would wait"
    assert len(outline.outline.sections[0].children) == 3000


# --- problems -------------------------------------------------------------------------------------


def test_problems_live(panels: Panels, qtbot: QtBot) -> None:
    panel = ProblemsPanel(panels.document, panels.selection, panels.live)
    strip = ProblemsStrip(panel)
    panels.show(strip, qtbot, 700, 300)
    strip.resize(700, 300)  # before, it was one line
    asked, counts = [], []
    panel.wanted.connect(lambda *place: asked.append(place))
    panel.counted.connect(lambda *count: counts.append(count))
    changed = {**panels.parameters("menu"), "timeout_s": "?"}
    document = panels.document
    document.do("x", nodes.set_parameters(document.content, document.facts, "menu", changed))
    qtbot.waitUntil(
        lambda: any(p.place == "timeout_s" for p in panel.model.problems), timeout=30_000
    )
    row = next(i for i, p in enumerate(panel.model.problems) if p.place == "timeout_s")
    text = panel.model.index(row, 0).data()
    assert text.startswith("Меню, Wait for an answer: ")
    click_row(panel.list, row)
    assert asked[-1] == ("menu", "timeout_s")
    assert panels.selection.current == "menu"
    assert counts[-1][0] >= 1
    lost = next(i for i, p in enumerate(panel.model.problems) if p.code == "unreachable")
    panel.list.setCurrentIndex(panel.model.index(lost, 0))
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert "lost" not in document.content.nodes
    assert not any(p.code == "unreachable" for p in panel.model.problems)
    panels.document.undo_stack.undo()
    assert "lost" in document.content.nodes


def test_a_long_mend_leaves_room_for_the_problem(panels: Panels, qtbot: QtBot) -> None:
    panel = ProblemsPanel(panels.document, panels.selection, panels.live)
    panels.show(panel, qtbot, 600, 300)
    sentence = "Здравствуйте! Это управляющая компания. Ответьте, пожалуйста, на два вопроса."
    said = {**panels.parameters("menu"), "message": [{"prompt": sentence}]}
    document = panels.document
    document.do("x", nodes.set_parameters(document.content, document.facts, "menu", said))
    qtbot.waitUntil(lambda: any("message" in p.place for p in panel.model.problems), timeout=30_000)
    for width in (600, 420):
        panel.resize(width, 300)
        QApplication.processEvents()
        header, seen = panel.list.header(), panel.list.viewport().width()
        assert header.sectionSize(1) <= seen // 2
        assert header.length() <= seen


def test_a_mend_by_mouse_and_all_at_once(panels: Panels, qtbot: QtBot) -> None:
    panel = ProblemsPanel(panels.document, panels.selection, panels.live)
    strip = ProblemsStrip(panel)
    panels.show(strip, qtbot, 700, 300)
    strip.resize(700, 300)  # before, it was one line
    document = panels.document
    say = {"text": {"ru": "{a} {b} {prompt:c}"}}
    for key in ("x", "y"):
        document.do("add", nodes.insert(document.content, Node(key, "say", key, parameters=say)))
    panels.live.judge_now()
    row = next(i for i, p in enumerate(panel.model.problems) if p.code == "unknown_variable")
    click_row(panel.list, row, 1)
    assert [v.name for v in document.content.header["variables"]] == ["debt", "a"]
    before = document.undo_stack.count()
    assert not panel.mend_all.isHidden()
    click(panel.mend_all)
    assert [v.name for v in document.content.header["variables"]] == ["debt", "a", "b"]
    assert "c" in document.content.header["prompts"]
    assert "lost" in document.content.nodes, "nothing is taken away"
    assert document.undo_stack.count() == before + 1
    document.undo_stack.undo()
    assert "c" not in document.content.header["prompts"]


def test_another_judge(panels: Panels, qtbot: QtBot) -> None:
    class Content:
        def problems(self) -> list:  # type: ignore[type-arg]
            return []

    live = LiveProblems(panels.document, Content())
    panel = ProblemsPanel(panels.document, panels.selection, live)
    panels.show(panel, qtbot, 700, 300)
    live.judge_now()
    assert not panel.good.isHidden()


# --- search ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("меню", ["menu"]),
        ("menu", ["menu"]),
        ("ДОЛГ", ["menu"]),
        ("debt", ["menu"]),
        ("доброе утро", ["menu"]),
        ("hello", ["menu"]),
        ("елка", ["n"]),
        ("пауза", ["lost"]),
        ("о", ["end", "start", "menu", "n"]),
        ("keys", []),
        ("нет такого", []),
    ],
)
def test_search_finds(panels: Panels, qtbot: QtBot, wanted: str, found: list[str]) -> None:
    bar = SearchBar(panels.document, panels.selection)
    panels.show(bar, qtbot, 400, 300)
    bar.open()
    write(bar.line, wanted)
    assert [match.id for match in bar.matches if match.id != "end" or "end" in found] == found


def test_enter_goes_round(panels: Panels, qtbot: QtBot) -> None:
    bar = SearchBar(panels.document, panels.selection)
    panels.show(bar, qtbot, 400, 300)
    bar.open()
    asked = []
    bar.wanted.connect(lambda *match: asked.append(match))
    write(bar.line, "о")
    assert bar.count.text() == "4"
    for _ in range(2):
        QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 4"
    assert panels.selection.current == "start"
    QTest.keyClick(bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert panels.selection.notes == {"n"}
    assert asked[-1] == ("note", "n", "")
    panels.document.do("x", nodes.rename(panels.document.content, "lost", "окно"))
    qtbot.waitUntil(lambda: len(bar.matches) == 5, timeout=30_000)
    QTest.keyClick(bar.line, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_what_is_wrong_elsewhere_stays_in_sight(panels: Panels, qtbot: QtBot) -> None:
    panels.selection.set(["menu"])
    write(panels.at("message[0].say.ru").field(), "{dept}")
    qtbot.waitUntil(lambda: "dept" in _complaint(panels, "message[0].say.ru"), timeout=30_000)
    write(panels.at("no_input_repeats").field(), "3")
    assert "dept" in _complaint(panels, "message[0].say.ru")
    panels.live.judge_now()
    assert "dept" in _complaint(panels, "message[0].say.ru")
    write(panels.at("message[0].say.ru").field(), "долг")
    panels.live.judge_now()
    assert panels.at("message[0].say.ru")._complaint.isHidden()
