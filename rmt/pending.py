"""What was asked of the engines and is not answered yet. Each gets an end: an answer, or time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.routing.rules import Refusal

#: So long an engine has, as it has itself for its database (docs/routing.md).
PATIENCE_S = 5.0
#: Of a call that is ordered: an engine looks for a line, too, and rings the operator first.
DIAL_S = 12.0
#: Whoever is rung for what he has ordered is told what came of the order, even after longer.
RUNG_S = 60.0
#: A consult is answered when the colleague does, or cannot be had: he may be waited for up to ten
#: minutes (``Queue.direct_s``).
CONSULT_S = 900.0
NOT_CONFIRMED = "not_confirmed"


@dataclass(frozen=True, slots=True)
class Asked:
    """``what``: a wish's class or the word of an order. Moments: Unix seconds. ``patience_s``: so
    long an answer is waited for."""

    key: str
    what: str
    since: float
    detail: Mapping[str, str] = field(default_factory=dict)
    patience_s: float = PATIENCE_S
    #: That no answer comes is not worth a word: something else has told already.
    quiet: bool = False

    @property
    def until(self) -> float:
        return self.since + self.patience_s

    def left_s(self, now: float) -> float:
        return max(0.0, self.until - now)


class Pending:
    def __init__(self) -> None:
        self._asked: dict[str, Asked] = {}

    def add(self, asked: Asked) -> None:
        """A newer one of the same kind takes its place: the older one's answer matters no more."""
        for key, each in list(self._asked.items()):
            if each.what == asked.what:
                del self._asked[key]
        self._asked[asked.key] = asked

    def of(self, *what: str) -> Asked | None:
        return next((each for each in self._asked.values() if each.what in what), None)

    def hush(self, *what: str) -> None:
        """It is being done, as is seen; only a refusal matters still."""
        for key, each in list(self._asked.items()):
            if each.what in what:
                self._asked[key] = replace(each, quiet=True, patience_s=RUNG_S)

    def waits(self, *what: str) -> bool:
        """Nothing has told yet whether it is done."""
        return any(each.what in what and not each.quiet for each in self._asked.values())

    def has(self, key: str) -> bool:
        return key in self._asked

    def drop(self, *what: str) -> None:
        for key, each in list(self._asked.items()):
            if each.what in what:
                del self._asked[key]

    def clear(self) -> None:
        self._asked.clear()

    def answered(
        self, key: str, answer: Mapping[str, object]
    ) -> tuple[Asked | None, Refusal | None]:
        """What was asked (None: nobody waits for it any more), and why it was refused."""
        asked = self._asked.pop(key, None)
        code = answer.get("code")
        if asked is None or not code:
            return asked, None
        values = {name: str(value) for name, value in answer.items() if name != "code"}
        return asked, Refusal(str(code), values)

    def expired(self, now: float) -> list[Asked]:
        """Those that nobody has answered in time, and should have; they are forgotten."""
        over = [each for each in self._asked.values() if now >= each.until]
        for each in over:
            del self._asked[each.key]
        return [each for each in over if not each.quiet]

    @property
    def next_tick(self) -> float | None:
        return min((each.until for each in self._asked.values()), default=None)
