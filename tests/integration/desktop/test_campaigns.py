"""Campaigns through real events: from an empty database to one that runs, and its settings."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from engine.guard import NoRight
from rino_desktop.console.campaign.conflict_dialog import ConflictDialog
from rino_desktop.console.campaign.details import LOG, SETTINGS_TAB
from rino_desktop.console.campaign.preflight_list import PreflightDialog
from rino_desktop.console.campaign.settings_view import SettingsView
from rino_desktop.console.campaign.trunk_dialog import TrunkDialog
from rino_desktop.console.campaign.variables_editor import VariablesEditor
from rino_desktop.console.campaign.wizard import STEPS, WizardDialog
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.campaigns import Campaigns
from rino_desktop.desktop.standing import standing_of
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.name_dialog import NameDialog
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program
from tests.helpers.wallet import installed

LIST = """Телефон;ФИО;Сумма долга, руб.
+79161234567;Иванов Иван;1500
+79161234568;Петров Пётр;700
нет;Сидоров Сидор;300
"""


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def opened(window: MainWindow, here: DesktopHere) -> WizardDialog:
    await until(lambda: window.campaigns.empty.button.isVisible())
    await by_hand(lambda: click(window.campaigns.empty.button))
    await until(lambda: here.shown(WizardDialog))
    found: WizardDialog = here.shown(WizardDialog)
    return found


def test_from_nothing_to_a_running_campaign_of_debtors(
    program: Program, here: DesktopHere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet = installed(monkeypatch)
    file = tmp_path / "debtors.csv"
    file.write_text(LIST, encoding="utf-8")

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        wizard = await opened(window, here)
        wizard.uses.setFocus()
        await by_hand(lambda: QTest.keyClick(wizard.uses, Qt.Key.Key_Home))
        await by_hand(lambda: click(wizard.buttons["next"]))
        assert STEPS[wizard.step] == "template"
        assert wizard.template.editors["campaign.scheme"].raw() == "debtor-reminder"
        assert wizard.template.campaign.text() == "Debtors"
        # Without the billing data nobody knows who has paid since, which is said.
        assert "billing" in wizard.template.missing.text()
        variables = wizard.template.editors["variables"]
        assert isinstance(variables, VariablesEditor)
        assert list(variables.rows) == ["name", "debt", "due", "operator_phone"]
        assert variables.raw() is None, "the scheme does not know the company of the sample's"
        phone = variables.rows["operator_phone"]
        await by_hand(lambda: QTest.keyClicks(phone.edit, "nobody"))
        assert "telephone" in phone.field.fault.text()
        assert wizard.steps.item(1).text().startswith("●")
        phone.edit.setText("+74951234567")
        assert not phone.field.fault.text()
        await by_hand(lambda: click(wizard.buttons["next"]))
        wizard.list.show_file(str(file))
        await by_hand(lambda: click(wizard.buttons["next"]))
        notes = wizard.rules.editors["campaign.preset"].note.text()
        assert "230" in notes or not notes, "told once everything else is right"
        wizard.go("trunks")
        await by_hand(lambda: click(wizard.trunks.connect_button))
        trunk = here.shown(TrunkDialog)
        await by_hand(lambda: QTest.keyClicks(trunk.name_edit, "city"))
        await by_hand(lambda: QTest.keyClicks(trunk.proxy, "127.0.0.1"))
        await by_hand(lambda: QTest.keyClicks(trunk.password.edit, "ours"))
        await by_hand(lambda: click(trunk.button))
        await until(lambda: wizard.trunks.editors["campaign.trunk"].raw() == ["city"])
        assert wallet.kept == {("RINO Desktop", "RINO_TRUNK_CITY_PASSWORD"): "ours"}
        wizard.go("operators")
        await by_hand(lambda: click(wizard.buttons["next"]))
        await until(lambda: STEPS[wizard.step] == "check" and wizard.check.over)
        assert not wizard.check.blocked, [f.words for f in wizard.check.findings]
        found = {f.code: f.words for f in wizard.check.findings}
        assert set(found) >= {"scheme", "contacts", "engine", "preset"}
        assert "Срок оплаты" in found["columns"]
        assert "Сумма долга" not in found["columns"], "a currency behind its name does no harm"
        assert wizard.check.rows.columnCount() == 3, "no column of buttons beside the text"
        assert "person" not in found, "no column is proposed that only a billing has"
        assert "2 of 2" in found["zones"]
        assert "rejected: 1" in wizard.check.note.text()
        await by_hand(lambda: click(wizard.buttons["next"]))
        await until(lambda: window.campaigns.table.rowCount() == 1)
        await until(lambda: window.campaigns.table.index(0, 1).data() == "running")
        overview = window.campaigns.details.overview
        await until(lambda: overview._funnel is not None and overview._funnel.total == 2)
        await until(lambda: overview._funnel.blockers[0].code == "no_engine")
        funnel = overview._funnel
        assert funnel is not None
        assert (funnel.total, funnel.matches_now) == (2, 2)
        await until(lambda: "no engine answers" in window.campaigns.details.receipt.text())

    here.play(scenario)
    (campaign,) = program.json("campaign", "list")
    assert (campaign["state"], campaign["contacts"]) == ("running", 2)
    settings = program.json("campaign", "show", campaign["name"])["settings"]
    assert settings["variables"] == {"operator_phone": "+74951234567"}


def test_what_the_wizard_was_told_is_kept_or_given_up(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        wizard = await opened(window, here)
        wizard.uses.choose("survey")
        wizard.go("template")
        wizard.template.campaign.setText("Asked")
        await by_hand(lambda: click(wizard.buttons["later"]))
        await until(lambda: here.shown(WizardDialog) is None)
        await by_hand(lambda: click(window.campaigns.empty.button))
        await until(lambda: here.shown())
        await by_hand(lambda: click(here.shown().buttons["on"]))
        await until(lambda: here.shown(WizardDialog))
        again = here.shown(WizardDialog)
        assert again.template.campaign.text() == "Asked"
        assert STEPS[again.step] == "template"
        await by_hand(lambda: click(again.buttons["cancel"]))
        await until(lambda: here.shown())
        await by_hand(lambda: click(here.shown().buttons["do"]))
        await until(lambda: here.shown(WizardDialog) is None)
        await by_hand(lambda: click(window.campaigns.empty.button))
        await until(lambda: here.shown(WizardDialog))
        assert here.shown(WizardDialog).template.campaign.text() != "Asked"
        here.shown(WizardDialog).close_now()

    here.play(scenario)
    assert program.json("campaign", "list") == []


def draft(program: Program, folder: Path) -> None:
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1")
    file = folder / "one.toml"
    program.ok("campaign", "sample", "notice", "--out", str(file))
    program.ok("campaign", "create", str(file))


async def settings_shown(window: MainWindow) -> tuple[SettingsView, QLineEdit]:
    """Of the draft, with the field of its lines."""
    page = window.campaigns
    await until(lambda: page.table.rowCount() == 1)
    page.details.tabs.setCurrentIndex(SETTINGS_TAB)
    view = page.details.settings
    await until(lambda: view.document()["campaign"].get("name") == "rates-notice")
    lines = view.editors["campaign.max_lines"].widget
    assert isinstance(lines, QLineEdit)
    return view, lines


def test_settings_are_changed_and_two_who_change_them_lose_nothing(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    draft(program, tmp_path)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        page = window.campaigns
        view, lines = await settings_shown(window)
        lines.setText("many")
        await until(lambda: "whole number" in view.editors["campaign.max_lines"].form.fault.text())
        assert not view.buttons["save"].isEnabled()
        lines.setText("7")
        await until(lambda: view.buttons["save"].isEnabled())
        scheme, variables = view.editors["campaign.scheme"].widget, view.editors["variables"]
        assert isinstance(scheme, QComboBox)
        assert isinstance(variables, VariablesEditor)
        await until(lambda: scheme.findText("election") >= 0)
        scheme.setEditText("election")
        day = variables.rows["election_day"]
        day.edit.setText("soon")
        await until(lambda: "no date" in day.field.fault.text())
        assert not view.buttons["save"].isEnabled()
        view.go("variables.election_day")
        await until(day.edit.hasFocus)
        assert not day.edit.visibleRegion().isEmpty(), "it is scrolled to"
        day.edit.setText("")
        scheme.setEditText("notice")
        assert not variables.rows
        await until(lambda: view.buttons["save"].isEnabled())
        await by_hand(lambda: click(view.buttons["save"]))
        await until(lambda: not view.dirty)
        # Meanwhile somebody else changes another setting, and this one the hours.
        lines.setText("9")
        await until(lambda: view.buttons["save"].isEnabled())
        program.ok("campaign", "set", "rates-notice", "priority=2")
        await by_hand(lambda: click(view.buttons["save"]))
        await until(lambda: here.shown(ConflictDialog))
        dialog = here.shown(ConflictDialog)
        assert dialog.table.rowCount() == 2
        await by_hand(lambda: click(dialog.both))
        await until(lambda: not view.dirty)
        page.details.tabs.setCurrentIndex(LOG)
        await until(lambda: page.details.log.table.rowCount() == 4)
        assert "7 → 9" in page.details.log.table.index(0, 3).data()
        # Of a supervisor, who may not read the audit log, all but that is there.
        pyotr = await desktop._connection.run(
            lambda s: s.users.add("Pyotr", "supervisor", "hash", datetime.now(UTC))
        )
        desktop.people.welcome("Pyotr", "supervisor", pyotr.id, standing_of("supervisor"))
        await until(lambda: not page.details.tabs.isTabVisible(LOG))
        await by_hand(lambda: click(page.buttons["start"]))
        await until(lambda: here.shown(PreflightDialog) and here.shown(PreflightDialog).list.over)
        assert window.status.currentMessage() == ""
        here.shown(PreflightDialog).reject()
        # A page that is refused all the same says so, and the database is there.
        database, (part, *_) = window.status.database.label, desktop._parts
        told = database.text()
        refused = part.refresh

        async def refuse() -> None:
            raise NoRight("not for you.")

        part.refresh = refuse  # type: ignore[method-assign]
        await until(lambda: "not for you" in window.status.currentMessage().casefold())
        part.refresh = refused  # type: ignore[method-assign]
        assert database.text() == told

    here.play(scenario)
    settings = program.json("campaign", "show", "rates-notice")["settings"]["campaign"]
    assert (settings["max_lines"], settings["priority"]) == (9, 2)


def test_what_is_saved_is_never_shown_as_it_was_before(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    """It is saved while the page is being read anew."""
    draft(program, tmp_path)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        view, lines = await settings_shown(window)
        part = next(each for each in desktop._parts if isinstance(each, Campaigns))
        read, held, go_on = part._presets.read, asyncio.Event(), asyncio.Event()

        async def slow() -> None:
            await read()
            if not held.is_set():  # of the page; who saves reads them, too
                held.set()
                await go_on.wait()

        part._presets.read = slow  # type: ignore[method-assign]
        desktop._changed.set()
        await held.wait()
        lines.setText("7")
        await until(lambda: view.buttons["save"].isEnabled())
        await by_hand(lambda: click(view.buttons["save"]))
        await until(lambda: not view.dirty)
        shown: list[object] = []
        show = view.show_document

        def watched(document: dict[str, Any]) -> None:
            shown.append(document["campaign"].get("max_lines"))
            show(document)

        view.show_document = watched  # type: ignore[method-assign]
        offered = asyncio.Event()
        offer = part._offer

        async def and_over() -> None:  # the last thing of a refresh
            await offer()
            offered.set()

        part._offer = and_over  # type: ignore[method-assign]
        go_on.set()
        await offered.wait()
        assert set(shown) <= {7}
        assert lines.text() == "7"

    here.play(scenario)


def test_a_law_refuses_at_the_field_that_breaks_it(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    draft(program, tmp_path)

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        page = window.campaigns
        await until(lambda: page.table.rowCount() == 1)
        view = page.details.settings
        page.details.tabs.setCurrentIndex(SETTINGS_TAB)
        await until(lambda: view.document()["campaign"].get("name") == "rates-notice")
        document = view.document()
        document["campaign"] |= {"purpose": "advertising", "preset": "ru-advertising-38fz"}
        view.fill(document)
        fault = view.editors["campaign.mode"].form.fault.text()
        assert "38-FZ" in fault
        assert "ст. 18" in fault, "where the law is to be read"
        assert not view.buttons["save"].isEnabled()

    here.play(scenario)


def test_a_start_is_checked_first_and_a_draft_is_cloned_and_deleted(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    draft(program, tmp_path)

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        page = window.campaigns
        await until(lambda: page.table.rowCount() == 1)
        await by_hand(lambda: click(page.buttons["start"]))
        await until(lambda: here.shown(PreflightDialog))
        dialog = here.shown(PreflightDialog)
        await until(lambda: dialog.list.over)
        assert dialog.list.blocked
        assert not dialog.start.isEnabled()
        assert "contacts" in {f.code for f in dialog.list.findings if f.state == "blocks"}
        dialog.reject()
        page.menu.actions_by_name["clone"].trigger()
        await until(lambda: here.shown(NameDialog))
        await by_hand(lambda: QTest.keyClick(here.shown(NameDialog).edit, Qt.Key.Key_Return))
        await until(lambda: page.table.rowCount() == 2)
        page.choose("rates-notice (copy)")
        await until(lambda: page.menu.actions_by_name["delete"].isEnabled())
        page.menu.actions_by_name["delete"].trigger()
        await until(lambda: here.shown())
        await by_hand(lambda: click(here.shown().buttons["do"]))
        await until(lambda: page.table.rowCount() == 1)
        page.menu.actions_by_name["archive"].trigger()
        await until(lambda: page.table.rowCount() == 0)

    here.play(scenario)
    (campaign,) = program.json("campaign", "list")
    assert campaign["state"] == "archived"


def test_operators_to_whom_the_scheme_leads_nobody_are_in_the_way(
    program: Program, tmp_path: Path
) -> None:
    """Else the dialer would wait for them, and take them from other campaigns."""
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1")
    file = tmp_path / "debtors.toml"
    program.ok("campaign", "sample", "debt-operators", "--out", str(file))
    text = file.read_text(encoding="utf-8").replace('"debtor-operators"', '"debtor-reminder"')
    file.write_text(text, encoding="utf-8")
    program.ok("campaign", "create", str(file))
    (tmp_path / "one.csv").write_text("Телефон;account\n+74951234567;7\n", encoding="utf-8")
    program.ok("contacts", "import", "one.csv", "--campaign", "debtors-by-operators")

    def found() -> dict[str, str]:
        done = program.run("campaign", "check", "debtors-by-operators", "--json")
        return {each["code"]: each["state"] for each in json.loads(done.out)["findings"]}

    assert found()["operator_block"] == "blocks"
    assert found()["columns"] == "warning", "no debt in the list"
    assert "person" not in found()
    program.ok("campaign", "set", "debtors-by-operators", "scheme=debtor-operators")
    assert "operator_block" not in found()
