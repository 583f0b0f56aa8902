"""Question of a survey: one answer, several, or a number on a scale."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from engine.ivr.asking import DONT_KNOW, REFUSED, Asked, Asking
from engine.ivr.binding import Binding
from engine.ivr.handler import Handler
from engine.ivr.survey import Question
from engine.scheme.model import Scheme
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import (
    Key,
    Message,
    Parameters,
    PromptItem,
    ResultName,
    Seconds,
    VariableName,
)
from engine.scheme.problems import Fix, Problem, error

_OWN_PORTS = frozenset({"answered", "no_input", "no_match", "error", DONT_KNOW, REFUSED})


class QuestionOption(Parameters):
    #: What is kept for this answer; without commas and blanks.
    code: Annotated[str, Field(pattern=r"^\w[\w.-]*$", max_length=40)]
    #: Its key; none: its place in the order in which the options are read out.
    key: Key | None = None
    #: What it is called in reports.
    text: dict[str, str] = Field(default={})
    #: Spoken after the question; nothing where the question itself names the options.
    say: Message = ()
    #: Keeps its place when the others are shuffled ("another one", "none of these").
    fixed: bool = False


class QuestionParameters(Parameters):
    #: The question's name for ever: answers are kept and counted under it.
    question: ResultName
    kind: Literal["single", "multiple", "scale"] = "single"
    #: The question as it is asked.
    message: Message = Field(min_length=1)
    #: The answers to choose from; of a scale none.
    options: tuple[QuestionOption, ...] = Field(default=(), max_length=12)
    scale_min: int = Field(default=1, ge=0, le=99)
    scale_max: int = Field(default=5, ge=1, le=99)
    #: Tells wordings of the same question apart; empty: made from the wording itself.
    version: str = Field(default="", max_length=20)
    #: Options are read out in a random order, another one on every call.
    shuffle: bool = False
    #: The variable that holds an option's key while it is read out: "press {key}".
    key_variable: VariableName | None = None
    #: Kept as `dont_know` and `refused`.
    dont_know_key: Key | None = None
    refuse_key: Key | None = None
    #: Ends several answers, and a number on a scale.
    end_key: Key = "#"
    #: How many answers `multiple` takes; with the most of them it does not wait any longer.
    least: int = Field(default=1, ge=1, le=12)
    most: int = Field(default=12, ge=1, le=12)
    #: Gets the code, the codes with commas between, or the number.
    variable: VariableName | None = None
    #: The variable that holds what was answered in words, for `confirm_message`.
    answer_variable: VariableName | None = None
    #: Reads the answer back and asks; empty: no confirmation.
    confirm_message: Message = ()
    confirm_key: Key = "1"
    change_key: Key = "2"
    #: A port for each option instead of `answered`; only of a `single` question.
    branches: bool = False
    barge_in: bool = True
    #: Silence until the first key, counted from the end of the message.
    timeout_s: Seconds = 6.0
    #: Silence after a key that ends the answer, where more keys could follow.
    between_timeout_s: Seconds = 3.0
    no_input_repeats: int = Field(default=1, ge=0, le=20)
    no_match_repeats: int = Field(default=2, ge=0, le=20)
    no_input_message: Message = ()
    no_match_message: Message = ()


class QuestionNode(NodeType[QuestionParameters]):
    name = "question"
    title = words("Вопрос анкеты", "Survey question")
    summary = words(
        "Задаёт вопрос и хранит ответ под его именем вместе с формулировкой",
        "Asks a question and keeps the answer under its name together with the wording",
    )
    group = "input"
    parameters = QuestionParameters
    waits_for_subscriber = True

    def ports(self, parameters: QuestionParameters) -> tuple[Port, ...]:
        return (
            *_answer_ports(parameters),
            Port("no_input", words("Молчание", "No input")),
            Port(
                "no_match",
                words("Неверная клавиша", "Wrong key"),
                required=False,
                fallback="no_input",
            ),
            ERROR,
        )

    def silent_ports(self, parameters: QuestionParameters) -> tuple[str, ...]:
        return ("no_input",)

    def check(self, parameters: QuestionParameters) -> Iterable[Problem]:
        yield from _problems(parameters)

    def bind(self, parameters: QuestionParameters, binding: Binding) -> Handler:
        p = parameters
        return Asking(
            p,
            Asked(
                question=question_of(p, binding.scheme),
                message=binding.message(p.message),
                options=tuple((option, binding.message(option.say)) for option in p.options),
                confirm=binding.message(p.confirm_message),
                no_input=binding.message(p.no_input_message),
                no_match=binding.message(p.no_match_message),
                languages=binding.languages,
            ),
        )


def question_of(parameters: QuestionParameters, scheme: Scheme) -> Question:
    """The question as it is kept beside the answers."""
    p = parameters
    wording = {language: _wording(p.message, scheme, language) for language in scheme.languages}
    options = tuple(
        (
            option.code,
            {
                language: option.text.get(language) or _wording(option.say, scheme, language)
                for language in scheme.languages
            },
        )
        for option in p.options
    )
    scale = (p.scale_min, p.scale_max) if p.kind == "scale" else (None, None)
    version = p.version
    if not version:
        document = json.dumps([p.kind, wording, options, scale], ensure_ascii=False, sort_keys=True)
        version = hashlib.sha256(document.encode()).hexdigest()[:8]
    return Question(p.question, version, p.kind, wording, options, *scale)


def _wording(message: Message, scheme: Scheme, language: str) -> str:
    """The message's words; of a prompt without a text its name."""
    parts = []
    for item in message:
        if isinstance(item, PromptItem):
            recording = scheme.prompts.get(item.prompt, {}).get(language)
            parts.append(recording.text if recording and recording.text else f"[{item.prompt}]")
        else:
            parts.append(item.say.get(language) or next(iter(item.say.values()), ""))
    return " ".join(" ".join(parts).split())


def _answer_ports(p: QuestionParameters) -> Iterator[Port]:
    if p.kind != "single" or not p.branches:
        yield Port("answered", words("Ответ получен", "Answered"))
        return
    for option in p.options:
        text = next(iter(option.text.values()), option.code)
        yield Port(option.code, words(option.text.get("ru", text), option.text.get("en", text)))
    for key, code, title in (
        (p.dont_know_key, DONT_KNOW, words("Не знает", "Does not know")),
        (p.refuse_key, REFUSED, words("Отказался", "Refused")),
    ):
        if key is not None:
            yield Port(code, title)


def _problems(p: QuestionParameters) -> Iterator[Problem]:
    def bad(place: str, ru: str, en: str) -> Problem:
        return error("bad_parameter", why_ru=ru, why_en=en, place=place,
                     fix=Fix("change_parameter", {"place": place}))  # fmt: skip

    def twice(place: str, key: str) -> Problem:
        return error("duplicate_key", key=key, place=place,
                     fix=Fix("change_parameter", {"place": place}))  # fmt: skip

    if p.kind == "scale":
        if p.options:
            yield bad("options", "у шкалы не бывает вариантов", "a scale has no options")
        if p.scale_max <= p.scale_min:
            yield bad(
                "scale_max",
                "конец шкалы не больше начала",
                "the scale's end is not above its start",
            )
    elif len(p.options) < 2:
        yield bad("options", "нужно хотя бы два варианта", "at least two options are needed")
    if p.branches and p.kind != "single":
        yield bad("branches", "выходы по ответам бывают только у вопроса с одним ответом",
                    "only a single question has a port for each answer")  # fmt: skip
    if p.kind == "multiple" and p.least > min(p.most, len(p.options) or p.most):
        yield bad("least", "столько ответов дать нельзя", "so many answers cannot be given")
    # What a key means must be one thing only.
    taken = dict.fromkeys("0123456789", "") if p.kind == "scale" else {}
    if p.kind != "single":
        taken[p.end_key] = "end_key"
        if p.kind == "scale" and p.end_key.isdigit():
            yield twice("end_key", p.end_key)
    codes: set[str] = set()
    place_keys = iter("123456789")
    for index, option in enumerate(p.options):
        if option.code in codes or option.code in _OWN_PORTS:
            yield bad(f"options[{index}].code", f"код «{option.code}» уже занят",
                        f"the code “{option.code}” is taken")  # fmt: skip
        codes.add(option.code)
        key = option.key or next(place_keys, "")
        if not key:
            yield bad(f"options[{index}].key", "клавиши 1–9 кончились, задайте свою",
                        "the keys 1 to 9 are used up, name one")  # fmt: skip
        elif key in taken:
            yield twice(f"options[{index}].key", key)
        taken[key] = option.code
    if p.shuffle and {o.key is None for o in p.options} == {True, False}:
        yield bad("shuffle", "клавиши задайте либо у всех вариантов, либо ни у одного",
                    "give a key to every option or to none")  # fmt: skip
    for place in ("dont_know_key", "refuse_key"):
        key = getattr(p, place)
        if key is not None:
            if key in taken:
                yield twice(place, key)
            taken[key] = place
    if p.confirm_message and p.confirm_key == p.change_key:
        yield twice("change_key", p.change_key)
