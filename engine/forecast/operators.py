"""The operators of a forecast: they come with their shift, take the call of whoever has waited
longest, talk, write, and go home when their shift is over and their call is done."""

from collections import deque
from collections.abc import Callable

from engine.dialer.pacing.model import Stage
from engine.forecast.outcome import Tally


class Operators:
    """``tell(operator, stage)`` hears of every change. Numbers count from 1."""

    def __init__(self, count: int, tally: Tally, tell: Callable[[int, Stage], None]) -> None:
        self._tally = tally
        self._tell = tell
        self._stages: dict[int, tuple[Stage, int]] = {}
        self.free: deque[int] = deque()
        self.count = count
        self.on_shift = False

    @property
    def busy(self) -> int:
        """Those who talk or write."""
        return len(self._stages) - len(self.free)

    def come(self, at: int) -> None:
        self.on_shift = True
        for number in range(1, self.count + 1):
            if number not in self._stages:
                self._stages[number] = Stage.FREE, at
                self.free.append(number)
                self._tell(number, Stage.FREE)

    def go(self, at: int) -> None:
        """Whoever is busy goes when he is done."""
        self.on_shift = False
        while self.free:
            self._leave(self.free.popleft(), at)

    def take(self, at: int, *, told: bool = False) -> int | None:
        """The one who has been free longest, busy from now on; None: nobody is free. ``told``:
        whoever listens hears of it in another way."""
        if not self.free:
            return None
        number = self.free.popleft()
        self._change(number, Stage.TALKING, at, tell=not told)
        return number

    def write(self, number: int, at: int) -> None:
        """His talk is over, its wrap-up begins."""
        self._change(number, Stage.WRAP_UP, at)

    def done(self, number: int, at: int) -> bool:
        """True: he is free again; False: he has gone home."""
        if not self.on_shift:
            self._leave(number, at)
            return False
        self._change(number, Stage.FREE, at)
        self.free.append(number)
        return True

    def account(self, at: int) -> None:
        """Count the time until now."""
        for number, (stage, since) in self._stages.items():
            self._count(stage, since, at)
            self._stages[number] = stage, at

    def _leave(self, number: int, at: int) -> None:
        stage, since = self._stages.pop(number)
        self._count(stage, since, at)
        self._tell(number, Stage.AWAY)

    def _change(self, number: int, stage: Stage, at: int, *, tell: bool = True) -> None:
        before, since = self._stages[number]
        self._count(before, since, at)
        self._stages[number] = stage, at
        if tell:
            self._tell(number, stage)

    def _count(self, stage: Stage, since: int, at: int) -> None:
        self._tally.lasted("present_s", since, at)
        if stage is not Stage.FREE:
            self._tally.lasted("busy_s", since, at)
