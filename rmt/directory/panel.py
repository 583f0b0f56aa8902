"""The directory: found while one types, dialled, read out to the caller, copied."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.ports.directory import Found
from rino_desktop.ui import icons, state
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.desk_work import Asking, Failed, Words, to_the_loop
from rmt.directory.desk import DirectoryDesk
from rmt.directory.details import EntryDetails
from rmt.directory.results import Results, ResultView
from rmt.notice import Notice

#: After the last key; milliseconds.
PAUSE_MS = 80
#: What is shown is asked for again so often, since others change the directory; the words that
#: this process keeps in memory stay up to date with it. Milliseconds.
_AGAIN_MS = 60_000
_LIMIT = 50
_MOVING = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8,
}  # fmt: skip


class DirectoryPanel(Translated, QWidget):
    """Type, choose with the arrows, Enter goes to the number, Enter again dials it. ``words`` says
    errors in the user's language, ``failed`` is told of bugs."""

    dial_wanted = Signal(str)
    #: (engine.directory.model.Entry, number): the call goes into a scheme that speaks it.
    read_to_caller_wanted = Signal(object, str)
    #: What lies in the clipboard now.
    copied = Signal(str)

    def __init__(
        self, desk: DirectoryDesk, words: Words = str, failed: Failed = to_the_loop,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk = desk
        self._asking = Asking(self, words, failed)
        self._shown: Found | None = None
        self._nothing_there = False
        #: Enter was pressed once more before anything was found: to the number, when it is.
        self._to_number = False
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(200)
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.note = QLabel()
        dress(self.note, "secondary")
        self.notice = Notice()
        self._asking.trouble.connect(self._on_trouble)
        self.details = EntryDetails()
        self.details.dial_wanted.connect(self.dial_wanted)
        self.details.read_wanted.connect(self.read_to_caller_wanted)
        self.details.copied.connect(self._on_copied)
        self.results = Results(self)
        self.view = ResultView(self.results)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.view.activated.connect(lambda _: self.details.focus_first())
        self.view.clicked.connect(lambda _: self._show_chosen())
        self.view.installEventFilter(self)
        self.empty = EmptyState("search")
        self.pages = QStackedWidget()
        self._timer = _timer(self, PAUSE_MS, self._look)
        self._again = _timer(self, _AGAIN_MS, self._look_again, repeated=True)
        self._lay_out()
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Name, address or number"))
        self.search.setAccessibleName(self.tr("Search the directory"))
        self.view.setAccessibleName(self.tr("Found in the directory"))
        self._say_what_is_found()

    # --- what its owner calls -----------------------------------------------------------------

    def mask_numbers(self, masked: bool) -> None:
        """Whoever sits here may not see numbers: neither in the list nor in the clipboard."""
        self.results.mask_numbers(masked)
        self.details.mask_numbers(masked)

    def look_for(self, words: str) -> None:
        """What somebody else has to look for: the number of a caller, say."""
        self.search.setText(words)
        self.focus_search()

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    async def close_desk(self) -> None:
        self._timer.stop()
        self._again.stop()
        await self._asking.close()

    # --- searching ----------------------------------------------------------------------------

    def _on_typed(self) -> None:
        self._to_number = False
        self._timer.start()

    def _look(self) -> None:
        self._timer.stop()
        words = self.search.text().strip()
        if not words:
            self._show(Found((), 0, True), "")
            self._asking.ask(self._desk.is_empty, self._on_emptiness)
            return
        self._asking.ask(
            lambda: self._desk.find(words, _LIMIT), lambda found: self._show(found, words)
        )

    def _look_again(self) -> None:
        if self.isVisible() and not self._asking.busy and not self._timer.isActive():
            self._look()

    def _show(self, found: Found, words: str) -> None:
        if found == self._shown and words == self.results.query:
            return
        row = self.view.chosen()
        before = self.results.at(row).id if row is not None else None
        same = words == self.results.query
        self._shown = found
        self.results.show(found.entries, words)
        kept = self.results.row_of(before) if same and before is not None else None
        if kept is not None or not same or before is None:
            self.view.choose(kept or 0)
        # else the one that was looked at is gone: no other is dialled in his place
        if kept is None:
            self.view.scrollToTop()
        self._show_chosen()
        self._say_what_is_found()
        to_number, self._to_number = self._to_number, False
        if to_number and self.search.hasFocus():
            self.details.focus_first()

    def _on_emptiness(self, empty: bool) -> None:
        self._nothing_there = empty
        self._say_what_is_found()

    def _say_what_is_found(self) -> None:
        found, words = self._shown, self.results.query
        self.pages.setCurrentIndex(1 if found is not None and found.entries else 0)
        self._say("")
        if found is not None and found.entries:
            self._say(self._count(found))
        elif words:
            self.empty.show_text(
                self.tr("Nothing is found"),
                self.tr("Fewer words, or only the beginning of the name, find more."),
            )
        elif self._nothing_there:
            self.empty.show_text(
                self.tr("The directory is empty"),
                self.tr("An administrator fills it from a list or from the billing database: "
                        "rino-desktop directory import FILE."),
            )  # fmt: skip
        else:
            self.empty.show_text(
                self.tr("Who is looked for?"),
                self.tr("Type a part of a name, an address or a number. Small typing errors and "
                        "the wrong keyboard layout do not matter."),
            )  # fmt: skip

    def _count(self, found: Found) -> str:
        if not found.complete:
            return self.tr("No entry has all the words: the nearest are shown")
        if found.total > len(found.entries):
            return self.tr("The first {shown} of {total}").format(
                shown=len(found.entries), total=self.locale().toString(found.total)
            )
        return self.tr("%n found", "", found.total)

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _on_trouble(self, text: str) -> None:
        self.notice.say(text)

    # --- the one that is chosen ---------------------------------------------------------------

    def _show_chosen(self) -> None:
        row = self.view.chosen()
        self.details.show_entry(self.results.at(row) if row is not None else None)

    def _copy_chosen(self) -> None:
        if self.details.entry is not None and self.details.entry.text.numbers:
            self.details.copy_number(self.details.entry.text.numbers[0])

    def _on_copied(self, text: str) -> None:
        self._say(self.tr("Copied: {number}").format(number=text))
        self.copied.emit(text)

    # --- keys ---------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        if watched is self.view:
            return self._on_key_in_list(event)
        if key in _MOVING:
            self._finish_typing()
            rows, step = self.results.rowCount(), _MOVING[Qt.Key(key)]
            row = self.view.chosen()
            if rows:
                self.view.choose(max(0, min(rows - 1, (row or 0) + step)))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Never dials at once: people press Enter to search.
            if self._timer.isActive():
                self._look()
            elif self.results.query != self.search.text().strip():
                self._to_number = True  # what is shown yet is of other words
            else:
                self.details.focus_first()
            return True
        if key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False

    def _on_key_in_list(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.details.focus_first()
            return True
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if plain and event.text() and event.text().isprintable():
            # Whoever types means the search.
            self.search.setFocus()
            self.search.insert(event.text())
            return True
        return False

    def _finish_typing(self) -> None:
        if self._timer.isActive():
            self._look()

    def showEvent(self, event: object) -> None:  # noqa: N802
        super().showEvent(event)  # type: ignore[arg-type]
        self._again.start()
        if self._shown is None or not self.search.text().strip():
            self._look()

    def hideEvent(self, event: object) -> None:  # noqa: N802
        super().hideEvent(event)  # type: ignore[arg-type]
        self._again.stop()

    # --- what it is made of -------------------------------------------------------------------

    def _lay_out(self) -> None:
        icon = self.search.addAction(icons.icon("search", "secondary"),
                                     QLineEdit.ActionPosition.LeadingPosition)  # fmt: skip
        icons.set_on(icon, "search", "secondary")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.search, 1)
        head.addWidget(self.note)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setChildrenCollapsible(False)
        area = QScrollArea()
        area.setWidget(self.details)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumWidth(self.details.minimumSizeHint().width() + 8)
        body.addWidget(self.view)
        body.addWidget(area)
        body.setStretchFactor(0, 3)
        body.setStretchFactor(1, 2)
        body.setSizes([600, 340])
        state.keep(body, "directory/parts")
        self.pages.addWidget(self.empty)
        self.pages.addWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(self.pages, 1)
        self.setFocusProxy(self.search)


def _timer(parent: QObject, interval_ms: int, act: object, *, repeated: bool = False) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(not repeated)
    timer.setInterval(interval_ms)
    timer.timeout.connect(act)
    return timer
