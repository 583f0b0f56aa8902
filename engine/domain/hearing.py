"""Who hears whom among calls: talks, and supervisors who listen to them, whisper or join in."""

from collections.abc import Iterable
from enum import StrEnum


class SuperviseMode(StrEnum):
    LISTEN = "listen"  # nobody hears him
    WHISPER = "whisper"  # he whom he watches hears him
    JOIN = "join"  # everybody hears him


class Hearing:
    """A call is in one talk at most, or supervises another one, or neither.

    A talk is two calls or more that hear each other; it dissolves when one is left. A supervisor
    follows the call that he watches from talk to talk, and watches until he is put into a talk,
    parted, or one of the two calls ends.
    """

    def __init__(self) -> None:
        self._talks: dict[str, set[str]] = {}
        self._watches: dict[str, tuple[str, SuperviseMode]] = {}

    def confer(self, calls: Iterable[str]) -> None:
        """These hear each other from now on, and nobody else. Fewer than two: nothing changes."""
        talk = set(calls)
        if len(talk) < 2:
            return
        for call in talk:
            self.part(call)
        for call in talk:
            self._talks[call] = talk

    def part(self, call: str) -> None:
        """The call leaves its talk, or watches no more. Who watches it goes on hearing it."""
        self._watches.pop(call, None)
        talk = self._talks.pop(call, None)
        if talk is None:
            return
        talk.discard(call)
        if len(talk) == 1:
            del self._talks[talk.pop()]

    def supervise(self, listener: str, target: str, mode: SuperviseMode) -> None:
        if listener != target:
            self.part(listener)
            self._watches[listener] = (target, mode)

    def forget(self, call: str) -> None:
        """The call is over."""
        self.part(call)
        for listener in [who for who, (target, _) in self._watches.items() if target == call]:
            del self._watches[listener]

    def knows(self, call: str) -> bool:
        """Whether it takes part in anything."""
        watched = (target for target, _mode in self._watches.values())
        return call in self._talks or call in self._watches or call in watched

    def talk_of(self, call: str) -> frozenset[str]:
        """Those who are in one talk with it, itself left out."""
        return frozenset(self._talks.get(call, ())) - {call}

    def prompts(self) -> dict[str, frozenset[str]]:
        """Supervisor → the calls whose prompts he hears besides: what is played to somebody is
        part of what goes on, and only he hears it who is played to."""
        return {
            listener: self.talk_of(target) | {target}
            for listener, (target, _mode) in self._watches.items()
        }

    def voices(self) -> dict[str, frozenset[str]]:
        """Call → the calls that it hears; those that hear nobody are left out."""
        heard = {call: set(talk) for call, talk in self._talks.items()}
        joined: dict[frozenset[str], list[str]] = {}
        for listener, (target, mode) in self._watches.items():
            talk = self.talk_of(target) | {target}
            heard.setdefault(listener, set()).update(talk)
            if mode is SuperviseMode.WHISPER:
                heard.setdefault(target, set()).add(listener)
            elif mode is SuperviseMode.JOIN:
                joined.setdefault(talk, []).append(listener)
                for call in talk:
                    heard.setdefault(call, set()).add(listener)
        for listener, (target, _mode) in self._watches.items():
            # Whoever joins is part of the talk for all who hear it.
            heard[listener].update(joined.get(self.talk_of(target) | {target}, ()))
        return {call: frozenset(who - {call}) for call, who in heard.items() if who - {call}}
