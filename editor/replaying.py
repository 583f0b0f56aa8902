"""Real calls stepped through again, over the version of the scheme that they ran on."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.moments import short
from editor.testcall.replay import Replay
from editor.testcall.traced import happenings_of
from editor.testcall.words import disposition_text
from editor.told_tasks import told_tasks
from engine.ports.traces import TracedCall
from engine.scheme.codec import load_scheme
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.theme import dress

if TYPE_CHECKING:
    from editor.editor_widget import EditorWidget

_NUMBER = Qt.ItemDataRole.UserRole
_TYPING_MS = 300


class CallChooser(Dialog):
    """``wanted`` asks for calls to numbers that begin so; ``chosen`` carries an attempt."""

    wanted = Signal(str)
    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Replay a call"))
        self.phone = QLineEdit()
        self.phone.setPlaceholderText(self.tr("Beginning of the number, or all of the latest"))
        self.phone.setAccessibleName(self.tr("Phone"))
        self.phone.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(lambda: self.wanted.emit(self.phone.text().strip()))
        self.phone.textChanged.connect(lambda _text: self._typing.start())
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(self.tr("Calls"))
        self.list.setHeaderLabels([
            self.tr("Answered"), self.tr("Phone"), self.tr("Campaign"), self.tr("Result"),
            self.tr("Version"),
        ])  # fmt: skip
        self.list.itemActivated.connect(lambda _item: self._take())
        self.line = QLabel()
        dress(self.line, "secondary")
        self.open_button, close = QPushButton(self.tr("Replay")), QPushButton(self.tr("Close"))
        dress(self.open_button, "primary")
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self._take)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(close)
        foot.addWidget(self.open_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.phone)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.resize(720, 420)

    def show_calls(self, calls: list[TracedCall]) -> None:
        self.list.clear()
        for call in calls:
            row = QTreeWidgetItem([
                short(call.answered_at), call.phone, call.campaign,
                disposition_text(call.disposition),
                str(call.version),
            ])  # fmt: skip
            row.setData(0, _NUMBER, call.attempt_id)
            self.list.addTopLevelItem(row)
        for column in range(4):
            self.list.resizeColumnToContents(column)
        if calls:
            self.list.setCurrentItem(self.list.topLevelItem(0))  # type: ignore[arg-type]
        self.open_button.setEnabled(bool(calls))
        self.say("" if calls else self.tr("No answered call by this scheme is kept here."))

    def say(self, text: str) -> None:
        self.line.setText(text)

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(0, _NUMBER))
            self.accept()


class Replaying(QObject):
    def __init__(self, editor: "EditorWidget") -> None:
        super().__init__(editor)
        self._editor = editor
        self._tasks = told_tasks(self, editor.desk, self._say)
        self.dialog: CallChooser | None = None

    def choose(self) -> None:
        dialog = self.dialog = CallChooser(self._editor)
        dialog.wanted.connect(lambda phone: self._tasks.start(self._look(phone)))
        dialog.chosen.connect(self._editor.replay_wanted)
        dialog.finished.connect(self._forget)
        dialog.open()
        self._tasks.start(self._look(""))

    def _forget(self) -> None:
        self.dialog = None

    async def _look(self, phone: str) -> None:
        calls = await self._editor.desk.recent_calls(self._editor.name, phone)
        if self.dialog is not None:
            self.dialog.show_calls(calls)

    async def open(self, attempt_id: int) -> TracedCall:
        """Show a call in this editor, which is for nothing else from then on."""
        editor = self._editor
        call, trace, version = await editor.desk.traced(attempt_id)
        scheme = await asyncio.to_thread(load_scheme, version.document, version.name)
        editor.document.replace(scheme)
        editor.document.read_only = True
        happenings = happenings_of(trace, scheme.prompts)
        editor.panels.show_call(True)
        editor.panels.call.replay(Replay(happenings))
        return call

    def _say(self, words: str) -> None:
        if self.dialog is not None:
            self.dialog.say(words)
        self._editor.said.emit(words)
