"""The first start, and a change of the database."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from rino_desktop import bootstrap, campaign_board
from rino_desktop.campaign_board import Board
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rino_desktop.settings import Settings
from tests.helpers.desktop_here import DesktopHere, until
from tests.helpers.program import Program


def test_a_database_of_ones_own(tmp_path: Path, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await until(lambda: window.gate.currentWidget() is window.first_start)
        assert window.focusWidget() is window.first_start.offers["demo"].button
        offer = window.first_start.offers["create"]
        assert str(tmp_path / "rino.fdb") in offer.text.text()
        offer.button.click()
        await until(lambda: window.gate.currentWidget() is window.sign_in, 60.0)
        assert window.sign_in.first

    here.play(scenario, guest=None)
    schemes = Program(tmp_path).json("scheme", "list")
    assert {"debtor-reminder", "notice", "survey"} <= {scheme["name"] for scheme in schemes}


def test_a_database_half_made_is_no_fault(
    tmp_path: Path, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    make = bootstrap.create_database

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        loop = asyncio.get_running_loop()

        def slowly(settings: Settings) -> None:
            file = tmp_path / "rino.fdb"
            file.write_bytes(b"half a database")
            asyncio.run_coroutine_threadsafe(desktop._refresh(), loop).result(30)
            seen.append(window.gate.currentWidget() is window.first_start)
            file.unlink()
            make(settings)

        monkeypatch.setattr(bootstrap, "create_database", slowly)
        await until(lambda: window.gate.currentWidget() is window.first_start)
        window.first_start.offers["create"].button.click()
        await until(lambda: window.gate.currentWidget() is window.sign_in, 60.0)

    here.play(scenario, guest=None)
    assert seen == [True]


def test_where_it_cannot_be_made_it_says_why(tmp_path: Path, here: DesktopHere) -> None:
    here.settings = replace(here.settings, database=str(tmp_path / "none" / "rino.fdb"))

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await until(lambda: window.gate.currentWidget() is window.first_start)
        window.first_start.offers["create"].button.click()
        await until(lambda: "There is no folder" in window.first_start.fault.text())

    here.play(scenario, guest=None)


def test_a_server_that_is_not_there(here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await until(lambda: window.gate.currentWidget() is window.first_start)
        page = window.first_start
        page.offers["server"].button.click()
        page.server.button.click()
        assert page.server.host.fault.text() == "This is needed."
        page.server.host_edit.setText("127.0.0.1")
        page.server.port_edit.setValue(9)
        page.server.database_edit.setText("rino")
        page.server.button.click()
        await until(lambda: "127.0.0.1:9" in page.fault.text())
        assert window.gate.currentWidget() is page

    here.play(scenario, guest=None)
    assert here.preferences.now.database == ""


def test_the_parts_of_an_address_are_escaped(here: DesktopHere, qapp: QApplication) -> None:
    window = MainWindow()
    form, said = window.first_start.server, []
    form.wanted.connect(lambda *parts: said.append(parts))
    form.host_edit.setText("fd00::1")
    form.database_edit.setText("/srv/ri no?.fdb")
    form.user_edit.setText("a/b@c")
    form.password.edit.setText("p")
    form.keep.click()
    form.button.click()
    assert said == [("firebird://a%2Fb%40c@[fd00::1]//srv/ri%20no%3F.fdb", "p", True)]
    window.deleteLater()


def test_the_demo_runs_in_the_window(
    here: DesktopHere, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RINO_DEMO_SUBSCRIBERS", "60")
    read, busy = campaign_board.read, list[Board]()

    def with_calls(*given: Any) -> Board:
        board = read(*given)
        if board.live_calls > 1:
            busy[:] = [board]
        return busy[0] if busy else board

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        page = window.first_start
        await until(lambda: window.gate.currentWidget() is page)
        page.offers["demo"].button.click()
        await until(lambda: desktop.people.user or page.fault.text(), 60.0)
        assert page.fault.text() == ""
        assert desktop.people.user == ("Demo", "supervisor")
        await until(lambda: window.campaigns.table.rowCount() == 2, 30.0)
        engines = set()

        def answered() -> int:
            engines.add(window.status.engine.label.text())
            return int(window.campaigns.table.index(0, 4).data())

        await until(lambda: answered() > 0, 60.0)
        assert "Engine: demo" in engines
        assert not window.user_menu.password_action.isVisible()
        # From here on the desktop knows of calls, even where those have just ended.
        monkeypatch.setattr(campaign_board, "read", with_calls)
        await until(lambda: desktop._board is not None and desktop._board.live_calls > 1, 60.0)
        window.close()
        await until(here.shown)
        assert "of the demo go on" in here.shown().windowTitle()
        leaves = desktop._database.may_leave_demo
        asked: list[bool] = []

        async def leave(live: int) -> bool:
            asked.append(await leaves(live))
            return asked[-1]

        monkeypatch.setattr(desktop._database, "may_leave_demo", leave)
        window.user_menu.sign_out_action.trigger()  # it is asked once
        await until(lambda: asked)
        assert asked == [False]
        here.shown().buttons["stay"].click()
        await until(lambda: here.shown() is None)
        assert desktop.people.user is not None
        assert window.isVisible()
        window.user_menu.sign_out_action.trigger()
        await until(here.shown)
        here.shown().buttons["end"].click()
        # Live calls hold nobody up: their subscribers hang up.
        await until(lambda: window.gate.currentWidget() is page, 12.0)
        assert desktop.people.user is None

    here.play(scenario, guest=None)
    assert (tmp_path / "data" / "demo" / "demo.toml").is_file()
    assert here.preferences.now.database == ""
