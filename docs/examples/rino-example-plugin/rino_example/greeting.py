"""A node type: greets the subscriber as the time of his day asks for."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage
from engine.ivr.model import Utterance
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NEXT, NodeType, Port, words
from engine.scheme.parameters import LocalTemplate, Parameters

#: Hours by the subscriber's clock, from … up to, and what is said then.
_GREETINGS = (
    (5, 12, {"ru": "Доброе утро!", "en": "Good morning!"}),
    (12, 18, {"ru": "Добрый день!", "en": "Good afternoon!"}),
    (18, 23, {"ru": "Добрый вечер!", "en": "Good evening!"}),
)
_ELSE = {"ru": "Здравствуйте!", "en": "Hello!"}


class GreetingParameters(Parameters):
    #: Said after the greeting, e.g. the subscriber's name.
    then: LocalTemplate = Field(default_factory=dict)
    barge_in: bool = True

    #: What the editor calls the fields; ``barge_in`` has its words everywhere.
    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "then": named("Что сказать дальше", "Said then", "Например, имя", "The name, for example"),
    }


class GreetingNode(NodeType[GreetingParameters]):
    name = "greeting"
    title = words("Приветствие", "Greeting")
    summary = words(
        "Здоровается по времени суток абонента",
        "Greets by the time of the subscriber's day",
    )
    group = "voice"
    parameters = GreetingParameters

    def ports(self, parameters: GreetingParameters) -> tuple[Port, ...]:
        return (NEXT, ERROR)

    def bind(self, parameters: GreetingParameters, binding: Binding) -> Handler:
        by_hour = [(start, end, binding.say(texts)) for start, end, texts in _GREETINGS]
        return _Greeting(
            by_hour, binding.say(_ELSE), binding.say(parameters.then), parameters.barge_in
        )


class _Greeting(Handler):
    """Handlers are shared by all calls: what belongs to one call is in ``call``."""

    __slots__ = ("_barge_in", "_by_hour", "_else", "_then")

    def __init__(
        self,
        by_hour: list[tuple[int, int, BoundMessage]],
        otherwise: BoundMessage,
        then: BoundMessage,
        barge_in: bool,
    ) -> None:
        self._by_hour = by_hour
        self._else = otherwise
        self._then = then
        self._barge_in = barge_in

    def enter(self, call: Call) -> str | None:
        items = self._greeting(call).items(call) + self._then.items(call)
        return None if call.play(items, self._barge_in) else "next"

    def key(self, call: Call) -> str | None:
        return "next"

    def played(self, call: Call) -> str | None:
        return "next"

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        yield from self._greeting(call).foreseen(call)
        yield from self._then.foreseen(call)

    def _greeting(self, call: Call) -> BoundMessage:
        now = call.local_now()
        if now is not None:
            for start, end, message in self._by_hour:
                if start <= now.hour < end:
                    return message
        return self._else
