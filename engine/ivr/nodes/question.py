"""Question of a survey: one answer, several, or a number on a scale."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from engine.ivr.asking import DONT_KNOW, REFUSED, Asked, Asking
from engine.ivr.binding import Binding
from engine.ivr.handler import Handler
from engine.ivr.question_check import question_problems
from engine.ivr.survey import Question
from engine.scheme.field_words import FieldWords, further, named, only_when
from engine.scheme.model import Scheme
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import (
    Code,
    Key,
    LocalText,
    Message,
    Parameters,
    PromptItem,
    ResultName,
    Seconds,
    VariableName,
)
from engine.scheme.problems import Problem


class QuestionOption(Parameters):
    #: What is kept for this answer; without commas and blanks.
    code: Code
    #: Its key; none: its place in the order in which the options are read out.
    key: Key | None = None
    #: What it is called in reports.
    text: LocalText = Field(default={})
    #: Spoken after the question; nothing where the question itself names the options.
    say: Message = ()
    #: Keeps its place when the others are shuffled ("another one", "none of these").
    fixed: bool = False

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "code": named(
            "Код",
            "Code",
            "Что хранится; без запятых и пробелов",
            "What is kept; without commas and blanks",
        ),
        "key": named(
            "Клавиша",
            "Key",
            "Нет — по месту среди вариантов",
            "None: by its place among the options",
        ),
        "text": named("Название в отчётах", "Name in reports"),
        "say": named(
            "Произнести",
            "Say",
            "После вопроса; пусто, если вопрос сам называет варианты",
            "After the question; empty where the question itself names the options",
        ),
        "fixed": named(
            "Не переставлять",
            "Keeps its place",
            "Остаётся на месте, когда остальные перемешаны («другое», «ничего из этого»)",
            "Stays where it is when the others are shuffled (“none of these”)",
        ),
    }


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

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "question": named(
            "Имя вопроса",
            "Name of the question",
            "Навсегда: под ним хранятся и считаются ответы",
            "For ever: answers are kept and counted under it",
        ),
        "kind": named(
            "Ответ",
            "Answer",
            single=("один вариант", "one option"),
            multiple=("несколько вариантов", "several options"),
            scale=("число на шкале", "a number on a scale"),
        ),
        "message": named("Вопрос", "Question", "Как он звучит", "As it is asked"),
        "options": only_when(
            "kind",
            "single multiple",
            named("Варианты ответа", "Options", "У шкалы их нет", "A scale has none"),
        ),
        "scale_min": only_when("kind", "scale", named("Шкала от", "Scale from")),
        "scale_max": only_when("kind", "scale", named("Шкала до", "Scale to")),
        "version": further(
            named(
                "Версия",
                "Version",
                "Различает формулировки одного вопроса; пусто — по самому тексту",
                "Tells wordings of the same question apart; empty: made from the wording",
            )
        ),
        "shuffle": only_when(
            "kind",
            "single multiple",
            further(
                named(
                    "Перемешивать варианты",
                    "Shuffle the options",
                    "В каждом звонке порядок свой",
                    "In a random order, another one on every call",
                )
            ),
        ),
        "key_variable": named(
            "Клавиша — в переменную",
            "Key into variable",
            "Клавиша варианта, пока он звучит: «нажмите {key}»",
            "An option's key while it is read out: “press {key}”",
        ),
        "dont_know_key": further(
            named(
                "Клавиша «не знаю»",
                "Key for “don't know”",
                "Хранится как dont_know",
                "Kept as dont_know",
            )
        ),
        "refuse_key": further(
            named(
                "Клавиша «не отвечу»", "Key for refusing", "Хранится как refused", "Kept as refused"
            )
        ),
        "end_key": only_when(
            "kind",
            "multiple scale",
            named(
                "Завершает ответ",
                "Ends the answer",
                "Несколько ответов или число на шкале",
                "Several answers, or a number on a scale",
            ),
        ),
        "least": only_when("kind", "multiple", named("Ответов не меньше", "At least answers")),
        "most": only_when(
            "kind",
            "multiple",
            named(
                "Ответов не больше",
                "At most answers",
                "Набрав столько, блок больше не ждёт",
                "With so many it does not wait any longer",
            ),
        ),
        "variable": further(
            named(
                "Ответ — в переменную",
                "Answer into variable",
                "Код, коды через запятую или число",
                "The code, the codes with commas between, or the number",
            )
        ),
        "answer_variable": further(
            named(
                "Слова ответа — в переменную",
                "Answer in words into variable",
                "Для подтверждения",
                "For the confirmation",
            )
        ),
        "branches": only_when(
            "kind",
            "single",
            named(
                "Выход на каждый вариант",
                "A port for each option",
                "Вместо одного «Ответ получен»; только у вопроса с одним ответом",
                "Instead of “Answered”; only where one option is chosen",
            ),
        ),
        "between_timeout_s": named(
            "Пауза после клавиши",
            "Pause after a key",
            "Такая пауза завершает ответ, если клавиш может быть больше",
            "So long a silence ends the answer where more keys could follow",
        ),
    }


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
        yield from question_problems(parameters)

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
