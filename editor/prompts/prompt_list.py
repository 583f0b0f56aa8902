"""The list of a scheme's prompts: found, added, renamed everywhere, deleted."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.document import SchemeDocument
from editor.edits.headers import add_prompt, free_prompt_name, remove_prompt
from editor.edits.rename import refusal, rename, uses
from editor.prompts.model import FILTERS, NAME, TEXT, PromptModel
from rino_desktop.ui import icons, state
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.dialogs import Choice, Question
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated

_NAMED = 5
_ROW = 32


class PromptList(Translated, QWidget):
    #: Prompt and language that are to be shown; "" for none.
    chosen = Signal(str, str)
    #: Why something cannot be done, or "" when it can again.
    said = Signal(str)
    #: The first block that uses a prompt is to be shown: block, place.
    use_wanted = Signal(str, str)

    def __init__(self, document: SchemeDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._language = ""
        self._current = ""
        self.question: Question | None = None
        self.model = PromptModel(document)
        self.search, self.filter = QLineEdit(), CalmCombo()
        self.search.setClearButtonEnabled(True)
        for key in FILTERS:
            self.filter.addItem("", key)
        self.add = QPushButton()
        icons.set_on(self.add, "add")
        self.rename, self.delete = QToolButton(), QToolButton()
        icons.set_on(self.rename, "edit")
        icons.set_on(self.delete, "delete")
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.setMinimumHeight(3 * _ROW)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.installEventFilter(self)
        self.empty = EmptyState("prompts")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.filter.currentIndexChanged.connect(lambda _index: self._filter())
        self.add.clicked.connect(self.add_prompt)
        self.empty.wanted.connect(self._on_empty_action)
        self.rename.clicked.connect(self.edit_name)
        self.delete.clicked.connect(self.delete_prompt)
        # Queued: the rows come anew, and the field that the name was typed into is still open.
        self.model.rename_wanted.connect(self._rename, Qt.ConnectionType.QueuedConnection)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.model.modelReset.connect(self._select_again)
        self.retranslate()
        self.refresh()
        self._set_columns()
        state.keep(header, "editor/prompts/columns")

    def _lay_out(self) -> None:
        find = QHBoxLayout()
        find.setSpacing(8)
        find.addWidget(self.search, 1)
        find.addWidget(self.filter)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        buttons.addWidget(self.rename)
        buttons.addWidget(self.delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(8)
        layout.addLayout(find)
        layout.addWidget(self.stack, 1)
        layout.addLayout(buttons)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Name or text…"))
        self.search.setAccessibleName(self.tr("Find a prompt"))
        names = (self.tr("All"), self.tr("To be recorded"), self.tr("Unfinished"),
                 self.tr("Unused"))  # fmt: skip
        for index, name in enumerate(names):
            self.filter.setItemText(index, name)
        self.filter.setAccessibleName(self.tr("Which prompts"))
        self.add.setText(self.tr("Add prompt"))
        for button, name, keys in (
            (self.rename, self.tr("Rename everywhere"), "F2"),
            (self.delete, self.tr("Delete"), "Del"),
        ):
            button.setToolTip(f"{name} ({keys})")
            button.setAccessibleName(name)
        self.table.setAccessibleName(self.tr("Prompts"))
        self.model.headerDataChanged.emit(
            Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1
        )
        self._tell_empty()

    # --- what is shown --------------------------------------------------------------------------

    @property
    def current(self) -> str:
        return self._current

    def refresh(self) -> None:
        """The scheme has changed."""
        self.model.refresh()
        self._tell_empty()

    def refresh_languages(self) -> None:
        self.model.refresh_columns()
        self._set_columns()
        self.refresh()

    def choose(self, prompt: str, language: str) -> None:
        """Show it as the current one; what the filter hides is shown again."""
        self._current, self._language = prompt, language
        self.model.set_language(language)
        if prompt and self.model.row_of(prompt) < 0 and prompt in self.model.prompts:
            self.search.clear()
            self.filter.setCurrentIndex(0)
        self._select_again()

    def _set_columns(self) -> None:
        header = self.table.horizontalHeader()
        for column in range(self.model.columnCount()):
            mode = QHeaderView.ResizeMode.Interactive
            if column == TEXT:
                mode = QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
            header.resizeSection(column, 136 if column == NAME else 124)
        header.resizeSection(self.model.columnCount() - 1, 64)
        header.setMinimumSectionSize(56)

    def _select_again(self) -> None:
        row = self.model.row_of(self._current)
        if row < 0:
            return
        column = self.table.currentIndex().column()
        if column < 0 or self.model.language_at(column) not in ("", self._language):
            column = NAME
        index = self.model.index(row, column)
        if index != self.table.currentIndex():
            self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        prompt = self.model.prompt_at(index.row())
        language = self.model.language_at(index.column()) or self._language
        if not prompt or (prompt, language) == (self._current, self._language):
            return
        self._current, self._language = prompt, language
        self.chosen.emit(prompt, language)

    def _filter(self) -> None:
        self.model.set_filter(self.search.text().strip(), self.filter.currentData())
        self._tell_empty()

    def _tell_empty(self) -> None:
        there = bool(self.model.prompts)
        self.stack.setCurrentWidget(self.table if self.model.rowCount() else self.empty)
        for button in (self.rename, self.delete):
            button.setEnabled(self.model.rowCount() > 0)
        if there:
            self.empty.show_text(self.tr("Nothing was found"), "", self.tr("Show all prompts"))
        else:
            self.empty.show_text(
                self.tr("No prompts yet"),
                self.tr("A prompt is a phrase that blocks play: a recording, or a text that is "
                        "spoken by synthesis until there is one."),
                self.tr("Add prompt"),
            )  # fmt: skip

    def _on_empty_action(self) -> None:
        if self.model.prompts:
            self.search.clear()
            self.filter.setCurrentIndex(0)
        else:
            self.add_prompt()

    # --- edits ----------------------------------------------------------------------------------

    def add_prompt(self) -> None:
        content = self._document.content
        name = free_prompt_name(content, self.tr("prompt"))
        self._document.do(self.tr("Add prompt"), add_prompt(content, name, self.model.languages))
        self.refresh()
        self.choose(name, self._language or self.model.languages[0])
        self.chosen.emit(self._current, self._language)
        self.edit_name()

    def edit_name(self) -> None:
        row = self.model.row_of(self._current)
        if row >= 0:
            self.table.setFocus()
            index = self.model.index(row, NAME)
            self.table.setCurrentIndex(index)
            self.table.edit(index)

    def _rename(self, old: str, new: str) -> None:
        document = self._document
        match refusal(document.content, document.node_types, "prompt", old, new):
            case "bad_name":
                self.said.emit(self.tr("A prompt's name is one line without braces."))
                return
            case "taken":
                self.said.emit(self.tr("There is a prompt “{name}” already.").format(name=new))
                return
        self.said.emit("")
        # The current one goes along: what shows it must not take it for gone.
        self._current = new
        changes = rename(document.content, document.node_types, "prompt", old, new)
        document.do(self.tr("Rename prompt “{name}”").format(name=old), changes)
        self.chosen.emit(self._current, self._language)

    def delete_prompt(self) -> None:
        """What is used is asked about first, with its uses."""
        name = self._current
        if not name or name not in self.model.prompts:
            return
        document = self._document
        found = uses(document.content, document.node_types, "prompt", name)
        if not found:
            self._delete(name)
            return
        blocks = dict.fromkeys(use.node_id for use in found)
        names = [document.content.nodes[key].name or key for key in blocks]
        listed = "\n".join(f"• {one}" for one in names[:_NAMED])
        if len(names) > _NAMED:
            listed += "\n" + self.tr("… and %n more", "", len(names) - _NAMED)
        text = self.tr("These blocks play it, and would have nothing to play:")
        self.question = Question(
            self, self.tr("Delete the prompt “{name}”?").format(name=name), f"{text}\n{listed}",
            [Choice("", self.tr("Cancel")), Choice("show", self.tr("Show the first")),
             Choice("delete", self.tr("Delete"), "danger")],
        )  # fmt: skip
        first = found[0]

        def take(answer: str) -> None:
            self.question = None
            if answer == "delete":
                self._delete(name)
            elif answer == "show":
                self.use_wanted.emit(first.node_id, first.place)

        self.question.answered.connect(take)
        self.question.open()

    def _delete(self, name: str) -> None:
        row = self.model.row_of(name)
        document = self._document
        document.do(
            self.tr("Delete prompt “{name}”").format(name=name),
            remove_prompt(document.content, name),
        )
        self.refresh()
        self._current = self.model.prompt_at(min(max(row, 0), self.model.rowCount() - 1))
        self._select_again()
        self.chosen.emit(self._current, self._language)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if (
            watched is self.table
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            self.delete_prompt()
            return True
        return False
