"""Callbacks: one's own and the team's; reminded of, dialled, done, put off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.domain.callbacks import Callback, CallbackState
from engine.errors import KnownError
from engine.ports.callbacks import CallbackConflict
from rino_desktop.ui import icons
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.row_table import RowView
from rino_desktop.ui.theme import dress
from rmt.callbacks.desk import Act, Board, CallbackContact, CallbacksDesk, Shown, Wish
from rmt.callbacks.dialog import CallbackDialog
from rmt.callbacks.reminders import Reminders
from rmt.callbacks.table import CallbackTable
from rmt.desk_work import Asking, Doing, Failed, Words, to_the_loop
from rmt.notice import Notice

_AGAIN_MS, _LIMIT = 15_000, 200


class CallbacksPanel(Translated, QWidget):
    """``words`` says errors in the user's language, ``failed`` is told of bugs. It looks for what
    is due while it is hidden, too: begin it with ``start``."""

    #: A callback that is to be dialled now.
    dial_wanted = Signal(object)
    #: (when, or None; text): the next of one's own, for the line at the top of the workstation.
    next_changed = Signal(object, str)
    #: It is time soon, or now: a callback of one's own.
    reminded = Signal(object)

    def __init__(
        self, desk: CallbacksDesk, words: Words = str, failed: Failed = to_the_loop,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._words, self._failed = desk, words, failed
        self._asking = Asking(self, words, failed)
        self._people = Asking(self, words, failed)
        self._doing = Doing(self, words, failed)
        #: Why nobody can be dialled now, in words; "" when one can.
        self.why_not: Callable[[], str] = lambda: ""
        self._board = Board()
        self._known = False
        self._contact = CallbackContact()
        self.dialog: CallbackDialog | None = None
        self.mine, self.team = QPushButton(), QPushButton()
        self._group = QButtonGroup(self)
        for button in (self.mine, self.team):
            button.setCheckable(True)
            button.clicked.connect(self._show_list)
            self._group.addButton(button)
        self.mine.setChecked(True)
        self.new = QPushButton()
        icons.set_on(self.new, "add", "on_accent")
        dress(self.new, "primary")
        self.new.clicked.connect(lambda: self.promise())
        self.notice = Notice()
        self.notice.wanted.connect(self._on_notice)
        self.table = CallbackTable(self)
        self.view = RowView(self.table, "callbacks/columns", (210, 120, 150, 140, 150), 36)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.view.doubleClicked.connect(lambda _: self.dial())
        self.note = QLineEdit()
        self.note.setMaxLength(500)
        self.dial_button, self.done, self.back, self.later, self.cancel = (
            QPushButton() for _ in range(5)
        )
        dress(self.dial_button, "primary")
        icons.set_on(self.dial_button, "call", "on_accent")
        self.dial_button.clicked.connect(self.dial)
        self.done.clicked.connect(lambda: self._wish(Act.FINISH))
        self.back.clicked.connect(lambda: self._wish(Act.GIVE_BACK))
        self.cancel.clicked.connect(lambda: self._wish(Act.CANCEL))
        self.later.clicked.connect(self._put_off)
        self.empty, self.pages = EmptyState("recent"), QStackedWidget()
        self.empty.wanted.connect(lambda: self.promise())
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.look)
        self.reminders = Reminders(self, desk.user, desk.rules)
        self.reminders.reminded.connect(self.reminded)
        self.reminders.next_changed.connect(self.next_changed)
        self.reminders.ticked.connect(self.table.tick)
        for work in (self._asking, self._doing):
            work.trouble.connect(self._on_trouble)
        shortcut = QShortcut(QKeySequence.StandardKey.New, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.promise())
        self._lay_out()
        self.retranslate()
        self._allow()

    def retranslate(self) -> None:
        self.new.setText(self.tr("Call back…"))
        self.new.setToolTip(self.tr("Ctrl+N"))
        self.dial_button.setText(self.tr("Dial"))
        self.done.setText(self.tr("Finished"))
        self.back.setText(self.tr("Not reached"))
        self.back.setToolTip(self.tr("It waits again"))
        self.later.setText(self.tr("Another time…"))
        self.cancel.setText(self.tr("Cancel it"))
        self.note.setPlaceholderText(self.tr("What came of it"))
        self.note.setAccessibleName(self.tr("What came of it"))
        self.view.setAccessibleName(self.tr("Callbacks"))
        self.table.retranslate()
        self._show_list()
        self.reminders.tell_next()

    # --- what its owner calls -----------------------------------------------------------------

    def start(self) -> None:
        self._again.start()
        self.look()

    def set_contact(self, contact: CallbackContact | None) -> None:
        """Who is called back unless somebody else is typed in: the one on the line."""
        self._contact = contact or CallbackContact()

    def mask_numbers(self, masked: bool) -> None:
        self.table.masked = masked
        self.reminders.masked = masked
        self.table.retranslate()
        self.reminders.tell_next()

    @property
    def unsaved(self) -> int:
        return self._doing.waiting

    async def close_desk(self) -> None:
        self._again.stop()
        self.reminders.stop()
        for work in (self._asking, self._people, self._doing):
            await work.close()

    def promise(self, contact: CallbackContact | None = None) -> None:
        """Ask for the time, for ``contact`` or the one on the line."""
        self._open_dialog(contact or self._contact, None)

    # --- the list -----------------------------------------------------------------------------

    def look(self) -> None:
        self._asking.ask(lambda: self._desk.board(_LIMIT), self._on_board)

    def _on_board(self, board: Board) -> None:
        self._board, self._known = board, True
        self._show_list()
        self.reminders.show(board.mine)

    def _show_list(self) -> None:
        self.mine.setText(self.tr("Mine ({number})").format(number=len(self._board.mine)))
        self.team.setText(self.tr("The team's ({number})").format(number=len(self._board.team)))
        chosen = self.chosen()
        rows = self._board.mine if self.mine.isChecked() else self._board.team
        self.table.now = datetime.now(UTC)
        self.table.show(rows)
        row = self.table.row_of(chosen.callback.id) if chosen is not None else None
        if rows and self.view.chosen_row() is None:
            self.view.selectRow(row or 0)
        self.pages.setCurrentIndex(1 if rows else 0)
        if not self._known:
            self.empty.show_text(self.tr("Reading the callbacks…"), "")
        elif self.mine.isChecked():
            self.empty.show_text(
                self.tr("Nobody waits for your call"),
                self.tr("Promise a call with Ctrl+N: you are reminded of it before its time."),
                self.tr("Call back…"),
            )
        else:
            self.empty.show_text(
                self.tr("The team has no callbacks"),
                self.tr("Those that somebody misses come here, too."), self.tr("Call back…"),
            )  # fmt: skip
        self._allow()

    def chosen(self) -> Shown | None:
        row = self.view.chosen_row()
        return self.table.at(row) if row is not None else None

    def _allow(self) -> None:
        shown = self.chosen()
        callback = shown.callback if shown is not None else None
        taken = callback is not None and callback.state is CallbackState.TAKEN
        mine = taken and callback is not None and (
            callback.taken_by.casefold() == self._desk.user.casefold())  # fmt: skip
        for button in (self.dial_button, self.done, self.later, self.cancel):
            button.setEnabled(callback is not None and (mine or not taken))
        self.back.setEnabled(bool(mine))

    # --- changes ------------------------------------------------------------------------------

    def dial(self) -> None:
        """An engine takes it and calls, so that nobody else does, and notes what comes of it."""
        shown = self.chosen()
        if shown is None or not self.dial_button.isEnabled():
            return
        why_not = self.why_not()
        self.notice.say(why_not)
        if not why_not:
            self.dial_wanted.emit(shown.callback)

    def _on_notice(self) -> None:
        self.notice.say("")
        self.look()

    def _made(self, callback: Callback, act: Act) -> Wish:
        return Wish(callback.id, act, uuid4().hex, datetime.now(UTC), callback.revision)

    def _wish(self, act: Act) -> None:
        shown = self.chosen()
        if shown is not None:
            note = self.note.text().strip() if act is Act.FINISH else ""
            self._send(replace(self._made(shown.callback, act), note=note))

    def _send(self, wish: Wish) -> None:
        def done(_: Callback) -> None:
            if wish.note and self.note.text().strip() == wish.note:
                self.note.clear()
            self.notice.say("")
            self.look()

        self._doing.do(lambda: self._desk.change(wish), done, self._on_refused)

    def _on_refused(self, error: KnownError) -> None:
        conflict = isinstance(error, CallbackConflict)
        self.notice.say(self._words(error), self.tr("Look at it again") if conflict else "")

    def _on_trouble(self, text: str) -> None:
        if text and self._doing.waiting:
            text = self.tr("{reason} What you have changed is kept, and repeated.").format(
                reason=text
            )
        self.notice.say(text)
        if self.dialog is not None and text:
            self.dialog.say(text)

    # --- promising and putting off ------------------------------------------------------------

    def _put_off(self) -> None:
        shown = self.chosen()
        if shown is None:
            return
        callback = shown.callback
        contact = CallbackContact(
            callback.phone, callback.caller, callback.contact_id, callback.campaign_id,
            callback.queue, shown.masked or self.table.masked,
        )  # fmt: skip
        self._open_dialog(contact, callback)

    def _open_dialog(self, contact: CallbackContact, callback: Callback | None) -> None:
        if self.dialog is not None and shiboken6.isValid(self.dialog):
            self.dialog.activateWindow()
            return
        if self.table.masked and contact.phone:
            contact = replace(contact, masked=True)
        dialog = CallbackDialog(self, self._desk, contact, self._words, self._failed, callback)
        self.dialog = dialog
        self._people.ask(self._desk.people, lambda people: self._add_people(dialog, people))
        dialog.filled.connect(lambda filled: self._keep(dialog, filled, callback))
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _add_people(self, dialog: CallbackDialog, people: tuple[str, ...]) -> None:
        if shiboken6.isValid(dialog):
            dialog.add_people(people)

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _keep(self, dialog: CallbackDialog, filled: Callback, before: Callback | None) -> None:
        def done(_: Callback) -> None:
            if shiboken6.isValid(dialog):
                dialog.accept()
            self.look()

        def refused(error: KnownError) -> None:
            if shiboken6.isValid(dialog) and dialog.isVisible():
                dialog.refuse(self._words(error))
            else:
                self._on_refused(error)

        if before is None:
            write_id = uuid4().hex
            self._doing.do(lambda: self._desk.promise(filled, write_id), done, refused)
        else:
            wish = replace(
                self._made(before, Act.MOVE),
                due_at=filled.due_at,
                owner=filled.owner,
                note=dialog.note.text().strip(),
            )
            self._doing.do(lambda: self._desk.change(wish), done, refused)

    def showEvent(self, event: object) -> None:  # noqa: N802
        super().showEvent(event)  # type: ignore[arg-type]
        self.start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mine)
        head.addWidget(self.team)
        head.addStretch(1)
        head.addWidget(self.new)
        body = QWidget()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.dial_button)
        foot.addStretch(1)
        for button in (self.done, self.back, self.later, self.cancel):
            foot.addWidget(button)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.view, 1)
        inside.addWidget(self.note)
        inside.addLayout(foot)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(self.pages, 1)
