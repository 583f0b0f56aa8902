"""What the fields of parameters are called in the editor, in both languages.

A model says it beside its fields::

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "greeting": named("Приветствие", "Greeting", "Звучит первым", "Heard first"),
    }

A plug-in need not: then the title and description of pydantic's ``Field`` are taken, else what
fields of that name are called everywhere, else the field's name made readable.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from engine.scheme.model import Texts

_NOTHING: Texts = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FieldWords:
    """``choices``: value → what it is called, of a field that is one of several values. ``unit``:
    "s" of a number of seconds."""

    title: Texts
    hint: Texts = field(default_factory=dict)
    choices: Mapping[str, Texts] = field(default_factory=dict)
    unit: str = ""
    #: Seldom touched: a form folds it away with others of its kind.
    further: bool = False
    #: (another field of the same model, its values with which this one means something).
    when: tuple[str, tuple[str, ...]] | None = None

    def matters(self, others: Mapping[str, Any]) -> bool:
        """``others``: the values of all fields of the model."""
        return self.when is None or str(others.get(self.when[0])) in self.when[1]

    def choice(self, value: object, language: str) -> str:
        words = self.choices.get(str(value))
        return _in(words, language) if words else str(value)

    def titled(self, language: str) -> str:
        return _in(self.title, language)

    def hinted(self, language: str) -> str:
        return _in(self.hint, language)


def named(
    ru: str, en: str, hint_ru: str = "", hint_en: str = "", **choices: tuple[str, str]
) -> FieldWords:
    hint = {"ru": hint_ru, "en": hint_en} if hint_ru else _NOTHING
    called = {value: {"ru": words[0], "en": words[1]} for value, words in choices.items()}
    return FieldWords({"ru": ru, "en": en}, hint, called)


def further(words: FieldWords) -> FieldWords:
    """The same, of a field that is seldom touched."""
    return replace(words, further=True)


def only_when(field_name: str, values: str, words: FieldWords) -> FieldWords:
    """The same, of a field that means something with some values of another one only. ``values``:
    with blanks between."""
    return replace(words, when=(field_name, tuple(values.split())))


def words_of(model: type[Any], name: str) -> FieldWords:
    """``model``: a pydantic model, of whatever origin."""
    found = _words_of(model, name)
    return replace(found, unit="s") if name == "seconds" or name.endswith("_s") else found


def _words_of(model: type[Any], name: str) -> FieldWords:
    for declaring in model.__mro__:
        own = vars(declaring).get("field_words")
        if isinstance(own, Mapping) and isinstance(own.get(name), FieldWords):
            found: FieldWords = own[name]
            return further(found) if name in SELDOM else found
    info = getattr(model, "model_fields", {}).get(name)
    title, hint = getattr(info, "title", None), getattr(info, "description", None)
    common = COMMON.get(name)
    if title or common is None:
        said = title or readable(name)
        words = {"ru": said, "en": said}
    else:
        words = dict(common.title)
    if hint:
        return FieldWords(words, {"ru": hint, "en": hint}, further=name in SELDOM)
    known = common.hint if common is not None and not title else _NOTHING
    return FieldWords(words, known, further=name in SELDOM)


def readable(name: str) -> str:
    """``max_retry_s`` → “Max retry”: the unit stands beside the field."""
    text = name.removesuffix("_s").replace("_", " ").strip() or name
    return text[:1].upper() + text[1:]


def _in(texts: Texts, language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


#: Fields that are left as they are in most blocks, whatever block it is.
SELDOM = frozenset({
    "again_key", "barge_in", "between_timeout_s", "change_key", "confirm_key", "confirm_message",
    "invalid_message", "invalid_repeats", "key_variable", "no_input_message", "no_input_repeats",
    "no_match_message", "no_match_repeats", "repeats", "timeout_s",
})  # fmt: skip

#: Names that mean the same in whatever block they stand.
COMMON: Mapping[str, FieldWords] = {
    "again_key": named("Клавиша «ещё раз»", "Key for “again”"),
    "barge_in": named(
        "Перебивать нажатием", "A key interrupts",
        "Клавиша прерывает сообщение и засчитывается с первой его секунды",
        "A key stops the message and counts from its first moment",
    ),
    "between_timeout_s": named(
        "Пауза после клавиши", "Pause after a key",
        "Молчание такой длины после клавиши завершает ввод",
        "So long a silence after a key ends the input",
    ),
    "body": named("Тело запроса", "Body"),
    "branches": named("Ветви", "Branches"),
    "change_key": named("Клавиша «изменить»", "Key for “change”"),
    "columns": named("Столбцы → переменные", "Columns → variables"),
    "confirm_key": named("Клавиша «верно»", "Key for “correct”"),
    "confirm_message": named(
        "Переспросить", "Confirmation",
        "Повторяет введённое и просит подтвердить; пусто — без подтверждения",
        "Reads the input back and asks; empty: no confirmation",
    ),
    "date": named("Дата", "Date"),
    "digits": named("Цифры", "Digits"),
    "expression": named("Выражение", "Expression"),
    "headers": named("Заголовки", "Headers"),
    "invalid_message": named("Если введено неверно", "Said after wrong input"),
    "invalid_repeats": named("Повторов при ошибке", "Repeats after wrong input"),
    "key": named("Клавиша", "Key"),
    "key_variable": named("Клавиша — в переменную", "Key into variable"),
    "keys": named("Клавиши", "Keys"),
    "language": named("Язык", "Language"),
    "message": named("Сообщение", "Message"),
    "name": named("Имя", "Name"),
    "no_input_message": named("Если абонент молчит", "Said after silence"),
    "no_input_repeats": named(
        "Повторов при молчании", "Repeats after silence",
        "Сколько раз повторить сообщение, если абонент молчит",
        "How often the message is repeated after silence",
    ),
    "no_match_message": named("Если клавиша не та", "Said after a wrong key"),
    "no_match_repeats": named(
        "Повторов при ошибке", "Repeats after a wrong key",
        "Сколько раз повторить сообщение после неверной клавиши",
        "How often the message is repeated after a wrong key",
    ),
    "number": named("Номер", "Number"),
    "parameters": named("Параметры", "Parameters"),
    "prompt": named("Фраза", "Prompt"),
    "prompts": named("Фразы", "Prompts"),
    "repeats": named("Повторов", "Repeats"),
    "result": named("Сохранить как ответ", "Save as result"),
    "results": named("Ответы", "Results"),
    "rows": named("Строки", "Rows"),
    "say": named("Текст", "Text"),
    "scheme": named("Схема", "Scheme"),
    "script": named("Функция", "Function"),
    "seconds": named("Длительность", "Duration"),
    "source": named("Источник данных", "Data source"),
    "store": named("Внешнее хранилище", "External store"),
    "text": named("Текст", "Text"),
    "time": named("Время", "Time"),
    "timeout_s": named(
        "Ждать ответа", "Wait for an answer",
        "Сколько абонент может молчать после сообщения",
        "How long the subscriber may be silent after the message",
    ),
    "title": named("Название", "Title"),
    "value": named("Значение", "Value"),
    "variable": named("В переменную", "Into variable"),
}  # fmt: skip
