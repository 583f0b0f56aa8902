"""How much a text looks like Russian: decides between the 8-bit code pages.

The code pages of Russian (cp1251, cp866, koi8-r, …) decode nearly every byte, so "it decodes"
proves nothing. In the right one the letters have their usual frequencies, capitals stand at the
beginning of a word or fill it, and no box drawing or foreign letter stands inside a word.
"""

import math
import re
from collections import Counter

#: Letters per thousand of running Russian text (National Corpus of the Russian Language).
_PER_MILLE = {
    "о": 110, "е": 85, "а": 80, "и": 74, "н": 67, "т": 63, "с": 55, "р": 47, "в": 45, "л": 44,
    "к": 35, "м": 32, "д": 30, "п": 28, "у": 26, "я": 20, "ы": 19, "ь": 17, "г": 17, "з": 16,
    "б": 16, "ч": 14, "й": 12, "х": 10, "ж": 9, "ш": 7, "ю": 6, "ц": 5, "щ": 4, "э": 3, "ф": 3,
    "ъ": 1, "ё": 1, "і": 1, "ї": 1, "є": 1, "ґ": 0.5, "ў": 0.5,
}  # fmt: skip
_WORTH = {letter: math.log(share) + 1.5 for letter, share in _PER_MILLE.items()}

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
#: Signs that do occur beside Russian text; every other sign above ASCII speaks against a guess.
_HARMLESS = frozenset("№«»–—…“”„’‘°\u00a0•·§±€₽×®©")


def plausibility(text: str) -> float:
    """Mean worth of a character above ASCII, about 4 for Russian and below 1 for anything else;
    0.0 for a text without such characters."""
    worth = 0.0
    foreign = sum(1 for c in text if c > "\x7f")
    if not foreign:
        return 0.0
    for word, times in Counter(_WORD.findall(text)).items():
        if _CYRILLIC.search(word):
            worth += times * _word_worth(word)
        else:
            worth -= times * 4.0 * sum(1 for c in word if c > "\x7f")
    for sign, times in Counter(c for c in text if c > "\x7f" and not c.isalpha()).items():
        if sign not in _HARMLESS:
            worth -= 6.0 * times
    return worth / foreign


def _word_worth(word: str) -> float:
    cyrillic = [c for c in word if _CYRILLIC.match(c)]
    worth = sum(_WORTH.get(c.lower(), -4.0) for c in cyrillic)
    if _LATIN.search(word):  # a Cyrillic letter inside a Latin word is a wrong code page
        worth -= 6.0 * len(cyrillic)
    capitals = sum(1 for c in word if c.isupper())
    if capitals and not (word.isupper() or (capitals == 1 and word[0].isupper())):
        worth -= 4.0 * capitals  # "пРИВЕТ" is "Привет" in the wrong one of cp1251 and koi8-r
    elif capitals:
        worth += 1.0  # lists are made of names
    return worth
