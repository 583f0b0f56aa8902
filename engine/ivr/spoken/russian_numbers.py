"""Russian numbers in words, in every case and gender.

num2words supplies cardinals below a thousand and ordinals of round numbers. What it gets wrong is
put together here: feminine cardinals from a million on ("одна миллион"), accusatives before
thousands ("двух тысячи"), compound ordinals ("семидесятый тысяч первый").
"""

from decimal import Decimal
from functools import lru_cache
from typing import Literal

from num2words import num2words

from engine.ivr.spoken.rounding import whole_and_fraction
from engine.ivr.spoken.russian_noun import CASES, Case, Forms, Gender, Noun, feminine, masculine

#: Beyond it nobody numbers anything.
LARGEST_ORDINAL = 10**12

_LETTERS: dict[Case, str] = dict(zip(CASES, "ngdaip", strict=True))
_ZERO: Forms = ("ноль", "нуля", "нулю", "ноль", "нулём", "нуле")
_THOUSAND = feminine("тысяч", "тысяч")
#: тысячей, not тысячой
_THOUSANDS = Noun(
    "f",
    ("тысяча", "тысячи", "тысяче", "тысячу", "тысячей", "тысяче"),
    _THOUSAND.plural,
    "тысячи",
    "тысяч",
)
SCALES: tuple[Noun, ...] = (
    _THOUSANDS,
    masculine("миллион"),
    masculine("миллиард"),
    masculine("триллион"),
    masculine("квадриллион"),
)
_PARTS = ("десят", "сот", "тысячн", "десятитысячн", "стотысячн", "миллионн")


def _part(stem: str, few: str) -> Noun:
    return Noun(
        "f",
        (f"{stem}ая", f"{stem}ой", f"{stem}ой", f"{stem}ую", f"{stem}ой", f"{stem}ой"),
        (f"{stem}ые", f"{stem}ых", f"{stem}ым", f"{stem}ые", f"{stem}ыми", f"{stem}ых"),
        few,
        f"{stem}ых",
    )


WHOLE = _part("цел", "целых")
#: By the number of the fraction's digits.
FRACTIONS = tuple(_part(stem, f"{stem}ых") for stem in _PARTS)


@lru_cache(maxsize=16384)
def cardinal(n: int, gender: Gender = "m", case: Case = "nom", animate: bool = False) -> str:
    """``n`` from 0 up to 10^18."""
    if n == 0:
        return _ZERO[CASES.index(case)]
    words: list[str] = []
    for power in range(len(SCALES), 0, -1):
        group = n // 1000**power % 1000
        if group:
            scale = SCALES[power - 1]
            words.append(f"{_small(group, scale.gender, case)} {scale.after(group, case)}")
    if n % 1000:
        # Of compound numbers only "один" tells the living: двадцать одного, двадцать два.
        living = animate and (n < 5 or n % 10 == 1)
        words.append(_small(n % 1000, gender, case, living))
    return " ".join(words)


def _small(n: int, gender: Gender, case: Case, animate: bool = False) -> str:
    """1…999."""
    return str(num2words(n, lang="ru", case=_LETTERS[case], gender=gender, animate=animate))


@lru_cache(maxsize=16384)
def ordinal(
    n: int,
    gender: Gender | Literal["pl"] = "m",
    case: Case = "nom",
    animate: bool = False,
) -> str:
    """``n`` from 0; ValueError beyond ``LARGEST_ORDINAL``. Only the last word is declined."""
    if not 0 <= n <= LARGEST_ORDINAL:
        raise ValueError(f"there is no ordinal of {n}")
    last = n % 1000
    power = 1
    if n and not last:
        while n % 1000 ** (power + 1) == 0:
            power += 1
        last = n // 1000**power % 1000 * 1000**power
    spoken = str(
        num2words(
            last,
            lang="ru",
            to="ordinal",
            case=_LETTERS[case],
            gender="p" if gender == "pl" else gender,
            animate=animate,
        )
    )
    if last == n:
        return spoken
    # "тысяча девятьсот первый", as years are said; a front that begins so is one thousand …
    front = cardinal(n - last).removeprefix("одна ").removeprefix("один ")
    return f"{front} {spoken}"


def count(n: int, noun: Noun, case: Case = "nom") -> str:
    """Any whole number of things. ValueError for "двадцать двое суток", which nobody can say."""
    size = abs(n)
    if noun.collective:
        words = _collective(size, noun, case)
    else:
        words = f"{cardinal(size, noun.gender, case, noun.animate)} {noun.after(size, case)}"
    return f"минус {words}" if n < 0 else words


_ONE_PLURAL: Forms = ("одни", "одних", "одним", "одни", "одними", "одних")
_COLLECTIVE: dict[int, Forms] = {
    2: ("двое", "двух", "двум", "двое", "двумя", "двух"),
    3: ("трое", "трёх", "трём", "трое", "тремя", "трёх"),
    4: ("четверо", "четырёх", "четырём", "четверо", "четырьмя", "четырёх"),
}


def _collective(n: int, noun: Noun, case: Case) -> str:
    """сутки, ножницы: одни сутки, двое суток, пять суток."""
    at = CASES.index(case)
    oblique = case not in ("nom", "acc")
    if n in _COLLECTIVE:
        return f"{_COLLECTIVE[n][at]} {noun.plural[at] if oblique else noun.many}"
    if n % 10 == 1 and n % 100 != 11:
        front = f"{cardinal(n - 1, 'm', case)} " if n > 1 else ""
        return f"{front}{_ONE_PLURAL[at]} {noun.plural[at]}"
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) and not oblique:
        raise ValueError(f"{n} {noun.many}: there is no way to say it")
    form = noun.plural[at] if oblique and n % 1000 else noun.many
    return f"{cardinal(n, 'm', case)} {form}"


def number(value: Decimal, gender: Gender = "m", case: Case = "nom", animate: bool = False) -> str:
    whole, fraction = whole_and_fraction(value)
    sign = "минус " if value < 0 and (whole or fraction) else ""
    if not fraction:
        return sign + cardinal(whole, gender, case, animate)
    parts = FRACTIONS[len(fraction) - 1]
    return f"{sign}{count(whole, WHOLE, case)} {count(int(fraction), parts, case)}"


def amount(value: Decimal, noun: Noun, case: Case = "nom") -> str:
    """So much of something, fractions included: двенадцать целых пять десятых процента."""
    whole, fraction = whole_and_fraction(value)
    if not fraction:
        return count(-whole if value < 0 else whole, noun, case)
    return f"{number(value, case=case)} {noun.of_part}"
