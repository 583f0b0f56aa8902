"""The first rows of a table, from which its layout is told."""

import re
from collections.abc import Sequence

from engine.lists.phones import PhoneReader
from engine.lists.table import Row

_SURROGATES = re.compile("[\ud800-\udfff]")
#: How only telephone numbers are written: with a plus, or eleven digits from 7 or 8.
_UNMISTAKABLE = re.compile(r"[\s(']*(?:\+|[78][\s(\-]*[3489])")


def tidy(text: str) -> str:
    """In one line without needless spaces; bytes that did not decode become "\ufffd"."""
    return _SURROGATES.sub("\ufffd", " ".join(text.split()))


def fold(text: str) -> str:
    """For comparing headers."""
    return tidy(text).casefold().replace("ё", "е")


class Sample:
    """Non-blank rows from the top. ``header_at`` below: index of the header among them, None
    when there is none; indexes count from 0."""

    def __init__(self, rows: Sequence[Row], reader: PhoneReader) -> None:
        self.rows = rows
        self.reader = reader
        #: Cells of the widest row, empty ones at the end left out.
        self.width = max((_filled_width(cells) for _, cells in rows), default=0)
        #: Index of the first row that is data because it holds a number.
        self.first_data = next(
            (i for i, (_, cells) in enumerate(rows) if self._is_data(cells)), None
        )

    def is_phone(self, cell: str) -> bool:
        return sum(c.isdigit() for c in cell) >= 9 and bool(self.reader.read(cell).phones)

    def _is_data(self, cells: Sequence[str]) -> bool:
        """A title may hold the telephone of the office itself, alone or beside a date."""
        filled = sum(1 for cell in cells if cell.strip())
        return filled * 2 >= self.width and any(map(self.is_phone, cells))

    def below(self, header_at: int | None) -> Sequence[Row]:
        """The rows that are data, as far as can be told."""
        return self.rows[(self.first_data or 0) if header_at is None else header_at + 1 :]

    def column(self, index: int, header_at: int | None) -> list[str]:
        """The filled cells of a column."""
        rows = self.below(header_at)
        return [c[index].strip() for _, c in rows if index < len(c) and c[index].strip()]

    def usual_width(self, header_at: int | None) -> int:
        """How many cells a row has. A few longer rows are broken ones (an unquoted delimiter in
        an address); where most rows are longer than the header, it leaves columns unnamed."""
        rows = self.below(header_at)
        needed = len(rows) * (0.2 if header_at is None else 0.5)
        lengths = sorted((len(cells) for _, cells in rows), reverse=True)
        usual = next((n for i, n in enumerate(lengths, start=1) if i >= needed), 0)
        return max(usual, 1 if header_at is None else len(self.rows[header_at][1]))

    def phone_shares(self, header_at: int | None, width: int) -> list[float]:
        """Of each column the share of its filled cells that are telephone numbers; a column
        that is nearly empty has none."""
        result = []
        rows = len(self.below(header_at))
        for index in range(width):
            cells = self.column(index, header_at)
            if len(cells) * 4 < rows:
                result.append(0.0)
            else:
                result.append(sum(map(self.is_phone, cells)) / max(1, len(cells)))
        return result

    def is_unmistakable(self, index: int, header_at: int | None) -> bool:
        """Whether all numbers of a column are written as only telephone numbers are."""
        return all(_UNMISTAKABLE.match(cell) for cell in self.column(index, header_at))


def _filled_width(cells: Sequence[str]) -> int:
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width
