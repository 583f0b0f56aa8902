"""Which column is what: from the headers, else from the contents, else from the user."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.errors import KnownError, Listed, Phrase
from engine.lists.header_row import (
    header_by_elimination,
    header_by_names,
    header_by_words,
    header_cells,
)
from engine.lists.headers import Meaning, meaning_of
from engine.lists.phones import PhoneReader
from engine.lists.sample import Sample, fold, tidy
from engine.lists.table import Row

PHONE, TIMEZONE, REGION = "phone", "timezone", "region"
#: (FIELD, COLUMN): COLUMN is a header or a number from 1; FIELD is one of the three above or the
#: name under which the column becomes a contact field.
UserMapping = Sequence[tuple[str, str]]

#: Columns that a refusal names.
_LISTED = 15
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


def find_columns(
    sample: Sequence[Row],
    reader: PhoneReader,
    mapping: UserMapping = (),
    place: object = Phrase("the list"),
) -> Columns:
    """The layout of a table whose first non-blank rows are ``sample``.

    Raises PhoneColumnUnknown when the telephone column is not certain, KnownError when
    ``mapping`` names a column that is not there. ``place`` names the file or sheet in messages.
    """
    if not sample:
        raise PhoneColumnUnknown("{file} is empty.", mend="Choose another file.", file=place)
    return _Finder(Sample(sample, reader), mapping, place).find()


class _Finder:
    def __init__(self, sample: Sample, mapping: UserMapping, place: object) -> None:
        self._sample = sample
        self._place = place
        self._mapping = [(name.strip(), column.strip()) for name, column in mapping]
        self._header_at = header_by_names(
            sample, [text for _, text in self._mapping if not text.isdecimal()]
        )
        if self._header_at is None:
            self._header_at = header_by_words(sample)
        self._width = sample.usual_width(self._header_at)
        self._header = header_cells(sample, self._header_at, self._width)

    def find(self) -> Columns:
        mapped = [(name, self._column(text)) for name, text in self._mapping]
        phones = [column for name, column in mapped if name.lower() == PHONE]
        phones = phones or self._phones_by_header() or self._phones_by_contents()
        if self._header_at is None:
            self._header_at = header_by_elimination(self._sample, phones[0])
            self._header = header_cells(self._sample, self._header_at, self._width)
        return self._layout(phones, mapped)

    # --- the telephone columns ---

    def _phones_by_header(self) -> list[int]:
        meanings = [meaning_of(name) for name in self._header]
        certain = [i for i, meaning in enumerate(meanings) if meaning is Meaning.PHONE]
        share = self._sample.phone_shares(self._header_at, self._width)
        if certain:
            # One header "Телефоны" often stands above several columns.
            return [
                i for i, name in enumerate(self._header)
                if i in certain or (not name and i > certain[0] and share[i] >= _CERTAIN)
            ]  # fmt: skip
        return [
            i for i, meaning in enumerate(meanings)
            if meaning is Meaning.MAYBE_PHONE and share[i] >= _LIKELY
        ]  # fmt: skip

    def _phones_by_contents(self) -> list[int]:
        share = self._sample.phone_shares(self._header_at, self._width)
        for i, name in enumerate(self._header):
            if meaning_of(name) is Meaning.OTHER:
                share[i] = 0.0  # a tax number may look like a telephone number
        likely = [i for i, part in enumerate(share) if part >= _CERTAIN]
        doubtful = [i for i, part in enumerate(share) if _DOUBTFUL <= part < _CERTAIN]
        sure = len(likely) == 1 or all(
            self._sample.is_unmistakable(i, self._header_at) for i in likely
        )
        if likely and sure and not doubtful:
            return likely
        what = (
            Phrase("several columns may hold telephone numbers")
            if likely or doubtful
            else Phrase("no column surely holds telephone numbers")
        )
        raise PhoneColumnUnknown(
            "{place}: {what}. Columns: {columns}.",
            mend="Name it with --map phone=COLUMN (header or number).",
            place=self._place,
            what=what,
            columns=self._listing(),
        )

    # --- the result ---

    def _column(self, text: str) -> int:
        folded = [fold(name) for name in self._header]
        if fold(text) in folded:
            return folded.index(fold(text))
        if text.isdecimal() and 1 <= int(text) <= self._width:
            return int(text) - 1
        raise KnownError(
            "{place} has no column {column}. Columns: {columns}.",
            place=self._place,
            column=text if text.isdecimal() else f"'{text}'",
            columns=self._listing(),
        )

    def _listing(self) -> Listed:
        """The columns as the user may know them again: number, header, a value."""
        items: list[object] = []
        for i, name in enumerate(self._header[:_LISTED]):
            value = next(iter(self._sample.column(i, self._header_at)), "")
            named = f" '{_short(name)}'" if name else ""
            items.append(f"{i + 1}{named} ({_short(value) or '–'})")
        if len(self._header) > _LISTED:
            items.append(Phrase("… {number} in all", number=len(self._header)))
        return Listed(items, ", ")

    def _layout(self, phones: Sequence[int], mapped: Sequence[tuple[str, int]]) -> Columns:
        header, header_at = self._header, self._header_at
        meanings = [meaning_of(name) for name in header]
        zones = [c for name, c in mapped if name.lower() == TIMEZONE]
        zones = zones or [i for i, m in enumerate(meanings) if m is Meaning.TIMEZONE]
        regions = [c for name, c in mapped if name.lower() == REGION]
        regions = regions or [i for i, m in enumerate(meanings) if m is Meaning.REGION]
        renamed = {c: name for name, c in mapped if name.lower() not in (PHONE, TIMEZONE, REGION)}
        fields: dict[str, int] = {}
        for column in range(self._width):
            if column in phones and column not in renamed:
                continue
            name = renamed.get(column) or header[column] or f"column {column + 1}"
            fields[_free(name, fields)] = column
        worth_telling = {
            name: column for name, column in fields.items()
            if header[column] or column in renamed or self._sample.column(column, header_at)
        }  # fmt: skip
        return Columns(
            phones=tuple(dict.fromkeys(phones)),
            timezone=zones[0] if zones else None,
            regions=tuple(regions),
            fields=fields,
            width=self._width,
            header_row=None if header_at is None else self._sample.rows[header_at][0],
            header=tuple(header) if header_at is not None else (),
            described=_described(header, phones, zones[:1], regions, worth_telling),
        )


def _described(
    header: Sequence[str],
    phones: Sequence[int],
    zones: Sequence[int],
    regions: Sequence[int],
    fields: Mapping[str, int],
) -> dict[str, str | int]:
    def name(column: int) -> str | int:
        return header[column] or column + 1

    result: dict[str, str | int] = {}
    for role, columns in ((PHONE, phones), (TIMEZONE, zones), (REGION, regions)):
        for column in columns:
            result[_free(role, result)] = name(column)
    for column_field, column in fields.items():
        result.setdefault(column_field, name(column))
    return result


def _free(name: str, taken: Mapping[str, object]) -> str:
    """``name``, or "name 2" … when it is taken."""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name} {number}"
    return candidate


def _short(text: str) -> str:
    text = tidy(text)
    return text if len(text) <= 24 else text[:23] + "…"
