"""The problems of the scheme: a list that follows each change, with mends at hand."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from editor import texts
from editor.document import SchemeDocument
from editor.edits.mending import mended
from editor.live_problems import LiveProblems
from editor.problems_model import FIX, ProblemsModel
from editor.selection import Selection
from engine.scheme.fixes import can_mend
from engine.scheme.problems import Problem
from rino_desktop.ui import theme
from rino_desktop.ui.theme import dress

_Index = QModelIndex | QPersistentModelIndex
_MARGIN = 8


class ProblemsPanel(QWidget):
    """Enter or a click selects the place of a problem and asks for it to be shown; Space mends."""

    #: (id of the block or link, "" for the scheme itself; place of the field)
    wanted = Signal(str, str)
    #: (errors, warnings)
    counted = Signal(int, int)

    def __init__(
        self,
        document: SchemeDocument,
        selection: Selection,
        live: LiveProblems,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document, self.selection, self.live = document, selection, live
        self.model = ProblemsModel(document)
        self.list = _List()
        self.list.setModel(self.model)
        self.delegate = MendDelegate(self.model, self.list)
        self.list.setItemDelegateForColumn(FIX, self.delegate)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(FIX, QHeaderView.ResizeMode.ResizeToContents)
        self.list.clicked.connect(self._clicked)
        self.list.activated.connect(self._activated)
        self.list.mend_wanted.connect(self.mend)
        self.good = QLabel()
        dress(self.good, "secondary")
        self.good.setContentsMargins(14, 8, 14, 8)
        #: Whoever shows the panel gives it a place beside the counts.
        self.mend_all = QPushButton(self)
        self.mend_all.clicked.connect(self._mend_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.good, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.list, 1)
        live.changed.connect(self._show)
        theme.changes.changed.connect(self.model.restyle)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Problems"))
        self.list.setAccessibleName(self.tr("Problems"))
        self.list.setAccessibleDescription(self.tr("Enter shows the place, Space mends"))
        self.good.setText(self.tr("Nothing to mend: the scheme can be published."))
        self.mend_all.setText(self.tr("Mend what can be mended"))
        self.model.restyle()
        self._show(self.live.problems)

    def _show(self, problems: tuple[Problem, ...]) -> None:
        self.model.show(problems)
        errors = sum(problem.is_error for problem in problems)
        warnings = len(problems) - errors
        self.good.setVisible(not problems)
        self.list.setVisible(bool(problems))
        self.mend_all.setVisible(len(self._harmless(problems)) > 1)
        self.counted.emit(errors, warnings)

    def problem_at(self, index: _Index) -> Problem | None:
        row = index.row()
        return self.model.problems[row] if 0 <= row < len(self.model.problems) else None

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == FIX and self.model.can_mend(index.row()):
            self.mend(index)
        else:
            self._activated(index)

    def _activated(self, index: QModelIndex) -> None:
        problem = self.problem_at(index)
        if problem is None:
            return
        if problem.link_id in self.document.content.links:
            self.selection.set(links=[problem.link_id])
        elif problem.node_id in self.document.content.nodes:
            self.selection.set([problem.node_id])
        else:
            self.selection.clear()
        self.wanted.emit(problem.link_id or problem.node_id, problem.place)

    def mend(self, index: _Index) -> None:
        problem = self.problem_at(index)
        if problem is None or problem.fix is None or not self.model.can_mend(index.row()):
            return
        self.document.do(
            problem.fix.words(texts.language()), mended(self.document.content, problem.fix)
        )
        self.live.judge_now()

    @staticmethod
    def _harmless(problems: tuple[Problem, ...]) -> list[Problem]:
        """Those whose mend takes nothing away that somebody has made."""
        return [
            problem for problem in problems
            if problem.fix is not None and can_mend(problem.fix)
            and not problem.fix.code.startswith(("remove_", "clear_"))
        ]  # fmt: skip

    def _mend_all(self) -> None:
        """One edit. A mend may make others needless: each looks at what is there by then."""
        stack = self.document.undo_stack
        stack.beginMacro(self.mend_all.text())
        try:
            for problem in self._harmless(self.model.problems):
                assert problem.fix is not None
                changes = mended(self.document.content, problem.fix)
                self.document.do(problem.fix.words(texts.language()), changes)
        finally:
            stack.endMacro()
        self.live.judge_now()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _List(QTreeView):
    mend_wanted = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        dress(self, "flat")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHeaderHidden(True)
        self.setAllColumnsShowFocus(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space:
            self.mend_wanted.emit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        # The share that a mend may take is another now.
        self.header().setSectionResizeMode(FIX, QHeaderView.ResizeMode.ResizeToContents)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        model = self.model()
        on_button = (
            isinstance(model, ProblemsModel) and index.column() == FIX
            and model.can_mend(index.row())
        )  # fmt: skip
        shape = Qt.CursorShape.PointingHandCursor if on_button else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)


class MendDelegate(QStyledItemDelegate):
    """Paints the mend as a button where it is one, else as a hint."""

    def __init__(self, model: ProblemsModel, parent: QTreeView) -> None:
        super().__init__(parent)
        self._model, self._list = model, parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        text = index.data()
        colours = theme.current()
        blank = QStyleOptionViewItem(option)
        super().initStyleOption(blank, index)
        blank.text = ""
        style = blank.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, blank, painter, blank.widget)
        if not text:
            return
        is_button = self._model.can_mend(index.row())
        rect: Any = option.rect
        inside = QRect(rect).adjusted(4, 3, -_MARGIN, -3)
        metrics: QFontMetrics = option.fontMetrics
        inside.setLeft(
            max(inside.left(), inside.right() - metrics.horizontalAdvance(str(text)) - 2 * _MARGIN)
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_button:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(inside, 8, 8)
        painter.setPen(QPen(QColor(colours.accent if is_button else colours.secondary)))
        room = inside.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            painter.fontMetrics().elidedText(str(text), Qt.TextElideMode.ElideRight, room.width()),
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        text = index.data() or ""
        metrics: QFontMetrics = option.fontMetrics
        width = metrics.horizontalAdvance(text) + 4 * _MARGIN
        # A long one (a whole sentence named in it) leaves the problem its half.
        width = min(width, self._list.viewport().width() // 2)
        return QSize(width, metrics.height() + 14)
