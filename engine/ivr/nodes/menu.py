"""Menu: a message, then one key."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage
from engine.ivr.model import Utterance
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import Key, Message, Parameters, Seconds
from engine.scheme.problems import Fix, Problem, error


class MenuKey(Parameters):
    key: Key
    #: What choosing it means, for the editor and for reports.
    title: str = ""

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "title": named(
            "Название",
            "Title",
            "Что значит этот выбор: для схемы и отчётов",
            "What choosing it means, for the editor and for reports",
        ),
    }


class MenuParameters(Parameters):
    message: Message = Field(min_length=1)
    keys: tuple[MenuKey, ...] = Field(min_length=1, max_length=16)
    #: A key counts from the first moment of the message.
    barge_in: bool = True
    #: How long the subscriber may be silent, counted from the end of the message.
    timeout_s: Seconds = 5.0
    #: How often the message is repeated after silence, and after a wrong key.
    no_input_repeats: int = Field(default=1, ge=0, le=20)
    no_match_repeats: int = Field(default=2, ge=0, le=20)
    #: Spoken before the message is repeated.
    no_input_message: Message = ()
    no_match_message: Message = ()


class MenuNode(NodeType[MenuParameters]):
    name = "menu"
    title = words("Меню", "Menu")
    summary = words(
        "Проигрывает сообщение и ждёт нажатия одной клавиши",
        "Plays a message and waits for one key",
    )
    group = "input"
    parameters = MenuParameters
    waits_for_subscriber = True

    def ports(self, parameters: MenuParameters) -> tuple[Port, ...]:
        keys = dict.fromkeys(choice.key for choice in parameters.keys)
        titles = {choice.key: choice.title or choice.key for choice in parameters.keys}
        return (
            *(Port(key, words(titles[key], titles[key])) for key in keys),
            Port("no_input", words("Молчание", "No input")),
            Port(
                "no_match",
                words("Неверная клавиша", "Wrong key"),
                required=False,
                fallback="no_input",
            ),
            ERROR,
        )

    def silent_ports(self, parameters: MenuParameters) -> tuple[str, ...]:
        return ("no_input",)

    def check(self, parameters: MenuParameters) -> Iterable[Problem]:
        seen: set[str] = set()
        for index, choice in enumerate(parameters.keys):
            if choice.key in seen:
                place = f"keys[{index}].key"
                yield error("duplicate_key", key=choice.key, place=place,
                            fix=Fix("change_parameter", {"place": place}))  # fmt: skip
            seen.add(choice.key)

    def bind(self, parameters: MenuParameters, binding: Binding) -> Handler:
        return _Menu(
            parameters,
            binding.message(parameters.message),
            binding.message(parameters.no_input_message),
            binding.message(parameters.no_match_message),
        )


class _State:
    __slots__ = ("no_input", "no_match")

    def __init__(self) -> None:
        self.no_input = 0
        self.no_match = 0


class _Menu(Handler):
    __slots__ = ("_keys", "_message", "_no_input", "_no_match", "_p")

    def __init__(
        self,
        parameters: MenuParameters,
        message: BoundMessage,
        no_input: BoundMessage,
        no_match: BoundMessage,
    ) -> None:
        self._p = parameters
        self._keys = frozenset(choice.key for choice in parameters.keys)
        self._message = message
        self._no_input = no_input
        self._no_match = no_match

    def enter(self, call: Call) -> str | None:
        call.state = _State()
        if call.keys and self._p.barge_in:
            return self._take(call)
        return self._ask(call, self._message.items(call))

    def key(self, call: Call) -> str | None:
        return self._take(call)

    def played(self, call: Call) -> str | None:
        call.set_timer(self._p.timeout_s)
        return None

    def timer(self, call: Call) -> str | None:
        state: _State = call.state
        state.no_input += 1
        if state.no_input > self._p.no_input_repeats:
            return "no_input"
        return self._ask(call, self._no_input.items(call) + self._message.items(call))

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        for message in (self._message, self._no_input, self._no_match):
            yield from message.foreseen(call)

    def _take(self, call: Call) -> str | None:
        key = call.keys.popleft()
        call.timer = None
        if key in self._keys:
            return key
        state: _State = call.state
        state.no_match += 1
        # What he pressed beside a wrong key was not meant for the message he now hears.
        call.keys.clear()
        if state.no_match > self._p.no_match_repeats:
            return "no_match"
        return self._ask(call, self._no_match.items(call) + self._message.items(call))

    def _ask(self, call: Call, items: tuple[Utterance, ...]) -> str | None:
        if not call.play(items, self._p.barge_in):
            call.set_timer(self._p.timeout_s)
        return None
