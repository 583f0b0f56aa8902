"""One problem: how grave it is, what it is, and the button that mends it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor import texts
from engine.scheme.fixes import can_mend
from engine.scheme.problems import Problem
from rino_desktop.ui import icons

#: Of the style sheet's buttons, both sides.
_PADDING = 30


class MendButton(QPushButton):
    """As wide as its text where there is room, else with the text cut."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        hint = super().sizeHint()
        missing = self._width_of(self._whole) - self._width_of(self.text())
        return QSize(hint.width() + missing, hint.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(64, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        room = self.width() - _PADDING
        right = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, right, room))

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)


class ProblemRow(QWidget):
    """``placed``: without the name of its block, which is in sight."""

    mend_wanted = Signal(object)

    def __init__(self, problem: Problem, *, placed: bool = False) -> None:
        super().__init__()
        self.problem = problem
        text = texts.bare(problem) if placed else problem.words(texts.language())
        mark = QToolButton()
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        kind = "bad" if problem.is_error else "warning"
        icons.set_on(mark, "error" if problem.is_error else "problems", kind)
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(label)
        row.addLayout(column, 1)
        grave = self.tr("Error") if problem.is_error else self.tr("Warning")
        self.setAccessibleName(f"{grave}: {text}")
        self.button: QPushButton | None = None
        if problem.fix is not None:
            said = problem.fix.words(texts.language())
            if can_mend(problem.fix):
                self.button = MendButton(said)
                self.button.clicked.connect(lambda: self.mend_wanted.emit(problem))
                column.addWidget(self.button)
