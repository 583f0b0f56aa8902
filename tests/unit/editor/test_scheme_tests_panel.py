"""The panel of a scheme's dialogues under a real mouse and keyboard."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor.document import SchemeDocument
from editor.edits import nodes
from editor.scheme_test_run import TestsRun
from editor.scheme_tests_panel import SchemeTestsPanel
from engine.scheme.coverage import Coverage
from engine.scheme.dialogue_model import Dialogue, Expected, Hear, Press
from engine.scheme.model import Link, Node, Scheme
from engine.scheme.node_types import default_node_types
from tests.unit.editor.call_panels import nameless
from tests.unit.editor.test_testcall_panel import menu

GOOD = Dialogue("says yes", (Hear("ask"), Press("1")), Expected(results={"said": "Иванов"}),
                fields={"ФИО": "Иванов"})  # fmt: skip
BAD = Dialogue("says no", (Hear("nothing"), Press("2")))


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


class Panel:
    def __init__(self, qtbot: QtBot, scheme: Scheme) -> None:
        self.bot = qtbot
        self.document = SchemeDocument(scheme, default_node_types())
        self.panel = SchemeTestsPanel(self.document)
        qtbot.addWidget(self.panel)
        self.panel.resize(480, 800)
        self.panel.show()
        qtbot.waitExposed(self.panel)

    def run(self) -> None:
        with self.bot.waitSignal(self.panel.ran, timeout=30_000):
            click(self.panel.buttons["run"])

    def verdicts(self) -> list[str]:
        items = (self.panel.list.topLevelItem(r) for r in range(len(self.panel.tests)))
        return [item.text(1) for item in items if item is not None]

    @property
    def tests(self) -> tuple[Dialogue, ...]:
        return self.document.scheme().tests


@pytest.fixture
def two(qtbot: QtBot) -> Panel:
    return Panel(qtbot, replace(menu(), tests=(GOOD, BAD)))


def test_green_and_red_with_the_failure_in_words(two: Panel) -> None:
    assert two.verdicts() == ["not run", "not run"]
    two.run()
    good, bad = two.verdicts()
    assert good == "as expected"
    assert "nothing" in bad
    assert "1 of 2" in two.panel.summary.text()


AT = datetime(2026, 11, 29, 12, 0, 5).astimezone()


def test_what_has_been_saved_is_run_whatever_has_been_drawn_since(two: Panel) -> None:
    saved = two.document.scheme()
    two.document.do("delete", nodes.remove(two.document.content, ["ask"]))
    with two.bot.waitSignal(two.panel.ran, timeout=30_000):
        two.panel.runs.run_saved(saved, AT, None)
    assert two.verdicts()[0] == "as expected", "the block is there in what was saved"
    summary = two.panel.summary.text()
    assert "as saved at 12:00:05" in summary
    assert "changed since" in summary
    two.document.undo_stack.undo()
    assert "changed since" not in two.panel.summary.text(), "it is what was saved again"
    with two.bot.waitSignal(two.panel.ran, timeout=30_000):
        two.panel.runs.run_saved(saved, AT, 3)
    assert "version 3" in two.panel.summary.text()


def test_moving_a_block_makes_no_run_stale(two: Panel) -> None:
    two.run()
    assert "as in the window at" in two.panel.summary.text()
    two.document.do("move", nodes.move(two.document.content, {"ask": (77, 77)}))
    assert "changed since" not in two.panel.summary.text()
    two.document.do("rename", nodes.rename(two.document.content, "ask", "Question"))
    assert "changed since" in two.panel.summary.text()


def test_saved_while_a_run_is_under_way(two: Panel) -> None:
    runs: list[TestsRun] = []
    two.panel.ran.connect(runs.append)
    first = two.document.scheme()
    two.panel.run()
    two.panel.run()
    for name in ("second", "third"):
        two.panel.runs.run_saved(replace(first, title={"en": name}), AT, None)
    two.bot.waitUntil(lambda: len(runs) == 3, timeout=30_000)
    two.bot.wait(100)
    states = [(run.state.saved, run.scheme.title.get("en")) for run in runs if run.state]
    assert states == [(False, None), (True, "third"), (False, None)]


def test_many_runs_at_once_are_one_more(two: Panel) -> None:
    runs: list[object] = []
    two.panel.ran.connect(runs.append)
    for _ in range(5):
        two.panel.run()
    two.bot.waitUntil(lambda: len(runs) == 2, timeout=30_000)
    two.bot.wait(100)
    assert len(runs) == 2


def test_a_scheme_that_cannot_run_says_why(qtbot: QtBot) -> None:
    broken = Scheme("broken", nodes=(Node("a", "start"), Node("b", "wait")),
                    links=(Link("ab", "a", "next", "b"),), tests=(GOOD,))  # fmt: skip
    panel = Panel(qtbot, broken)
    panel.run()
    assert "broken" in panel.panel.fault.text()
    assert panel.verdicts() == ["not run"]


def test_what_no_dialogue_takes_is_told_when_it_is_wanted(two: Panel) -> None:
    told: list[Coverage | None] = []
    two.panel.coverage_changed.connect(told.append)
    two.run()
    assert told == [None]
    two.panel.paint.click()
    found = told[-1]
    assert found is not None
    missed = {(node.id, link.port) for node, link, _ in found.missed_links}
    assert missed == {("ask", "2"), ("save", "error")}
    two.panel.paint.click()
    assert told[-1] is None


def test_double_click_wants_the_test_call(two: Panel) -> None:
    wanted: list[Dialogue] = []
    two.panel.dialogue_wanted.connect(wanted.append)
    item = two.panel.list.topLevelItem(1)
    assert item is not None
    rect = two.panel.list.visualItemRect(item)
    viewport = two.panel.list.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=rect.center())
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=rect.center())
    assert wanted == [BAD]


def test_copied_and_deleted_and_all_of_it_undone(two: Panel) -> None:
    click(two.panel.buttons["duplicate"])
    assert [test.name for test in two.tests] == ["says yes", "says yes 2", "says no"]
    assert two.panel.chosen == 1
    click(two.panel.buttons["delete"])
    click(two.panel.buttons["new"])
    assert [test.name for test in two.tests] == ["says yes", "says no", "New dialogue"]
    for _ in range(3):
        two.document.undo_stack.undo()
    assert two.tests == (GOOD, BAD)


def test_typing_a_name_is_one_edit(two: Panel) -> None:
    name = two.panel.form.name
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "agrees")
    assert two.tests[0].name == "agrees"
    assert two.document.undo_stack.count() == 1
    two.document.undo_stack.undo()
    assert two.tests == (GOOD, BAD)
    assert name.text() == "says yes"


def test_steps_line_by_line(two: Panel) -> None:
    steps = two.panel.form.steps
    steps.table.setCurrentCell(1, 1)
    click(steps.buttons["add"])
    combo = steps.table.cellWidget(2, 0)
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert two.tests[0].steps[2] != Press("1")
    steps.table.setCurrentCell(1, 1)
    click(steps.buttons["up"])
    assert two.tests[0].steps[0] == Press("1")
    click(steps.buttons["remove"])
    item = steps.table.item(0, 1)
    assert item is not None
    item.setText("ask (ru)")
    assert two.tests[0].steps[0] == Hear("ask (ru)")
    steps.set_steps([{"press": "1"}])
    cell = steps.table.item(0, 1)
    assert cell is not None
    cell.setText("xyz")
    assert two.panel.form.fault.isVisible()


def test_expectations_and_json(two: Panel) -> None:
    form = two.panel.form
    form.tabs.setCurrentIndex(1)
    form.disposition.setFocus()
    QTest.keyClick(form.disposition, Qt.Key.Key_Down)
    assert two.tests[0].expect.disposition is not None
    form.tabs.setCurrentWidget(form.json)
    text = form.json.toPlainText().replace("says yes", "from JSON")
    form.json.setPlainText(text)
    form.json.setFocus()
    form.name.setFocus()
    form.json.left.emit()
    assert two.tests[0].name == "from JSON"
    form.json.setPlainText("{")
    form.json.left.emit()
    assert form.fault.isVisible()
    assert two.tests[0].name == "from JSON"


def test_every_control_has_a_name(two: Panel) -> None:
    assert nameless(two.panel) == []


def test_an_empty_scheme_says_what_to_do(qtbot: QtBot) -> None:
    panel = Panel(qtbot, menu())
    assert panel.panel.empty.isVisible()
    click(panel.panel.empty.button)
    assert len(panel.tests) == 1
    assert panel.panel.splitter.isVisible()
