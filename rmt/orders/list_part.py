"""The left side: which orders, search, and their list."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engine.orders.model import Order, OrderState
from engine.ports.orders import OrderFilter
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.orders.table import OrderList, OrderTable

_SEARCH_MS = 300
_NARROWEST = 340
_OFFICE, _MINE, _DONE, _ALL = range(4)


class OrderListPart(Translated, QWidget):
    """``changed``: others are wanted in the list. ``chosen``: an order's number."""

    changed = Signal()
    chosen = Signal(int)
    entered = Signal()
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = OrderTable()
        self.list = OrderList(self.table)
        self.filter, self.search = CalmCombo(), QLineEdit()
        self.new_button = QPushButton()
        dress(self.new_button, "primary")
        icons.set_on(self.new_button, "add", "on_accent")
        self.new_button.setAutoDefault(False)
        self.search.setClearButtonEnabled(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SEARCH_MS)
        self._timer.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.filter.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._on_chosen())
        self.list.entered.connect(self.entered)
        self.new_button.clicked.connect(self.new_wanted)
        head = QHBoxLayout()
        head.addWidget(self.filter, 1)
        head.addWidget(self.new_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 8, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.setMinimumWidth(_NARROWEST)
        self.retranslate()

    def retranslate(self) -> None:
        chosen = self.filter.currentIndex()
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.addItems([
            self.tr("Open ones of the office"), self.tr("My open ones"), self.tr("Done"),
            self.tr("All"),
        ])  # fmt: skip
        self.filter.setCurrentIndex(max(chosen, 0))
        self.filter.blockSignals(False)
        self.filter.setAccessibleName(self.tr("Which orders"))
        self.search.setPlaceholderText(self.tr("Name, number, service (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search orders"))
        self.new_button.setText(self.tr("New order"))
        self.new_button.setToolTip(self.tr("New order") + " (Ctrl+N)")

    def wanted(self, user: str) -> OrderFilter:
        """What has been set here; ``user``: who is "mine"."""
        which = self.filter.currentIndex()
        states = frozenset({OrderState.DONE}) if which == _DONE else frozenset[OrderState]()
        return OrderFilter(
            states, all=which == _ALL, person=user if which == _MINE else "",
            text=self.search.text(),
        )  # fmt: skip

    def show_orders(self, orders: tuple[Order, ...], currency: str) -> None:
        """What is chosen stays chosen, and is not told of again."""
        self.table.currency = currency
        row = self.list.chosen()
        chosen = None if row is None else self.table.at(row).id
        self.list.selectionModel().blockSignals(True)
        self.table.show(orders)
        again = None if chosen is None else self.table.row_of(chosen)
        if again is not None:
            self.list.selectRow(again)
        self.list.selectionModel().blockSignals(False)
        self.list.viewport().update()

    def _on_chosen(self) -> None:
        row = self.list.chosen()
        if row is not None:
            self.chosen.emit(self.table.at(row).id)
