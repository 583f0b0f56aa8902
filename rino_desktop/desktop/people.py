"""Who sits here: the first administrator, signing in and out, passwords, new people."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores, User
from rino_desktop import accounts
from rino_desktop.console.password_dialog import PasswordDialog
from rino_desktop.console.person_dialog import PersonDialog
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import PreferencesFile
from rino_desktop.texts.errors import said


class People(QObject):
    """``changed`` is called when somebody has come or gone."""

    def __init__(
        self, window: MainWindow, connection: Connection, preferences: PreferencesFile,
        tasks: Tasks, changed: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window = window
        self._connection = connection
        self._preferences = preferences
        self._changed = changed
        self._patience = accounts.Patience()
        #: (name, role) of who has signed in.
        self.user: tuple[str, str] | None = None
        #: What is asked for: None nothing, else whether it is the first administrator.
        self._asked: bool | None = None
        window.sign_in.wanted.connect(lambda n, p: tasks.start(self._enter(n, p)))
        window.user_menu.sign_out_wanted.connect(self.sign_out)
        window.user_menu.password_wanted.connect(self._ask_own_password)
        window.settings.person_wanted.connect(self._ask_person)
        window.settings.password_wanted.connect(self._ask_password_of)
        self._tasks = tasks

    async def greet(self) -> None:
        """Ask who it is, unless that is being done. StorageUnavailable."""
        known = await self._connection.run(lambda stores: stores.users.all())
        first = not known
        if self._asked is not first:
            self._asked = first
            self._window.ask_sign_in(self._preferences.now.last_user, first=first)

    def welcome(self, name: str, role: str) -> None:
        self.user = (name, role)
        self._asked = None
        self._window.show_console(name, role)
        self._changed()

    def sign_out(self) -> None:
        self.user = None
        self._asked = None
        self._changed()

    # --- signing in -------------------------------------------------------------------------------

    async def _enter(self, name: str, password: str) -> None:
        page = self._window.sign_in
        page.set_busy(True)
        try:
            user = await (self._create_first if page.first else self._check)(name, password)
        except (KnownError, StorageUnavailable) as error:
            page.refuse(said(error))
            return
        except BaseException:
            page.set_busy(False)
            raise
        if user is None:
            page.refuse(self.tr("The name or the password is wrong."))
            return
        self._preferences.change(last_user=user.name)
        await asyncio.to_thread(self._preferences.save)
        self.welcome(user.name, user.role)

    async def _check(self, name: str, password: str) -> User | None:
        wait_s = self._patience.wait_s(name)
        if wait_s > 0:
            text = self.tr("Too many wrong passwords: this try waits for %n s.",
                             None, round(wait_s))  # fmt: skip
            self._window.sign_in.say_fault(text)
            await asyncio.sleep(wait_s)
            self._window.sign_in.say_fault("")

        def look(stores: Stores) -> User | None:
            try:
                return stores.users.by_name(name)
            except KnownError:
                return None

        user = await self._connection.run(look)
        stored = user.password_hash if user else None
        if not await asyncio.to_thread(accounts.fits, stored, password) or user is None:
            self._patience.failed(name)
            return None
        self._patience.succeeded(name)
        if accounts.is_outdated(user.password_hash):
            await self._set_password(user.name, password)
        return user

    async def _create_first(self, name: str, password: str) -> User:
        hashed = await asyncio.to_thread(accounts.hashed, password)
        now = datetime.now(UTC)

        def add(stores: Stores) -> User | None:
            # Two desktops may ask at the same time: the first one wins.
            if stores.users.all():
                return None
            return stores.users.add(name, "administrator", hashed, now)

        user = await self._connection.run(add)
        if user is None:
            self._asked = None
            await self.greet()
            raise KnownError(self.tr("Somebody else has just become the first administrator."))
        return user

    async def _set_password(self, name: str, password: str) -> None:
        hashed = await asyncio.to_thread(accounts.hashed, password)
        await self._connection.run(lambda stores: stores.users.set_password(name, hashed))

    # --- passwords and people ---------------------------------------------------------------------

    def _ask_own_password(self) -> None:
        if self.user is not None:
            self._ask_password(self.user[0], own=True)

    def _ask_password_of(self, name: str) -> None:
        self._ask_password(name, own=False)

    def _ask_password(self, name: str, *, own: bool) -> None:
        dialog = PasswordDialog(self._window, name, own=own)
        dialog.wanted.connect(
            lambda old, new: self._tasks.start(self._change(dialog, name, old, new, own))
        )
        dialog.open()

    async def _change(
        self, dialog: PasswordDialog, name: str, old: str, new: str, own: bool
    ) -> None:
        try:
            if own and await self._check(name, old) is None:
                dialog.refuse(self.tr("The present password is wrong."))
                return
            await self._set_password(name, new)
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        self._window.say_trouble(self.tr("The password of {name} is set.").format(name=name))

    def _ask_person(self) -> None:
        dialog = PersonDialog(self._window)
        dialog.wanted.connect(lambda n, r, p: self._tasks.start(self._add(dialog, n, r, p)))
        dialog.open()

    async def _add(self, dialog: PersonDialog, name: str, role: str, password: str) -> None:
        now = datetime.now(UTC)
        try:
            hashed = await asyncio.to_thread(accounts.hashed, password)
            await self._connection.run(lambda stores: stores.users.add(name, role, hashed, now))
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        self._changed()
