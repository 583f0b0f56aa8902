"""Sizes of files in words."""

from PySide6.QtCore import QLocale


def size_word(size: int) -> str:
    """``size``: bytes. In units of 1024 as people call them: Qt knows no Russian word for GiB."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
