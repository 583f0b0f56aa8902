"""Damaged, foreign and huge schemes through the window: files, drafts, versions, the clipboard."""

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from editor.editor_widget import EditorWidget
from editor.edits import nodes
from engine.ports.storage import Stores
from engine.scheme.codec import LARGEST
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Question
from tests.helpers.desktop_here import DesktopHere, by_hand, told, until
from tests.helpers.program import Program

SAMPLES = Path(__file__).parents[3] / "resources" / "schemes"
NOTICE = (SAMPLES / "notice.scheme.json").read_text(encoding="utf-8")
CONTROL = Qt.KeyboardModifier.ControlModifier
MB = 1_000_000
#: How many times the window answers at least while much is read and judged.
_ANSWERS = 3
_READINGS, _TRIES = 3, 5


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    document = json.loads(NOTICE)
    change(document)
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _twice(document: dict[str, Any]) -> None:
    document["nodes"][1]["id"] = document["nodes"][0]["id"]


#: content → what is told of it, in English and in Russian
BAD: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "is empty. Choose the file", "файл пуст. Выберите файл"),
    "cut": (NOTICE.encode()[:3000], "damaged JSON at line ", "повреждён JSON в строке "),
    "no JSON": (b"\x89PNG\r\n", "line 1: not UTF-8 text. Save", "строка 1: это не текст в UTF-8"),
    "cp1251": (NOTICE.encode("cp1251", "replace"), "not UTF-8 text. Save it as UTF-8.", "UTF-8"),
    "utf-16": (NOTICE.encode("utf-16"), "not UTF-8 text. Save it as UTF-8.", "UTF-8"),
    "another JSON": (b'{"a": 1}', 'is not a scheme: "format"', "это не схема"),
    "deep": (b"[" * 100_000, "nested too deeply", "вложенность слишком велика"),
    "deep inside": (
        changed(lambda d: d.update(editor=json.loads('{"a":' * 90 + "1" + "}" * 90))),
        "editor: is nested too deeply", "editor: вложенность слишком велика",
    ),
    "newer": (changed(lambda d: d.update(version=9)), "newer version of the program", "Обновите"),
    "types": (
        changed(lambda d: d["nodes"][1].update(name=5)), "nodes[1].name: must be a text, not a "
        "number. Mend the file at that place", "nodes[1].name: должно быть значение вида «текст»",
    ),
    "a list": (changed(lambda d: d.update(nodes={})), "nodes: must be a list", "nodes: должно"),
    "twice": (changed(_twice), "nodes[1]", "id"),
}  # fmt: skip


async def answers(work: Callable[[], Any], over: Callable[[], Any]) -> int:
    """Do it, and wait; how many times the window has answered meanwhile."""
    work()
    count = 0
    while not over():
        # Finer than the shortest of these takes (65 ms, of which it never stands still for 30).
        await asyncio.sleep(0.001)
        count += 1
    return count


async def ready(window: MainWindow) -> None:
    await until(lambda: window.schemes.table.rowCount() > 0)
    await by_hand(
        lambda: QTest.mouseClick(window.rail.buttons["ivr-kit"], Qt.MouseButton.LeftButton)
    )


async def imported(window: MainWindow, here: DesktopHere, file: Path) -> str:
    """What is told of a file that cannot be imported."""
    window.schemes.buttons["import"].click()
    dialog = here.shown(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    found: list[str] = []
    await until(lambda: found.append(text) or True if (text := told(here)) else False)
    return found[0]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_files_that_cannot_be_imported(
    program: Program, here: DesktopHere, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, (content, *_) in BAD.items():
        (folder / f"{name}.scheme.json").write_bytes(content)
    (folder / "folder.json").mkdir()
    os.mkfifo(folder / "pipe.json")

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await ready(window)
        if language == "ru":
            window.user_menu.language_actions["ru"].trigger()
            await until(lambda: window.schemes.buttons["new"].text() == "Новая схема")
        before = window.schemes.table.names()
        for name, (_, *texts) in BAD.items():
            text = await imported(window, here, folder / f"{name}.scheme.json")
            assert f"{name}.scheme.json" in text, name
            assert texts[language == "ru"] in text, name
        for file, english, russian in (
            ("none.json", "no such file", "такого файла нет"),
            ("folder.json", "is a folder, not a file. Choose", "это папка, а не файл. Выберите"),
            ("pipe.json", "not an ordinary file", "это не обычный файл"),
        ):
            text = await imported(window, here, folder / file)
            assert file in text
            assert (english, russian)[language == "ru"] in text
        assert window.schemes.table.names() == before, "nothing half read is there"

    here.play(scenario)


def test_files_that_the_system_refuses(
    program: Program, here: DesktopHere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "locked.scheme.json"
    file.write_text(NOTICE, encoding="utf-8")
    target = tmp_path / "kept.scheme.json"
    target.write_text("what was there", encoding="utf-8")
    opened = Path.open

    def refused(self: Path, *args: Any, **more: Any) -> Any:
        # Root may read everything.
        if self == file:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **more)

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await ready(window)
        monkeypatch.setattr(Path, "open", refused)
        text = await imported(window, here, file)
        assert "locked.scheme.json: no right to read or write it. Have its owner" in text
        monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space")))
        window.schemes.export_wanted.emit("notice", str(target), 0)
        found: list[str] = []
        await until(lambda: found.append(t) or True if (t := told(here)) else False)
        assert "kept.scheme.json: cannot be written" in found[0]
        monkeypatch.undo()

    here.play(scenario)
    assert target.read_text(encoding="utf-8") == "what was there"
    assert not list(tmp_path.glob(".scheme-*"))


def huge(kind: str) -> bytes:
    """100 MB: a scheme of many blocks, or anything."""
    if kind == "scheme":
        document = json.loads(NOTICE)
        block = json.dumps(document["nodes"][1], ensure_ascii=False).encode()
        head = b'{"format": "rino-scheme", "version": 1, "nodes": ['
        return head + b",".join([block] * (100 * MB // len(block))) + b"]}"
    return {"brackets": b"[" * (100 * MB), "zeros": bytes(100 * MB)}[kind]


@pytest.mark.parametrize("kind", ["scheme", "brackets", "zeros"])
def test_a_hundred_megabytes_are_refused_unread(
    program: Program, here: DesktopHere, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "huge.scheme.json"
    file.write_bytes(huge(kind))

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await ready(window)
        text: list[str] = []
        await answers(
            lambda: window.schemes.import_wanted.emit(str(file)),
            lambda: text.append(found) or True if (found := told(here)) else False,
        )
        size = -(-file.stat().st_size // MB)
        assert f"huge.scheme.json: {size} MB, too large to be a scheme: 16 MB at most." in text[0]

    here.play(scenario)
    file.unlink()


@pytest.mark.parametrize("kind", ["lists", "words", "cut"])
def test_the_window_answers_while_much_nonsense_is_read(
    program: Program, here: DesktopHere, tmp_path: Path, kind: str
) -> None:
    """As large as a scheme may be."""
    head = b'{"format": "rino-scheme", "version": 1, "editor": {"a": '
    body = {
        "lists": b"[" + b"[]," * (LARGEST // 3 - 100) + b"1]}}",
        "words": json.dumps("слово " * (LARGEST // 6 - 100), ensure_ascii=False).encode() + b"}]",
        "cut": b"[" + b'{"a": 1},' * (LARGEST // 9 - 100),
    }[kind]
    file = tmp_path / "much.scheme.json"
    file.write_bytes(head + body)

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await ready(window)
        words = "too large to be a scheme" if kind == "lists" else "damaged JSON at line 1, column"

        async def read() -> int:
            done: list[str] = []

            def over(done: list[str] = done) -> bool:
                done.extend(text for text in [told(here)] if text)
                return bool(done)

            count = await answers(lambda: window.schemes.import_wanted.emit(str(file)), over)
            # Of the lists, each would stand in a line of its own.
            assert f"much.scheme.json: {words}" in done[0]
            return count

        # Several times: how many answers there are of one reading is for the machine's other work
        # to say, too. A window that stands still answers once, however often it is asked.
        counts: list[int] = []
        for _ in range(_TRIES):
            counts.append(sum([await read() for _ in range(_READINGS)]))
            if counts[-1] >= _READINGS * _ANSWERS:
                break
        assert max(counts) >= _READINGS * _ANSWERS

    here.play(scenario)


# --- what is kept as it is ------------------------------------------------------------------------


def test_unknown_blocks_and_links_to_nowhere_come_back_unchanged(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    """Imported, opened, another block moved, saved, exported: all of it as it was."""
    strange = {
        "id": "strange", "type": "acme.hologram", "name": "Голограмма", "position": [40, 600],
        "parameters": {"beam": {"б": [1, 2.5, None, {"deep": [True]}], "a": "{x|y}"}, "z": 0},
    }  # fmt: skip

    def change(document: dict[str, Any]) -> None:
        document["nodes"].append(strange)
        first = document["nodes"][0]["id"]
        document["links"] += [
            {"id": "s1", "source": first, "port": "another", "target": "strange"},
            {"id": "s2", "source": "strange", "port": "beamed", "target": "nowhere"},
            {"id": "s3", "source": "gone", "port": "next", "target": first},
        ]

    file, target = tmp_path / "odd.scheme.json", tmp_path / "out.scheme.json"
    file.write_bytes(changed(change))

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await ready(window)
        page = window.schemes
        page.import_wanted.emit(str(file))
        await until(lambda: (c := page.chosen()) and c.name == "odd")
        page.scheme_wanted.emit("odd")
        await until(lambda: page.editors())
        (editor,) = page.editors()
        assert isinstance(editor, EditorWidget)
        assert "strange" in editor.scene.blocks
        problems = editor.document.judge.problems()
        assert "strange" in {problem.node_id for problem in problems}
        assert {"s2", "s3"} <= {problem.link_id for problem in problems}
        # Through all panels: selected, its form shown, moved and put back, another one renamed.
        editor.selection.set(["strange"])
        await asyncio.sleep(0.1)
        content = editor.document.content
        editor.document.do("move", nodes.move(content, {"strange": (80.0, 640.0)}))
        editor.document.undo_stack.undo()
        key = next(iter(content.nodes))
        editor.document.do("rename", nodes.rename(content, key, "Иначе"))
        editor.bar.buttons["save"].click()
        await until(lambda: not editor.document.modified)
        page.export_wanted.emit("odd", str(target), 0)
        await until(target.exists)

    here.play(scenario)
    before, after = (json.loads(f.read_text(encoding="utf-8")) for f in (file, target))
    assert after["nodes"][-1] == strange
    assert after["nodes"][0]["name"] == "Иначе"
    before["nodes"][0]["name"], before["name"] = "Иначе", "odd"
    for key in ("nodes", "links", "prompts", "variables", "tests", "languages"):
        assert after[key] == before[key]


# --- drafts, versions, the clipboard --------------------------------------------------------------


def test_a_damaged_draft_gives_way_to_a_version(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    target = tmp_path / "raw.scheme.json"
    damaged = NOTICE[:3000]

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await ready(window)
        page = window.schemes

        def damage(stores: Stores) -> None:
            draft = stores.schemes.draft("notice")
            assert draft is not None
            stores.schemes.save_draft("notice", damaged, "Petrov", draft.revision)
            stores.schemes.save_draft("never", damaged)
            # One that nobody can read must not stand in the way of any other.
            stores.schemes.publish("broken", "{")

        await desktop._connection.run(damage)

        async def asked(name: str) -> Question:
            page.scheme_wanted.emit(name)
            await until(lambda: here.shown(Question))
            question: Question = here.shown(Question)
            return question

        question = await asked("notice")
        assert question.windowTitle() == "The draft of “notice” cannot be read"
        question.buttons[""].click()
        await asyncio.sleep(0.2)
        assert page.editors() == ()
        question = await asked("notice")
        question.buttons["export"].click()
        await until(lambda: here.shown(QFileDialog))
        files = here.shown(QFileDialog)
        files.fileSelected.emit(str(target))
        files.close()
        await until(target.exists)
        question = await asked("notice")
        assert question.buttons["version"].text() == "Go on from version 1"
        question.buttons["version"].click()
        await until(lambda: page.editors())
        (editor,) = page.editors()
        assert isinstance(editor, EditorWidget)
        assert len(editor.document.content.nodes) == len(json.loads(NOTICE)["nodes"])
        assert editor.document.modified
        draft = await desktop._connection.run(lambda s: s.schemes.draft("notice"))
        assert draft is not None
        assert draft.document == damaged, "untouched until it is saved"
        assert await editor.keeper.save_now()
        for name in ("never", "broken"):
            question = await asked(name)
            assert "version" not in question.buttons
            question.buttons[""].click()
            await until(lambda: here.shown(Question) is None)
        page.scheme_wanted.emit("survey")
        await until(lambda: len(page.editors()) == 2)

    here.play(scenario)
    assert target.read_text(encoding="utf-8") == damaged
    assert program.json("scheme", "check", "notice")["ok"]


def test_damaged_text_on_the_clipboard(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await ready(window)
        window.schemes.scheme_wanted.emit("notice")
        await until(lambda: window.schemes.editors())
        (editor,) = window.schemes.editors()
        assert isinstance(editor, EditorWidget)
        window.user_menu.language_actions["ru"].trigger()
        await until(lambda: window.schemes.buttons["new"].text() == "Новая схема")
        await by_hand(lambda: QTest.keyClick(editor.view, Qt.Key.Key_A, CONTROL))
        await by_hand(lambda: QTest.keyClick(editor.view, Qt.Key.Key_C, CONTROL))
        good = QGuiApplication.clipboard().text()
        count, undo = len(editor.document.content.nodes), editor.document.undo_stack.count()
        for text, words in (
            (good[:-40], "В буфере обмена: повреждён JSON в строке "),
            (good.replace('"version": 1', '"version": 3', 1), "более новой версией программы"),
            (good.replace('"nodes": [', '"nodes": [7, ', 1), "nodes[0]: должно быть"),
            ('{"format": "rino-scheme-part", "a": ' + "[" * 100_000, "вложенность слишком велика"),
            (good + " " * 4_000_000, "слишком много символов (4"),
            ("просто текст", "нет блоков"),
        ):
            QGuiApplication.clipboard().setText(text)
            await by_hand(lambda: QTest.keyClick(editor.view, Qt.Key.Key_V, CONTROL))
            assert words in editor.line.text(), editor.line.text()
            assert len(editor.document.content.nodes) == count
            assert editor.document.undo_stack.count() == undo
        QGuiApplication.clipboard().setText(good)
        await by_hand(lambda: QTest.keyClick(editor.view, Qt.Key.Key_V, CONTROL))
        assert len(editor.document.content.nodes) == 2 * count

    here.play(scenario)
