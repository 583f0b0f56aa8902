"""The published versions of a scheme: which one calls use, and back to another one."""

from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from engine.ports.schemes import VersionInfo
from rino_desktop.console.row_table import RowTable, RowView
from rino_desktop.ui import theme
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.dialogs import column
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_VERSION, _AT, _AUTHOR, _COMMENT, _USE = range(5)


class VersionTable(RowTable[VersionInfo]):
    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("Version"),
            self.tr("Published at"),
            self.tr("Author"),
            self.tr("Comment"),
            self.tr("Calls"),
        )

    def key(self, row: VersionInfo) -> object:
        return row.id

    def name(self, row: VersionInfo) -> str:
        return str(row.version)

    def is_number(self, column: int) -> bool:
        return column == _VERSION

    def cell(self, row: VersionInfo, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and column == _USE:
            return QColor(theme.current().good)
        if role == Qt.ItemDataRole.ToolTipRole and column == _COMMENT:
            return row.comment
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column == _VERSION:
            return QLocale().toString(row.version)
        if column == _AT:
            moment = QDateTime.fromSecsSinceEpoch(round(row.published_at.timestamp()))
            return QLocale().toString(moment, QLocale.FormatType.ShortFormat)
        return {
            _AUTHOR: row.author,
            _COMMENT: row.comment,
            _USE: self.tr("use it") if row.current else "",
        }[column]


class VersionDialog(Translated, Dialog):
    """Tells what is wanted; whoever opened it does that and shows the versions anew."""

    use_wanted = Signal(int)
    export_wanted = Signal(int)

    def __init__(self, parent: QWidget | None, name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._name = name
        self.heading, self.note = QLabel(), QLabel()
        dress(self.heading, "title")
        dress(self.note, "secondary")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.table = VersionTable(self)
        self.view = RowView(self.table, "schemes/versions", (80, 160, 140, 220), 36)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.use, self.export, self.close_button = QPushButton(), QPushButton(), QPushButton()
        for button in (self.use, self.export, self.close_button):
            button.setAutoDefault(False)
        dress(self.use, "primary")
        self.use.clicked.connect(lambda: self._tell(self.use_wanted))
        self.export.clicked.connect(lambda: self._tell(self.export_wanted))
        self.close_button.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.export)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.use)
        layout = column(self)
        layout.addWidget(self.heading)
        layout.addWidget(self.note)
        layout.addWidget(self.view, 1)
        layout.addLayout(row)
        self.resize(760, 440)
        self.retranslate()
        self._allow()
        self.view.setFocus()

    def retranslate(self) -> None:
        title = self.tr("Versions of “{name}”").format(name=self._name)
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.use.setText(self.tr("Use this version"))
        self.export.setText(self.tr("Export…"))
        self.close_button.setText(self.tr("Close"))
        self.view.setAccessibleName(self.tr("Versions"))
        self.table.retranslate()
        self._say_note()

    def show_versions(self, versions: list[VersionInfo]) -> None:
        chosen = self.chosen()
        self.table.show(tuple(versions))
        if versions and self.chosen() is None:
            used = next((v.id for v in versions if v.current), versions[0].id)
            self.view.selectRow(self.table.row_of(chosen.id if chosen else used) or 0)
        self._say_note()
        self._allow()

    def chosen(self) -> VersionInfo | None:
        row = self.view.chosen_row()
        return None if row is None else self.table.at(row)

    def _say_note(self) -> None:
        if self.table.rowCount():
            self.note.setText(
                self.tr("New calls follow the version in use; calls under way end on theirs. The "
                        "draft stays as it is.")
            )  # fmt: skip
        else:
            self.note.setText(self.tr("It is not published yet: open it and publish it."))

    def _tell(self, signal: Any) -> None:
        chosen = self.chosen()
        if chosen is not None:
            signal.emit(chosen.version)

    def _allow(self) -> None:
        chosen = self.chosen()
        self.export.setEnabled(chosen is not None)
        self.use.setEnabled(chosen is not None and not chosen.current)
