"""Alarms in the console: seen whatever page is looked at, acknowledged, set up, tried out."""

import asyncio
import hmac
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.adapters.firebird import Address, FirebirdDatabase
from engine.adapters.webhook import post
from engine.alarms.model import AlarmKind, AlarmSettings, Event, Seen
from engine.domain.campaign import CampaignSettings, CampaignState, DayHours, Schedule
from engine.ports.audit import Actor, AuditFilter
from engine.ports.storage import Stores
from rino_desktop import alarms
from rino_desktop.alarm_telling import Teller
from rino_desktop.console.monitor.alarm_dialog import HOOK_SECRET, AlarmDialog
from rino_desktop.console.monitor.alarm_list import SHOWN, AlarmList, AlarmRow
from rino_desktop.desktop import Desktop
from rino_desktop.desktop import alarms as desktop_alarms
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.far_service import FarService
from tests.helpers.program import Program
from tests.helpers.wallet import installed

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_the_list_says_what_when_and_who_knows(qtbot: QtBot) -> None:
    shown = AlarmList()
    qtbot.addWidget(shown)
    assert shown.isHidden()
    wanted: list[int] = []
    shown.acknowledge_wanted.connect(wanted.append)
    rows = [AlarmRow(n, f"alarm {n}", "bad", NOW, "Ivan" if n == 2 else "", True, "503")
            for n in range(1, SHOWN + 3)]  # fmt: skip
    shown.show_alarms(rows)
    assert not shown.isHidden()
    assert sorted(shown.buttons) == [1, 3, 4]
    button = shown.buttons[3]
    shown.show_alarms(rows)
    assert shown.buttons[3] is button  # what is the same is not built anew under the mouse
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == [3]
    shown.show_alarms([])
    assert shown.isHidden()


def test_what_is_filled_in_comes_back(qtbot: QtBot) -> None:
    dialog = AlarmDialog(None, AlarmSettings(language="ru"))
    qtbot.addWidget(dialog)
    assert dialog.settings() == AlarmSettings(language="ru")
    dialog.to.setText("a@example.org; b@example.org")
    dialog.server.setText("smtp://mail")
    dialog.near.setValue(50)
    dialog.on[AlarmKind.ENGINE_SILENT].setChecked(False)
    changed = dialog.settings()
    assert '["a@example.org", "b@example.org"]' in changed.mail
    assert changed.near_share == 0.5
    assert not changed.of(AlarmKind.ENGINE_SILENT).on


def _raise(stores: Stores) -> None:
    stores.alarms.watch(Seen(AlarmKind.TRUNK_DOWN, "7", {"trunk": "city", "detail": "503"}), NOW)
    (alarm,) = stores.alarms.watched()
    stores.alarms.save(replace(alarm, raised_at=NOW))
    stores.alarms.tell(alarm.id, Event.RAISED, (), NOW)


def test_seen_from_every_page_and_acknowledged(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: "monitor" in window.rail.pages)
        connection = desktop._connection
        status, page = window.status.alarms, window.monitor
        assert status.isHidden()
        person, connection.actor = connection.actor, Actor()
        await connection.run(_raise)
        connection.actor = person
        await until(lambda: not status.isHidden())
        assert status.label.text() == "1 alarm"
        assert status.dot.property("kind") == "bad"
        assert "Trunk “city” does not work: 503." in status.toolTip()
        await by_hand(lambda: QTest.mouseClick(status, Qt.MouseButton.LeftButton))
        assert page.isVisible()
        (button,) = page.alarms.buttons.values()
        await by_hand(lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))
        await until(lambda: not page.alarms.buttons)
        assert page.alarms.rows[0].by == "anna"
        assert status.dot.property("kind") == "secondary"
        entries = await connection.run(
            lambda s: s.audit.entries(AuditFilter(action="alarm.acknowledge"), 5)
        )
        assert [each.actor.name for each in entries] == ["anna"]

    here.play(scenario)
    assert not here.bugs


def _tell(database: Path) -> list[str]:
    """As an engine does."""
    opened = FirebirdDatabase(Address(str(database)))
    try:
        return [
            told.error for told in alarms.tell_due(opened, datetime.now(UTC), Teller("db", post))
        ]
    finally:
        opened.close()


def test_set_up_and_tried(
    program: Program, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet = installed(monkeypatch)
    monkeypatch.setattr(desktop_alarms, "_TEST_S", 100.0)
    with FarService() as service:

        async def scenario(window: MainWindow, desktop: Desktop) -> None:
            await until(lambda: "monitor" in window.rail.pages)
            window.rail.go("monitor")
            button = window.monitor.alarm_button
            await until(button.isVisible)
            await by_hand(button.click)
            await until(lambda: here.shown(AlarmDialog) is not None)
            dialog = here.shown(AlarmDialog)
            assert dialog is not None
            dialog.webhook.setText("example.org")
            await by_hand(dialog.test_button.click)
            await until(lambda: "no address of a web hook" in dialog.fault.text())
            dialog.webhook.setText(f"{service.url}/alarms")
            await by_hand(lambda: QTest.keyClicks(dialog.secret.edit, "signs"))
            await by_hand(dialog.test_button.click)
            await until(lambda: dialog.outcome.text() != "")

            errors = await asyncio.to_thread(_tell, program.folder / "rino.fdb")
            assert errors == [""]
            await until(lambda: dialog.outcome.text() == "Web hook: sent.")
            assert dialog.secret.edit.placeholderText() == "is set"
            assert wallet.kept == {("RINO Desktop", HOOK_SECRET): "signs"}
            await by_hand(dialog.button.click)
            await until(lambda: here.shown(AlarmDialog) is None)

        here.play(scenario)
        (received,) = service.received
    assert received.json["event"] == "test"
    signature = hmac.new(b"signs", received.body, "sha256").hexdigest()
    assert received.headers["X-Rino-Signature"] == f"sha256={signature}"
    assert received.json["kind"] is None
    assert program.json("alarm", "settings")["webhook"] == f"{service.url}/alarms"
    assert not here.bugs


def test_that_no_engine_lives_is_seen_without_one(program: Program, here: DesktopHere) -> None:
    always = DayHours(0, 24 * 60)

    def begin(stores: Stores) -> None:
        hours = Schedule(weekdays=always, weekend=always, timezone="UTC")
        campaign = stores.campaigns.create(CampaignSettings("Debts", schedule=hours))
        stores.campaigns.set_state(campaign.id, CampaignState.RUNNING)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: "monitor" in window.rail.pages)
        person, desktop._connection.actor = desktop._connection.actor, Actor()
        await desktop._connection.run(begin)
        desktop._connection.actor = person
        await until(lambda: bool(window.monitor.alarms.rows))
        assert window.monitor.alarms.texts() == [
            "No engine is running, so nothing is dialled: Debts."
        ]
        assert window.monitor.alarms.buttons == {}
        assert window.status.alarms.dot.property("kind") == "bad"

    here.play(scenario)
    assert not here.bugs
