"""The bar of panels: an icon and a word for each, and how many wait there."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from rino_desktop.ui import icons, theme
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_WIDTH, _HEIGHT = 84, 54
#: As many panels have keys.
MOST_KEYS = 9


class PanelButton(QToolButton):
    """``badge``: drawn at its icon; 0: nothing. ``urgent``: it is seen from afar."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge, self.urgent = 0, False
        self.title = self.key = ""
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(22, 22))
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(_WIDTH - 8)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.set_on(self, icon, "secondary", checked="accent")

    def show_badge(self, count: int, *, urgent: bool) -> None:
        if (count, urgent) != (self.badge, self.urgent):
            self.badge, self.urgent = count, urgent
            self.name_it()
            self.update()

    def name_it(self) -> None:
        """Tooltip and name for screen readers: with what the badge tells."""
        name = f"{self.title}, {self.badge}" if self.badge else self.title
        self.setText(self.title)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({self.key})" if self.key else name)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self.badge:
            return
        colours = theme.current()
        font = self.font()
        font.setPixelSize(10)
        font.setBold(True)
        text = str(self.badge) if self.badge < 100 else "99+"
        width = max(16, QFontMetrics(font).horizontalAdvance(text) + 8)
        place = QRect(self.width() // 2 + 5, 4, width, 16)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.bad if self.urgent else colours.accent))
        painter.drawRoundedRect(place, 8, 8)
        painter.setPen(QColor(colours.on_state if self.urgent else colours.on_accent))
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class PanelBar(Translated, QFrame):
    """``chosen``: the key of the panel whose button was pressed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "rail")
        self.setFixedWidth(_WIDTH)
        self.buttons: dict[str, PanelButton] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 8, 4, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Panels"))

    def add(self, key: str, title: str, icon: str) -> None:
        button = self.buttons[key] = PanelButton(icon)
        button.title = title
        button.clicked.connect(lambda _checked=False: self.chosen.emit(key))
        self._group.addButton(button)
        self._column.insertWidget(self._column.count() - 1, button)
        self._number()

    def rename(self, key: str, title: str) -> None:
        self.buttons[key].title = title
        self.buttons[key].name_it()

    def remove(self, key: str) -> None:
        button = self.buttons.pop(key)
        self._group.removeButton(button)
        self._column.removeWidget(button)
        button.hide()
        button.deleteLater()
        self._number()

    def check(self, key: str) -> None:
        self.buttons[key].setChecked(True)

    def show_badge(self, key: str, count: int, *, urgent: bool = False) -> None:
        if key in self.buttons:
            self.buttons[key].show_badge(count, urgent=urgent)

    def _number(self) -> None:
        for number, button in enumerate(self.buttons.values(), 1):
            button.key = f"Ctrl+{number}" if number <= MOST_KEYS else ""
            button.name_it()
