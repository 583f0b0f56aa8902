"""What stands behind the audit log in the settings: reads its pages, writes it into a file."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject

from engine.ports.audit import AuditFilter
from rino_desktop import audit
from rino_desktop.console.audit_section import AuditSearch
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow

PAGE = 50


class AuditDesk(QObject):
    def __init__(
        self, window: MainWindow, connection: Connection, tasks: Tasks, user: Callable[[], str]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._connection = connection
        self._user = user
        self._section = section = window.settings.audit
        self._search = AuditSearch()
        #: The number after which the page that is shown begins; None: the newest ones.
        self._before: int | None = None
        self._last: int | None = None
        section.search_wanted.connect(lambda wanted: tasks.start(self._find(wanted)))
        section.newest_wanted.connect(lambda: tasks.start(self._turn(None)))
        section.older_wanted.connect(lambda: tasks.start(self._turn(self._last)))
        section.export_wanted.connect(lambda file: tasks.start(self._export(Path(file))))

    async def show(self) -> None:
        """Read the page anew while it is looked at. StorageUnavailable, KnownError."""
        if self._section.isVisible():
            await self._read()

    def forget(self) -> None:
        """Another database: nothing of this one stays."""
        self._before = self._last = None
        self._section.show_page((), newest=True, more=False)

    async def _find(self, wanted: AuditSearch) -> None:
        self._search, self._before = wanted, None
        await self._read()

    async def _turn(self, before: int | None) -> None:
        self._before = before
        await self._read()

    async def _read(self) -> None:
        wanted, before = self._filter(), self._before
        found = await self._connection.run(lambda s: s.audit.entries(wanted, PAGE + 1, before))
        if before != self._before:
            return  # turned meanwhile
        page = tuple(found[:PAGE])
        self._last = page[-1].id if page else before
        self._section.show_page(page, newest=before is None, more=len(found) > PAGE)

    def _filter(self) -> AuditFilter:
        typed = self._search
        since = datetime.now(UTC) - timedelta(days=typed.days) if typed.days else None
        return AuditFilter(typed.who, typed.action, typed.subject, since=since)

    async def _export(self, target: Path) -> None:
        wanted, who, now = self._filter(), self._user(), datetime.now(UTC)
        text = await self._connection.run(
            lambda stores: audit.as_csv(stores, wanted, who, now, target.name)
        )
        await in_thread(target.write_text, text, encoding="utf-8-sig", newline="")
        self._window.say_trouble(self.tr("Written: {file}").format(file=target.name))
