"""Clients: their list, what is theirs, their do-not-call lists, statements of usage."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from engine.ports.do_not_call import DoNotCallEntry
from rino_desktop.client_board import ClientRow
from rino_desktop.console.clients.stop_list import StopList
from rino_desktop.console.clients.table import ClientTable
from rino_desktop.console.page_head import PageHead
from rino_desktop.console.row_table import RowView
from rino_desktop.ui import icons, state
from rino_desktop.ui.first_focus import FirstFocus
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress


class ClientsPage(Translated, FirstFocus):
    """Shows what it is given and says what is wanted; it knows no database."""

    add_wanted = Signal()
    #: The ClientRow that is chosen; never the office's but for ``chosen_changed``.
    change_wanted = Signal(object)
    archive_wanted = Signal(object)
    belongings_wanted = Signal(object)
    usage_wanted = Signal(object)
    chosen_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ClientTable(self)
        self.view = RowView(self.table, "clients/columns", (300, 110, 110, 150), 40)
        self.view.selectionModel().selectionChanged.connect(self._on_chosen)
        self.view.doubleClicked.connect(lambda _: self._want(self.change_wanted))
        self.head = PageHead()
        self.buttons = {
            name: QPushButton() for name in ("usage", "belongings", "archive", "change", "add")
        }
        signals = {
            "usage": self.usage_wanted, "belongings": self.belongings_wanted,
            "archive": self.archive_wanted, "change": self.change_wanted,
        }  # fmt: skip
        for name, button in self.buttons.items():
            if name == "add":
                button.clicked.connect(self.add_wanted)
                icons.set_on(button, "add", "on_accent")
                dress(button, "primary")
            else:
                signal = signals[name]
                button.clicked.connect(lambda _=False, signal=signal: self._want(signal))
            self.head.add(button)
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        dress(self.facts, "secondary")
        self.stop_list = StopList()
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.facts)
        column.addWidget(self.stop_list, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.view)
        self.splitter.addWidget(below)
        self.splitter.setSizes([320, 400])
        state.keep(self.splitter, "clients/splitter")
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(body, 1)
        self.retranslate()
        self._allow()

    def retranslate(self) -> None:
        self.head.title.setText(self.tr("Clients"))
        self.head.note.setText(self.tr("for whom campaigns are run"))
        self.view.setAccessibleName(self.tr("Clients"))
        self.buttons["add"].setText(self.tr("New client…"))
        self.buttons["change"].setText(self.tr("Change…"))
        self.buttons["belongings"].setText(self.tr("What is his…"))
        self.buttons["usage"].setText(self.tr("Statement of usage…"))
        self.table.retranslate()
        self._allow()

    def first_field(self) -> QWidget:
        return self.view

    # --- what it is given -------------------------------------------------------------------------

    def show_clients(self, rows: tuple[ClientRow, ...]) -> None:
        before = self.chosen()
        self.table.show(rows)
        if before is not None:
            self._select(self.table.row_of(before.id))
        if self.chosen() is None and rows:
            self._select(0)
        self._allow()

    def show_numbers(self, entries: tuple[DoNotCallEntry, ...]) -> None:
        """Of the list of who is chosen."""
        chosen = self.chosen()
        self.stop_list.show_entries(entries, 0 if chosen is None else chosen.listed)

    def chosen(self) -> ClientRow | None:
        row = self.view.chosen_row()
        return None if row is None else self.table.at(row)

    def choose(self, name: str) -> None:
        self._select(self.table.row_named(name))

    # --- parts ------------------------------------------------------------------------------------

    def _select(self, row: int | None) -> None:
        if row is not None and row != self.view.chosen_row():
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(
                self.table.index(row, 0), flags.ClearAndSelect | flags.Rows
            )

    def _want(self, signal: SignalInstance) -> None:
        chosen = self.chosen()
        if chosen is not None and chosen.client is not None:
            signal.emit(chosen)

    def _on_chosen(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self._allow()
        chosen = self.chosen()
        if chosen is not None:
            self.chosen_changed.emit(chosen)

    def _allow(self) -> None:
        chosen = self.chosen()
        client = None if chosen is None else chosen.client
        for name in ("change", "archive", "belongings", "usage"):
            self.buttons[name].setEnabled(client is not None)
        away = client is not None and client.archived
        self.buttons["archive"].setText(self.tr("Take back") if away else self.tr("Put away…"))
        self.facts.setText("" if chosen is None else self._facts(chosen))

    def _facts(self, row: ClientRow) -> str:
        lines = []
        if row.client is not None and row.client.details:
            lines.append(row.client.details)
        lines.append(self.tr("Campaigns: {names}").format(names=_named(row.campaigns)))
        if row.client is not None:
            lines.append(self.tr("Report forms: {names}").format(names=_named(row.report_forms)))
            lines.append(self.tr("Users who see nothing else: {names}").format(
                names=_named(row.users)))  # fmt: skip
            if row.client.own_refusals:
                lines.append(self.tr("Who refuses in a call goes on this client's list only."))
        return "\n".join(lines)


def _named(names: tuple[str, ...], most: int = 12) -> str:
    shown = ", ".join(names[:most]) or "–"
    return f"{shown}, …" if len(names) > most else shown
