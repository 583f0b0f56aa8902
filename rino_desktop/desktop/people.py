"""Who sits here: the first administrator, signing in and out, being followed while one works."""

import asyncio
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from editor.recovery import RecoveryFolder
from engine.domain.rights import Powers, Right
from engine.errors import KnownError
from engine.ports.audit import Actor
from engine.ports.people import User
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop import accounts, actors, paths, sign_in
from rino_desktop.console.person_dialog import PasswordDialog
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.standing import Standing, standing_of, standing_read
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import PreferencesFile
from rino_desktop.texts.errors import said
from rino_desktop.ui.audio_devices import audio_devices


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
        self._tasks = tasks
        #: (name, role) of who has signed in.
        self.user: tuple[str, str] | None = None
        #: His number in the database; None for a guest.
        self._user_id: int | None = None
        #: What is asked for: None nothing, else whether it is the first administrator.
        self._asked: bool | None = None
        #: Why he who sat here does not any more; told where the next one signs in.
        self._farewell = ""
        self._standing = standing_of("")
        self._entering: asyncio.Task[None] | None = None
        window.sign_in.wanted.connect(self._on_sign_in)
        window.sign_in.given_up.connect(self._give_up)
        window.user_menu.password_wanted.connect(self._ask_own_password)

    @property
    def user_id(self) -> int | None:
        """None: nobody, or a guest."""
        return self._user_id

    @property
    def powers(self) -> Powers:
        return self._standing.powers

    async def greet(self) -> None:
        """Ask who it is, unless that is being done. StorageUnavailable."""
        first = not await self._connection.run(lambda stores: stores.users.exist())
        if self._asked is not first:
            self._asked = first
            self._window.ask_sign_in(self._preferences.now.last_user, first=first)
            self._window.sign_in.say_fault(self._farewell)
            self._farewell = ""

    def may(self, right: Right) -> bool:
        """In the whole office or in one campaign at least; False while nobody sits here."""
        return self.user is not None and self.powers.allows_somewhere(right)

    def welcome(
        self, name: str, role: str, user_id: int | None = None, standing: Standing | None = None
    ) -> None:
        """``standing``: None for a guest."""
        self.user, self._user_id = (name, role), user_id
        self._standing = standing or standing_of(role)
        self._connection.begin(
            actors.guest(name) if user_id is None else actors.at_the_desktop(name, user_id)
        )
        self._asked = None
        audio_devices().be_for(name)
        self.show_again()
        self._changed()

    def sign_out(self, why: str = "") -> None:
        self._give_up()
        self.user = self._user_id = None
        self._standing = standing_of("")
        self._connection.begin(actors.nobody())
        self._asked = None
        self._farewell = why
        self._changed()

    async def follow(self) -> bool:
        """Whoever sits here may have got another name or role meanwhile: then True. When he is
        blocked or removed, he is signed out. StorageUnavailable."""
        user_id = self._user_id
        if user_id is None:
            return False
        user, standing = await self._connection.run(lambda stores: standing_read(stores, user_id))
        if self._user_id != user_id or self.user is None:
            return False  # gone meanwhile
        if user is None:
            self.sign_out(self.tr("{name} has been removed by an administrator.").format(
                name=self.user[0]))  # fmt: skip
        elif user.blocked:
            self.sign_out(self.tr("{name} has been blocked by an administrator.").format(
                name=user.name))  # fmt: skip
        elif self.user != (user.name, user.role) or self._standing != standing:
            self.user, self._standing = (user.name, user.role), standing
            self._connection.actor = actors.at_the_desktop(user.name, user.id)
            await self._know(user)
            if self._user_id != user_id:
                return False
            audio_devices().be_for(user.name)
            self.show_again()
            return True
        return False

    def show_again(self) -> None:
        """The console as it is for whoever sits here."""
        if self.user is not None:
            self._window.show_console(*self.user, self.powers, self._standing.role_name)

    # --- signing in -------------------------------------------------------------------------------

    def _on_sign_in(self, name: str, password: str) -> None:
        self._give_up()
        self._window.sign_in.set_busy(True)  # at once: a second Enter is no second try
        self._entering = self._tasks.start(self._enter(name, password))

    def _give_up(self) -> None:
        task, self._entering = self._entering, None
        if task is not None:
            task.cancel()

    async def _enter(self, name: str, password: str) -> None:
        page = self._window.sign_in
        try:
            if page.first:
                user: User | None = await self._create_first(name, password)
            else:
                user = await self._check(name, password, page.wait, page.go_on)
            if user is None:
                page.refuse(self.tr("The name or the password is wrong."))
                return
            if user.new_password and not page.first and not await self._choose_password(user):
                page.refuse(self.tr("Choose a password of your own to sign in."))
                return
            standing = await self._admitted(user)
        except (KnownError, StorageUnavailable) as error:
            page.refuse(said(error))
            return
        except asyncio.CancelledError:
            raise  # the page is somebody else's by now
        except BaseException:
            page.set_busy(False)
            raise
        self._entering = None
        self.welcome(user.name, user.role, user.id, standing)

    async def _admitted(self, user: User) -> Standing:
        """Whoever has shown his password, and acts as himself from now on. KnownError: he has just
        been blocked or removed."""
        now, himself = datetime.now(UTC), _himself(user)
        await self._connection.run(
            lambda stores: sign_in.note(stores, sign_in.Outcome.SUCCESS, user, now), himself
        )
        await self._know(user)
        _, standing = await self._connection.run(
            lambda stores: standing_read(stores, user.id), himself
        )
        return standing

    async def _choose_password(self, user: User) -> bool:
        """Instead of the one that somebody else has made; False: he will not."""
        chosen: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        dialog = PasswordDialog(self._window, user.name, own=False)
        dialog.wanted.connect(
            lambda _old, new: self._tasks.start_for(
                dialog, self._change_password(dialog, user.name, "", new, False, _himself(user))
            )
        )

        def tell(code: int) -> None:
            if not chosen.done():
                chosen.set_result(bool(code))

        dialog.finished.connect(tell)
        dialog.open()
        try:
            return await chosen
        finally:
            if not chosen.done() or chosen.cancelled():
                dialog.reject()

    async def _know(self, user: User) -> None:
        """What this computer keeps under the name that he had stays his. Where the disk refuses,
        that is told, and tried again when he comes the next time."""
        try:
            await self._keep_his(user)
        except OSError as error:
            self._window.say_trouble(said(error))

    async def _keep_his(self, user: User) -> None:
        address = self._connection.address
        key = f"{address} {user.id}"
        names = self._preferences.now.names
        before = str(names.get(key, user.name))
        if before != user.name:
            kept = RecoveryFolder(paths.data_folder() / "unsaved", before, address)
            await asyncio.to_thread(kept.belong_to, user.name)
        self._preferences.change(last_user=user.name, names={**names, key: user.name})
        await asyncio.to_thread(self._preferences.save)

    async def _check(
        self, name: str, password: str, tell: Callable[[str], None], go_on: Callable[[], None]
    ) -> User | None:
        """None: the name or the password is wrong. ``tell`` is told again and again how long it
        has to wait, ``go_on`` when that is over. KnownError: he is blocked."""

        def begin(stores: Stores) -> sign_in.Try:
            return sign_in.begin(stores, name, datetime.now(UTC))

        while (tried := await self._connection.run(begin)).wait_s > 0:
            await self._count_down(tried.wait_s, tell)
            go_on()
        user = tried.user
        if not await in_thread(sign_in.fits, user, password) or user is None:
            await self._note(sign_in.Outcome.FAILURE, user)
            return None
        await self._connection.run(lambda stores: sign_in.succeeded(stores, user))
        if user.blocked:
            await self._note(sign_in.Outcome.BLOCKED, user)
        sign_in.require_admitted(user)
        if accounts.is_outdated(user.password_hash):
            await self._set_password(user.name, password, _himself(user))
        return user

    async def _note(self, outcome: sign_in.Outcome, user: User | None) -> None:
        """Of a try that has failed: it lets nobody in."""
        now = datetime.now(UTC)
        await self._connection.run(lambda stores: sign_in.note(stores, outcome, user, now))

    async def _count_down(self, seconds: float, tell: Callable[[str], None]) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            tell(self.tr("Too many wrong passwords: this try waits for %n s.", "",
                         math.ceil(left)))  # fmt: skip
            await asyncio.sleep(left - math.ceil(left) + 1)

    async def _create_first(self, name: str, password: str) -> User:
        hashed = await asyncio.to_thread(accounts.hashed, password)
        now = datetime.now(UTC)

        def add(stores: Stores) -> User | None:
            # Two desktops may ask at the same time: the first one wins.
            stores.users.lock()
            if stores.users.exist():
                return None
            return accounts.add(stores, name, "administrator", hashed, now)

        user = await self._connection.run(add)
        if user is None:
            self._asked = None
            await self.greet()
            raise KnownError(self.tr("Somebody else has just become the first administrator."))
        return user

    async def _set_password(self, name: str, password: str, actor: Actor | None = None) -> None:
        hashed = await in_thread(accounts.hashed, password)
        await self._connection.run(
            lambda stores: accounts.set_password(stores, name, hashed), actor
        )

    # --- passwords --------------------------------------------------------------------------------

    def _ask_own_password(self) -> None:
        if self.user is not None:
            self.ask_password(self.user[0], own=True)

    def ask_password(self, name: str, *, own: bool) -> None:
        """A new one; one's own, or somebody's who has forgotten it."""
        dialog = PasswordDialog(self._window, name, own=own)
        dialog.wanted.connect(
            lambda old, new: self._tasks.start_for(
                dialog, self._change_password(dialog, name, old, new, own)
            )
        )
        dialog.open()

    async def _change_password(
        self, dialog: PasswordDialog, name: str, old: str, new: str, own: bool,
        actor: Actor | None = None,
    ) -> None:  # fmt: skip
        """``actor``: who has shown his password and is not let in without another one."""
        try:
            if own and await self._check(name, old, dialog.say, dialog.begin) is None:
                dialog.refuse(self.tr("The present password is wrong."))
                return
            await self._set_password(name, new, actor)
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        self._window.say_trouble(self.tr("The password of {name} is set.").format(name=name))


def _himself(user: User) -> Actor:
    """Whoever has shown that he is that user."""
    return actors.at_the_desktop(user.name, user.id)
