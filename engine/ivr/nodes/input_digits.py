"""Input of digits: a number, a code, a date by keys."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage
from engine.ivr.model import Utterance
from engine.scheme.expressions import Expression as Parsed
from engine.scheme.field_words import FieldWords, further, named
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import Expression, Key, Message, Parameters, Seconds, VariableName
from engine.scheme.problems import Fix, Problem, error


class InputDigitsParameters(Parameters):
    message: Message = Field(min_length=1)
    #: Where the digits go, as text: leading zeros are kept.
    variable: VariableName
    min_digits: int = Field(default=1, ge=1, le=32)
    max_digits: int = Field(default=10, ge=1, le=32)
    #: Ends the input before ``max_digits``; none: only the pause does.
    terminator: Key | None = "#"
    barge_in: bool = True
    #: Silence until the first key, counted from the end of the message.
    first_timeout_s: Seconds = 7.0
    #: Silence after a key that ends the input.
    between_timeout_s: Seconds = 3.0
    no_input_repeats: int = Field(default=1, ge=0, le=20)
    #: Too few digits, or ``check`` says no.
    invalid_repeats: int = Field(default=2, ge=0, le=20)
    no_input_message: Message = ()
    invalid_message: Message = ()
    #: Must hold for the digits (the variable is already set); empty: anything goes.
    check: Expression = ""
    #: Reads the digits back and asks; empty: no confirmation.
    confirm_message: Message = ()
    confirm_key: Key = "1"
    again_key: Key = "2"
    #: Nobody is to see the digits: what is kept of the call for later hides them.
    secret: bool = False

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "variable": named(
            "В переменную",
            "Into variable",
            "Цифры хранятся как текст: нули впереди не теряются",
            "Digits are kept as text: leading zeros stay",
        ),
        "min_digits": named("Цифр не меньше", "At least digits"),
        "max_digits": named("Цифр не больше", "At most digits"),
        "secret": further(
            named(
                "Секретные цифры",
                "Secret digits",
                "В записи хода вызова они скрыты",
                "Hidden in the trace of the call",
            )
        ),
        "terminator": further(
            named(
                "Завершает ввод",
                "Ends the input",
                "Клавиша, что завершает ввод раньше; нет — завершает только пауза",
                "A key that ends it early; none: only the pause does",
            )
        ),
        "first_timeout_s": further(
            named(
                "Ждать первой клавиши",
                "Wait for the first key",
                "После конца сообщения",
                "From the end of the message",
            )
        ),
        "check": named(
            "Проверка",
            "Check",
            "Должно выполняться для введённого (переменная уже задана); пусто — годится всё",
            "Must hold for the digits (the variable is already set); empty: anything goes",
        ),
    }


class InputDigitsNode(NodeType[InputDigitsParameters]):
    name = "input_digits"
    title = words("Ввод цифр", "Input digits")
    summary = words(
        "Просит набрать цифры и кладёт их в переменную",
        "Asks for digits and puts them into a variable",
    )
    group = "input"
    parameters = InputDigitsParameters
    waits_for_subscriber = True

    def ports(self, parameters: InputDigitsParameters) -> tuple[Port, ...]:
        return (
            Port("entered", words("Введено", "Entered")),
            Port("no_input", words("Молчание", "No input")),
            Port(
                "invalid",
                words("Неверный ввод", "Invalid"),
                required=False,
                fallback="no_input",
            ),
            ERROR,
        )

    def secret_variable(self, parameters: InputDigitsParameters) -> str:
        return parameters.variable if parameters.secret else ""

    def silent_ports(self, parameters: InputDigitsParameters) -> tuple[str, ...]:
        return ("no_input",)

    def check(self, parameters: InputDigitsParameters) -> Iterable[Problem]:
        if parameters.min_digits > parameters.max_digits:
            yield error(
                "bad_parameter",
                why_ru="цифр не может быть меньше, чем наименьшее их число",
                why_en="max_digits is less than min_digits",
                place="max_digits",
                fix=Fix("change_parameter", {"place": "max_digits"}),
            )
        if parameters.confirm_message and parameters.confirm_key == parameters.again_key:
            yield error("duplicate_key", key=parameters.again_key, place="again_key",
                        fix=Fix("change_parameter", {"place": "again_key"}))  # fmt: skip

    def bind(self, parameters: InputDigitsParameters, binding: Binding) -> Handler:
        return _InputDigits(
            parameters,
            binding.message(parameters.message),
            binding.message(parameters.no_input_message),
            binding.message(parameters.invalid_message),
            binding.message(parameters.confirm_message),
            binding.expression(parameters.check) if parameters.check.strip() else None,
        )


class _State:
    __slots__ = ("confirming", "digits", "invalid", "no_input")

    def __init__(self) -> None:
        self.digits = ""
        self.no_input = 0
        self.invalid = 0
        self.confirming = False


class _InputDigits(Handler):
    __slots__ = ("_check", "_confirm", "_invalid", "_message", "_no_input", "_p")

    def __init__(
        self,
        parameters: InputDigitsParameters,
        message: BoundMessage,
        no_input: BoundMessage,
        invalid: BoundMessage,
        confirm: BoundMessage,
        check: Parsed | None,
    ) -> None:
        self._p = parameters
        self._message = message
        self._no_input = no_input
        self._invalid = invalid
        self._confirm = confirm
        self._check = check

    def enter(self, call: Call) -> str | None:
        call.state = _State()
        if call.keys and self._p.barge_in:
            return self._take(call)
        return self._ask(call, self._message.items(call))

    def key(self, call: Call) -> str | None:
        return self._take(call)

    def played(self, call: Call) -> str | None:
        call.set_timer(self._p.first_timeout_s)
        return None

    def timer(self, call: Call) -> str | None:
        state: _State = call.state
        if state.digits and not state.confirming:
            return self._entered(call)
        state.no_input += 1
        if state.no_input > self._p.no_input_repeats:
            return "no_input"
        if state.confirming:
            return self._ask(call, self._confirm.items(call))
        return self._ask(call, self._no_input.items(call) + self._message.items(call))

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        for message in (self._message, self._no_input, self._invalid, self._confirm):
            yield from message.foreseen(call)

    def _take(self, call: Call) -> str | None:
        """Use the keys pressed so far."""
        call.stop_playback()
        state: _State = call.state
        while call.keys:
            key = call.keys.popleft()
            if state.confirming:
                return self._confirmed(call, key)
            if key == self._p.terminator:
                return self._entered(call)
            if not key.isdigit():
                return self._refused(call)
            state.digits += key
            if len(state.digits) >= self._p.max_digits:
                return self._entered(call)
        call.set_timer(self._p.between_timeout_s)
        return None

    def _entered(self, call: Call) -> str | None:
        state: _State = call.state
        call.timer = None
        if len(state.digits) < self._p.min_digits:
            return self._refused(call)
        call.values[self._p.variable] = state.digits
        if self._check is not None and not self._check.evaluate(call.scope):
            return self._refused(call)
        if not self._confirm:
            return "entered"
        state.confirming = True
        if call.keys and self._p.barge_in:
            return self._take(call)
        return self._ask(call, self._confirm.items(call))

    def _confirmed(self, call: Call, key: str) -> str | None:
        state: _State = call.state
        if key == self._p.confirm_key:
            return "entered"
        call.keys.clear()
        if key == self._p.again_key:
            state.digits, state.confirming = "", False
            return self._ask(call, self._message.items(call))
        state.invalid += 1
        if state.invalid > self._p.invalid_repeats:
            return "invalid"
        return self._ask(call, self._confirm.items(call))

    def _refused(self, call: Call) -> str | None:
        state: _State = call.state
        call.keys.clear()
        state.digits = ""
        state.invalid += 1
        if state.invalid > self._p.invalid_repeats:
            return "invalid"
        return self._ask(call, self._invalid.items(call) + self._message.items(call))

    def _ask(self, call: Call, items: tuple[Utterance, ...]) -> str | None:
        call.timer = None
        if not call.play(items, self._p.barge_in):
            call.set_timer(self._p.first_timeout_s)
        return None
