"""The panels come with an operator who signs in, speak his language, and go with him."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from engine.requests.model import Request
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program

PASSWORD = "eight or more"
PANELS = ["history", "directory", "callbacks", "requests", "orders"]


def test_they_come_and_go_with_the_operator(program: Program, here: DesktopHere) -> None:
    program.environment["PASSWORD"] = PASSWORD
    program.ok("user", "add", "Olga", "--role", "operator", "--password-env", "PASSWORD")
    program.ok("request", "category", "add", "Repair")
    program.ok("request", "add", "No dial tone", "--category", "Repair", "--person", "Olga")

    async def enter(window: MainWindow) -> None:
        await until(lambda: window.gate.currentWidget() is window.sign_in)
        page = window.sign_in
        page.name_edit.setText("Olga")
        await by_hand(lambda: QTest.keyClicks(page.password.edit, PASSWORD))
        await by_hand(lambda: QTest.keyClick(page.password.edit, Qt.Key.Key_Return))

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await enter(window)
        work = window.workstation
        side = work.side
        await until(lambda: side.keys[3:] == PANELS and work.contact_actions.isVisible())
        panels = desktop.workstation.panels
        assert panels is not None
        await by_hand(lambda: QTest.keyClick(window, Qt.Key.Key_7, _CTRL))
        requests = panels.requests
        await until(lambda: requests.card.card is not None)
        found: Request = requests.card.card.request
        assert found.subject == "No dial tone"

        await desktop._speak("ru")
        assert side.bar.buttons["directory"].text() == "Справка"
        assert side.bar.buttons["requests"].toolTip() == "Заявки (Ctrl+7)"
        assert side.title.text() == "Заявки"
        await desktop._speak("en")

        comment: QPlainTextEdit = requests.card.comment
        comment.setFocus()
        await by_hand(lambda: QTest.keyClicks(QApplication.focusWidget(), "he waits"))
        window.user_menu.sign_out_action.trigger()
        await until(here.shown)
        assert here.shown().windowTitle() == "Something is typed and not sent"
        here.shown().buttons["stay"].click()
        await until(lambda: here.shown() is None)
        assert comment.toPlainText() == "he waits"
        window.user_menu.sign_out_action.trigger()
        await until(here.shown)
        here.shown().buttons["end"].click()
        await until(lambda: window.gate.currentWidget() is window.sign_in)
        await until(lambda: side.keys == ["day", "calls", "messages"])

        await enter(window)  # all anew
        await until(lambda: side.keys[3:] == PANELS and work.contact_actions.isVisible())
        assert desktop.workstation.panels is not panels

    here.play(scenario, guest=None)


_CTRL = Qt.KeyboardModifier.ControlModifier
