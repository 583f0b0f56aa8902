"""Send digits: press keys towards the other end (an extension, a machine that answers)."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import KEYS, Call, Handler
from engine.ivr.message import PlainTemplate
from engine.ivr.model import SendDigits
from engine.scheme.expressions import EvaluationError
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NEXT, NodeType, Port, words
from engine.scheme.parameters import Parameters, TextTemplate
from engine.scheme.problems import Fix, Problem, error

#: As in Asterisk's SendDTMF: w waits for half a second, W for one.
_PAUSES = {"w": 0.5, "W": 1.0}
#: A tone of 0.2 s (PJSIP's default) and the gap after it.
_DIGIT_S = 0.25
_LONGEST = 100
#: What people write into numbers to read them more easily.
_IGNORED = str.maketrans("", "", " -()\u00a0")


class SendDigitsParameters(Parameters):
    #: ``0``–``9``, ``*``, ``#``, ``A``–``D``; ``w`` waits for 0.5 s, ``W`` for 1 s. Values in
    #: braces: ``W{extension}#``.
    digits: TextTemplate = Field(min_length=1)

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "digits": named(
            "Что набрать",
            "What to press",
            "0–9, *, #, A–D; w — пауза 0,5 с, W — 1 с. Значения в скобках: W{extension}#",
            "0–9, *, #, A–D; w waits for 0.5 s, W for 1 s. Values in braces: W{extension}#",
        ),
    }


class SendDigitsNode(NodeType[SendDigitsParameters]):
    name = "send_digits"
    title = words("Набрать тоном", "Send digits")
    summary = words(
        "Нажимает клавиши в сторону абонента: добавочный номер, ответ чужому автоинформатору",
        "Presses keys towards the other end: an extension, an answer to a machine",
    )
    group = "call"
    parameters = SendDigitsParameters

    def ports(self, parameters: SendDigitsParameters) -> tuple[Port, ...]:
        return (NEXT, ERROR)

    def check(self, parameters: SendDigitsParameters) -> Iterable[Problem]:
        text = parameters.digits
        if "{" not in text and _pieces(text) is None:
            fix = Fix("change_parameter", {"place": "digits"})
            yield error("bad_digits", digits=text, place="digits", fix=fix)

    def bind(self, parameters: SendDigitsParameters, binding: Binding) -> Handler:
        return _SendDigits(binding.text(parameters.digits))


class _SendDigits(Handler):
    """``call.state``: what is still to be sent: a row of digits, or seconds to wait."""

    __slots__ = ("_digits",)

    def __init__(self, digits: PlainTemplate) -> None:
        self._digits = digits

    def enter(self, call: Call) -> str | None:
        text = self._digits.text(call)
        pieces = _pieces(text)
        if pieces is None:
            raise EvaluationError(
                "“{digits}” cannot be pressed on a telephone", digits=text[:_LONGEST]
            )
        call.state = pieces
        return self.timer(call)

    def timer(self, call: Call) -> str | None:
        """The next prompt must not talk into the tones: it waits until they are through."""
        if not call.state:
            return "next"
        piece = call.state.pop(0)
        if isinstance(piece, str):
            call.out.append(SendDigits(piece))
            piece = len(piece) * _DIGIT_S
        call.set_timer(piece)
        return None


def _pieces(text: str) -> list[str | float] | None:
    """None when that cannot be pressed, or is nothing."""
    clean = text.translate(_IGNORED)
    if len(clean) > _LONGEST or not (KEYS | set(_PAUSES)).issuperset(clean):
        return None
    if not KEYS.intersection(clean):
        return None
    pieces: list[str | float] = []
    for pause, group in groupby(clean, _PAUSES.__contains__):
        signs = "".join(group)
        pieces.append(sum(_PAUSES[sign] for sign in signs) if pause else signs)
    return pieces
