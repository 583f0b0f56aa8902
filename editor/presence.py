"""Who has a scheme open: told again and again while it is open here, and asked of the others."""

import contextlib

from PySide6.QtCore import QObject, QTimer, Signal

from editor.desk import SchemeDesk
from editor.told_tasks import told_tasks
from engine.errors import KnownError
from engine.ports.schemes import EDITOR_REFRESH_S, OpenEditor
from engine.ports.storage import StorageUnavailable


class Presence(QObject):
    #: Who else has the scheme open: list of OpenEditor.
    others_changed = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: SchemeDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        #: As the scheme is called now; "" while none is open.
        self.name = ""
        self._others: list[OpenEditor] = []
        self._tasks = told_tasks(self, desk, self.failed.emit)
        self._timer = QTimer(self)
        self._timer.setInterval(int(EDITOR_REFRESH_S * 1000))
        self._timer.timeout.connect(lambda: self._tasks.start(self.tell()))

    def begin(self, name: str) -> None:
        self.name = name
        self._timer.start()
        self._tasks.start(self.tell())

    async def tell(self) -> None:
        try:
            others = await self._desk.keep_open(self.name)
        except (KnownError, StorageUnavailable):
            return
        if others != self._others:
            self._others = others
            self.others_changed.emit(others)

    def pause(self) -> None:
        self._timer.stop()

    async def end(self) -> None:
        """Where the database does not hear it, it goes stale by itself."""
        with contextlib.suppress(KnownError, StorageUnavailable):
            await self._desk.close_open(self.name)
        self._tasks.cancel()
