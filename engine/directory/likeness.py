"""How many typing errors lie between words: letters wrong, missing, too many, or two exchanged.

The distance is that of optimal string alignment: no letter is touched twice.
"""

from typing import Any

import numpy as np

#: Numpy arrays of any shape and type.
Array = np.ndarray[Any, Any]

FAR = 99


def allowed_errors(length: int) -> int:
    """How many errors a word of so many letters may have and still be meant."""
    return 0 if length < 2 else 1 if length < 6 else 2


def distance(one: str, other: str, most: int) -> int:
    """Errors between two words; ``FAR`` when there are more than ``most``."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return FAR
    one, other = _different(one, other)
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = last[j - 1] if a == b else 1 + min(last[j - 1], last[j], row[j - 1])
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2] and a != b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most and (not before or min(last) > most):
            return FAR
        before, last = last, row
    return last[-1] if last[-1] <= most else FAR


def _different(one: str, other: str) -> tuple[str, str]:
    """Without what both begin and end with, where no error need be looked for."""
    start, end = 0, min(len(one), len(other))
    while start < end and one[start] == other[start]:
        start += 1
    end -= start
    tail = 0
    while tail < end and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return one[start : len(one) - tail], other[start : len(other) - tail]


def distances(word: str, codes: Array, lengths: Array, most: int) -> Array:
    """The same from ``word`` to many: row i of ``codes`` (UTF-16) is a word of ``lengths[i]``
    letters; columns beyond the longest are not needed."""
    letters = np.frombuffer(word.encode("utf-16-le"), np.uint16)
    count, width = codes.shape
    columns = [np.ascontiguousarray(codes[:, j]) for j in range(width)]
    before: list[Array] = []
    last = [np.full(count, j, np.uint8) for j in range(width + 1)]
    same_before: list[Array] = []
    for i, letter in enumerate(letters, 1):
        row = [np.full(count, i, np.uint8)]
        same = [column == letter for column in columns]
        for j in range(1, width + 1):
            if abs(i - j) > most + 1:  # off the band: can only be too far
                row.append(np.full(count, FAR, np.uint8))
                continue
            cost = np.minimum(last[j], row[j - 1]) + 1
            cost = np.minimum(cost, last[j - 1] + ~same[j - 1])
            if i > 1 and j > 1:
                swapped = same[j - 2] & same_before[j - 1]
                cost = np.where(swapped, np.minimum(cost, before[j - 2] + 1), cost)
            row.append(np.minimum(cost, FAR).astype(np.uint8))
        before, last, same_before = last, row, same
    result: Array = np.stack(last)[lengths, np.arange(count)]
    return result
