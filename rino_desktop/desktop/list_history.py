"""What stands behind the history of a campaign's imports."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Signal

from engine.errors import KnownError
from engine.ports.segments import StoredImport
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop import import_history, list_imports
from rino_desktop.console.lists.import_history import ImportHistory
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.texts.errors import said
from rino_desktop.ui.dialogs import confirm

translate = QCoreApplication.translate


class ListHistory(QObject):
    """``filled``: the campaign's list has changed; ``user``: the name of who sits here."""

    filled = Signal(str)

    def __init__(
        self, window: ImportHistory, connection: Connection, tasks: Tasks, campaign: str,
        user: Callable[[], str],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window = window
        self._connection = connection
        self._tasks = tasks
        self._name = campaign
        self._user = user
        self._running: set[asyncio.Task[None]] = set()
        window.preview_wanted.connect(lambda number: self._start(self._preview(number)))
        window.undo_wanted.connect(lambda number: self._start(self._undo(number)))
        window.rejects_wanted.connect(
            lambda number, file: self._start(self._save(number, Path(file)))
        )
        self._start(self._read())

    async def end(self) -> None:
        """What is being done is waited for: no undo is left in the middle."""
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _read(self) -> None:
        def look(stores: Stores) -> tuple[StoredImport, ...]:
            return tuple(stores.imports.of_campaign(stores.campaigns.by_name(self._name).id))

        found = await self._connection.run(look)
        self._show(lambda: self._window.show_imports(found))

    async def _preview(self, number: int) -> None:
        try:
            undone = await self._connection.run(lambda s: s.imports.would_undo(number))
        except KnownError as error:
            text, may = said(error), False
        else:
            text, may = import_history.would_undo_words(undone), True
        self._show(lambda: self._window.show_preview(number, text, may))

    async def _undo(self, number: int) -> None:
        """By what it would do at this moment, which is told again where he is asked."""
        would = await self._connection.run(lambda s: s.imports.would_undo(number))
        if not shiboken6.isValid(self._window) or not await confirm(
            self._window, translate("ListHistory", "Undo the whole import?"),
            import_history.would_undo_words(would),
            translate("ListHistory", "Undo the import"), danger=True,
        ):  # fmt: skip
            return
        now = datetime.now(UTC)
        undone = await self._connection.run(lambda s: list_imports.undo(s, number, now))
        await self._read()
        words = list_imports.undone_words(undone)
        self._show(lambda: self._window.show_result(words))
        self.filled.emit(self._name)

    async def _save(self, number: int, file: Path) -> None:
        who, now = self._user(), datetime.now(UTC)

        def take(stores: Stores) -> Any:
            stored = stores.imports.get(number)
            return stored, import_history.taken_rejects(stores, stored, who, now, file.name)

        stored, rows = await self._connection.run(take)
        await in_thread(import_history.write_rejects, rows, file)
        words = import_history.rejects_words(stored, len(rows))
        self._show(lambda: self._window.show_result(words))

    def _show(self, work: Callable[[], None]) -> None:
        if shiboken6.isValid(self._window):
            work()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._tasks.start(self._told(work))
        if task is not None:
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (KnownError, StorageUnavailable, OSError) as error:
            text = said(error)
            self._show(lambda: self._window.show_result(text))
