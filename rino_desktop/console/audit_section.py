"""The audit log in the settings: who changed what, the newest first, page by page."""

from dataclasses import dataclass

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.ports.audit import AuditEntry
from rino_desktop import audit_words
from rino_desktop.audit_detail_words import details_text
from rino_desktop.texts import t
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

#: Days back that can be chosen; 0: everything.
_PERIODS = (0, 1, 7, 30, 365)
_WIDTHS = (140, 110, 240, 160)
_HEIGHT = 320


@dataclass(frozen=True, slots=True)
class AuditSearch:
    """What was typed; ``days``: so many back, 0 for all."""

    who: str = ""
    action: str = ""
    subject: str = ""
    days: int = 0


class AuditSection(Translated, QWidget):
    #: An AuditSearch.
    search_wanted = Signal(object)
    older_wanted = Signal()
    newest_wanted = Signal()
    #: The file to be written.
    export_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[AuditEntry, ...] = ()
        self.edits = {name: QLineEdit() for name in ("who", "subject")}
        #: Words to choose from; a code can be typed, too.
        self.action_box = CalmCombo()
        self.action_box.setEditable(True)
        self.action_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.action_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        completer = self.action_box.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.period_box = CalmCombo()
        for days in _PERIODS:
            self.period_box.addItem("", days)
        self.fields = {
            "who": Field(self.edits["who"]), "action": Field(self.action_box),
            "subject": Field(self.edits["subject"]),
        }  # fmt: skip
        self.fields["days"] = Field(self.period_box)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in self.fields.values():
            row.addWidget(field, 1)
        for edit in self.edits.values():
            edit.editingFinished.connect(self._search)
        for box in (self.period_box, self.action_box):
            box.activated.connect(lambda _index: self._search())
        line = self.action_box.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._search)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(len(_WIDTHS) + 1)
        for column, width in enumerate(_WIDTHS):
            self.list.setColumnWidth(column, width)
        self.list.setMinimumHeight(_HEIGHT)
        self.list.currentItemChanged.connect(lambda *_: self._tell())
        self.details = QLabel()
        self.details.setWordWrap(True)
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        dress(self.details, "secondary")
        self.newest_button, self.older_button = QPushButton(), QPushButton()
        self.export_button = QPushButton()
        icons.set_on(self.export_button, "export")
        self.newest_button.clicked.connect(self.newest_wanted)
        self.older_button.clicked.connect(self.older_wanted)
        self.export_button.clicked.connect(self._ask_file)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.newest_button)
        buttons.addWidget(self.older_button)
        buttons.addStretch(1)
        buttons.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.list)
        layout.addWidget(self.details)
        layout.addLayout(buttons)
        self._searched = AuditSearch()
        self.show_page((), newest=True, more=False)
        self.retranslate()

    def retranslate(self) -> None:
        self.fields["who"].name(self.tr("Who"))
        self.fields["action"].name(self.tr("Action"))
        self.fields["subject"].name(self.tr("Subject"))
        self.fields["days"].name(self.tr("Period"))
        self._offer_actions()
        titles = (
            self.tr("All of it"), self.tr("Today and yesterday"), self.tr("7 days"),
            self.tr("30 days"), self.tr("A year"),
        )  # fmt: skip
        for index, title in enumerate(titles):
            self.period_box.setItemText(index, title)
        self.list.setHeaderLabels([
            self.tr("Time"), self.tr("Who"), self.tr("Action"), self.tr("Subject"),
            self.tr("Details"),
        ])  # fmt: skip
        self.list.setAccessibleName(self.tr("Audit log"))
        self.newest_button.setText(self.tr("Newest"))
        self.older_button.setText(self.tr("Older"))
        self.export_button.setText(self.tr("Export…"))
        self._fill()

    def searched(self) -> AuditSearch:
        texts = {name: edit.text().strip() for name, edit in self.edits.items()}
        return AuditSearch(**texts, action=self._action(), days=self.period_box.currentData())

    def show_page(self, entries: tuple[AuditEntry, ...], *, newest: bool, more: bool) -> None:
        """``more``: there are older ones."""
        self.newest_button.setEnabled(not newest)
        self.older_button.setEnabled(more)
        if entries != self._entries:  # read anew each second; the list stays as it is looked at
            self._entries = entries
            self._fill()

    def _offer_actions(self) -> None:
        """Those of a group together, the whole group first."""
        code, words = self._action(), audit_words.actions()
        self.action_box.clear()
        self.action_box.addItem(t("Everything"), "")
        for beginning, group in audit_words.groups().items():
            self.action_box.addItem(t("{group}: everything", group=group), beginning)
            for action, text in words.items():
                if action.startswith(beginning):
                    self.action_box.addItem(text, action)
        at = self.action_box.findData(code)
        self.action_box.setCurrentIndex(at)
        if at < 0:
            self.action_box.setEditText(code)

    def _action(self) -> str:
        """The code of the words that are chosen or typed; what is typed otherwise is one."""
        typed = self.action_box.currentText().strip()
        for at in range(self.action_box.count()):
            if self.action_box.itemText(at).casefold() == typed.casefold():
                return str(self.action_box.itemData(at))
        return typed

    def _fill(self) -> None:
        chosen = self.list.currentItem()
        number = chosen.data(0, Qt.ItemDataRole.UserRole) if chosen is not None else None
        self.list.clear()
        words = audit_words.actions()
        for entry in self._entries:
            at = QDateTime.fromSecsSinceEpoch(round(entry.at.timestamp()))
            item = QTreeWidgetItem([
                QLocale().toString(at, QLocale.FormatType.ShortFormat), entry.actor.name,
                words.get(entry.action, entry.action), entry.subject, details_text(entry.details),
            ])  # fmt: skip
            item.setData(0, Qt.ItemDataRole.UserRole, entry.id)
            item.setToolTip(2, entry.action)
            self.list.addTopLevelItem(item)
            if entry.id == number:
                self.list.setCurrentItem(item)
        self._tell()

    def _tell(self) -> None:
        """All of the chosen one: columns are narrow."""
        item = self.list.currentItem()
        row = self.list.indexOfTopLevelItem(item) if item is not None else -1
        if row < 0:
            self.details.setText("" if self._entries else self.tr("Nothing found."))
            return
        entry = self._entries[row]
        where = self.tr("{via}, computer {place}").format(
            via=audit_words.via_word(entry.actor.via), place=entry.actor.place
        )
        what = f"{audit_words.action_word(entry.action)} ({entry.action}); {where}"
        self.details.setText(f"{what}\n{details_text(entry.details)}")

    def _search(self) -> None:
        wanted = self.searched()
        if wanted != self._searched:
            self._searched = wanted
            self.search_wanted.emit(wanted)

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the audit log"), "audit.csv", "CSV (*.csv)"
        )
        if chosen:
            self.export_wanted.emit(chosen)
