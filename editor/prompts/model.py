"""Prompts × languages as a table."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from editor.document import SchemeDocument
from editor.edits.uses import used_prompts
from editor.prompts.states import Cell, State, cell
from editor.prompts.words import COLOURS, length_text, state_explained, state_word
from editor.texts import language_name
from rino_desktop.ui import theme

NAME, TEXT, FIRST_LANGUAGE = 0, 1, 2
#: What the filter can ask for, besides a part of name or text.
FILTERS = ("all", "unrecorded", "incomplete", "unused")
_Index = QModelIndex | QPersistentModelIndex


class PromptModel(QAbstractTableModel):
    """Columns: name, text, one for each language, uses. Rows by name."""

    #: Another name was typed: (prompt, what it is to be called).
    rename_wanted = Signal(str, str)

    def __init__(self, document: SchemeDocument) -> None:
        super().__init__(document)
        self._document = document
        self._rows: list[str] = []
        self._uses: dict[str, int] = {}
        #: Seconds of files; None: the voice store does not have it.
        self.lengths: dict[str, float | None] = {}
        self._part, self._filter = "", "all"
        self._language = ""

    # --- what there is --------------------------------------------------------------------------

    @property
    def prompts(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._document.content.header["prompts"]
        return found

    @property
    def languages(self) -> tuple[str, ...]:
        found: tuple[str, ...] = self._document.content.header["languages"]
        return found or ("ru",)

    def cell(self, prompt: str, language: str) -> Cell:
        return cell(self.prompts.get(prompt, {}), language, self.languages[0], self.lengths)

    def uses(self, prompt: str) -> int:
        return self._uses.get(prompt, 0)

    def prompt_at(self, row: int) -> str:
        return self._rows[row] if 0 <= row < len(self._rows) else ""

    def row_of(self, prompt: str) -> int:
        """-1: there is none, or the filter hides it."""
        return self._rows.index(prompt) if prompt in self._rows else -1

    def language_at(self, column: int) -> str:
        """ "" for a column of no language."""
        index = column - FIRST_LANGUAGE
        return self.languages[index] if 0 <= index < len(self.languages) else ""

    # --- filter and refresh ---------------------------------------------------------------------

    def set_filter(self, part: str, kind: str) -> None:
        self._part, self._filter = part.casefold(), kind
        self.refresh(uses=False)

    def set_language(self, language: str) -> None:
        """Whose texts are shown."""
        self._language = language
        self.refresh(uses=False)

    def refresh(self, *, uses: bool = True) -> None:
        """The scheme has changed. What is selected stays so where it is still there."""
        if uses:
            self._count_uses()
        rows = sorted(filter(self._fits, self.prompts), key=str.casefold)
        if rows == self._rows:
            if rows:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1)
                )
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def refresh_columns(self) -> None:
        """The languages are others."""
        self.beginResetModel()
        self.endResetModel()

    def _count_uses(self) -> None:
        self._uses = {}
        for node_id in self._document.content.nodes:
            for name in used_prompts(self._document.facts.of(node_id)):
                self._uses[name] = self._uses.get(name, 0) + 1

    def _fits(self, prompt: str) -> bool:
        texts = [recording.text for recording in self.prompts[prompt].values()]
        if self._part and not any(self._part in text.casefold() for text in (prompt, *texts)):
            return False
        states = [self.cell(prompt, language).state for language in self.languages]
        match self._filter:
            case "unrecorded":
                return any(state is not State.RECORDED for state in states)
            case "incomplete":
                return any(s in (State.LOST, State.MISSING, State.SILENT) for s in states)
            case "unused":
                return not self.uses(prompt)
        return True

    # --- Qt's side ------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else FIRST_LANGUAGE + len(self.languages) + 1

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == NAME:
            return QCoreApplication.translate("Prompts", "Prompt")
        if section == TEXT:
            return QCoreApplication.translate("Prompts", "Text")
        language = self.language_at(section)
        return language_name(language) if language else (
            QCoreApplication.translate("Prompts", "Uses"))  # fmt: skip

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else flags

    def setData(  # noqa: N802
        self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        prompt = self.prompt_at(index.row())
        wanted = str(value).strip()
        if role == Qt.ItemDataRole.EditRole and index.column() == NAME and wanted != prompt:
            self.rename_wanted.emit(prompt, wanted)
            return True
        return False

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        prompt = self.prompt_at(index.row())
        if prompt not in self.prompts:
            return None  # it has just gone: the rows follow in a moment
        column, language = index.column(), self.language_at(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(prompt, column, language)
        found = self.cell(prompt, language) if language else None
        if role == Qt.ItemDataRole.ToolTipRole:
            if found is not None:
                return f"{state_explained(found.state)}\n{found.text}".strip()
            return self._shown_text(prompt) if column == TEXT else prompt
        if role == Qt.ItemDataRole.AccessibleTextRole and found is not None:
            return f"{prompt}, {language_name(language)}: {self._text(prompt, column, language)}"
        if role == Qt.ItemDataRole.ForegroundRole:
            if found is not None:
                return QColor(getattr(theme.current(), COLOURS[found.state]))
            if column == TEXT or (column != NAME and not self.uses(prompt)):
                return QColor(theme.current().secondary)
        return None

    def _text(self, prompt: str, column: int, language: str) -> str:
        if column == NAME:
            return prompt
        if column == TEXT:
            return " ".join(self._shown_text(prompt).split())
        if not language:
            return str(self.uses(prompt))
        found = self.cell(prompt, language)
        if found.state is State.RECORDED and found.seconds is not None:
            return f"{state_word(found.state)} {length_text(found.seconds)}"
        return state_word(found.state)

    def _shown_text(self, prompt: str) -> str:
        recordings = self.prompts[prompt]
        for language in (self._language, *self.languages):
            recording = recordings.get(language)
            if recording is not None and recording.text:
                return str(recording.text)
        return ""
