"""Legal presets in the settings, over a real database."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSpinBox

from engine.domain.campaign import CampaignState
from engine.domain.incoming import RouteKind, RouteSettings
from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.service.campaign_watch import unlawful
from rino_desktop import incoming_routes, legal_presets
from rino_desktop.console.settings.preset_dialog import PresetDialog
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.settings_part import now
from rino_desktop.main_window import MainWindow
from rino_desktop.presets import shipped
from rino_desktop.ui.dialogs import Question
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program
from tests.integration.desktop.test_people import add
from tests.integration.desktop.test_rights import _signed_in, command
from tests.integration.desktop.test_settings import opened

CAMPAIGN = """
[campaign]
name = "Долги"
purpose = "debt"
scheme = "notice"
trunk = "city"
preset = "our-debts"
ring_timeout_s = 25
"""


def running(program: Program, file: Path) -> None:
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1:9")
    file.write_text(CAMPAIGN, encoding="utf-8")
    program.ok("campaign", "create", file)
    program.ok("campaign", "start", "Долги")


def test_a_copy_is_made_stricter_and_a_running_campaign_follows(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    add(program, "Anna", "administrator")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await _signed_in(window, "Anna")
        await opened(window, "presets")
        section = window.settings.presets
        presets = section.presets
        await until(lambda: "ru-debt-230fz" in presets.table.names())
        presets.choose("ru-debt-230fz")
        text = section.rules.toPlainText()
        assert "Hours on weekdays, by the subscriber's clock: 08:00–22:00." in text
        assert "At most 2 in 7 d: calls, one person, over all campaigns." in text
        assert "230-ФЗ от 03.07.2016, ст. 7" in text
        assert "No campaign." in text
        assert not presets.buttons["change"].isEnabled()
        assert not presets.buttons["remove"].isEnabled()

        presets.buttons["copy"].click()
        await until(lambda: here.shown(PresetDialog))
        dialog = here.shown(PresetDialog)
        dialog.edits["name"].selectAll()
        await by_hand(lambda: QTest.keyClicks(dialog.edits["name"], "us-tsr"))
        assert "of that name already" in dialog.fault.text()
        dialog.edits["name"].setText("our-debts")
        assert dialog.button.isEnabled()
        # Laxer than the law: refused at the field, with the rule and where it stands.
        dialog.edits["hours.weekdays"].selectAll()
        await by_hand(lambda: QTest.keyClicks(dialog.edits["hours.weekdays"], "08:00-23:00"))
        assert dialog.fields["hours.weekdays"].fault.text() == "the law: 08:00–22:00"
        told = dialog.fault.text()
        assert told.startswith("hours on weekdays: 08:00–23:00 is laxer than Russia, 230-FZ")
        assert "(230-ФЗ от 03.07.2016, ст. 7): 08:00–22:00." in told
        assert not dialog.button.isEnabled()
        dialog.edits["hours.weekdays"].setText("10:00")
        assert "is no span of hours" in dialog.fault.text()
        assert not dialog.fields["hours.weekdays"].fault.isHidden()
        dialog.edits["hours.weekdays"].setText("10:00-20:00")
        most = dialog.limits.table.cellWidget(1, 0)
        assert isinstance(most, QSpinBox)
        most.setValue(3)
        assert "At most 2 in 7 d" in dialog.limits_fault.text()
        most.setValue(1)
        assert dialog.limits_fault.isHidden()
        # All of it as text, and back.
        dialog.tabs.setCurrentIndex(1)
        assert 'weekdays = "10:00-20:00"' in dialog.text.toPlainText()
        dialog.text.setPlainText(dialog.text.toPlainText() + "[ring]\nleast_s = 20\n")
        dialog.tabs.setCurrentIndex(0)
        assert dialog.edits["ring.least_s"].text() == "20"
        window_box = dialog.limits.table.cellWidget(0, 2)
        assert isinstance(window_box, QComboBox)
        window_box.setEditText("2d")
        await by_hand(lambda: QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton))
        await until(lambda: "our-debts" in presets.table.names())
        await until(lambda: presets.chosen() == "our-debts")
        text = section.rules.toPlainText()
        assert "A stricter copy of ru-debt-230fz, whose rules hold besides." in text
        assert "What is stricter than ru-debt-230fz" in text
        assert "At most 1 in 2 d" in text

        running(program, tmp_path / "debts.toml")
        await until(lambda: "Долги" in section.rules.toPlainText())
        assert not presets.buttons["remove"].isEnabled(), "a campaign uses it"

        # The campaign rings for 25 s: under the new rules it is not dialled, and that is told.
        presets.buttons["change"].click()
        await until(lambda: here.shown(PresetDialog))
        again = here.shown(PresetDialog)
        assert again.edits["name"].isReadOnly()
        again.edits["ring.least_s"].setText("30")
        again.button.click()
        await until(lambda: "“Долги” is not dialled" in again.fault.text())
        assert "Save once more" in again.fault.text()
        rules = await desktop._connection.run(_rules)
        assert rules["our-debts"].version == 1, "nothing has been saved yet"
        again.button.click()
        await until(lambda: here.shown(PresetDialog) is None)
        await until(lambda: "“Долги” is not dialled" in presets.note.text())
        rules = await desktop._connection.run(_rules)
        assert (rules["our-debts"].version, rules["our-debts"].min_ring_s) == (2, 30)
        assert "ru-debt-230fz" in rules, "the law holds besides"
        assert "30 s" in await desktop._connection.run(_unlawful)

        # The command line: the next version, laxer again, and campaigns follow.
        file = tmp_path / "our.toml"
        program.ok("preset", "show", "our-debts", "--save", file)
        file.write_text(file.read_text("utf-8").replace("least_s = 30", "least_s = 25"), "utf-8")
        changed = program.json("preset", "change", file)
        assert (changed["version"], changed["campaigns"]) == (3, ["Долги"])
        assert changed["not_dialled"] == {}
        assert await desktop._connection.run(_unlawful) == ""
        await until(
            lambda: presets.table.at(presets.table.names().index("our-debts")).cells[3] == "3"
        )

        program.ok("campaign", "stop", "Долги")
        program.ok("campaign", "archive", "Долги")
        await until(lambda: presets.buttons["remove"].isEnabled())
        presets.buttons["remove"].click()
        await until(lambda: here.shown(Question))
        here.shown(Question).buttons["do"].click()
        await until(lambda: "our-debts" not in presets.table.names())

    here.play(scenario, guest=None)
    entries = program.json("audit", "list", "--action", "preset.")
    assert [entry["action"] for entry in entries] == [
        "preset.remove", "preset.change", "preset.change", "preset.add",
    ]  # fmt: skip
    assert entries[1]["details"]["ring.least_s"] == [30, 25]
    assert entries[1]["details"]["campaigns"] == "Долги"
    assert (entries[1]["via"], entries[2]["via"]) == ("command", "desktop")

    # What the page does, on the command line.
    program.ok("preset", "copy", "us-tsr", "our-tsr", "--title", "Ours")
    assert "It says the same." in program.ok("preset", "diff", "our-tsr")
    file = tmp_path / "tsr.toml"
    program.ok("preset", "show", "our-tsr", "--save", file)
    file.write_text(file.read_text("utf-8").replace("21:00", "22:00"), "utf-8")
    assert "laxer than USA, TSR" in program.error("preset", "change", file)
    assert program.run("preset", "check", file).status == 1
    own = next(p for p in program.json("preset", "list") if p["name"] == "our-tsr")
    assert (own["origin"], own["parent"], own["used_by"]) == ("office", "us-tsr", [])
    assert "no legal preset us-tsr of its own" in program.error("preset", "remove", "us-tsr")
    program.ok("preset", "remove", "our-tsr")


def _rules(stores: Stores) -> dict[str, legal_presets.Preset]:
    campaign = stores.campaigns.by_name("Долги")
    assert campaign.state is CampaignState.RUNNING
    return {rule.name: rule for rule in campaign.settings.rules}


def _unlawful(stores: Stores) -> str:
    """What an engine says of the campaign: it goes by what is stored with it."""
    return unlawful(stores.campaigns.by_name("Долги").settings, "en")


def test_who_lacks_a_right_reads_or_sees_nothing(program: Program, here: DesktopHere) -> None:
    """A supervisor reads presets; an operator sees neither them nor routes. What they do all the
    same is refused by the stores."""
    add(program, "Anna", "administrator")
    add(program, "Olga", "supervisor")
    program.ok("preset", "copy", "us-tsr", "our-tsr")
    law = shipped().find("us-tsr", now().date())
    ours = legal_presets.copy_of(law, "mine", "Моё", "Mine")
    route = RouteSettings("city", "*", RouteKind.REJECT)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        async def refused(act: Callable[[Stores], object]) -> str:
            try:
                await desktop._connection.run(act)
            except KnownError as error:
                return str(error)
            return "it was done"

        await _signed_in(window, "Olga")
        await opened(window, "presets")
        presets = window.settings.presets.presets
        await until(lambda: "our-tsr" in presets.table.names())
        presets.choose("our-tsr")
        assert "08:00–21:00" in window.settings.presets.rules.toPlainText()
        assert not any(button.isEnabled() for button in presets.buttons.values())
        told.append(
            await refused(lambda s: legal_presets.add(here.settings, s, ours, "Olga", now()))
        )
        told.append(await refused(lambda s: legal_presets.remove(s, "our-tsr", now())))
        await command(program, "user", "role", "Olga", "operator")
        await until(lambda: not {"presets", "incoming"} & set(window.settings.shown))
        for act in (
            lambda s: s.incoming.change_route(1, route), lambda s: s.incoming.move_route(1, 1),
            lambda s: incoming_routes.add(s, route, None, now()),
        ):  # fmt: skip
            told.append(await refused(act))

    told: list[str] = []
    here.play(scenario, guest=None)
    assert all("change settings" in each for each in told[:2]), told
    assert all("change where incoming calls go" in each for each in told[2:]), told
    assert len(told) == 5
    assert [p["name"] for p in program.json("preset", "list") if p["origin"] == "office"] == [
        "our-tsr"
    ]
