"""The editor as a whole: palette, quick add, saving, publishing, comparing, banners."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from editor.banners import Banner
from editor.editor_widget import EditorWidget
from editor.edits import nodes
from editor.keeper import Saving
from editor.palette import NAME_ROLE
from engine.ports.schemes import OpenEditor, SchemeVersion, VersionInfo
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Link, Node, Scheme
from engine.scheme.node_types import NodeTypes
from rino_desktop.ui.announcing import announcements
from tests.unit.editor.conftest import small
from tests.unit.editor.test_keeper import NOW, Desk, desk

__all__ = ["desk"]

NOTICE = dump_scheme(replace(small(), name="notice"))
CONTROL = Qt.KeyboardModifier.ControlModifier
Opener = Callable[..., Awaitable[EditorWidget]]


@pytest.fixture
def opened(desk: Desk, tmp_path: Path, node_types: NodeTypes, qtbot: QtBot) -> Opener:
    async def make() -> EditorWidget:
        widget = EditorWidget(desk, node_types, tmp_path, "ru")
        qtbot.addWidget(widget)
        widget.resize(1366, 768)
        widget.show()
        await widget.open("notice")
        return widget

    return make


async def until(condition: Callable[[], object]) -> None:
    """Both loops turn: asyncio's, and Qt's with its timers."""
    for _ in range(3000):  # it may share its processor
        QApplication.processEvents()
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come")


def links(widget: EditorWidget) -> set[tuple[str, str, str]]:
    return {(x.source, x.port, x.target) for x in widget.document.content.links.values()}


async def test_what_it_shows(opened: Opener) -> None:
    widget = await opened()
    assert widget.bar.title.text() == "notice"
    assert widget.bar.badge.text() == "version 1"
    assert not widget.bar.buttons["save"].isEnabled()
    seen = widget.view.mapToScene(widget.view.viewport().rect()).boundingRect()
    assert seen.contains(widget.scene.content_rect())


async def test_who_walks_the_canvas_by_keys_hears_where_he_is(opened: Opener) -> None:
    widget, said = await opened(), list[str]()

    def take(text: str, _urgent: bool) -> None:
        said.append(text)

    announcements.made.connect(take)
    widget.activateWindow()
    widget.view.setFocus()
    await until(widget.view.hasFocus)
    widget.selection.set(["b"])
    QTest.keyClick(widget.view, Qt.Key.Key_Right)
    widget.view.clearFocus()
    widget.selection.set(["b", "d"])  # in the outline, which is read by itself
    announcements.made.disconnect(take)
    items = widget.panels.outline.outline
    assert said == [items.spoken(items.items[key]) for key in ("b", "c")]
    assert widget.view.accessibleDescription() == "2 selected"


async def test_a_new_scheme_begins_with_its_start(opened: Opener, desk: Desk) -> None:
    desk.stored = None
    widget = await opened()
    assert [node.type for node in widget.document.content.nodes.values()] == ["start"]


async def test_typing_finds_a_block_and_enter_adds_it_after_the_selected(opened: Opener) -> None:
    widget = await opened()
    widget.selection.set(["d"])
    QTest.keyClicks(widget.view, "w")
    assert widget.quick_add.isVisible()
    QTest.keyClicks(widget.quick_add.search, "ait")
    assert widget.quick_add.list.count() >= 1
    assert widget.quick_add.list.item(0).data(Qt.ItemDataRole.UserRole) == "wait"
    QTest.keyClick(widget.quick_add.search, Qt.Key.Key_Return)
    assert not widget.quick_add.isVisible()
    (key,) = widget.selection.nodes
    assert ("d", "next", key) in links(widget)
    assert widget.document.undo_stack.count() == 1


async def test_control_enter_chains(opened: Opener) -> None:
    widget = await opened()
    widget.selection.set(["d"])
    widget.view.actions_by_key.insert_after()
    QTest.keyClicks(widget.quick_add.search, "wait")
    QTest.keyClick(widget.quick_add.search, Qt.Key.Key_Return, CONTROL)
    assert widget.quick_add.isVisible()
    (first,) = widget.selection.nodes
    QTest.keyClicks(widget.quick_add.search, "hang")
    QTest.keyClick(widget.quick_add.search, Qt.Key.Key_Return)
    (second,) = widget.selection.nodes
    assert {("d", "next", first), (first, "next", second)} <= links(widget)


async def test_escape_in_quick_add_leaves_no_trace(opened: Opener) -> None:
    widget = await opened()
    widget.view.quick_add_wanted.emit(QPointF(100, 500), "d", "next")
    assert widget.quick_add.isVisible()
    names = [widget.quick_add.list.item(row).data(Qt.ItemDataRole.UserRole)
             for row in range(widget.quick_add.list.count())]  # fmt: skip
    assert "start" not in names
    QTest.keyClick(widget.quick_add.search, Qt.Key.Key_Escape)
    assert not widget.quick_add.isVisible()
    assert widget.document.undo_stack.count() == 0


async def test_the_palette_finds_in_both_languages_and_adds(opened: Opener) -> None:
    widget = await opened()
    for wanted in ("стоп", "do not", "do_not_call"):
        widget.palette_list.search.setText(wanted)
        item = widget.palette_list.tree.topLevelItem(0)
        assert item.data(0, NAME_ROLE) == "do_not_call", wanted
    QTest.keyClick(widget.palette_list.search, Qt.Key.Key_Return)
    assert len(widget.document.content.nodes) == 5
    widget.palette_list.search.setText("ничего такого нет")
    assert widget.palette_list.tree.topLevelItemCount() == 0


async def test_saving_by_keyboard(opened: Opener, desk: Desk) -> None:
    widget = await opened()
    widget.selection.set(["b"])
    QTest.keyClick(widget.view, Qt.Key.Key_Right, CONTROL)
    assert widget.keeper.state is Saving.CHANGED
    assert widget.bar.badge.text() == "draft"
    widget.actions_by_name["save"].trigger()
    await until(lambda: widget.keeper.state is Saving.SAVED)
    assert desk.stored is not None
    assert desk.stored.revision == 2


async def test_errors_keep_it_from_being_published(opened: Opener, desk: Desk) -> None:
    widget = await opened()
    said: list[str] = []
    widget.said.connect(said.append)
    widget.palette_list.search.setText("menu")
    QTest.keyClick(widget.palette_list.search, Qt.Key.Key_Return)
    widget.bar.buttons["publish"].click()
    assert widget.publishing.dialog is None
    assert said[-1].startswith("Cannot be published yet")
    assert len(widget.selection.nodes) == 1
    assert desk.versions_made == []


async def test_publishing(opened: Opener, desk: Desk) -> None:
    widget = await opened()
    widget.selection.set(["d"])
    QTest.keyClick(widget.view, Qt.Key.Key_Delete)
    widget.bar.buttons["publish"].click()
    await until(lambda: widget.publishing.dialog)
    dialog = widget.publishing.dialog
    assert dialog is not None
    QTest.keyClicks(dialog.comment, "first")
    dialog.accept()
    await until(lambda: desk.versions_made)
    await until(lambda: widget.bar.badge.text() == "version 1")
    assert widget.keeper.state is Saving.SAVED


def press(banner: Banner | None, name: str) -> None:
    assert banner is not None
    (button,) = [b for b in banner.buttons if b.text() == name]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def test_somebody_else_has_saved(opened: Opener, desk: Desk) -> None:
    widget = await opened()
    assert desk.stored is not None
    theirs = replace(desk.stored, revision=2, author="Петров",
                     document=desk.stored.document.replace("Пауза", "Другая"))  # fmt: skip
    desk.stored = theirs
    widget.selection.set(["b"])
    QTest.keyClick(widget.view, Qt.Key.Key_Delete)
    widget.keeper.save()
    await until(lambda: widget.banners.shown("conflict"))
    banner = widget.banners.shown("conflict")
    assert banner is not None
    assert "Петров" in banner.label.text()
    press(banner, "Compare")
    await until(lambda: widget.comparing.dialog is not None)
    assert widget.comparing.dialog is not None
    await until(lambda: widget.comparing.dialog.list.count())
    widget.comparing.dialog.close()
    press(banner, "Take theirs")
    await until(lambda: widget.keeper.state is Saving.SAVED)
    assert widget.document.content.nodes["b"].name == "Другая"
    assert widget.banners.shown("conflict") is None
    widget.document.undo_stack.undo()
    assert "b" not in widget.document.content.nodes, "what was here can be had back"


async def test_recovering_unsaved_work(opened: Opener, desk: Desk, tmp_path: Path) -> None:
    first = await opened()
    first.selection.set(["b"])
    QTest.keyClick(first.view, Qt.Key.Key_Delete)
    await first.close_scheme()
    second = await opened()
    assert "b" in second.document.content.nodes
    press(second.banners.shown("recovered"), "Recover")
    await until(lambda: "b" not in second.document.content.nodes)
    assert second.keeper.state is Saving.CHANGED
    await second.close_scheme()
    third = await opened()
    press(third.banners.shown("recovered"), "Discard")
    await until(lambda: not list(tmp_path.glob("*.kept")))
    assert "b" in third.document.content.nodes


async def test_who_else_has_it_open(opened: Opener, desk: Desk) -> None:
    desk.others = [OpenEditor("Петров", "pc-2", NOW, NOW + timedelta(seconds=5))]
    widget = await opened()
    await until(lambda: widget.banners.shown("others"))
    banner = widget.banners.shown("others")
    assert banner is not None
    assert "Петров (pc-2)" in banner.label.text()


class DeskWithVersions(Desk):
    used = 2

    async def versions(self, name: str) -> list[VersionInfo]:
        return [VersionInfo(n, n, NOW, "Котова", f"comment {n}", n, n == self.used) for n in (2, 1)]

    async def numbered(self, name: str, version: int) -> SchemeVersion:
        scheme = replace(small(), name="notice")
        if version == 1:
            scheme = replace(scheme, nodes=(*scheme.nodes[:1], replace(scheme.nodes[1], name="Old"),
                                            *scheme.nodes[2:]))  # fmt: skip
        return SchemeVersion(version, 1, name, version, dump_scheme(scheme), NOW)

    async def rollback(self, name: str, version: int) -> SchemeVersion:
        self.used = version
        return await self.numbered(name, version)


async def test_comparing_versions_and_going_back(
    tmp_path: Path, node_types: NodeTypes, qtbot: QtBot
) -> None:
    desk = DeskWithVersions()
    desk.stored = await Desk.save(
        desk, "notice", dump_scheme(replace(small(), name="notice")), None
    )
    widget = EditorWidget(desk, node_types, tmp_path, "ru")
    qtbot.addWidget(widget)
    widget.show()
    await widget.open("notice")
    widget.bar.buttons["compare"].click()
    await until(lambda: widget.comparing.dialog is not None and widget.comparing.dialog.isVisible())
    dialog = widget.comparing.dialog
    assert dialog is not None
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == []
    assert not dialog.rollback.isEnabled()
    dialog.old.setCurrentIndex(dialog.old.findData(1))
    await until(lambda: dialog.list.count() == 1)
    assert "Old" in dialog.list.item(0).text()
    desk.hurt = ["main calls it and does not fit it any more"]
    QTest.mouseClick(dialog.rollback, Qt.MouseButton.LeftButton)
    await until(lambda: [b for b in dialog.findChildren(QPushButton)
                         if b.text() == "Use this version"])  # fmt: skip
    assert any(desk.hurt[0] in label.text() for label in dialog.findChildren(QLabel))
    (sure,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Use this version"]
    QTest.mouseClick(sure, Qt.MouseButton.LeftButton)
    await until(lambda: desk.used == 1)


async def test_going_on_from_an_older_version_can_be_undone(
    tmp_path: Path, node_types: NodeTypes, qtbot: QtBot
) -> None:
    desk = DeskWithVersions()
    desk.stored = await Desk.save(
        desk, "notice", dump_scheme(replace(small(), name="notice")), None
    )
    widget = EditorWidget(desk, node_types, tmp_path, "ru")
    qtbot.addWidget(widget)
    widget.show()
    await widget.open("notice")
    widget.comparing.begin()
    await until(lambda: widget.comparing.dialog is not None and widget.comparing.dialog.isVisible())
    dialog = widget.comparing.dialog
    assert dialog is not None
    dialog.old.setCurrentIndex(dialog.old.findData(1))
    await until(lambda: dialog.list.count() == 1)
    dialog.as_draft.click()
    await until(lambda: widget.document.content.nodes["b"].name == "Old")
    widget.document.undo_stack.undo()
    assert widget.document.content.nodes["b"].name == "Пауза"
    assert widget.keeper.state is Saving.SAVED


async def test_the_menu_arranges(opened: Opener) -> None:
    widget = await opened()
    widget.selection.set(["b", "c", "d"])
    menu = widget.menu.made(QPointF(0, 0))
    names = [action.text() for action in menu.actions() if action.text()]
    assert {"Cut", "Delete and reconnect", "Frame around", "Pin", "Align"} <= set(names)
    widget.menu.align("left")
    assert {widget.document.content.nodes[key].x for key in "bcd"} == {320}
    widget.document.undo_stack.undo()
    widget.menu.add_frame()
    (note,) = widget.document.content.notes.values()
    assert note.frame
    widget.selection.set(["b"])
    widget.menu.pin(on=True)
    widget.menu.tidy()
    assert widget.document.content.nodes["b"].x == 320
    where = widget.view.viewport().mapToGlobal(QPoint(5, 5))
    shown = widget.menu.show(where, QPointF(0, 0))
    shown.close()


async def test_the_map_moves_the_window(opened: Opener) -> None:
    widget = await opened()
    widget.view.set_zoom(2.0)
    widget.minimap._draw()
    QTest.mouseClick(widget.minimap, Qt.MouseButton.LeftButton, pos=QPoint(8, 100))
    middle = widget.view.mapToScene(widget.view.viewport().rect().center())
    assert middle.x() < 100


async def test_paper_and_wheel(opened: Opener, tmp_path: Path) -> None:
    widget = await opened()
    said: list[str] = []
    widget.said.connect(said.append)
    for kind in ("pdf", "svg"):
        widget.more.export(tmp_path / f"s.{kind}", kind)
        assert (tmp_path / f"s.{kind}").stat().st_size > 1000
    widget.more.export(tmp_path / "missing" / "s.pdf", "pdf")
    assert "cannot be written" in said[-1]
    assert widget.more.imprint().line().startswith("notice · version 1 · ")
    menu = widget.more.made()
    (wheel,) = [action for action in menu.actions() if action.isCheckable()]
    wheel.trigger()
    assert widget.view.wheel_zooms
    widget.more.set_wheel(False)


async def test_a_selection_becomes_a_sub_scheme(opened: Opener, desk: Desk) -> None:
    widget = await opened()
    saved: list[tuple[str, str]] = []
    said: list[str] = []
    widget.said.connect(said.append)

    async def save(name: str, document: str, based_on: int | None) -> object:
        saved.append((name, document))
        return None

    desk.save = save  # type: ignore[assignment, method-assign]
    widget.selection.set(["a", "b"])
    widget.more.extract("part")
    assert said[-1].startswith("Calls begin at one of these blocks")
    widget.selection.set(["b"])
    widget.more.extract("part")
    await until(lambda: "b" not in widget.document.content.nodes)
    ((name, document),) = saved
    assert name == "part"
    assert '"return"' in document
    (key,) = widget.selection.nodes
    assert {("a", "next", key), (key, "next", "c")} <= links(widget)
    widget.document.undo_stack.undo()
    assert "b" in widget.document.content.nodes


async def test_a_sub_scheme_opens_by_double_click(opened: Opener, qtbot: QtBot) -> None:
    widget = await opened()
    document = widget.document
    kind = document.node_types.get("subscheme")
    assert kind is not None
    node = replace(nodes.new_node(document.content, kind, 0, 400), parameters={"scheme": "opt-out"})
    document.do("add", nodes.insert(document.content, node))
    widget.view.show_key(node.id)
    at = widget.view.mapFromScene(widget.scene.block_rect(node.id).center())
    with qtbot.waitSignal(widget.scheme_wanted) as wanted:
        QTest.mouseDClick(widget.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert wanted.args == ["opt-out", "notice"]
    widget.set_origin("caller")
    with qtbot.waitSignal(widget.scheme_wanted) as back:
        QTest.mouseClick(widget.bar.origin, Qt.MouseButton.LeftButton)
    assert back.args == ["caller", ""]
    at = widget.view.mapFromScene(widget.scene.block_rect("b").center())
    with qtbot.waitSignal(widget.view.edit_wanted) as edit:
        QTest.mouseDClick(widget.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert edit.args == ["b"]


async def test_problems_are_shown_where_they_are(opened: Opener) -> None:
    widget = await opened()
    await until(lambda: widget.scene.blocks["d"].trouble)
    assert widget.panels.bottom.tabText(0) == "1 error(s), 1 warning(s)"
    assert widget.scene.blocks["d"].trouble == "error"
    widget.selection.set(["d"])
    QTest.keyClick(widget.view, Qt.Key.Key_Delete)
    await until(lambda: widget.panels.bottom.tabText(0) == "No problems")


async def test_the_form_follows_and_changes_the_scheme(opened: Opener) -> None:
    widget = await opened()
    QTest.mouseClick(
        widget.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=widget.view.mapFromScene(widget.scene.block_rect("b").center()),
    )
    page = widget.panels.inspector.node_page
    assert page.name.text() == "Пауза"
    page.name.setFocus()
    page.name.selectAll()
    QTest.keyClicks(page.name, "Rest")
    assert widget.document.content.nodes["b"].name == "Rest"
    assert widget.scene.blocks["b"].look.title == "Rest"
    assert widget.document.undo_stack.count() == 1
    widget.document.undo_stack.undo()
    assert page.name.text() == "Пауза"


async def test_search(opened: Opener) -> None:
    widget = await opened()
    widget.actions_by_name["search"].trigger()
    assert widget.panels.search.isVisible()
    QTest.keyClicks(widget.panels.search.line, "wait")
    QTest.keyClick(widget.panels.search.line, Qt.Key.Key_Return)
    assert widget.selection.nodes == {"b"}
    QTest.keyClick(widget.panels.search.line, Qt.Key.Key_Escape)
    assert not widget.panels.search.isVisible()


async def test_another_type_by_menu(opened: Opener) -> None:
    widget = await opened()
    widget.selection.set(["b"])
    menu = widget.panels.retyping.choose("b")
    names = [a.text() for sub in menu.actions() for a in sub.menu().actions()]
    assert "Меню" in names
    menu.close()
    widget.panels.retyping.retype("b", "loop_counter")
    assert widget.document.content.nodes["b"].type == "loop_counter"
    assert {("a", "next", "b"), ("b", "again", "c")} <= links(widget)


async def test_a_test_call_colours_its_path(opened: Opener) -> None:
    widget = await opened()
    widget.selection.set(["d"])
    QTest.keyClick(widget.view, Qt.Key.Key_Delete)
    widget.actions_by_name["call"].trigger()
    assert widget.panels.right.currentWidget() is widget.panels.call
    assert widget.bar.buttons["call"].isChecked()
    widget.panels.call.begin("end")
    await until(lambda: {"ab", "bc"} <= widget.scene.state.taken)
    widget.actions_by_name["call"].trigger()
    assert widget.panels.right.currentWidget() is widget.panels.inspector


async def test_where_subscribers_go(tmp_path: Path, node_types: NodeTypes, qtbot: QtBot) -> None:
    desk = DeskWithVersions()
    desk.stored = await desk.save("notice", NOTICE, None)
    widget = EditorWidget(desk, node_types, tmp_path, "ru")
    qtbot.addWidget(widget)
    widget.show()
    await widget.open("notice")
    widget.bar.buttons["flow"].click()
    await until(lambda: widget.scene.state.figures)
    state = widget.scene.state
    assert state.figures["b"] == {"": "10  −40.0 %", "next": "6"}
    assert state.figures["a"] == {"": "10", "next": "10"}
    assert state.shares == {"ab": 1.0, "bc": 0.6}
    assert state.main_path == {"ab", "bc"}
    assert (
        widget.flow.summary.text() == "10 call(s) · 1 block(s) of that version are no longer here"
    )
    assert [widget.flow.campaign.itemText(i) for i in range(2)] == ["All campaigns", "ноябрь"]
    widget.flow.shares.click()
    assert state.figures["b"]["next"] == "60.0 %"
    widget.bar.buttons["flow"].click()
    assert not state.figures
    assert not widget.flow.isVisible()


async def test_a_real_call_is_replayed(opened: Opener, desk: Desk, tmp_path: Path,
                                       node_types: NodeTypes, qtbot: QtBot) -> None:  # fmt: skip
    widget = await opened()
    wanted: list[int] = []
    widget.replay_wanted.connect(wanted.append)
    widget.replaying.choose()
    dialog = widget.replaying.dialog
    assert dialog is not None
    await until(lambda: dialog.list.topLevelItemCount() == 2)
    QTest.keyClicks(dialog.phone, "+7916")
    await until(lambda: dialog.list.topLevelItemCount() == 1)
    QTest.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert wanted == [7]
    replay = EditorWidget(desk, node_types, tmp_path, "ru")
    qtbot.addWidget(replay)
    replay.show()
    assert await replay.open_replay(7) == "notice, version 1 · +79160000007"
    replay.panels.call.transport.wanted.emit("end")
    await until(lambda: {"ab", "bc"} <= replay.scene.state.taken)
    assert not replay.bar.buttons["publish"].isVisible()
    replay.selection.set(["b"])
    QTest.keyClick(replay.view, Qt.Key.Key_Delete)
    assert "b" in replay.document.content.nodes, "what is past cannot be changed"
    await replay.close_scheme()


async def test_quick_add_is_never_cut_off_by_the_screen(opened: Opener) -> None:
    widget = await opened()
    room = widget.screen().availableGeometry()
    widget.quick_add.open_at(room.bottomRight() - QPoint(5, 5), QPointF(0, 0), "", "")
    assert room.contains(widget.quick_add.geometry())
    widget.quick_add.open_at(room.topLeft() - QPoint(9, 9), QPointF(0, 0), "", "")
    assert room.contains(widget.quick_add.geometry())
    widget.quick_add.hide()


async def test_an_empty_scheme_says_what_to_do_next(opened: Opener, desk: Desk) -> None:
    ends = (Node("a", "start"), Node("c", "hang_up", x=640))
    link = Link("ac", "a", "next", "c")
    assert desk.stored is not None
    bare = dump_scheme(Scheme("notice", nodes=ends, links=(link,)))
    desk.stored = replace(desk.stored, document=bare)
    widget = await opened()
    assert "Drag a block" in widget.line.text()
    widget.view.setFocus()
    QTest.keyClick(widget.view, Qt.Key.Key_Insert)
    QTest.keyClicks(widget.quick_add.search, "wait")
    QTest.keyClick(widget.quick_add.search, Qt.Key.Key_Return)
    assert len(widget.document.content.nodes) == 3
    assert widget.line.text() == ""
