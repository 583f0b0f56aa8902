"""Engines and health in the settings."""

from rino_desktop import doctor, engines_board
from rino_desktop.console.contacts.words import moment
from rino_desktop.console.settings.section import Line
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.settings_part import SettingsPart, now
from rino_desktop.doctor_finding import Finding
from rino_desktop.engines_board import EngineRow

_KINDS = {"ok": "good", "warning": "warning", "bad": "bad"}


class HealthHere(SettingsPart):
    section = "health"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._shown = console.window.settings.health
        self._shown.findings.wanted.connect(lambda *_: console.tasks.start(self.examine()))

    async def refresh(self) -> None:
        if not self.in_view:
            return
        rows = await self.console.connection.run(lambda stores: engines_board.read(stores, now()))
        self._shown.engines.show_lines(tuple(map(self._line, rows)))
        alive = any(row.alive for row in rows)
        self._shown.engines.say(
            "" if alive else self.tr("No engine works: nobody is called, no call is answered."),
            "bad",
        )

    async def leave(self) -> None:
        self._shown.engines.show_lines(())
        self._shown.findings.show_lines(())
        self._shown.findings.say("")

    async def examine(self) -> None:
        """Everything is tried, which takes some seconds."""
        shown = self._shown.findings
        button = shown.buttons["examine"]
        button.setEnabled(False)
        shown.say(self.tr("Looking around…"))
        try:
            found = await in_thread(doctor.examine, self.console.connection.settings)
        finally:
            button.setEnabled(True)
            shown.say("")
        shown.show_lines(tuple(map(_finding, found)))
        troubles = sum(finding.state != "ok" for finding in found)
        if troubles:
            shown.say(self.tr("%n thing(s) to be seen to.", "", troubles), "warning")
        else:
            shown.say(self.tr("Everything works here."), "good")

    def _line(self, row: EngineRow) -> Line:
        state = self.tr("works") if row.alive else self.tr("does not answer")
        tip = "" if row.alive else self.tr(
            "Its calls are settled by the next engine that starts, or by another one within a "
            "minute."
        )  # fmt: skip
        computer = f"{row.host} ({row.pid})"
        cells = (row.node, state, computer, moment(row.since), str(row.live))
        return Line((row.node, row.pid), cells, "good" if row.alive else "bad", tip)


def _finding(finding: Finding) -> Line:
    mend = finding.mend if finding.state != "ok" else ""
    tip = f"{finding.detail}\n{mend}".strip()
    return Line(finding.name, (finding.what, finding.detail, mend), _KINDS[finding.state], tip)
