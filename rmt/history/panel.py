"""A contact's calls, ours in all campaigns and his: what came of them, what was answered, how it
sounded."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.domain.masking import masked_text
from engine.ports.history import PastCall
from rino_desktop.ui import icons, state
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.loudspeaker import Loudspeaker
from rino_desktop.ui.row_table import RowView
from rino_desktop.ui.theme import dress
from rmt.desk_work import Asking, Failed, Words, to_the_loop
from rmt.history import answers
from rmt.history.desk import HistoryDesk, PastForm
from rmt.history.table import HistoryTable
from rmt.notice import Notice

#: Calls that are read at once.
PAGE = 50


class HistoryPanel(Translated, QWidget):
    """``speaker``: where recordings are heard; None: the one for speech. ``words`` says errors in
    the user's language, ``failed`` is told of bugs. ``language``: of forms' questions, now."""

    #: What lies in the clipboard now.
    copied = Signal(str)

    def __init__(
        self, desk: HistoryDesk, words: Words = str, failed: Failed = to_the_loop,
        speaker: Loudspeaker | None = None, parent: QWidget | None = None,
        language: Callable[[], str] = lambda: "en",
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk = desk
        self._language = language
        self._asking = Asking(self, words, failed)
        self._fetching = Asking(self, words, failed)
        self._reading = Asking(self, words, failed)
        #: The call whose forms are read, and they.
        self._forms: tuple[PastCall | None, list[PastForm]] = None, []
        self._phones: tuple[str, ...] = ()
        self._read = self._more = False
        self.speaker = speaker or Loudspeaker(parent=self)
        self.speaker.playing_changed.connect(lambda _: self._allow())
        self.speaker.position_changed.connect(self._on_position)
        self.notice = Notice()
        for work in (self._asking, self._fetching, self._reading):
            work.trouble.connect(self.notice.say)
        self.table = HistoryTable(self)
        self.view = RowView(self.table, "history/calls", (166, 196, 104, 82, 160), 34)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.view.doubleClicked.connect(lambda _: self.play())
        self.title, self.gone = QLabel(), QLabel()
        dress(self.title, "title")
        dress(self.gone, "secondary")
        for label in (self.title, self.gone):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.play_button, self.place = QPushButton(), QLabel()
        dress(self.place, "secondary")
        self.play_button.clicked.connect(self.play)
        self.answers = QListWidget()
        self.answers.setWordWrap(True)
        self.answers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.more_button = QPushButton()
        self.more_button.setAutoDefault(False)
        self.more_button.clicked.connect(self.look_further)
        self.empty, self.pages = EmptyState("history"), QStackedWidget()
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy_number)
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Calls of this contact"))
        self.answers.setAccessibleName(self.tr("Answers"))
        self.more_button.setText(self.tr("Earlier calls"))
        self.table.retranslate()
        self._say_what_is_there()
        self._show_chosen()

    # --- what its owner calls -----------------------------------------------------------------

    def show_contact(self, phones: Sequence[str], *, masked: bool = False) -> None:
        """All numbers of a contact (E.164); none: nobody is on the line. ``masked``: the campaign
        at work hides numbers. Nothing of the one before is left to be seen."""
        self.speaker.stop()
        self._phones, self._read, self._more = tuple(phones), False, False
        self.table.masked = masked
        self.table.show(())
        self._show_chosen()
        self._say_what_is_there()
        self.look()

    def look(self) -> None:
        """Anew, as far back as it was looked at."""
        phones, limit = self._phones, max(PAGE, self.table.rowCount())
        if phones:
            self._asking.ask(
                lambda: self._desk.calls(phones, limit + 1),
                lambda calls: self._on_calls(calls, limit),
            )

    def look_further(self) -> None:
        """At the calls before those that are shown."""
        phones, shown = self._phones, self.table.all()
        if phones and shown and self._more:
            self._asking.ask(
                lambda: self._desk.calls(phones, PAGE + 1, shown[-1]),
                lambda calls: self._on_calls([*shown, *calls], len(shown) + PAGE),
            )

    async def close_desk(self) -> None:
        self.speaker.stop()
        await self._asking.close()
        await self._fetching.close()
        await self._reading.close()

    # --- the list -----------------------------------------------------------------------------

    def _on_calls(self, calls: list[PastCall], limit: int) -> None:
        """One more than ``limit`` says that there are more."""
        if not self._phones:
            return
        self._read, self._more = True, len(calls) > limit
        chosen, had = self.chosen(), self.more_button.hasFocus()
        self.table.show(tuple(calls[:limit]))
        row = self.table.row_of(self.table.key(chosen)) if chosen is not None else None
        if calls and self.view.chosen_row() is None:
            self.view.selectRow(row or 0)
        if had and not self._more:
            self.view.setFocus()
        self._say_what_is_there()
        self._show_chosen()

    def chosen(self) -> PastCall | None:
        row = self.view.chosen_row()
        return self.table.at(row) if row is not None else None

    def _say_what_is_there(self) -> None:
        self.pages.setCurrentIndex(1 if self.table.rowCount() else 0)
        self.more_button.setVisible(self._more)
        if not self._phones:
            self.empty.show_text(
                self.tr("Nobody is on the line"),
                self.tr("During a call all earlier calls with this contact are here."),
            )
        elif not self._read:
            self.empty.show_text(self.tr("Reading the history…"), "")
        else:
            self.empty.show_text(
                self.tr("The first call"),
                self.tr("Nobody has called this contact before, and he has not called."),
            )

    def _show_chosen(self) -> None:
        self.speaker.stop()
        call = self.chosen()
        self.place.clear()
        self.title.setText(self._headline(call) if call is not None else "")
        self._show_answers(call)
        if call is not None and answers.has_form(call) and self._forms[0] != call:
            self._reading.ask(
                lambda: self._desk.forms(call), lambda forms: self._on_forms(call, forms)
            )
        told = " ".join(self._about(call)) if call is not None else ""
        self.gone.setText(told)
        self.gone.setVisible(bool(told))
        self._allow()

    def _on_forms(self, call: PastCall, forms: list[PastForm]) -> None:
        self._forms = call, forms
        if call == self.chosen():
            self._show_answers(call)

    def _show_answers(self, call: PastCall | None) -> None:
        self.answers.clear()
        forms = self._forms[1] if call is not None and self._forms[0] == call else []
        for line in answers.lines(call, forms, self._language()) if call is not None else ():
            hidden = call is not None and self.table.hides(call)
            self.answers.addItem(masked_text(line) if hidden else line)
        self.answers.setVisible(self.answers.count() > 0)

    def _headline(self, call: PastCall) -> str:
        about = self.table.name(call) or self.table.direction(call)
        return f"{about}: {self.table.result(call)}"

    def _about(self, call: PastCall) -> list[str]:
        told = []
        if call.came_in:
            told.append(self.tr("Incoming call to {number}.").format(number=call.called))
        if not call.results:
            told.append(self.tr("Nothing was asked or answered."))
        if call.recording_deleted:
            told.append(self.tr("The recording has been deleted."))
        return told

    def copy_number(self) -> None:
        """As it is shown: hidden numbers stay hidden in the clipboard."""
        call = self.chosen()
        if call is not None:
            shown = self.table.number(call)
            QGuiApplication.clipboard().setText(shown)
            self.copied.emit(shown)

    # --- the recording ------------------------------------------------------------------------

    def play(self) -> None:
        """Or stop it."""
        call = self.chosen()
        if self.speaker.playing:
            self.speaker.stop()
        elif call is not None and self.play_button.isEnabled():
            self.speaker.look_for_devices()
            self._fetching.ask(
                lambda: self._desk.sound(call), lambda sound: self._on_sound(call, sound)
            )

    def _on_sound(self, call: PastCall, sound: bytes) -> None:
        if call == self.chosen() and not self.speaker.play(sound):
            self.notice.say(self.tr("There is no device to hear it on. Plug in the headset."))

    def _on_position(self, seconds: float) -> None:
        if self.speaker.playing:
            self.place.setText(f"{int(seconds) // 60}:{int(seconds) % 60:02}")

    def _allow(self) -> None:
        call = self.chosen()
        there = call is not None and bool(call.recording) and not call.recording_deleted
        self.play_button.setVisible(there)
        self.play_button.setEnabled(there)
        playing = self.speaker.playing
        self.play_button.setText(self.tr("Stop") if playing else self.tr("Listen"))
        icons.set_on(self.play_button, "stop" if playing else "play")
        if not playing:
            self.place.clear()

    def _lay_out(self) -> None:
        card = QWidget()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.play_button)
        row.addWidget(self.place, 1)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 8, 8, 8)
        inside.setSpacing(8)
        inside.addWidget(self.title)
        inside.addLayout(row)
        inside.addWidget(self.gone)
        inside.addWidget(self.answers, 1)
        inside.addStretch(0)
        calls = QWidget()
        column = QVBoxLayout(calls)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setChildrenCollapsible(False)
        body.addWidget(calls)
        body.addWidget(card)
        body.setSizes([720, 260])
        body.setStretchFactor(0, 1)
        state.keep(body, "history/parts")
        self.pages.addWidget(self.empty)
        self.pages.addWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.notice)
        layout.addWidget(self.pages, 1)
