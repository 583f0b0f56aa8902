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


def told_apart(one: datetime, other: datetime) -> tuple[str, str]:
    """Both as ``short``; with seconds where they would read the same."""
    first, second = short(one), short(other)
    if first != second:
        return first, second
    day = QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(one.timestamp())).date(), QLocale.FormatType.ShortFormat
    )
    return f"{day} {clock(one)}", f"{day} {clock(other)}"
