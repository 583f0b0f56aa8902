"""Nothing is selected: the scheme itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from editor import texts
from editor.content import header_change
from editor.document import Changed, SchemeDocument
from editor.forms.entries import Head, tool_button
from editor.forms.text_widgets import Combo, Line
from editor.inspector.page import Page
from editor.inspector.things import PromptsList, VariablesList
from engine.ivr.speech_formats import LANGUAGES, spoken_currencies
from rino_desktop.ui.languages import LANGUAGES as PROGRAM_LANGUAGES
from rino_desktop.ui.theme import dress


class SchemePage(Page):
    #: (block, place of the field)
    use_wanted = Signal(str, str)

    def __init__(self, document: SchemeDocument) -> None:
        super().__init__(document)
        self.title = QLabel()
        dress(self.title, "title")
        self.column.addWidget(self.title)
        self.titles: dict[str, Line] = {}
        self.title_labels: dict[str, QLabel] = {}
        for code in PROGRAM_LANGUAGES:
            line = Line()
            line.textEdited.connect(lambda text, code=code: self._write_title(code, text))
            self.titles[code] = line
            self.title_labels[code] = self.labelled(line)
        self.languages_head = Head()
        self.add_language = self.languages_head.add("")
        self.add_language.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add_language.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.language_menu = QMenu(self.add_language)
        self.add_language.setMenu(self.language_menu)
        self.column.addWidget(self.languages_head)
        self.languages = QVBoxLayout()
        self.languages.setSpacing(0)
        self.column.addLayout(self.languages)
        self.currency = Combo()
        for code in sorted(spoken_currencies()):
            self.currency.addItem(code, code)
        self.currency.activated.connect(self._put_currency)
        self.currency_label = self.labelled(self.currency)
        self.variables = VariablesList(document)
        self.prompts = PromptsList(document)
        for things in (self.variables, self.prompts):
            things.use_wanted.connect(self.use_wanted)
            self.column.addSpacing(8)
            self.column.addWidget(things)
        self.column.addStretch(1)
        self.retranslate()
        self.refresh()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Scheme"))
        for code, label in self.title_labels.items():
            name = texts.language_name(code)
            label.setText(self.tr("Title · {0}").replace("{0}", name))
            self.titles[code].setAccessibleName(label.text())
        self.add_language.setText(self.tr("Add"))
        self.languages_head.show_title(self.tr("Languages of the conversation"), "")
        self.currency_label.setText(self.tr("Currency"))
        self.currency.setAccessibleName(self.tr("Currency"))

    def concerns(self, told: Changed) -> bool:
        return bool(told.header)

    def refresh(self) -> None:
        header = self.document.content.header
        for code, line in self.titles.items():
            line.show_text(header["title"].get(code, ""))
        if self.currency.findData(header["currency"]) < 0:
            self.currency.addItem(header["currency"], header["currency"])
        self.currency.setCurrentIndex(self.currency.findData(header["currency"]))
        self._show_languages(header["languages"])

    def _show_languages(self, languages: tuple[str, ...]) -> None:
        while (item := self.languages.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for index, code in enumerate(languages):
            self.languages.addWidget(self._language_row(code, index, len(languages)))
        self.language_menu.clear()
        free = sorted(set(LANGUAGES) - set(languages))
        for code in free:
            action = self.language_menu.addAction(texts.language_name(code))
            action.triggered.connect(
                lambda _checked=False, code=code: self._put_languages((*languages, code))
            )
        self.add_language.setEnabled(bool(free))

    def _language_row(self, code: str, index: int, count: int) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        name = texts.language_name(code)
        label = QLabel(name)
        line.addWidget(label)
        if index == 0 and count > 1:
            badge = QLabel(self.tr("first"))
            dress(badge, "badge")
            badge.setToolTip(self.tr("A call speaks it unless it is told otherwise"))
            line.addSpacing(8)
            line.addWidget(badge)
        line.addStretch(1)
        languages = self.document.content.header["languages"]
        if index > 0:
            up = tool_button("up", self.tr("Make “{0}” the first").replace("{0}", name))
            rest = tuple(other for other in languages if other != code)
            up.clicked.connect(lambda: self._put_languages((code, *rest)))
            line.addWidget(up, 0, Qt.AlignmentFlag.AlignRight)
        if count > 1:
            gone = tool_button("close", self.tr("Remove “{0}”").replace("{0}", name))
            left = tuple(other for other in languages if other != code)
            gone.clicked.connect(lambda: self._put_languages(left))
            line.addWidget(gone, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _write_title(self, code: str, text: str) -> None:
        title = {**self.document.content.header["title"], code: text}
        if not text:
            title.pop(code)
        changes = header_change(self.document.content, {"title": title})
        self.do(self.tr("Change title"), changes, f"title {code}")

    def _put_languages(self, languages: tuple[str, ...]) -> None:
        changes = header_change(self.document.content, {"languages": languages})
        self.do(self.tr("Change languages"), changes)

    def _put_currency(self, index: int) -> None:
        code = self.currency.itemData(index)
        changes = header_change(self.document.content, {"currency": code})
        self.do(self.tr("Change currency"), changes)
