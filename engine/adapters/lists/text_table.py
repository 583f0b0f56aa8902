"""Delimited text: which sign divides the cells, and the rows."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from engine.adapters.lists.encoding import Encoding, find_encoding
from engine.adapters.lists.records import records, split_line
from engine.errors import KnownError
from engine.lists.table import BrokenCells, FileKind, Row, TableInfo

#: With what weight each is believed: the comma also stands inside addresses and amounts.
_DELIMITERS = {";": 1.0, "\t": 1.0, "|": 0.97, ",": 0.9}
_SAMPLE_LINES = 400
#: Excel's own way to name the delimiter, in the first line.
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_UNDECODED = re.compile("[\udc80-\udcff\ufffd]")


def find_delimiter(lines: list[str]) -> tuple[str, int]:
    """(delimiter, usual number of cells); ("", 1) for a file of one column."""
    best, best_score, width = "", 0.55, 1
    for delimiter, weight in _DELIMITERS.items():
        counts = Counter(len(split_line(line, delimiter)) for line in lines)
        divided = {cells: times for cells, times in counts.items() if cells > 1}
        if not divided:
            continue
        cells, times = max(divided.items(), key=lambda item: (item[1], item[0]))
        # Rows of other widths speak half: short ones come from spreadsheets, titles and totals.
        share = (times + 0.5 * (sum(divided.values()) - times)) / len(lines)
        if share * weight > best_score:
            best, best_score, width = delimiter, share * weight, cells
    return best, width


class TextTable:
    """A CSV file as it comes: any of the four delimiters, any encoding."""

    def __init__(
        self, path: Path, encoding: str | None = None, delimiter: str | None = None
    ) -> None:
        """``delimiter``: instead of finding it."""
        self._path = path
        self._encoding: Encoding = find_encoding(path, encoding)
        sample = list(islice(self._lines(), _SAMPLE_LINES))
        self._skip_first = False
        told = _SEP_LINE.fullmatch(sample[0]) if sample else None
        filled = [line.removesuffix("\n") for line in sample if line.strip()]
        if not filled:
            raise KnownError("{file} is empty.", mend="Choose another file.", file=path.name)
        if told:
            self._skip_first = True
            filled = filled[1:]
        said = delimiter or (told[1] if told else "")
        if said:
            widths = Counter(len(split_line(line, said)) for line in filled)
            found, width = said, widths.most_common(1)[0][0] if widths else 1
        else:
            found, width = find_delimiter(filled)
        self._delimiter, self._width = found, width
        self.info = TableInfo(FileKind.TEXT, self._encoding.name, found or None)

    @property
    def size_hint(self) -> int | None:
        with self._path.open("rb") as file:
            count = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
        return count + 1

    def _lines(self) -> Iterator[str]:
        name = self._encoding.name
        wide = name.startswith(("utf-16", "utf-32"))
        errors = "strict" if not self._encoding.dirty else "replace" if wide else "surrogateescape"
        with self._path.open("rb") as raw:
            raw.seek(self._encoding.skip)
            with io.TextIOWrapper(raw, encoding=name, errors=errors) as text:
                yield from text

    def rows(self) -> Iterator[Row]:
        lines = self._lines()
        if self._skip_first:
            next(lines)
        rows = records(lines, self._delimiter, self._width)
        if self._skip_first:
            rows = ((number + 1, cells) for number, cells in rows)
        return self._watched(rows) if self._encoding.dirty else rows

    def _watched(self, rows: Iterator[Row]) -> Iterator[Row]:
        for number, cells in rows:
            if any(_UNDECODED.search(cell) for cell in cells):
                yield number, BrokenCells(cells)
            else:
                yield number, cells
