"""CSV that a Russian Excel opens correctly with a double click.

UTF-8 with a byte order mark, ``;`` between cells, CRLF, decimal comma, local dates. Cells that a
spreadsheet would take for a formula, or for a number that it then rounds, get an apostrophe in
front (https://owasp.org/www-community/attacks/CSV_Injection): names and texts come from lists that
strangers have filled in. Telephone numbers in E.164 form stay as they are: they are harmless, and
whoever compares them expects nothing in front.
"""

import csv
import re
from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from functools import lru_cache
from pathlib import Path

from engine.reports.model import Cell, CellKind, ReportSource, Section

_NUMBER = re.compile(r"-?\d{1,15}([.,]\d+)?")
#: Numbers in form, but names in fact: account and telephone numbers, codes with leading zeros.
_CODE = re.compile(r"0\d+|\d{11,}")
_REMEMBERED = 200
_PHONE = re.compile(r"\+\d{7,15}")


def write(target: Path, source: ReportSource, sections: Iterable[Section]) -> None:
    """One section after the other; where there are several, each under its title."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        # The title is written when there is a second section to be told from the first.
        for index, (section, alone) in enumerate(_with_alone(sections)):
            if index:
                out.writerow([])
            if not alone:
                out.writerow([_safe(section.title)])
            out.writerow([_safe(column.title) for column in section.columns])
            kinds = [column.kind for column in section.columns]
            cell = _cells(source.zone)
            out.writerows(list(map(cell, row, kinds)) for row in section.rows)


def _with_alone(sections: Iterable[Section]) -> Iterable[tuple[Section, bool]]:
    # The sections, not their rows; what has no columns is a chart.
    listed = [section for section in sections if section.columns]
    return [(section, len(listed) == 1) for section in listed]


def _cells(zone: tzinfo) -> Callable[[Cell, CellKind], str]:
    """What writes a cell. Files have millions: minutes and texts that come again are kept."""
    # Within a minute of UTC only the seconds of a local time differ.
    minute = lru_cache(4096)(lambda at: f"{at.astimezone(zone):%d.%m.%Y %H:%M:}")
    safe = lru_cache(16384)(_safe)

    def cell(value: Cell, kind: CellKind) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return safe(value) if len(value) < _REMEMBERED else _safe(value)
        if isinstance(value, datetime):
            return f"{minute(value.replace(second=0, microsecond=0))}{value.second:02d}"
        if isinstance(value, float):
            if kind is CellKind.SHARE:
                return f"{value * 100:.1f}%".replace(".", ",")
            places = 2 if kind is CellKind.NUMBER else 1
            return f"{value:.{places}f}".replace(".", ",")
        return str(value)

    return cell


def _safe(text: str) -> str:
    if _PHONE.fullmatch(text):
        return text
    start = text.lstrip()[:1]
    formula = start in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n")
    if (formula and not _NUMBER.fullmatch(text)) or _CODE.fullmatch(text):
        return f"'{text}"
    return text
