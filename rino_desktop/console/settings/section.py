"""What the administrator's sections share: what they are about, a list, what can be done."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rino_desktop.console.row_table import RowTable, RowView
from rino_desktop.ui import icons, theme
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress

_ROW_PX = 32


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown. ``kind``: the colour of what it says: "good", "warning", "bad",
    "secondary" or "" for none; ``tip``: all that does not fit in."""

    key: object
    cells: tuple[str, ...]
    kind: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A button. ``chosen``: about the line that is chosen; ``enter``: also by Enter and a double
    click on it."""

    name: str
    icon: str = ""
    chosen: bool = False
    enter: bool = False


class LineTable(RowTable[Line]):
    """``coloured``: the column that shows the kind of a line."""

    def __init__(self, coloured: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ("",) * 9
        self._coloured = coloured

    def entitle(self, titles: tuple[str, ...]) -> None:
        if len(titles) != len(self._titles):
            self.beginResetModel()
            self._titles = titles
            self.endResetModel()
        self._titles = titles
        self.retranslate()

    def titles(self) -> tuple[str, ...]:
        return self._titles

    def key(self, row: Line) -> object:
        return row.key

    def name(self, row: Line) -> str:
        return row.cells[0]

    def is_number(self, column: int) -> bool:
        del column
        return False

    def cell(self, row: Line, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or row.cells[column]
        if role == Qt.ItemDataRole.ForegroundRole and row.kind and column == self._coloured:
            return QColor(getattr(theme.current(), row.kind))
        return None


class ListSection(Translated, QWidget):
    """Shows the lines it is given and says what is wanted. Subclasses name their ``ACTS``, and
    texts in ``words``."""

    #: (name of the act, key of the line that is chosen or None)
    wanted = Signal(str, object)
    ACTS: tuple[Act, ...] = ()
    #: Under which the widths of columns are remembered, and those of the first ones, in pixels.
    COLUMNS = ""
    WIDTHS: tuple[int, ...] = ()
    COLOURED = 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint, self.note = QLabel(), ToldLine()
        for label in (self.hint, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        dress(self.hint, "secondary")
        self.table = LineTable(self.COLOURED, self)
        self.table.entitle(self.titles())
        self.view = RowView(self.table, f"settings/{self.COLUMNS}", self.WIDTHS, _ROW_PX)
        self.view.setMinimumHeight(160)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self.allow())
        self.table.modelReset.connect(self.allow)
        self.view.doubleClicked.connect(lambda _: self._enter())
        self.buttons = {act.name: QPushButton() for act in self.ACTS}
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for act in self.ACTS:
            button = self.buttons[act.name]
            if act.icon:
                icons.set_on(button, act.icon)
            button.clicked.connect(lambda _=False, act=act: self._want(act))
            row.addWidget(button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addWidget(self.hint)
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.note)
        self.column.addLayout(row)
        self.retranslate()
        self.allow()

    # --- what a subclass says ---------------------------------------------------------------------

    def titles(self) -> tuple[str, ...]:
        """Of the columns."""
        raise NotImplementedError

    def words(self) -> tuple[str, dict[str, str]]:
        """What the section is about, and the buttons' texts by their acts' names."""
        raise NotImplementedError

    def may(self, act: str, key: object) -> bool:
        """Whether that can be done with the line that is chosen (key None: none is)."""
        del act, key
        return True

    # --- what its owner says ----------------------------------------------------------------------

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        chosen = self.chosen()
        self.table.show(lines)
        row = None if chosen is None else self.table.row_of(chosen)
        if row is not None and row != self.view.chosen_row():
            self.view.selectRow(row)
        self.allow()

    def say(self, text: str, kind: str = "") -> None:
        """Below the list: what has come of it."""
        self.note.say(text, kind, aloud=kind != "secondary")

    def chosen(self) -> Any:
        row = self.view.chosen_row()
        return None if row is None or row >= len(self.table.all()) else self.table.at(row).key

    def choose(self, key: object) -> None:
        row = self.table.row_of(key)
        if row is not None:
            self.view.selectRow(row)

    # --- parts ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        hint, texts = self.words()
        self.hint.setText(hint)
        self.view.setAccessibleName(hint)
        for name, button in self.buttons.items():
            button.setText(texts[name])
        self.table.entitle(self.titles())

    def allow(self) -> None:
        chosen = self.chosen()
        for act in self.ACTS:
            able = (chosen is not None or not act.chosen) and self.may(act.name, chosen)
            self.buttons[act.name].setEnabled(able)

    def _want(self, act: Act) -> None:
        self.wanted.emit(act.name, self.chosen() if act.chosen else None)

    def _enter(self) -> None:
        for act in self.ACTS:
            if act.enter and self.buttons[act.name].isEnabled():
                self._want(act)
