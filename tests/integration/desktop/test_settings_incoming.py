"""Numbers and calling hours in the settings, over a real database."""

from datetime import datetime

from PySide6.QtCore import QDateTime, Qt
from PySide6.QtTest import QTest

from engine.domain.incoming import RouteKind
from rino_desktop.console.settings.route_dialogs import LinesDialog, RouteDialog, TryDialog
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Question
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program
from tests.integration.desktop.test_people import add
from tests.integration.desktop.test_rights import _signed_in
from tests.integration.desktop.test_settings import opened


def test_routes_are_set_up_tried_ordered_and_removed(program: Program, here: DesktopHere) -> None:
    """By a supervisor: he has the right to."""
    add(program, "Anna", "administrator")
    add(program, "Olga", "supervisor")
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1:9", "--ports", "20000-20099")

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await _signed_in(window, "Olga")
        await opened(window, "incoming")
        section = window.settings.incoming
        routes = section.routes
        await until(lambda: "No routes yet" in routes.note.text())
        assert section.week.isHidden() or not section.week.isVisible()

        routes.buttons["add"].click()
        await until(lambda: here.shown(RouteDialog))
        dialog = here.shown(RouteDialog)
        assert not dialog.button.isEnabled()
        await by_hand(lambda: QTest.keyClicks(dialog.edits["number"], "84951234567"))
        dialog.target.setEditText("nowhere")
        assert "no published scheme" in dialog.fields["target"].fault.text()
        assert not dialog.button.isEnabled()
        dialog.target.setEditText("notice")
        assert dialog.fields["target"].fault.isHidden()
        await by_hand(lambda: QTest.keyClicks(dialog.edits["hours"], "mon-fri 09:00-18:00, 9"))
        assert "cannot be read" in dialog.fields["hours"].fault.text()
        assert not dialog.button.isEnabled()
        dialog.edits["hours"].setText("mon-fri 09:00-18:00, fri 17:00-19:00")
        assert dialog.fields["hours"].fault.text() == "Named twice: Fri 17:00–18:00."
        assert "Nobody answers: Mon–Thu 00:00–09:00" in dialog.fields["after_hours"].fault.text()
        dialog.edits["hours"].setText("mon-fri 09:00-18:00")
        dialog.after.setEditText("opt-out")
        assert dialog.fields["after_hours"].fault.isHidden()
        dialog.edits["closed"].setText("12-31")
        await by_hand(lambda: QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton))
        await until(lambda: len(routes.table.all()) == 1)
        line = routes.table.at(0)
        assert line.cells[2:] == (
            "+74951234567", "scheme notice", "mon-fri 09:00-18:00; 12-31", "opt-out",
        )  # fmt: skip
        assert "all other numbers are refused" in routes.note.text()
        assert section.week.isVisible()
        parts = [part.text for part in section.week._rows[0].parts]
        assert parts in (
            ["scheme opt-out", "scheme notice", "scheme opt-out"],
            ["scheme opt-out (closed day)"],
        )  # fmt: skip
        assert "00:00–" in section.week.lines()[0]
        await until(lambda: "scheme" in section.week.tip_at(section.week.rect().center()))
        before = section.week._rows[0].day
        section.steps[1].click()
        assert section.week._rows[0].day != before

        # Before it all numbers: now no call reaches it.
        routes.buttons["add"].click()
        await until(lambda: here.shown(RouteDialog))
        rest = here.shown(RouteDialog)
        rest.kind.setCurrentIndex(list(RouteKind).index(RouteKind.REJECT))
        assert not rest.edits["hours"].isEnabled()
        await by_hand(lambda: QTest.keyClicks(rest.edits["number"], "*"))
        assert rest.place.value() == 2
        rest.place.setValue(1)
        rest.button.click()
        await until(lambda: [row.cells[2] for row in routes.table.all()] == ["*", "+74951234567"])
        assert routes.table.at(1).kind == "warning"
        assert "takes them all" in routes.table.at(1).tip
        await until(lambda: routes.chosen() == routes.table.at(0).key)
        assert not routes.buttons["up"].isEnabled()
        routes.buttons["down"].click()
        await until(lambda: routes.table.at(0).cells[2] == "+74951234567")
        assert routes.table.at(0).kind == ""

        routes.view.selectRow(0)
        routes.buttons["try"].click()
        await until(lambda: here.shown(TryDialog))
        asking = here.shown(TryDialog)
        assert asking.called.text() == "+74951234567"
        asking.caller.setText("89161234567")
        for at, told in (
            ("2026-06-01T12:00+03:00", "scheme notice."),
            ("2026-06-01T20:00+03:00", "after hours: scheme opt-out."),
            ("2026-12-31T12:00+03:00", "after hours: scheme opt-out."),
        ):
            moment = int(datetime.fromisoformat(at).timestamp())
            asking.at.setDateTime(QDateTime.fromSecsSinceEpoch(moment))
            asking.button.click()
            await until(lambda told=told: told in asking.fault.text() and not asking.tried)
        asking.reject()
        # Who rings back is recognised for those, too, who have signed in.
        assert "He rings back for no call of ours." in asking.fault.text()

        routes.buttons["change"].click()
        await until(lambda: here.shown(RouteDialog))
        again = here.shown(RouteDialog)
        assert again.target.currentText() == "notice"
        again.longest.setValue(600)
        again.button.click()
        await until(lambda: here.shown(RouteDialog) is None)

        routes.buttons["lines"].click()
        await until(lambda: here.shown(LinesDialog))
        lines = here.shown(LinesDialog)
        assert (lines.trunk.currentText(), lines.lines.value()) == ("city", 4)
        lines.lines.setValue(2)
        lines.button.click()
        await until(lambda: here.shown(LinesDialog) is None)

        routes.view.selectRow(1)
        routes.buttons["remove"].click()
        await until(lambda: here.shown(Question))
        here.shown(Question).buttons["do"].click()
        await until(lambda: len(routes.table.all()) == 1)
        assert "trunks" not in window.settings.shown

    here.play(scenario, guest=None)
    (route,) = program.json("incoming", "route", "list")
    assert (route["target"], route["max_call_s"], route["lines"]) == ("notice", 600, 2)
    log = program.json("audit", "list", "--action", "incoming.")
    assert {(entry["who"], entry["via"]) for entry in log} == {("Olga", "desktop")}
    recorded = [(entry["action"], entry["details"]) for entry in reversed(log)]
    assert [action for action, _ in recorded] == [
        "incoming.route_add", "incoming.route_add", "incoming.route_move", "incoming.route_change",
        "incoming.lines", "incoming.route_remove",
    ]  # fmt: skip
    assert recorded[2][1] == {"place": [1, 2]}
    assert recorded[3][1] == {"max_call_s": [1800, 600]}

    # The same from the command line, for whoever likes it better.
    number = str(route["id"])
    program.ok("incoming", "route", "change", number, "--hours", "sat 10:00-14:00", "--record")
    week = program.json("incoming", "route", "week", number, "--from", "2026-12-28")
    told = [(d["day"], d["from"], d["target"]) for d in week if d["day"] == "2027-01-02"]
    assert told == [
        ("2027-01-02", "00:00", "opt-out"), ("2027-01-02", "10:00", "notice"),
        ("2027-01-02", "14:00", "opt-out"),
    ]  # fmt: skip
    program.ok("incoming", "route", "add", "city", "100", "--reject")
    program.ok("incoming", "route", "move", number, "2")
    assert [r["number"] for r in program.json("incoming", "route", "list")] == [
        "100", "+74951234567",
    ]  # fmt: skip
    (entry,) = program.json("audit", "list", "--action", "incoming.route_change", "--limit", "1")
    assert entry["details"]["hours"] == ["mon-fri 09:00-18:00", "sat 10:00-14:00"]
    assert (entry["details"]["record"], entry["via"]) == ([False, True], "command")
