"""Schemes that are being worked on: an editor in a tab of the page for each."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from editor.editor_widget import EditorWidget
from editor.tools import EditorTools
from engine.service.voice import VoiceService
from rino_desktop import bootstrap, paths
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.editor_calls import LiveOutside, VoicedPrompts
from rino_desktop.editor_contacts import ListedContacts
from rino_desktop.editor_names import NamesOutside
from rino_desktop.main_window import MainWindow
from rino_desktop.prompt_desk import StoredPrompts
from rino_desktop.scheme_calls import SchemeCallDesk
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
        self._open_tools: list[tuple[StoredPrompts, LiveOutside, VoiceService]] = []
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
            try:
                await editor.open(name)
            except BaseException:
                editor.deleteLater()
                raise
        finally:
            self._opening.discard(key)
        editor.set_origin(origin)
        self._page.open_editor(name, editor)

    async def replay(self, attempt_id: int) -> None:
        """A real call, in a tab of its own. KnownError, StorageUnavailable."""
        editor = await self._made()
        try:
            title = await editor.open_replay(attempt_id)
        except BaseException:
            editor.deleteLater()
            raise
        self._page.open_editor(title, editor)

    async def _made(self) -> EditorWidget:
        types = await asyncio.to_thread(bootstrap.node_types)
        desk = DatabaseSchemeDesk(self._connection.database, self._user(), types)
        unsaved = paths.data_folder() / "unsaved"
        tools = await self._tools()
        editor = EditorWidget(
            desk, types, unsaved, language(), self._connection.address, tools
        )  # fmt: skip
        editor.said.connect(self._window.say_trouble)
        editor.scheme_wanted.connect(
            lambda wanted, from_name: self._tasks.start(self.open(wanted, from_name))
        )
        editor.replay_wanted.connect(lambda attempt: self._tasks.start(self.replay(attempt)))
        return editor

    async def _tools(self) -> EditorTools:
        """Made once for a database and whoever sits here; nothing in it is opened before it is
        used."""
        database, settings = self._connection.database, self._connection.settings
        names = NamesOutside(database, await asyncio.to_thread(bootstrap.script_names))
        await names.refresh()
        prompts = bootstrap.stored_prompts(settings, database)
        outside = LiveOutside(settings)
        voice = await asyncio.to_thread(bootstrap.voice_service, settings)
        self._open_tools.append((prompts, outside, voice))
        return EditorTools(
            VoicedPrompts(voice), outside, ListedContacts(database), prompts,
            SchemeCallDesk(database, self._user()), names,
        )  # fmt: skip

    async def close(self, widget: QWidget) -> None:
        """What is not saved stays on this computer and is offered when it is opened again."""
        assert isinstance(widget, EditorWidget)
        await widget.close_scheme()
        self._page.close_editor(widget)
        widget.deleteLater()

    async def close_all(self) -> None:
        for widget in self._page.editors():
            await self.close(widget)
        tools, self._open_tools = self._open_tools, []
        for prompts, outside, voice in tools:
            await prompts.close()
            await asyncio.to_thread(outside.close)
            await asyncio.to_thread(voice.close)

    def speak(self, language: str) -> None:
        for widget in self._page.editors():
            assert isinstance(widget, EditorWidget)
            widget.set_language(language)
