"""Russian dates, times of day and durations.

The prepositions belong to what is said: до пятого марта, со второго, к девяти часам, в один час.
"""

import datetime
from collections.abc import Sequence

from engine.ivr.spoken.russian_noun import Case, Noun
from engine.ivr.spoken.russian_nouns import NOUNS
from engine.ivr.spoken.russian_numbers import count, ordinal

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip

#: nominative, genitive, dative, accusative
WEEKDAYS = (
    ("понедельник", "понедельника", "понедельнику", "понедельник"),
    ("вторник", "вторника", "вторнику", "вторник"),
    ("среда", "среды", "среде", "среду"),
    ("четверг", "четверга", "четвергу", "четверг"),
    ("пятница", "пятницы", "пятнице", "пятницу"),
    ("суббота", "субботы", "субботе", "субботу"),
    ("воскресенье", "воскресенья", "воскресенью", "воскресенье"),
)
_NAMED: tuple[Case, ...] = ("nom", "gen", "dat", "acc")

#: Form of a date → preposition, case of the day. "of" stands behind a time: (до девяти часов)
#: четверга, пятого марта; "genitive" is when something happens: в четверг, пятого марта.
_DATE_FORMS: dict[str, tuple[str, Case]] = {
    "genitive": ("", "gen"),
    "of": ("", "gen"),
    "nominative": ("", "nom"),
    "until": ("до", "gen"),
    "from": ("с", "gen"),
    "by": ("к", "dat"),
    "through": ("по", "acc"),
}
#: Days from today → the words by themselves, and after a preposition in the genitive, dative and
#: accusative.
RELATIVE: dict[int, str] = {
    -2: "позавчера", -1: "вчера", 0: "сегодня", 1: "завтра", 2: "послезавтра",
}  # fmt: skip
_RELATIVE_DAY: dict[int, dict[Case, str]] = {
    0: {"gen": "сегодняшнего дня", "dat": "сегодняшнему дню", "acc": "сегодняшний день"},
    1: {"gen": "завтрашнего дня", "dat": "завтрашнему дню", "acc": "завтрашний день"},
}


def before(preposition: str, words: str) -> str:
    """Put a preposition in front: с пятого, со второго; в среду, во вторник."""
    if not preposition:
        return words
    if words.startswith("втор") and preposition in ("с", "к", "в"):
        preposition += "о"
    elif words.startswith("сред") and preposition == "с":
        preposition = "со"
    return f"{preposition} {words}"


def date(
    value: datetime.date,
    form: str,
    with_year: bool,
    weekday: bool = False,
    days_off: int | None = None,
) -> str:
    """``days_off``: days from today to ``value``, None when it is not to be said so."""
    preposition, case = _DATE_FORMS[form]
    if days_off is not None:
        if not preposition and days_off in RELATIVE:
            return RELATIVE[days_off]
        if preposition and days_off in _RELATIVE_DAY:
            return before(preposition, _RELATIVE_DAY[days_off][case])
    words = f"{ordinal(value.day, 'n', case)} {MONTHS[value.month - 1]}"
    if with_year:
        words = f"{words} {ordinal(value.year, 'm', 'gen')} года"
    if not weekday:
        return before(preposition, words)
    names = WEEKDAYS[value.weekday()]
    if form == "genitive":  # when: во вторник, пятого марта
        return f"{before('в', names[3])}, {words}"
    return f"{before(preposition, names[_NAMED.index(case)])}, {words}"


#: Form of a time → preposition, case of the numbers.
_TIME_FORMS: dict[str, tuple[str, Case]] = {
    "nominative": ("", "nom"),
    "at": ("в", "acc"),
    "until": ("до", "gen"),
    "from": ("с", "gen"),
    "by": ("к", "dat"),
}
#: (before this hour, its part of the day)
_PARTS_OF_DAY = ((4, "ночи"), (12, "утра"), (17, "дня"), (24, "вечера"))
PARTS_OF_DAY = tuple(name for _, name in _PARTS_OF_DAY)


def time(value: datetime.time, form: str, twelve: bool) -> str:
    """``twelve``: девять часов вечера; else двадцать один час. Whole minutes."""
    preposition, case = _TIME_FORMS[form]
    hour, minute = value.hour, value.minute
    part = ""
    if twelve:
        part = next(f" {name}" for end, name in _PARTS_OF_DAY if hour < end)
        hour = (hour - 1) % 12 + 1
    words = count(hour, NOUNS["hour"], case)
    if twelve and hour == 1 and not minute:
        words = NOUNS["hour"].after(1, case)  # в час дня
    # в ноль часов ноль минут, but до нуля часов
    if minute or (not hour and not twelve and form in ("nominative", "at")):
        words = f"{words} {count(minute, NOUNS['minute'], case)}"
    return before(preposition, words + part)


def datetime_(day: str, at: datetime.time, form: str, twelve: bool) -> str:
    """``day``: the date as it is said without a preposition of its own; with "until", "from" and
    "by" a weekday in it is in the genitive: до девяти часов четверга, пятого марта."""
    near = day in RELATIVE.values()
    if form in ("until", "from", "by"):
        if near and twelve:  # not "до двух часов дня завтрашнего дня"
            return f"{day} {time(at, form, twelve)}"
        of_day = f"{day[:-1]}ашнего дня" if day.endswith("тра") else f"{day}шнего дня"
        return f"{time(at, form, twelve)} {of_day if near else day}"
    if form == "nominative" and not near:
        return f"{day}, {time(at, 'nominative', twelve)}"
    # The comma closes what the first one opened: в четверг, пятого марта, в девять часов.
    return f"{day}{',' if ',' in day else ''} {time(at, 'at', twelve)}"


def duration(parts: Sequence[tuple[int, str]], case: Case = "nom") -> str:
    """``parts``: (how many, unit)."""
    return " ".join(count(n, _unit(unit), case) for n, unit in parts)


def _unit(name: str) -> Noun:
    return NOUNS[name]
