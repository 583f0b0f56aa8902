"""The real database behind a line that breaks: before the work, or after it was committed."""

import random
from collections.abc import Callable
from typing import TypeVar

from engine.ports.storage import WAKE_UP, Database, StorageUnavailable, Stores

T = TypeVar("T")


class Weather:
    """Of all connections of one engine."""

    def __init__(self, seed: int = 0) -> None:
        #: Nothing gets through.
        self.down = False
        #: How often what was sent is committed and its answer lost, 0…1; the next so many
        #: commits in any case.
        self.lost_answers = 0.0
        self.lose_next = 0
        self.losses = 0
        #: The next so many transactions do not get through.
        self.refuse_next = 0
        self._random = random.Random(seed)

    def opener(self, open_database: Callable[[], Database]) -> Callable[[], Database]:
        return lambda: ShakyDatabase(open_database(), self)

    def before(self) -> None:
        if self.down or self.refuse_next:
            self.refuse_next = max(0, self.refuse_next - 1)
            self.losses += 1
            raise StorageUnavailable("no route to host")

    def after(self) -> None:
        if self.down or self.lose_next or self._random.random() < self.lost_answers:
            self.lose_next = max(0, self.lose_next - 1)
            self.losses += 1
            raise StorageUnavailable("the answer to the commit was lost")


class ShakyDatabase:
    def __init__(self, real: Database, weather: Weather) -> None:
        self._real = real
        self._weather = weather

    def transact(self, work: Callable[[Stores], T]) -> T:
        self._weather.before()
        result = self._real.transact(work)
        self._weather.after()
        return result

    async def run(self, work: Callable[[Stores], T]) -> T:
        self._weather.before()
        result = await self._real.run(work)
        self._weather.after()
        return result

    def cancel(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Nothing here takes long."""

    def listen(self, on_change: Callable[[], None], event: str = WAKE_UP) -> None:
        self._real.listen(on_change, event)

    def close(self) -> None:
        self._real.close()
