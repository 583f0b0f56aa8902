"""The book of contacts as a Qt table model: it knows how many there are, and reads what is looked
at. Of a million only their numbers are kept; rows come a page at a time and are forgotten again."""

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from engine.domain.calling_hours import zone_of
from engine.domain.contact import ContactState
from engine.domain.masking import masked, masked_text
from engine.ports.contact_book import BookOrder, BookRow
from engine.reports import names
from rino_desktop.console.contacts.words import moment, state_words
from rino_desktop.contacts.life import list_title
from rino_desktop.texts import language
from rino_desktop.ui import theme

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
#: Rows that are read at once, and pages that are kept.
PAGE, KEPT = 100, 40
FIXED = ("phone", "state", "result", "tries", "next", "zone", "list", "campaign")
_ORDERS = {
    "phone": BookOrder.PHONE, "state": BookOrder.STATE, "result": BookOrder.RESULT,
    "tries": BookOrder.TRIES, "next": BookOrder.NEXT_TRY, "zone": BookOrder.ZONE,
    "list": BookOrder.LIST,
}  # fmt: skip
#: Before it nobody was called: contacts that were never tried have such a next try.
_FIRST_YEAR = 2001


class ContactTable(QAbstractTableModel):
    #: Number of a page that is looked at and not there.
    page_wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ids: array[int] = array("q")
        #: Fields of the list that have a column.
        self.fields: tuple[str, ...] = ()
        #: Who looks may not see numbers where a campaign masks them.
        self.hides = False
        self._pages: OrderedDict[int, dict[int, BookRow]] = OrderedDict()
        self._asked: set[int] = set()

    # --- what its owner says ----------------------------------------------------------------------

    def begin(self) -> None:
        """Nobody yet: another query begins."""
        self.beginResetModel()
        self.ids = array("q")
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()

    def grow(self, ids: Sequence[int]) -> None:
        if len(ids):
            first = len(self.ids)
            self.beginInsertRows(_NOWHERE, first, first + len(ids) - 1)
            self.ids.extend(ids)
            self.endInsertRows()

    def show_page(self, page: int, rows: Sequence[BookRow]) -> None:
        """Those of a page; who is missing is there no more."""
        self._asked.discard(page)
        self._pages[page] = {row.contact.id: row for row in rows}
        self._pages.move_to_end(page)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, len(self.ids)) - 1
        if page * PAGE <= last:
            self.dataChanged.emit(
                self.index(page * PAGE, 0), self.index(last, self.columnCount() - 1)
            )

    def page_ids(self, page: int) -> list[int]:
        return list(self.ids[page * PAGE : (page + 1) * PAGE])

    def page_failed(self, page: int) -> None:
        self._asked.discard(page)

    def refresh(self) -> None:
        """What is shown may have changed: it is read anew, and stands until then."""
        for page in list(self._pages)[-3:]:
            if page not in self._asked:
                self._asked.add(page)
                self.page_wanted.emit(page)

    def choose_fields(self, fields: tuple[str, ...]) -> None:
        self.beginResetModel()
        self.fields = fields
        self.endResetModel()

    def at(self, row: int) -> BookRow | None:
        """None while it is not read."""
        if not 0 <= row < len(self.ids):
            return None
        return self._pages.get(row // PAGE, {}).get(self.ids[row])

    def order_of(self, column: int) -> tuple[BookOrder, str] | None:
        """By what a click on its title sorts."""
        if column < len(FIXED):
            order = _ORDERS.get(FIXED[column])
            return None if order is None else (order, "")
        return BookOrder.FIELD, self.fields[column - len(FIXED)]

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    # --- what Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(FIXED) + len(self.fields)

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:  # noqa: N802
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section >= len(FIXED):
            return self.fields[section - len(FIXED)]
        return {
            "phone": self.tr("Number"), "state": self.tr("State"),
            "result": self.tr("Last result"), "tries": self.tr("Tries"),
            "next": self.tr("Next try"), "zone": self.tr("Time there"), "list": self.tr("List"),
            "campaign": self.tr("Campaign"),
        }[FIXED[section]]  # fmt: skip

    def data(self, index: _Index, role: int = 0) -> Any:
        row = self._looked_at(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(row, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return QColor(_state_colour(row.contact.state))
        return None

    def text(self, row: BookRow, column: int) -> str:
        contact, hidden = row.contact, row.masked and self.hides
        if column >= len(FIXED):
            value = contact.fields.get(self.fields[column - len(FIXED)], "")
            return masked_text(value) if hidden else value
        match FIXED[column]:
            case "phone":
                return masked(contact.phones[0]) if hidden else contact.phones[0]
            case "state":
                return state_words()[contact.state]
            case "result":
                return names.disposition(row.last_result, language()) if row.last_result else ""
            case "tries":
                return str(contact.progress.attempts)
            case "next":
                waits = contact.state in (ContactState.NEW, ContactState.WAITING_RETRY)
                there = waits and contact.next_at.year >= _FIRST_YEAR
                return moment(contact.next_at) if there else ""
            case "zone":
                return _clock(contact.zones)
            case "list":
                return list_title(row.list_name)
        return row.campaign

    def _looked_at(self, number: int) -> BookRow | None:
        page = number // PAGE
        if page not in self._pages:
            if page not in self._asked:
                self._asked.add(page)
                self.page_wanted.emit(page)
            return None
        return self.at(number)


def _clock(zones: Sequence[str]) -> str:
    """What o'clock it is there now; where it may be several zones: from when to when."""
    now = datetime.now(UTC)
    there = [now.astimezone(zone) for name in zones if (zone := zone_of(name)) is not None]
    if not there:
        return ""
    first, last = min(there, key=_offset), max(there, key=_offset)
    if _offset(first) != _offset(last):
        return f"{first:%H:%M}–{last:%H:%M}"
    return f"{first:%H:%M} ({_offset_word(first)})"


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _state_colour(state: ContactState) -> str:
    colours = theme.current()
    if state is ContactState.IN_PROGRESS:
        return colours.good
    return colours.warning if state is ContactState.EXCLUDED else colours.text


def _offset_word(moment: datetime) -> str:
    """ "UTC+3", "UTC+5:30": names of zones are English towns, and Qt has no others everywhere."""
    hours, minutes = divmod(abs(round(_offset(moment).total_seconds())) // 60, 60)
    sign = "−" if _offset(moment) < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
