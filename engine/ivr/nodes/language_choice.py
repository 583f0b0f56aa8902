"""Language choice: the subscriber chooses the language of the rest of the call."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.foreseeing import can_be_foreseen
from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage
from engine.ivr.model import Utterance
from engine.scheme.expressions import EvaluationError
from engine.scheme.expressions import Expression as Parsed
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NEXT, NodeType, Port, words
from engine.scheme.parameters import (
    Expression,
    Key,
    LanguageName,
    Message,
    Parameters,
    Seconds,
)
from engine.scheme.problems import Fix, Problem, error
from engine.scheme.values import Value, clean_text, to_text

#: How people write the names of languages in lists; their codes are known anyway.
_NAMES = {
    "ru": ("русский", "рус", "по-русски", "russian", "rus"),
    "en": ("английский", "англ", "по-английски", "english", "eng"),
}


class LanguageKey(Parameters):
    key: Key
    #: One of the scheme's languages.
    language: LanguageName = Field(min_length=1)

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "language": named(
            "Язык", "Language", "Один из языков схемы", "One of the scheme's languages"
        ),
    }


class LanguageChoiceParameters(Parameters):
    #: Heard once in each of the languages, in the order of ``keys``: its prompts and texts need
    #: all of them ("Для русского нажмите один", "For English press two").
    message: Message = Field(min_length=1)
    keys: tuple[LanguageKey, ...] = Field(min_length=1, max_length=16)
    #: When its value names one of the languages (``ru``, ``русский``, ``English``), nobody is
    #: asked: ``contact["Язык"]``; empty: everybody is.
    known: Expression = ""
    #: Taken after silence or wrong keys; empty: the one spoken so far.
    default: LanguageName = ""
    barge_in: bool = True
    #: How long the subscriber may be silent, counted from the end of the message.
    timeout_s: Seconds = 5.0
    #: How often the message is repeated after silence or a wrong key.
    repeats: int = Field(default=1, ge=0, le=20)

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "message": named(
            "Сообщение",
            "Message",
            "Звучит по разу на каждом языке: «Для русского нажмите один», “For English press two”",
            "Heard once in each language: “For English press two”",
        ),
        "known": named(
            "Язык уже известен",
            "Language known",
            "Если значение называет один из языков (ru, русский, English), не "
            "спрашивать; пусто — спрашивать всех",
            "Where its value names one of the languages (ru, English), nobody is "
            "asked; empty: everybody is",
        ),
        "default": named(
            "Язык по умолчанию",
            "Default language",
            "После молчания или неверных клавиш; нет — тот, что звучал",
            "After silence or wrong keys; none: the one spoken so far",
        ),
        "repeats": named(
            "Повторов",
            "Repeats",
            "После молчания или неверной клавиши",
            "After silence or a wrong key",
        ),
    }


class LanguageChoiceNode(NodeType[LanguageChoiceParameters]):
    name = "language_choice"
    title = words("Выбор языка", "Language choice")
    summary = words(
        "Предлагает выбрать язык клавишей и говорит дальше на нём",
        "Lets the subscriber choose a language by a key and goes on in it",
    )
    group = "input"
    parameters = LanguageChoiceParameters
    waits_for_subscriber = True
    introduces = False

    def ports(self, parameters: LanguageChoiceParameters) -> tuple[Port, ...]:
        silence = words("Не выбрал", "Not chosen")
        return (NEXT, Port("no_input", silence, required=False, fallback="next"), ERROR)

    def silent_ports(self, parameters: LanguageChoiceParameters) -> tuple[str, ...]:
        return ("no_input", "next") if parameters.known.strip() else ("no_input",)

    def opens_with(self, parameters: LanguageChoiceParameters) -> Message:
        """Once for each time that it can be heard."""
        return parameters.message * (1 + parameters.repeats)

    def quiet_s(self, parameters: LanguageChoiceParameters) -> float:
        return parameters.timeout_s * (1 + parameters.repeats)

    def check(self, parameters: LanguageChoiceParameters) -> Iterable[Problem]:
        seen: set[str] = set()
        for index, choice in enumerate(parameters.keys):
            if choice.key in seen:
                place = f"keys[{index}].key"
                yield error("duplicate_key", key=choice.key, place=place,
                            fix=Fix("change_parameter", {"place": place}))  # fmt: skip
            seen.add(choice.key)

    def bind(self, parameters: LanguageChoiceParameters, binding: Binding) -> Handler:
        known = parameters.known
        return _LanguageChoice(
            parameters,
            binding.message(parameters.message),
            binding.expression(known) if known.strip() else None,
            binding.languages,
        )


class _LanguageChoice(Handler):
    """``call.state``: how often it was repeated."""

    __slots__ = ("_by_key", "_known", "_languages", "_message", "_p")

    def __init__(
        self,
        parameters: LanguageChoiceParameters,
        message: BoundMessage,
        known: Parsed | None,
        languages: tuple[str, ...],
    ) -> None:
        self._p = parameters
        self._message = message
        self._known = known
        self._by_key = {choice.key: choice.language for choice in parameters.keys}
        self._languages = languages

    def enter(self, call: Call) -> str | None:
        if self._known is not None:
            language = self._named(self._known.evaluate(call.scope))
            if language is not None:
                call.language = language
                return "next"
        call.state = 0
        if call.keys and self._p.barge_in:
            return self.key(call)
        return self._ask(call)

    def key(self, call: Call) -> str | None:
        language = self._by_key.get(call.keys.popleft())
        call.timer = None
        if language is None:
            call.keys.clear()  # what he pressed beside it was not meant for what he now hears
            return self._once_more(call)
        call.language = language
        return "next"

    def played(self, call: Call) -> str | None:
        call.set_timer(self._p.timeout_s)
        return None

    def timer(self, call: Call) -> str | None:
        return self._once_more(call)

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        if self._told_before(call) is not None:
            return
        spoken = call.language
        for language in dict.fromkeys(self._by_key.values()):
            call.language = language
            yield from self._message.foreseen(call)
        call.language = spoken

    def foreseen_languages(self, call: Call) -> tuple[str, ...]:
        told = self._told_before(call)
        if told is not None:
            return (told,)
        chosen = (*self._by_key.values(), self._p.default or call.language)
        return tuple(dict.fromkeys(chosen if self._known is None else (*chosen, *self._languages)))

    def _told_before(self, call: Call) -> str | None:
        """The language that the contact's own fields name; a variable may still change."""
        if self._known is None or not can_be_foreseen(self._known, frozenset(call.values)):
            return None
        try:
            return self._named(self._known.evaluate(call.scope))
        except EvaluationError:
            return None

    def _named(self, value: Value) -> str | None:
        name = clean_text(to_text(value)).casefold().strip(" .")
        if not name:
            return None
        for language in self._languages:
            if name.replace("_", "-").split("-")[0] == language or name in _NAMES.get(language, ()):
                return language
        return None

    def _ask(self, call: Call) -> str | None:
        spoken = call.language
        items: list[Utterance] = []
        try:
            for language in dict.fromkeys(self._by_key.values()):
                call.language = language
                items.extend(self._message.items(call))
        finally:
            call.language = spoken
        if not call.play(tuple(items), self._p.barge_in):
            call.set_timer(self._p.timeout_s)
        return None

    def _once_more(self, call: Call) -> str | None:
        call.state += 1
        if call.state <= self._p.repeats:
            return self._ask(call)
        if self._p.default:
            call.language = self._p.default
        return "no_input"
