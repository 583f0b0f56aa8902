"""Schemes of the list renamed, duplicated, deleted and brought back, and their versions."""

from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from engine.errors import KnownError
from engine.ports.schemes import SchemeInfo
from engine.ports.storage import Stores
from rino_desktop import bootstrap, scheme_actions
from rino_desktop.console.deleted_dialog import DeletedDialog
from rino_desktop.console.version_dialog import VersionDialog
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.scheme_editors import SchemeEditors
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow
from rino_desktop.scheme_desk import this_computer
from rino_desktop.scheme_library import hurt_callers
from rino_desktop.scheme_publishing import caller_line
from rino_desktop.texts import t
from rino_desktop.texts.errors import said
from rino_desktop.ui.dialogs import confirm, show_error
from rino_desktop.ui.name_dialog import NameDialog

translate = QCoreApplication.translate


class SchemeActions:
    """``user``: the name of who sits here; ``refresh`` shows the list anew."""

    def __init__(
        self,
        window: MainWindow,
        connection: Connection,
        tasks: Tasks,
        user: Callable[[], str],
        editors: SchemeEditors,
        refresh: Callable[[], Awaitable[None]],
    ) -> None:
        self._window = window
        self._connection = connection
        self._tasks = tasks
        self._user = user
        self._editors = editors
        self._refresh = refresh
        page = window.schemes
        page.rename_wanted.connect(lambda a, b: self._start(self._rename(a, b)))
        page.copy_wanted.connect(lambda a, b: self._start(self._copy(a, b)))
        page.delete_wanted.connect(lambda name: self._start(self._delete(name)))
        page.versions_wanted.connect(lambda name: self._start(self._versions(name)))
        page.deleted_wanted.connect(lambda: self._start(self._deleted()))

    # --- names ------------------------------------------------------------------------------------

    async def _rename(self, name: str, new_name: str) -> None:
        types, here = await in_thread(bootstrap.node_types), self._here()
        now = datetime.now(UTC)

        async def rename() -> None:
            await self._connection.run(
                lambda stores: scheme_actions.rename(stores, name, new_name, types, now, here)
            )

        await self._editors.rename(name, new_name, rename)
        await self._refresh()
        self._window.schemes.choose(new_name)

    async def _copy(self, name: str, new_name: str) -> None:
        user = self._user()
        draft = await self._connection.run(lambda stores: stores.schemes.copy(name, new_name, user))
        await self._refresh()
        self._window.schemes.choose(draft.name)
        self._say(translate("SchemeActions", "{name} is there as a draft.").format(name=draft.name))

    # --- deleting ---------------------------------------------------------------------------------

    async def _delete(self, name: str) -> None:
        types, here = await in_thread(bootstrap.node_types), self._here()

        def require(stores: Stores) -> None:
            scheme_actions.require_deletable(stores, name, types, datetime.now(UTC), here)

        # Why it cannot be done is told before anything is asked.
        self._require_saved(name)
        await self._connection.run(require)
        text = translate(
            "SchemeActions",
            "Its draft and its versions are kept: calls that it led can still be reported and "
            "replayed, and “Deleted schemes…” brings it back.",
        )
        title = translate("SchemeActions", "Delete the scheme “{name}”?").format(name=name)
        delete = translate("SchemeActions", "Delete")
        if not await confirm(self._window, title, text, delete, danger=True):
            return
        self._require_saved(name)
        # Its tab first: what is saved there once it is deleted would be a new scheme.
        editor = self._editors.editor_of(name)
        if editor is not None:
            await self._editors.close(editor)
        await self._connection.run(
            lambda stores: scheme_actions.delete(stores, name, types, datetime.now(UTC), here)
        )
        self._editors.refresh_called()
        await self._refresh()
        self._say(translate("SchemeActions", "{name} is deleted; “Deleted schemes…” in the menu "
                            "brings it back.").format(name=name))  # fmt: skip

    def _require_saved(self, name: str) -> None:
        editor = self._editors.editor_of(name)
        if editor is not None and editor.document.modified:
            raise KnownError(
                t("The scheme {name} is open here and has changes that are not saved.", name=name),
                mend=t("Save or undo them first."),
            )

    async def _deleted(self) -> None:
        found = await self._connection.run(lambda stores: stores.schemes.removed())
        dialog = DeletedDialog(self._window)
        dialog.show_schemes(found)
        dialog.restore_wanted.connect(
            lambda scheme: self._start(self._restore(dialog, scheme, scheme.name), dialog)
        )
        dialog.open()

    async def _restore(self, dialog: DeletedDialog, scheme: SchemeInfo, name: str) -> None:
        found = await self._connection.run(lambda stores: stores.schemes.all())
        if any(each.name.casefold() == name.casefold() for each in found):
            self._ask_other_name(dialog, scheme)
            return

        def restore(stores: Stores) -> list[SchemeInfo]:
            stores.schemes.restore(scheme.id, name)
            return stores.schemes.removed()

        dialog.show_schemes(await self._connection.run(restore))
        self._editors.refresh_called()
        await self._refresh()
        self._window.schemes.choose(name)
        self._say(translate("SchemeActions", "{name} is there again.").format(name=name))

    def _ask_other_name(self, dialog: DeletedDialog, scheme: SchemeInfo) -> None:
        title = translate("SchemeActions", "There is a scheme “{name}” by now")
        names = NameDialog(
            dialog, title.format(name=scheme.name),
            translate("SchemeActions", "Bring it back as"),
            translate("SchemeActions", "Bring back"), scheme.name,
        )  # fmt: skip
        names.named.connect(lambda name: self._start(self._restore(dialog, scheme, name), dialog))
        names.open()

    # --- versions ---------------------------------------------------------------------------------

    async def _versions(self, name: str) -> None:
        found = await self._connection.run(lambda stores: stores.schemes.versions(name))
        dialog = VersionDialog(self._window, name)
        dialog.show_versions(found)
        dialog.use_wanted.connect(
            lambda version: self._start(self._use(dialog, name, version), dialog)
        )
        dialog.export_wanted.connect(lambda version: self._window.schemes.ask_target(name, version))
        dialog.open()

    async def _use(self, dialog: VersionDialog, name: str, version: int) -> None:
        types = await in_thread(bootstrap.node_types)
        sure = await confirm(
            dialog,
            translate("SchemeActions", "New calls use version {number}").format(number=version),
            translate("SchemeActions", "Calls under way end on theirs. The draft stays as it is."),
            translate("SchemeActions", "Use this version"),
        )
        if not sure:
            return
        await self._connection.run(lambda stores: stores.schemes.rollback(name, version))
        found = await self._connection.run(lambda stores: stores.schemes.versions(name))
        dialog.show_versions(found)
        await self._refresh()
        self._editors.refresh_called()
        hurt = await self._connection.run(
            lambda stores: "\n".join(
                caller_line(*each) for each in hurt_callers(stores, name, types)
            )
        )
        if hurt:
            show_error(dialog, translate("SchemeActions", "Some callers do not fit it"), hurt)
        self._say(translate("SchemeActions", "New calls use version {number}").format(
            number=version))  # fmt: skip

    # --- inside -----------------------------------------------------------------------------------

    def _start(self, work: Coroutine[Any, Any, None], parent: QWidget | None = None) -> None:
        self._tasks.start(self._told(work, parent))

    async def _told(self, work: Coroutine[Any, Any, None], parent: QWidget | None) -> None:
        """Why it cannot be done stays until it has been read."""
        try:
            await work
        except KnownError as error:
            title = translate("SchemeActions", "That cannot be done")
            show_error(parent or self._window, title, said(error))

    def _here(self) -> scheme_actions.Here:
        return self._user(), this_computer()

    def _say(self, line: str) -> None:
        self._window.say_trouble(line)
