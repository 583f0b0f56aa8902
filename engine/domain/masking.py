"""Telephone numbers that must not be seen: only their first and last digits are left.

For campaigns whose operators may talk to a subscriber and not know his number, and for people who
have no right to see personal data. What is masked here is all that may be shown, copied, read out
or written into a log.
"""

import re

#: In the place of a digit.
HIDDEN = "•"
_FIRST, _LAST = 1, 2
#: A number with fewer digits hides all of them: two of four would tell it.
_SHORTEST_SHOWN = 7
_LETTERS = re.compile(r"[^\W\d_]+")
#: What may be a telephone number in a text: seven digits and more, as people write them.
_IN_TEXT = re.compile(r"\+?\d(?:[\s().\-\u00a0\u2010-\u2015]{0,2}\d){6,}")


def masked(number: str) -> str:
    """``+79161234567`` as ``+7••••••••67``; spaces, brackets and dashes stay where they are, and
    what is masked already stays as it is."""
    if HIDDEN in number:
        return number
    count = sum(char.isdigit() for char in number)
    first, last = (_FIRST, count - _LAST) if count >= _SHORTEST_SHOWN else (0, count)
    seen = 0
    kept = []
    for char in number:
        if char.isdigit():
            kept.append(char if seen < first or seen >= last else HIDDEN)
            seen += 1
        elif char.isalpha() or char == "@":  # an address of a SIP telephone names somebody, too
            kept.append(HIDDEN)
        else:
            kept.append(char)
    return "".join(kept)


def masked_text(text: str) -> str:
    """With everything masked in it that may be a telephone number: answers, notes, names of
    files. Dates and sums with as many digits are masked with it."""
    return _IN_TEXT.sub(lambda found: masked(found[0]), text)


def masked_words(text: str) -> str:
    """A contact's field: of each word its first letter is left («И••• П•••••»), of what may be a
    telephone number what ``masked`` leaves. Sums and dates stay: they name nobody."""
    hidden = _LETTERS.sub(lambda word: word[0][0] + HIDDEN * (len(word[0]) - 1), text)
    return masked_text(hidden)
