"""A promised call is taken first, so that nobody else calls too; then it is dialled, if whoever
pressed the button still expects that."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.domain.callbacks import Callback
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tasks import Tasks
from rmt.callbacks.desk import Act, CallbacksDesk, Wish
from rmt.desk_work import Failed, Words

#: Later than so many seconds nobody expects that call any more.
EXPECTED_S = 5.0


class Dialling(Translated, QObject):
    """``made(callback, act)``: a wish. ``wanted``: dial it now; ``refused``: an error; ``asked``:
    (what is in the way, the button's words) for what ``all_the_same`` dials; ``looked``: it is
    another's, or is one's own now."""

    wanted = Signal(object)
    refused = Signal(object)
    asked = Signal(str, str)
    looked = Signal()

    def __init__(
        self, parent: QWidget, desk: CallbacksDesk, words: Words, failed: Failed,
        made: Callable[[Callback, Act], Wish],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._words, self._made = desk, words, made
        self._tasks = Tasks(failed)
        parent.destroyed.connect(self._tasks.cancel)
        self._anyway: Callback | None = None

    def retranslate(self) -> None:
        """It says each thing once."""

    def begin(self, callback: Callback) -> None:
        self._tasks.start(self._take(callback))

    def all_the_same(self) -> Callback | None:
        """Whom it asked about; once."""
        callback, self._anyway = self._anyway, None
        return callback

    async def close(self) -> None:
        await self._tasks.end()

    async def _take(self, callback: Callback) -> None:
        began = time.monotonic()
        try:
            taken = await self._desk.change(self._made(callback, Act.TAKE))
        except StorageUnavailable as error:
            # Never repeated later by itself: nobody would expect that call.
            self._ask(callback, self._words(error))
        except KnownError as error:
            self.refused.emit(error)
            self.looked.emit()
        else:
            self.looked.emit()
            if time.monotonic() - began > EXPECTED_S:
                self._ask(taken, self.tr("The database took its time: nobody was dialled yet."))
            else:
                self.asked.emit("", "")
                self.wanted.emit(taken)

    def _ask(self, callback: Callback, text: str) -> None:
        self._anyway = callback
        self.asked.emit(text, self.tr("Dial all the same"))
