"""New schemes, schemes from files and into files. Working on them is the editor's."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Link, Node, Scheme
from rino_desktop import schemes
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import reason_of

translate = QCoreApplication.translate


class SchemeFiles:
    def __init__(self, window: MainWindow, connection: Connection, tasks: Tasks) -> None:
        self._window = window
        self._connection = connection
        page = window.schemes
        page.new_wanted.connect(lambda name: tasks.start(self._create(name)))
        page.import_wanted.connect(lambda file: tasks.start(self._import(Path(file))))
        page.export_wanted.connect(lambda name, file: tasks.start(self._export(name, Path(file))))

    async def read(self) -> None:
        """StorageUnavailable."""
        found = await self._connection.run(lambda stores: stores.schemes.all())
        self._window.show_schemes(tuple(found))

    async def _create(self, name: str) -> None:
        document = dump_scheme(empty_scheme(name))

        def create(stores: Stores) -> None:
            _require_free(stores, name)
            stores.schemes.save_draft(name, document)

        await self._connection.run(create)
        await self.read()
        self._window.schemes.choose(name)
        self._window.schemes.scheme_wanted.emit(name)

    async def _import(self, file: Path) -> None:
        """It becomes a draft: whoever publishes it has looked at it."""
        name = schemes.name_of(file)
        try:
            document = await asyncio.to_thread(schemes.read, file)
        except OSError as error:
            raise KnownError(
                t("{file}: cannot be read: {reason}.", file=file, reason=reason_of(error))
            ) from error

        def save(stores: Stores) -> None:
            if any(each.name.casefold() == name.casefold() and each.has_draft
                   for each in stores.schemes.all()):  # fmt: skip
                raise KnownError(
                    t("The scheme {name} has a draft already; it is not overwritten.", name=name),
                    mend=t("Rename the file, or publish the draft first."),
                )
            stores.schemes.save_draft(name, document)

        await self._connection.run(save)
        # Names from a file dialog are absolute.
        await asyncio.to_thread(
            schemes.install_prompts, document, file.parent, self._connection.settings
        )
        await self.read()
        self._window.schemes.choose(name)
        self._say(translate("SchemeFiles", "{name} is there as a draft.").format(name=name))

    async def _export(self, name: str, file: Path) -> None:
        """What is being worked on: the draft where there is one."""
        document = await self._connection.run(
            lambda stores: stores.schemes.draft(name) or stores.schemes.current(name).document
        )
        try:
            await asyncio.to_thread(file.write_text, document, "utf-8")
        except OSError as error:
            raise KnownError(
                t("{file}: cannot be written: {reason}.", file=file, reason=reason_of(error))
            ) from error
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
            Node("end", "hang_up", end, 280.0, 0.0),
        ),
        links=(Link("start-end", "start", "next", "end"),),
    )


def _require_free(stores: Stores, name: str) -> None:
    if any(each.name.casefold() == name.casefold() for each in stores.schemes.all()):
        raise KnownError(
            t("There is a scheme named {name} already.", name=name),
            mend=t("Choose another name."),
        )
