"""New schemes, schemes from files and into files. Working on them is the editor's."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Link, Node, Scheme
from rino_desktop import scheme_file, schemes
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import reason_of, said
from rino_desktop.ui.dialogs import show_error

translate = QCoreApplication.translate


class SchemeFiles:
    """``user``: the name of who sits here."""

    def __init__(
        self,
        window: MainWindow,
        connection: Connection,
        tasks: Tasks,
        user: Callable[[], str],
    ) -> None:
        self._window = window
        self._connection = connection
        self._user = user
        page = window.schemes
        page.new_wanted.connect(lambda name: tasks.start(self._create(name)))
        page.import_wanted.connect(lambda file: tasks.start(self._import(Path(file))))
        page.file_wanted.connect(lambda file: tasks.start(self.open_file(Path(file))))
        page.export_wanted.connect(
            lambda name, file, version: tasks.start(self._export(name, Path(file), version))
        )

    async def read(self) -> None:
        """StorageUnavailable."""
        found = await self._connection.run(lambda stores: stores.schemes.all())
        self._window.show_schemes(tuple(found))

    async def _create(self, name: str) -> None:
        document, user = dump_scheme(empty_scheme(name)), self._user()

        def create(stores: Stores) -> None:
            _require_free(stores, name)
            stores.schemes.save_draft(name, document, user)

        await self._connection.run(create)
        await self.read()
        self._window.schemes.choose(name)
        self._window.schemes.scheme_wanted.emit(name)

    async def open_file(self, file: Path) -> None:
        """Imported, unless the draft is this very text, then opened in the editor."""
        if await self._import(file, known=True):
            self._window.schemes.scheme_wanted.emit(schemes.name_of(file))

    async def _import(self, file: Path, *, known: bool = False) -> bool:
        try:
            await self._import_draft(file, known=known)
        except KnownError as error:
            title = translate("SchemeFiles", "The file is not imported")
            show_error(self._window, title, said(error))
            return False
        return True

    async def _import_draft(self, file: Path, *, known: bool) -> None:
        """It becomes a draft: whoever publishes it has looked at it. ``known``: the same text may
        be there already."""
        name = schemes.name_of(file)
        self._say(translate("SchemeFiles", "Reading {file}…").format(file=file.name))
        document = await in_thread(schemes.read, file)
        user = self._user()

        def save(stores: Stores) -> None:
            found = [s for s in stores.schemes.all() if s.name.casefold() == name.casefold()]
            draft = stores.schemes.draft(name) if found else None
            if known and draft is not None and draft.document == document:
                return
            if draft is not None and draft.version is None:
                raise KnownError(
                    t("The scheme {name} has a draft already; it is not overwritten.", name=name),
                    mend=t("Rename the file, or publish the draft first."),
                )
            based_on = draft.revision if draft is not None else None
            stores.schemes.save_draft(name, document, user, based_on)

        await self._connection.run(save)
        await self.read()
        self._window.schemes.choose(name)
        self._say(translate("SchemeFiles", "{name} is there as a draft.").format(name=name))
        await self._install_prompts(name, document, file.parent)

    async def _install_prompts(self, name: str, document: str, folder: Path) -> None:
        """``folder`` is absolute: it comes from a file dialog."""
        try:
            await in_thread(schemes.install_prompts, document, folder, self._connection.settings)
        except (KnownError, StorageUnavailable, OSError) as error:
            raise KnownError(
                t("{name} is there as a draft, but not its recordings: {reason}",
                  name=name, reason=said(error)),
                mend=t("Import them in the prompts manager of the editor."),
            ) from error  # fmt: skip

    async def _export(self, name: str, file: Path, version: int) -> None:
        """``version`` 0: what is being worked on, the draft where there is one. Its text as it is,
        so that one that cannot be read here can be looked at elsewhere."""

        def read(stores: Stores) -> str:
            if version:
                return stores.schemes.numbered(name, version).document
            draft = stores.schemes.draft(name)
            return stores.schemes.current(name).document if draft is None else draft.document

        document = await self._connection.run(read)
        try:
            await in_thread(scheme_file.write, file, document)
        except OSError as error:
            show_error(
                self._window,
                translate("SchemeFiles", "The scheme is not exported"),
                t("{file}: cannot be written: {reason}.", file=file, reason=reason_of(error)),
            )
            return
        self._say(translate("SchemeFiles", "Written: {file}").format(file=file))

    def _say(self, line: str) -> None:
        self._window.say_trouble(line)


def empty_scheme(name: str) -> Scheme:
    """The least that a call can run: it begins and hangs up."""
    start, end = ("Начало", "Конец") if language() == "ru" else ("Start", "End")
    return Scheme(
        name=name,
        languages=(language(),),
        nodes=(
            Node("start", "start", start, 0.0, 0.0),
            Node("end", "hang_up", end, 640.0, 0.0),
        ),
        links=(Link("start-end", "start", "next", "end"),),
    )


def _require_free(stores: Stores, name: str) -> None:
    if any(each.name.casefold() == name.casefold() for each in stores.schemes.all()):
        raise KnownError(
            t("There is a scheme named {name} already.", name=name),
            mend=t("Choose another name."),
        )
