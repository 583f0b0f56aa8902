"""What stands behind an import: each step on a worker thread, broken off when it is not wished."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal
from PySide6.QtWidgets import QFileDialog

from engine.domain.campaign import Campaign
from engine.errors import KnownError
from engine.ports.segments import ImportTemplate
from engine.ports.storage import Cancelled, StorageUnavailable, Stores
from engine.service.contact_import import ImportReport
from rino_desktop import beside_guard, contact_lists, list_imports
from rino_desktop.console.lists.import_wizard import ImportWizard
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.list_imports import Choices, Layout
from rino_desktop.texts.errors import said
from rino_desktop.ui.dialogs import confirm

translate = QCoreApplication.translate
Meanings = tuple[str, ...]


class ListImporting(QObject):
    """``filled``: the campaign's list has changed."""

    filled = Signal(str)

    def __init__(
        self, wizard: ImportWizard, connection: Connection, tasks: Tasks, campaign: str, file: Path
    ) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._connection = connection
        self._tasks = tasks
        self._name = campaign
        self._file = file
        self._layout: Layout | None = None
        #: The campaign's.
        self._country = ""
        self._trial_of: Meanings = ()
        self._import_id = 0
        self._stop = threading.Event()
        self._running: asyncio.Task[None] | None = None
        wizard.preview_wanted.connect(lambda c: self._start(self._preview(c)))
        wizard.columns_wanted.connect(lambda c: self._start(self._columns(c)))
        wizard.columns.home_changed.connect(self._judge_home)
        wizard.trial_wanted.connect(lambda m: self._start(self._try(m)))
        wizard.import_wanted.connect(lambda m: self._start(self._import(m)))
        wizard.template_wanted.connect(lambda *a: self._start(self._keep_template(*a)))
        wizard.errors_wanted.connect(self._ask_for_errors_file)
        wizard.undo_wanted.connect(lambda: self._start(self._undo()))
        wizard.cancel_wanted.connect(self._stop.set)
        self._start(self._previews())

    async def end(self) -> None:
        self._stop.set()
        if self._running is not None:
            await asyncio.gather(self._running, return_exceptions=True)

    # --- the steps --------------------------------------------------------------------------------

    async def _previews(self) -> None:
        self._wizard.begin(translate("ListImporting", "Reading the file…"))
        found = await in_thread(list_imports.previews, self._file)
        self._show(lambda: self._wizard.show_previews(found))

    async def _preview(self, choices: Choices) -> None:
        found = await in_thread(list_imports.preview, self._file, choices)
        self._show(lambda: self._wizard.show_preview(found))

    async def _columns(self, choices: Choices) -> None:
        self._wizard.begin(translate("ListImporting", "Looking at the columns…"))
        country = self._country = (await self._campaign()).settings.country
        file = self._file

        def look() -> Layout:
            table = list_imports.table_of(file, choices)
            return list_imports.layout(table, file.name, country)

        layout = await in_thread(look)
        self._layout = layout
        templates = await self._templates(layout.digest)
        self._show(lambda: self._wizard.show_columns(layout, templates))

    def _judge_home(self, text: str) -> None:
        clocks = ""
        try:
            zones = contact_lists.home_zones(text, self._country)
            clocks = contact_lists.clocks(zones, datetime.now(UTC))
        except KnownError as error:
            self._wizard.columns.say_home_fault(said(error))
        else:
            self._wizard.columns.say_home_fault("")
        self._wizard.columns.show_clocks(clocks)

    async def _try(self, meanings: Meanings) -> None:
        settings, campaign, mapping = await self._ready(meanings)
        choices, file, progress = self._wizard.choices(), self._file, self._progress()
        trial = await in_thread(
            list_imports.try_import, settings, file, campaign, choices, mapping,
            list_imports.ignored_of(meanings), progress, actor=self._connection.actor,
        )  # fmt: skip
        self._trial_of = meanings
        self._show(lambda: self._wizard.show_trial(trial))

    async def _import(self, meanings: Meanings) -> None:
        settings, campaign, mapping = await self._ready(meanings)
        choices, file, progress = self._wizard.choices(), self._file, self._progress()
        report: ImportReport = await in_thread(
            list_imports.do_import, settings, file, campaign, choices, mapping,
            list_imports.ignored_of(meanings), progress, actor=self._connection.actor,
        )  # fmt: skip
        imports = await self._connection.run(lambda s: s.imports.of_campaign(campaign.id))
        self._import_id = imports[0].id
        words = contact_lists.Imported(report, None).text()
        self._show(lambda: self._wizard.show_result(report, words))
        self.filled.emit(self._name)

    async def _undo(self) -> None:
        if not await confirm(
            self._wizard,
            translate("ListImporting", "Undo the whole import?"),
            translate(
                "ListImporting",
                "Its contacts are taken out of the campaign, and those that it changed are as "
                "before. When some have been dialled already, these stay and the others are "
                "withdrawn.",
            ),
            translate("ListImporting", "Undo the import"),
            danger=True,
        ):
            return
        number, now = self._import_id, datetime.now(UTC)
        undone = await self._connection.run(lambda s: list_imports.undo(s, number, now))
        self._show(lambda: self._wizard.show_undone(list_imports.undone_words(undone)))
        self.filled.emit(self._name)

    async def _keep_template(self, name: str, meanings: Meanings) -> None:
        layout = self._layout
        if layout is None:
            return
        mapping = list_imports.mapping_of(meanings)
        # By header: the next file may have its columns in another order.
        named = tuple((field, layout.columns[int(column) - 1]) for field, column in mapping)
        template = ImportTemplate(name, layout.digest, named)
        await self._connection.run(lambda s: s.imports.save_template(template))
        templates = await self._templates(layout.digest)
        self._show(lambda: self._wizard.columns.show_templates(templates, name))

    def _ask_for_errors_file(self) -> None:
        folder = self._file.parent / f"{self._file.stem}.rejects.csv"
        dialog = QFileDialog(
            self._wizard, translate("ListImporting", "Save the rejected rows"), str(folder),
            translate("ListImporting", "Tables (*.csv)"),
        )  # fmt: skip
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda file: self.save_errors(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_errors(self, file: Path) -> None:
        """All rejected rows, not only those that are shown."""
        self._start(self._write_errors(file))

    async def _write_errors(self, target: Path) -> None:
        meanings = self._trial_of
        settings, campaign, mapping = await self._ready(meanings)
        choices, file, progress = self._wizard.choices(), self._file, self._progress()
        await in_thread(
            lambda: list_imports.try_import(
                settings, file, campaign, choices, mapping, list_imports.ignored_of(meanings),
                progress, rejects=target, actor=self._connection.actor,
            )
        )  # fmt: skip
        self._show(lambda: self._wizard.show_trouble(""))

    # --- inside -----------------------------------------------------------------------------------

    async def _campaign(self) -> Campaign:
        return await self._connection.run(lambda stores: stores.campaigns.by_name(self._name))

    async def _templates(self, digest: str) -> list[ImportTemplate]:
        """Those for this header first."""

        def look(stores: Stores) -> list[ImportTemplate]:
            return stores.imports.templates()

        found = await self._connection.run(look)
        return sorted(found, key=lambda each: each.header != digest)

    async def _ready(self, meanings: Meanings) -> tuple[Any, Campaign, Any]:
        assert self._layout is not None
        mapping = list_imports.mapping_of(meanings)
        self._stop.clear()
        self._wizard.begin(translate("ListImporting", "Reading the rows…"))
        name = self._name
        await self._connection.run(lambda s: beside_guard.require_import(s, name))
        return self._connection.settings, await self._campaign(), mapping

    def _progress(self) -> Callable[[int, int | None], None]:
        """For a worker thread; it ends the work when it is not wished any more."""
        loop, stop = asyncio.get_running_loop(), self._stop

        def show(done: int, total: int | None) -> None:
            told = translate("ListImporting", "Rows: {number}")
            text = told.format(number=QLocale().toString(done))
            self._show(lambda: self._wizard.begin(text, done, total or 0))

        def tell(done: int, total: int | None) -> None:
            if stop.is_set():
                raise Cancelled("cancelled.")
            loop.call_soon_threadsafe(show, done, total)

        return tell

    def _show(self, work: Callable[[], None]) -> None:
        if shiboken6.isValid(self._wizard):
            work()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._running = self._tasks.start(self._told(work))

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Cancelled:
            text = translate("ListImporting", "Cancelled: nothing has been changed.")
            self._show(lambda: self._wizard.show_trouble(text))
        except (KnownError, StorageUnavailable, OSError) as error:
            text = said(error)
            self._show(lambda: self._wizard.show_trouble(text))
