"""Letters as the directory compares them, and what another keyboard layout makes of them."""

import re
import unicodedata

#: The same keys in the Russian and in the English (US) layout.
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_RUSSIAN = str.maketrans(_LATIN + '{}:"<>~', _RUSSIAN + "хъжэбюё")
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)
#: Latin letters that look like Russian ones: "Иванoв" with a Latin "o".
_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")
_OF_ONE_KIND = str.maketrans("ё", "е", "\u0301\u0306")

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[а-я]")
_LATIN_LETTER = re.compile(r"[a-z]")


def words_of(text: str) -> list[str]:
    """The words of ``text`` in order: small letters, ё as е, without punctuation.

    Letters that only look Russian become Russian in words that have Russian ones.
    """
    # "й" must stay one letter: decompose nothing.
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_OF_ONE_KIND)
    return [_of_one_script(word) for word in _WORD.findall(plain) if max(word) <= "\uffff"]


def _of_one_script(word: str) -> str:
    if _LATIN_LETTER.search(word) and _CYRILLIC.search(word):
        return word.translate(_ALIKE)
    return word


def in_other_layout(text: str) -> str:
    """What the same keys give in the other layout, Russian or English, in small letters; "" where
    the text has letters of both, or of neither."""
    small = text.casefold()
    latin, cyrillic = _LATIN_LETTER.search(small), re.search(r"[а-яё]", small)
    if bool(latin) == bool(cyrillic):
        return ""
    return small.translate(_TO_RUSSIAN if latin else _TO_LATIN)


def digits_of(number: str) -> str:
    """The digits by which numbers are compared: of a Russian one the ten after 7 or 8."""
    digits = "".join(char for char in unicodedata.normalize("NFKC", number) if char in "0123456789")
    return digits[1:] if len(digits) == 11 and digits[0] in "78" else digits
