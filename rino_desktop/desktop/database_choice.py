"""Which database the desktop works with: another one is chosen, a demo is tried and left."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QCoreApplication

from rino_desktop.desktop.beginning import Beginning
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.engines import Engines
from rino_desktop.desktop.people import People
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.desktop.workstation import WorkstationHere
from rino_desktop.guest import Guest
from rino_desktop.main_window import MainWindow
from rino_desktop.settings import Settings

translate = QCoreApplication.translate


class DatabaseChoice:
    """``guest``: who has signed in already, in a database where nobody has a password (the
    demo's). ``leave_pages``: what is drawn is put away; ``exchanged``: nothing that was read holds
    any more; ``wake``: look at the database."""

    def __init__(
        self,
        window: MainWindow,
        connection: Connection,
        tasks: Tasks,
        parts: tuple[Engines, People, WorkstationHere, Beginning],
        guest: Guest | None,
        *,
        leave_pages: Callable[[], Coroutine[Any, Any, None]],
        exchanged: Callable[[], None],
        wake: Callable[[], None],
    ) -> None:
        self._window = window
        self._connection = connection
        self._tasks = tasks
        self._engines, self._people, self._workstation, self._beginning = parts
        self._leave_pages = leave_pages
        self._exchanged = exchanged
        self._wake = wake
        #: The user chooses another database; nothing takes the page away from him.
        self.choosing = False
        #: What was used before the demo that the user is trying.
        self._before_demo: Settings | None = None
        self.guest: Guest | None = None
        self._admit(guest)
        window.other_database_wanted.connect(self._choose)
        window.settings.other_database_wanted.connect(self._choose)
        window.first_start.back_wanted.connect(self._keep)

    @property
    def in_demo(self) -> bool:
        """It is tried, and left for the database that was used before."""
        return self._before_demo is not None

    async def use(self, settings: Settings, guest: Guest | None) -> None:
        """Another database from now on; whoever sits here signs in there, unless he is the guest of
        a demo. What cannot be left stays as it was, and is shown again."""
        await self._exchange(settings, guest)

    async def _exchange(self, settings: Settings, guest: Guest | None) -> bool:
        """False: the user stays."""
        if not await self._engines.take_leave():
            return False
        before = self._connection.settings
        self.choosing = True  # nobody looks at the database while it is exchanged
        try:
            await self._leave_pages()
            await self._workstation.end()
            await self._connection.use(settings)
        except BaseException:
            self._keep()
            raise
        self._people.sign_out()
        self._admit(guest)
        self._before_demo = before if guest is not None else None
        self._exchanged()
        self.choosing = False
        self._window.first_start.offer_way_back(False)
        self._wake()
        return True

    def end_demo(self) -> None:
        """Its guest has gone: back to what was used before."""
        if self._before_demo is not None:
            self._tasks.start(self._leave_demo(self._before_demo))
            self._before_demo = self.guest = None

    async def may_leave_demo(self, live: int) -> bool:
        """``live``: calls there."""
        return self._before_demo is None or await self._beginning.take_leave(live)

    def _admit(self, guest: Guest | None) -> None:
        self.guest = self._workstation.guest = guest
        self._engines.always_beside = guest is not None

    def _choose(self) -> None:
        self.choosing = True
        own = self._beginning.own(self._connection.settings)
        self._window.first_start.offer_way_back(True)
        self._window.show_first_start(own.database)

    def _keep(self) -> None:
        self.choosing = False
        self._window.first_start.offer_way_back(False)
        if self._people.user is not None:
            self._people.show_again()
        self._wake()

    async def _leave_demo(self, before: Settings) -> None:
        self.choosing = True
        self._window.say_notice(translate("DatabaseChoice", "The demo is being ended…"), "")
        left = False
        try:
            await self._beginning.end()
            left = await self._exchange(before, None)
        finally:
            if not left:
                self._keep()
