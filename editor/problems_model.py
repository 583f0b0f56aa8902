"""Problems as rows: what is wrong, and what would mend it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from editor import texts
from editor.document import SchemeDocument
from engine.scheme.fixes import can_mend
from engine.scheme.problems import Problem
from rino_desktop.ui import icons

_Index = QModelIndex | QPersistentModelIndex
TEXT, FIX = 0, 1


class ProblemsModel(QAbstractTableModel):
    def __init__(self, document: SchemeDocument) -> None:
        super().__init__()
        self._document = document
        self.problems: tuple[Problem, ...] = ()

    def show(self, problems: Sequence[Problem]) -> None:
        """Rows that stay, stay: what lies between the first and the last difference is changed."""
        new = tuple(problems)
        old = self.problems
        shorter = min(len(old), len(new))
        same = next((i for i in range(shorter) if old[i] != new[i]), shorter)
        end = 0
        while end < shorter - same and old[-1 - end] == new[-1 - end]:
            end += 1
        if len(old) - end > same:
            self.beginRemoveRows(QModelIndex(), same, len(old) - end - 1)
            self.problems = (*old[:same], *old[len(old) - end :])
            self.endRemoveRows()
        if len(new) - end > same:
            self.beginInsertRows(QModelIndex(), same, len(new) - end - 1)
            self.problems = new
            self.endInsertRows()
        self.problems = new

    def restyle(self) -> None:
        """In another theme or language."""
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.problems)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else 2

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        problem = self.problems[index.row()]
        language = texts.language()
        if index.column() == FIX:
            if problem.fix is None:
                return None
            said = problem.fix.words(language)
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return said
            return None
        text = self._text(problem)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return text
            case Qt.ItemDataRole.AccessibleTextRole:
                grave = self.tr("Error") if problem.is_error else self.tr("Warning")
                return f"{grave}: {text}"
            case Qt.ItemDataRole.DecorationRole:
                if problem.is_error:
                    return icons.icon("error", "bad")
                return icons.icon("problems", "warning")
            case Qt.ItemDataRole.UserRole:
                return problem
        return None

    def _text(self, problem: Problem) -> str:
        node = self._document.content.nodes.get(problem.node_id)
        kind = self._document.node_types.get(node.type) if node is not None else None
        return texts.placed(problem, kind)

    def can_mend(self, row: int) -> bool:
        return 0 <= row < len(self.problems) and can_mend(self.problems[row].fix)
