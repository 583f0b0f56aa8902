"""Clients' own report forms: listed, designed, given away, imported and exported."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from engine.domain.campaign import CampaignState
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop import clients, form_shelf, report_forms
from rino_desktop.console.reports.designer import ReportDesigner
from rino_desktop.console.reports.form_dialogs import GiveDialog, NewFormDialog
from rino_desktop.console.reports.measure_words import measure_words
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.report_schedules import Run
from rino_desktop.form_shelf import FormRow
from rino_desktop.report_files import ReportParts
from rino_desktop.report_form_draft import draft
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs

_KNOWN = (KnownError, StorageUnavailable)


class ReportDesigners(QObject):
    def __init__(self, console: Console, run: Run, parts: Callable[[], ReportParts]) -> None:
        super().__init__(console.window)
        self._console, self._run, self._parts = console, run, parts
        self._tab = console.window.reports.forms
        self._tab.wanted.connect(self._act)

    async def refresh(self) -> None:
        self._tab.show_forms(await self._run(form_shelf.read))

    def _act(self, name: str, row: FormRow | None) -> None:
        start = self._console.tasks.start
        if name == "add":
            self._ask_new()
        elif name == "import":
            self._ask_folder(self.tr("Folder of the form"), lambda f: start(self.bring_in(f)))
        elif row is None:
            return
        elif name == "change":
            start(self.design(dict(row.stored.files), row.stored.name))
        elif name == "export":
            self._ask_folder(self.tr("Export into"), lambda f: start(self._write(row, f)))
        elif name == "give":
            start(self._give(row))
        else:
            start(self._remove(row))

    # --- designing --------------------------------------------------------------------------------

    def _ask_new(self) -> None:
        dialog = NewFormDialog(self._console.window)

        def begin() -> None:
            files = draft(
                dialog.name_edit.text().strip(), dialog.title_edit.text().strip(),
                dialog.ticked(), dialog.queries(), measure_words(),
            )  # fmt: skip
            dialog.accept()
            self._console.tasks.start(self.design(files, ""))

        dialog.wanted.connect(begin)
        dialog.open()

    async def design(self, files: dict[str, str], before: str) -> None:
        """``before``: the name of a stored form, "" for a new one."""

        def names(stores: Stores) -> tuple[str, ...]:
            every = stores.campaigns.all()
            return tuple(c.name for c in every if c.state is not CampaignState.ARCHIVED)

        campaigns = await self._run(names)
        dialog = ReportDesigner(self._console.window, files, campaigns, before)
        start = self._console.tasks.start_for
        base = report_forms.mark(files) if before else ""
        dialog.look_wanted.connect(lambda: start(dialog, self._look(dialog)))
        dialog.save_wanted.connect(lambda: start(dialog, self._save(dialog, dialog.files(), base)))
        dialog.open()
        dialog.look_wanted.emit()

    async def _look(self, dialog: ReportDesigner) -> None:
        files, campaign = dialog.files(), dialog.campaign.currentText()
        now, parts = datetime.now(UTC), self._parts()
        try:
            looked = await self._run(
                lambda stores: form_shelf.look(stores, files, campaign, parts, now)
            )
        except _KNOWN as error:
            dialog.say(said(error))
            return
        if dialog.files() == files:  # else the next one is on its way
            dialog.show_looked(looked)

    async def _save(self, dialog: ReportDesigner, files: dict[str, str], base: str) -> None:
        now, parts, before = datetime.now(UTC), self._parts(), dialog.before
        try:
            name = await self._run(
                lambda stores: form_shelf.save(stores, files, parts, now, before, base)
            )
        except _KNOWN as error:
            dialog.say(said(error))
            return
        dialog.accept()
        self._tab.say(self.tr("Saved: {name}.").format(name=name))
        await self.refresh()

    # --- files, clients ---------------------------------------------------------------------------

    def _ask_folder(self, title: str, take: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self._console.window, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: take(Path(name)))
        dialog.open()

    async def bring_in(self, folder: Path) -> None:
        """A form from its files, looked at before it is saved."""
        try:
            files = report_forms.read(folder)
        except KnownError as error:
            self._tab.say(said(error))
            return
        await self.design(files, "")

    async def _write(self, row: FormRow, folder: Path) -> None:
        try:
            target = form_shelf.write(row.stored, folder)
        except KnownError as error:
            self._tab.say(said(error))
            return
        self._tab.say(self.tr("Written: {folder}.").format(folder=target))

    async def _give(self, row: FormRow) -> None:
        name, now = row.stored.name, datetime.now(UTC)
        every = await self._run(lambda stores: stores.clients.all())
        names = [client.name for client in every if not client.archived]
        dialog = GiveDialog(self._console.window, name, names, row.client)

        async def give(client: str) -> None:
            try:
                await self._run(lambda s: clients.give_report_form(s, name, client or None, now))
            except _KNOWN as error:
                dialog.refuse(said(error))
                return
            dialog.accept()
            await self.refresh()

        dialog.wanted.connect(lambda client: self._console.tasks.start_for(dialog, give(client)))
        dialog.open()

    async def _remove(self, row: FormRow) -> None:
        name, now = row.stored.name, datetime.now(UTC)
        sure = await dialogs.confirm(
            self._console.window,
            self.tr("Remove the form {name}?").format(name=name),
            self.tr("Schedules that deliver it will fail. Export it first if it may be needed."),
            self.tr("Remove"),
        )
        if sure:
            await self._run(lambda stores: form_shelf.remove(stores, name, now))
            await self.refresh()
