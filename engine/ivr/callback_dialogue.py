"""How a subscriber is asked when to be called again: the handler of the node type ``callback``.

Day and time come from an expression, from a choice, or by keys. They must lie ahead and within the
legal hours of every zone that the subscriber may be in; otherwise the nearest allowed moment is
offered. What is promised is what was read back to him.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from engine.domain.calling_hours import calling_hours
from engine.domain.disposition import Disposition
from engine.ivr.callback_time import (
    CallbackRules,
    given_date,
    given_time,
    keyed_date,
    keyed_time,
)
from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage
from engine.ivr.model import PromiseCallback, Utterance
from engine.scheme.expressions import EvaluationError
from engine.scheme.expressions import Expression as Parsed

if TYPE_CHECKING:
    from engine.ivr.nodes.callback import CallbackParameters

#: Ends what is keyed in before the pause does.
_END = "#"
#: No day and no time has more keys.
_MOST_KEYS = 10


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the node, bound."""

    choice: BoundMessage
    date: BoundMessage
    time: BoundMessage
    confirm: BoundMessage
    offer: BoundMessage
    invalid: BoundMessage
    no_input: BoundMessage
    date_from: Parsed | None
    time_from: Parsed | None


@dataclass(slots=True)
class _State:
    asking: Literal["choice", "date", "time", "confirm"] = "date"
    keys: str = ""
    day: date | None = None
    at: datetime | None = None
    #: ``at`` is not what he asked for but the nearest that is allowed.
    offered: bool = False
    no_input: int = 0
    invalid: int = 0


class CallbackDialogue(Handler):
    __slots__ = ("_choices", "_m", "_p")

    def __init__(self, parameters: CallbackParameters, parts: Parts) -> None:
        self._p = parameters
        self._m = parts
        self._choices = {choice.key: choice for choice in parameters.choices}

    def enter(self, call: Call) -> str | None:
        state = _State()
        call.state = state
        if self._m.date_from is not None and self._m.time_from is not None:
            day = given_date(self._m.date_from.evaluate(call.scope))
            when = given_time(self._m.time_from.evaluate(call.scope))
            if day is None or when is None:
                raise EvaluationError("the expressions give no day and time to call at")
            state.asking = "confirm"
            return self._check(call, day, when)
        state.asking = "choice" if self._choices else "date"
        return self._ask(call)

    def key(self, call: Call) -> str | None:
        return self._take(call)

    def played(self, call: Call) -> str | None:
        call.set_timer(self._p.timeout_s)
        return None

    def timer(self, call: Call) -> str | None:
        state: _State = call.state
        if state.keys:
            return self._entered(call)
        state.no_input += 1
        if state.no_input > self._p.no_input_repeats:
            return "no_input"
        return self._speak(call, self._m.no_input.items(call) + self._message(call))

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        for message in (self._m.choice, self._m.date, self._m.time, self._m.invalid,
                        self._m.no_input):  # fmt: skip
            yield from message.foreseen(call)

    # --- asking ---------------------------------------------------------------------------------

    def _ask(self, call: Call) -> str | None:
        """Ask for what ``asking`` says; who has keyed it ahead is not asked."""
        if call.keys and self._p.barge_in:
            return self._take(call)
        return self._speak(call, self._message(call))

    def _message(self, call: Call) -> tuple[Utterance, ...]:
        state: _State = call.state
        match state.asking:
            case "choice":
                return self._m.choice.items(call)
            case "date":
                return self._m.date.items(call)
            case "time":
                return self._m.time.items(call)
            case "confirm":
                offered = state.offered and self._m.offer
                return (self._m.offer if offered else self._m.confirm).items(call)

    def _speak(self, call: Call, items: tuple[Utterance, ...]) -> str | None:
        call.timer = None
        if not call.play(items, self._p.barge_in):
            call.set_timer(self._p.timeout_s)
        return None

    # --- keys -----------------------------------------------------------------------------------

    def _take(self, call: Call) -> str | None:
        call.timer = None
        call.stop_playback()
        state: _State = call.state
        while call.keys:
            key = call.keys.popleft()
            if key == self._p.decline_key and not state.keys:
                return "declined"
            if state.asking == "choice":
                return self._chosen(call, key)
            if state.asking == "confirm":
                return self._confirmed(call, key)
            if key == _END:
                return self._entered(call)
            state.keys += key
            if len(state.keys) >= self._longest(state):
                return self._entered(call)
        call.set_timer(self._p.between_timeout_s)
        return None

    @staticmethod
    def _longest(state: _State) -> int:
        """How many keys there can be; only a time's end is known by its length."""
        if state.asking == "time" and "*" not in state.keys:
            return 4
        return _MOST_KEYS

    def _chosen(self, call: Call, key: str) -> str | None:
        state: _State = call.state
        choice = self._choices.get(key)
        if choice is not None:
            when = given_time(choice.time)
            assert when is not None
            return self._check(call, self._rules(call).today + timedelta(days=choice.days), when)
        if key == self._p.other_key and self._m.date:
            state.asking = "date"
            return self._ask(call)
        return self._refused(call)

    def _entered(self, call: Call) -> str | None:
        """A day or a time has been keyed in."""
        state: _State = call.state
        keys, state.keys = state.keys.strip("*"), ""
        if state.asking == "date":
            rules = self._rules(call)
            state.day = keyed_date(keys, rules.today, self._p.today_key)
            if state.day is None or state.day > rules.last_day:
                return self._refused(call)
            state.asking = "time"
            return self._ask(call)
        when = keyed_time(keys)
        if when is None or state.day is None:
            return self._refused(call)
        return self._check(call, state.day, when)

    def _confirmed(self, call: Call, key: str) -> str | None:
        state: _State = call.state
        if key == self._p.confirm_key:
            assert state.at is not None
            rules = self._rules(call)
            if not (rules.ahead(state.at) and rules.allowed(state.at)):
                return self._refused(call)  # it has passed while he was thinking
            return self._promise(call)
        if key == self._p.change_key and (self._choices or self._m.date):
            return self._again(call, ())
        state.invalid += 1
        call.keys.clear()
        if state.invalid > self._p.invalid_repeats:
            return "no_input"
        return self._speak(call, self._message(call))

    def _refused(self, call: Call) -> str | None:
        """Tell him that it cannot be, and ask again."""
        state: _State = call.state
        call.keys.clear()
        state.invalid += 1
        if state.invalid > self._p.invalid_repeats:
            return "no_input"
        if state.asking in ("choice", "date"):
            return self._speak(call, self._m.invalid.items(call) + self._message(call))
        if state.asking == "time" and self._m.time:
            return self._speak(call, self._m.invalid.items(call) + self._message(call))
        return self._again(call, self._m.invalid.items(call))

    def _again(self, call: Call, before: tuple[Utterance, ...]) -> str | None:
        """From the beginning, as far as there is one to ask at."""
        state: _State = call.state
        call.keys.clear()
        if not (self._choices or self._m.date):
            return "declined"  # the only time there was is over
        state.keys, state.day, state.at = "", None, None
        state.asking = "choice" if self._choices else "date"
        return self._speak(call, before + self._message(call))

    # --- the moment -----------------------------------------------------------------------------

    def _rules(self, call: Call) -> CallbackRules:
        now = call.moment()
        if now is None:
            raise EvaluationError("nobody knows what time it is on this call")
        schedule = call.facts.schedule
        hours = calling_hours(schedule) if schedule is not None else None
        return CallbackRules(call, now, hours, self._p.max_days)

    def _check(self, call: Call, day: date, when: timedelta) -> str | None:
        state: _State = call.state
        rules = self._rules(call)
        at: datetime | None = rules.moment(day, when)
        assert at is not None
        if not rules.ahead(at):
            return self._impossible(call, "the time to call at is over or too far off")
        state.offered = not rules.allowed(at)
        if state.offered:
            # Who cannot be asked must not be promised another time than he has named.
            at = rules.nearest(at) if self._m.confirm else None
            if at is None:
                return self._impossible(call, "no call is allowed at that time")
        state.at = at
        local = rules.local(at)
        call.values[self._p.date_variable] = local.date()
        call.values[self._p.time_variable] = local.time()
        if not self._m.confirm:
            return self._promise(call)
        state.asking = "confirm"
        if state.offered:
            call.keys.clear()  # what he keyed ahead was meant for his own time
        return self._ask(call)

    def _impossible(self, call: Call, why: str) -> str | None:
        if not (self._choices or self._m.date):
            raise EvaluationError(why)  # there is nothing to ask him
        return self._refused(call)

    def _promise(self, call: Call) -> str:
        state: _State = call.state
        assert state.at is not None
        local = self._rules(call).local(state.at)
        call.save_result(self._p.result, local.isoformat(timespec="minutes"))
        call.out.append(PromiseCallback(state.at))
        call.mark(Disposition.CALLBACK)
        return "promised"
