"""Schemes that are being worked on: an editor in a tab of the page for each."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from editor.editor_widget import EditorWidget
from editor.keeper import UnreadableDraft
from engine.errors import KnownError
from engine.ports.schemes import SchemeVersion
from engine.ports.storage import Stores
from engine.scheme.codec import load_scheme
from rino_desktop import bootstrap, paths
from rino_desktop.desktop.connection import Connection, DatabaseOfSession
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.editor_equipment import EditorEquipment
from rino_desktop.main_window import MainWindow
from rino_desktop.plugins import Plugin
from rino_desktop.scheme_calls import SchemeCallDesk
from rino_desktop.scheme_desk import DatabaseSchemeDesk
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import said
from rino_desktop.ui.dialogs import Choice, ask

translate = QCoreApplication.translate


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
        #: Tabs that are being closed, and what tells that they are.
        self._closing: dict[QWidget, asyncio.Event] = {}
        #: What the tabs share, and the database as it belongs to whoever sits here.
        self._equipment: tuple[DatabaseOfSession, EditorEquipment] | None = None
        self._page.scheme_wanted.connect(lambda name: tasks.start(self.open(name)))
        self._page.close_wanted.connect(lambda widget: tasks.start(self.close(widget)))

    async def open(self, name: str, origin: str = "") -> None:
        """In a tab of its own, or that which it has already. KnownError, StorageUnavailable."""
        key = name.casefold()
        if self._page.show_editor(name) or key in self._opening:
            return
        self._opening.add(key)
        try:
            editor, equipment = await self._made()
            try:
                opened = await self._load(editor, name)
            except BaseException:
                editor.deleteLater()
                raise
        finally:
            self._opening.discard(key)
        if not opened:
            editor.deleteLater()
            return
        editor.set_origin(origin)
        await self._show(name, editor, equipment)

    async def _load(self, editor: EditorWidget, name: str) -> bool:
        """False when the draft cannot be read and nothing else is wanted in its place."""
        try:
            await editor.open(name)
        except UnreadableDraft as fault:
            version = await self._version_instead(name, fault)
            if version is None:
                return False
            await editor.open(name, version)
        return True

    async def _version_instead(self, name: str, fault: UnreadableDraft) -> SchemeVersion | None:
        """Ask what to open in place of a draft that cannot be read. It stays as it is until what
        was drawn instead is saved; its text can be exported before."""
        version = await self._readable_version(name)
        text = translate(
            "SchemeEditors",
            "{fault}\n\nNothing of it is changed. Exported as it is, it can be mended, or read by "
            "the version of the program that wrote it.",
        ).format(fault=said(fault))
        choices = [
            Choice("", translate("SchemeEditors", "Cancel")),
            Choice("export", translate("SchemeEditors", "Export it as it is…")),
        ]
        if version is not None:
            label = translate("SchemeEditors", "Go on from version {number}")
            choices.append(Choice("version", label.format(number=version.version), "primary"))
        title = translate("SchemeEditors", "The draft of “{name}” cannot be read")
        answer = await ask(self._window, title.format(name=fault.draft.name), text, choices)
        if answer == "export":
            self._page.ask_target(name)
        return version if answer == "version" else None

    async def _readable_version(self, name: str) -> SchemeVersion | None:
        """The version that calls use, else the newest; None when none of them can be read."""

        def work(stores: Stores) -> SchemeVersion | None:
            versions = stores.schemes.versions(name)
            for info in sorted(versions, key=lambda each: (not each.current, -each.version)):
                version = stores.schemes.version(info.id)
                with suppress(KnownError):
                    load_scheme(version.document)
                    return version
            return None

        return await self._connection.run(work)

    def editor_of(self, name: str) -> EditorWidget | None:
        """Of a scheme that is open here; replays have no scheme."""
        for widget in self._page.editors():
            assert isinstance(widget, EditorWidget)
            if widget.name.casefold() == name.casefold():
                return widget
        return None

    async def rename(self, name: str, new_name: str, rename: Callable[[], Awaitable[None]]) -> None:
        """``rename`` does it in the database. Where the scheme is open, its tab is called so, too,
        and what is drawn there stays; nothing is saved in between."""
        editor = self.editor_of(name)
        if editor is None:
            await rename()
        else:
            await editor.rename_scheme(new_name, rename)
            self._page.name_editor(editor, new_name)
        for widget in self._page.editors():
            assert isinstance(widget, EditorWidget)
            widget.origin_renamed(name, new_name)
        self.refresh_called()

    async def replay(self, attempt_id: int) -> None:
        """A real call, in a tab of its own. KnownError, StorageUnavailable."""
        editor, equipment = await self._made()
        try:
            title = await editor.open_replay(attempt_id)
        except BaseException:
            editor.deleteLater()
            raise
        await self._show(title, editor, equipment)

    async def _show(self, title: str, editor: EditorWidget, equipment: EditorEquipment) -> None:
        if self._equipment is not None and equipment is self._equipment[1]:
            self._name(editor, self._user())  # he may have got another name meanwhile
            self._page.open_editor(title, editor)
        else:  # he who wanted it has gone meanwhile
            await editor.close_scheme()
            editor.deleteLater()

    async def _made(self) -> tuple[EditorWidget, EditorEquipment]:
        """With the equipment that it has: it is not shown when that is closed before."""
        (database, equipment), user = self._shared(), self._user()
        types, broken = await asyncio.to_thread(bootstrap.node_types_to_draw_with)
        desk = DatabaseSchemeDesk(database, user, types, self._connection.settings)
        unsaved = paths.data_folder() / "unsaved"
        faults = tuple(_said_of(plugin) for plugin in broken)
        shared = await equipment.tools()
        tools = replace(
            shared, phone=SchemeCallDesk(database, user), faults=(*faults, *shared.faults)
        )
        editor = EditorWidget(
            desk, types, unsaved, language(), self._connection.address, tools
        )  # fmt: skip
        editor.said.connect(self._window.say_trouble)
        editor.scheme_wanted.connect(
            lambda wanted, from_name: self._tasks.start(self.open(wanted, from_name))
        )
        editor.keeper.published.connect(lambda _number: self.refresh_called())
        editor.replay_wanted.connect(lambda attempt: self._tasks.start(self.replay(attempt)))
        return editor, equipment

    def refresh_called(self) -> None:
        """A scheme has another version, or name: editors of those that call it notice at once."""
        for widget in self._page.editors():
            assert isinstance(widget, EditorWidget)
            widget.panels.library.look()

    def _shared(self) -> tuple[DatabaseOfSession, EditorEquipment]:
        """Those of who sits here; StorageUnavailable while there is no connection."""
        database = self._connection.of_session()
        if self._equipment is None:
            self._equipment = database, EditorEquipment(self._connection.settings, database)
        assert self._equipment[0].same(database), "closed with its connection, and with who goes"
        return self._equipment

    async def close(self, widget: QWidget) -> None:
        """What is not saved stays on this computer and is offered when it is opened again. Nothing
        can be drawn any more while that is seen to."""
        assert isinstance(widget, EditorWidget)
        if widget in self._closing:
            await self._closing[widget].wait()
            return
        over = self._closing[widget] = asyncio.Event()
        try:
            widget.setEnabled(False)
            await widget.close_scheme()
            self._page.close_editor(widget)
            widget.deleteLater()
        finally:
            del self._closing[widget]
            over.set()

    async def close_all(self) -> None:
        """Before the connection is closed, and when somebody else comes. What is being opened is
        not shown any more."""
        # Taken away first: whoever comes next may open something before all of it is closed.
        equipment, self._equipment = self._equipment, None
        for widget in self._page.editors():
            await self.close(widget)
        if equipment is not None:
            await equipment[1].close()
            equipment[0].close()

    def be_named(self, user: str) -> None:
        """Whoever works here is named so from now on."""
        for widget in self._page.editors():
            assert isinstance(widget, EditorWidget)
            self._name(widget, user)

    def _name(self, editor: EditorWidget, user: str) -> None:
        editor.set_user(user)
        phone = editor.tools.phone
        if isinstance(phone, SchemeCallDesk):
            phone.user = user

    def speak(self, language: str) -> None:
        for widget in self._page.editors():
            assert isinstance(widget, EditorWidget)
            widget.set_language(language)


def _said_of(plugin: Plugin) -> str:
    return t(
        "The plug-in {package} is installed but cannot be used: {reason}",
        package=plugin.distribution, reason=plugin.fault,
    )  # fmt: skip
