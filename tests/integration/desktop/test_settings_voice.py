"""Voice store and retention in the settings, over a real database and a real folder."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from engine.audio import recorded
from engine.domain.campaign import CampaignSettings
from engine.domain.rights import Right
from engine.ports.audit import AuditEntry, AuditFilter
from engine.ports.storage import Stores
from engine.ports.voice_files import RunClock
from engine.service.recordings import recording_name
from engine.service.voice_store import VoiceStore
from rino_desktop import accounts, bootstrap, presets
from rino_desktop.console.settings.retention import ItemsDialog, RuleDialog
from rino_desktop.console.settings.voice import PlaceDialog
from rino_desktop.console.settings.voice_files import FilesDialog
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.settings_retention import RetentionHere
from rino_desktop.desktop.settings_voice import VoiceHere
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Progress, Question
from tests.helpers import wav
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program
from tests.integration.desktop.test_people import PASSWORD, asked, enter

T = TypeVar("T")
NOW = datetime.now(UTC)
KEEPER = (Right.CAMPAIGN_VIEW, Right.AUDIT_VIEW, Right.EXPORT)


def stored(here: DesktopHere, work: Callable[[Stores], T]) -> T:
    database = bootstrap.open_database(here.settings)
    try:
        return database.transact(work)
    finally:
        database.close()


def recordings(here: DesktopHere, count: int, days: int) -> list[Path]:
    files = [
        here.settings.voice_store / recording_name("november", n, NOW - timedelta(days=days))
        for n in range(1, count + 1)
    ]
    for file in files:
        wav.write_tone(file, 0.1)
    return files


async def opened(window: MainWindow, section: str) -> None:
    await until(lambda: "settings" in window.rail.pages)
    window.go_settings(section)
    await until(lambda: window.settings.chosen == section)


async def dialog_of(here: DesktopHere, kind: type[QDialog]) -> QDialog:
    await until(lambda: here.shown(kind))
    found = here.shown(kind)
    assert isinstance(found, QDialog)
    return found


def test_rules_are_set_up_what_is_due_is_shown_deleted_and_told(
    program: Program, here: DesktopHere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del program  # its database is what counts
    password = accounts.hashed(PASSWORD)
    law = presets.shipped().resolve("ru-debt-230fz", NOW.date())

    def prepare(stores: Stores) -> None:
        settings = CampaignSettings("november", preset="ru-debt-230fz", rules=law)
        number = stores.campaigns.create(settings).id
        client = stores.clients.add("Bank", "", NOW)
        stores.clients.give_campaign(number, client.id)
        stores.campaigns.create(CampaignSettings("survey"))
        role = stores.rights.save_role("Keeper", (*KEEPER, Right.SETTINGS_EDIT))
        stores.users.add("Olga", role.code, password, NOW)

    def take_right(stores: Stores) -> None:
        stores.rights.save_role("Keeper", KEEPER, stores.rights.role("Keeper").code)

    def long_ago(stores: Stores) -> None:
        """An engine with a folder of its own; and nobody has looked at the clock for long."""
        files, now = stores.voice_files, datetime.now(UTC)
        files.begin_run("engine: /voice", now, now)
        files.ended_run("engine: /voice", now - timedelta(days=1), now + timedelta(hours=9), 0)
        files.note_clock(RunClock(now - timedelta(days=100)))

    stored(here, prepare)
    stored(here, long_ago)
    old, young = recordings(here, 3, 40), recordings(here, 1, 5)

    async def keeper(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Olga", PASSWORD)
        await until(lambda: "settings" in window.rail.pages)
        await opened(window, "retention")
        rules, protocol = window.settings.retention.rules, window.settings.retention.protocol
        await until(lambda: "no rule" in rules.note.text())

        # A rule for all campaigns of a client; what is wrong is told at its field.
        rules.buttons["add"].click()
        dialog = await dialog_of(here, RuleDialog)
        assert isinstance(dialog, RuleDialog)
        assert dialog.law.text().startswith("ru-debt-230fz: Keep recordings")
        bank = dialog.campaign.findText("all there are of the client Bank")
        dialog.campaign.setCurrentIndex(bank)
        # At once: what gets the keyboard meanwhile would lose its selection.
        await by_hand(lambda: (dialog.days.selectAll(), QTest.keyClicks(dialog.days, "0")))
        await until(lambda: "At least one day" in dialog.fields["days"].fault.text())
        assert not dialog.button.isEnabled()
        await by_hand(lambda: (dialog.days.selectAll(), QTest.keyClicks(dialog.days, "99999")))
        await by_hand(lambda: QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton))
        await until(lambda: "from 1 to 36500" in dialog.fields["days"].fault.text())
        dialog.days.setValue(30)
        await by_hand(lambda: QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton))
        await until(lambda: len(rules.table.all()) == 1)
        assert rules.table.at(0).cells == ("Recordings of calls", "november", "30 days", "Bank")
        rules.buttons["add"].click()
        again = await dialog_of(here, RuleDialog)
        assert isinstance(again, RuleDialog)
        again.campaign.setCurrentIndex(again.campaign.findText("november"))
        again.button.click()
        await until(lambda: "rule already: 30 days" in again.fields["campaign"].fault.text())
        again.kind.setCurrentIndex(again.kind.findData("audit"))
        assert not again.campaign.isEnabled()
        assert "stays" in again.hint.text()
        again.reject()

        # Changed, one more, and that one removed.
        await until(lambda: not here.shown(RuleDialog))
        rules.choose(("recordings", "november"))
        rules.buttons["change"].click()
        change = await dialog_of(here, RuleDialog)
        assert isinstance(change, RuleDialog)
        assert not change.campaign.isEnabled()
        change.days.setValue(31)
        change.button.click()
        await until(lambda: rules.table.at(0).cells[2] == "31 days")
        await until(lambda: not here.shown(RuleDialog))
        rules.buttons["add"].click()
        more_rules = await dialog_of(here, RuleDialog)
        assert isinstance(more_rules, RuleDialog)
        more_rules.kind.setCurrentIndex(more_rules.kind.findData("contacts"))
        more_rules.button.click()
        await until(lambda: len(rules.table.all()) == 2)
        rules.choose(("contacts", ""))
        rules.buttons["remove"].click()
        question = await dialog_of(here, Question)
        assert isinstance(question, Question)
        await by_hand(lambda: QTest.mouseClick(question.buttons["do"], Qt.MouseButton.LeftButton))
        await until(lambda: len(rules.table.all()) == 1)

        # Looked at only, then deleted.
        protocol.buttons["preview"].click()
        shown = await dialog_of(here, ItemsDialog)
        assert isinstance(shown, ItemsDialog)
        assert [line.cells[3] for line in shown.table.all()] == ["3"]
        assert not shown.button.isVisible()
        shown.reject()
        assert all(file.exists() for file in old)
        await until(lambda: not here.shown(ItemsDialog))
        protocol.buttons["run"].click()
        sure = await dialog_of(here, ItemsDialog)
        assert isinstance(sure, ItemsDialog)
        assert "Files in " in sure.about.text()
        assert "Each engine deletes those of its own folder" in sure.about.text()
        await by_hand(lambda: QTest.mouseClick(sure.button, Qt.MouseButton.LeftButton))
        # The clock has leapt since somebody looked at it last: only a person knows whether it may.
        right = await dialog_of(here, Question)
        assert isinstance(right, Question)
        assert all(file.exists() for file in old)
        await by_hand(lambda: QTest.mouseClick(right.buttons["yes"], Qt.MouseButton.LeftButton))
        await until(lambda: "Deleted: 3" in protocol.note.text())
        assert "ten minutes: engine: /voice." in protocol.note.text()
        assert not any(file.exists() for file in old)
        assert young[0].exists()
        line = protocol.table.at(0)
        assert (line.cells[1], line.cells[3], line.cells[5]) == ("Olga", "3", "nothing is left")
        protocol.view.selectRow(0)
        protocol.buttons["show"].click()
        details = await dialog_of(here, ItemsDialog)
        assert isinstance(details, ItemsDialog)
        assert len(details.table.at(0).cells[6]) == 64
        details.reject()
        part = next(each for each in desktop._parts if isinstance(each, RetentionHere))
        await part.runs.export(tmp_path / "protocol.csv")
        assert "Written" in protocol.note.text()

        # Stopped in the middle.
        more = recordings(here, 16, 50)
        real, begun, go_on = VoiceStore.delete, [], threading.Event()

        def delete(store: VoiceStore, names: list[str]) -> list[str]:
            begun.append(names)
            if len(begun) > 3:
                go_on.wait(60)
            return real(store, names)

        monkeypatch.setattr(VoiceStore, "delete", delete)
        protocol.buttons["run"].click()
        sure = await dialog_of(here, ItemsDialog)
        assert isinstance(sure, ItemsDialog)
        sure.button.click()
        await until(lambda: not all(file.exists() for file in more))
        progress = await dialog_of(here, Progress)
        assert isinstance(progress, Progress)
        await by_hand(lambda: QTest.mouseClick(progress.cancel_button, Qt.MouseButton.LeftButton))
        go_on.set()
        await until(lambda: "Stopped. The rest is due still" in protocol.note.text())
        assert any(file.exists() for file in more)
        assert "stopped" in protocol.table.at(0).cells[2]

        # A right that is taken counts at once, in the store and not in the window.
        await asyncio.to_thread(stored, here, take_right)
        await part.runs.run([])
        assert "Olga has no right to do that" in protocol.note.text()
        assert any(file.exists() for file in more)
        await until(lambda: "retention" not in window.settings.shown)

    here.play(keeper, guest=None)
    assert not here.bugs

    def log(stores: Stores) -> list[AuditEntry]:
        return list(stores.audit.entries(AuditFilter(action="retention."), 50))

    entries = stored(here, log)
    assert {entry.actor.name for entry in entries} == {"Olga"}
    first = entries[-1]
    assert (first.action, first.details["days"]) == ("retention.set", [None, 30])
    exported = (tmp_path / "protocol.csv").read_text("utf-8-sig").splitlines()
    assert "Exported by Olga" in exported[-1]


def test_the_voice_store_is_looked_at_counted_filled_and_moved(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    cut = here.settings.voice_store / recording_name("november", 9, NOW - timedelta(days=1))
    for each in recorded.parts_of(cut):
        wav.write_tone(each, 0.3)
        os.utime(each, (time.time() - 300, time.time() - 300))
    strange = recordings(here, 2, 400)[1]
    prompt, bad = wav.write_tone(tmp_path / "hello.wav", 0.6, 700), tmp_path / "bad.mp3"
    bad.write_text("no sound")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window, "voice")
        health, contents = window.settings.voice.health, window.settings.voice.contents
        part = next(each for each in desktop._parts if isinstance(each, VoiceHere))
        await until(lambda: len(health.table.all()) == 5)
        states = {str(line.key): line.kind for line in health.table.all()}
        assert (states["reachable"], states["cut_off"]) == ("good", "warning")
        await by_hand(lambda: QTest.mouseClick(health.buttons["repair"], Qt.MouseButton.LeftButton))
        await until(lambda: "Completed: 1 recording" in health.note.text())

        await part.bring([prompt, bad])
        assert "Imported: 1 prompt" in contents.note.text()
        assert "is text, not sound" in contents.note.text()
        contents.buttons["count"].click()
        await until(lambda: "does not know" in contents.note.text())
        counted = {str(line.key): line.cells[1] for line in contents.table.all()}
        assert counted == {
            "recordings": "3", "messages": "0", "prompts": "1", "others": "0", "strangers": "3",
        }  # fmt: skip

        assert all(line.cells[7] for line in contents.table.all() if line.key == "recordings"), (
            "by the day in the name, not by that of the file"
        )
        contents.choose("prompts")
        contents.buttons["files"].click()
        dialog = await dialog_of(here, FilesDialog)
        assert isinstance(dialog, FilesDialog)
        await until(lambda: dialog.files.table.names() == ["prompts/hello.wav"])
        await by_hand(lambda: dialog.pattern.selectAll())
        await by_hand(lambda: QTest.keyClicks(dialog.pattern, "november"))
        await by_hand(lambda: QTest.keyClick(dialog.pattern, Qt.Key.Key_Return))
        await until(lambda: len(dialog.files.table.all()) == 3)
        dialog.files.view.selectRow(0)
        await part._files.copy(dialog, dialog.files.chosen(), tmp_path / "copy.wav")
        assert (tmp_path / "copy.wav").exists()
        dialog.files.buttons["play"].click()
        await until(lambda: "hear it on" in dialog.files.note.text()
                    or "Playing" in dialog.files.note.text())  # fmt: skip
        await by_hand(dialog.files.view.selectAll)
        assert not dialog.files.buttons["play"].isEnabled()
        dialog.files.buttons["delete"].click()
        question = await dialog_of(here, Question)
        assert isinstance(question, Question)
        question.buttons["do"].click()
        await until(lambda: "Deleted: 3" in dialog.files.note.text())
        assert not strange.exists()
        dialog.reject()

        health.buttons["place"].click()
        place = await dialog_of(here, PlaceDialog)
        assert isinstance(place, PlaceDialog)
        assert place.edit.text() == str(here.settings.voice_store)
        for wrong, words in (
            ("sftp://rino:secret@store/voice", "password"), (str(tmp_path / "none"), "not there"),
            ("voice", "whole path"),
        ):  # fmt: skip
            place.edit.setText(wrong)
            place.button.click()
            await until(lambda words=words: words in place.field.fault.text())
        other = tmp_path / "other"
        other.mkdir()
        place.edit.setText(str(other))
        place.button.click()
        await until(lambda: health.table.at(0).cells[1] == str(other))
        assert here.preferences.now.voice_store == str(other)
        assert health.table.at(0).cells[2] == "chosen here"

    here.play(scenario)
    assert not here.bugs
    wanted = AuditFilter(action="voice.")
    entries = stored(here, lambda stores: stores.audit.entries(wanted, 20))
    assert [entry.action for entry in entries] == [
        "voice.place", "voice.delete", "voice.import", "voice.repair"
    ]  # fmt: skip
    assert entries[0].details["place"] == [str(here.settings.voice_store), str(tmp_path / "other")]
    assert program.json("audit", "list", "--action", "export.voice")
