"""Questions and changes that a panel gives to its desk: never blocking, none lost.

A desk is what stands between a panel and the database; it raises KnownError for what is not
allowed, and StorageUnavailable while the database is away.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui.tasks import Tasks

T = TypeVar("T")
#: What an error says to the user.
Words = Callable[[Exception], str]
#: Is told of a bug.
Failed = Callable[[BaseException], None]
#: Between two tries while the database is away; seconds.
FIRST_PAUSE_S, LAST_PAUSE_S = 1.0, 15.0


def to_the_loop(error: BaseException) -> None:
    """Where nobody else is told: the event loop reports it as a bug."""
    raise error


class _Work(QObject):
    #: What is in the way, in words; "" when it has gone.
    trouble = Signal(str)

    def __init__(self, parent: QObject, words: Words, failed: Failed) -> None:
        super().__init__(parent)
        self.words = words
        self._tasks = Tasks(failed)
        self._busy = False
        self._new = asyncio.Event()
        self._told = ""
        # Python's part may outlive the widget's.
        parent.destroyed.connect(self._tasks.cancel)

    async def close(self) -> None:
        """What goes on is broken off."""
        await self._tasks.end()

    def _begin(self) -> None:
        self._new.set()
        if not self._busy:
            self._busy = self._tasks.start(self._work()) is not None

    async def _work(self) -> None:
        try:
            await self._all()
        except Exception:  # a bug: it is told, and the rest goes on
            self._busy = False
            if self._left:
                self._begin()
            raise
        except asyncio.CancelledError:
            self._busy = False
            raise
        self._busy = False

    @property
    def _left(self) -> bool:
        """Something is still to be done."""
        raise NotImplementedError

    async def _all(self) -> None:
        raise NotImplementedError

    async def _rest(self, pause: float) -> float:
        """Until the next try, or until somebody wants something new; how long the next one is."""
        self._new.clear()
        try:
            async with asyncio.timeout(pause):
                await self._new.wait()
        except TimeoutError:
            return min(2 * pause, LAST_PAUSE_S)
        return FIRST_PAUSE_S

    def _tell(self, text: str) -> None:
        if text != self._told:
            self._told = text
            self.trouble.emit(text)


class Asking(_Work):
    """Of several questions the latest counts: answers to older ones are dropped, and of those that
    have not been asked yet only the last one is. While the database is away, it is asked again."""

    def __init__(self, parent: QObject, words: Words, failed: Failed) -> None:
        super().__init__(parent, words, failed)
        self._wanted: tuple[Callable[[], Awaitable[Any]], Callable[[Any], None]] | None = None

    @property
    def busy(self) -> bool:
        return self._busy

    def ask(self, question: Callable[[], Awaitable[T]], show: Callable[[T], None]) -> None:
        self._wanted = (question, show)
        self._begin()

    @property
    def _left(self) -> bool:
        return self._wanted is not None

    async def _all(self) -> None:
        pause = FIRST_PAUSE_S
        while self._wanted is not None:
            asked, self._wanted = self._wanted, None
            try:
                answer = await asked[0]()
            except KnownError as error:
                self._tell(self.words(error))
            except StorageUnavailable as error:
                self._tell(self.words(error))
                self._wanted = self._wanted or asked
                pause = await self._rest(pause)
            else:
                pause = FIRST_PAUSE_S
                self._tell("")
                if self._wanted is None:
                    asked[1](answer)


class Doing(_Work):
    """Changes, one after the other, in their order. While the database is away they wait, and are
    repeated: a change must be one that can be done twice. What is refused is given back."""

    #: How many are not done yet.
    waiting_changed = Signal(int)

    def __init__(self, parent: QObject, words: Words, failed: Failed) -> None:
        super().__init__(parent, words, failed)
        self._changes: deque[
            tuple[Callable[[], Awaitable[Any]], Callable[[Any], None], Callable[[KnownError], None]]
        ] = deque()

    @property
    def waiting(self) -> int:
        return len(self._changes)

    def do(
        self,
        change: Callable[[], Awaitable[T]],
        done: Callable[[T], None],
        refused: Callable[[KnownError], None],
    ) -> None:
        self._changes.append((change, done, refused))
        self.waiting_changed.emit(self.waiting)
        self._begin()

    @property
    def _left(self) -> bool:
        return bool(self._changes)

    async def _all(self) -> None:
        pause = FIRST_PAUSE_S
        while self._changes:
            change, done, refused = self._changes[0]
            try:
                answer = await change()
            except StorageUnavailable as error:
                self._tell(self.words(error))
                pause = await self._rest(pause)
                continue
            except KnownError as error:
                self._over()
                refused(error)
            except BaseException:  # a bug: it is told, and the next one is tried
                self._over()
                raise
            else:
                pause = FIRST_PAUSE_S
                self._over()
                done(answer)

    def _over(self) -> None:
        self._tell("")
        self._changes.popleft()
        self.waiting_changed.emit(self.waiting)
