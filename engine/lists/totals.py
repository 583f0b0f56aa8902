"""Rows that are no contacts: totals, and headers that a printed page repeats."""

import re
from collections.abc import Sequence

_TOTAL = re.compile(
    r"(?:и\s?т\s?о\s?г\s?о|итог(?:о|и|овая|овый)?|всего|total|totals|grand total|sub-?total|"
    r"кол-?во|количество(?: записей| строк| абонентов| контактов)?|записей|строк)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"[+\-−]?\d[\d\s\u00a0'.,]*(?:%|₽|руб\.?|р\.?|шт\.?|коп\.?)?|#\w+[!?/]?\w*", re.IGNORECASE
)


def says_total(cells: Sequence[str]) -> bool:
    """Whether the row introduces itself as a total: "Итого:", "Всего 200 записей"."""
    return any(_TOTAL.match(cell.strip()) for cell in cells)


def only_amounts(cells: Sequence[str]) -> bool:
    """Whether all that the row holds is amounts: at the end of a list that is a total."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(_AMOUNT.fullmatch(cell) for cell in filled)
