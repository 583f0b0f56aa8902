"""The directory under real keys: found while typing, older answers dropped, dialled, masked."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.directory.model import Entry, EntryKind, EntryText
from engine.errors import KnownError
from engine.ports.directory import Found
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui import theme
from rmt.directory.panel import DirectoryPanel
from tests.helpers.panel_hands import click, focused, key, opened, typed, until

IVANOV = Entry(
    1,
    "billing",
    "1",
    EntryText(
        "Иванов Пётр", "г. Уфа, ул. Ленина, д. 12", ("+73472223344", "+79161234567"), "счёт 7"
    ),
)
IVANOVA = Entry(2, "billing", "2", EntryText("Иванова Анна", "г. Уфа", ("112",)))
FIRM = Entry(3, "firms", "3", EntryText("ООО «Иванушка»", "", ("+73472229988",), "с 9 до 18",
                                        EntryKind.ORGANISATION))  # fmt: skip
ALL = (IVANOV, IVANOVA, FIRM)


class Desk:
    """Finds by the beginning of any word; ``held`` answers come when they are let go."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.error: Exception | None = None
        self.held: dict[str, asyncio.Event] = {}
        self.complete = True
        self.empty = False

    async def find(self, words: str, limit: int) -> Found:
        self.asked.append(words)
        if words in self.held:
            await self.held[words].wait()
        if self.error is not None:
            raise self.error
        found = tuple(
            each for each in ALL
            if words.casefold() in f"{each.text.name} {each.text.numbers}".casefold()
        )  # fmt: skip
        return Found(found[:limit], len(found), self.complete)

    async def is_empty(self) -> bool:
        return self.empty


@pytest.fixture
def desk() -> Desk:
    return Desk()


def shown(panel: DirectoryPanel) -> list[str]:
    return [entry.text.name for entry in panel.results.entries()]


async def test_found_while_typing(qtbot: QtBot, desk: Desk) -> None:
    panel = DirectoryPanel(desk)
    opened(qtbot, panel)
    dialled: list[str] = []
    read: list[tuple[Entry, str]] = []
    panel.dial_wanted.connect(dialled.append)
    panel.read_to_caller_wanted.connect(lambda *what: read.append(what))
    await until(lambda: panel.empty.title.text() == "Who is looked for?")
    panel.focus_search()
    typed("иван")
    await until(lambda: len(shown(panel)) == 3)
    assert desk.asked == ["иван"], "asked once, when the keys have paused"
    assert panel.note.text() == "3 found"
    assert panel.details.name.text() == "Иванов Пётр", "the best is chosen"
    key(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert panel.details.name.text() == "ООО «Иванушка»"
    assert panel.details.kind.text() == "organisation"
    key(Qt.Key.Key_Up, Qt.Key.Key_Up)
    key(Qt.Key.Key_Return)
    assert dialled == [], "nobody is called by the Enter of a search"
    assert focused() is panel.details.numbers[0].dial
    key(Qt.Key.Key_Return)
    assert dialled == ["+73472223344"]
    click(panel.details.numbers[1].read)
    assert read == [(IVANOV, "+79161234567")]
    click(panel.details.numbers[1].copy)
    assert QGuiApplication.clipboard().text() == "+79161234567"


async def test_only_the_latest_counts(qtbot: QtBot, desk: Desk) -> None:
    panel = DirectoryPanel(desk)
    opened(qtbot, panel)
    desk.held["и"] = asyncio.Event()
    panel.focus_search()
    typed("и")
    await until(lambda: desk.asked == ["и"])
    typed("ванова")
    await until(lambda: not panel._timer.isActive())
    typed("х")
    await until(lambda: not panel._timer.isActive())
    key(Qt.Key.Key_Backspace)
    await until(lambda: not panel._timer.isActive())
    assert (desk.asked, shown(panel)) == (["и"], []), "the window goes on while it waits"
    desk.held["и"].set()
    await until(lambda: shown(panel) == ["Иванова Анна"])
    assert desk.asked == ["и", "иванова"], "what nobody wants any more is not asked"


async def test_enter_never_dials_what_was_found_before(qtbot: QtBot, desk: Desk) -> None:
    """A slow database: the next name is typed, and Enter is pressed again and again."""
    panel = DirectoryPanel(desk)
    opened(qtbot, panel)
    dialled: list[str] = []
    panel.dial_wanted.connect(dialled.append)
    panel.focus_search()
    panel.search.setText("пётр")
    await until(lambda: shown(panel) == ["Иванов Пётр"])
    desk.held["анна"] = asyncio.Event()
    panel.search.setText("анна")
    key(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return)
    await until(lambda: "анна" in desk.asked)
    assert dialled == []
    assert focused() is panel.search
    desk.held["анна"].set()
    await until(lambda: focused() is not panel.search)
    key(Qt.Key.Key_Return)
    assert dialled == ["112"]


async def test_nobody_takes_the_place_of_an_entry_that_has_gone(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = DirectoryPanel(desk)
    opened(qtbot, panel)
    panel.look_for("иван")
    await until(lambda: len(shown(panel)) == 3)
    key(Qt.Key.Key_Down)
    monkeypatch.setattr(f"{__name__}.ALL", (IVANOV, FIRM))
    panel._again.timeout.emit()
    await until(lambda: len(shown(panel)) == 2)
    assert panel.details.entry is None


async def test_the_database_away_and_back(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rmt.desk_work.FIRST_PAUSE_S", 0.05)
    panel = DirectoryPanel(desk)
    opened(qtbot, panel)
    await until(lambda: not panel._asking.busy)
    assert not panel.notice.isVisible()
    desk.error = StorageUnavailable("the cable is out")
    panel.focus_search()
    typed("анна")
    await until(lambda: panel.notice.isVisible())
    assert panel.notice.text.text() == "The cable is out"
    assert panel.search.text() == "анна"
    desk.error = None
    await until(lambda: shown(panel) == ["Иванова Анна"])
    assert not panel.notice.isVisible()
    desk.error = KnownError("the index is of another version.", mend="Build it.")
    typed(" ")
    typed("и")
    await until(lambda: panel.notice.isVisible())
    assert panel.notice.text.text() == "The index is of another version. Build it."


async def test_nothing_there_and_not_quite(qtbot: QtBot, desk: Desk) -> None:
    desk.empty = True
    panel = DirectoryPanel(desk)
    opened(qtbot, panel)
    await until(lambda: panel.empty.title.text() == "The directory is empty")
    panel.focus_search()
    typed("щщщ")
    await until(lambda: panel.empty.title.text() == "Nothing is found")
    desk.complete = False
    key(Qt.Key.Key_Escape)
    typed("анна")
    await until(lambda: panel.note.text().startswith("No entry has all the words"))


async def test_letters_in_the_list_go_to_the_search(qtbot: QtBot, desk: Desk) -> None:
    panel = DirectoryPanel(desk)
    opened(qtbot, panel)
    panel.look_for("иван")
    await until(lambda: len(shown(panel)) == 3)
    index = panel.results.index(1)
    click(panel.view.viewport(), panel.view.visualRect(index).center())
    assert panel.details.name.text() == "Иванова Анна"
    panel.view.setFocus()
    typed("ова", panel.view)
    await until(lambda: shown(panel) == ["Иванова Анна"])
    assert panel.search.text() == "иванова"


async def test_what_others_change_is_shown_and_the_choice_stays(qtbot: QtBot, desk: Desk) -> None:
    panel = DirectoryPanel(desk)
    opened(qtbot, panel)
    panel.look_for("иван")
    await until(lambda: len(shown(panel)) == 3)
    key(Qt.Key.Key_Down)
    asked = len(desk.asked)
    panel._again.timeout.emit()
    await until(lambda: len(desk.asked) == asked + 1 and not panel._asking.busy)
    assert panel.details.name.text() == "Иванова Анна"


async def test_masked_numbers_are_nowhere(qtbot: QtBot, desk: Desk) -> None:
    panel = DirectoryPanel(desk)
    opened(qtbot, panel)
    panel.mask_numbers(True)
    panel.look_for("иванов пётр")
    await until(lambda: shown(panel) == ["Иванов Пётр"])
    told: list[str] = []
    panel.copied.connect(told.append)
    dialled: list[str] = []
    panel.dial_wanted.connect(dialled.append)
    panel.view.setFocus()
    key(Qt.Key.Key_C, ctrl=True)
    click(panel.details.numbers[0].copy)
    click(panel.details.numbers[0].dial)
    assert dialled == ["+73472223344"], "it can be dialled all the same"
    seen = [QGuiApplication.clipboard().text(), *told, panel.note.text()]
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole,
                 Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole):  # fmt: skip
        seen.append(str(panel.results.index(0).data(role)))
    for widget in panel.findChildren(QWidget):
        told_of = QAccessible.queryAccessibleInterface(widget)
        if told_of is not None:
            seen += [told_of.text(text) for text in QAccessible.Text
                     if text is not QAccessible.Text.UserText]  # fmt: skip
        seen += [widget.toolTip(), widget.accessibleName()]
        if isinstance(widget, QLabel):
            seen.append(widget.text())
    assert not [text for text in seen if "2223344" in text or "1234567" in text]
    assert "+7••••••••44" in seen


async def test_marked_letters_are_painted_in_the_accent(qtbot: QtBot, desk: Desk) -> None:
    panel = DirectoryPanel(desk)
    opened(qtbot, panel)
    panel.look_for("анна")
    await until(lambda: shown(panel) == ["Иванова Анна"])
    accent = theme.current().accent

    def coloured() -> int:
        picture = panel.view.grab(panel.view.visualRect(panel.results.index(0))).toImage()
        return sum(
            picture.pixelColor(x, y).name() == accent
            for x in range(picture.width()) for y in range(picture.height())
        )  # fmt: skip

    assert coloured() > 10
    panel.results.show(panel.results.entries(), "")
    assert coloured() == 0


async def test_closing_ends_what_goes_on(qtbot: QtBot, desk: Desk) -> None:
    bugs: list[BaseException] = []
    panel = DirectoryPanel(desk, str, bugs.append)
    opened(qtbot, panel)
    desk.held["и"] = asyncio.Event()
    panel.look_for("и")
    await until(lambda: desk.asked == ["и"])
    await panel.close_desk()
    assert not panel._asking.busy
    assert bugs == []
    _ask: Callable[[], Awaitable[Found]] = lambda: desk.find("анна", 1)  # noqa: E731
    assert (await _ask()).total == 1
