"""When busy operators will be free: talks and wrap-ups, learnt as they go."""

from collections.abc import Iterable
from math import log

from engine.dialer.pace import SECOND
from engine.dialer.pacing.durations import Durations
from engine.dialer.pacing.model import Stage

#: Assumed at first: longer than most, since an operator who is expected too early drops calls.
_TALK_S = 90.0
_WRAP_UP_S = 15.0
_PRIOR = 8.0
#: Calls that are remembered: so many, and for each operator so many more.
_MEMORY = 400.0
_MEMORY_EACH = 10.0
#: How many lengths stand for all wrap-ups.
_WRAP_UPS = 4
#: Shares of finished calls after which the operator takes the next one.
_RETURN_MEMORY = 50.0
_SHORT_S = 2.0
#: Operators who have been in a stage for about as long are taken together: 4 s apart for two
#: minutes, then 20 s.
_LAST_S = 720
_INDEX = [second // 4 if second < 120 else 24 + second // 20 for second in range(_LAST_S + 1)]
_AGES = [4.0 * index + 2.0 if index < 30 else 20.0 * (index - 24) + 10.0
         for index in range(_INDEX[-1] + 1)]  # fmt: skip


class Handling:
    """``grace_s``: how long a person may wait for the operator."""

    def __init__(self, grace_s: float) -> None:
        self.talk = Durations(_TALK_S, _PRIOR)
        self.wrap_up = Durations(_WRAP_UP_S, _PRIOR)
        #: Of those who are done: who took the next call.
        self.returns = [0.95 * _RETURN_MEMORY, _RETURN_MEMORY]
        self.grace_s = grace_s
        self._spans: list[float] = []
        self._wrap_ups = [0.0]
        #: How much of each span is left for the talk before each of the wrap-ups.
        self._talks: list[float] = []
        self._back = 1.0
        #: Chances worked out since the last refresh.
        self._stays: dict[int, list[float]] = {}

    @property
    def mean_s(self) -> float:
        """Talk and wrap-up."""
        return self.talk.mean_s + self.wrap_up.mean_s

    def learn(self, before: Stage, after: Stage, lasted_s: float, operators: int) -> None:
        """One of so many operators went from one stage of a call to what comes after it."""
        memory = _MEMORY + _MEMORY_EACH * operators
        if before is Stage.TALKING:
            self.talk.learn(lasted_s, memory)
            if after is not Stage.WRAP_UP:
                self.wrap_up.learn(0.0, memory)
        elif before is Stage.WRAP_UP:
            self.wrap_up.learn(lasted_s, memory)
        if after in (Stage.FREE, Stage.AWAY):
            keep = 1.0 - 1.0 / _RETURN_MEMORY
            self.returns[0] = self.returns[0] * keep + (1.0 if after is Stage.FREE else 0.0)
            self.returns[1] = self.returns[1] * keep + 1.0

    def lists(self) -> list[tuple[str, list[float]]]:
        """What was learnt, to be kept or changed (then tell ``mixed``); takes effect with
        ``refresh``."""
        return [
            ("talk_ends", self.talk.ends), ("talk_seconds", self.talk.exposure),
            ("wrap_up_ends", self.wrap_up.ends), ("wrap_up_seconds", self.wrap_up.exposure),
            ("returns", self.returns),
        ]  # fmt: skip

    def mixed(self) -> None:
        """The lists were changed."""
        self.talk.mixed()
        self.wrap_up.mixed()

    def refresh(self, moments: list[int], own: list[tuple[Stage, float]]) -> None:
        """``moments``: the seconds ahead that matter; ``own``: calls that are being handled, by
        stage and the time in it."""
        self.talk.refresh([lasted for stage, lasted in own if stage is Stage.TALKING])
        self.wrap_up.refresh([lasted for stage, lasted in own if stage is Stage.WRAP_UP])
        self._spans = [moment + self.grace_s for moment in moments]
        self._back = self.returns[0] / self.returns[1]
        lengths = [self.wrap_up.after(-log(1.0 - (number + 0.5) / _WRAP_UPS))
                   for number in range(_WRAP_UPS)]  # fmt: skip
        # Who has no wrap-up, or a short one, needs no four of them.
        self._wrap_ups = lengths if lengths[-1] > _SHORT_S else [sum(lengths) / _WRAP_UPS]
        self._talks = [span - wrap_up for span in self._spans for wrap_up in self._wrap_ups]
        self._stays = {}

    def busy(self, stages: Iterable[tuple[Stage, int]], at: int) -> list[tuple[int, list[float]]]:
        """Busy operators who have been so for as long, and their chances of still being so at
        each of the moments."""
        #: Wrap-ups by numbers below zero.
        counts: dict[int, int] = {}
        free, wrap_up = Stage.FREE, Stage.WRAP_UP
        for stage, since in stages:
            if stage is not free:
                lasted = (at - since) // SECOND
                age = _INDEX[lasted if 0 <= lasted < _LAST_S else 0 if lasted < 0 else _LAST_S]
                key = ~age if stage is wrap_up else age
                counts[key] = counts.get(key, 0) + 1
        stays = self._stays
        groups = []
        for key, count in counts.items():
            chances = stays.get(key)
            if chances is None:
                chances = stays[key] = self._chances(key)
            groups.append((count, chances))
        return groups

    def _chances(self, key: int) -> list[float]:
        if key < 0:
            ends = self.wrap_up.ends_within(_AGES[~key], self._spans)
            return [1.0 - self._back * end for end in ends]
        each = len(self._wrap_ups)
        share = self._back / each
        ends = self.talk.ends_within(_AGES[key], self._talks)
        if each == 1:
            return [1.0 - share * end for end in ends]
        return [
            1.0 - share * sum(ends[first : first + each]) for first in range(0, len(ends), each)
        ]
