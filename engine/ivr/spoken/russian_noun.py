"""Russian nouns with all their forms, and which of them follows a number.

Order of cases everywhere: nominative, genitive, dative, accusative, instrumental, prepositional.
Rules: Розенталь, «Справочник по правописанию и литературной правке», §§ 163-166, 193.
"""

from dataclasses import dataclass
from typing import Literal

Gender = Literal["m", "f", "n"]
Case = Literal["nom", "gen", "dat", "acc", "ins", "prep"]
CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "prep")
Forms = tuple[str, str, str, str, str, str]


class UnknownNounError(ValueError):
    """``ru`` and ``en`` say what is wrong and what to write instead."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(en)
        self.ru = ru
        self.en = en


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun, perhaps with adjectives around it ("новое сообщение", "фунт стерлингов").

    ``few``: after 2-4 (два рубля, две новые заявки); ``many``: after 0 and 5-20 (пять лет).
    ``collective``: only plural (сутки): двое суток. ``nominative_only``: the other cases are not
    known.
    """

    gender: Gender
    singular: Forms
    plural: Forms
    few: str
    many: str
    animate: bool = False
    collective: bool = False
    nominative_only: bool = False

    def after(self, n: int, case: Case = "nom") -> str:
        """The form after the whole number ``n`` ≥ 0 in ``case``."""
        if self.nominative_only and case != "nom":
            raise ValueError(f"{self.singular[0]!r}: only its nominative is known")
        if n % 1000 == 0:
            return self.many  # "к тысяче рублей": тысяча and миллион govern like nouns
        at = CASES.index(case)
        if n % 10 == 1 and n % 100 != 11:
            return self.singular[at]
        if case in ("nom", "acc"):
            if n % 10 not in (2, 3, 4) or n % 100 in (12, 13, 14):
                return self.many
            # "двух абонентов", but "двадцать два абонента".
            return self.many if case == "acc" and self.animate and n < 5 else self.few
        return self.many if case == "gen" else self.plural[at]

    @property
    def of_part(self) -> str:
        """After a fraction: две целых пять десятых процента."""
        return self.many if self.collective else self.singular[1]


def noun(
    gender: Gender, singular: Forms, plural: Forms, *, animate: bool = False, many: str = ""
) -> Noun:
    return Noun(gender, singular, plural, singular[1], many or plural[1], animate)


def fixed(word: str, gender: Gender = "m") -> Noun:
    """Indeclinable: евро, тенге."""
    forms = (word,) * 6
    return Noun(gender, forms, forms, word, word)


def masculine(stem: str, genitive_plural: str = "") -> Noun:
    """доллар, франк: a hard stem."""
    plural = "и" if stem[-1] in "кгхжшчщ" else "ы"
    return noun(
        "m",
        (stem, f"{stem}а", f"{stem}у", stem, f"{stem}ом", f"{stem}е"),
        (f"{stem}{plural}", genitive_plural or f"{stem}ов", f"{stem}ам", f"{stem}{plural}",
         f"{stem}ами", f"{stem}ах"),
    )  # fmt: skip


def masculine_soft(word: str, stem: str = "", stressed: bool = False) -> Noun:
    """рубль (stem рубл, stressed: рублём), юань."""
    stem = stem or word[:-1]
    return noun(
        "m",
        (word, f"{stem}я", f"{stem}ю", word, f"{stem}{'ё' if stressed else 'е'}м", f"{stem}е"),
        (f"{stem}и", f"{stem}ей", f"{stem}ям", f"{stem}и", f"{stem}ями", f"{stem}ях"),
    )


def feminine(stem: str, genitive_plural: str) -> Noun:
    """копейк(а), копеек."""
    soft = "и" if stem[-1] in "кгхжшчщ" else "ы"
    return noun(
        "f",
        (f"{stem}а", f"{stem}{soft}", f"{stem}е", f"{stem}у", f"{stem}ой", f"{stem}е"),
        (f"{stem}{soft}", genitive_plural, f"{stem}ам", f"{stem}{soft}", f"{stem}ами",
         f"{stem}ах"),
    )  # fmt: skip


def of_country(stem: str, head: Noun) -> Noun:
    """белорусск(ий) + рубль, чешск(ая) + крона: an adjective in -ский before an inanimate noun."""
    plural = ("ие", "их", "им", "ие", "ими", "их")
    masculine_ends = ("ий", "ого", "ому", "ий", "им", "ом")
    feminine_ends = ("ая", "ой", "ой", "ую", "ой", "ой")
    singular = feminine_ends if head.gender == "f" else masculine_ends
    few = "ие" if head.gender == "f" else "их"

    def joined(ends: tuple[str, ...], forms: Forms) -> Forms:
        a, b, c, d, e, f = (f"{stem}{end} {form}" for end, form in zip(ends, forms, strict=True))
        return a, b, c, d, e, f

    return Noun(
        head.gender,
        joined(singular, head.singular),
        joined(plural, head.plural),
        f"{stem}{few} {head.few}",
        f"{stem}их {head.many}",
    )


def with_tail(head: Noun, tail: str) -> Noun:
    """фунт + стерлингов."""

    def tailed(forms: Forms) -> Forms:
        a, b, c, d, e, f = (f"{form} {tail}" for form in forms)
        return a, b, c, d, e, f

    return Noun(
        head.gender,
        tailed(head.singular),
        tailed(head.plural),
        f"{head.few} {tail}",
        f"{head.many} {tail}",
        head.animate,
        head.collective,
    )
