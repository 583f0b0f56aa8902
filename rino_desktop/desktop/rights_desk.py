"""What the administrator does with rights: roles, also for single campaigns, people from a file."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from engine.domain.rights import Role
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop import accounts, people_import, roles
from rino_desktop.console.grants_dialog import GrantsDialog
from rino_desktop.console.people_import_dialog import PeopleImportDialog
from rino_desktop.console.people_section import Person
from rino_desktop.console.roles import role_word
from rino_desktop.console.roles_dialog import RolesDialog, RoleWish
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow
from rino_desktop.texts.errors import said
from rino_desktop.ui.form_dialog import FormDialog


class RightsDesk(QObject):
    """``changed`` is called when people are to be shown anew."""

    def __init__(
        self, window: MainWindow, connection: Connection, tasks: Tasks, changed: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._connection = connection
        self._tasks = tasks
        self._changed = changed
        section = window.settings.people
        section.roles_wanted.connect(lambda: tasks.start(self._open_roles()))
        section.rights_wanted.connect(lambda person: tasks.start(self._open_grants(person)))
        section.import_wanted.connect(self._ask_file)

    # --- roles ------------------------------------------------------------------------------------

    async def _open_roles(self) -> None:
        dialog = RolesDialog(self._window)
        await self._show_roles(dialog)
        dialog.save_wanted.connect(
            lambda wish: self._tasks.start_for(dialog, self._save(dialog, wish))
        )
        dialog.delete_wanted.connect(
            lambda role: self._tasks.start_for(dialog, self._delete(dialog, role))
        )
        dialog.open()

    async def _show_roles(self, dialog: RolesDialog, choose: str = "") -> None:
        def read(stores: Stores) -> tuple[list[Role], dict[str, list[str]]]:
            users = {each.id: each for each in stores.users.all()}
            people: dict[str, list[str]] = {}
            for user in users.values():
                people.setdefault(user.role, []).append(user.name)
            for grant in stores.rights.grants():
                names = people.setdefault(grant.role, [])
                if grant.user_id in users and users[grant.user_id].name not in names:
                    names.append(users[grant.user_id].name)
            return stores.rights.roles(), people

        dialog.show_roles(*await self._connection.run(read))
        if choose:
            dialog.choose(choose)

    async def _save(self, dialog: RolesDialog, wish: RoleWish) -> None:
        now = datetime.now(UTC)
        saved = await self._try(
            dialog, lambda s: roles.save(s, wish.name, wish.rights, now, wish.before)
        )
        if saved is not None:
            await self._show_roles(dialog, saved.code)
            dialog.refuse("")

    async def _delete(self, dialog: RolesDialog, role: Role) -> None:
        now = datetime.now(UTC)
        if await self._try(dialog, lambda s: roles.delete(s, role.code, now)) is not None:
            await self._show_roles(dialog)

    # --- roles for single campaigns ---------------------------------------------------------------

    async def _open_grants(self, person: Person) -> None:
        def read(stores: Stores) -> tuple[dict[str, str], list[str]]:
            known = {
                each.code: role_word(each.code, each.name) for each in stores.rights.roles()
                if each.rights
            }  # fmt: skip
            return known, [each.name for each in stores.campaigns.all()]

        dialog = GrantsDialog(self._window, person.name, *await self._connection.run(read))
        await self._show_grants(dialog, person.name)
        for signal, work in (
            (dialog.grant_wanted, roles.grant), (dialog.revoke_wanted, roles.revoke),
        ):  # fmt: skip
            signal.connect(
                lambda role, campaign, work=work: self._tasks.start_for(
                    dialog, self._change(dialog, person.name, role, campaign, work)
                )
            )
        dialog.open()

    async def _show_grants(self, dialog: GrantsDialog, name: str) -> None:
        def read(stores: Stores) -> list[tuple[str, str]]:
            names = {each.id: each.name for each in stores.campaigns.all()}
            given = stores.rights.grants(stores.users.by_name(name).id)
            return [(each.role, names[each.campaign_id]) for each in given]

        dialog.show_grants(await self._connection.run(read))

    async def _change(
        self, dialog: GrantsDialog, name: str, role: str, campaign: str,
        work: Callable[[Stores, str, str, str, datetime], bool],
    ) -> None:  # fmt: skip
        now = datetime.now(UTC)
        if await self._try(dialog, lambda s: work(s, name, role, campaign, now)) is not None:
            await self._show_grants(dialog, name)

    # --- people from a file -----------------------------------------------------------------------

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("People from a file"), "", "CSV (*.csv *.txt)"
        )
        if chosen:
            self._tasks.start(self._preview(Path(chosen)))

    async def _preview(self, file: Path) -> None:
        read = await in_thread(people_import.read, file)
        rows = await self._connection.run(lambda stores: people_import.checked(stores, read))
        dialog = PeopleImportDialog(self._window, rows)
        dialog.wanted.connect(
            lambda target: self._tasks.start_for(dialog, self._add(dialog, rows, Path(target)))
        )
        dialog.open()

    async def _add(
        self, dialog: PeopleImportDialog, rows: list[people_import.Row], target: Path
    ) -> None:
        passwords = people_import.first_passwords(rows)
        now = datetime.now(UTC)
        try:
            hashes = await in_thread(
                lambda: {name: accounts.hashed(each) for name, each in passwords.items()}
            )
            # Before anybody is added: who has no way to sign in is worse than a file too many.
            await asyncio.to_thread(people_import.keep_passwords, target, passwords)
        except KnownError as error:
            dialog.refuse(said(error))
            return
        faulty = await self._try(dialog, lambda s: people_import.add(s, rows, hashes, now))
        if faulty != []:
            await asyncio.to_thread(target.unlink)
            if faulty:
                dialog.refuse(f"{faulty[0].line}: {faulty[0].fault}")
            return
        dialog.accept()
        self._changed()
        self._window.say_trouble(
            self.tr("People added: %n. Their first passwords are in the file.", "", len(rows))
        )

    async def _try(self, dialog: FormDialog, work: Callable[[Stores], Any]) -> Any:
        """None: the dialog has been told why not."""
        try:
            return await self._connection.run(work)
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return None
