"""The Reports page: makes what is asked for, on a connection of its own, so that nothing else
waits for a report."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog

from engine.errors import KnownError
from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.reports.model import ReportOptions
from rino_desktop import bootstrap, report_view
from rino_desktop.bootstrap import report_parts
from rino_desktop.contacts.sight import hides_numbers
from rino_desktop.desktop.console_part import Console, ConsolePart
from rino_desktop.desktop.report_designers import ReportDesigners
from rino_desktop.desktop.report_schedules import ReportSchedules
from rino_desktop.file_names import file_name
from rino_desktop.report_files import ReportParts
from rino_desktop.report_view import Cancelled, KindInfo, Viewed
from rino_desktop.texts.errors import said

T = TypeVar("T")
_BREAK_OFF_S = 0.05
#: What is chosen from is read anew so many seconds after the last time.
_FRESH_EVERY = 5
_KNOWN = (KnownError, StorageUnavailable)


class _Work:
    """A report that is being made. ``unwanted``: nobody waits for it any more; ``running``: its
    transaction is the one under way."""

    def __init__(self, parts: ReportParts) -> None:
        self.parts = parts
        self.unwanted, self.running = threading.Event(), threading.Event()


class Reports(ConsolePart):
    page = "reports"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._page = page = console.window.reports
        self._database: Database | None = None
        self._opening = asyncio.Lock()
        self._work: _Work | None = None
        self._making: asyncio.Task[None] | None = None
        self._seconds = 0
        self.schedules = ReportSchedules(console, self.run, lambda: self.parts)
        self.designers = ReportDesigners(console, self.run, lambda: self.parts)
        page.schedule_wanted.connect(self._ask_schedule)
        page.tabs.currentChanged.connect(lambda _: console.tasks.start(self._refresh_tab()))
        page.filters.wanted.connect(self._make)
        page.filters.cancelled.connect(self._cancel)
        page.export_wanted.connect(self._ask_file)
        page.kinds.chosen.connect(lambda _: self._cancel())
        page.pane.call_wanted.connect(lambda attempt: console.tasks.start(self._open(attempt)))

    @property
    def parts(self) -> ReportParts:
        return report_parts(self.console.connection.settings)

    async def database(self) -> Database:
        """The page's own connection. StorageUnavailable."""
        async with self._opening:
            if self._database is None:
                connection = self.console.connection
                self._database = await asyncio.to_thread(
                    bootstrap.open_database, connection.settings, connection.calls.beside
                )
            return self._database

    async def run(self, work: Callable[[Stores], T]) -> T:
        return await self.console.connection.run_on(await self.database(), work)

    async def refresh(self) -> None:
        if not self.in_view:
            self._seconds = 0
            return
        self._seconds += 1
        if self._seconds % _FRESH_EVERY != 1 or self._making is not None:
            return
        await self._refresh_tab()

    async def _refresh_tab(self) -> None:
        if not self.in_view:
            return
        await (self.read_choices, self.schedules.refresh, self.designers.refresh)[
            self._page.tabs.currentIndex()
        ]()

    async def read_choices(self) -> None:
        parts = self.parts
        kinds, known = await self.run(
            lambda stores: (report_view.catalogue(stores, parts), report_view.choices(stores))
        )
        self._page.filters.show_choices(known)
        self._page.show_kinds(kinds)

    def speak(self, language: str) -> None:
        self._seconds = 0

    async def leave(self) -> None:
        self._cancel()
        self._page.show_report(None)
        self._page.schedules.show_schedules(())
        self._page.forms.show_forms(())
        self._seconds = 0
        database, self._database = self._database, None
        if database is not None:
            await asyncio.to_thread(database.close)

    # --- making -----------------------------------------------------------------------------------

    def asked(self) -> tuple[KindInfo, ReportOptions] | None:
        """What was filled in; None when something is wrong with it, which is said there."""
        filters = self._page.filters
        info = filters.info
        if info is None:
            return None
        try:
            options = report_view.options_of(
                info, filters.filters(), filters.own_values(),
                mask=hides_numbers(self.console.people.user),
            )  # fmt: skip
        except KnownError as error:
            filters.say_fault(said(error))
            return None
        filters.say_fault("")
        return info, options

    def _make(self) -> None:
        asked = self.asked()
        if asked is None:
            return
        self._cancel()
        work = self._work = _Work(self.parts)
        self._making = self.console.tasks.start(self._read(*asked, work))

    async def _read(self, info: KindInfo, options: ReportOptions, work: "_Work") -> None:
        now, parts, loop = datetime.now(UTC), work.parts, asyncio.get_running_loop()
        unwanted = work.unwanted
        filters = self._page.filters
        filters.say_progress(self.tr("Making the report…"), busy=True)

        def tell(rows: int) -> None:
            if not unwanted.is_set():
                filters.say_progress(self.tr("Rows read: {n}").format(n=rows), busy=True)

        def goes_on(rows: int) -> bool:
            if rows:
                loop.call_soon_threadsafe(tell, rows)
            return not unwanted.is_set()

        def read(stores: Stores) -> Viewed | None:
            if unwanted.is_set():
                return None
            work.running.set()
            try:
                return report_view.read(stores, info.name, options, parts, now, goes_on)
            except Cancelled:
                return None
            finally:
                work.running.clear()

        try:
            report = await self.run(read)
        except _KNOWN as error:
            if not unwanted.is_set():
                self._making = None
                filters.say_progress("", busy=False)
                filters.say_fault(said(error))
            return
        except BaseException:
            if not unwanted.is_set():
                self._making = None
                filters.say_progress("", busy=False)
            raise
        if report is not None and not unwanted.is_set():
            self._making = None
            filters.say_progress("", busy=False)
            self._page.show_report(report)

    def _cancel(self) -> None:
        """What it has read is thrown away, and its statement is broken off."""
        work, self._work = self._work, None
        if self._making is None or work is None:
            return
        work.unwanted.set()
        self._making = None
        self.console.tasks.start(self._break_off(work))
        self._page.filters.say_progress(self.tr("Cancelled."), busy=False)

    async def _break_off(self, work: "_Work") -> None:
        """Again and again: between two statements there is nothing to break off, and the next one
        may take long. A template that is being rendered ends by its own limit."""
        while work.running.is_set() and self._database is not None:
            self._database.cancel(work.running.is_set)
            work.parts.queries.cancel()
            await asyncio.sleep(_BREAK_OFF_S)

    def _ask_schedule(self) -> None:
        filters = self._page.filters
        if filters.info is not None:
            looked_at = (filters.info.name, filters.filters(), filters.own_values())
            self.console.tasks.start(self.schedules.ask(None, looked_at))

    # --- what comes of it -------------------------------------------------------------------------

    def _ask_file(self, kind: str) -> None:
        asked = self.asked()
        if asked is None:
            return
        info, options = asked
        dialog = QFileDialog(self.console.window, self.tr("Export the report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.setNameFilter(f"{kind.upper()} (*.{kind})")
        dialog.selectFile(_file_name(info.title, options.filter.campaigns, kind))
        dialog.fileSelected.connect(
            lambda name: self.console.tasks.start(self.export(info, options, kind, Path(name)))
        )
        dialog.open()

    async def export(
        self, info: KindInfo, options: ReportOptions, file_format: str, target: Path
    ) -> None:
        """Into a file, and into the audit log who took it."""
        now, parts, filters = datetime.now(UTC), self.parts, self._page.filters
        filters.say_progress(self.tr("Writing the file…"), busy=False)
        try:
            await self.run(
                lambda stores: report_view.export(
                    stores, info.name, options, file_format, target, parts, now
                )
            )
        except _KNOWN as error:
            filters.say_progress("", busy=False)
            filters.say_fault(said(error))
            return
        filters.say_progress(self.tr("Written: {file}.").format(file=target), busy=False)

    async def _open(self, attempt_id: int) -> None:
        contact = await self.run(lambda stores: report_view.contact_of(stores, attempt_id))
        if contact is None:
            self._page.filters.say_fault(self.tr("This call is kept no more."))
            return
        self.console.window.call_wanted.emit(contact, attempt_id)


def _file_name(title: str, campaigns: Sequence[str], kind: str) -> str:
    """What a report of today is kept as: another campaign's does not overwrite it."""
    of = campaigns[0] if len(campaigns) == 1 else ""
    name = " ".join(
        part for part in (title, of, f"{datetime.now(UTC).astimezone():%Y-%m-%d}") if part
    )
    return file_name(name, f".{kind}")
