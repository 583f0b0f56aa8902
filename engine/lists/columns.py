"""Which column is what: from the headers, else from the contents, else from the user."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.errors import KnownError
from engine.lists.headers import Meaning, meaning_of
from engine.lists.phones import PhoneReader
from engine.lists.table import Row

PHONE, TIMEZONE, REGION = "phone", "timezone", "region"
#: (FIELD, COLUMN): COLUMN is a header or a number from 1; FIELD is one of the three above or the
#: name under which the column becomes a contact field.
UserMapping = Sequence[tuple[str, str]]

#: Rows that may stand above the header: titles, dates, addressees.
_MAX_TITLE_ROWS = 40
#: Share of the filled cells of a column that must be telephone numbers.
_CERTAIN, _LIKELY, _DOUBTFUL = 0.7, 0.5, 0.3


class PhoneColumnUnknown(KnownError):
    """The telephone column cannot be told for certain; another sheet may have one."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The layout of one table. Indexes count from 0."""

    phones: tuple[int, ...]
    timezone: int | None
    regions: tuple[int, ...]
    #: Contact field → column, in the order of the file.
    fields: Mapping[str, int]
    width: int
    #: Row number of the header, None when there is none.
    header_row: int | None
    header: tuple[str, ...]
    #: For the report: field → header or column number from 1.
    described: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def timezone_header(self) -> str:
        in_header = self.timezone is not None and self.timezone < len(self.header)
        return self.header[self.timezone] if in_header and self.timezone is not None else ""


def tidy(header: str) -> str:
    """A header in one line without needless spaces."""
    return " ".join(header.split())


def find_columns(
    sample: Sequence[Row], reader: PhoneReader, mapping: UserMapping = (), place: str = "the list"
) -> Columns:
    """The layout of a table whose first non-blank rows are ``sample``.

    Raises PhoneColumnUnknown when the telephone column is not certain, KnownError when
    ``mapping`` names a column that is not there. ``place`` names the file or sheet in messages.
    """
    if not sample:
        raise PhoneColumnUnknown(f"{place} is empty.", mend="Choose another file.")
    return _Finder(sample, reader, mapping, place).find()


class _Finder:
    def __init__(
        self, sample: Sequence[Row], reader: PhoneReader, mapping: UserMapping, place: str
    ) -> None:
        self._sample = sample
        self._reader = reader
        self._place = place
        self._mapping = [(name.strip(), column.strip()) for name, column in mapping]
        self._width = max(_filled_width(cells) for _, cells in sample)
        #: Index in the sample of the first row that is data because it holds a number.
        self._first_data = next(
            (i for i, (_, cells) in enumerate(sample) if self._is_data(cells)), None
        )

    def find(self) -> Columns:
        header_at = self._header_by_mapping()
        if header_at is None:
            header_at = self._header_by_words()
        self._width = self._usual_width(header_at)
        header = self._header(header_at)
        mapped = [(name, self._column(text, header)) for name, text in self._mapping]
        phones = [column for name, column in mapped if name.lower() == PHONE]
        if not phones:
            phones = self._phones_by_header(header, header_at)
        if not phones:
            phones = self._phones_by_contents(header, header_at)
        if header_at is None:
            header_at = self._header_by_elimination(phones[0])
            header = self._header(header_at)
        return self._layout(header_at, header, phones, mapped)

    # --- the header row ---

    def _titles(self) -> int:
        """How many rows of the sample may be titles or the header."""
        until = len(self._sample) if self._first_data is None else self._first_data
        return min(until, _MAX_TITLE_ROWS)

    def _header_by_mapping(self) -> int | None:
        """The first row that has all the columns which the user names."""
        names = {_fold(text) for _, text in self._mapping if not text.isdecimal()}
        if not names:
            return None
        for at, (_, cells) in enumerate(self._sample[: _MAX_TITLE_ROWS + 1]):
            if names <= {_fold(cell) for cell in cells}:
                return at
        return None

    def _header_by_words(self) -> int | None:
        """The first row that names the telephone and fills half of the width, else the row
        with most headers in it."""
        best, best_score = None, 0
        for at in range(self._titles()):
            cells = self._sample[at][1]
            score = self._header_score(cells)
            filled = sum(1 for cell in cells if cell.strip())
            if score and filled * 2 >= self._width and Meaning.PHONE in map(meaning_of, cells):
                return at
            if score > best_score:
                best, best_score = at, score
        return best

    def _header_score(self, cells: Sequence[str]) -> int:
        filled = [cell for cell in cells if cell.strip()]
        if (len(filled) < 2 and self._width > 1) or any(map(self._is_phone, cells)):
            return 0  # a title
        worth = {Meaning.PHONE: 6, Meaning.TIMEZONE: 3, Meaning.REGION: 2, Meaning.MAYBE_PHONE: 2,
                 Meaning.OTHER: 2, Meaning.UNKNOWN: 0}  # fmt: skip
        known = sum(worth[meaning_of(cell)] for cell in filled)
        # A row of which hardly anything is a known header is data that happens to hold one word
        # ("Москва", "город"), unless it names the telephone.
        if known < 6 and known < len(filled):
            return 0
        return known and known * 10 + len(filled)

    def _header_by_elimination(self, phone: int) -> int | None:
        """The row just above the first number, where the telephone column has a word in it that
        is no way to say "none"."""
        if not self._first_data:
            return None
        at = self._first_data - 1
        cells = self._sample[at][1]
        cell = cells[phone].strip() if phone < len(cells) else ""
        if not cell or any(c.isdigit() for c in cell) or self._reader.read(cell).empty:
            return None
        return at

    def _header(self, at: int | None) -> list[str]:
        header = [tidy(cell) for cell in self._sample[at][1]] if at is not None else []
        return (header + [""] * (self._width - len(header)))[: self._width]

    def _usual_width(self, header_at: int | None) -> int:
        """How many cells a row has. A few longer rows are broken ones (an unquoted delimiter in
        an address); where most rows are longer than the header, it leaves columns unnamed."""
        rows = self._below(header_at)
        needed = len(rows) * (0.2 if header_at is None else 0.5)
        lengths = sorted((len(cells) for _, cells in rows), reverse=True)
        usual = next((n for i, n in enumerate(lengths, start=1) if i >= needed), 0)
        return max(usual, 1 if header_at is None else len(self._sample[header_at][1]))

    # --- the telephone columns ---

    def _is_data(self, cells: Sequence[str]) -> bool:
        """A title may hold the telephone of the office itself, alone or beside a date."""
        filled = sum(1 for cell in cells if cell.strip())
        return filled * 2 >= self._width and any(map(self._is_phone, cells))

    def _is_phone(self, cell: str) -> bool:
        return sum(c.isdigit() for c in cell) >= 9 and bool(self._reader.read(cell).phones)

    def _phones_by_header(self, header: Sequence[str], header_at: int | None) -> list[int]:
        meanings = [meaning_of(name) for name in header]
        certain = [i for i, meaning in enumerate(meanings) if meaning is Meaning.PHONE]
        if certain:
            return certain
        share = self._shares(header_at)
        return [
            i for i, meaning in enumerate(meanings)
            if meaning is Meaning.MAYBE_PHONE and share[i] >= _LIKELY
        ]  # fmt: skip

    def _phones_by_contents(self, header: Sequence[str], header_at: int | None) -> list[int]:
        share = self._shares(header_at)
        for i, name in enumerate(header):
            if meaning_of(name) is Meaning.OTHER:
                share[i] = 0.0  # a tax number may look like a telephone number
        likely = [i for i, part in enumerate(share) if part >= _CERTAIN]
        doubtful = [i for i, part in enumerate(share) if _DOUBTFUL <= part < _CERTAIN]
        sure = len(likely) == 1 or all(self._unmistakable(i, header_at) for i in likely)
        if likely and sure and not doubtful:
            return likely
        what = "several columns may hold" if likely or doubtful else "no column surely holds"
        seen = self._listing(header, header_at)
        raise PhoneColumnUnknown(
            f"{self._place}: {what} telephone numbers. Columns: {seen}.",
            mend="Name it with --map phone=COLUMN (header or number).",
        )

    def _below(self, header_at: int | None) -> Sequence[Row]:
        """The rows of the sample that are data, as far as can be told."""
        return self._sample[(self._first_data or 0) if header_at is None else header_at + 1 :]

    def _column_cells(self, column: int, header_at: int | None) -> list[str]:
        rows = self._below(header_at)
        return [c[column].strip() for _, c in rows if column < len(c) and c[column].strip()]

    def _shares(self, header_at: int | None) -> list[float]:
        """Of each column the share of its filled cells that are telephone numbers; a column
        that is nearly empty has none."""
        result = []
        rows = len(self._below(header_at))
        for column in range(self._width):
            cells = self._column_cells(column, header_at)
            if len(cells) * 4 < rows:
                result.append(0.0)
            else:
                result.append(sum(map(self._is_phone, cells)) / max(1, len(cells)))
        return result

    def _unmistakable(self, column: int, header_at: int | None) -> bool:
        """Whether the numbers are written as only telephone numbers are."""
        cells = self._column_cells(column, header_at)
        return all(re.match(r"[\s(']*(?:\+|[78][\s(\-]*[3489])", cell) for cell in cells)

    # --- the result ---

    def _column(self, text: str, header: Sequence[str]) -> int:
        folded = [_fold(name) for name in header]
        if _fold(text) in folded:
            return folded.index(_fold(text))
        if text.isdecimal() and 1 <= int(text) <= self._width:
            return int(text) - 1
        what = f"has no column {text}" if text.isdecimal() else f"has no column '{text}'"
        header_at = self._header_by_words()
        raise KnownError(
            f"{self._place} {what}. Columns: {self._listing(self._header(header_at), header_at)}."
        )

    def _listing(self, header: Sequence[str], header_at: int | None) -> str:
        items = []
        for i, name in enumerate(header[:15]):
            value = next(iter(self._column_cells(i, header_at)), "")
            named = f" '{_short(name)}'" if name else ""
            items.append(f"{i + 1}{named} ({_short(value) or '–'})")
        if len(header) > 15:
            items.append(f"… {len(header)} in all")
        return ", ".join(items)

    def _layout(
        self,
        header_at: int | None,
        header: Sequence[str],
        phones: Sequence[int],
        mapped: Sequence[tuple[str, int]],
    ) -> Columns:
        roles = {name.lower() for name, _ in mapped}
        meanings = [meaning_of(name) for name in header]
        zone = next((c for name, c in mapped if name.lower() == TIMEZONE), None)
        if TIMEZONE not in roles:
            zone = next((i for i, m in enumerate(meanings) if m is Meaning.TIMEZONE), None)
        regions = [c for name, c in mapped if name.lower() == REGION]
        if not regions:
            regions = [i for i, m in enumerate(meanings) if m is Meaning.REGION]
        renamed = {c: name for name, c in mapped if name.lower() not in (PHONE, TIMEZONE, REGION)}
        fields: dict[str, int] = {}
        for column in range(self._width):
            if column in phones and column not in renamed:
                continue
            name = renamed.get(column) or header[column] or f"column {column + 1}"
            fields[_free(name, fields)] = column
        return Columns(
            phones=tuple(dict.fromkeys(phones)),
            timezone=zone,
            regions=tuple(regions),
            fields=fields,
            width=self._width,
            header_row=None if header_at is None else self._sample[header_at][0],
            header=tuple(header) if header_at is not None else (),
            described=_described(header, phones, zone, regions, fields),
        )


def _described(
    header: Sequence[str],
    phones: Sequence[int],
    zone: int | None,
    regions: Sequence[int],
    fields: Mapping[str, int],
) -> dict[str, str | int]:
    def name(column: int) -> str | int:
        return header[column] or column + 1

    result: dict[str, str | int] = {}
    for role, columns in ((PHONE, phones), (TIMEZONE, () if zone is None else (zone,)),
                          (REGION, regions)):  # fmt: skip
        for column in columns:
            result[_free(role, result)] = name(column)
    for column_field, column in fields.items():
        # Headerless columns that hold nothing are not worth telling; the others are there.
        result.setdefault(column_field, name(column))
    return result


def _free(name: str, taken: Mapping[str, object]) -> str:
    """``name``, or "name 2" … when it is taken."""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name} {number}"
    return candidate


def _fold(text: str) -> str:
    return tidy(text).casefold().replace("ё", "е")


def _short(text: str) -> str:
    text = tidy(text)
    return text if len(text) <= 24 else text[:23] + "…"


def _filled_width(cells: Sequence[str]) -> int:
    """Number of cells without the empty ones at the end."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width
