"""The order of what was found: how well an entry fits the words of a query."""

from collections.abc import Mapping, Sequence

from engine.directory.letters import digits_of, words_of
from engine.directory.likeness import FAR, allowed_errors, distance
from engine.directory.matching import (
    APART,
    BEGINS,
    EXACT,
    ONE_ERROR,
    PART,
    TOGETHER,
    TWO_ERRORS,
    Matched,
)
from engine.directory.model import EntryText
from engine.directory.number_search import ERRORS_FROM_DIGITS
from engine.directory.query import QueryWord
from engine.directory.tokens import ADDRESS, NAME, NOTE

#: What a number is worth: whole, at the end, at the beginning, inside, with one error and two.
_WHOLE, _ENDS, _STARTS, _INSIDE, _NUMBER_ERRORS = 100, 92, 88, 80, (0, 66, 50)
#: A name that begins with the query's first word; words in the query's order.
_FIRST, _IN_ORDER = 6, 4
#: Taken away for each word of the name that was not asked for, and for each other field.
_SUPERFLUOUS, _OTHER_FIELD = 1, 4


def score(entry: EntryText, words: Sequence[QueryWord], matched: Matched) -> int:
    """The greater, the better; 0 when no word fits."""
    fields = (
        (NAME, words_of(entry.name)),
        (ADDRESS, words_of(entry.address)),
        (NOTE, words_of(entry.note)),
    )
    total = 0
    used: set[tuple[str, int]] = set()
    places: dict[int, int] = {}
    # Long words first: no word of the entry stands for two of the query.
    for number in sorted(range(len(words)), key=lambda i: -len("".join(words[i].texts[:1]))):
        word = words[number]
        best, place = 0, ("", -1)
        for mark, of_field in fields:
            for at, own in enumerate(of_field):
                quality = _quality(own, word, matched.near[number], mark)
                if quality > best and (mark, at) not in used:
                    best, place = quality, (mark, at)
        used.add(place)
        together = _together(words, number, fields[0][1])
        if together is not None and best < TOGETHER:
            best, place = TOGETHER, (NAME, together)
        if best < APART and matched.apart[number]:
            own_words = {own for _, of_field in fields for own in of_field}
            if any(own_words.issuperset(pair) for pair in matched.apart[number]):
                best = APART
        if word.digits:
            best = max(best, *(number_quality(word.digits, each) for each in entry.numbers), 0)
        total += best
        if best and place[0] == NAME:
            places[number] = place[1]
    if not total:
        return 0
    in_name = [places[number] for number in sorted(places)]
    if in_name:
        total += _FIRST * (in_name[0] == 0)
        total += _IN_ORDER * (len(in_name) > 1 and in_name == sorted(set(in_name)))
    superfluous = len(fields[0][1]) - len(set(in_name))
    return max(1, total - _SUPERFLUOUS * min(superfluous, 5))


def _quality(own: str, word: QueryWord, near: Mapping[str, int], mark: str) -> int:
    best = 0
    for text in word.texts:
        if own == text:
            return EXACT[mark]
        if own.startswith(text):
            best = max(best, BEGINS[mark])
        elif len(text) > 2 and text in own:
            best = max(best, PART)
    errors = near.get(own)
    if errors is not None:
        worth = ONE_ERROR if errors == 1 else TWO_ERRORS
        best = max(best, worth if mark == NAME else worth - _OTHER_FIELD)
    return best


def _together(words: Sequence[QueryWord], at: int, name: Sequence[str]) -> int | None:
    """Where the name has the word and its neighbour as one."""
    for left in (at - 1, at):
        if left >= 0 and left + 1 < len(words) and words[left].texts and words[left + 1].texts:
            joined = words[left].texts[0] + words[left + 1].texts[0]
            if joined in name:
                return name.index(joined)
    return None


def number_quality(digits: str, number: str) -> int:
    """How well a number fits the digits that were asked for."""
    own = digits_of(number)
    if own == digits:
        return _WHOLE
    if own.endswith(digits):
        return _ENDS
    if own.startswith(digits):
        return _STARTS
    if digits in own:
        return _INSIDE
    if len(digits) < ERRORS_FROM_DIGITS:
        return 0
    most = allowed_errors(len(digits))
    # City numbers are asked for without the code.
    whole = abs(len(own) - len(digits)) <= most
    lengths = (len(own),) if whole else (len(digits) - 1, len(digits), len(digits) + 1)
    errors = min(distance(digits, own[-length:], most) for length in lengths)
    return 0 if errors >= FAR else _NUMBER_ERRORS[errors]
