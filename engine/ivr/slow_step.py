"""Nodes that wait for something outside the call: a query, a service, a function.

A short answer is waited for in silence. Where it takes longer, ``waiting`` is played again and
again until the answer is there or ``timeout_s`` is over. Keys pressed meanwhile stay for the next
node that asks for keys. Whatever goes wrong leads to the port ``error`` and leaves a Trouble.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field

from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage
from engine.ivr.model import Utterance
from engine.ivr.requests import OutsideRequest
from engine.scheme.expressions import EvaluationError
from engine.scheme.field_words import FieldWords, named
from engine.scheme.parameters import Message, Parameters, Seconds


class SlowStepParameters(Parameters):
    #: How long the answer is waited for, in seconds; after that the port ``error`` is taken.
    timeout_s: Annotated[float, Field(gt=0, le=120, allow_inf_nan=False)] = 5.0
    #: Played again and again while the answer takes time: an announcement, music.
    waiting: Message = ()
    #: Silence before ``waiting`` begins, in seconds: a quick answer needs no announcement.
    waiting_after_s: Seconds = 0.7

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "timeout_s": named(
            "Ждать ответа",
            "Wait for an answer",
            "Потом звонок уходит по выходу «Ошибка»",
            "After that the port “Error” is taken",
        ),
        "waiting": named(
            "Пока ответа нет",
            "While it takes time",
            "Повторяется до ответа: объявление, музыка",
            "Played again and again: an announcement, music",
        ),
        "waiting_after_s": named(
            "Начать через",
            "Begins after",
            "Быстрый ответ обойдётся без объявления",
            "A quick answer needs no announcement",
        ),
    }


@dataclass(slots=True)
class _State:
    ends: float
    announced: bool = False


class SlowStep(Handler):
    """Base class of such nodes' handlers: ``request`` and ``answered`` are theirs."""

    __slots__ = ("_timeout_s", "_waiting", "_waiting_after_s")

    def __init__(self, parameters: SlowStepParameters, waiting: BoundMessage) -> None:
        self._timeout_s = parameters.timeout_s
        self._waiting_after_s = parameters.waiting_after_s
        self._waiting = waiting

    def request(self, call: Call) -> OutsideRequest:
        """What to ask for. Raises EvaluationError."""
        raise NotImplementedError

    def answered(self, call: Call, answer: Any) -> str:
        """The port to leave by. Raises EvaluationError."""
        raise NotImplementedError

    def enter(self, call: Call) -> str | None:
        state = _State(call.now + self._timeout_s)
        call.state = state
        call.outside(self.request(call), self._timeout_s)
        if self._waiting and self._waiting_after_s < self._timeout_s:
            if self._waiting_after_s > 0:
                call.set_timer(self._waiting_after_s)
                return None
            self._announce(call, state)
        call.set_timer(self._timeout_s)
        return None

    def timer(self, call: Call) -> str | None:
        state: _State = call.state
        if call.now >= state.ends:
            call.drop_step()
            raise EvaluationError("no answer within {seconds:g} s", seconds=self._timeout_s)
        if not state.announced:
            self._announce(call, state)
        call.set_timer(state.ends - call.now)
        return None

    def step_done(self, call: Call, answer: Any) -> str | None:
        return self.answered(call, answer)

    def step_failed(self, call: Call, reason: str) -> str | None:
        del call
        raise EvaluationError.told(reason) if reason else EvaluationError("the step failed")

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        return self._waiting.foreseen(call)

    def _announce(self, call: Call, state: _State) -> None:
        state.announced = True
        try:
            items = self._waiting.items(call)
        except EvaluationError:
            return  # the answer matters more than what is played while waiting for it
        if call.play(items, barge_in=False, loop=True):
            # A key must not stop the music, and must not be lost either.
            call.barge_in = True
