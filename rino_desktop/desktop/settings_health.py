"""Engines and health in the settings."""

from pathlib import Path

from engine.errors import KnownError
from rino_desktop import doctor, engines_board, support_bundle
from rino_desktop.console.contacts.words import moment
from rino_desktop.console.settings.section import Line
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.settings_part import SettingsPart, now
from rino_desktop.doctor_finding import Finding
from rino_desktop.engines_board import EngineRow
from rino_desktop.texts.errors import said
from rino_desktop.ui.files import target_dialog

_KINDS = {"ok": "good", "warning": "warning", "bad": "bad"}


class HealthHere(SettingsPart):
    section = "health"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._shown = console.window.settings.health
        self._shown.findings.wanted.connect(self._on_wanted)

    def _on_wanted(self, act: str, _key: object) -> None:
        if act == "bundle":
            self._ask_where()
        else:
            self.console.tasks.start(self.examine())

    def _ask_where(self) -> None:
        asking = target_dialog(
            self.console.window, self.tr("Bundle for support"),
            {"zip": self.tr("Archives (*.zip)")}, f"rino-support-{now().astimezone():%Y-%m-%d}.zip",
        )  # fmt: skip
        asking.fileSelected.connect(lambda name: self.console.tasks.start(self.bundle(Path(name))))
        asking.open()

    async def bundle(self, file: Path) -> None:
        """Everything is tried for it as well."""
        shown = self._shown.findings
        for button in shown.buttons.values():
            button.setEnabled(False)
        shown.say(self.tr("Looking around…"))
        try:
            await in_thread(support_bundle.make, self.console.connection.settings, file)
        except KnownError as error:
            shown.say(said(error), "bad")
            return
        finally:
            for button in shown.buttons.values():
                button.setEnabled(True)
        shown.say(
            self.tr("Made: {file}. It holds no numbers, names or passwords; MANIFEST.txt in it "
                    "says what it holds. Look into it before you send it.").format(file=file),
            "good",
        )  # fmt: skip

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
