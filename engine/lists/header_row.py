"""Which row of a table is its header. What stands above it are titles, no data."""

from collections.abc import Iterable, Sequence

from engine.lists.headers import Meaning, meaning_of
from engine.lists.sample import Sample, fold, tidy

#: Rows that may stand above the header: titles, dates, addressees.
_MAX_TITLE_ROWS = 40
_WORTH = {Meaning.PHONE: 6, Meaning.TIMEZONE: 3, Meaning.REGION: 2, Meaning.MAYBE_PHONE: 2,
          Meaning.OTHER: 2, Meaning.UNKNOWN: 0}  # fmt: skip


def header_by_names(sample: Sample, names: Iterable[str]) -> int | None:
    """Index of the first row that has all the headers which the user names."""
    wanted = {fold(name) for name in names}
    if not wanted:
        return None
    for at, (_, cells) in enumerate(sample.rows[: _MAX_TITLE_ROWS + 1]):
        if wanted <= {fold(cell) for cell in cells}:
            return at
    return None


def header_by_words(sample: Sample) -> int | None:
    """The first row that names the telephone and fills half of the width, else the row with
    most headers in it; never one below the first number."""
    best, best_score = None, 0
    until = len(sample.rows) if sample.first_data is None else sample.first_data
    for at in range(min(until, _MAX_TITLE_ROWS)):
        cells = sample.rows[at][1]
        score = _score(sample, cells)
        filled = sum(1 for cell in cells if cell.strip())
        if score and filled * 2 >= sample.width and Meaning.PHONE in map(meaning_of, cells):
            return at
        if score > best_score:
            best, best_score = at, score
    return best


def _score(sample: Sample, cells: Sequence[str]) -> int:
    filled = [cell for cell in cells if cell.strip()]
    if (len(filled) < 2 and sample.width > 1) or any(map(sample.is_phone, cells)):
        return 0  # a title
    known = sum(_WORTH[meaning_of(cell)] for cell in filled)
    # A row of which hardly anything is a known header is data that happens to hold one word
    # ("Москва", "город"), unless it names the telephone.
    if known < _WORTH[Meaning.PHONE] and known < len(filled):
        return 0
    return known and known * 10 + len(filled)


def header_by_elimination(sample: Sample, phone: int) -> int | None:
    """The row just above the first number, where the telephone column has a word in it that is
    no way to say "none": a header in words that we do not know."""
    if not sample.first_data:
        return None
    at = sample.first_data - 1
    cells = sample.rows[at][1]
    cell = cells[phone].strip() if phone < len(cells) else ""
    if not cell or any(c.isdigit() for c in cell) or sample.reader.read(cell).empty:
        return None
    return at


def header_cells(sample: Sample, at: int | None, width: int) -> list[str]:
    """The header of each column, "" where there is none."""
    header = [tidy(cell) for cell in sample.rows[at][1]] if at is not None else []
    header = (header + [""] * (width - len(header)))[:width]
    if at and not all(header):
        # A header of two lines: "Контакты" above "Тел. 1" and "Тел. 2", the rest only above.
        above = sample.rows[at - 1][1]
        if _score(sample, above):
            padded = [tidy(cell) for cell in above] + [""] * width
            header = [name or padded[i] for i, name in enumerate(header)]
    return header
