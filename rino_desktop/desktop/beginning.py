"""The first start: the demo, a database of one's own, or that of a server."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop import bootstrap, paths, samples
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.demo_inside import DemoInside, demo_over
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.guest import Guest
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import PreferencesFile
from rino_desktop.settings import Settings
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs
from rino_desktop.ui.dialogs import Choice, Progress

translate = QCoreApplication.translate


class Beginning(QObject):
    """``use`` takes over another database; its second argument is who looks at the demo's."""

    def __init__(
        self, window: MainWindow, connection: Connection, preferences: PreferencesFile,
        tasks: Tasks, use: Callable[[Settings, Guest | None], Awaitable[None]],
        report: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window = window
        self._page = window.first_start
        self._connection = connection
        self._preferences = preferences
        self._use = use
        self._report = report
        self._demo: DemoInside | None = None
        self._asking = False
        #: A database is being made: its file is there already, and not to be opened yet.
        self.creating = False
        self._page.create_wanted.connect(lambda: tasks.start(self._create()))
        self._page.server_wanted.connect(
            lambda address, password, keep: tasks.start(self._connect(address, password, keep))
        )
        self._page.demo_wanted.connect(lambda: tasks.start(self._try_demo(operators=False)))
        self._page.operators_demo_wanted.connect(
            lambda: tasks.start(self._try_demo(operators=True))
        )

    async def take_leave(self, live_calls: int) -> bool:
        """Whether the demo, if there is one, may be ended. With calls live the user is asked; False
        when he would rather stay, or is being asked already. The one with operators may be ended at
        any time: it tells what came of it until then."""
        if self._demo is None or self._demo.operators or not live_calls:
            return True
        if self._asking:
            return False
        self._asking = True
        try:
            answer = await dialogs.ask(
                self._window, self.tr("%n call(s) of the demo go on", "", live_calls),
                self.tr("They are with subscribers that are built in: nobody is cut off. The "
                        "reports on this campaign are not written then."),
                [
                    Choice("stay", self.tr("Stay")),
                    Choice("end", self.tr("End the demo now"), "primary"),
                ],
            )  # fmt: skip
        finally:
            self._asking = False
        return answer == "end"

    async def end(self) -> None:
        if self._demo is not None:
            await self._demo.stop()
            self._demo = None

    async def _create(self) -> None:
        settings = self.own(self._connection.settings)
        progress = Progress(
            self._window, translate("Beginning", "Creating the database"), may_cancel=False
        )
        progress.show_progress(settings.database)
        progress.open()
        self._page.say_fault("")

        def create() -> None:
            bootstrap.create_database(settings)
            database = bootstrap.open_database(settings)
            try:
                samples.install(database)
            finally:
                database.close()

        self.creating = True
        try:
            try:
                await asyncio.to_thread(create)
            finally:
                self.creating = False
            await self._keep("", "")
            await self._use(settings, None)
        except (KnownError, StorageUnavailable) as error:
            self._page.say_fault(said(error))
        finally:
            progress.finish()

    @staticmethod
    def own(settings: Settings) -> Settings:
        """Those of a database of this machine: the one that was named, or the default place."""
        if bootstrap.database_address(settings).embedded:
            return settings
        return replace(settings, database=str(paths.default_database()), password=None)

    async def _connect(self, address: str, password: str, keep: bool) -> None:
        settings = replace(self._connection.settings, database=address, password=password or None)
        progress = Progress(
            self._window, translate("Beginning", "Connecting to the server"), may_cancel=False
        )
        progress.show_progress(address)
        progress.open()
        self._page.say_fault("")

        def look() -> None:
            bootstrap.open_database(settings).close()

        try:
            await asyncio.to_thread(look)
            await self._keep(address, password if keep else "")
            await self._use(settings, None)
        except (KnownError, StorageUnavailable) as error:
            self._page.say_fault(said(error))
        finally:
            progress.finish()

    async def _keep(self, database: str, password: str) -> None:
        self._preferences.change(database=database, database_password=password)
        await asyncio.to_thread(self._preferences.save)

    async def _try_demo(self, *, operators: bool) -> None:
        progress = Progress(self._window, translate("Beginning", "The demo is being set up"))
        progress.open()
        self._page.say_fault("")
        await self.end()
        self._demo = demo = DemoInside(
            self._connection.settings, paths.data_folder() / "demo",
            progress_note(progress), self._on_demo_ended, operators=operators,
        )  # fmt: skip
        starting = asyncio.ensure_future(demo.start())
        progress.cancelled.connect(starting.cancel)
        try:
            await self._use(*await starting)
        except asyncio.CancelledError:
            await self.end()
            if not starting.cancelled():
                raise  # it is the desktop that ends
        except (KnownError, StorageUnavailable) as error:
            self._page.say_fault(said(error))
        finally:
            progress.finish()

    def _on_demo_ended(self, end: Path | BaseException) -> None:
        if isinstance(end, KnownError | StorageUnavailable):
            self._window.say_trouble(said(end))
        elif isinstance(end, BaseException):
            self._report(end)
        else:
            self._window.say_trouble(demo_over(end))


def progress_note(progress: Progress) -> Callable[[str], None]:
    """The demo goes on after the dialog is gone: then nobody is told."""
    import shiboken6

    def note(line: str) -> None:
        if shiboken6.isValid(progress):
            progress.show_progress(line)

    return note
