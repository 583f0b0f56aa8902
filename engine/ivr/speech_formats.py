"""The formats of templates (``{debt|money}``): how a value is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from engine.ivr import speech_options as options
from engine.ivr import speech_values as read
from engine.ivr import spoken
from engine.ivr.speech_options import BadArgumentError
from engine.ivr.spoken import counted
from engine.ivr.spoken.russian_noun import UnknownNounError
from engine.scheme import values
from engine.scheme.model import VariableType
from engine.scheme.values import Value

#: (value, language, today) → words. Raises ValueError when the value cannot be said so.
Format = Callable[[Value, str, date | None], str]


class AsWritten(str):
    """A value that is read as it stands, not put into words: a voice pack has nothing for it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class FormatKind:
    """``make(argument, currency)`` gives the format and raises BadArgumentError."""

    make: Callable[[str, str], Format]
    #: The options it takes, those of a group exclude each other.
    groups: tuple[options.Group, ...] = ()
    #: (argument, language of the template): what is wrong with it there, as BadArgumentError.
    check: Callable[[str, str], None] | None = None

    def validate(self, argument: str, language: str) -> None:
        """Raises BadArgumentError. ``language``: "" when it is not known."""
        self.make(argument, "RUB")
        if self.check is not None:
            self.check(argument, language)


def _money(argument: str, currency: str) -> Format:
    codes = {code: code for code in sorted(spoken.currencies())}
    given = options.read(argument, currency=codes, case=options.CASES)
    unit, case = given.get("currency", currency), given.get("case", "nom")
    return lambda value, language, today: spoken.money(
        read.money_of(value, unit), unit, language, case
    )


def _number(argument: str, currency: str) -> Format:
    del currency
    given = options.read(
        argument, gender=options.GENDERS, case=options.CASES, animate=options.ANIMATE
    )
    return lambda value, language, today: spoken.number(
        read.loose_number_of(value), language, **given
    )


def _ordinal(argument: str, currency: str) -> Format:
    del currency
    given = options.read(
        argument, gender=options.GENDERS_AND_PLURAL, case=options.CASES, animate=options.ANIMATE
    )
    return lambda value, language, today: spoken.ordinal(read.number_of(value), language, **given)


def _percent(argument: str, currency: str) -> Format:
    del currency
    given = options.read(argument, case=options.CASES)
    return lambda value, language, today: spoken.percent(read.percent_of(value), language, **given)


def _noun_and_case(argument: str) -> tuple[str, spoken.Case]:
    noun, _, rest = argument.partition(":")
    if not noun.strip():
        raise BadArgumentError(
            argument,
            "звонок, call",
            "назовите, что считать: count:звонок",
            "name what is counted: count:call",
        )
    return noun.strip(), options.read(rest, case=options.CASES).get("case", "nom")


def _count(argument: str, currency: str) -> Format:
    del currency
    noun, case = _noun_and_case(argument)
    language_of_noun = counted.language_of(noun)
    # Here, once per scheme: the dictionary is not for the event loop.
    if language_of_noun:
        _look_up(noun, language_of_noun, case)

    def say(value: Value, language: str, today: date | None) -> str:
        del today
        return spoken.amount(read.number_of(value), noun, language, case)

    return say


def _look_up(noun: str, language: str, case: spoken.Case) -> None:
    try:
        counted.noun(noun, language)
        spoken.amount(5, noun, language, case)
    except UnknownNounError as error:
        raise BadArgumentError(noun, noun, error.ru, error.en) from None
    except ValueError:
        raise BadArgumentError(
            noun,
            "nom",
            f"«{noun}»: известны только формы именительного падежа",
            f"“{noun}”: only its nominative is known",
        ) from None


def _check_count(argument: str, language: str) -> None:
    noun, case = _noun_and_case(argument)
    if language in LANGUAGES:
        _look_up(noun, language, case)


def _date(argument: str, currency: str) -> Format:
    del currency
    given = options.read(
        argument, form=options.DATE_FORMS, year=options.YEARS, weekday=options.WEEKDAY,
        relative=options.RELATIVE,
    )  # fmt: skip
    return lambda value, language, today: spoken.date(
        read.date_of(value), language, today=today, **given
    )


def _time(argument: str, currency: str) -> Format:
    del currency
    given = options.read(argument, form=options.TIME_FORMS, twelve=options.CLOCK)
    return lambda value, language, today: spoken.time(read.time_of(value), language, **given)


def _datetime(argument: str, currency: str) -> Format:
    del currency
    given = options.read(
        argument, form=options.MOMENT_FORMS, year=options.YEARS, weekday=options.WEEKDAY,
        relative=options.RELATIVE, twelve=options.CLOCK,
    )  # fmt: skip
    return lambda value, language, today: spoken.date_and_time(
        read.moment_of(value), language, today=today, **given
    )


def _duration(argument: str, currency: str) -> Format:
    del currency
    given = options.read(argument, unit=options.UNITS, largest=options.LARGEST, case=options.CASES)
    unit = given.pop("unit", 1)
    if "largest" not in given:  # no minutes of talk are "ноль минут", not "ноль секунд"
        given["none"] = options.UNIT_NAMES[unit]
    return lambda value, language, today: spoken.duration(
        read.seconds_of(value, unit), language, **given
    )


def _digits(argument: str, currency: str) -> Format:
    del currency
    group = options.read(argument, group=options.GROUPS_OF).get("group", 0)

    def say(value: Value, language: str, today: date | None) -> str:
        del today
        text = values.to_text(value)
        words = spoken.digits(text, language, group)
        if not words:
            raise ValueError(f"{text!r} has no digits")
        return words

    return say


def _phone(argument: str, currency: str) -> Format:
    del currency
    one_by_one = "one" in options.read(argument, one=options.ONE_BY_ONE)
    as_code = _digits("", "")

    def say(value: Value, language: str, today: date | None) -> str:
        number, extension = read.phone_of(value)
        if not number:
            return as_code(value, language, today)
        return spoken.phone(number, language, extension, one_by_one)

    return say


def _list(argument: str, currency: str) -> Format:
    """``list:or``, ``list:money:USD``: each item in a format of its own."""
    words = argument.split(":", 1) if argument else []
    last = "and"
    first, *rest = [*words, ""] if words else [""]
    if first.strip().lower() in options.LAST:
        last = options.LAST[first.strip().lower()]
        words = rest[0].split(":", 1) if rest and rest[0] else []
    inner = words[0].strip() if words else "text"
    kind = FORMATS.get(inner) if inner != "list" else None
    if kind is None:
        known = ", ".join(["and", "or", *(name for name in FORMATS if name != "list")])
        raise BadArgumentError(inner, known)
    say_one = kind.make(words[1] if len(words) > 1 else "", currency)
    in_words = _number("", currency) if inner == "text" else say_one

    def say(value: Value, language: str, today: date | None) -> str:
        said = [
            (in_words if read.is_plain_number(item) else say_one)(item, language, today)
            for item in read.items_of(value)
        ]
        joined = spoken.listed(said, language, "or" if last == "or" else "and")
        return AsWritten(joined) if any(isinstance(one, AsWritten) for one in said) else joined

    return say


def _yes_no(argument: str, currency: str) -> Format:
    del currency
    options.read(argument)
    return lambda value, language, today: spoken.yes_or_no(read.yes_or_no_of(value), language)


def _text(argument: str, currency: str) -> Format:
    del currency
    options.read(argument)

    def say(value: Value, language: str, today: date | None) -> str:
        if isinstance(value, bool):
            return spoken.yes_or_no(value, language)
        if isinstance(value, int | Decimal):
            return spoken.number(value, language)
        if isinstance(value, datetime):
            return spoken.date_and_time(value, language, today=today)
        if isinstance(value, date):
            return spoken.date(value, language, today=today)
        if isinstance(value, time):
            return spoken.time(value, language)
        return AsWritten(values.to_text(value))

    return say


_o = options
FORMATS: Mapping[str, FormatKind] = {
    "text": FormatKind(_text),
    "number": FormatKind(_number, (_o.GENDERS, _o.CASES, _o.ANIMATE)),
    "ordinal": FormatKind(_ordinal, (_o.GENDERS_AND_PLURAL, _o.CASES, _o.ANIMATE)),
    "count": FormatKind(_count, (_o.CASES,), _check_count),
    "percent": FormatKind(_percent, (_o.CASES,)),
    "money": FormatKind(_money, (_o.CASES,)),
    "date": FormatKind(_date, (_o.DATE_FORMS, _o.YEARS, _o.WEEKDAY, _o.RELATIVE)),
    "time": FormatKind(_time, (_o.TIME_FORMS, _o.CLOCK)),
    "datetime": FormatKind(
        _datetime, (_o.MOMENT_FORMS, _o.YEARS, _o.WEEKDAY, _o.RELATIVE, _o.CLOCK)
    ),
    "duration": FormatKind(_duration, (_o.UNITS, _o.LARGEST, _o.CASES)),
    "digits": FormatKind(_digits, (_o.GROUPS_OF,)),
    "phone": FormatKind(_phone, (_o.ONE_BY_ONE,)),
    "list": FormatKind(_list, (_o.LAST,)),
    "yesno": FormatKind(_yes_no),
}

#: How a variable is said when the template does not tell.
BY_TYPE: Mapping[VariableType, str] = {
    VariableType.TEXT: "text",
    VariableType.NUMBER: "number",
    VariableType.MONEY: "money",
    VariableType.DATE: "date",
    VariableType.PHONE: "phone",
}
LANGUAGES = frozenset({"ru", "en"})


def spoken_currencies() -> frozenset[str]:
    """ISO 4217 codes that can be said in every language."""
    return spoken.currencies()
