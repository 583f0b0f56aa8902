"""Times of the week in words: "Mon–Fri 18:00–24:00; Sat, Sun all day"; and days as people write
them, "пн-пт" for "mon-fri"."""

import re
from collections.abc import Sequence

from engine.domain.incoming_week import Times
from engine.domain.week_times import DAYS
from rino_desktop.texts import language, t

_MIDNIGHT = 24 * 60
_RUSSIAN = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_WORD = re.compile(r"[^\W\d_]+")


def in_english(hours: str) -> str:
    """As the engine reads them, with days named in Russian or English."""
    known = dict(zip(_RUSSIAN, DAYS, strict=True))
    return _WORD.sub(lambda word: known.get(word[0].lower(), word[0]), hours)


def in_our_language(hours: str) -> str:
    """As they are written in the language of the application."""
    if language() != "ru":
        return hours
    known = dict(zip(DAYS, _RUSSIAN, strict=True))
    return _WORD.sub(lambda word: known.get(word[0].lower(), word[0]), hours)


def day_names() -> tuple[str, ...]:
    """Short ones, from Monday on."""
    return t("Mon"), t("Tue"), t("Wed"), t("Thu"), t("Fri"), t("Sat"), t("Sun")


def clock(minutes: int) -> str:
    """``minutes`` after midnight; 24:00 is the end of the day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def times(spans: Sequence[Times]) -> str:
    """Of one day."""
    if tuple(spans) == ((0, _MIDNIGHT),):
        return t("all day")
    return ", ".join(f"{clock(start)}–{clock(end)}" for start, end in spans)


def week_times(by_weekday: Sequence[Sequence[Times]]) -> str:
    """Days one after the other that have the same times are told together; "" for none."""
    if all(tuple(spans) == ((0, _MIDNIGHT),) for spans in by_weekday):
        return t("always")
    names, parts, first = day_names(), [], 0
    for number in range(1, len(names) + 1):
        if number < len(names) and tuple(by_weekday[number]) == tuple(by_weekday[first]):
            continue
        if by_weekday[first]:
            last = number - 1
            joint = "–" if last > first + 1 else ", "
            days = names[first] if last == first else f"{names[first]}{joint}{names[last]}"
            parts.append(f"{days} {times(by_weekday[first])}")
        first = number
    return "; ".join(parts)
