"""Under which tokens an entry is found.

A token is a mark and a word. Words of name, address and note are kept apart, so that a name goes
before a street. Beginnings of the words of a name are tokens of their own, for initials and for
what is typed first; numbers are found by three digits and their place, counted from the end.
"""

from collections import Counter
from collections.abc import Iterator

from engine.directory.letters import digits_of, words_of
from engine.directory.model import EntryText

NAME, ADDRESS, NOTE, BEGINNING, DIGITS = "\x01", "\x02", "\x03", "\x04", "\x05"
#: The tokens that are whole words.
FIELDS = (NAME, ADDRESS, NOTE)
#: Raised when the same entry gets other tokens than before: the index is then built anew.
VERSION = 1

#: Longest beginning that is a token.
LONGEST_BEGINNING = 3
#: Words are cut here, and entries have no more words in a field.
LONGEST_WORD, MOST_WORDS = 40, 100
#: Numbers with more digits are cut on the left.
LONGEST_NUMBER = 15
#: Words that tell no address from another.
COMMON = frozenset(
    " ".join((
        "ул улица д дом кв квартира г город гор пр просп проспект т кт пер переулок б р бульвар",
        "бул обл область корп корпус стр строение оф офис пл площадь ш шоссе наб набережная пос",
        "поселок с село дер деревня н район край респ республика мкр микрорайон st street ave",
    )).split()
)  # fmt: skip


def tokens_of(entry: EntryText) -> set[str]:
    """All tokens of an entry."""
    tokens: set[str] = set()
    beginnings: Counter[str] = Counter()
    for word in _words(entry.name):
        tokens.add(NAME + word)
        for length in range(1, min(len(word), LONGEST_BEGINNING) + 1):
            beginnings[word[:length]] += 1
            tokens.add(beginning_token(word[:length], beginnings[word[:length]]))
    tokens.update(ADDRESS + word for word in _words(entry.address) if word not in COMMON)
    tokens.update(NOTE + word for word in _words(entry.note))
    for number in entry.numbers:
        tokens.update(digit_tokens(digits_of(number)))
    return tokens


def beginning_token(start: str, times: int) -> str:
    """Of names in which at least so many words begin with ``start``: "Иванов И" is no Иванов
    whose other names begin with other letters."""
    return BEGINNING + start if times < 2 else f"{BEGINNING}{start}*{times}"


def _words(text: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in words_of(text)[:MOST_WORDS]]


def digit_tokens(digits: str, place: int = 0) -> Iterator[str]:
    """Of digits whose last one has ``place`` others behind it. One or two digits are a token as
    they are."""
    digits = digits[-LONGEST_NUMBER:]
    if 0 < len(digits) < 3 and place == 0:
        yield f"{DIGITS}{digits}"
    for start in range(len(digits) - 2):
        behind = len(digits) - 3 - start + place
        yield f"{DIGITS}{behind:x}{digits[start : start + 3]}"
