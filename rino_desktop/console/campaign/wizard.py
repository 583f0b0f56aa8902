"""A new campaign, step by step: purpose → template → list → rules → trunks → operators → check."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.console.campaign.preflight_list import PreflightList
from rino_desktop.console.campaign.variables_editor import place_of_field
from rino_desktop.console.campaign.wizard_pages import (
    ASKED,
    FormPage,
    ListPage,
    TemplatePage,
    TrunksPage,
    UsesPage,
)
from rino_desktop.console.campaign.wizard_words import step_hints, step_words
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress

STEPS = ("purpose", "template", "list", "rules", "trunks", "operators", "check")
Document = dict[str, Any]
Judge = Callable[[Document], tuple[Mapping[str, str], Mapping[str, str]]]


class WizardDialog(Translated, Dialog):
    """It asks and shows; its owner makes the campaign. Esc and the closing button keep what was
    filled in, Cancel gives it up."""

    #: The template of that use is wanted.
    use_chosen = Signal(str)
    #: Something was filled in: it is to be kept.
    filled = Signal()
    #: The campaign is to be made, and checked.
    make_wanted = Signal()
    start_wanted = Signal()
    given_up = Signal()
    left = Signal()

    def __init__(self, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._judge = judge
        self._document: Document = {}
        self._done = False
        self.uses, self.template, self.list = UsesPage(), TemplatePage(), ListPage()
        self.rules, self.trunks = FormPage(ASKED["rules"]), TrunksPage()
        self.operators, self.check = FormPage(ASKED["operators"]), PreflightList()
        self.pages = QStackedWidget()
        for page in (self.uses, self.template, self.list, self.rules, self.trunks,
                     self.operators, self.check):  # fmt: skip
            self.pages.addWidget(page)
        self.steps = QListWidget()
        self.steps.setFixedWidth(190)
        self.steps.addItems(STEPS)
        dress(self.steps, "flat")
        self.title, self.hint, self.fault = QLabel(), QLabel(), ToldLine(typed_in=self)
        dress(self.title, "title")
        dress(self.hint, "secondary")
        self.hint.setWordWrap(True)
        self.buttons = {name: QPushButton() for name in ("cancel", "later", "back", "next")}
        dress(self.buttons["next"], "primary")
        self.buttons["next"].setDefault(True)
        self._lay_out()
        self.steps.currentRowChanged.connect(self._on_step)
        self.uses.currentRowChanged.connect(lambda _row: self.use_chosen.emit(self.uses.use()))
        self.uses.itemActivated.connect(lambda _item: self.go_on())
        for page in self._forms():
            page.changed.connect(self._on_filled)
        self.buttons["cancel"].clicked.connect(self._give_up)
        self.buttons["later"].clicked.connect(self.reject)
        self.buttons["back"].clicked.connect(lambda: self.steps.setCurrentRow(self.step - 1))
        self.buttons["next"].clicked.connect(self.go_on)
        self.resize(980, 640)
        self.retranslate()
        self.steps.setCurrentRow(0)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.title)
        right.addWidget(self.hint)
        right.addWidget(self.pages, 1)
        right.addWidget(self.fault)
        row = QHBoxLayout()
        row.addWidget(self.buttons["cancel"])
        row.addWidget(self.buttons["later"])
        row.addStretch(1)
        row.addWidget(self.buttons["back"])
        row.addWidget(self.buttons["next"])
        right.addLayout(row)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(self.steps)
        layout.addLayout(right, 1)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("New campaign"))
        self.steps.setAccessibleName(self.tr("Steps"))
        for row, (step, text) in enumerate(step_words().items()):
            assert STEPS[row] == step
            self.steps.item(row).setText(f"{row + 1}. {text}")
        self.buttons["cancel"].setText(self.tr("Give it up"))
        self.buttons["later"].setText(self.tr("Continue later"))
        self.buttons["back"].setText(self.tr("Back"))
        self._name_step()

    # --- where it is ------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        return max(0, self.steps.currentRow())

    def go(self, step: str) -> None:
        self.steps.setCurrentRow(STEPS.index(step))

    def go_on(self) -> None:
        if self.step == len(STEPS) - 1:
            self._done = True
            self.start_wanted.emit()
            self.accept()
        elif self.step < STEPS.index("operators"):
            self.steps.setCurrentRow(self.step + 1)
        elif self.look():
            self.make_wanted.emit()

    def show_check(self) -> None:
        """The campaign is made; its check-list is being filled."""
        self.steps.setCurrentRow(STEPS.index("check"))
        self._allow()

    def show_findings(self, findings: Any, *, over: bool) -> None:
        self.check.show_findings(findings, over=over)
        self._allow()

    def refuse(self, text: str) -> None:
        """The campaign cannot be made as it is."""
        self.fault.say(text)

    # --- what is filled in ------------------------------------------------------------------------

    def show_document(self, document: Document, reports: tuple[str, ...]) -> None:
        self._document = deepcopy(document)
        for page in self._forms():
            page.blockSignals(True)
            page.fill(document)
            page.blockSignals(False)
        self.template.show_reports(reports)
        self.look()

    def document(self) -> Document:
        """ValueError for text that is no TOML."""
        document = deepcopy(self._document)
        for page in self._forms():
            page.take(document)
        if document and document.get("operators") == {} and "operators" not in self._document:
            del document["operators"]
        return document

    def look(self) -> bool:
        """Whether the campaign can be made of what is filled in; what is wrong, at its field."""
        if not self._document:
            self._allow()
            return False
        try:
            faults, notes = self._judge(self.document())
        except ValueError as error:
            faults, notes = {"": str(error)}, {}
        for page in self._forms():
            page.say(faults, notes)
        here = {place for page in self._forms() for place in page.editors} | {"campaign.name"}
        placed = {place_of_field(place) for place in faults}
        lost = [text for place, text in faults.items() if place_of_field(place) not in here]
        self.refuse(" ".join(lost))
        bad = [
            step for step, page in self._by_step().items()
            if any(place in page.editors for place in placed)
            or (step == "template" and "campaign.name" in faults)
        ]  # fmt: skip
        for row, (step, text) in enumerate(step_words().items()):
            mark = "● " if step in bad else ""
            self.steps.item(row).setText(f"{mark}{row + 1}. {text}")
        if bad and self.step == STEPS.index("operators") and "operators" not in bad:
            self.refuse(self.tr("Something is missing in: {step}").format(
                step=step_words()[bad[0]]))  # fmt: skip
        self._allow()
        return not faults

    def _by_step(self) -> dict[str, FormPage]:
        return {
            "template": self.template, "rules": self.rules, "trunks": self.trunks,
            "operators": self.operators,
        }  # fmt: skip

    def _forms(self) -> tuple[FormPage, ...]:
        return tuple(self._by_step().values())

    def _on_filled(self) -> None:
        self.look()
        self.filled.emit()

    def _on_step(self, row: int) -> None:
        self.pages.setCurrentIndex(row)
        self._name_step()
        self.look()
        self.filled.emit()

    def _name_step(self) -> None:
        step = STEPS[self.step]
        self.title.setText(step_words()[step])
        self.hint.setText(step_hints()[step])
        last = self.step == len(STEPS) - 1
        makes = self.step == STEPS.index("operators")
        self.buttons["next"].setText(
            self.tr("Start the campaign") if last
            else self.tr("Make it and check") if makes else self.tr("Next")
        )  # fmt: skip
        self._allow()

    def _allow(self) -> None:
        last = self.step == len(STEPS) - 1
        self.buttons["back"].setEnabled(self.step > 0)
        chosen = bool(self._document)
        ready = self.check.over and not self.check.blocked if last else chosen
        self.buttons["next"].setEnabled(ready)
        for row in range(1, len(STEPS)):
            item = self.steps.item(row)
            on = chosen and (row < len(STEPS) - 1 or last)
            enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(enabled if on else Qt.ItemFlag.NoItemFlags)

    # --- its end ----------------------------------------------------------------------------------

    def _give_up(self) -> None:
        self._done = True
        self.given_up.emit()

    def stay(self) -> None:
        """It is not given up after all."""
        self._done = False

    def close_now(self) -> None:
        self._done = True
        self.reject()

    def reject(self) -> None:
        if not self._done:
            self._done = True
            self.left.emit()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        event.accept()
        self.reject()
