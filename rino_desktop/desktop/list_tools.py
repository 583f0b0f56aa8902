"""Lists of campaigns: imported from files, built by criteria."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop import list_choices
from rino_desktop.console.lists.builder import ListBuilder
from rino_desktop.console.lists.import_history import ImportHistory
from rino_desktop.console.lists.import_wizard import ImportWizard
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.list_building import ListBuilding
from rino_desktop.desktop.list_history import ListHistory
from rino_desktop.desktop.list_importing import ListImporting
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.texts.errors import said
from rino_desktop.ui.dialogs import show_error

translate = QCoreApplication.translate
_Work = ListBuilding | ListImporting | ListHistory


class ListTools(QObject):
    """``user``: the name of who sits here. ``filled`` carries the name of a campaign whose list has
    changed."""

    filled = Signal(str)

    def __init__(
        self, window: QWidget, connection: Connection, tasks: Tasks, user: Callable[[], str]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._connection = connection
        self._tasks = tasks
        self._user = user
        self._open: set[_Work] = set()

    # --- what others call -------------------------------------------------------------------------

    def open(self, what: str, campaign: str) -> None:
        """ "import", "build" or "imports"."""
        if what == "import":
            self.import_into(campaign)
        elif what == "imports":
            self.show_imports(campaign)
        else:
            self.build_for(campaign)

    def import_into(self, campaign: str) -> QFileDialog:
        """Ask for a file, then import it step by step."""
        dialog = QFileDialog(
            self._window, translate("ListTools", "Choose the list"), "",
            translate("ListTools", "Lists (*.csv *.txt *.xlsx *.xlsm *.xlsb *.xls *.ods *.dbf)")
            + ";;" + translate("ListTools", "All files (*)"),
        )  # fmt: skip
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self.import_file(campaign, Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def import_file(self, campaign: str, file: Path) -> ImportWizard:
        """The same with a file that is known already."""
        wizard = ImportWizard(self._window, campaign, file.name)
        work = ListImporting(wizard, self._connection, self._tasks, campaign, file)
        self._keep(work, wizard)
        work.filled.connect(self.filled)
        wizard.show()
        return wizard

    def show_imports(self, campaign: str) -> ImportHistory:
        """Those there were, and the way back."""
        window = ImportHistory(self._window, campaign)
        work = ListHistory(window, self._connection, self._tasks, campaign, self._user)
        self._keep(work, window)
        work.filled.connect(self.filled)
        window.show()
        return window

    def build_for(self, campaign: str = "") -> None:
        """The list builder; without a campaign segments are only kept."""
        self._start(self._build(campaign))

    async def end(self) -> None:
        """All windows are closed, and what they do is waited for."""
        for work in list(self._open):
            await work.end()

    # --- inside -----------------------------------------------------------------------------------

    async def _build(self, campaign: str) -> None:
        settings = self._connection.settings
        choices = await self._connection.run(lambda stores: list_choices.read(stores, settings))
        builder = ListBuilder(self._window, campaign, choices)
        work = ListBuilding(builder, self._connection, self._tasks, self._user)
        self._keep(work, builder)
        work.filled.connect(self.filled)
        builder.show()
        if campaign:
            await work.open_of_campaign()

    def _keep(self, work: _Work, dialog: QWidget) -> None:
        self._open.add(work)
        dialog.destroyed.connect(lambda: self._open.discard(work))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(self._told(work))

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (KnownError, StorageUnavailable) as error:
            title = translate("ListTools", "That cannot be done")
            show_error(self._window, title, said(error))
