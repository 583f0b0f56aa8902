"""A scheme drawn by hand in the desktop, published there, and then led real calls by."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.editor_widget import EditorWidget
from rino_desktop.demo.sip.controller import Farm
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.name_dialog import NameDialog
from tests.helpers.desktop_here import DesktopHere, until
from tests.helpers.drawing_hand import LEFT, Hand
from tests.helpers.office import Office, numbers, wait_for

pytestmark = pytest.mark.timeout(180)

YES, NO, SILENT = numbers(3)


async def draw(editor: EditorWidget) -> None:
    hand = Hand(editor)
    start, end = hand.node("start"), hand.node("hang_up")
    menu = await hand.drop_into("menu", start, "next")
    await hand.write(menu, "message[0].say.en", "Will you come? One for yes, two for no.")
    keys = editor.panels.inspector.node_page.form.editor.editor_at("keys")
    QTest.mouseClick(keys.head.buttons[0], LEFT)
    assert [port.name for port in editor.document.facts.ports(menu)][:2] == ["1", "2"]
    await hand.spread()
    yes = await hand.drop_into("save_result", menu, "1")
    await hand.write(yes, "results[0].name", "answer")
    await hand.write(yes, "results[0].value", "yes")
    await hand.spread()
    below = editor.scene.content_rect().bottomLeft() + QPointF(700, 160)
    no = await hand.join_new(menu, "2", below, "save answer")
    assert editor.document.content.nodes[no].type == "save_result"
    await hand.write(no, "results[0].name", "answer")
    await hand.write(no, "results[0].value", "no")
    await hand.join(no, "next", end)
    await hand.join(menu, "no_input", end)
    await hand.spread()
    thanks = await hand.drop_into("say", yes, "next")
    await hand.write(thanks, "text.en", "Thank you.")
    await hand.spread()
    sorry = await hand.drop_into("say", no, "next")
    await hand.write(sorry, "text.en", "What a pity.")
    await hand.spread()
    await hand.drop_into("wait", thanks, "next")


def test_drawn_published_and_called(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RINO_DATA", str(tmp_path / "data"))
    people: list[dict[str, Any]] = [
        {"number": number, "behaviour": {"kind": "answer_and_press", "ring_s": 0.2, "keys": keys}}
        for number, keys in (
            (YES, [{"key": "1", "delay_s": 1.0, "after": "heard"}]),
            (NO, [{"key": "2", "delay_s": 1.0, "after": "heard"}]),
            (SILENT, []),
        )
    ]
    office = Office(tmp_path / "office", database=str(tmp_path / "rino.fdb"))
    here = DesktopHere(qapp, tmp_path)

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        page = window.schemes
        await until(lambda: page.table.rowCount() > 0)
        window.resize(1600, 950)
        window.activateWindow()
        window.rail.go("ivr-kit")
        page.buttons["new"].click()
        await until(lambda: here.shown(NameDialog))
        dialog = here.shown(NameDialog)
        QTest.keyClicks(dialog.edit, "drawn")
        QTest.keyClick(dialog.edit, Qt.Key.Key_Return)
        await until(lambda: page.editors())
        editor = page.editors()[0]
        assert isinstance(editor, EditorWidget)
        await until(lambda: editor.isVisible())
        await draw(editor)
        assert len(editor.document.content.nodes) == 8
        assert [p.words("en") for p in editor.document.judge.problems() if p.is_error] == []
        editor.bar.buttons["publish"].click()
        await until(lambda: editor.publishing.dialog is not None)
        QTest.keyClicks(editor.publishing.dialog.comment, "the first")
        editor.publishing.dialog.accept()
        await until(lambda: editor.bar.badge.text() == "version 1")

    try:
        with Farm(tmp_path / "farm", behaviours={"rules": people}) as farm:
            office.open(farm.port, lines=3)
            here.play(scenario)
            (scheme,) = [s for s in office.json("scheme", "list") if s["name"] == "drawn"]
            assert (scheme["published"], scheme["comment"]) == (1, "the first")
            office.campaign("drawn", scheme="drawn", lines=3, rtp_timeout_s=20)
            office.contacts("drawn", [YES, NO, SILENT])
            office.run("campaign", "start", "drawn")
            engine = office.engine()
            wait_for(lambda: engine.poll() is not None, "the engine to be done", 120)
            assert engine.returncode == 0, office.log()
    finally:
        office.close()
    found = {a["phone"]: (a["results"], a["disposition"]) for a in office.attempts("drawn")}
    assert found == {
        YES: ({"answer": "yes"}, "completed"),
        NO: ({"answer": "no"}, "completed"),
        SILENT: ({}, "completed"),
    }, json.dumps(found)
