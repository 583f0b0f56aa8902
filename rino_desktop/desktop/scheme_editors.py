"""Schemes that are being worked on: an editor in a tab of the page for each."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from editor.editor_widget import EditorWidget
from engine.ports.storage import Database
from rino_desktop import bootstrap, paths
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.editor_equipment import EditorEquipment
from rino_desktop.main_window import MainWindow
from rino_desktop.scheme_desk import DatabaseSchemeDesk
from rino_desktop.texts import language


class SchemeEditors(QObject):
    """``user``: the name of who sits here."""

    def __init__(
        self,
        window: MainWindow,
        connection: Connection,
        tasks: Tasks,
        user: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._page = window.schemes
        self._connection = connection
        self._tasks = tasks
        self._user = user
        self._opening: set[str] = set()
        #: What the tabs share, and the database that it belongs to.
        self._equipment: tuple[Database, EditorEquipment] | None = None
        self._page.scheme_wanted.connect(lambda name: tasks.start(self.open(name)))
        self._page.close_wanted.connect(lambda widget: tasks.start(self.close(widget)))

    async def open(self, name: str, origin: str = "") -> None:
        """In a tab of its own, or that which it has already. KnownError, StorageUnavailable."""
        key = name.casefold()
        if self._page.show_editor(name) or key in self._opening:
            return
        self._opening.add(key)
        try:
            editor = await self._made()
            equipment = self._equipment
            try:
                await editor.open(name)
            except BaseException:
                editor.deleteLater()
                raise
        finally:
            self._opening.discard(key)
        editor.set_origin(origin)
        await self._show(name, editor, equipment)

    async def replay(self, attempt_id: int) -> None:
        """A real call, in a tab of its own. KnownError, StorageUnavailable."""
        editor = await self._made()
        equipment = self._equipment
        try:
            title = await editor.open_replay(attempt_id)
        except BaseException:
            editor.deleteLater()
            raise
        await self._show(title, editor, equipment)

    async def _show(self, title: str, editor: EditorWidget, equipment: object) -> None:
        if equipment is self._equipment:
            self._page.open_editor(title, editor)
        else:  # he who wanted it has gone meanwhile
            await editor.close_scheme()
            editor.deleteLater()

    async def _made(self) -> EditorWidget:
        types = await asyncio.to_thread(bootstrap.node_types)
        desk = DatabaseSchemeDesk(self._connection.database, self._user(), types)
        unsaved = paths.data_folder() / "unsaved"
        tools = await self._shared().tools()
        editor = EditorWidget(
            desk, types, unsaved, language(), self._connection.address, tools
        )  # fmt: skip
        editor.said.connect(self._window.say_trouble)
        editor.scheme_wanted.connect(
            lambda wanted, from_name: self._tasks.start(self.open(wanted, from_name))
        )
        editor.replay_wanted.connect(lambda attempt: self._tasks.start(self.replay(attempt)))
        return editor

    def _shared(self) -> EditorEquipment:
        """That of the connection; StorageUnavailable while there is none."""
        database = self._connection.database
        if self._equipment is None:
            self._equipment = database, EditorEquipment(self._connection.settings, database)
        assert self._equipment[0] is database, "closed with its connection"
        return self._equipment[1]

    async def close(self, widget: QWidget) -> None:
        """What is not saved stays on this computer and is offered when it is opened again."""
        assert isinstance(widget, EditorWidget)
        await widget.close_scheme()
        self._page.close_editor(widget)
        widget.deleteLater()

    async def close_all(self) -> None:
        """Before the connection is closed, and when somebody else comes."""
        for widget in self._page.editors():
            await self.close(widget)
        equipment, self._equipment = self._equipment, None
        if equipment is not None:
            await equipment[1].close()

    def be_named(self, user: str) -> None:
        """Whoever works here is named so from now on."""
        for widget in self._page.editors():
            assert isinstance(widget, EditorWidget)
            widget.set_user(user)

    def speak(self, language: str) -> None:
        for widget in self._page.editors():
            assert isinstance(widget, EditorWidget)
            widget.set_language(language)
