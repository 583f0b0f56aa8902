"""CSV that a Russian Excel opens correctly with a double click.

UTF-8 with a byte order mark, ``;`` between cells, CRLF, decimal comma, local dates. Cells that a
spreadsheet would take for a formula, or for a number that it then rounds, get an apostrophe in
front (https://owasp.org/www-community/attacks/CSV_Injection): names and texts come from lists that
strangers have filled in. Telephone numbers in E.164 form stay as they are: they are harmless, and
whoever compares them expects nothing in front.
"""

import csv
import itertools
import re
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, tzinfo
from pathlib import Path
from types import NoneType
from typing import Protocol

from engine.reports.model import Cell, CellKind, Framed, Section
from engine.reports.taken import stamp

#: Texts that are shorter are remembered with their safe form.
REMEMBERED = 200
_NUMBER = re.compile(r"-?\d{1,15}([.,]\d+)?")
#: Numbers in form, but names in fact: account and telephone numbers, codes with leading zeros.
_CODE = re.compile(r"0\d+|\d{11,}")
#: What a spreadsheet takes for a formula; the wide ones where Chinese or Japanese is written.
_FORMULA = frozenset("=+-@＝＋－＠")
_MOST_TEXTS = 20_000
_BATCH = 500
_PHONE = re.compile(r"\+\d{7,15}")


def write(target: Path, source: Framed, sections: Iterable[Section]) -> None:
    """One section after the other; where there are several, each under its title."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        # The title is written when there is a second section to be told from the first.
        for index, (section, alone) in enumerate(_with_alone(sections)):
            if index:
                out.writerow([])
            if not alone:
                out.writerow([safe(section.title)])
            out.writerow([safe(column.title) for column in section.columns])
            if section.csv_lines is None:
                _write_rows(out, section, source.zone)
            else:
                file.flush()
                with closing(section.csv_lines()) as lines:
                    for some in lines:
                        file.buffer.write(some)
        line = stamp(source.taken_by, source.now, source.zone, source.language)
        if line:
            out.writerows([[], [safe(line)]])


def _with_alone(sections: Iterable[Section]) -> Iterable[tuple[Section, bool]]:
    # The sections, not their rows; what has no columns is a chart.
    listed = [section for section in sections if section.columns]
    return [(section, len(listed) == 1) for section in listed]


def _write_rows(out: "_Writer", section: Section, zone: tzinfo) -> None:
    """Column by column in batches: a file may have millions of rows, and asking each cell what it
    is takes longer than writing it."""
    texts, minutes = _Texts(), Minutes(zone)
    kinds = [column.kind for column in section.columns]
    rows = iter(section.rows)
    while batch := list(itertools.islice(rows, _BATCH)):
        columns = [
            _column(values, kind, texts, minutes)
            for values, kind in zip(zip(*batch, strict=True), kinds, strict=True)
        ]
        out.writerows(zip(*columns, strict=True))


class _Writer(Protocol):
    def writerows(self, rows: Iterable[Iterable[object]], /) -> None: ...


class _Texts(dict[str, str]):
    """Text → the safe form of it; remembers those that are short, as long as there are few."""

    def __missing__(self, text: str) -> str:
        cell = safe(text)
        if len(text) < REMEMBERED:
            if len(self) >= _MOST_TEXTS:
                self.clear()
            self[text] = cell
        return cell


class Minutes(dict[datetime, str]):
    """Minute → what a local time of it begins with: only the seconds differ within one."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone

    def __missing__(self, minute: datetime) -> str:
        if len(self) >= _MOST_TEXTS:
            self.clear()
        text = self[minute] = f"{minute.astimezone(self._zone):%d.%m.%Y %H:%M:}"
        return text


def _column(
    values: tuple[Cell, ...], kind: CellKind, texts: _Texts, minutes: Minutes
) -> Iterable[object]:
    """The csv module writes None as nothing and whole numbers as they are."""
    if kind is CellKind.LINK:
        values = tuple(None if each is None else str(each).partition("\n")[0] for each in values)
    types = set(map(type, values)) - {NoneType}
    if types == {str}:
        return [None if value is None else texts[value] for value in values]  # type: ignore[index]
    if types <= {int}:
        return values
    return [_cell(value, kind, texts, minutes) for value in values]


def _cell(value: Cell, kind: CellKind, texts: _Texts, minutes: Minutes) -> object:
    if isinstance(value, datetime):
        return f"{minutes[value.replace(second=0, microsecond=0)]}{value.second:02d}"
    if isinstance(value, float):
        if kind is CellKind.SHARE:
            return f"{value * 100:.1f}%".replace(".", ",")
        return number(value, kind)
    return texts[value] if isinstance(value, str) else value


def number(value: float, kind: CellKind) -> str:
    places = 2 if kind is CellKind.NUMBER else 1
    return f"{value:.{places}f}".replace(".", ",")


def safe(text: str) -> str:
    """``text``, or with an apostrophe in front."""
    if _PHONE.fullmatch(text):
        return text
    start = text.lstrip()[:1]
    formula = start in _FORMULA or text[:1] in ("\t", "\r", "\n")
    if (formula and not _NUMBER.fullmatch(text)) or _CODE.fullmatch(text):
        return f"'{text}"
    return text
