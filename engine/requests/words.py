"""By which words a request is found."""

from engine.directory.letters import digits_of, words_of
from engine.requests.model import Request

_LONGEST, _MOST = 40, 200
#: Numbers are asked for by these many last digits, too.
_ENDINGS = (4, 5, 6, 7)


def request_words(request: Request) -> frozenset[str]:
    """Of subject, details, caller and number; words of details beyond the first two hundred are
    left out."""
    text = " ".join((request.subject, request.caller, request.details))
    words = {word[:_LONGEST] for word in words_of(text)[:_MOST]}
    digits = digits_of(request.links.phone)
    if digits:
        words |= {digits, *(digits[-length:] for length in _ENDINGS if length < len(digits))}
    return frozenset(words)


def query_words(text: str) -> list[str]:
    """What is searched for, the longest first; a number in one piece."""
    stripped = text.strip()
    if stripped and not any(char.isalpha() for char in stripped):
        digits = digits_of(stripped)
        if len(digits) > 3:
            return [digits]
    words = {word[:_LONGEST] for word in words_of(text)}
    return sorted(words, key=lambda word: (-len(word), word))[:10]
