"""The wallboard over a real database, and on a whole screen."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.domain.hearing import SuperviseMode
from engine.domain.operator import OperatorState, OperatorStatus
from engine.domain.supervision import StateWish
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.monitor import Monitor
from rino_desktop.main_window import MainWindow
from rino_desktop.wallboard import OperatorNow
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program


def test_what_happens_is_seen_and_full_screen_comes_and_goes(
    program: Program, here: DesktopHere
) -> None:
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1:5999", "--lines", "7")
    program.ok("user", "add", "olga", "--role", "operator", "--password-env", "PW",
               env={"PW": "eight or more"})  # fmt: skip

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: "monitor" in window.rail.pages)
        page = window.monitor
        assert page.graphs is None  # nothing is loaded before it is looked at
        window.rail.go("monitor")
        await until(lambda: page.lines.names() == ["city"])
        assert page.figures["lines"].number.text() == "0 / 7"
        assert page.operators.names() == []

        since = datetime.now(UTC) - timedelta(seconds=1000)
        user = await desktop._connection.run(lambda stores: stores.users.by_name("olga"))
        status = OperatorStatus(user.id, 1, "x:1", OperatorState.AVAILABLE, since, present=True)
        desktop._connection.actor = type(desktop._connection.actor)()
        await desktop._connection.run(
            lambda stores: stores.operators.save_status(status, None, None, since)
        )
        await until(lambda: page.operators.names() == ["olga"])
        row = page.operators.at(0)
        assert page.operators.level(row) == 2  # available for longer than both thresholds
        assert page.figures["available"].number.text() == "1"
        gone = OperatorStatus(user.id, 2, "x:2", OperatorState.AVAILABLE, since, present=False)
        await desktop._connection.run(
            lambda stores: stores.operators.save_status(gone, None, None, since)
        )
        await until(lambda: page.figures["available"].number.text() == "0")

        await by_hand(lambda: QTest.keyClick(page, Qt.Key.Key_F11))
        assert window.rail.isHidden()
        assert window.isFullScreen()
        assert page.head.isHidden()
        page.views["operators"].setFocus()
        await by_hand(lambda: QTest.keyClick(page.views["operators"], Qt.Key.Key_Escape))
        assert not window.rail.isHidden()
        assert not window.isFullScreen()

    here.play(scenario)
    assert not here.bugs


def test_what_can_be_done_with_an_operator(program: Program, here: DesktopHere) -> None:
    program.ok("user", "add", "olga", "--role", "operator", "--password-env", "PW",
               env={"PW": "eight or more"})  # fmt: skip
    program.ok("operator", "break", "add", "lunch")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: "monitor" in window.rail.pages)
        window.rail.go("monitor")
        monitor = next(part for part in desktop._parts if isinstance(part, Monitor))
        user = await desktop._connection.run(lambda stores: stores.users.by_name("olga"))

        def operator(state: OperatorState) -> OperatorNow:
            return OperatorNow(user.id, "olga", state, datetime.now(UTC), "", "", True, None, {})

        every = frozenset(SuperviseMode)
        menu = monitor.menu_of(operator(OperatorState.TALKING), every, ["lunch"])
        texts = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
        assert texts == {
            "Listen": True, "Whisper to the operator": True, "Join the call": True,
            "Make available": True, "Send on a break": True, "End the wrap-up": False,
            "Sign out": True,
        }  # fmt: skip
        menu.deleteLater()
        menu = monitor.menu_of(operator(OperatorState.WRAP_UP), frozenset(), [])
        enabled = [action.text() for action in menu.actions() if action.isEnabled()]
        assert "Listen" not in enabled
        assert "End the wrap-up" in enabled
        menu.deleteLater()

        # He is not signed in: that is told, and nothing is ordered.
        await by_hand(
            lambda: desktop._tasks.start(
                monitor.change_state(operator(OperatorState.AVAILABLE), StateWish.BREAK, "lunch")
            )
        )
        await until(lambda: window.status.currentMessage())
        assert "signed in" in window.status.currentMessage()

    here.play(scenario)
    assert not here.bugs
