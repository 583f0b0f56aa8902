"""What the status bar tells of database, engine and lines, in all cases; and contacts by Ctrl+K."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rino_desktop.console.search import Found, Search
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.engine_inside import Life
from rino_desktop.guest import Guest
from rino_desktop.main_window import MainWindow
from rino_desktop.own_files import OwnFiles
from rino_desktop.preferences import BESIDE, INSIDE
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.firebird_server import FirebirdServer
from tests.helpers.office import Office
from tests.helpers.program import Program


def states(window: MainWindow) -> tuple[str, str, str]:
    status = window.status
    return status.database.label.text(), status.engine.label.text(), status.lines.label.text()


def all_seen(window: MainWindow) -> bool:
    status = window.status
    return all(label.isVisible() for label in (status.database, status.engine, status.lines))


@pytest.mark.parametrize("place", [BESIDE, INSIDE])
def test_the_database_goes_away_and_comes_back(
    here: DesktopHere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    with FirebirdServer(tmp_path / "firebird") as server:
        address = str(server.address("rino"))
        monkeypatch.setenv("RINO_DB_PASSWORD", server.password)
        office = Office(tmp_path / "office", address, server.password)
        try:
            office.run("db", "init")
            if place == BESIDE:
                office.engine("far", until_done=False)
            here.settings = replace(here.settings, database=address, password=server.password)
            here.preferences.change(engine=place)
            engine = "Engine: far" if place == BESIDE else "Engine: in this program, 0 calls"

            async def scenario(window: MainWindow, desktop: Desktop) -> None:
                name = "Database: 127.0.0.1/rino.fdb"
                await until(lambda: states(window) == (name, engine, "No lines yet"), 60)
                assert all_seen(window)
                assert window.status.database.toolTip() == address
                await asyncio.to_thread(server.stop)
                gone = "Engine: not known" if place == BESIDE else engine
                await until(
                    lambda: states(window)
                    == ("Database: not reachable", gone, "Lines: not known"), 60
                )  # fmt: skip
                assert window.status.currentMessage()
                assert all_seen(window), "what has happened does not hide how things are"
                assert window.schemes.table.rowCount() > 0, "what was read stays"
                await asyncio.to_thread(server.start)
                await until(lambda: states(window) == (name, engine, "No lines yet"), 90)
                if place == INSIDE:
                    desktop.people.sign_out()
                    assert desktop.engines.inside.life is Life.RUNNING

            here.play(scenario)
        finally:
            office.close()


def test_without_an_engine_and_with_lines(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1:9")
    program.ok("trunk", "add", "spare", "--proxy", "sip:127.0.0.1:9")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: states(window)[1:] == ("No engine answers", "Lines: 0 of 2 ready"))
        upgraded, mark = window.status.program, tmp_path / "version"
        assert not upgraded.isVisible()
        mark.touch()
        desktop._files = OwnFiles(mark)
        mark.write_text("another one")
        desktop._changed.set()
        await until(upgraded.isVisible)
        assert upgraded.label.text() == "Upgraded: restart it"
        assert "city: not in use" in window.status.lines.toolTip()
        assert all_seen(window)
        window.settings.place[INSIDE].click()
        await until(lambda: states(window)[1] == "Engine: in this program, 0 calls", 30)
        window.settings.stop_button.click()
        await until(lambda: states(window)[1] == "Engine: stopped", 30)

    here.play(scenario)


def test_contacts_are_found_and_told_of(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1:9")
    program.ok("campaign", "sample", "notice", "--trunk", "city", "--out", tmp_path / "c.toml")
    program.ok("campaign", "create", tmp_path / "c.toml")
    campaign = program.json("campaign", "list")[0]["name"]
    contacts = tmp_path / "list.csv"
    contacts.write_text(
        "Телефон;ФИО\n+79161234567;Иванов Пётр\n+79169876543;Котова Анна\n", encoding="utf-8"
    )
    program.ok("contacts", "import", contacts, "--campaign", campaign)

    pyotr = "+79161234567  Иванов Пётр"

    async def found(window: MainWindow, words: str) -> Search:
        window.activateWindow()
        window.searching.activated.emit()
        search: Search = [s for s in window.findChildren(Search) if s.isVisible()][0]  # noqa: RUF015
        search.edit.setText(words)
        return search

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await until(lambda: window.campaigns.table.rowCount() == 1)
        window.rail.go("ivr-kit")
        for words in ("8 (916) 123", "+7916123", "916 123-45", "79161234567", "иванов", "Пётр"):
            search = await found(window, words)
            await until(lambda s=search: [e.title for e in s._shown] == [pyotr])
            await by_hand(lambda s=search: QTest.keyClick(s.edit, Qt.Key.Key_Escape))
        search = await found(window, "7916")
        await until(lambda: len(search._shown) == 2)
        assert search._shown[0].kind == f"contact of {campaign}"
        await by_hand(lambda: QTest.keyClick(search.edit, Qt.Key.Key_Return))
        await until(here.shown)
        assert here.shown().windowTitle() == f"+79161234567  ·  {campaign}"
        assert window.pages.currentWidget() is window.campaigns
        here.shown().buttons["close"].click()
        search = await found(window, "nobody at all")
        answered, show_more = asyncio.Event(), search.show_more

        def show(entries: Iterable[Found]) -> None:
            show_more(entries)
            answered.set()

        search.show_more = show  # type: ignore[method-assign]
        await asyncio.wait_for(answered.wait(), 60)
        assert search.nothing.isVisible()

    here.play(scenario)


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("administrator", {"campaign", "scheme", "form", "settings"}),
        ("supervisor", {"campaign", "scheme", "form", "settings"}),
        ("operator", {"settings"}),
    ],
)
def test_each_finds_what_concerns_him(
    program: Program, here: DesktopHere, tmp_path: Path, role: str, kinds: set[str]
) -> None:
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1:9")
    program.ok("campaign", "sample", "notice", "--trunk", "city", "--out", tmp_path / "c.toml")
    program.ok("campaign", "create", tmp_path / "c.toml")

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await until(lambda: window.campaigns.table.rowCount() == 1)
        await until(lambda: window.schemes.table.rowCount() > 0)
        await until(lambda: {entry.kind for entry in window._findable()} == kinds)
        entries = window._findable()
        settings = [entry.title for entry in entries if entry.kind == "settings"]
        of_all, telephone = ["Appearance", "Sound"], "Telephone of this computer"
        assert (
            settings
            == {
                "administrator": [
                    *of_all,
                    telephone,
                    "Engine",
                    "Database",
                    "People",
                    "Audit log",
                    "Trunks",
                    "Numbers and calling hours",
                    "Legal presets",
                    "Engines and health",
                    "Backup and restore",
                    "Data sources",
                    "External stores",
                    "Listening to calls",
                    "Voice store",
                    "Retention",
                ],
                "supervisor": [*of_all, "People", "Numbers and calling hours", "Legal presets"],
                "operator": [*of_all, telephone],
            }[role]
        )
        next(entry.go for entry in entries if entry.title == "Sound")()
        assert window.pages.currentWidget() is window.settings

    here.play(scenario, guest=Guest("anna", role))
