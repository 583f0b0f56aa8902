"""A text of the scheme spoken with a contact's data: the exact words, and their sound."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.document import SchemeDocument
from editor.forms.text_widgets import Text
from editor.pairs_table import PairsTable
from editor.prompts import samples as sound
from editor.prompts.desk import PromptDesk
from editor.prompts.player import SamplePlayer
from editor.prompts.samples import Samples
from editor.prompts.speaking import Place, Said, places, say, wanted
from editor.testcall.background import Background
from editor.testcall.contacts import Contact, ContactChooser, Contacts
from editor.testcall.words import error_text, utterance_text
from editor.texts import language, language_name
from engine.ivr.model import Prompt, Utterance
from engine.ivr.speech_formats import LANGUAGES, spoken_currencies
from rino_desktop.ui import icons
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
        self._desk = desk
        self._contacts = contacts
        self._places: list[Place] = []
        self._said = Said()
        self._why = ""
        self._preparing = False
        self.chooser: ContactChooser | None = None
        self._background = Background(parent=self)
        self.player = SamplePlayer(self)
        self.block, self.spoken_in, self.currency = QComboBox(), QComboBox(), QComboBox()
        self.show_block_button, self.contact = QPushButton(), QPushButton()
        icons.set_on(self.contact, "contacts")
        self.template = Text(least=3, most=8)
        self.fields = PairsTable()
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.said, self.listen = QLabel(), QPushButton()
        dress(self.listen, "primary")
        self.labels = {key: QLabel() for key in ("block", "language", "currency", "text", "data",
                                                 "words")}  # fmt: skip
        self._lay_out()
        self._connect()
        self.retranslate()
        self.refresh()

    def _lay_out(self) -> None:
        for key, label in self.labels.items():
            dress(label, "heading" if key in ("text", "data", "words") else "secondary")
        self.said.setWordWrap(True)
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
        left, right = QWidget(), QFrame()
        dress(right, "panel")
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
        heard = QVBoxLayout(right)
        heard.setContentsMargins(14, 14, 14, 14)
        heard.setSpacing(8)
        heard.addWidget(self.labels["words"])
        heard.addWidget(self.words, 1)
        heard.addWidget(self.said)
        heard.addWidget(self.listen, 0, Qt.AlignmentFlag.AlignLeft)
        inner = QWidget()
        both = QHBoxLayout(inner)
        both.setContentsMargins(14, 14, 14, 14)
        both.setSpacing(12)
        both.addWidget(left, 1)
        both.addWidget(right, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        for key, widget in (("block", self.block), ("language", self.spoken_in),
                            ("currency", self.currency), ("text", self.template),
                            ("data", self.fields), ("words", self.words)):  # fmt: skip
            self.labels[key].setBuddy(widget)

    def _connect(self) -> None:
        self.block.activated.connect(self._on_block)
        self.spoken_in.currentIndexChanged.connect(self._on_language)
        self.currency.currentIndexChanged.connect(lambda _index: self._speak())
        self.template.edited.connect(self._on_template)
        self.fields.edited.connect(self._speak)
        self.contact.clicked.connect(self._choose_contact)
        self.show_block_button.clicked.connect(self._on_show_block)
        self.listen.clicked.connect(self._on_listen)
        self.player.playing_changed.connect(lambda _playing: self._show())
        self.player.available_changed.connect(lambda _available: self._show())

    def retranslate(self) -> None:
        names = {
            "block": self.tr("Text of"), "language": self.tr("Language"),
            "currency": self.tr("Currency"), "text": self.tr("Template"),
            "data": self.tr("Contact's data"), "words": self.tr("What the contact hears"),
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
        self.player.stop()
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
        self._why = ""
        if text.strip():
            self._said = say(
                self._document.content, self._document.facts, text, code, self.fields.values(),
                currency=self.currency.currentData() or "",
            )  # fmt: skip
        else:
            self._said = Said()
        self.player.stop()
        self.words.setPlainText("\n".join(map(_heard, self._said.items)))
        self._show()

    def _show(self) -> None:
        said, why = self._said, self._why
        if said.missing:
            why = self.tr("No value for: {fields}.").format(fields=", ".join(said.missing))
        elif said.fault[1]:
            why = said.fault[0 if language() == "ru" else 1]
        self.said.setText(why or (self.tr("Getting the voice ready…") if self._preparing else ""))
        self.said.setVisible(bool(self.said.text()))
        dress(self.said, "bad" if why else "secondary")
        playing = self.player.playing
        self.listen.setText(self.tr("Stop") if playing else self.tr("Listen"))
        icons.set_on(self.listen, "stop" if playing else "play", "on_accent")
        self.listen.setEnabled(playing or (bool(said.items) and self.player.available
                                           and not self._preparing))  # fmt: skip
        self.show_block_button.setEnabled(self.place is not None)

    def _on_listen(self) -> None:
        if self.player.playing:
            self.player.stop()
            return
        items = self._said.items
        self._preparing = True
        self._show()
        self._background.spawn(
            self._sound(items), lambda samples: self._play(items, samples), self._fail
        )

    async def _sound(self, items: Sequence[Utterance]) -> Samples:
        paths = await self._desk.voiced(items)
        return await asyncio.to_thread(_joined, paths)

    def _play(self, items: Sequence[Utterance], samples: Samples) -> None:
        self._preparing = False
        if items == self._said.items and not self.player.play(samples):
            self._why = self.tr("Nothing of it could be voiced.")
        self._show()

    def _fail(self, error: BaseException) -> None:
        self._preparing = False
        self._why = error_text(error)
        self._show()

    def close_sound(self) -> None:
        self.player.stop()
        self._background.forget()


def _joined(paths: Sequence[Path]) -> Samples:
    return sound.joined([sound.read(path) for path in paths])


def _heard(item: Utterance) -> str:
    text = utterance_text(item)
    return f"♪ {item.name}: {text}" if isinstance(item, Prompt) and item.text else text
