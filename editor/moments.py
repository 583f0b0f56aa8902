"""Moments as people read them."""

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale


def short(moment: datetime) -> str:
    """Date and time of day by this computer's clock, in the order that the locale has."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def clock(moment: datetime) -> str:
    """The time of day by this computer's clock, to the second."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return local.toString("HH:mm:ss")
