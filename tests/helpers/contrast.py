"""Contrast of colours, as WCAG 2.1 defines it."""

from PySide6.QtGui import QColor


def _luminance(colour: str) -> float:
    parts = []
    for value in QColor(colour).getRgbF()[:3]:
        assert isinstance(value, float)
        parts.append(value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def blended(above: str, below: str, share: float) -> str:
    """``above``, painted with that opacity."""
    a, b = QColor(above), QColor(below)
    return QColor(*(
        round(x * share + y * (1 - share))
        for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    )).name()  # fmt: skip
