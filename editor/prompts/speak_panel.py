"""A text of the scheme spoken with a contact's data: the exact words, and their sound."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.document import SchemeDocument
from editor.forms.text_widgets import Text
from editor.pairs_table import PairsTable
from editor.prompts.desk import PromptDesk
from editor.prompts.heard_view import HeardView
from editor.prompts.speaking import Place, Said, places, say, wanted
from editor.testcall.contacts import Contact, ContactChooser, Contacts
from editor.texts import language_name
from engine.ivr.speech_formats import LANGUAGES, spoken_currencies
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_LABEL = 60


class SpeakPanel(Translated, QWidget):
    #: The block whose text is spoken is to be shown: block, place.
    use_wanted = Signal(str, str)

    def __init__(
        self, document: SchemeDocument, desk: PromptDesk, contacts: Contacts | None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._document = document
        self._contacts = contacts
        self._places: list[Place] = []
        self.chooser: ContactChooser | None = None
        self.heard = HeardView(desk)
        self.block, self.spoken_in, self.currency = CalmCombo(), CalmCombo(), CalmCombo()
        self.show_block_button, self.contact = QPushButton(), QPushButton()
        icons.set_on(self.contact, "contacts")
        self.template = Text(least=3, most=8)
        self.fields = PairsTable()
        names = ("block", "language", "currency", "text", "data")
        self.labels = {name: QLabel() for name in names}
        self._lay_out()
        self._connect()
        self.retranslate()
        self.refresh()

    def _lay_out(self) -> None:
        for key, label in self.labels.items():
            dress(label, "heading" if key in ("text", "data") else "secondary")
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setColumnStretch(1, 1)
        form.setColumnStretch(3, 1)
        self.block.setMinimumContentsLength(16)
        self.block.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.block, 1)
        row.addWidget(self.show_block_button)
        form.addWidget(self.labels["block"], 0, 0)
        form.addLayout(row, 0, 1, 1, 3)
        form.addWidget(self.labels["language"], 1, 0)
        form.addWidget(self.spoken_in, 1, 1)
        form.addWidget(self.labels["currency"], 1, 2)
        form.addWidget(self.currency, 1, 3)
        left = QWidget()
        ours = QVBoxLayout(left)
        ours.setContentsMargins(0, 0, 0, 0)
        ours.setSpacing(8)
        ours.addLayout(form)
        ours.addWidget(self.labels["text"])
        ours.addWidget(self.template)
        head = QHBoxLayout()
        head.addWidget(self.labels["data"], 1)
        head.addWidget(self.contact)
        ours.addLayout(head)
        ours.addWidget(self.fields, 1)
        inner = QWidget()
        both = QHBoxLayout(inner)
        both.setContentsMargins(14, 14, 14, 14)
        both.setSpacing(12)
        both.addWidget(left, 1)
        both.addWidget(self.heard, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        for key, widget in (("block", self.block), ("language", self.spoken_in),
                            ("currency", self.currency), ("text", self.template),
                            ("data", self.fields)):  # fmt: skip
            self.labels[key].setBuddy(widget)

    def _connect(self) -> None:
        self.block.activated.connect(self._on_block)
        self.spoken_in.currentIndexChanged.connect(self._on_language)
        self.currency.currentIndexChanged.connect(lambda _index: self._speak())
        self.template.edited.connect(self._on_template)
        self.fields.edited.connect(self._speak)
        self.contact.clicked.connect(self._choose_contact)
        self.show_block_button.clicked.connect(self._on_show_block)

    def retranslate(self) -> None:
        names = {
            "block": self.tr("Text of"), "language": self.tr("Language"),
            "currency": self.tr("Currency"), "text": self.tr("Template"),
            "data": self.tr("Contact's data"),
        }  # fmt: skip
        for key, name in names.items():
            self.labels[key].setText(name)
            buddy = self.labels[key].buddy()
            if buddy is not None:
                buddy.setAccessibleName(name)
        self.template.setPlaceholderText(
            self.tr("Your debt is {debt|money}. Please pay {due|date:until}.")
        )
        self.fields.setHorizontalHeaderLabels([self.tr("Field"), self.tr("Value")])
        self.contact.setText(self.tr("Take a contact…"))
        self.contact.setVisible(self._contacts is not None)
        self.show_block_button.setText(self.tr("Show"))
        self.show_block_button.setAccessibleName(self.tr("Show the block"))
        if self.block.count():
            self.block.setItemText(0, self.tr("Typed here"))
        self._speak()

    # --- what there is to speak -----------------------------------------------------------------

    def refresh(self) -> None:
        """The scheme has changed. What was typed here stays."""
        content = self._document.content
        chosen = self.place
        self._places = places(content, self._document.facts)
        self.block.blockSignals(True)
        self.block.clear()
        self.block.addItem(self.tr("Typed here"))
        for place in self._places:
            text = " ".join(next(iter(place.texts.values())).split())
            short = text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"
            self.block.addItem(f"{place.node.name or place.node.id}: {short}")
        self.block.blockSignals(False)
        self._fill(self.spoken_in, [(code, language_name(code)) for code in
                                    content.header["languages"] if code in LANGUAGES])  # fmt: skip
        self._fill(self.currency, [(code, code) for code in sorted(spoken_currencies())],
                   content.header["currency"])  # fmt: skip
        if chosen is None:
            if self._places and not self.template.toPlainText():
                self.block.setCurrentIndex(1)
                self._on_language()
            else:
                self._speak()
            return
        for index, place in enumerate(self._places, 1):
            if (place.node.id, place.place) == (chosen.node.id, chosen.place):
                self.block.setCurrentIndex(index)
                if place.texts != chosen.texts:
                    self._on_language()
                else:
                    self._speak()
                return
        self._speak()

    @staticmethod
    def _fill(box: QComboBox, entries: Sequence[tuple[str, str]], wanted: str = "") -> None:
        kept = box.currentData() or wanted
        if [box.itemData(i) for i in range(box.count())] == [code for code, _ in entries]:
            return
        box.blockSignals(True)
        box.clear()
        for code, name in entries:
            box.addItem(name, code)
        box.setCurrentIndex(max(0, box.findData(kept)))
        box.blockSignals(False)

    @property
    def place(self) -> Place | None:
        """The text of a block that was chosen; None: what was typed here."""
        index = self.block.currentIndex() - 1
        return self._places[index] if 0 <= index < len(self._places) else None

    def show_block(self, node_id: str) -> None:
        for index, place in enumerate(self._places, 1):
            if place.node.id == node_id:
                self.block.setCurrentIndex(index)
                self._on_block(index)
                return

    def _on_block(self, _index: int) -> None:
        self.heard.player.stop()
        self._on_language()

    def _on_language(self, _index: int = 0) -> None:
        place = self.place
        if place is not None:
            code = self.spoken_in.currentData()
            text = place.texts.get(code) or next(iter(place.texts.values()))
            self.template.show_text(text)
        self._show_fields()
        self._speak()

    def _on_template(self) -> None:
        """What is typed is no block's text any more; the scheme stays as it is."""
        place = self.place
        if place is not None and self.template.toPlainText() not in place.texts.values():
            self.block.setCurrentIndex(0)
        self._show_fields()
        self._speak()

    def _show_fields(self) -> None:
        """Rows for the values that the text needs, what is there stays."""
        values = self.fields.values()
        needed = [one.field for one in wanted(self._document.content, self.template.toPlainText())]
        if any(field not in values for field in needed):
            filled = {name: value for name, value in values.items() if value}
            self.fields.set_values({**{field: values.get(field, "") for field in needed}, **filled})

    # --- a contact ------------------------------------------------------------------------------

    def _choose_contact(self) -> None:
        if self._contacts is None:
            return
        self.chooser = ContactChooser(self._contacts, self.window())
        self.chooser.chosen.connect(self.take_contact)
        self.chooser.finished.connect(self._forget_chooser)
        self.chooser.open()

    def _forget_chooser(self, _result: int) -> None:
        self.chooser = None

    def take_contact(self, contact: Contact) -> None:
        fields = dict(contact.fields)
        fields.setdefault("phone", contact.phone)
        self.fields.set_values({**contact.variables, **fields})
        index = self.spoken_in.findData(contact.language)
        if index >= 0 and index != self.spoken_in.currentIndex():
            self.spoken_in.setCurrentIndex(index)
        self._show_fields()
        self._speak()

    def _on_show_block(self) -> None:
        place = self.place
        if place is not None:
            self.use_wanted.emit(place.node.id, place.place)

    # --- the words ------------------------------------------------------------------------------

    def _speak(self) -> None:
        text = self.template.toPlainText()
        code = self.spoken_in.currentData() or self._document.content.language
        said = Said()
        if text.strip():
            said = say(
                self._document.content, self._document.facts, text, code, self.fields.values(),
                currency=self.currency.currentData() or "",
            )  # fmt: skip
        self.heard.show_said(said)
        self.show_block_button.setEnabled(self.place is not None)

    def close_sound(self) -> None:
        self.heard.close_sound()
