"""The options of a question, as a table that is typed in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.forms.model import Option
from engine.scheme import language_words
from rino_desktop.texts import language
from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated


class _Table(QTableWidget):
    moved = Signal(int)
    deleted = Signal()
    added = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.added.emit()
        else:
            super().keyPressEvent(event)


class OptionTable(Translated, QWidget):
    """``changed`` carries all of them. Insert adds, Delete removes, Ctrl+arrows move."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[Option, ...] = ()
        self._languages: tuple[str, ...] = ()
        self.table = _Table()
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setMinimumHeight(150)
        self.table.itemChanged.connect(self._on_typed)
        self.table.moved.connect(self._move)
        self.table.deleted.connect(self._remove)
        self.table.added.connect(self._add)
        self.add_button, self.remove_button = QPushButton(), QPushButton()
        icons.set_on(self.add_button, "add")
        icons.set_on(self.remove_button, "remove")
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.table)
        layout.addLayout(row)
        self.setFocusProxy(self.table)
        self.retranslate()

    def retranslate(self) -> None:
        self.add_button.setText(self.tr("Add an option"))
        self.remove_button.setText(self.tr("Remove"))
        self.table.setAccessibleName(self.tr("Options"))
        self._show_headers()

    def show_of(self, options: tuple[Option, ...], languages: tuple[str, ...]) -> None:
        if (options, languages) == (self._options, self._languages) and self.table.columnCount():
            return
        self._options, self._languages = options, languages
        row, column = self.table.currentRow(), self.table.currentColumn()
        self.table.blockSignals(True)
        self.table.setColumnCount(1 + len(languages))
        self.table.setRowCount(len(options))
        self._show_headers()
        for number, option in enumerate(options):
            texts = [option.title.get(each, "") for each in languages]
            for place, text in enumerate([option.code, *texts]):
                self.table.setItem(number, place, QTableWidgetItem(text))
        if options and row >= 0:
            self.table.setCurrentCell(min(row, len(options) - 1), max(0, column))
        self.table.blockSignals(False)
        self.remove_button.setEnabled(bool(options))

    def _show_headers(self) -> None:
        if not self.table.columnCount():
            return
        names = [language_words.name(each, language()).capitalize() for each in self._languages]
        self.table.setHorizontalHeaderLabels([self.tr("Code"), *names])
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 84)

    def _on_typed(self, item: QTableWidgetItem) -> None:
        options = list(self._options)
        option = options[item.row()]
        if item.column() == 0:
            options[item.row()] = Option(item.text().strip(), option.title)
        else:
            code = self._languages[item.column() - 1]
            kept = {k: t for k, t in option.title.items() if k != code}
            texts = {**kept, code: item.text().strip()} if item.text().strip() else kept
            options[item.row()] = Option(option.code, texts)
        self._tell(options)

    def _add(self) -> None:
        codes = {option.code for option in self._options}
        numbers = (str(number) for number in range(1, len(codes) + 2))
        code = next(number for number in numbers if number not in codes)
        place = len(self._options)
        self._tell([*self._options, Option(code)])
        self.table.setCurrentCell(place, 1 if self._languages else 0)
        self.table.setFocus()

    def _remove(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._options):
            self._tell([*self._options[:row], *self._options[row + 1 :]])

    def _move(self, step: int) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._options) and 0 <= row + step < len(self._options):
            options = list(self._options)
            options.insert(row + step, options.pop(row))
            self.table.setCurrentCell(row + step, self.table.currentColumn())
            self._tell(options)

    def _tell(self, options: list[Option]) -> None:
        self.show_of(tuple(options), self._languages)
        self.changed.emit(tuple(options))
