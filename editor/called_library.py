"""Schemes that the one at hand calls, kept in memory: whoever judges, tests or plays it asks from
any thread and does not wait."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from editor.desk import Called, SchemeDesk
from editor.document import SchemeDocument
from editor.told_tasks import told_tasks
from engine.ports.schemes import EDITOR_REFRESH_S
from engine.ports.storage import StorageUnavailable
from engine.scheme.library import Absence
from engine.scheme.model import Scheme


class CalledLibrary(QObject):
    """An ``ExplainingLibrary`` of what is published. It looks again from ``start`` on, until
    ``stop``, and at once when it is asked for a name that it has not looked for."""

    #: It has other schemes than before.
    changed = Signal()
    #: What cannot be read, in words.
    failed = Signal(str)
    _unread = Signal()

    def __init__(self, document: SchemeDocument, desk: SchemeDesk) -> None:
        super().__init__(document)
        self._document = document
        self._desk = desk
        self._called = Called()
        self._told = ""
        self._tasks = told_tasks(self, desk, self._tell)
        self._looking = self._again = False
        self._often = QTimer(self)
        self._often.setInterval(int(EDITOR_REFRESH_S * 1000))
        self._often.timeout.connect(self.look)
        # Whoever asks has his answer first, and may be in another thread.
        self._unread.connect(self.look, Qt.ConnectionType.QueuedConnection)
        document.use_library(self)

    def __call__(self, name: str) -> Scheme | None:
        return self._called.published.get(name.casefold())

    def absence(self, name: str) -> Absence:
        key = name.casefold()
        if key in self._called.drafts:
            return Absence.DRAFT
        if key in self._called.missing:
            return Absence.MISSING
        self._unread.emit()
        return Absence.UNREAD

    def wanted(self) -> frozenset[str]:
        """Names that blocks of the scheme mention."""
        document = self._document
        return frozenset(
            reference.text.casefold()
            for key in document.content.nodes
            for reference in document.facts.of(key).references
            if reference.role == "scheme" and reference.text
        )

    def start(self) -> None:
        self._often.start()
        self.look()

    def stop(self) -> None:
        self._often.stop()
        self._tasks.cancel()

    def look(self) -> None:
        """See what is published by now. Without the database what was known stays known."""
        if self._looking:
            self._again = True
        elif self.wanted():
            self._looking = True
            if self._tasks.start(self._look()) is None:
                self._looking = False

    async def refresh(self) -> None:
        """The same, at once: KnownError or StorageUnavailable."""
        wanted = self.wanted()
        if wanted:
            self._take(await self._desk.called(wanted))

    async def _look(self) -> None:
        try:
            await self.refresh()
        except StorageUnavailable:
            return  # the window says so; it is looked for again
        finally:
            self._looking = False
        if self._again:
            self._again = False
            self.look()

    def _take(self, called: Called) -> None:
        self._told = ""
        before, self._called = self._called, called
        same = (
            before.drafts == called.drafts
            and before.missing == called.missing
            and before.published.keys() == called.published.keys()
            and all(before.published[key] is each for key, each in called.published.items())
        )
        if not same:
            self._document.library_changed()
            self.changed.emit()

    def _tell(self, words: str) -> None:
        """Once, however often it is looked for."""
        if words != self._told:
            self._told = words
            self.failed.emit(words)
