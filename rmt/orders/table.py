"""The list of orders: newest first, each with subscriber, state and cost."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.domain.masking import masked
from engine.orders.model import Order
from rino_desktop.ui import state as kept_state
from rino_desktop.ui import theme
from rino_desktop.ui.languages import Translated
from rmt.orders import words

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NUMBER, _SERVICE, _WHO, _STATE, _COST = range(5)
# In pixels; the service has the rest.
_WIDTHS = {_NUMBER: 56, _WHO: 104, _STATE: 106, _COST: 90}
_ROOM_FOR_COST = 450
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class OrderTable(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.currency = ""
        self.masked = False
        self._orders: tuple[Order, ...] = ()

    def show(self, orders: tuple[Order, ...]) -> None:
        """The same orders in the same order keep their place: a selection survives."""
        if [order.id for order in orders] != [order.id for order in self._orders]:
            self.beginResetModel()
            self._orders = orders
            self.endResetModel()
        elif orders != self._orders:
            self._orders = orders
            self.retell()

    def retell(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _COST)
        if self._orders:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._orders) - 1, _COST))

    def at(self, row: int) -> Order:
        return self._orders[row]

    def row_of(self, order_id: int) -> int | None:
        ids = [order.id for order in self._orders]
        return ids.index(order_id) if order_id in ids else None

    # --- what Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._orders)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:  # noqa: N802
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in (_NUMBER, _COST) else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            QCoreApplication.translate("orders", "№"),
            QCoreApplication.translate("orders", "Service"),
            QCoreApplication.translate("orders", "Subscriber"),
            QCoreApplication.translate("orders", "State"),
            QCoreApplication.translate("orders", "Cost"),
        )[section]

    def data(self, index: _Index, role: int = 0) -> Any:
        order, column = self._orders[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in (_NUMBER, _COST) else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and column == _STATE:
            return QColor(getattr(theme.current(), words.colour(order)))
        if role == Qt.ItemDataRole.ToolTipRole and column == _WHO:
            return self._number(order)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        who = order.subscriber.name or self._number(order) or "–"
        return (
            str(order.id), order.service.name, who, words.state(order),
            words.amount(order, self.currency),
        )[column]  # fmt: skip

    def _number(self, order: Order) -> str:
        number = order.subscriber.number
        return masked(number) if self.masked else number


class OrderList(Translated, QTableView):
    """One order is chosen at a time; ``entered``: Enter or a double click."""

    entered = Signal()

    def __init__(self, table: OrderTable) -> None:
        super().__init__()
        self.setModel(table)
        self.setProperty("kind", "flat")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(32)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(_SERVICE, QHeaderView.ResizeMode.Stretch)
        for section, width in _WIDTHS.items():
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(section, width)
        kept_state.keep(header, "orders-columns")
        self.doubleClicked.connect(lambda _index: self.entered.emit())
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Orders"))
        model = self.model()
        if isinstance(model, OrderTable):
            model.retell()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where there is little room, the service matters more than its cost."""
        self.setColumnHidden(_COST, event.size().width() < _ROOM_FOR_COST)
        super().resizeEvent(event)

    def chosen(self) -> int | None:
        """Its row."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered.emit()
        else:
            super().keyPressEvent(event)
