"""Sizes of files in words."""

from PySide6.QtCore import QCoreApplication, QLocale

_KILO = 1024


def size_word(size: int) -> str:
    """``size``: bytes. In units of 1024 as people call them: Qt knows no Russian word for GiB, and
    says "1 байты" of one byte."""
    if size < _KILO:
        return QCoreApplication.translate("sizes", "{n} B").format(n=size)
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
