"""The administrator's sections of the settings, over a real database."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rino_desktop.console.settings.trunks import TrunkDialog, TrunkTestDialog
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Question
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program

Key = Qt.Key


async def opened(window: MainWindow, section: str) -> None:
    await until(lambda: "settings" in window.rail.pages)
    window.go_settings(section)
    await until(lambda: window.settings.chosen == section)


def acts(program: Program) -> list[str]:
    return [entry["action"] for entry in program.json("audit", "list")["entries"]]


def test_a_trunk_is_set_up_changed_tried_and_removed(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await opened(window, "trunks")
        section = window.settings.trunks
        assert not section.buttons["change"].isEnabled()
        section.buttons["add"].click()
        await until(lambda: here.shown(TrunkDialog))
        dialog = here.shown(TrunkDialog)
        assert dialog is not None
        await by_hand(lambda: QTest.keyClicks(dialog.edits["name"], "city"))
        await by_hand(lambda: QTest.keyClicks(dialog.edits["proxy"], "gateway"))
        dialog.button.click()
        await until(lambda: "is not a SIP address" in dialog.fault.text())
        dialog.edits["proxy"].setText("sip:127.0.0.1:5999")
        dialog.edits["codecs"].setText("opus")
        dialog.button.click()
        await until(lambda: "unknown codec" in dialog.fault.text())
        dialog.edits["codecs"].setText("pcma, g722")
        dialog.edits["ports"].setText("41000-41099")
        dialog.edits["password_env"].setText("NOWHERE_SET")
        dialog.edits["user"].setText("office")
        dialog.register.setChecked(True)
        dialog.lines.setValue(30)
        dialog.button.click()
        await until(lambda: section.table.names() == ["city"])
        assert section.chosen() == "city"
        assert section.table.at(0).cells[1] == "no engine is running"

        section.buttons["test"].click()
        await until(lambda: here.shown(TrunkTestDialog))
        test = here.shown(TrunkTestDialog)
        assert test is not None
        await by_hand(lambda: QTest.keyClicks(test.number, "89161234567"))
        await by_hand(lambda: QTest.keyClick(test.number, Key.Key_Return))
        await until(lambda: "NOWHERE_SET" in test.fault.text())
        test.reject()

        section.buttons["change"].click()
        await until(lambda: here.shown(TrunkDialog))
        again = here.shown(TrunkDialog)
        assert again is not None
        assert again.edits["name"].isReadOnly()
        again.rate.setValue(2.5)
        again.register.setChecked(False)
        again.button.click()
        await until(lambda: section.table.at(0).cells[5] == "2.5")

        section.buttons["remove"].click()
        await until(lambda: here.shown(Question))
        question = here.shown(Question)
        assert question is not None
        stored.extend(program.json("trunk", "list"))
        question.buttons["do"].click()
        await until(lambda: section.table.names() == [])

    stored: list[dict[str, object]] = []
    here.play(scenario)
    assert not here.bugs
    (trunk,) = stored
    assert (trunk["lines"], trunk["cps"], trunk["ports"]) == (30, 2.5, "41000-41099")
    assert (trunk["codecs"], trunk["register"]) == (["pcma", "g722"], False)
