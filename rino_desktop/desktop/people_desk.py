"""What the administrator does with people: adds, changes, blocks, removes."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop import accounts
from rino_desktop.console.people_section import Person
from rino_desktop.console.person_dialog import PersonDialog
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.people import People
from rino_desktop.desktop.rights_desk import RightsDesk
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs


class PeopleDesk(QObject):
    """``changed`` is called when others, or other things of them, are to be shown."""

    def __init__(
        self, window: MainWindow, connection: Connection, people: People, tasks: Tasks,
        changed: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window = window
        self._connection = connection
        self._people = people
        self._tasks = tasks
        self._changed = changed
        #: The office's own roles, code → name.
        self._own: dict[str, str] = {}
        self._rights = RightsDesk(window, connection, tasks, changed)
        self._section = section = window.settings.people
        section.add_wanted.connect(self._ask_new)
        section.change_wanted.connect(self._ask_change)
        section.password_wanted.connect(lambda person: people.ask_password(person.name, own=False))
        section.block_wanted.connect(lambda person: tasks.start(self._block(person)))
        section.remove_wanted.connect(lambda person: tasks.start(self._remove(person)))

    async def show(self) -> None:
        """Read everybody anew. StorageUnavailable."""
        users, roles = await self._connection.run(
            lambda stores: (stores.users.all(), stores.rights.roles())
        )
        self._own = {role.code: role.name for role in roles if not role.built_in}
        self._section.show_people(
            tuple(
                Person(user.name, user.role, user.blocked, self._own.get(user.role, ""))
                for user in users
            )
        )

    # --- adding and changing ----------------------------------------------------------------------

    def _ask_new(self) -> None:
        dialog = PersonDialog(self._window, own_roles=self._own)
        dialog.wanted.connect(
            lambda name, role, password: self._tasks.start_for(
                dialog, self._add(dialog, name, role, password)
            )
        )
        dialog.open()

    async def _add(self, dialog: PersonDialog, name: str, role: str, password: str) -> None:
        now = datetime.now(UTC)
        try:
            hashed = await asyncio.to_thread(accounts.hashed, password)
            added = await self._connection.run(
                lambda stores: accounts.add(stores, name, role, hashed, now)
            )
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        await self.show()
        self._section.choose(added.name)

    def _ask_change(self, person: Person) -> None:
        dialog = PersonDialog(self._window, (person.name, person.role), self._own)
        dialog.wanted.connect(
            lambda name, role, _password: self._tasks.start_for(
                dialog, self._change(dialog, person, name, role)
            )
        )
        dialog.open()

    async def _change(self, dialog: PersonDialog, person: Person, name: str, role: str) -> None:
        own_role = self._is_oneself(person) and role != person.role
        if own_role and not await self._sure(
            self.tr("Give up your own role?"),
            self.tr("You will not be an administrator any more, and this page closes at once. "
                    "Only another administrator can give the role back to you."),
            self.tr("Give it up"),
        ):  # fmt: skip
            dialog.refuse("")
            return
        try:
            changed = await self._connection.run(
                lambda stores: accounts.change(stores, person.name, new_name=name, role=role)
            )
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        await self.show()
        self._section.choose(changed.name)
        self._changed()

    # --- blocking and removing --------------------------------------------------------------------

    async def _block(self, person: Person) -> None:
        if self._is_oneself(person) and not person.blocked and not await self._sure(
            self.tr("Block yourself?"),
            self.tr("You will be signed out at once, and only another administrator can let you in "
                    "again."),
            self.tr("Block myself"),
        ):  # fmt: skip
            return
        await self._connection.run(
            lambda stores: accounts.change(stores, person.name, blocked=not person.blocked)
        )
        await self._after(person)

    async def _remove(self, person: Person) -> None:
        if self._is_oneself(person):
            title = self.tr("Remove yourself?")
            text = self.tr("You will be signed out at once and cannot sign in any more. What you "
                           "have done keeps your name.")  # fmt: skip
        else:
            title = self.tr("Remove {name}?").format(name=person.name)
            text = self.tr("{name} cannot sign in any more, and is signed out where he works now. "
                           "What he has done keeps his name. To keep somebody out for a while, "
                           "block him instead.").format(name=person.name)  # fmt: skip
        if not await self._sure(title, text, self.tr("Remove")):
            return
        await self._connection.run(lambda stores: accounts.remove(stores, person.name))
        await self._after(person)

    async def _after(self, person: Person) -> None:
        self._changed()
        if not self._is_oneself(person):
            await self.show()

    def _is_oneself(self, person: Person) -> bool:
        return self._people.user is not None and self._people.user[0] == person.name

    async def _sure(self, title: str, text: str, action: str) -> bool:
        return await dialogs.confirm(self._window, title, text, action, danger=True)
