"""Dialogs that all windows share. None of them blocks: each is opened and tells by a signal, or is
awaited. A nested event loop (``exec``, ``processEvents``) inside a task breaks qasync: the timer of
the running callback fires once more, and the number that it frees may be another callback's by
then, which is lost; somebody waits for ever.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFontDatabase, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.ui.announcing import announce
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_MARGIN = 20
_GAP = 12
_WIDTH = 440
#: After which a window is before the others, unless something keeps it behind them.
SHOWN_MS = 300
_errors: set[QDialog] = set()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a question. ``kind``: "primary" (Enter takes it), "danger" or ""."""

    key: str
    label: str
    kind: str = ""


class Question(Dialog):
    """Asks; ``answered`` carries the key of what was chosen, "" for Esc and the closing button."""

    answered = Signal(str)

    def __init__(
        self, parent: QWidget | None, title: str, text: str, choices: Sequence[Choice]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._answer = ""
        self.buttons: dict[str, QPushButton] = {}
        heading, body = QLabel(title), QLabel(text)
        dress(heading, "title")
        for label in (heading, body):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for choice in choices:
            button = QPushButton(choice.label)
            button.setAutoDefault(False)
            dress(button, choice.kind)
            button.clicked.connect(lambda _checked=False, key=choice.key: self._choose(key))
            self.buttons[choice.key] = button
            row.addWidget(button)
        layout = column(self)
        layout.addWidget(heading)
        layout.addWidget(body)
        layout.addSpacing(4)
        layout.addLayout(row)
        for choice in choices:
            if choice.kind == "primary":
                self.buttons[choice.key].setDefault(True)
                self.buttons[choice.key].setFocus()
        self.setAccessibleDescription(text)
        self.finished.connect(self._on_finished)

    def _choose(self, key: str) -> None:
        self._answer = key
        self.accept()

    def _on_finished(self) -> None:
        self.answered.emit(self._answer)


async def ask(
    parent: QWidget | None, title: str, text: str, choices: Sequence[Choice], *,
    beside: bool = False,
) -> str:  # fmt: skip
    """The key of what was chosen, "" for none. ``beside``: the window behind it can be worked with
    meanwhile."""
    question = Question(parent, title, text, choices)
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def take(key: str) -> None:
        if not answer.done():
            answer.set_result(key)

    question.answered.connect(take)
    if beside:
        question.show()
    else:
        question.open()
    try:
        return await answer
    finally:
        if not answer.done() or answer.cancelled():
            question.close()


async def confirm(
    parent: QWidget | None, title: str, text: str, action: str, *, danger: bool = False,
    beside: bool = False,
) -> bool:  # fmt: skip
    """``action``: what the button says that does it, a verb and not "OK"."""
    cancel = QCoreApplication.translate("dialogs", "Cancel")
    choices = [Choice("", cancel), Choice("do", action, "danger" if danger else "primary")]
    return await ask(parent, title, text, choices, beside=beside) == "do"


class ErrorDialog(Translated, Dialog):
    """What happened, and a report that can be copied. The window behind it stays usable."""

    def __init__(self, parent: QWidget | None, title: str, text: str, report: str = "") -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleDescription(text)
        self._copied = False
        heading, body = QLabel(title), QLabel(text)
        dress(heading, "title")
        for label in (heading, body):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setVisible(bool(report))
        self.copy_button, self.close_button = QPushButton(), QPushButton()
        self.copy_button.setVisible(bool(report))
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.close)
        dress(self.close_button, "primary")
        self.close_button.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout = column(self)
        layout.addWidget(heading)
        layout.addWidget(body)
        layout.addWidget(self.report, 1)
        layout.addLayout(row)
        if report:
            self.resize(640, 400)
        self._told = f"{title}. {text}"
        self._shown = QTimer(self)
        self._shown.setSingleShot(True)
        self._shown.timeout.connect(self._tell)
        self.retranslate()
        self.close_button.setFocus()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._shown.start(SHOWN_MS)
        return super().event(event)

    def _tell(self) -> None:
        """A reader reads by itself what comes before the other windows."""
        if not self.isActiveWindow():
            announce(self, self._told, urgent=True)

    def retranslate(self) -> None:
        copied, copy = self.tr("Copied"), self.tr("Copy the report")
        self.copy_button.setText(copied if self._copied else copy)
        self.close_button.setText(self.tr("Close"))
        self.report.setAccessibleName(self.tr("Report"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self._copied = True
        self.retranslate()


def show_error(parent: QWidget | None, title: str, text: str, report: str = "") -> ErrorDialog:
    """Open an ``ErrorDialog`` beside the window."""
    dialog = ErrorDialog(parent, title, text, report)
    # Without a parent nobody else would hold it.
    _errors.add(dialog)
    dialog.finished.connect(lambda: _errors.discard(dialog))
    dialog.show()
    return dialog


class Progress(Translated, Dialog):
    """A long operation: how far it is, and a button that asks it to stop. It stays until its owner
    calls ``finish``, so that nothing goes on unseen."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None, title: str, *, may_cancel: bool = True) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._over = False
        self._stopping = False
        self._cancel_texts: tuple[str, str] | None = None
        self.heading, self.text, self.bar = QLabel(title), QLabel(), QProgressBar()
        dress(self.heading, "title")
        dress(self.text, "secondary")
        self.text.setWordWrap(True)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.cancel_button = QPushButton()
        self.cancel_button.setVisible(may_cancel)
        self.cancel_button.clicked.connect(self._cancel)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        layout = column(self)
        layout.addWidget(self.heading)
        layout.addWidget(self.text)
        layout.addWidget(self.bar)
        layout.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        cancel, stopping = self._cancel_texts or (self.tr("Cancel"), self.tr("Stopping…"))
        self.cancel_button.setText(stopping if self._stopping else cancel)
        self.bar.setAccessibleName(self.tr("Progress"))

    def say_cancel(self, action: str, stopping: str) -> None:
        """What the button says instead of "Cancel", and once it was pressed."""
        self._cancel_texts = (action, stopping)
        self.retranslate()

    def show_progress(self, text: str, done: int = 0, total: int = 0) -> None:
        """``total`` 0: nobody knows how much there is."""
        self.text.setText(text)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        layout = self.layout()
        wanted = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if self.isVisible() and wanted > self.height():
            self.resize(self.width(), wanted)  # a longer line takes no room from the others

    def finish(self) -> None:
        self._over = True
        self.close()

    def _cancel(self) -> None:
        if not self.cancel_button.isVisibleTo(self) or self._stopping:
            return
        self._stopping = True
        self.cancel_button.setEnabled(False)
        self.retranslate()
        self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if self._over:
            super().closeEvent(event)
        else:
            event.ignore()
            self._cancel()


def column(dialog: QDialog) -> QVBoxLayout:
    """The layout of a dialog, with the distances and the least width that all have."""
    layout = QVBoxLayout(dialog)
    layout.setSpacing(_GAP)
    # A minimum of the dialog itself would take the place of what its parts need.
    layout.addSpacerItem(QSpacerItem(_WIDTH - 2 * _MARGIN, 0))
    layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    return layout
