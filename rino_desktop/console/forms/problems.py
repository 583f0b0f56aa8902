"""What is wrong with the form, each with a way to it and, where there is one, a mend."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.forms.problems import Problem
from rino_desktop.texts import language
from rino_desktop.ui import theme
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_PROBLEM = Qt.ItemDataRole.UserRole


class ProblemsPanel(Translated, QWidget):
    #: A Problem is to be looked at; its Fix is to be carried out.
    chosen = Signal(object)
    mend_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: list[Problem] = []
        self.heading = QLabel()
        dress(self.heading, "heading")
        self.view = QListWidget()
        self.view.setWordWrap(True)
        self.view.currentItemChanged.connect(lambda *_: self._on_chosen())
        self.view.itemActivated.connect(lambda _item: self._mend())
        self.button = QPushButton()
        self.button.clicked.connect(self._mend)
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.button)
        layout.addStretch(0)
        self.retranslate()

    def retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Problems"))
        self.show_problems(self._problems)

    def show_problems(self, problems: list[Problem]) -> None:
        row = self.view.currentRow()
        self._problems = problems
        self.view.blockSignals(True)
        self.view.clear()
        colours = theme.current()
        for problem in problems:
            item = QListWidgetItem(problem.words(language()))
            item.setData(_PROBLEM, problem)
            item.setForeground(QColor(colours.bad if problem.is_error else colours.warning))
            self.view.addItem(item)
        if problems and row >= 0:
            self.view.setCurrentRow(min(row, len(problems) - 1))
        self.view.blockSignals(False)
        self.heading.setText(
            self.tr("%n problem(s)", "", len(problems)) if problems else self.tr("No problems")
        )
        self.view.setVisible(bool(problems))
        self.button.setVisible(bool(problems))
        self._offer()

    def current(self) -> Problem | None:
        item = self.view.currentItem()
        found: Problem | None = item.data(_PROBLEM) if item is not None else None
        return found

    def _on_chosen(self) -> None:
        self._offer()
        problem = self.current()
        if problem is not None:
            self.chosen.emit(problem)

    def _offer(self) -> None:
        problem = self.current()
        fix = problem.fix if problem is not None else None
        self.button.setEnabled(fix is not None)
        self.button.setText(fix.words(language()) if fix is not None else self.tr("Mend"))

    def _mend(self) -> None:
        problem = self.current()
        if problem is not None and problem.fix is not None:
            self.mend_wanted.emit(problem.fix)
