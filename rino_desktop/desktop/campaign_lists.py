"""A list for a campaign, from a file: encoding and columns are found out of it."""

import asyncio
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop import beside_guard, contact_lists
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.session import in_thread
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs
from rino_desktop.ui.dialogs import Progress


class ListFiles(QObject):
    def __init__(self, console: Console) -> None:
        super().__init__(console.window)
        self._console = console

    def file_dialog(self, parent: QWidget | None) -> QFileDialog:
        names = self.tr("Lists (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.txt *.dbf)")
        dialog = QFileDialog(
            parent or self._console.window, self.tr("A list of contacts"), str(Path.home()), names
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    async def take(self, campaign: str, file: str, home: str = "") -> str | None:
        """What came of it, which is also told; None when nothing was imported. ``home``: see
        contact_lists.home_zones."""
        window = self._console.window
        progress = Progress(window, self.tr("The list is being imported"), may_cancel=False)
        progress.open()
        loop = asyncio.get_running_loop()
        over = False

        def show(text: str, done: int, total: int) -> None:
            if not over:
                progress.show_progress(text, done, total)

        def told(done: int, total: int | None) -> None:
            text = self.tr("Rows read: {n}").format(n=done)
            loop.call_soon_threadsafe(show, text, done, total or 0)

        options: dict[str, Any] = {"encoding": None, "country": None, "rejects": None, "home": home}
        run = self._console.connection.run
        try:
            await run(lambda s: beside_guard.require_import(s, campaign))
            report = await in_thread(
                contact_lists.import_file, self._console.connection.settings, Path(file),
                campaign=campaign, mapping=(), progress=told,
                actor=self._console.connection.actor, **options,
            )  # fmt: skip
        except (KnownError, StorageUnavailable) as error:
            dialogs.show_error(window, self.tr("Nothing was imported"), said(error))
            return None
        finally:
            over = True
            progress.finish()
        window.status.say(report.text().replace("\n", " "))
        return report.brief()
