"""What the administrator does with people: adds, changes, blocks, removes."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.people import User
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop import accounts, operator_skills
from rino_desktop.console.people_section import Person
from rino_desktop.console.person_dialog import PersonDialog
from rino_desktop.console.skills_field import Skills
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.people import People
from rino_desktop.desktop.rights_desk import RightsDesk
from rino_desktop.desktop.session import in_thread
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
        #: Codes of the roles whose people take calls.
        self._takes_calls: frozenset[str] = frozenset()
        #: What a person's window is to show is being read: a second click opens no second one.
        self._opening = False
        self._rights = RightsDesk(window, connection, tasks, changed)
        self._section = section = window.settings.people
        section.add_wanted.connect(lambda: tasks.start(self._ask(None)))
        section.change_wanted.connect(lambda person: tasks.start(self._ask(person)))
        section.password_wanted.connect(lambda person: people.ask_password(person.name, own=False))
        section.block_wanted.connect(lambda person: tasks.start(self._block(person)))
        section.remove_wanted.connect(lambda person: tasks.start(self._remove(person)))

    async def show(self) -> None:
        """Read everybody anew. StorageUnavailable."""
        users, roles = await self._connection.run(
            lambda stores: (stores.users.all(), stores.rights.roles())
        )
        self._own = {role.code: role.name for role in roles if not role.built_in}
        self._takes_calls = frozenset(
            role.code for role in roles if Right.CALLS_TAKE in role.rights
        )
        self._section.show_rights(
            people=self._people.may(Right.PEOPLE_EDIT), takes_calls=self._takes_calls
        )
        self._section.show_people(
            tuple(
                Person(user.name, user.role, user.blocked, self._own.get(user.role, ""))
                for user in users
            )
        )

    # --- adding and changing ----------------------------------------------------------------------

    async def _skills(self, person: Person | None) -> Skills | None:
        """None: they are not his to set who sits here, or those of somebody who may not sign in."""
        if not self._people.may(Right.OPERATORS_EDIT) or (person is not None and person.blocked):
            return None

        def read(stores: Stores) -> tuple[dict[str, int], tuple[str, ...]]:
            operators = {each.name: each.skills for each in stores.operators.operators()}
            now = operators.get(person.name, {}) if person is not None else {}
            return dict(now), operator_skills.known_skills(stores)

        return Skills(*await self._connection.run(read), self._takes_calls)

    async def _ask(self, person: Person | None) -> None:
        """None: somebody new."""
        if self._opening:
            return
        self._opening = True
        try:
            skills = await self._skills(person)
        finally:
            self._opening = False
        if person is None:
            self._ask_new(skills)
        else:
            self._ask_change(person, skills)

    def _ask_new(self, skills: Skills | None) -> None:
        dialog = PersonDialog(self._window, own_roles=self._own, skills=skills)
        dialog.wanted.connect(
            lambda name, role, password: self._tasks.start_for(
                dialog, self._add(dialog, name, role, password)
            )
        )
        dialog.open()

    async def _add(self, dialog: PersonDialog, name: str, role: str, password: str) -> None:
        now, skills = datetime.now(UTC), dialog.wanted_skills()

        def add(stores: Stores) -> User:
            added = accounts.add(stores, name, role, hashed, now)
            if skills is not None:
                operator_skills.set_skills(stores, added.name, skills, now)
            return added

        try:
            hashed = await in_thread(accounts.hashed, password)
            added = await self._connection.run(add)
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        await self.show()
        self._section.choose(added.name)

    def _ask_change(self, person: Person, skills: Skills | None) -> None:
        dialog = PersonDialog(
            self._window, (person.name, person.role), self._own, skills,
            only_skills=not self._people.may(Right.PEOPLE_EDIT),
        )  # fmt: skip
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
        now, skills = datetime.now(UTC), dialog.wanted_skills()

        def change(stores: Stores) -> str:
            changed = person.name
            if (name, role) != (person.name, person.role):
                changed = accounts.change(stores, changed, new_name=name, role=role).name
            if skills is not None:
                operator_skills.set_skills(stores, changed, skills, now)
            return changed

        try:
            changed = await self._connection.run(change)
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        await self.show()
        self._section.choose(changed)
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
