"""Forms of the list, and those that are being designed: saved a moment after each change."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from engine.errors import KnownError
from engine.forms.codec import dump_form, load_form
from engine.forms.edits import new_form
from engine.forms.model import Form
from engine.ports.forms import FormConflict, FormInfo
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop import forms, scheme_file
from rino_desktop.console.forms.designer import FormDesigner
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import reason_of, said
from rino_desktop.ui.dialogs import Choice, ask, confirm, show_error

translate = QCoreApplication.translate
_RETRY_S = 5.0


@dataclass
class _Open:
    """``revision``: of the draft that the work stands on. ``saved``: the form as it is there."""

    revision: int
    saved: Form
    #: One save at a time, so that each stands on the one before.
    lock: asyncio.Lock
    #: Somebody else has changed it, and the user has not decided yet.
    conflict: bool = False


class FormDesigners:
    """``user``: the name of who sits here."""

    def __init__(
        self, window: MainWindow, connection: Connection, tasks: Tasks, user: Callable[[], str]
    ) -> None:
        self._window = window
        self._page = window.forms
        self._connection = connection
        self._tasks = tasks
        self._user = user
        self._open: dict[FormDesigner, _Open] = {}
        page = self._page
        page.new_wanted.connect(lambda name: self._start(self._create(name)))
        page.open_wanted.connect(lambda name: self._start(self.open(name)))
        page.import_wanted.connect(lambda file: self._start(self._import(Path(file))))
        page.export_wanted.connect(lambda a, b: self._start(self._export(a, Path(b))))
        page.rename_wanted.connect(lambda a, b: self._start(self._rename(a, b)))
        page.copy_wanted.connect(lambda a, b: self._start(self._copy(a, b)))
        page.delete_wanted.connect(lambda name: self._start(self._delete(name)))
        page.close_wanted.connect(lambda designer: self._start(self.close(designer)))

    async def read(self) -> None:
        """StorageUnavailable."""
        self._window.show_forms(
            tuple(await self._connection.run(lambda stores: stores.forms.all()))
        )

    # --- designing --------------------------------------------------------------------------------

    async def open(self, name: str) -> None:
        """In a tab of its own, or that which it has already."""
        if self._page.show_designer(name):
            return
        draft = await self._connection.run(lambda stores: stores.forms.draft(name))
        form = load_form(draft.document, draft.name)
        if self._page.show_designer(name):  # wanted twice meanwhile
            return
        designer = FormDesigner(draft.name, form)
        self._open[designer] = _Open(draft.revision, form, asyncio.Lock())
        designer.save_wanted.connect(lambda: self._tasks.start(self._keep_saving(designer)))
        designer.publish_wanted.connect(lambda: self._start(self._publish(designer)))
        designer.say(_saved())
        self._page.open_designer(designer)

    async def _keep_saving(self, designer: FormDesigner) -> None:
        """Until it is there: the database may be away for a while."""
        while designer in self._open:
            try:
                await self._save(designer)
                return
            except FormConflict as conflict:
                await self._settle(designer, conflict)
                return
            except (KnownError, StorageUnavailable) as error:
                told = translate("FormDesigners", "Not saved: {reason}")
                designer.say(told.format(reason=said(error)))
                if isinstance(error, KnownError):
                    return
                await asyncio.sleep(_RETRY_S)

    async def _save(self, designer: FormDesigner) -> None:
        """KnownError, StorageUnavailable; what is drawn stays as it is."""
        if await self._write(designer):
            await self.read()

    async def _write(self, designer: FormDesigner) -> bool:
        """False: there was nothing to be saved."""
        now = self._open[designer]
        async with now.lock:
            form = designer.document.form
            if form == now.saved or now.conflict:
                return False
            document, user = dump_form(replace(form, name=designer.name)), self._user()
            name, revision = designer.name, now.revision
            # Also he who goes meanwhile learns the revision: what he drew after it is saved then.
            draft = await self._connection.of_session().run(
                lambda stores: stores.forms.save_draft(name, document, user, revision)
            )
            now.revision, now.saved = draft.revision, form
            if designer.document.form == form:
                designer.say(_saved())
        return True

    async def _settle(self, designer: FormDesigner, conflict: FormConflict) -> None:
        """Nobody's work is overwritten, and none is thrown away unasked."""
        now = self._open[designer]
        if now.conflict:
            return
        now.conflict = True
        designer.say(conflict.message)
        answer = await ask(
            self._window,
            translate("FormDesigners", "Somebody else has changed the form"),
            translate(
                "FormDesigners",
                "{fault}\n\nYours can be saved as a form of its own, or given up for the other.",
            ).format(fault=said(conflict)),
            [
                Choice("theirs", translate("FormDesigners", "Give mine up"), "danger"),
                Choice("copy", translate("FormDesigners", "Save mine as a copy"), "primary"),
            ],
        )
        if answer == "theirs":
            self._forget(designer)
            await self.open(conflict.draft.name)
        elif answer == "copy":
            name = await self._save_copy(designer)
            self._forget(designer)
            await self.open(name)
        else:
            now.conflict = False  # asked again with the next change

    async def _save_copy(self, designer: FormDesigner) -> str:
        name = await self._write_copy(designer)
        await self.read()
        return name

    async def _write_copy(self, designer: FormDesigner) -> str:
        """Under which name."""
        form, user = designer.document.form, self._user()

        def save(stores: Stores) -> str:
            taken = {each.name.casefold() for each in stores.forms.all()}
            number, name = 2, f"{designer.name} (2)"
            while name.casefold() in taken:
                number += 1
                name = f"{designer.name} ({number})"
            stores.forms.save_draft(name, dump_form(replace(form, name=name)), user)
            return name

        return await self._connection.of_session().run(save)

    async def _publish(self, designer: FormDesigner) -> None:
        try:
            await self._save(designer)
        except FormConflict as conflict:
            await self._settle(designer, conflict)
            return
        now = self._open[designer]
        async with now.lock:
            form, user, name = now.saved, self._user(), designer.name
            document, revision = dump_form(replace(form, name=name)), now.revision
            forms.require_no_errors(name, forms.problems(document, name))

            def publish(stores: Stores) -> tuple[int, int]:
                version = stores.forms.publish(name, document, user, revision)
                return version.version, stores.forms.draft(name).revision

            number, now.revision = await self._connection.of_session().run(publish)
        told = translate("FormDesigners", "Version {number} is published: new calls use it")
        designer.say(told.format(number=number))
        await self.read()

    async def close(self, widget: QWidget) -> None:
        """What is not saved yet is saved first; where that cannot be done, the user is asked."""
        designer = widget
        assert isinstance(designer, FormDesigner)
        designer.hold()
        try:
            await self._save(designer)
        except FormConflict as conflict:
            await self._settle(designer, conflict)
            return
        except (KnownError, StorageUnavailable) as error:
            title = translate("FormDesigners", "Close “{name}” without saving?")
            if not await confirm(
                self._window, title.format(name=designer.name), said(error),
                translate("FormDesigners", "Close without saving"), danger=True,
            ):  # fmt: skip
                return
        self._forget(designer)

    async def close_all(self) -> None:
        """Before the connection is closed, and when somebody else comes: nobody is asked."""
        for designer in list(self._open):
            designer.hold()
            try:
                await self._put_away(designer)
            except (KnownError, StorageUnavailable) as error:
                self._window.say_trouble(said(error))
            self._forget(designer)

    async def _put_away(self, designer: FormDesigner) -> None:
        """What somebody else has changed meanwhile becomes a form of its own: nobody's work is
        thrown away. KnownError, StorageUnavailable."""
        now = self._open[designer]
        if not now.conflict:
            try:
                await self._write(designer)
                return
            except FormConflict:
                pass
        if designer.document.form == now.saved:
            return
        name = await self._write_copy(designer)
        if not self._connection.still_here:
            return  # it stands in the list for him
        told = translate(
            "FormDesigners",
            "Somebody else has changed {name}; what was drawn here is saved as {copy}.",
        )
        self._window.say_trouble(told.format(name=designer.name, copy=name))

    def _forget(self, designer: FormDesigner) -> None:
        if self._open.pop(designer, None) is not None:
            self._page.close_designer(designer)
            designer.deleteLater()

    # --- the list ---------------------------------------------------------------------------------

    async def _create(self, name: str) -> None:
        document, user = dump_form(new_form(name, (language(),))), self._user()

        def create(stores: Stores) -> None:
            _require_free(stores, name)
            stores.forms.save_draft(name, document, user)

        await self._connection.run(create)
        await self.read()
        self._page.choose(name)
        await self.open(name)

    async def _rename(self, name: str, new_name: str) -> None:
        """Tab and list get it in one turn: what is done in between would be done to a name that is
        gone."""
        place = self._place()
        designer = self._page.designer_of(name)
        if designer is not None:
            await self._save(designer)
        opened = None if designer is None else self._open.get(designer)
        if designer is None or opened is None:
            listed = await self._connection.run(lambda stores: _renamed(stores, name, new_name))
        else:
            async with opened.lock:  # nothing is saved meanwhile under the name that goes
                listed = await self._connection.run(lambda stores: _renamed(stores, name, new_name))
                designer.name = new_name
        self._window.show_forms(listed)
        if designer is not None and designer in self._open:
            designer.title.setText(new_name)
            self._page.name_designer(designer)
        if self._place() == place:
            self._page.choose(new_name)

    def _place(self) -> tuple[QWidget, int | None]:
        """Where the user is: in which tab, at which row."""
        chosen = self._page.chosen()
        return self._page.tabs.currentWidget(), chosen.id if chosen is not None else None

    async def _copy(self, name: str, new_name: str) -> None:
        user = self._user()
        await self._connection.run(lambda stores: stores.forms.copy(name, new_name, user))
        await self.read()
        self._page.choose(new_name)

    async def _delete(self, name: str) -> None:
        title = translate("FormDesigners", "Delete the form “{name}”?").format(name=name)
        text = translate(
            "FormDesigners",
            "It cannot be brought back. Answers that operators have filled in stay in the reports.",
        )
        delete = translate("FormDesigners", "Delete")
        if not await confirm(self._window, title, text, delete, danger=True):
            return
        designer = self._page.designer_of(name)
        if designer is not None:  # what is saved there afterwards would be a new form
            designer.hold()
            self._forget(designer)
        await self._connection.run(lambda stores: stores.forms.delete(name))
        await self.read()

    async def _import(self, file: Path) -> None:
        name = forms.name_of(file)
        document = await in_thread(forms.read, file)
        user = self._user()

        def save(stores: Stores) -> None:
            _require_free(stores, name)
            stores.forms.save_draft(name, document, user)

        await self._connection.run(save)
        await self.read()
        self._page.choose(name)
        told = translate("FormDesigners", "{name} is there as a draft.").format(name=name)
        self._window.say_trouble(told)

    async def _export(self, name: str, file: Path) -> None:
        draft = await self._connection.run(lambda stores: stores.forms.draft(name))
        try:
            await in_thread(scheme_file.write, file, draft.document)
        except OSError as error:
            raise KnownError(
                t("{file}: cannot be written: {reason}.", file=file, reason=reason_of(error))
            ) from error
        self._window.say_trouble(translate("FormDesigners", "Written: {file}").format(file=file))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(self._told(work))

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        """Why it cannot be done stays until it has been read."""
        try:
            await work
        except KnownError as error:
            title = translate("FormDesigners", "That cannot be done")
            show_error(self._window, title, said(error))


def _saved() -> str:
    return translate("FormDesigners", "The draft is saved")


def _renamed(stores: Stores, name: str, new_name: str) -> tuple[FormInfo, ...]:
    stores.forms.rename(name, new_name)
    return tuple(stores.forms.all())


def _require_free(stores: Stores, name: str) -> None:
    if any(each.name.casefold() == name.casefold() for each in stores.forms.all()):
        raise KnownError(
            t("There is a form named {name} already.", name=name), mend=t("Choose another name.")
        )
