"""How a question of a survey is asked: the handler of the node type ``question``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage
from engine.ivr.model import Utterance
from engine.ivr.survey import Question

if TYPE_CHECKING:
    from engine.ivr.nodes.question import QuestionOption, QuestionParameters

#: Codes of answers that are none of the options.
DONT_KNOW, REFUSED = "dont_know", "refused"


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a question, bound."""

    question: Question
    message: BoundMessage
    options: tuple[tuple[QuestionOption, BoundMessage], ...]
    confirm: BoundMessage
    no_input: BoundMessage
    no_match: BoundMessage
    languages: Sequence[str]


@dataclass(slots=True)
class _State:
    #: Key → code, and the options in the order in which they are read out.
    codes: dict[str, str]
    order: list[tuple[str, BoundMessage]]
    chosen: list[str] = field(default_factory=list)
    digits: str = ""
    no_input: int = 0
    no_match: int = 0
    confirming: bool = False


class Asking(Handler):
    __slots__ = ("_a", "_p", "_scale")

    def __init__(self, parameters: QuestionParameters, asked: Asked) -> None:
        self._p = parameters
        self._a = asked
        self._scale = range(parameters.scale_min, parameters.scale_max + 1)

    def enter(self, call: Call) -> str | None:
        call.state = self._begin(call)
        if call.keys and self._p.barge_in:
            return self._take(call)
        return self._ask(call)

    def key(self, call: Call) -> str | None:
        return self._take(call)

    def played(self, call: Call) -> str | None:
        call.set_timer(self._p.timeout_s)
        return None

    def timer(self, call: Call) -> str | None:
        state: _State = call.state
        if not state.confirming and (state.chosen or state.digits):
            return self._complete(call)
        state.no_input += 1
        if state.no_input > self._p.no_input_repeats:
            return "no_input"
        if state.confirming:
            return self._speak(call, self._a.confirm.items(call))
        return self._ask(call, self._a.no_input)

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        yield from self._a.message.foreseen(call)
        for _, spoken in self._a.options:
            yield from spoken.foreseen(call)
        for message in (self._a.no_input, self._a.no_match):
            yield from message.foreseen(call)

    # --- asking ---------------------------------------------------------------------------------

    def _begin(self, call: Call) -> _State:
        options = list(self._a.options)
        if self._p.shuffle:
            moving = [pair for pair in options if not pair[0].fixed]
            call.random.shuffle(moving)
            options = [pair if pair[0].fixed else moving.pop(0) for pair in options]
        state = _State({}, [])
        places = iter("123456789")
        for option, spoken in options:
            key = option.key or next(places)
            state.codes[key] = option.code
            state.order.append((key, spoken))
        return state

    def _ask(self, call: Call, before: BoundMessage | None = None) -> str | None:
        state: _State = call.state
        state.chosen, state.digits, state.confirming = [], "", False
        items = before.items(call) if before is not None else ()
        items += self._a.message.items(call)
        for key, spoken in state.order:
            if self._p.key_variable is not None:
                call.values[self._p.key_variable] = key
            items += spoken.items(call)
        return self._speak(call, items)

    def _speak(self, call: Call, items: tuple[Utterance, ...]) -> str | None:
        call.timer = None
        if not call.play(items, self._p.barge_in):
            call.set_timer(self._p.timeout_s)
        return None

    # --- keys -----------------------------------------------------------------------------------

    def _take(self, call: Call) -> str | None:
        """Use the keys pressed so far."""
        call.timer = None
        # A key that does not complete the answer must silence a message that nobody listens to.
        call.stop_playback()
        state: _State = call.state
        while call.keys:
            key = call.keys.popleft()
            if state.confirming:
                return self._confirmed(call, key)
            if key in (self._p.dont_know_key, self._p.refuse_key):
                state.digits = ""
                state.chosen = [DONT_KNOW if key == self._p.dont_know_key else REFUSED]
                return self._complete(call)
            take = self._digit if self._p.kind == "scale" else self._option
            done = take(state, key)
            if done is None:
                return self._refused(call)
            if done:
                return self._complete(call)
        call.set_timer(self._p.between_timeout_s)
        return None

    def _option(self, state: _State, key: str) -> bool | None:
        """Whether the answer is complete; None: the key means nothing."""
        multiple = self._p.kind == "multiple"
        if multiple and key == self._p.end_key:
            return True
        code = state.codes.get(key)
        if code is None:
            return None
        if code not in state.chosen:
            state.chosen.append(code)
        return not multiple or len(state.chosen) >= min(self._p.most, len(state.codes))

    def _digit(self, state: _State, key: str) -> bool | None:
        if key == self._p.end_key:
            return True
        if not key.isdigit():
            return None
        state.digits += key
        if state.digits == "0" and 0 not in self._scale:
            return False  # "07" is meant as 7
        longer = [n for n in self._scale if _may_become(str(int(state.digits)), n)]
        if int(state.digits) not in self._scale and not longer:
            return None
        return not longer

    def _complete(self, call: Call) -> str | None:
        state: _State = call.state
        if state.digits:
            if int(state.digits) not in self._scale:
                return self._refused(call)
            state.chosen = [str(int(state.digits))]
        few = self._p.least if self._p.kind == "multiple" else 1
        if len(state.chosen) < few and state.chosen not in ([DONT_KNOW], [REFUSED]):
            return self._refused(call)
        self._put(call)
        if not self._a.confirm:
            return self._save(call)
        state.confirming = True
        if call.keys and self._p.barge_in:
            return self._take(call)
        return self._speak(call, self._a.confirm.items(call))

    def _confirmed(self, call: Call, key: str) -> str | None:
        state: _State = call.state
        if key == self._p.confirm_key:
            return self._save(call)
        call.keys.clear()
        if key == self._p.change_key:
            return self._ask(call)
        state.no_match += 1
        if state.no_match > self._p.no_match_repeats:
            return "no_match"
        return self._speak(call, self._a.confirm.items(call))

    def _refused(self, call: Call) -> str | None:
        state: _State = call.state
        call.keys.clear()
        state.no_match += 1
        if state.no_match > self._p.no_match_repeats:
            return "no_match"
        return self._ask(call, self._a.no_match)

    # --- the answer -----------------------------------------------------------------------------

    def _put(self, call: Call) -> None:
        chosen = call.state.chosen
        if self._p.variable is not None:
            is_number = self._p.kind == "scale" and chosen[0].isdigit()
            call.values[self._p.variable] = int(chosen[0]) if is_number else ",".join(chosen)
        if self._p.answer_variable is not None:
            texts = dict(self._a.question.options)
            call.values[self._p.answer_variable] = ", ".join(
                texts.get(code, {}).get(call.language) or code for code in chosen
            )

    def _save(self, call: Call) -> str:
        chosen = tuple(call.state.chosen)
        call.save_answer(self._a.question, chosen)
        return chosen[0] if self._p.kind == "single" and self._p.branches else "answered"


def _may_become(digits: str, number: int) -> bool:
    """Whether more digits after these can make the number: "1" the 10; "0" nothing but the 0."""
    text = str(number)
    return len(text) > len(digits) and text.startswith(digits)
