"""As somebody who has never seen it: from an empty folder to debtors whom operators talk with, and
the report of it; only by what the windows offer, over real SIP."""

import asyncio
import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from rino_desktop.console.campaign.details import LOG, SETTINGS_TAB
from rino_desktop.console.campaign.trunk_dialog import TrunkDialog
from rino_desktop.console.campaign.variables_editor import VariablesEditor
from rino_desktop.console.campaign.wizard import STEPS, WizardDialog
from rino_desktop.console.person_dialog import PersonDialog
from rino_desktop.demo.sip.controller import Farm
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.reports import Reports
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import INSIDE
from tests.helpers.desktop_here import DesktopHere, by_hand, start_campaign, until
from tests.helpers.program import Program
from tests.helpers.sample_campaigns import noon

#: Who answers, talks until the operator hangs up.
SUBSCRIBERS = {"mix": [{"weight": 1, "behaviour": {"kind": "early_media", "early_media_s": 0.2}}]}
PEOPLE = ("Olga", "Pyotr")
PASSWORD = "eight or more"
DEBTORS = 12
#: The operators are of this very program.
HERE = {"PYTHONPATH": str(Path(__file__).parents[2])}

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    with Farm(tmp_path / "farm", behaviours=SUBSCRIBERS) as farm:
        yield farm


@pytest.fixture
def here(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DesktopHere:
    monkeypatch.setenv("RINO_DATA", str(tmp_path / "data"))
    here = DesktopHere(qapp, tmp_path)
    here.preferences.change(engine=INSIDE)
    return here


@pytest.fixture
def debtors(tmp_path: Path) -> Path:
    """As an accountant's program writes it, with three rows that are no good. Where it is noon now
    stands in the rows: laws would forbid these calls at most hours."""
    zone, _ = noon(datetime.now(UTC))
    lines = ["№ договора;Ф.И.О.;Телефон моб.;Сумма долга, руб.;Срок оплаты;Часовой пояс"]
    lines += [
        f"Д-{n};Кузнецов Пётр {n};8 (916) 555-44-{n:02};1 250,{n:02};05.12.2030;{zone}"
        for n in range(DEBTORS)
    ]
    lines += ["Д-90;Без номера;;5,00;05.12.2030;", "Д-91;Короткий;12345;5,00;;", "Итого;12;;;;"]
    file = tmp_path / "Должники.csv"
    file.write_bytes("\r\n".join(lines).encode("cp1251"))
    return file


@contextlib.contextmanager
def at_work(program: Program) -> Iterator[None]:
    """Virtual operators at their workstations."""
    command = [sys.executable, "-m", "rino_desktop", "operator", "simulate", *PEOPLE]
    crew = subprocess.Popen(
        [*command, "--talk-s", "1", "--wrap-up-s", "0.5"],
        cwd=program.folder, env=program.variables(HERE), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        crew.terminate()
        assert crew.wait(30) == 0


def talks(program: Program, campaign: str) -> int:
    """That are over, of all operators."""
    file = program.folder / "summary.json"
    program.ok("report", "summary", "--campaign", campaign, "--format", "json", "--out", file)
    summary = json.loads(file.read_text(encoding="utf-8"))
    return sum(each["talks"] for each in summary["operators"])


async def click(button: QPushButton) -> None:
    await by_hand(lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))


def in_sight(dialog: WizardDialog, name: str) -> list[QPushButton]:
    """Others of that name may be about to go."""
    found = dialog.findChildren(QPushButton, name)
    return [button for button in found if button.isVisible()]


async def first_start(window: MainWindow, desktop: Desktop) -> None:
    await until(lambda: window.gate.currentWidget() is window.first_start)
    await click(window.first_start.offers["create"].button)
    await until(lambda: window.gate.currentWidget() is window.sign_in)
    await by_hand(lambda: QTest.keyClicks(window.sign_in.name_edit, "Maria"))
    for field in (window.sign_in.password, window.sign_in.again):
        await by_hand(lambda field=field: QTest.keyClicks(field.edit, PASSWORD))  # type: ignore[misc]
    await click(window.sign_in.button)
    await until(lambda: desktop.people.user == ("Maria", "administrator"))


async def trunk(wizard: WizardDialog, here: DesktopHere, port: int) -> None:
    await click(wizard.trunks.connect_button)
    form = here.shown(TrunkDialog)
    await by_hand(lambda: QTest.keyClicks(form.name_edit, "city"))
    await by_hand(lambda: QTest.keyClicks(form.proxy, f"127.0.0.1:{port}"))
    await click(form.button)
    await until(lambda: wizard.trunks.editors["campaign.trunk"].raw() == ["city"])


async def fill_in(window: MainWindow, here: DesktopHere, debtors: Path, port: int) -> WizardDialog:
    """As far as the check-list."""
    await until(lambda: window.campaigns.empty.button.isVisible())
    await click(window.campaigns.empty.button)
    await until(lambda: here.shown(WizardDialog))
    wizard: WizardDialog = here.shown(WizardDialog)
    assert wizard.uses.selectedItems(), "what “Next” goes on with can be seen"
    await by_hand(lambda: QTest.keyClick(wizard.uses, Qt.Key.Key_Down))
    assert wizard.uses.use() == "debt-operators"
    await click(wizard.buttons["next"])
    assert wizard.template.editors["campaign.form"].raw() == "debtor-reminder"
    variables = wizard.template.editors["variables"]
    assert isinstance(variables, VariablesEditor)
    for name, value in (("company", "Our office"), ("our_phone", "+74951234567")):
        assert variables.rows[name].field.fault.text(), "it waits to be filled in"
        await by_hand(
            lambda name=name, value=value: QTest.keyClicks(variables.rows[name].edit, value)
        )
    await click(wizard.buttons["next"])
    wizard.list.show_file(str(debtors))
    wizard.list.home.edit.setText("Atlantis")
    assert "neither a region nor a time zone" in wizard.list.home.field.fault.text()
    wizard.list.home.edit.setText("Москва")
    assert not wizard.list.home.field.fault.text()
    assert "There it is now: " in wizard.list.home.hint.text()
    await click(wizard.buttons["next"])
    for place, value in (("campaign.person", "№ договора"), ("schedule.weekdays", "08:00-22:00")):
        wizard.rules.editors[place].widget.setText(value)  # type: ignore[attr-defined]
    await click(wizard.buttons["next"])
    await trunk(wizard, here, port)
    await click(wizard.buttons["next"])
    pacing = wizard.operators.editors["campaign.pacing"].widget
    assert pacing.currentText() == "one call for each free operator"  # type: ignore[attr-defined]
    await click(wizard.buttons["next"])
    await until(lambda: STEPS[wizard.step] == "check" and wizard.check.over)
    return wizard


async def add_people(window: MainWindow, here: DesktopHere) -> None:
    for count, name in enumerate(PEOPLE, 2):
        await click(window.settings.people.add_button)
        await until(lambda: here.shown(PersonDialog))
        form = here.shown(PersonDialog)
        await by_hand(lambda form=form, name=name: QTest.keyClicks(form.name_edit, name))  # type: ignore[misc]
        form.role_box.setCurrentIndex(form.role_box.findData("operator"))
        await by_hand(lambda form=form: QTest.keyClicks(form.password.edit, PASSWORD))  # type: ignore[misc]
        await click(form.button)
        people = window.settings.people.list
        await until(lambda people=people, count=count: people.topLevelItemCount() == count)  # type: ignore[misc]


async def change_under_way(window: MainWindow) -> None:
    """Slower, and ahead of the operators; at once, and in words."""
    page = window.campaigns
    view = page.details.settings
    page.details.tabs.setCurrentIndex(SETTINGS_TAB)
    await until(lambda: view.document()["campaign"].get("calls_per_second") == 2)
    view.editors["campaign.calls_per_second"].widget.setText("1.5")  # type: ignore[attr-defined]
    box = view.editors["campaign.pacing"].widget
    box.setCurrentIndex(box.findData("predictive"))  # type: ignore[attr-defined]
    await until(lambda: view.buttons["save"].isEnabled())
    await click(view.buttons["save"])
    await until(
        lambda: (
            "Saved" in page.details.receipt.text() and "took it up" in page.details.receipt.text()
        ),
        20,
    )
    page.details.tabs.setCurrentIndex(LOG)
    table = page.details.log.table
    await until(lambda: "2 → 1.5" in (table.index(0, 3).data() or ""))
    assert "one call for each free operator → ahead of the operators" in table.index(0, 3).data()


def test_from_an_empty_folder_to_the_report(
    here: DesktopHere, farm: Farm, debtors: Path, tmp_path: Path
) -> None:
    program, target = Program(tmp_path), tmp_path / "report.pdf"

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await first_start(window, desktop)
        wizard = await fill_in(window, here, debtors, farm.port)
        found = {f.code: (f.state.value, f.words) for f in wizard.check.findings}
        assert not wizard.check.blocked, found
        assert "columns" not in found
        assert "zones" not in found
        assert "rejected: 3" in wizard.check.note.text()
        # Who is missing can be added where the button leads.
        await until(lambda: in_sight(wizard, "people"))
        await click(in_sight(wizard, "people")[0])
        await until(lambda: window.settings.isVisible() and window.settings.chosen == "people")
        await add_people(window, here)
        window.rail.go("campaigns")
        page = window.campaigns
        await until(lambda: page.buttons["start"].isEnabled())
        await start_campaign(window, here)
        with at_work(program):
            window.rail.go("monitor")
            board = window.monitor
            await until(lambda: sorted(board.operators.names()) == list(PEOPLE), 40)
            await until(lambda: board.figures["talking"].number.text() != "0", 40)
            window.rail.go("campaigns")
            await change_under_way(window)
            window.rail.go("monitor")
            await until(lambda: board.campaigns.at(0).answered >= 3, 60)
            # Who is called ahead of the operators may be answered and meet none of them.
            async with asyncio.timeout(60):
                while await asyncio.to_thread(talks, program, board.campaigns.at(0).name) < 3:
                    await asyncio.sleep(0.5)
            window.rail.go("campaigns")
            await click(page.buttons["pause"])
            await until(lambda: page.table.index(0, 1).data() == "paused")
            await until(lambda: desktop.engines.inside.live_calls == 0, 40)
        window.rail.go("reports")
        await until(lambda: window.reports.kinds.names())
        window.reports.kinds.choose("summary")
        await click(window.reports.filters.make)
        await until(lambda: window.reports.pane.report is not None)
        reports = next(part for part in desktop._parts if isinstance(part, Reports))
        asked = reports.asked()
        assert asked is not None
        await reports.export(*asked, "pdf", target)
        window.rail.go("campaigns")
        await click(page.buttons["stop"])
        await until(lambda: here.shown() is not None or page.table.index(0, 1).data() == "finished")
        if here.shown() is not None:
            await click(here.shown().buttons["do"])
        await until(lambda: page.table.index(0, 1).data() == "finished")
        page.menu.actions_by_name["archive"].trigger()
        await until(lambda: page.table.rowCount() == 0)

    here.play(scenario, guest=None)
    read = ["pdftotext", "-layout", str(target), "-"]
    text = subprocess.run(read, capture_output=True, check=True, text=True).stdout
    assert re.search(rf"\b{DEBTORS}\b", text)
    told = [int(n) for n in re.findall(rf"(?m)^\s*(?:{'|'.join(PEOPLE)})\s+(\d+)", text)]
    assert sum(told) >= 3, text
    actions = {entry["action"] for entry in program.json("audit", "list")}
    assert actions >= {
        "campaign.create", "campaign.start", "campaign.change", "campaign.pause",
        "campaign.stop", "campaign.archive", "export.report",
    }  # fmt: skip
