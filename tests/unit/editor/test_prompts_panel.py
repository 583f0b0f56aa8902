"""The prompts manager by mouse and keyboard."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from editor.document import SchemeDocument
from editor.prompts.model import NAME
from editor.prompts.panel import PromptsPanel
from editor.prompts.record_dialog import RecordDialog, Step
from editor.prompts.states import State
from editor.testcall.contacts import Contact
from engine.ivr.model import Spoken
from engine.scheme.node_types import NodeTypes
from rino_desktop.ui import state
from tests.helpers import sound
from tests.unit.editor.prompt_parts import Desk, with_prompts

LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class People:
    async def campaigns(self) -> Sequence[str]:
        return ["Ноябрь"]

    async def contacts(self, campaign: str, part: str) -> Sequence[Contact]:
        return [Contact("+79161234567", {"Долг": "21 001,05", "Срок": "05.12.2026"}, "ru")]


async def until(condition: Callable[[], object]) -> None:
    for _ in range(3000):  # it may share its processor
        QApplication.processEvents()
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "store")
    quiet = sound.silence(0.5)
    sound.write(made.file("prompts/hello.ru.wav"), [*quiet, *sound.tone(500, 1.0), *quiet])
    return made


@pytest.fixture
async def panel(desk: Desk, node_types: NodeTypes, qtbot: QtBot) -> "Iterator[PromptsPanel]":
    state.forget()
    document = SchemeDocument(with_prompts(), node_types)
    made = PromptsPanel(document, desk, People())
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.show_prompt("hello", "ru")
    await until(lambda: len(made.detail.waveform.samples))
    yield made  # type: ignore[misc] # an asynchronous fixture
    await made.close_scheme()


def file_of(panel: PromptsPanel, prompt: str, language: str = "ru") -> str:
    return str(panel.document.content.header["prompts"][prompt][language].file)


def press(panel: PromptsPanel, key: str) -> None:
    button = panel.detail.tools.buttons[key]
    assert button.isEnabled(), key
    QTest.mouseClick(button, LEFT, pos=QPoint(10, button.height() // 2))


def click(panel: PromptsPanel, prompt: str, column: int = NAME) -> None:
    model, table = panel.list.model, panel.list.table
    index = model.index(model.row_of(prompt), column)
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())


async def test_what_the_list_says(panel: PromptsPanel) -> None:
    model = panel.list.model
    await until(lambda: model.lengths.get("prompts/hello.ru.wav"))
    await until(lambda: "prompts/lost.wav" in model.lengths)
    states = {
        (name, language): model.cell(name, language).state
        for name in model.prompts
        for language in ("ru", "en")
    }
    assert states == {
        ("hello", "ru"): State.RECORDED, ("hello", "en"): State.SPOKEN,
        ("menu", "ru"): State.SPOKEN, ("menu", "en"): State.MISSING,
        ("lost", "ru"): State.LOST, ("lost", "en"): State.MISSING,
        ("spare", "ru"): State.SILENT, ("spare", "en"): State.SILENT,
    }  # fmt: skip
    assert model.data(model.index(model.row_of("hello"), 2)) == "recorded 0:02.0"
    assert model.uses("hello") == 1
    assert model.uses("menu") == 0


async def test_found_by_text_and_by_what_is_to_be_done(panel: PromptsPanel) -> None:
    QTest.keyClicks(panel.list.search, "NETWORK")
    assert [panel.list.model.prompt_at(row) for row in range(panel.list.model.rowCount())] == [
        "hello"
    ]
    panel.list.search.clear()
    panel.list.filter.setFocus()
    QTest.keyClick(panel.list.filter, Qt.Key.Key_Down)
    QTest.keyClick(panel.list.filter, Qt.Key.Key_Down)
    rows = [panel.list.model.prompt_at(row) for row in range(panel.list.model.rowCount())]
    assert rows == ["lost", "menu", "spare"]
    QTest.keyClicks(panel.list.search, "nothing of the kind")
    assert panel.list.empty.isVisible()
    QTest.mouseClick(panel.list.empty.button, LEFT)
    assert panel.list.model.rowCount() == 4


async def test_a_cell_chooses_prompt_and_language(panel: PromptsPanel) -> None:
    click(panel, "hello", 3)
    assert (panel.detail.prompt, panel.detail.language) == ("hello", "en")
    assert panel.detail.text.toPlainText() == "Hello! This is your network."
    assert panel.detail.empty.isVisible()
    QTest.keyClick(panel.list.table, Qt.Key.Key_Down)
    assert panel.detail.prompt == "lost"
    tabs = panel.detail.tabs
    QTest.mouseClick(tabs, LEFT, pos=tabs.tabRect(0).center())
    assert panel.detail.language == "ru"


async def test_typing_is_one_edit_that_is_undone(panel: PromptsPanel) -> None:
    panel.detail.text.setFocus()
    QTest.keyClick(panel.detail.text, Qt.Key.Key_End, CONTROL)
    QTest.keyClicks(panel.detail.text, " Bye.")
    assert panel.document.undo_stack.count() == 1
    await until(lambda: panel.detail.text.toPlainText().endswith("Bye."))
    QTest.keyClick(panel.detail.text, Qt.Key.Key_Z, CONTROL)
    await until(lambda: panel.detail.text.toPlainText() == "Здравствуйте! Это служба связи.")


async def test_added_named_and_renamed_everywhere(panel: PromptsPanel) -> None:
    QTest.mouseClick(panel.list.add, LEFT)
    name = panel.list.table.findChild(QLineEdit)
    assert name is not None
    QTest.keyClicks(name, "farewell")
    QTest.keyClick(name, Qt.Key.Key_Return)
    await until(lambda: "farewell" in panel.document.content.header["prompts"])
    assert panel.detail.prompt == "farewell"
    click(panel, "hello")
    QTest.keyClick(panel.list.table, Qt.Key.Key_F2)
    name = panel.list.table.findChild(QLineEdit)
    assert name is not None
    QTest.keyClicks(name, "greeting")
    QTest.keyClick(name, Qt.Key.Key_Return)
    await until(lambda: panel.document.content.nodes["b"].parameters["prompts"] == ["greeting"])
    assert panel.detail.prompt == "greeting"
    panel.document.undo_stack.undo()
    assert panel.document.content.nodes["b"].parameters["prompts"] == ["hello"]


async def test_a_name_that_is_taken_is_refused(panel: PromptsPanel) -> None:
    panel.list.model.setData(panel.list.model.index(0, NAME), "menu")
    await until(lambda: "menu" in panel.detail.said.text())
    assert panel.document.undo_stack.count() == 0


async def test_deleting_what_is_used_asks_and_shows_where(panel: PromptsPanel) -> None:
    shown: list[tuple[str, str]] = []
    panel.use_wanted.connect(lambda node, place: shown.append((node, place)))
    click(panel, "hello")
    QTest.keyClick(panel.list.table, Qt.Key.Key_Delete)
    question = panel.list.question
    assert question is not None
    QTest.mouseClick(question.buttons["show"], LEFT)
    assert shown == [("b", "prompts[0]")]
    QTest.keyClick(panel.list.table, Qt.Key.Key_Delete)
    assert panel.list.question is not None
    QTest.mouseClick(panel.list.question.buttons["delete"], LEFT)
    assert "hello" not in panel.document.content.header["prompts"]
    assert panel.detail.prompt == "lost"
    click(panel, "spare")
    QTest.mouseClick(panel.list.delete, LEFT)
    assert "spare" not in panel.document.content.header["prompts"], "unused: at once"
    panel.document.undo_stack.undo()
    panel.document.undo_stack.undo()
    await until(lambda: panel.list.model.row_of("hello") >= 0)


async def test_uses_lead_to_their_block(panel: PromptsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.use_wanted) as told:
        item = panel.detail.uses.item(0)
        QTest.mouseClick(panel.detail.uses.viewport(), LEFT,
                         pos=panel.detail.uses.visualItemRect(item).center())  # fmt: skip
    assert told.args == ["b", "prompts[0]"]


async def test_trims_are_new_takes_and_are_undone(panel: PromptsPanel, desk: Desk) -> None:
    before = desk.file("prompts/hello.ru.wav").read_bytes()
    press(panel, "silence")
    await until(lambda: file_of(panel, "hello") != "prompts/hello.ru.wav")
    first = file_of(panel, "hello")
    assert 1.0 < sound.seconds(desk.file(first)) < 1.2
    wave = panel.detail.waveform
    await until(lambda: 1.0 < wave.seconds < 1.2)  # none while it is read
    assert not panel.detail.tools.buttons["trim"].isEnabled()
    wave.setFocus()
    for _ in range(3):
        QTest.keyClick(wave, Qt.Key.Key_Right, SHIFT | CONTROL)
    QTest.keyClick(wave, Qt.Key.Key_Left, SHIFT | CONTROL)
    assert wave.selection == pytest.approx((0.0, wave.seconds - 0.5))
    # The take before is shown a moment before its work is over.
    await until(panel.detail.tools.buttons["trim"].isEnabled)
    QTest.keyClick(wave, Qt.Key.Key_T, CONTROL)
    await until(lambda: file_of(panel, "hello") != first)
    second = file_of(panel, "hello")
    assert sound.seconds(desk.file(second)) == pytest.approx(0.65, abs=0.1)
    press(panel, "undo")
    press(panel, "undo")
    assert file_of(panel, "hello") == "prompts/hello.ru.wav"
    await until(lambda: wave.seconds == 2.0)
    assert desk.file("prompts/hello.ru.wav").read_bytes() == before
    assert desk.file(first).is_file()
    assert panel.takes.unused() == {first, second}
    press(panel, "redo")
    panel.note_saved()
    press(panel, "undo")
    assert panel.takes.unused() == {second}, "what was saved stays"
    await panel.close_scheme()
    assert desk.discarded == [second]


async def test_a_mouse_selects_and_sets_the_cursor(panel: PromptsPanel) -> None:
    wave = panel.detail.waveform
    window = wave.plot.viewport()
    width, middle = window.width(), window.height() // 3

    def at(share: float) -> QPoint:
        return QPoint(round(width * share), middle)

    QTest.mousePress(window, LEFT, pos=at(0.25))
    for share in (0.3, 0.4, 0.5, 0.6, 0.75):
        QTest.mouseMove(window, at(share))
        await asyncio.sleep(0.02)
    QTest.mouseRelease(window, LEFT, pos=at(0.75))
    start, end = wave.selection
    assert (start, end) == (pytest.approx(0.5, abs=0.05), pytest.approx(1.5, abs=0.05))
    assert wave.cursor_s == start
    assert panel.detail.tools.buttons["trim"].isEnabled()
    await asyncio.sleep(0.5)  # else it would be a double click
    QTest.mouseClick(window, LEFT, pos=at(0.9))
    assert not wave.selected
    assert wave.cursor_s == pytest.approx(1.8, abs=0.05)
    QTest.keyClick(wave, Qt.Key.Key_A, CONTROL)
    assert wave.selection == (0.0, 2.0)
    assert "0:02.0" in wave.accessibleDescription()
    QTest.keyClick(wave, Qt.Key.Key_Escape)
    assert not wave.selected


async def test_the_waveform_shows_the_sound(panel: PromptsPanel) -> None:
    x, y = panel.detail.waveform.curve.getData()
    loud = np.abs(y) > 0.2
    assert x[loud].min() == pytest.approx(0.5, abs=0.01)
    assert x[loud].max() == pytest.approx(1.5, abs=0.01)
    assert np.abs(y).max() == pytest.approx(0.3, abs=0.001)


async def test_a_file_is_dropped(panel: PromptsPanel, desk: Desk, tmp_path: Path) -> None:
    source = sound.write(tmp_path / "studio.wav", sound.tone(800, 1.5, rate=44_100), rate=44_100)
    click(panel, "menu")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(source))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, LEFT,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    panel.detail.dropEvent(event)
    await until(lambda: file_of(panel, "menu"))
    assert sound.seconds(desk.file(file_of(panel, "menu"))) == pytest.approx(1.5, abs=0.2)
    assert panel.document.undo_stack.undoText() == "Import “menu”"


async def test_a_broken_file_changes_nothing(panel: PromptsPanel, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"nothing")
    panel.detail.work.import_file(broken)
    await until(lambda: panel.detail.said.text() and not panel.detail.work.busy)
    assert "broken.mp3" in panel.detail.said.text()
    assert file_of(panel, "hello") == "prompts/hello.ru.wav"
    assert panel.document.undo_stack.count() == 0


async def test_synthesised_with_the_chosen_voice(panel: PromptsPanel, desk: Desk) -> None:
    click(panel, "menu")
    await until(lambda: len(panel.detail.tools.voices.actions()) == 2)
    panel.detail.tools.voices.actions()[1].trigger()
    press(panel, "synthesise")
    await until(lambda: file_of(panel, "menu"))
    assert desk.spoken == [("Узнать долг — один. Оператор — ноль.", "ru", "ru+f3")]
    await until(lambda: panel.detail.tools.buttons["remove"].isEnabled())
    press(panel, "remove")
    assert file_of(panel, "menu") == ""


async def test_exported(panel: PromptsPanel, tmp_path: Path) -> None:
    target = tmp_path / "out.wav"
    panel.detail.work.export_to(panel.detail.waveform.samples, target)
    await until(lambda: not panel.detail.work.busy)
    assert sound.seconds(target) == 2.0
    assert str(target) in panel.detail.said.text()


async def test_the_store_is_away(panel: PromptsPanel, desk: Desk) -> None:
    desk.away = True
    press(panel, "silence")
    await until(lambda: file_of(panel, "hello") != "prompts/hello.ru.wav")
    await until(lambda: "1 take" in panel.line.text())
    assert panel.line.isVisible()
    click(panel, "lost")
    await until(lambda: panel.detail.said.text())
    assert "sftp://far" in panel.detail.said.text()


async def test_no_space_keeps_everything_as_it_was(panel: PromptsPanel, desk: Desk) -> None:
    desk.full = True
    press(panel, "loudness")
    await until(lambda: "no space" in panel.detail.said.text())
    assert file_of(panel, "hello") == "prompts/hello.ru.wav"
    assert not panel.detail.work.busy


async def test_without_a_microphone_it_says_so(panel: PromptsPanel) -> None:
    press(panel, "record")
    dialog = panel.detail.work.dialog
    assert isinstance(dialog, RecordDialog)
    if dialog.step is Step.NO_DEVICE:
        assert "no microphone" in dialog.said.text()
        assert not dialog.record.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert panel.detail.work.dialog is None


async def test_spoken_with_a_contacts_data(panel: PromptsPanel, desk: Desk) -> None:
    QTest.mouseClick(panel.tabs.tabBar(), LEFT, pos=panel.tabs.tabBar().tabRect(1).center())
    view = panel.speaking
    assert view.place is not None
    assert "Долг" in view.heard.said.text(), "it says what it needs"
    assert set(view.fields.values()) == {"Долг", "Срок"}
    QTest.mouseClick(view.contact, LEFT)
    chooser = view.chooser
    assert chooser is not None
    await until(lambda: chooser.list.topLevelItemCount())
    QTest.mouseClick(chooser.take, LEFT)
    assert view.heard.words.toPlainText() == (
        "Ваш долг — двадцать одна тысяча один рубль пять копеек. Оплатите до пятого декабря."
    )
    assert not view.heard.said.text()
    view.spoken_in.setFocus()
    QTest.keyClick(view.spoken_in, Qt.Key.Key_Down)
    assert view.heard.words.toPlainText().startswith("You owe twenty-one thousand and one rouble")
    paths = await desk.voiced(view.heard.shown.items)
    assert len(paths) == 1
    assert isinstance(desk.heard[0], Spoken)
    view.template.setFocus()
    view.template.selectAll()
    QTest.keyClicks(view.template, "{n|ordinal")
    assert view.place is None, "what is typed is no block's text"
    assert "unclosed" in view.heard.said.text()
    assert panel.document.undo_stack.count() == 0


async def test_another_scheme_and_other_languages(panel: PromptsPanel) -> None:
    from dataclasses import replace

    panel.document.replace(replace(with_prompts(), languages=("en",), prompts={}))
    assert panel.list.empty.isVisible()
    assert not panel.detail.tabs.isVisible()
    assert panel.detail.prompt == ""
    assert not panel.detail.tools.buttons["record"].isEnabled()
    QTest.mouseClick(panel.list.empty.button, LEFT)
    assert panel.detail.prompt == "prompt"


async def test_every_control_has_a_name_and_is_reached_by_key(panel: PromptsPanel) -> None:
    unnamed = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and type(widget).__module__.startswith("editor")
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert unnamed == []
    for button in panel.findChildren(QToolButton):
        if button.isEnabled() and button.isVisible() and button.accessibleName():
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, button.accessibleName()


async def test_in_the_editor(
    desk: Desk, node_types: NodeTypes, tmp_path: Path, qtbot: QtBot
) -> None:
    """Made when it is first wanted; saving and closing are told."""

    from editor.editor_widget import EditorWidget
    from editor.tools import EditorTools
    from engine.ports.schemes import Draft
    from engine.scheme.codec import dump_scheme
    from tests.unit.editor.test_keeper import NOW
    from tests.unit.editor.test_keeper import Desk as Schemes

    schemes = Schemes()
    schemes.stored = Draft("debts", dump_scheme(with_prompts()), 1, "Котова", NOW, None)
    editor = EditorWidget(
        schemes, node_types, tmp_path, "ru", tools=EditorTools(prompts=desk, contacts=People())
    )
    qtbot.addWidget(editor)
    editor.resize(1366, 768)
    editor.show()
    await editor.open("debts")
    assert editor.panels.prompts is None
    QTest.mouseClick(editor.bar.buttons["prompts"], LEFT)
    panel = editor.panels.prompts
    assert panel is not None
    assert panel.isVisible()
    assert panel.detail.prompt == "hello"
    await until(lambda: len(panel.detail.waveform.samples))
    for number, key in enumerate(("silence", "loudness"), 1):
        await until(panel.detail.tools.buttons[key].isEnabled)
        press(panel, key)
        await until(lambda number=number: editor.document.undo_stack.count() == number)
        if number == 1:
            assert await editor.keeper.save_now()
            first = file_of(panel, "hello")
    editor.document.undo_stack.undo()
    (unused,) = panel.takes.unused()
    assert unused != first
    item = panel.detail.uses.item(0)
    QTest.mouseClick(panel.detail.uses.viewport(), LEFT,
                     pos=panel.detail.uses.visualItemRect(item).center())  # fmt: skip
    assert editor.view.isVisible()
    assert editor.selection.nodes == {"b"}
    folder = panel.takes.folder
    await editor.close_scheme()
    assert desk.discarded == [unused]
    assert not folder.exists()
