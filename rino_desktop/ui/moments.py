"""Days and moments as the language writes them."""

from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateTimeEdit


def short_day(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


def write_as_spoken(*edits: QDateTimeEdit) -> None:
    """To be called by ``retranslate``: Qt keeps the format of the language that they began with."""
    short = QLocale().dateTimeFormat(QLocale.FormatType.ShortFormat)
    for edit in edits:
        edit.setDisplayFormat(short)
