"""To whom a call is passed, or who is asked: a colleague, a queue, a number."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.routing.call_orders import TargetKind
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.facts import Rules
from rmt.surroundings import Target


class TargetField(Translated, QFrame):
    """``chosen``: a Target, and whether he is asked first (True) or gets the call at once."""

    chosen = Signal(object, bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "banner")
        self._targets: list[Target] = []
        self._asks_numbers = True
        self.title, self.box = QLabel(), CalmCombo()
        dress(self.title, "secondary")
        self.title.setWordWrap(True)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.ask_button, self.pass_button = QPushButton(), QPushButton()
        self.leave_button = QPushButton()
        dress(self.leave_button, "quiet")
        dress(self.ask_button, "primary")
        for button in (self.ask_button, self.pass_button, self.leave_button):
            button.setAutoDefault(False)
        self.ask_button.clicked.connect(lambda: self._choose(True))
        self.pass_button.clicked.connect(lambda: self._choose(False))
        self.leave_button.clicked.connect(self.left)
        self.box.editTextChanged.connect(lambda _: self._show_ways())
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.ask_button)
        row.addWidget(self.pass_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.leave_button)
        column.addLayout(head)
        column.addWidget(self.box)
        column.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        self.box.setAccessibleName(self.tr("A colleague, a queue or a number"))
        edit = self.box.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(self.tr("Name or number"))
        self.ask_button.setText(self.tr("Ask first"))
        self.ask_button.setToolTip(self.tr("The subscriber holds meanwhile (Enter)"))
        self.pass_button.setText(self.tr("Pass on"))
        self.pass_button.setToolTip(self.tr("At once (Ctrl+Enter)"))
        self.leave_button.setText("×")
        self.leave_button.setAccessibleName(self.tr("Close"))
        self.leave_button.setToolTip(self.tr("Close (Esc)"))
        self._fill(self._targets)
        self._show_ways()

    def show_asking(self, numbers: bool) -> None:
        """``numbers``: somebody at a number can be asked first, too. An engine's call can only be
        passed on to one."""
        if numbers != self._asks_numbers:
            self._asks_numbers = numbers
            self._show_ways()

    def _show_ways(self) -> None:
        may_ask = self._may_ask(self.target)
        self.ask_button.setEnabled(may_ask)
        dress(self.box, "")
        self.title.setText(
            self.tr("To whom?") if may_ask else self.tr("A number is passed on at once: Ctrl+Enter")
        )

    def _may_ask(self, target: Target | None) -> bool:
        return self._asks_numbers or target is None or target.kind is not TargetKind.NUMBER

    def show_rules(self, rules: Rules) -> None:
        colleagues = [Target(TargetKind.OPERATOR, str(c.id), c.name) for c in rules.colleagues]
        queues = [Target(TargetKind.QUEUE, name, name) for name in rules.queues]
        if [*colleagues, *queues] != self._targets:
            self._fill([*colleagues, *queues])

    def _fill(self, targets: Sequence[Target]) -> None:
        typed = self.box.currentText()
        self._targets = list(targets)
        self.box.clear()
        for target in targets:
            words = target.words
            if target.kind is TargetKind.QUEUE:
                words = self.tr("queue “{name}”").format(name=target.words)
            self.box.addItem(words, target)
        self.box.setCurrentIndex(-1)
        self.box.setEditText(typed)

    def begin(self) -> None:
        self.box.setCurrentIndex(-1)
        self.box.setEditText("")
        self.show()
        self.box.setFocus()

    @property
    def target(self) -> Target | None:
        """None: nothing is chosen or typed, or a name that nobody has."""
        text = self.box.currentText().strip()
        index = self.box.findText(text, Qt.MatchFlag.MatchFixedString)
        if text and index >= 0:
            found: Target = self.box.itemData(index)
            return found
        dialled = "".join(each for each in text if each not in " -()\u00a0")
        if dialled.removeprefix("+").isdecimal() or text.startswith("sip:"):
            return Target(TargetKind.NUMBER, dialled, text)
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            at_once = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._choose(not at_once)
        else:
            super().keyPressEvent(event)

    def _choose(self, ask: bool) -> None:
        target = self.target
        dress(self.box, "" if target is not None else "bad")
        if target is None or (ask and not self._may_ask(target)):
            if target is None and self.box.currentText().strip():
                self.title.setText(self.tr("Nobody has this name: choose below (Alt+↓)"))
            self.box.setFocus()
        else:
            self.chosen.emit(target, ask)
