"""Telephone numbers that must not be seen: only their first and last digits are left.

For campaigns whose operators may talk to a subscriber and not know his number. What is masked here
is all that may be shown, copied, read out or written into a log.
"""

import re

#: In the place of a digit.
HIDDEN = "•"
_FIRST, _LAST = 1, 2
#: A number with fewer digits hides all of them: two of four would tell it.
_SHORTEST_SHOWN = 7
#: What may be a telephone number in a text: seven digits and more, as people write them.
_IN_TEXT = re.compile(r"\+?\d(?:[\s().\-\u00a0\u2010-\u2015]{0,2}\d){6,}")


def masked(number: str) -> str:
    """``+79161234567`` as ``+7••••••••67``; spaces, brackets and dashes stay where they are."""
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
