"""F1 and the button open the manual at what is looked at; without it Help says what to do."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rino_desktop import manual, paths, texts
from rino_desktop.desktop.help import Help
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Question


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """What the browser would show; the manual is expected in ``tmp_path``."""
    found: list[Path] = []

    def take(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    monkeypatch.setattr(paths, "manual", lambda: tmp_path)
    return found


@pytest.fixture
def window(qtbot: QtBot, opened: list[Path]) -> MainWindow:
    texts.set_language("en")
    made = MainWindow()
    qtbot.addWidget(made)
    Help(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def build(folder: Path, *languages: str) -> None:
    for language in languages:
        for topic in ("", *manual.TOPICS):
            page = manual.page(topic, language)
            page.parent.mkdir(parents=True, exist_ok=True)
            page.touch()
        manual.book(language).touch()
    assert folder in page.parents


def press_f1(window: MainWindow) -> None:
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F1)


def test_f1_opens_what_is_looked_at(window: MainWindow, opened: list[Path], tmp_path: Path) -> None:
    build(tmp_path, "en", "ru")

    def after(step: object) -> str:
        press_f1(window)
        return str(opened.pop().relative_to(tmp_path))

    assert after(window.ask_sign_in("", first=False)) == "en/help/sign-in.html"
    assert after(window.show_first_start("x")) == "en/help/first-start.html"
    assert after(window.say_notice("a", "b")) == "en/help/no-database.html"
    assert after(window.show_console("anna", "administrator")) == "en/help/campaigns.html"
    assert after(window.rail.go("monitor")) == "en/help/monitor.html"
    assert after(window.go_settings("backup")) == "en/help/settings-backup.html"
    texts.set_language("ru")
    assert after(window.rail.go("workstation")) == "ru/help/workstation-day.html"
    assert opened == []


def test_the_menu_opens_contents_and_book(
    window: MainWindow, opened: list[Path], tmp_path: Path
) -> None:
    build(tmp_path, "en")
    window.status.help.contents_action.trigger()
    window.status.help.pdf_action.trigger()
    assert opened == [tmp_path / "en" / "index.html", tmp_path / "rino-manual-en.pdf"]


def question(window: MainWindow) -> Question:
    return next(each for each in window.findChildren(Question) if each.isVisible())


def test_a_missing_manual_is_told_with_the_mend(
    window: MainWindow, opened: list[Path], tmp_path: Path
) -> None:
    press_f1(window)
    said = question(window)
    told = " ".join(label.text() for label in said.findChildren(QLabel))
    assert str(tmp_path) in told
    assert "Installing RINO Desktop anew" in told
    assert set(said.buttons) == {""}, "there is no PDF to be offered"
    QTest.keyClick(said.buttons[""], Qt.Key.Key_F1)  # in front of what it has said
    press_f1(window)
    boxes = [each for each in window.findChildren(Question) if each.isVisible()]
    assert len(boxes) == 1, "one, however often it is pressed"
    boxes[0].buttons[""].click()
    (tmp_path / "rino-manual-en.pdf").touch()
    press_f1(window)
    question(window).buttons["other"].click()
    assert opened == [tmp_path / "rino-manual-en.pdf"]


def test_nothing_opens_it(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    build(tmp_path, "en")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    press_f1(window)
    said = question(window)
    assert "No program of this computer opens" in said.findChildren(QLabel)[1].text()
    said.buttons["other"].click()
    again = question(window)
    assert "rino-manual-en.pdf" in again.findChildren(QLabel)[1].text()
    again.buttons[""].click()
