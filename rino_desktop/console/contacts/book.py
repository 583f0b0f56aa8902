"""The book of contacts with its filters, columns and what can be done with those chosen."""

from PySide6.QtCore import QItemSelectionModel, QLocale, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.ports.contact_book import BookOrder
from rino_desktop.console.contacts.filters import FilterBar
from rino_desktop.console.contacts.table import ContactTable
from rino_desktop.ui import state
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rino_desktop.ui.without_mouse import sort_by_key

_WIDTHS = (140, 150, 180, 104, 190, 170, 150, 160)
_MOST_FIELDS = 12


class BookView(QTableView):
    """Several can be chosen; Enter opens one."""

    opened = Signal(int)

    def __init__(self, table: ContactTable) -> None:
        super().__init__()
        self.setModel(table)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        self.verticalHeader().setMinimumSectionSize(30)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        state.keep(header, "contacts/columns")
        sort_by_key(self)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class Book(Translated, QWidget):
    #: The query is another one: filters or order.
    query_wanted = Signal()
    cancel_wanted = Signal()
    card_wanted = Signal(int)
    add_wanted = Signal(str)
    #: Numbers of those chosen; of an export all that were found when nobody is.
    withdraw_wanted = Signal(list)
    put_off_wanted = Signal(list)
    export_wanted = Signal(list)
    fields_chosen = Signal(str, tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ContactTable(self)
        self.view = BookView(self.table)
        self.filters = FilterBar()
        #: (order, field, descending) as the user has chosen it.
        self.order: tuple[BookOrder, str, bool] = (BookOrder.LIST, "", False)
        self.count, self.progress = QLabel(), QProgressBar()
        dress(self.count, "secondary")
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.cancel = QPushButton()
        self.buttons = {
            name: QPushButton() for name in ("add", "card", "withdraw", "put_off", "export",
                                             "columns")
        }  # fmt: skip
        dress(self.buttons["add"], "primary")
        self._known_fields: tuple[str, ...] = ()
        self.fields_menu = QMenu(self)
        self.buttons["columns"].setMenu(self.fields_menu)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.filters.changed.connect(self.query_wanted)
        self.view.opened.connect(self._open)
        self.view.horizontalHeader().sectionClicked.connect(self._sort)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.buttons["add"].clicked.connect(
            lambda: self.add_wanted.emit(self.filters.wanted().campaign)
        )
        self.buttons["card"].clicked.connect(lambda: self._open(self.view.currentIndex().row()))
        for name, signal in (
            ("withdraw", self.withdraw_wanted), ("put_off", self.put_off_wanted),
            ("export", self.export_wanted),
        ):  # fmt: skip
            self.buttons[name].clicked.connect(lambda _=False, s=signal: s.emit(self.chosen()))
        self._lay_out()
        self.retranslate()
        self.show_progress(0, None, done=True)

    def retranslate(self) -> None:
        texts = {
            "add": self.tr("Add a contact…"), "card": self.tr("Card"),
            "withdraw": self.tr("Withdraw…"), "put_off": self.tr("Put off…"),
            "export": self.tr("Export…"), "columns": self.tr("Columns"),
        }  # fmt: skip
        for name, text in texts.items():
            self.buttons[name].setText(text)
        self.cancel.setText(self.tr("Cancel"))
        self.view.setAccessibleName(self.tr("Contacts"))
        self.progress.setAccessibleName(self.tr("How far the search is"))
        self.table.retranslate()

    # --- what its owner says ----------------------------------------------------------------------

    def show_progress(self, found: int, progress: float | None, *, done: bool) -> None:
        """``progress`` None: there is nothing to wait for."""
        number = QLocale().toString(found)
        text = self.tr("{count} contacts") if done else self.tr("{count} contacts so far…")
        self.count.setText(text.format(count=number))
        busy = progress is not None and not done
        self.progress.setVisible(busy)
        self.cancel.setVisible(busy)
        self.progress.setValue(int((progress or 0) * 1000))
        self._allow()

    def say_cancelled(self, found: int) -> None:
        self.show_progress(found, None, done=True)
        self.count.setText(
            self.tr("Cancelled: {count} contacts found until then").format(
                count=QLocale().toString(found)
            )
        )

    def show_fields(self, fields: tuple[str, ...], chosen: tuple[str, ...]) -> None:
        """Those that the lists have, and those with a column."""
        self.fields_menu.clear()
        self._known_fields = fields
        for name in fields:
            action = QAction(name, self.fields_menu, checkable=True)
            action.setChecked(name in chosen)
            action.toggled.connect(self._on_fields)
            self.fields_menu.addAction(action)
        self.buttons["columns"].setEnabled(bool(fields))
        if chosen != self.table.fields:
            self.table.choose_fields(chosen)

    def chosen(self) -> list[int]:
        """Numbers of the contacts that are selected."""
        ids = self.table.ids
        # By ranges: all of a million are one of them.
        chosen = self.view.selectionModel().selection()
        parts = [chosen.at(place) for place in range(chosen.count())]
        rows = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        return [ids[row] for row in sorted(rows) if row < len(ids)]

    def choose(self, row: int) -> None:
        index = self.table.index(row, 0)
        self.view.selectionModel().setCurrentIndex(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )

    def show_order(self, order: tuple[BookOrder, str, bool]) -> None:
        self.order = order
        header = self.view.horizontalHeader()
        columns = range(self.table.columnCount())
        column = next((c for c in columns if self.table.order_of(c) == order[:2]), None)
        header.setSortIndicatorShown(column is not None)
        if column is not None:
            down = Qt.SortOrder.DescendingOrder if order[2] else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(column, down)

    # --- inside -----------------------------------------------------------------------------------

    def _on_fields(self) -> None:
        chosen = tuple(a.text() for a in self.fields_menu.actions() if a.isChecked())
        self.table.choose_fields(chosen[:_MOST_FIELDS])
        self.fields_chosen.emit(self.filters.wanted().campaign, chosen[:_MOST_FIELDS])

    def _sort(self, column: int) -> None:
        """The same column again: the other way round."""
        order = self.table.order_of(column)
        if order is None:
            return
        again = self.order[:2] == order
        self.show_order((*order, not self.order[2] if again else False))
        self.query_wanted.emit()

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.table.ids):
            self.card_wanted.emit(self.table.ids[row])

    def _allow(self) -> None:
        selection = self.view.selectionModel()
        some = selection.hasSelection()
        for name in ("card", "withdraw", "put_off"):
            self.buttons[name].setEnabled(some)
        self.buttons["export"].setEnabled(len(self.table.ids) > 0)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addWidget(self.progress)
        row.addWidget(self.cancel)
        row.addStretch(1)
        for button in self.buttons.values():
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.filters)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
