"""What is done with many contacts at once: withdrawn, put off, exported. In portions, with a bar
and a button that stops it: what was done until then stays, and is told."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from engine.ports.storage import Stores
from rino_desktop import bootstrap
from rino_desktop.console.contacts.edit_dialog import MomentDialog, ReasonDialog
from rino_desktop.contacts import editing, export
from rino_desktop.contacts.sight import hides_numbers
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.session import SignedOut
from rino_desktop.ui.dialogs import Progress
from rino_desktop.ui.files import target_dialog

#: Contacts of one transaction: engines that want one of them wait for no longer than that.
PORTION = 200
Work = Callable[[Stores, list[int]], int]


class ContactBulk(QObject):
    """``run``: a transaction on the page's own connection."""

    def __init__(self, console: Console, run: Callable[[Callable[[Stores], Any]], Any]) -> None:
        super().__init__(console.window)
        self._console = console
        self._run = run
        self._book = book = console.window.contacts.book
        book.withdraw_wanted.connect(self._ask_reason)
        book.put_off_wanted.connect(self._ask_until)
        book.export_wanted.connect(self._ask_file)

    # --- withdrawn, put off -----------------------------------------------------------------------

    def _ask_reason(self, ids: list[int]) -> None:
        title = self.tr("Withdraw contacts: {n}").format(n=len(ids))
        dialog = ReasonDialog(self._console.window, title, self.tr("Withdraw"))
        who = self._console.user_name()

        def take(reason: str) -> None:
            dialog.accept()
            now = datetime.now(UTC)
            self._console.tasks.start(
                self._do(ids, title, lambda s, some: editing.withdraw(s, some, who, reason, now))
            )

        dialog.wanted.connect(take)
        dialog.open()

    def _ask_until(self, ids: list[int]) -> None:
        title = self.tr("Put contacts off until: {n}").format(n=len(ids))
        dialog = MomentDialog(self._console.window, title, self.tr("Put off"), note=False)

        def take(until: datetime, _note: str) -> None:
            now = datetime.now(UTC)
            if until <= now:
                dialog.refuse(self.tr("That moment is over already."))
                return
            dialog.accept()
            self._console.tasks.start(
                self._do(ids, title, lambda s, some: editing.put_off(s, some, until, now))
            )

        dialog.wanted.connect(take)
        dialog.open()

    async def _do(self, ids: list[int], title: str, work: Work) -> None:
        """A portion after the other; who waits no more, or is being called, is left as he is."""
        progress = Progress(self._console.window, title)
        stopped = asyncio.Event()
        progress.cancelled.connect(stopped.set)
        if len(ids) > PORTION:
            progress.open()
        done = looked_at = 0
        try:
            while looked_at < len(ids) and not stopped.is_set():
                some = ids[looked_at : looked_at + PORTION]
                done += await self._run(partial(_portion, work, some))
                looked_at += len(some)
                progress.show_progress(f"{looked_at} / {len(ids)}", looked_at, len(ids))
        except SignedOut:
            raise  # whose book it is now is told nothing of it
        except BaseException:
            self._tell_done(done, len(ids))  # what has been done stays
            raise
        else:
            self._tell_done(done, len(ids))
        finally:
            progress.finish()

    def _tell_done(self, done: int, n: int) -> None:
        self._tell(self.tr("Done: {done} of {n}.").format(done=done, n=n))

    # --- exported ---------------------------------------------------------------------------------

    def _ask_file(self, ids: list[int]) -> None:
        """Those chosen where several are, else all that were found."""
        wanted = ids if len(ids) > 1 else list(self._book.table.ids)
        dialog = target_dialog(
            self._console.window, self.tr("Export contacts: {n}").format(n=len(wanted)),
            {"xlsx": "XLSX (*.xlsx)", "csv": "CSV (*.csv)"},
        )  # fmt: skip
        dialog.fileSelected.connect(
            lambda name: self._console.tasks.start(self.export(wanted, Path(name)))
        )
        dialog.open()

    async def export(self, ids: list[int], target: Path) -> None:
        """On a connection of its own: the book is leafed through meanwhile."""
        connection, fields = self._console.connection, self._book.table.fields
        hides, who = hides_numbers(self._console.people.user), self._console.user_name()
        progress = Progress(
            self._console.window, self.tr("Export contacts: {n}").format(n=len(ids))
        )
        loop, stopped = asyncio.get_running_loop(), asyncio.Event()
        progress.cancelled.connect(stopped.set)
        progress.open()

        def advance(done: int) -> bool:
            loop.call_soon_threadsafe(
                progress.show_progress, f"{done} / {len(ids)}", done, len(ids)
            )
            return not stopped.is_set()

        now, database = datetime.now(UTC), None
        try:
            database = await asyncio.to_thread(
                bootstrap.open_database, connection.settings, connection.calls.beside
            )
            done = await connection.run_on(
                database,
                lambda s: export.write(
                    s, ids, fields, target, who, now, hides=hides, advance=advance
                ),
            )
        except export.ExportCancelledError:
            self._tell(self.tr("The export was cancelled; nothing was written."))
            return
        finally:
            progress.finish()
            if database is not None:
                await asyncio.to_thread(database.close)
        self._tell(self.tr("Exported {n} contacts to {file}.").format(n=done, file=target))

    def _tell(self, line: str) -> None:
        self._console.window.say_trouble(line)
        self._book.table.refresh()


def _portion(work: Work, some: list[int], stores: Stores) -> int:
    return work(stores, some)
