"""A campaign at a glance: its figures, and why nothing, or nobody more, is dialled."""

from PySide6.QtCore import QLocale, Qt, Signal
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

from engine.domain.campaign import CampaignState
from rino_desktop.campaign_actions import Action
from rino_desktop.campaign_funnel import Blocker, Funnel, Step, local_time
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.console.campaign.group_words import action_words
from rino_desktop.ui.forms import clear
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.redrawn import Redrawn
from rino_desktop.ui.theme import dress

_FIGURES = ("contacts", "done", "attempts", "answered", "live")


class Overview(Translated, QScrollArea):
    #: What somebody wants to do about something that stands in the way.
    action_wanted = Signal(Action)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status: CampaignStatus | None = None
        self._funnel: Funnel | None = None
        self._shown = Redrawn(self, self._show)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.numbers = {name: QLabel("–") for name in _FIGURES}
        self.labels = {name: QLabel() for name in _FIGURES}
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        figures = QHBoxLayout()
        figures.setSpacing(24)
        for name in _FIGURES:
            dress(self.numbers[name], "number")
            dress(self.labels[name], "secondary")
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(self.numbers[name])
            column.addWidget(self.labels[name])
            figures.addLayout(column)
        figures.addStretch(1)
        self.blockers_title, self.funnel_title = QLabel(), QLabel()
        for label in (self.blockers_title, self.funnel_title):
            dress(label, "heading")
        self.blockers, self.steps = QVBoxLayout(), QGridLayout()
        self.blockers.setSpacing(8)
        self.steps.setHorizontalSpacing(16)
        self.steps.setVerticalSpacing(6)
        self.steps.setColumnStretch(1, 1)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(4, 12, 4, 12)
        layout.setSpacing(12)
        layout.addLayout(figures)
        layout.addWidget(self.bar)
        layout.addWidget(self.blockers_title)
        layout.addLayout(self.blockers)
        layout.addWidget(self.funnel_title)
        layout.addLayout(self.steps)
        layout.addStretch(1)
        self.setWidget(body)
        self.retranslate()

    def retranslate(self) -> None:
        texts = {
            "contacts": self.tr("contacts"), "done": self.tr("done"),
            "attempts": self.tr("attempts"), "answered": self.tr("answered"),
            "live": self.tr("live calls"),
        }  # fmt: skip
        for name, text in texts.items():
            self.labels[name].setText(text)
        self.bar.setAccessibleName(texts["done"])
        self.funnel_title.setText(self.tr("From all contacts to those who can be called now"))
        self._show()

    def show_status(self, status: CampaignStatus) -> None:
        self._status = status
        figures = (
            status.contacts.total, status.contacts.done, status.attempts, status.answered,
            status.live,
        )  # fmt: skip
        for name, figure in zip(_FIGURES, figures, strict=True):
            self.numbers[name].setText(QLocale().toString(figure))
        self.bar.setRange(0, max(1, status.contacts.total))
        self.bar.setValue(status.contacts.done + status.contacts.excluded)

    def show_funnel(self, funnel: Funnel | None) -> None:
        """None while it is being counted."""
        if funnel == self._funnel:
            return
        self._funnel = funnel
        self._shown.draw()

    def _show(self) -> None:
        self._show_blockers()
        self._show_steps()

    def _show_blockers(self) -> None:
        clear(self.blockers)
        funnel = self._funnel
        if funnel is None:
            self.blockers_title.setText(self.tr("Counting…"))
            return
        if not funnel.blockers:
            self.blockers_title.setText(self.tr("Calls are being made"))
            return
        self.blockers_title.setText(self.tr("Why nothing is dialled"))
        for number, blocker in enumerate(funnel.blockers, 1):
            self.blockers.addWidget(self._blocker(number, blocker))

    def _blocker(self, number: int, blocker: Blocker) -> QWidget:
        box = QFrame()
        dress(box, "warning-banner" if number == 1 else "panel")
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 6, 12, 6)
        text = QLabel(f"{number}. {blocker.words}")
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(text, 1)
        button = self._button(blocker.action, blocker.words)
        if button is not None:
            if number == 1:
                dress(button, "primary")
            row.addWidget(button)
        return box

    def _button(self, action: Action, what: str) -> QPushButton | None:
        if action is Action.NONE:
            return None
        button = QPushButton(action_words()[action])
        button.setObjectName(action.value)
        # Several may have the same button: a screen reader says what of.
        button.setAccessibleName(f"{button.text()}: {what}")
        button.clicked.connect(lambda: self.action_wanted.emit(action))
        return button

    def _show_steps(self) -> None:
        clear(self.steps)
        funnel = self._funnel
        self.funnel_title.setVisible(funnel is not None)
        if funnel is None:
            return
        row = 0
        row = self._row(row, funnel.total, self.tr("in the list"), strong=True)
        for step in funnel.steps[:4]:
            row = self._step(row, step)
        row = self._row(row, funnel.matches_now, self.tr("match now"), strong=True)
        for step in funnel.steps[4:]:
            row = self._step(row, step)
        self._row(row, funnel.callable_now, self.tr("callable now"), strong=True)

    def _step(self, row: int, step: Step) -> int:
        if not step.count:
            return row
        words = step.words
        if step.lifts_at is not None and self._status is not None:
            there = local_time(step.lifts_at, self._status.campaign)
            words += "; " + self.tr("from {time}").format(time=f"{there:%d.%m %H:%M}")
        return self._row(row, -step.count, words, action=step.action)

    def _row(
        self, row: int, count: int, words: str, *, strong: bool = False,
        action: Action = Action.NONE,
    ) -> int:  # fmt: skip
        number, text = QLabel(QLocale().toString(count).replace("-", "−")), QLabel(words)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        text.setWordWrap(True)
        for label in (number, text):
            dress(label, "heading" if strong else "secondary")
        self.steps.addWidget(number, row, 0)
        self.steps.addWidget(text, row, 1)
        button = self._button(action, words)
        if button is not None:
            dress(button, "quiet")
            self.steps.addWidget(button, row, 2)
        return row + 1


def state_kind(state: CampaignState) -> str:
    """The badge of a campaign's state."""
    return {
        CampaignState.RUNNING: "good-badge",
        CampaignState.PAUSED: "warning-badge",
    }.get(state, "plain-badge")
