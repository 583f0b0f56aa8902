"""Between the first window and the database: reads, commands, and what goes wrong with them.

Every database call is awaited on the database's own thread; the window never waits.
"""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.domain.campaign import Campaign
from engine.errors import KnownError
from engine.ports.storage import Database, StorageUnavailable, Stores
from rino_desktop import bootstrap, campaign_board, campaign_control, samples
from rino_desktop.campaign_references import References
from rino_desktop.main_window import MainWindow
from rino_desktop.settings import Settings
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

_REFRESH_S = 1.0
_RETRY_S = 2.0
_COMMANDS = {
    "pause": campaign_control.pause,
    "stop": campaign_control.stop,
}


class Desktop:
    """Keeps ``window`` fresh until ``run`` is cancelled."""

    def __init__(self, settings: Settings, window: MainWindow) -> None:
        self._settings = settings
        self._window = window
        self._address = str(bootstrap.database_address(settings))
        self._database: Database | None = None
        #: The window has shown campaigns: it keeps them when the database goes away.
        self._seen = False
        self._changed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        window.command_wanted.connect(self._on_command)
        window.database_wanted.connect(self._on_create)

    async def run(self) -> None:
        try:
            while True:
                pause = _REFRESH_S if await self._refresh() else _RETRY_S
                self._changed.clear()
                try:
                    await asyncio.wait_for(self._changed.wait(), pause)
                except TimeoutError:
                    continue
        finally:
            if self._database is not None:
                await asyncio.to_thread(self._database.close)

    async def _refresh(self) -> bool:
        try:
            database = await self._opened()
            if database is None:
                return False
            now = datetime.now(UTC)
            board = await database.run(lambda stores: campaign_board.read(stores, now))
        except (KnownError, StorageUnavailable) as error:
            if not self._seen:
                self._window.say_empty(t("The database cannot be opened"), said(error))
            else:
                self._window.say_trouble(said(error))
            return False
        self._seen = True
        self._window.show_board(board, self._address)
        return True

    async def _opened(self) -> Database | None:
        if self._database is None:
            address = bootstrap.database_address(self._settings)
            if address.embedded and not await asyncio.to_thread(Path(address.database).exists):
                self._window.say_empty(
                    t("There is no database yet"),
                    t("It will be here: {path}", path=self._address),
                    may_create=True,
                )
                return None
            database = await asyncio.to_thread(bootstrap.open_database, self._settings)
            loop = asyncio.get_running_loop()

            def wake() -> None:
                loop.call_soon_threadsafe(self._changed.set)

            try:
                await asyncio.to_thread(database.listen, wake)
            except (KnownError, StorageUnavailable):
                await asyncio.to_thread(database.close)
                raise
            self._database = database
        return self._database

    # --- commands -------------------------------------------------------------------------------

    def _on_command(self, command: str, name: str) -> None:
        self._start(self._command(command, name))

    async def _command(self, command: str, name: str) -> None:
        database = self._database
        if database is None:
            return
        now = datetime.now(UTC)

        def change(stores: Stores) -> Campaign:
            if command == "start":
                check = References(self._settings).require
                return campaign_control.start(stores, name, now, check=check)
            return _COMMANDS[command](stores, name, now)

        await database.run(change)
        self._changed.set()

    def _on_create(self) -> None:
        self._start(self._create())

    async def _create(self) -> None:
        self._window.say_empty(t("Creating the database"), self._address)

        def create() -> None:
            bootstrap.create_database(self._settings)
            database = bootstrap.open_database(self._settings)
            try:
                samples.install(database)
            finally:
                database.close()

        await asyncio.to_thread(create)
        self._changed.set()

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Every task has an owner that reports its failure."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._on_task_done)

    def _on_task_done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        if isinstance(error, KnownError | StorageUnavailable):
            self._window.say_trouble(said(error))
            self._changed.set()
            return
        from rino_desktop import log

        path = log.write_crash_log(error)
        self._window.say_trouble(
            t(
                "an error in the program ({kind}); what is needed to find it is in {path}",
                kind=type(error).__name__,
                path=path,
            )
        )
