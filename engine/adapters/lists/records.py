"""Lines of delimited text → records (RFC 4180, and what offices make of it).

A quotation mark that opens and never closes would swallow the rest of the file into one cell. So
lines are joined only when the result is a record that RFC 4180 allows and none of the lines taken
in looks like a record of its own; otherwise the quotation marks of that line are plain text.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice

from engine.lists.table import BrokenCells, Row

#: A cell with more line breaks than this is a quotation mark gone astray.
_MAX_LINES = 60


def split_line(line: str, delimiter: str) -> list[str]:
    """The cells of one line without its line end; an unclosed quotation mark ends with it."""
    if not delimiter:
        return [_unquoted(line)]
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader((line,), delimiter=delimiter), [])
    except csv.Error:  # a cell beyond the csv module's limit
        return line.split(delimiter)


def _unquoted(line: str) -> str:
    if len(line) > 1 and line[0] == line[-1] == '"':
        return line[1:-1].replace('""', '"')
    return line


def _stays_open(line: str, delimiter: str) -> bool:
    """Whether a quoted cell is still open at the end of ``line``."""
    try:
        row = next(csv.reader((line + "\n",), delimiter=delimiter), [])
    except csv.Error:
        return False
    return bool(row) and row[-1].endswith("\n")


def _strictly(text: str, delimiter: str) -> list[str] | None:
    """The record when RFC 4180 allows it, else None."""
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def records(lines: Iterable[str], delimiter: str, width: int) -> Iterator[Row]:
    """Records numbered as a spreadsheet numbers its rows: a record of several lines is one row,
    a blank line is a row too. ``lines`` keep their line ends ("\\n"); ``width`` is the usual
    number of cells."""
    source = iter(lines)
    ahead: list[str] = []
    number = 0
    while True:
        line = ahead.pop(0) if ahead else next(source, None)
        if line is None:
            return
        number += 1
        line = line.removesuffix("\n")
        if '"' not in line:
            yield number, line.split(delimiter) if delimiter else [line]
        elif not delimiter or not _stays_open(line, delimiter):
            yield number, split_line(line, delimiter)
        else:
            ahead.extend(islice(source, max(0, _MAX_LINES - len(ahead))))
            joined, taken = _join(line, ahead, delimiter, width)
            if joined is not None:
                del ahead[:taken]
                yield number, joined
            else:
                cells = line.split(delimiter)
                yield number, cells if len(cells) == width else BrokenCells(cells)


def _join(
    line: str, following: list[str], delimiter: str, width: int
) -> tuple[list[str] | None, int]:
    """The record that begins with ``line`` and how many of the following lines it takes."""
    text = line
    for taken, more in enumerate(following, start=1):
        text += "\n" + more.removesuffix("\n")
        if '"' not in more:
            if width > 1 and more.count(delimiter) >= width - 1:
                return None, 0  # that is a whole record
            continue
        if not _stays_open(text, delimiter):
            cells = _strictly(text, delimiter)
            return (cells, taken) if cells is not None and len(cells) <= width else (None, 0)
    return None, 0
