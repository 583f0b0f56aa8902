"""All that was heard and done, line by line; a line shows the call as it was then."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from editor.testcall.happenings import Happening, What
from editor.testcall.showing import Showing
from editor.testcall.words import Names, clock_text, happening_text, seconds_text
from rino_desktop.ui import icons, theme
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated

_ICONS = {
    What.ENTERED: ("right", "secondary"),
    What.HEARD: ("speak", "voice"),
    What.PRESSED: ("dots-nine", "accent"),
    What.SPOKE: ("microphone", "accent"),
    What.HUNG_UP: ("hang-up", "accent"),
    What.RECORDING: ("record", "bad"),
    What.RECORDED: ("record", "secondary"),
    What.ASKED: ("upload-simple", "data"),
    What.ANSWERED: ("download-simple", "data"),
    What.SAVED: ("floppy-disk", "good"),
    What.QUESTION: ("check-square", "good"),
    What.ROW: ("database", "data"),
    What.CALLBACK: ("clock", "good"),
    What.DO_NOT_CALL: ("prohibit", "warning"),
    What.SENT_DIGITS: ("dots-nine", "secondary"),
    What.TRANSFER: ("phone-outgoing", "telephony"),
    What.TALKING: ("phone-call", "telephony"),
    What.TRANSFER_ENDED: ("phone-disconnect", "telephony"),
    What.OPERATOR: ("headset", "telephony"),
    What.POSITION: ("headset", "secondary"),
    What.OPERATOR_TALKS: ("phone-call", "telephony"),
    What.OPERATOR_HOLDS: ("phone-pause", "telephony"),
    What.OPERATOR_NONE: ("phone-x", "warning"),
    What.OPERATOR_DONE: ("phone-disconnect", "telephony"),
    What.TROUBLE: ("warning", "warning"),
    What.FAILURE: ("error", "bad"),
    What.ENDED: ("flag", "text"),
}
_COLOURS = {What.TROUBLE: "warning", What.FAILURE: "bad", What.ENTERED: "secondary"}
_Index = QModelIndex | QPersistentModelIndex
TIME, TEXT, LASTED = range(3)


class TranscriptModel(Translated, QAbstractTableModel):
    """Rows: the happenings that have words, of those that are shown."""

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._showing: Showing | None = None
        #: Places in the call's happenings.
        self._rows: list[int] = []
        self._seen = 0
        self._first: Happening | None = None
        self._last: Happening | None = None

    def retranslate(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def show(self, showing: Showing | None) -> None:
        """What is new is added; a call that went another way is shown anew."""
        happenings = showing.happenings if showing is not None else ()
        shown = showing.shown if showing is not None else 0
        grown = (
            showing is self._showing and shown >= self._seen > 0
            and happenings[0] is self._first and happenings[self._seen - 1] is self._last
        )  # fmt: skip
        start = self._seen if grown else 0
        found = [i for i in range(start, shown) if happenings[i].what in _ICONS]
        if not grown:
            self.beginResetModel()
            self._rows = found
        elif found:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(found) - 1)
            self._rows += found
        self._showing, self._seen = showing, shown
        self._first = happenings[0] if shown else None
        self._last = happenings[shown - 1] if shown else None
        if not grown:
            self.endResetModel()
        elif found:
            self.endInsertRows()
        if grown and self._rows:  # what is left since is known by now
            self.dataChanged.emit(self.index(0, LASTED), self.index(len(self._rows) - 1, LASTED))

    def place(self, row: int) -> int:
        return self._rows[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else 3

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Time"), self.tr("What happened"), self.tr("Lasted"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._showing is None or not index.isValid():
            return None
        each = self._showing.happenings[self._rows[index.row()]]
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(each, index.row(), column)
            case Qt.ItemDataRole.ToolTipRole if column == TEXT:
                return happening_text(each, self._names)
            case Qt.ItemDataRole.DecorationRole if column == TEXT:
                name, colour = _ICONS[each.what]
                return icons.icon(name, colour)
            case Qt.ItemDataRole.FontRole if column == TEXT and each.what is What.ENTERED:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.ForegroundRole:
                colour = _COLOURS.get(each.what, "") if column == TEXT else "secondary"
                return QColor(getattr(theme.current(), colour)) if colour else None
            case Qt.ItemDataRole.TextAlignmentRole if column != TEXT:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, each: Happening, row: int, column: int) -> str:
        if column == TIME:
            return clock_text(each.at)
        if column == TEXT:
            return happening_text(each, self._names)
        if each.what is What.HEARD:
            return seconds_text(each.seconds)
        if each.what is What.ENTERED:
            lasted = self._stay(self._rows[row])
            return seconds_text(lasted) if lasted else ""
        return ""

    def _stay(self, place: int) -> float | None:
        """How long the call stayed at the node that was entered there; None: it is there yet."""
        assert self._showing is not None
        happenings = self._showing.happenings
        entered = happenings[place]
        for index in range(place + 1, self._showing.shown):
            each = happenings[index]
            same = (each.scheme, each.node_id) == (entered.scheme, entered.node_id)
            if (each.what is What.LEFT and same) or each.what is What.ENDED:
                return each.at - entered.at
        return None


class Transcript(Translated, QWidget):
    #: Show the call after so many of its happenings.
    seek_wanted = Signal(int)

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TranscriptModel(names)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(28)
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(TIME, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(LASTED, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(TIME, 72)
        header.resizeSection(LASTED, 80)
        self.view.activated.connect(self._on_activated)
        self.empty = EmptyState("call")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        layout.addWidget(self.empty)
        self.model.rowsInserted.connect(lambda: self.view.scrollToBottom())
        self.model.modelReset.connect(self._on_reset)
        self.retranslate()
        self._on_reset()

    def retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("What happened in the call"))
        self.view.setToolTip("")
        self.empty.show_text(
            self.tr("Nobody has called yet"),
            self.tr("Begin a call: it goes through the scheme as it stands here, without a line."),
            self.tr("Begin the call"),
        )
        self.model.retranslate()

    def show_call(self, showing: Showing | None) -> None:
        self.model.show(showing)

    def _on_reset(self) -> None:
        empty = self.model.rowCount() == 0
        self.empty.setVisible(empty)
        self.view.setVisible(not empty)
        self.view.scrollToBottom()

    def _on_activated(self, index: QModelIndex) -> None:
        self.seek_wanted.emit(self.model.place(index.row()) + 1)
