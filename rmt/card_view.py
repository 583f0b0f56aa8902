"""The work on one call: script and form, the result, a note. It outlives the call."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tall_enough import NoLess, NoLessFrame
from rino_desktop.ui.theme import dress
from rmt.cards import Card, FormWork
from rmt.enter_button import EnterButton
from rmt.facts import USUAL_RESULTS, ResultChoice
from rmt.flow_layout import FlowLayout
from rmt.form_view import FormView
from rmt.words import result_word, stage_word


class CardView(Translated, NoLessFrame):
    """``saved``: the code of a result. ``chose``: one that is not saved yet. ``noted``: the note as
    it is now."""

    saved = Signal(str)
    chose = Signal(str)
    noted = Signal(str)

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "panel")
        self.card = card
        self.form: FormView | None = None
        self._choices: tuple[ResultChoice, ...] = ()
        self._chosen = card.result
        self.state = QLabel()
        self.state.setWordWrap(True)
        dress(self.state, "secondary")
        self.heading = QLabel()
        dress(self.heading, "heading")
        self.results: list[QPushButton] = []
        self.note = QPlainTextEdit(card.note)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(52)
        self.note.textChanged.connect(lambda: self.noted.emit(self.note.toPlainText()))
        self.save_button, self.said = EnterButton(), QLabel()
        dress(self.said, "secondary")
        self.said.setWordWrap(True)
        dress(self.save_button, "primary")
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(self.save)
        self._row = FlowLayout()
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addStretch(1)
        foot = NoLessFrame()
        column = QVBoxLayout(foot)
        column.setContentsMargins(20, 8, 20, 14)
        column.setSpacing(6)
        results = NoLess()
        results.setLayout(self._row)
        last = QHBoxLayout()
        last.setSpacing(12)
        last.addWidget(self.note, 1)
        last.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self.heading)
        column.addWidget(results)
        column.addLayout(last)
        column.addWidget(self.said)
        self.said.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.state.setContentsMargins(20, 12, 20, 0)
        layout.addWidget(self.state)
        layout.addLayout(self._place, 1)
        layout.addWidget(foot)

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Result of the call"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("Note: what the next one who calls should know"))
        self.save_button.setText(self.tr("Save the result (Ctrl+S)"))
        self._name_results()
        self.show_card()

    def show_card(self) -> None:
        """After something of the card has changed."""
        facts = self.card.data
        choices = tuple(facts.results if facts is not None else USUAL_RESULTS)
        if choices != self._choices:
            self._make_results(choices)
        self.state.setText(self._words())
        self.state.setVisible(bool(self.state.text()))
        saved = self.card.saved
        self.save_button.setEnabled(bool(self._chosen) and not saved)
        if saved:
            self.say(self.tr("The result is saved. The card closes with the call."))
        elif self.card.kept is not None and self.card.form is not FormWork.BEGUN:
            self.say(self.tr("Changed since it was saved. Ctrl+S: save it again."))
        elif self.card.kept is not None:
            self.say(self.tr("The result is saved, the form is not finished yet."))

    def say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def put_form(self, view: FormView) -> None:
        self.form = view
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._place.addWidget(view, 1)

    def say_in_place(self, text: str) -> None:
        """Where the form would be."""
        if self.form is None:
            label = QLabel(text)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            dress(label, "secondary")
            while (item := self._place.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()
            self._place.addWidget(label, 1)

    def first_field(self) -> QWidget:
        return self.form if self.form is not None else self.results[0]

    def take_focus(self) -> None:
        if self.form is not None:
            self.form.focus_first()
        elif self.results:
            self.results[0].setFocus()

    # -- results ---------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """From 1, as the keys have it. Enter saves then."""
        if number <= len(self._choices):
            self._choose(self._choices[number - 1].code)
            self.save_button.setFocus()

    def save(self) -> None:
        if self._chosen and not self.card.saved:
            if self.save_button.hasFocus():
                self.note.setFocus()  # the button is of no use now; what is added can be saved, too
            self.saved.emit(self._chosen)
            self.show_card()

    def _choose(self, code: str) -> None:
        self._chosen = code
        self.chose.emit(code)
        for choice, button in zip(self._choices, self.results, strict=True):
            button.setChecked(choice.code == code)
        self.say("")
        self.show_card()

    def _make_results(self, choices: tuple[ResultChoice, ...]) -> None:
        for button in self.results:
            self._row.removeWidget(button)
            button.deleteLater()
        self._choices, self.results = choices, []
        for choice in choices:
            button = QPushButton()
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(choice.code == self._chosen)
            button.clicked.connect(lambda _checked=False, code=choice.code: self._choose(code))
            self.results.append(button)
            self._row.addWidget(button)
        self._name_results()

    def _name_results(self) -> None:
        for number, (choice, button) in enumerate(
            zip(self._choices, self.results, strict=True), start=1
        ):
            button.setText(f"{result_word(choice)}  Alt+{number}")

    def _words(self) -> str:
        card = self.card
        if not card.live and not card.saved and card.stage:
            return self.tr("{what}. F9: once more. What stands here is kept.").format(
                what=stage_word(card.stage)
            )
        if not card.live and not card.saved:
            return self.tr("The call is over. The card stays until its result is saved.")
        if card.form is FormWork.COMPLETE:
            return self.tr("The form is filled in and saved.")
        if card.form is FormWork.PARTIAL:
            return self.tr("The form was broken off; what was answered is saved.")
        return ""
