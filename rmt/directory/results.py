"""What was found in the directory: a list with the letters marked that were looked for."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.directory.marking import Span, marks, number_marks
from engine.directory.model import Entry
from engine.domain.masking import masked, masked_text
from rino_desktop.ui import theme

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW_PX, _MARGIN, _GAP = 52, 12, 16


class Results(QAbstractListModel):
    """``masked``: numbers are nowhere to be seen, not by a screen reader either."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self.query = ""
        self.masked = False

    def show(self, entries: Sequence[Entry], query: str) -> None:
        self.beginResetModel()
        self._entries, self.query = tuple(entries), query
        self.endResetModel()

    def mask_numbers(self, masked: bool) -> None:
        self.masked = masked
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def entries(self) -> tuple[Entry, ...]:
        return self._entries

    def at(self, row: int) -> Entry:
        return self._entries[row]

    def row_of(self, entry_id: int) -> int | None:
        return next((n for n, each in enumerate(self._entries) if each.id == entry_id), None)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = 0) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            text = self._entries[index.row()].text
            return ", ".join(
                part for part in (text.name, self.number(index.row()), self.below(index.row()))
                if part
            )  # fmt: skip
        return None

    # --- what is painted ----------------------------------------------------------------------

    def number(self, row: int) -> str:
        """That which was looked for, else the first one."""
        numbers = self._entries[row].text.numbers
        if not numbers:
            return ""
        fitting = next((each for each in numbers if number_marks(each, self.query)), numbers[0])
        return masked(fitting) if self.masked else fitting

    def below(self, row: int) -> str:
        text = self._entries[row].text
        line = "  ·  ".join(part for part in (text.address, text.note) if part)
        return masked_text(line) if self.masked else line


class ResultDelegate(QStyledItemDelegate):
    """Two lines: name and number, below them address and note."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        del index
        return QSize(option.rect.width(), _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        self.initStyleOption(option, index)
        results = index.model()
        assert isinstance(results, Results)
        row, colours = index.row(), theme.current()
        option.text = ""
        widget = option.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        area = option.rect.adjusted(_MARGIN, 7, -_MARGIN, -7)
        half = area.height() // 2
        above = QRect(area.left(), area.top(), area.width(), half)
        number, query = results.number(row), results.query
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        room = _width(number, bold) + 4
        spans = [] if results.masked else number_marks(number, query)
        _draw(painter, above.adjusted(above.width() - room, 0, 0, 0), number, spans, option.font,
              colours.text, colours.accent)  # fmt: skip
        name = results.at(row).text.name
        _draw(painter, above.adjusted(0, 0, -room - _GAP, 0), name, marks(name, query), bold,
              colours.text, colours.accent)  # fmt: skip
        below = results.below(row)
        _draw(painter, QRect(area.left(), area.top() + half, area.width(), half), below,
              marks(below, query), option.font, colours.secondary, colours.accent)  # fmt: skip


class ResultView(QListView):
    def __init__(self, results: Results) -> None:
        super().__init__()
        self.setModel(results)
        self.setItemDelegate(ResultDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changes.changed.connect(self.viewport().update)

    def chosen(self) -> int | None:
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def choose(self, row: int) -> None:
        model = self.model()
        if 0 <= row < model.rowCount():
            self.setCurrentIndex(model.index(row, 0))


def _width(text: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


def _draw(
    painter: QPainter, area: QRect, text: str, spans: Sequence[Span], font: QFont, colour: str,
    accent: str,
) -> None:  # fmt: skip
    """One line, cut with an ellipsis; ``spans`` in the accent's colour, bold and underlined, so
    that they stand out without colours, too."""
    if area.width() <= 0:
        return
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width() - 2)
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    plain, found = QTextCharFormat(), QTextCharFormat()
    plain.setForeground(QColor(colour))
    found.setForeground(QColor(accent))
    found.setFontWeight(QFont.Weight.DemiBold)
    found.setFontUnderline(True)
    last = len(shown) - 1 if shown != text else len(shown)
    formats = [_range(0, len(shown), plain)]
    formats += [_range(a, min(b, last), found) for a, b in _utf16(text, spans) if a < last]
    layout.setFormats(formats)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(area.width() + 1000)
    layout.endLayout()
    painter.save()
    painter.setClipRect(area)
    top = area.top() + (area.height() - line.height()) / 2
    layout.draw(painter, QPointF(area.left(), top))
    painter.restore()


def _range(start: int, end: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, form
    return made


def _utf16(text: str, spans: Sequence[Span]) -> list[Span]:
    """Places as Qt counts them."""
    if max(text, default="") <= "\uffff":
        return list(spans)
    at = [0]
    for char in text:
        at.append(at[-1] + (2 if char > "\uffff" else 1))
    return [(at[start], at[end]) for start, end in spans]
