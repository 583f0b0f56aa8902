"""What a screen reader is told: once, as loudly as it matters, and not at each key."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor.banners import Banner, Banners
from rino_desktop.console.status_line import State, StatusLine
from rino_desktop.ui import dialogs, lines
from rino_desktop.ui.announcing import announcements
from rino_desktop.ui.dialogs import show_error
from rino_desktop.ui.forms import Field
from rino_desktop.ui.level_meter import LevelMeter
from rino_desktop.ui.lines import ToldLine

Shown = Callable[[QWidget], None]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def show(window: QWidget) -> None:
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        QApplication.processEvents()

    return show


@pytest.fixture
def said() -> Iterator[list[tuple[str, bool]]]:
    made: list[tuple[str, bool]] = []

    def take(text: str, urgent: bool) -> None:
        made.append((text, urgent))

    announcements.made.connect(take)
    yield made
    announcements.made.disconnect(take)


def test_what_happens_elsewhere_is_said(shown: Shown, said: list[tuple[str, bool]]) -> None:
    status = StatusLine()
    shown(status)
    for state in ("good", "bad", "bad", "good"):
        status.engine.show_state(State(f"Engine: {state}", state))
    for _ in range(3):  # found again with each refresh
        status.say("Saved")
    line = ToldLine()
    line.setParent(status)
    for text in ("Not sent", "Not sent", "", "Not sent"):
        line.say(text)
    line.say("12 wait", "secondary", aloud=False)
    line.say("Sent", "good")
    assert said == [("Engine: bad", True), ("Engine: good", False), ("Saved", False),
                    ("Not sent", True), ("Not sent", True), ("Sent", False)]  # fmt: skip


def test_faults_of_who_types_wait_for_a_pause(
    shown: Shown, qtbot: QtBot, said: list[tuple[str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, field, other = QWidget(), Field(QLineEdit()), QLineEdit()
    column = QVBoxLayout(window)
    for part in (field, other):
        column.addWidget(part)
    field.name("&Number")
    shown(window)
    field.widget.setFocus()
    for text in ("Too short", "", "'1a' is no number", "'1ab' is no number"):
        field.say_fault(text)
        assert field.widget.accessibleDescription() == text
    assert said == []
    monkeypatch.setattr(lines, "PAUSE_MS", 1)
    field.say_fault("'1abc' is no number")
    field.say_fault("'1abc' is no number")  # found again
    qtbot.waitUntil(lambda: bool(said))
    other.setFocus()
    field.say_fault("Give a number")
    field.say_fault("Give a number")
    field.say_note("It is taken already", "warning")
    assert said == [("Number: '1abc' is no number", False), ("Number: Give a number", False),
                    ("Number: It is taken already", False)]  # fmt: skip


def test_an_error_is_read_once(
    shown: Shown, qtbot: QtBot, said: list[tuple[str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the window that comes before the others; said where another keeps it behind."""
    monkeypatch.setattr(dialogs, "SHOWN_MS", 20)
    window = QWidget()
    shown(window)
    seen = show_error(window, "It failed", "Nothing was lost.")
    qtbot.waitUntil(seen.isActiveWindow)
    assert seen.accessibleDescription() == "Nothing was lost."
    qtbot.wait(40)
    seen.close()
    before = QDialog(window)
    before.open()
    show_error(window, "It failed again", "Nothing was lost.")
    before.activateWindow()
    qtbot.waitUntil(lambda: bool(said))
    assert said == [("It failed again. Nothing was lost.", True)]


def test_a_banner_is_said_when_it_is_another(shown: Shown, said: list[tuple[str, bool]]) -> None:
    banners = Banners()
    shown(banners)
    for who in ("Anna", "Anna", "Boris"):
        banners.put("others", Banner(f"Also open at: {who}"))
    banners.take_away("others")
    banners.put("others", Banner("Also open at: Boris"))
    assert [text for text, _ in said] == [
        "Also open at: Anna", "Also open at: Boris", "Also open at: Boris",
    ]  # fmt: skip


def test_a_level_is_there_to_be_asked_for(shown: Shown, said: list[tuple[str, bool]]) -> None:
    """And is not said into what is being heard."""
    meter, told = LevelMeter(), []
    shown(meter)
    for level in (-90.0, -48.0, -18.0, -1.0):
        meter.show_level(level)
        told.append(meter.accessibleDescription())
    meter.reset()
    told.append(meter.accessibleDescription())
    assert told == ["silence", "quiet, about −50 dB", "good, about −20 dB",
                    "too loud, about 0 dB", "silence"]  # fmt: skip
    assert said == []
