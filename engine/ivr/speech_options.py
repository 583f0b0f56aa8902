"""The arguments of formats: ``{n|ordinal:f.gen}``, ``{debt|money:USD.acc}``, ``{due|date:until}``.

Options stand after the first ``:``, in any order, parted by dots (or commas, colons, blanks). Each
has a short English name; the Russian names that grammar books use are understood as well.
"""

import re
from collections.abc import Mapping
from typing import Any

_SEPARATORS = re.compile(r"[.,:\s]+")


class BadArgumentError(ValueError):
    """An option that the format has not. ``known``: those it has, in words; ``ru`` and ``en``:
    what else is wrong, when it is not simply unknown."""

    def __init__(self, argument: str, known: str, ru: str = "", en: str = "") -> None:
        super().__init__(en or f"no option {argument!r}; known: {known}")
        self.argument = argument
        self.known = known
        self.ru = ru
        self.en = en


#: A group of options that exclude each other: as written → meant. The first spelling of each
#: meaning is the one that messages and the documentation name.
Group = Mapping[str, Any]

CASES: Group = {
    "nom": "nom", "gen": "gen", "dat": "dat", "acc": "acc", "ins": "ins", "prep": "prep",
    "nominative": "nom", "genitive": "gen", "dative": "dat", "accusative": "acc",
    "instrumental": "ins", "prepositional": "prep",
    "им": "nom", "род": "gen", "дат": "dat", "вин": "acc", "тв": "ins", "пр": "prep",
}  # fmt: skip
GENDERS: Group = {"m": "m", "f": "f", "n": "n", "м": "m", "ж": "f", "с": "n"}
GENDERS_AND_PLURAL: Group = {**GENDERS, "pl": "pl", "мн": "pl"}
ANIMATE: Group = {"anim": True, "одуш": True}
DATE_FORMS: Group = {
    "genitive": "genitive", "until": "until", "nominative": "nominative", "from": "from",
    "by": "by", "through": "through", "gen": "genitive", "nom": "nominative",
}  # fmt: skip
YEARS: Group = {"year": True, "noyear": False}
WEEKDAY: Group = {"weekday": True}
RELATIVE: Group = {"relative": True}
TIME_FORMS: Group = {
    "at": "at", "until": "until", "from": "from", "by": "by", "nominative": "nominative",
    "nom": "nominative",
}  # fmt: skip
MOMENT_FORMS: Group = {
    "genitive": "genitive", "until": "until", "from": "from", "by": "by",
    "nominative": "nominative", "gen": "genitive", "nom": "nominative",
}  # fmt: skip
CLOCK: Group = {"12": True, "24": False}
UNITS: Group = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
#: What a unit of ``UNITS`` is called in ``engine.ivr.spoken``.
UNIT_NAMES: Mapping[int, str] = {1: "second", 60: "minute", 3600: "hour", 86400: "day"}
LARGEST: Group = {"in-minutes": "minute", "in-hours": "hour", "in-seconds": "second"}
GROUPS_OF: Group = {"1": 1, "2": 2, "3": 3, "4": 4}
ONE_BY_ONE: Group = {"digits": True}
LAST: Group = {"and": "and", "or": "or"}


def read(argument: str, **groups: Group) -> dict[str, Any]:
    """Which option of each group is given: {group's name: meaning}. BadArgumentError."""
    found: dict[str, Any] = {}
    for word in filter(None, _SEPARATORS.split(argument.strip())):
        found_in = (
            (name, options[spelling])
            for name, options in groups.items()
            for spelling in (word.lower(), word.upper())  # currencies are written in capitals
            if spelling in options
        )
        group, meaning = next(found_in, ("", None))
        if not group:
            raise BadArgumentError(word, known(*groups.values()))
        if group in found and found[group] != meaning:
            raise BadArgumentError(
                argument,
                known(*groups.values()),
                f"«{argument}»: «{word}» противоречит тому, что стоит перед ним",
                f"“{argument}”: “{word}” contradicts what stands before it",
            )
        found[group] = meaning
    return found


def known(*groups: Group) -> str:
    """The options in words, one spelling of each."""
    names: list[str] = []
    for group in groups:
        seen: set[Any] = set()
        for name, meaning in group.items():
            if meaning not in seen:
                names.append(name)
                seen.add(meaning)
    return ", ".join(names) or "–"
