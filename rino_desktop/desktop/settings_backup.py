"""Backup and restore in the settings."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import backups
from rino_desktop.backups import Remembered
from rino_desktop.console.contacts.words import moment
from rino_desktop.console.settings.section import Line
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.session import answering
from rino_desktop.desktop.settings_part import SettingsPart, now
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs
from rino_desktop.ui.dialogs import Progress
from rino_desktop.ui.files import source_dialog, target_dialog
from rino_desktop.ui.sizes import size_word

T = TypeVar("T")
_LOOK_S = 0.3


class BackupHere(SettingsPart):
    section = "backup"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._list = console.window.settings.backup
        self._known: dict[int, Remembered] = {}
        self._list.wanted.connect(self._on_wanted)

    async def refresh(self) -> None:
        if not self.in_view:
            return
        try:
            found = await self.console.connection.run(backups.remembered)
        except KnownError as error:  # who may not see the log may make backups all the same
            self._list.say(said(error), "secondary")
            return
        self._known = {each.id: each for each in found}
        self._list.show_lines(tuple(map(self._line, found)))

    async def leave(self) -> None:
        self._known = {}
        self._list.show_lines(())
        self._list.say("")

    def _on_wanted(self, act: str, key: int | None) -> None:
        start = self.console.tasks.start
        if act == "make":
            self._ask_where()
        elif act == "check":
            start(self.check())
        elif act == "restore":
            start(self._ask_restore())
        elif key in self._known:
            start(self.try_out(self._known[key].file))

    def _ask_where(self) -> None:
        asking = target_dialog(
            self.console.window, self.tr("Back up the database"),
            {"fbk": self.tr("Backups (*.fbk)")}, f"rino-{now().astimezone():%Y-%m-%d-%H%M}.fbk",
        )  # fmt: skip
        asking.fileSelected.connect(lambda name: self.console.tasks.start(self.make(Path(name))))
        asking.open()

    async def make(self, file: Path) -> None:
        settings = self.console.connection.settings
        title = self.tr("Backing up")

        def note(stores: Stores, size: int) -> None:
            backups.note_made(stores, file, size, now())

        if await self._busy(title, partial(backups.make, settings, file), note, file) is not None:
            self._list.say(self.tr("Backed up: {file}").format(file=file), "good")
            await self.refresh()

    async def try_out(self, file: Path) -> None:
        """Restored into a database that goes at once, and checked there."""
        title = self.tr("Trying the backup")
        problems = await self._busy(title, partial(backups.try_out, file))
        if problems is not None:
            lines = backups.lines(problems)
            good = self.tr("{file} can be restored, and is sound.").format(file=file)
            self._list.say(lines or good, "bad" if lines else "good")

    async def check(self) -> None:
        settings = self.console.connection.settings
        title = self.tr("Checking the database")
        problems = await self._busy(title, partial(backups.check, settings))
        if problems is not None:
            lines = backups.lines(problems)
            self._list.say(lines or self.tr("The database is sound."), "bad" if lines else "good")

    async def _ask_restore(self) -> None:
        await self.console.connection.run(backups.require)
        if not self.console.connection.embedded:
            self._list.say(
                self.tr("The database is on a server. There a backup is restored by its "
                        "administrator:") + " rino-desktop db restore FILE --db SERVER:NEW",
                "secondary",
            )  # fmt: skip
            return
        sure = await dialogs.confirm(
            self.console.window,
            self.tr("Restore a backup?"),
            self.tr("It is restored into a new file beside the database that is used, which stays "
                    "as it is. To work with it: stop all engines, then choose it under “Another "
                    "database…”. What has been done since the backup is not in it: people who "
                    "were called meanwhile would be called again."),
            self.tr("Choose the backup…"),
        )  # fmt: skip
        if not sure:
            return
        asking = source_dialog(
            self.console.window, self.tr("The backup"), self.tr("Backups (*.fbk)")
        )
        asking.fileSelected.connect(self._ask_target)
        asking.open()

    def _ask_target(self, backup: str) -> None:
        asking = target_dialog(
            self.console.window, self.tr("The new database"),
            {"fdb": self.tr("Databases (*.fdb)")}, "restored.fdb",
        )  # fmt: skip
        asking.fileSelected.connect(
            lambda name: self.console.tasks.start(self.restore(Path(backup), Path(name)))
        )
        asking.open()

    async def restore(self, backup: Path, target: Path) -> None:
        settings = self.console.connection.settings
        title = self.tr("Restoring")
        work = partial(backups.restore_beside, settings, backup, target)

        def note(stores: Stores, _done: bool) -> None:
            stores.audit.record(now(), "backup.restore", str(backup), {"into": str(target)})

        await self.console.connection.run(backups.require)
        if await self._busy(title, lambda: work() or True, note):
            self._list.say(self.tr("Restored into {file}.").format(file=target), "good")

    async def _busy(
        self, title: str, work: Callable[[], T],
        note: Callable[[Stores, T], None] | None = None, file: Path | None = None,
    ) -> T | None:  # fmt: skip
        """None: it could not be done, which is told. ``note``: what the audit log is told of what
        was done, also when he who did it has gone meanwhile. ``file``: grows meanwhile."""
        self._list.say("")
        progress: Progress | None = None
        try:
            await self.console.connection.run(backups.require)
            progress = Progress(self.console.window, title, may_cancel=False)
            progress.show_progress("")
            progress.open()
            database = self.console.connection.of_session()
            with answering():
                doing = asyncio.ensure_future(asyncio.to_thread(work))
                while not doing.done():
                    await asyncio.wait({doing}, timeout=_LOOK_S)
                    if file is not None:
                        size = await asyncio.to_thread(backups.written, file)
                        progress.show_progress(size_word(size))
                done = doing.result()
                if note is not None:
                    await database.run(lambda stores: note(stores, done))
                return done
        except (KnownError, OSError) as error:
            self._list.say(said(error), "bad")
            return None
        finally:
            if progress is not None:
                progress.finish()

    def _line(self, made: Remembered) -> Line:
        where = self.tr("is there") if made.here else self.tr("not to be seen from here")
        size = size_word(made.bytes)
        cells = (moment(made.at), str(made.file), size, made.who, where)
        kind = "good" if made.here else "secondary"
        return Line(made.id, cells, kind, f"{made.file}\n{made.place}")
