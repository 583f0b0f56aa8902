"""The console's tables are those that all windows share."""

from rino_desktop.ui.row_table import LEFT, RIGHT, RowTable, RowView

__all__ = ["LEFT", "RIGHT", "RowTable", "RowView"]
