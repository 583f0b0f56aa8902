"""What lies below the canvas: the problems, or only the line that counts them."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QToolButton, QWidget

from editor.problems_panel import ProblemsPanel
from rino_desktop.ui import icons, theme
from rino_desktop.ui.theme import dress, on_panel

#: Height of the line and of a few problems, pixels.
_OPEN_PX = 152
_ANY_PX = 16_777_215


class ProblemsStrip(QTabWidget):
    """Closed while the scheme has no problems. It opens with the first of them, unless it was
    closed by hand, and stays open: nothing else moves the canvas."""

    def __init__(self, problems: ProblemsPanel) -> None:
        super().__init__()
        self._problems = problems
        self._by_hand = False
        self._height = _OPEN_PX
        self._counts = (0, 0)
        self.setDocumentMode(True)
        on_panel(self)
        self.addTab(problems, "")
        self.fold_button = QToolButton()
        self.fold_button.clicked.connect(self._on_fold)
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        dress(problems.mend_all, "quiet")
        row.addWidget(problems.mend_all)
        row.addWidget(self.fold_button)
        self.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self.tabBarClicked.connect(self._on_fold)
        problems.counted.connect(self._on_counted)
        theme.changes.changed.connect(self._tell)
        self.fold(True)
        grave = sum(problem.is_error for problem in problems.model.problems)
        self._on_counted(grave, len(problems.model.problems) - grave)

    @property
    def is_folded(self) -> bool:
        return self.maximumHeight() < _ANY_PX

    def fold(self, on: bool) -> None:
        if on:
            if not self.is_folded and self.isVisible():
                self._height = self.height()
            self.setMaximumHeight(self._line())
            self.setMinimumHeight(self._line())
            self._share(self._line())
        else:
            self.setMinimumHeight(0)
            self.setMaximumHeight(_ANY_PX)
            self._share(self._height)
        self._problems.setVisible(not on)
        self._tell()

    def _share(self, height: int) -> None:
        """A splitter does not give back by itself what its part may not take."""
        column = self.parentWidget()
        if isinstance(column, QSplitter):
            column.setSizes([max(column.height() - height, 0), height])

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self.is_folded:
            self._share(self._line())
        self._come_out()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        hint = super().minimumSizeHint()
        return QSize(hint.width(), self._line()) if self.is_folded else hint

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self.is_folded and self.maximumHeight() != self._line():
            self.fold(True)  # the text has another size now

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._tell()

    def _line(self) -> int:
        corner = self.cornerWidget(Qt.Corner.TopRightCorner)
        least = 0 if corner is None else corner.sizeHint().height()
        return max(self.tabBar().sizeHint().height(), least)

    def _on_fold(self) -> None:
        self._by_hand = not self.is_folded
        self.fold(not self.is_folded)

    def _on_counted(self, errors: int, warnings: int) -> None:
        self._counts = errors, warnings
        self._come_out()
        self._tell()

    def _come_out(self) -> None:
        """By itself when there are problems, but not for a scheme that is only being loaded."""
        if any(self._counts) and self.is_folded and not self._by_hand and self.isVisible():
            self.fold(False)

    def _tell(self) -> None:
        errors, warnings = self._counts
        parts = []
        if errors:
            parts.append(self.tr("%n error(s)", "", errors))
        if warnings:
            parts.append(self.tr("%n warning(s)", "", warnings))
        self.setTabText(0, ", ".join(parts) or self.tr("No problems"))
        if errors:
            sign = icons.icon("error", "bad")
        else:
            sign = icons.icon("problems", "warning") if warnings else icons.icon("check", "good")
        self.setTabIcon(0, sign)
        icons.set_on(self.fold_button, "up" if self.is_folded else "down", "secondary")
        name = self.tr("Show the problems") if self.is_folded else self.tr("Hide the problems")
        self.fold_button.setAccessibleName(name)
        self.fold_button.setToolTip(name)
