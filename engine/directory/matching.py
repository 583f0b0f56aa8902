"""From the words of a query to the entries that may be meant.

Two passes. The first takes words as they were typed, whole or as beginnings: when that finds
enough entries with all words, it is the answer. The second also takes parts of words, words with
typing errors, words run together or torn apart. Entries with all words go before others; others
are taken only when there are none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.directory.likeness import Array, allowed_errors
from engine.directory.number_search import ERRORS_FROM_DIGITS, NumberSearch
from engine.directory.postings import Postings, ReadPostings, both
from engine.directory.query import QueryWord
from engine.directory.tokens import (
    ADDRESS,
    LONGEST_BEGINNING,
    NAME,
    NOTE,
    beginning_token,
)
from engine.directory.vocabulary import Vocabulary, Within

#: So many words of the directory stand for a beginning, a part, a mistyped word.
_BEGINNINGS, _PARTS, _NEAR = 400, 1000, 400
#: A part of a word has so many letters.
_SHORTEST_PART = 3
#: How much a match is worth, by field.
EXACT = {NAME: 100, ADDRESS: 90, NOTE: 80}
BEGINS = {NAME: 84, ADDRESS: 74, NOTE: 64}
ONE_ERROR, TWO_ERRORS = 62, 40
PART, TOGETHER, APART, NUMBER = 50, 70, 60, 86


@dataclass(slots=True)
class Group:
    """Entries that have one of the tokens, or all of them, match so well."""

    quality: int
    tokens: Sequence[int]
    all: bool = False


@dataclass(slots=True)
class Matched:
    """``entries``: numbers of the best, likeliest first; ``total``: how many there are;
    ``complete``: they have all words. ``near``: for each word of the query, words of the
    directory that are like it → errors between them; ``apart``: pairs of words that it may be,
    run together."""

    entries: Array
    total: int
    complete: bool
    near: list[dict[str, int]] = field(default_factory=list)
    apart: list[set[tuple[str, str]]] = field(default_factory=list)


class Matcher:
    def __init__(self, vocabulary: Vocabulary, read: ReadPostings, last_entry: int) -> None:
        self._vocabulary = vocabulary
        self._size = last_entry + 1
        self._postings = Postings(read)
        self._by_number = NumberSearch(vocabulary, self._postings, self._size)
        self._words: dict[str, Within] = {}

    def match(self, words: Sequence[QueryWord], enough: int, most: int) -> Matched:
        """``enough`` complete entries end the search; ``most`` are returned."""
        groups = [self._as_typed(words, i) for i in range(len(words))]
        matched = self._combine(words, groups, most, tolerant=False)
        if matched.complete and matched.total >= enough:
            matched.near, matched.apart = [{} for _ in words], [set() for _ in words]
            return matched
        near: list[dict[str, int]] = []
        apart: list[set[tuple[str, str]]] = []
        for i, word in enumerate(words):
            likes, more = self._like(word)
            pairs, together = self._run_together(word)
            near.append(likes)
            apart.append(pairs)
            groups[i] += more + together
        matched = self._combine(words, groups, most, tolerant=True)
        matched.near, matched.apart = near, apart
        return matched

    # --- which tokens ---

    def _as_typed(self, words: Sequence[QueryWord], at: int) -> list[Group]:
        groups: list[Group] = []
        for text in words[at].texts:
            for mark, quality in EXACT.items():
                groups += self._exact(mark + text, quality)
            short = len(text) <= LONGEST_BEGINNING
            if short:
                times = 1 + sum(
                    other.texts[0].startswith(text) and (len(other.texts[0]) > len(text) or i < at)
                    for i, other in enumerate(words)
                    if i != at and other.texts
                )
                groups += self._exact(beginning_token(text, times), BEGINS[NAME])
            for mark in (ADDRESS, NOTE) if short else (NAME, ADDRESS, NOTE):
                # House 12 is not house 120.
                if len(text) > 1 and (mark == NOTE or not text.isdecimal()):
                    found = (
                        self._vocabulary.beginning(mark + text, _BEGINNINGS)
                        if short
                        else self._within(text).beginning(mark, _BEGINNINGS)
                    )
                    groups.append(Group(BEGINS[mark], found.tolist()))
            for neighbour in (at - 1, at + 1):
                if 0 <= neighbour < len(words) and words[neighbour].texts:
                    pair = [text, words[neighbour].texts[0]]
                    joined = "".join(pair if neighbour > at else reversed(pair))
                    for mark in (NAME, ADDRESS):
                        groups += self._exact(mark + joined, TOGETHER)
        return groups

    def _within(self, text: str) -> Within:
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = self._vocabulary.within(text)
        return found

    def _exact(self, token: str, quality: int) -> list[Group]:
        found = self._vocabulary.exact(token)
        return [] if found is None else [Group(quality, [found])]

    def _like(self, word: QueryWord) -> tuple[dict[str, int], list[Group]]:
        likes: dict[str, int] = {}
        groups: list[Group] = []
        for text in word.texts:
            if len(text) >= _SHORTEST_PART + text.isdecimal():
                groups.append(Group(PART, self._within(text).all(_PARTS).tolist()))
            errors = allowed_errors(len(text))
            if not errors or text.isdecimal():
                continue
            ids, far = self._vocabulary.near(text, errors)
            order = np.argsort(far, kind="stable")[:_NEAR]
            ids, far = ids[order], far[order]
            for distance, quality in ((1, ONE_ERROR), (2, TWO_ERRORS)):
                groups.append(Group(quality, ids[far == distance].tolist()))
            for number, distance in zip(ids.tolist(), far.tolist(), strict=True):
                likes.setdefault(self._vocabulary.token(number)[1:], distance)
        return likes, groups

    def _run_together(self, word: QueryWord) -> tuple[set[tuple[str, str]], list[Group]]:
        """Two words without the blank, or with a letter instead of it."""
        pairs: set[tuple[str, str]] = set()
        groups: list[Group] = []
        for text in word.texts:
            for left in range(2, len(text) - 1):
                first = self._whole(text[:left])
                for rest in (text[left:], text[left + 1 :]) if first is not None else ():
                    second = self._whole(rest) if len(rest) > 1 else None
                    if first is not None and second is not None:
                        pairs.add((text[:left], rest))
                        groups.append(Group(APART, [first, second], all=True))
        return pairs, groups

    def _whole(self, word: str) -> int | None:
        found = self._vocabulary.exact(NAME + word)
        return self._vocabulary.exact(ADDRESS + word) if found is None else found

    # --- which entries ---

    def _combine(
        self, words: Sequence[QueryWord], groups: list[list[Group]], most: int, *, tolerant: bool
    ) -> Matched:
        self._postings.fetch({token for each in groups for group in each for token in group.tokens})
        total = np.zeros(self._size, np.uint16)
        hits = np.zeros(self._size, np.uint8)
        for word, of_word in zip(words, groups, strict=True):
            best = np.zeros(self._size, np.uint8)
            for group in sorted(of_word, key=lambda group: group.quality):
                for ids in self._of(group):
                    best[ids] = group.quality
            if word.digits:
                ids, worth = self._numbers(word.digits, tolerant=tolerant)
                best[ids] = np.maximum(best[ids], worth)
            total += best
            hits += best > 0
        wanted = len(words)
        # Without one word in three at most.
        fewest = max(1, wanted - max(1, wanted // 3))
        found = np.flatnonzero(hits == wanted)
        while not len(found) and tolerant and wanted > fewest:
            wanted -= 1
            found = np.flatnonzero(hits == wanted)
        complete = bool(len(found)) and wanted == len(words)
        count = len(found)
        if count > most:
            worth = total[found].astype(np.int64)
            # Of equal ones the oldest: the same query always finds the same.
            found = found[np.argsort(-worth, kind="stable")[:most]]
        return Matched(found, count, complete)

    def _of(self, group: Group) -> list[Array]:
        lists = [self._postings.of(token) for token in group.tokens]
        if not group.all:
            return lists
        common = lists[0]
        for other in lists[1:]:
            common = both(common, other)
        return [common]

    def _numbers(self, digits: str, *, tolerant: bool) -> tuple[Array, Array | int]:
        """Entries with a number that has ``digits`` in it, or almost, and how well."""
        exact = self._by_number.holding(digits)
        if len(exact) or not tolerant or len(digits) < ERRORS_FROM_DIGITS:
            return exact, NUMBER
        likely, fitting = self._by_number.almost(digits)
        return likely, NUMBER // 2 + fitting
