"""The check before the start: what is ready, what is not, and a button beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.campaign_actions import Action
from rino_desktop.console.campaign.group_words import action_words
from rino_desktop.preflight_finding import Finding, State
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.forms import clear
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.redrawn import Redrawn
from rino_desktop.ui.theme import dress

_BADGES = {State.OK: "good-badge", State.WARNING: "warning-badge", State.BLOCKS: "bad-badge"}
_ORDER = (State.BLOCKS, State.WARNING, State.OK)


class PreflightList(Translated, QWidget):
    """``show_findings`` as they come; what stands in the way comes first."""

    action_wanted = Signal(Action)
    #: "Call me": try it on a telephone first.
    test_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings: tuple[Finding, ...] = ()
        self.over = False
        self._shown = Redrawn(self, self._show)
        self.summary, self.note, self.bar = QLabel(), QLabel(), QProgressBar()
        dress(self.summary, "heading")
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.hide()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.rows = QGridLayout()
        self.rows.setColumnStretch(2, 1)
        self.rows.setHorizontalSpacing(12)
        self.rows.setVerticalSpacing(8)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self.rows)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(body)
        self.test_button = QPushButton()
        self.test_button.clicked.connect(self.test_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.summary)
        layout.addWidget(self.bar)
        layout.addWidget(self.note)
        layout.addWidget(self.area, 1)
        row = QHBoxLayout()
        row.addWidget(self.test_button)
        row.addStretch(1)
        layout.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        self.test_button.setText(self.tr("Call a number first…"))
        self.bar.setAccessibleName(self.tr("Being checked"))
        self._show()

    def show_findings(self, findings: Sequence[Finding], *, over: bool) -> None:
        self.findings, self.over = tuple(findings), over
        self._shown.draw()

    def show_note(self, text: str) -> None:
        """What was done just before: a list imported, with the rows that were not taken."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    @property
    def blocked(self) -> bool:
        return any(finding.state is State.BLOCKS for finding in self.findings)

    def _show(self) -> None:
        clear(self.rows)
        self.bar.setVisible(not self.over)
        count = {state: sum(f.state is state for f in self.findings) for state in State}
        if count[State.BLOCKS]:
            text = self.tr("%n thing(s) stand in the way", "", count[State.BLOCKS])
        elif not self.over:
            text = self.tr("Being checked…")
        elif count[State.WARNING]:
            text = self.tr("It can start; %n thing(s) to look at", "", count[State.WARNING])
        else:
            text = self.tr("Everything is ready")
        self.summary.setText(text)
        row = 0
        for state in _ORDER:
            for finding in self.findings:
                if finding.state is state:
                    self._row(row, finding)
                    row += 2

    def _row(self, row: int, finding: Finding) -> None:
        badge, what = QLabel(finding.state_word), QLabel(finding.what)
        words = QLabel(f"{finding.words} {finding.mend}".strip())
        dress(badge, _BADGES[finding.state])
        for label in (what, words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        what.setMinimumWidth(150)
        top = Qt.AlignmentFlag.AlignTop
        self.rows.addWidget(badge, row, 0, top | Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(what, row, 1, top)
        self.rows.addWidget(words, row, 2, top)
        if finding.action is not Action.NONE and finding.state is not State.OK:
            button = QPushButton(action_words()[finding.action])
            button.setObjectName(finding.action.value)
            # Several findings may have the same button: a screen reader says what of.
            button.setAccessibleName(f"{button.text()} {finding.what}")
            button.clicked.connect(lambda: self.action_wanted.emit(finding.action))
            # Below the text, which would have to share the width with it.
            self.rows.addWidget(button, row + 1, 2, top | Qt.AlignmentFlag.AlignLeft)


class PreflightDialog(Translated, Dialog):
    """Checks before a start; ``start_wanted`` when somebody has seen it and goes on."""

    start_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.campaign = name
        self.title = QLabel()
        dress(self.title, "title")
        self.list = PreflightList()
        self.again, self.cancel, self.start = QPushButton(), QPushButton(), QPushButton()
        dress(self.start, "primary")
        self.cancel.clicked.connect(self.reject)
        self.start.clicked.connect(self._go_on)
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.resize(820, 560)
        self.retranslate()
        self.show_findings((), over=False)

    def retranslate(self) -> None:
        title = self.tr("Before “{name}” starts").format(name=self.campaign)
        self.setWindowTitle(title)
        self.title.setText(title)
        self.again.setText(self.tr("Check again"))
        self.cancel.setText(self.tr("Cancel"))
        self.start.setText(self.tr("Start"))

    def show_findings(self, findings: Sequence[Finding], *, over: bool) -> None:
        self.list.show_findings(findings, over=over)
        self.again.setEnabled(over)
        self.start.setEnabled(over and not self.list.blocked)
        if self.start.isEnabled():
            self.start.setDefault(True)
            self.start.setFocus()

    def _go_on(self) -> None:
        self.start_wanted.emit()
        self.accept()
