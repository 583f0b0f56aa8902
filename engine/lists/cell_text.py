"""Cells of a data source as texts, as a contact list has them."""

from datetime import date, datetime, time
from decimal import Decimal

#: engine.ports.sources.Cell
Cell = None | bool | int | str | Decimal | date | time | datetime


def cell_text(value: Cell) -> str:
    """A cell as a contact list would have it: dates as ISO 8601, numbers without noise."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value).strip()
