"""Columns as wide as what stands in them."""

from PySide6.QtWidgets import QTableWidget

#: A cell with a whole sentence leaves room for the others.
_MOST_PX = 360


def fit_columns(table: QTableWidget) -> None:
    """To be called when the cells have been filled."""
    table.resizeColumnsToContents()
    for column in range(table.columnCount()):
        table.setColumnWidth(column, min(table.columnWidth(column) + 16, _MOST_PX))
