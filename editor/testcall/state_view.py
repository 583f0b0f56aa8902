"""How the call stands: variables, with those marked that the last step has changed, results, rows
of queries, counters, and what went to the outside."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from editor.testcall.happenings import CallView
from editor.testcall.words import Names, value_text
from engine.ivr.requests import Rows
from rino_desktop.ui import theme
from rino_desktop.ui.languages import Translated

#: Rows of a query that are shown.
_ROWS = 20
_MARK = "●"


class StateView(Translated, QWidget):
    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._view: CallView | None = None
        self._before: dict[tuple[str, str], str] = {}
        self.tree = QTreeWidget()
        self.tree.setColumnCount(3)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(12)
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        header.resizeSection(0, 150)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tree)
        theme.changes.changed.connect(self._fill)
        self.retranslate()

    def retranslate(self) -> None:
        self.tree.setHeaderLabels([self.tr("Name"), self.tr("Value"), ""])
        self.tree.setAccessibleName(self.tr("How the call stands"))
        self._fill()

    def show_view(self, view: CallView | None, *, step: bool) -> None:
        """``step``: what has changed since the view shown before is marked."""
        if step:
            self._before = _values(self._view)
        self._view = view
        self._fill()

    @property
    def changed(self) -> set[str]:
        """Names of the variables that are marked."""
        return {
            name for (kind, name), value in _values(self._view).items()
            if kind == "variable" and self._before.get((kind, name)) != value
        }  # fmt: skip

    def _fill(self) -> None:
        top = self.tree.verticalScrollBar().value()
        self.tree.clear()
        view = self._view
        if view is None:
            return
        state = view.state
        self._section(self.tr("Variables"), "variable", {
            name: value_text(value) for name, value in sorted(state.variables.items())
        })  # fmt: skip
        self._section(self.tr("Results"), "result", view.results)
        self._section(self.tr("Answers to questions"), "answer", view.answers)
        counters = {self._names("", node): str(times) for node, times in state.counters.items()}
        self._section(self.tr("Rounds"), "counter", counters)
        for name, (rows, taken) in state.rows.items():
            if isinstance(rows, Rows):
                self._rows(name, rows, taken)
        sent = {f"{number}. {store}": ", ".join(f"{k} = {v}" for k, v in row.items())
                for number, (store, row) in enumerate(view.rows, 1)}  # fmt: skip
        self._section(self.tr("To external stores"), "row", sent)
        more = {}
        if state.language:
            more[self.tr("Language")] = state.language
        if state.keys_ahead:
            more[self.tr("Keys pressed ahead")] = state.keys_ahead
        self._section(self.tr("The call"), "call", more)
        self.tree.verticalScrollBar().setValue(top)

    def _section(self, title: str, kind: str, values: Mapping[str, str]) -> None:
        if not values:
            return
        head = self._head(title)
        colours = theme.current()
        for name, value in values.items():
            item = QTreeWidgetItem([name, value, ""])
            item.setToolTip(1, value)
            if kind == "variable" and self._before.get((kind, name)) != value:
                item.setText(2, _MARK)
                item.setToolTip(2, self.tr("Changed at this step"))
                item.setData(2, Qt.ItemDataRole.AccessibleTextRole, self.tr("Changed at this step"))
                for column in range(3):
                    item.setForeground(column, QColor(colours.accent))
                font = item.font(1)
                font.setBold(True)
                item.setFont(1, font)
            head.addChild(item)
        head.setExpanded(True)

    def _rows(self, name: str, rows: Rows, taken: int) -> None:
        total = len(rows)
        head = self._head(self.tr("Rows “{name}”: {number}").format(name=name, number=total))
        for number, row in enumerate(rows.rows[:_ROWS], 1):
            cells = ", ".join(
                f"{column} = {value_text(cell)}"
                for column, cell in zip(rows.columns, row, strict=False)
            )
            mark = self.tr("taken") if number <= taken else ""
            head.addChild(QTreeWidgetItem([str(number), cells, mark]))
        head.setExpanded(True)

    def _head(self, title: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem([title])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFirstColumnSpanned(True)
        font = head.font(0)
        font.setBold(True)
        head.setFont(0, font)
        head.setForeground(0, QColor(theme.current().secondary))
        self.tree.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)
        return head


def _values(view: CallView | None) -> dict[tuple[str, str], str]:
    if view is None:
        return {}
    return {("variable", name): value_text(value) for name, value in view.state.variables.items()}
