"""Fields of dates and times as the language writes them."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDateTimeEdit


def write_as_spoken(*edits: QDateTimeEdit) -> None:
    """To be called by ``retranslate``: Qt keeps the format of the language that they began with."""
    short = QLocale().dateTimeFormat(QLocale.FormatType.ShortFormat)
    for edit in edits:
        edit.setDisplayFormat(short)
