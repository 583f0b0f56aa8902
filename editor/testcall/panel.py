"""The panel of a test call, and of the replay of a real one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from editor.content import Kind
from editor.document import Changed, SchemeDocument
from editor.testcall.breakpoints import Breakpoints
from editor.testcall.conductor import Conductor
from editor.testcall.contacts import Contact
from editor.testcall.happenings import CallView
from editor.testcall.keypad import KEYS, Keypad
from editor.testcall.live import LiveCall
from editor.testcall.outside_view import OutsideView
from editor.testcall.replay import Replay
from editor.testcall.session import TestCall
from editor.testcall.setup_view import SetupView
from editor.testcall.showing import Showing
from editor.testcall.sound import PromptFiles
from editor.testcall.state_view import StateView
from editor.testcall.transcript import Transcript
from editor.testcall.transport import Transport
from editor.testcall.watched_phone import Pending
from editor.testcall.words import error_text, standing
from engine.ivr.model import Utterance
from engine.scheme.dialogue_model import Dialogue
from engine.scheme.library import Library
from engine.scheme.stub_world import Outside
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

#: Names of blocks are looked at this long after the last change.
_NAMES_MS = 300


class TestCallPanel(Translated, QWidget):
    """``library``: gives the schemes that this one calls; it is asked in a thread."""

    __test__ = False  # it is no test of pytest's

    #: [(node, port)]: nodes of this scheme that were left, in order.
    path_changed = Signal(object)
    #: The node of this scheme that the call is at (also while it is in one that this one calls),
    #: "" when there is no call.
    current_node = Signal(str)
    #: The call is over: Disposition.
    finished = Signal(object)
    #: The application is to offer contacts: ``set_contact`` takes one.
    contacts_wanted = Signal()
    #: A block is to be shown: (scheme, node).
    place_wanted = Signal(str, str)
    #: Ids of this scheme's nodes that have a breakpoint.
    stops_changed = Signal(object)
    #: A dialogue of this name has been added to the scheme's tests.
    dialogue_kept = Signal(str)

    def __init__(
        self,
        document: SchemeDocument,
        library: Library | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.conductor = Conductor(document, library, self)
        self.transport, self.keypad = Transport(), Keypad()
        self.transcript = Transcript(self.conductor.names.node)
        self.state = StateView(self.conductor.names.node)
        self.outside, self.setup = OutsideView(), SetupView()
        self.breakpoints = Breakpoints()
        self.message, self.silence_line = QLabel(), QLabel()
        for label in (self.message, self.silence_line):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.hide()
        dress(self.message, "bad")
        dress(self.silence_line, "secondary")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._pages = (self.transcript, self.state, self.outside, self.setup, self.breakpoints)
        for page in self._pages:
            self.tabs.addTab(page, "")
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(12)
        for widget in (self.transport, self.silence_line, self.message, self.keypad):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)
        self._path: list[tuple[str, str]] = []
        self._node = ""
        self._ended = False
        self._shown = -1
        self._pending: Pending | None = None
        #: The page that was in front before a question came there.
        self._before: QWidget | None = None
        self._join()
        document.replaced.connect(self._on_document)
        document.changed.connect(self._on_changed)
        self._naming = QTimer(self)
        self._naming.setSingleShot(True)
        self._naming.setInterval(_NAMES_MS)
        self._naming.timeout.connect(self._show_blocks)
        self._on_document()
        self.retranslate()
        self._show()

    def _join(self) -> None:
        conductor = self.conductor
        conductor.changed.connect(self._show)
        conductor.running_changed.connect(self.transport.show_running)
        conductor.begun.connect(self._on_begun)
        conductor.failed.connect(self._say)
        conductor.kept.connect(self.dialogue_kept)
        conductor.player.available_changed.connect(lambda _now: self._show_silence())
        conductor.player.failed.connect(self._say)
        self.transport.wanted.connect(self._on_wanted)
        self.transport.speed_changed.connect(conductor.set_speed)
        self.transport.sound_changed.connect(self._on_sound)
        self.transcript.seek_wanted.connect(conductor.seek)
        self.transcript.empty.wanted.connect(lambda: self.begin())
        keypad = self.keypad
        keypad.pressed.connect(conductor.press)
        keypad.silence_wanted.connect(conductor.be_silent)
        keypad.speech_wanted.connect(conductor.speak)
        keypad.hang_up_wanted.connect(conductor.hang_up)
        keypad.transfer_wanted.connect(conductor.transfer)
        keypad.operators.wanted.connect(conductor.operator)
        self.outside.given.connect(conductor.give)
        self.outside.live_wanted.connect(conductor.ask_for_real)
        self.outside.changed.connect(self._on_outside)
        self.setup.contacts_wanted.connect(self.contacts_wanted)
        self.breakpoints.changed.connect(self._on_breakpoints)
        self.breakpoints.place_wanted.connect(self.place_wanted)

    def add_on_top(self, widget: QWidget) -> None:
        self._column.insertWidget(0, widget)

    # --- what the application gives -------------------------------------------------------------

    def set_contact(self, contact: Contact) -> None:
        """Whom the next call goes to."""
        self.setup.set_contact(contact)
        self.tabs.setCurrentWidget(self.setup)

    def set_outside(self, outside: Outside | None) -> None:
        """Really asks sources and functions, in a thread; None: that is not possible here."""
        self.outside.live_possible = outside is not None
        self.conductor.outside = outside

    def set_prompts(
        self, files: PromptFiles | None, durations: Callable[[Utterance], float] | None = None
    ) -> None:
        """Where the sound of prompts comes from, and how long they are as far as that is known."""
        self.conductor.player.files = files
        if durations is not None:
            self.conductor.durations = durations
        self._show_silence()

    def toggle_breakpoint(self, node_id: str, scheme: str = "") -> None:
        self.breakpoints.toggle((scheme, node_id))

    # --- calls ----------------------------------------------------------------------------------

    def begin(self, then: str = "run") -> None:
        """A call of the scheme as it is now. ``then``: ``run``, ``step``, "" …"""
        try:
            setup = self.setup.dialogue()
        except Exception as error:
            self._say(error_text(error))
            self.tabs.setCurrentWidget(self.setup)
            return
        self.conductor.begin(setup, self.outside.stubs(), then=then)

    def load_dialogue(self, dialogue: Dialogue) -> None:
        """Go through a test of the scheme: up to its failure, or to its end."""
        self.setup.set_dialogue(dialogue)
        self.conductor.begin(dialogue, dialogue.stubs, play=True)

    def replay(self, replay: Replay) -> None:
        """A real call; nothing can be done in it but look."""
        self._say("")
        self.conductor.show(replay)
        self._on_begun()

    @property
    def showing(self) -> Showing | None:
        return self.conductor.showing

    def close_call(self) -> None:
        """No call is shown any more, and nothing is heard."""
        self.conductor.close()

    # --- inside ---------------------------------------------------------------------------------

    def _on_wanted(self, what: str) -> None:
        showing = self.showing
        if what == "restart" and not _is_past(showing):
            self.begin()
        elif what == "keep":
            self.conductor.keep(self.tr("Test call"))
        elif showing is None:
            self.begin(what if what in ("run", "end") else "")
        else:
            self.conductor.do(what)

    def _on_begun(self) -> None:
        self._say("")
        self._ended, self._shown = False, -1
        showing = self.showing
        if isinstance(showing, TestCall):
            self.outside.set_names(self.conductor.names.outside())
            self.outside.set_stubs(showing.setup.stubs)
        self._show_blocks()
        self.keypad.setVisible(not isinstance(showing, Replay))
        for page in (self.outside, self.setup):
            self.tabs.setTabVisible(self._pages.index(page), not _is_past(showing))
        self.tabs.setCurrentWidget(self.transcript)
        self._show()

    def _on_outside(self) -> None:
        self.conductor.set_stubs(self.outside.stubs())
        self.conductor.is_live = self.outside.is_live

    def _on_breakpoints(self) -> None:
        self.conductor.set_breakpoints(self.breakpoints.places)
        self.stops_changed.emit([node for scheme, node in self.breakpoints.places if not scheme])

    def _on_document(self) -> None:
        self._show_header()
        self._show_blocks()

    def _on_changed(self, changed: Changed) -> None:
        if changed.header:
            self._show_header()
        if any(
            c.kind is Kind.NODE and (c.old is None or c.new is None or c.old.name != c.new.name)
            for c in changed.changes
        ):
            self._naming.start()

    def _show_header(self) -> None:
        header = self._document.content.header
        self.setup.set_languages(header["languages"])
        self.setup.set_known_fields([v.fields[0] for v in header["variables"] if v.fields])

    def _show_blocks(self) -> None:
        self.breakpoints.set_blocks(self.conductor.names.places())

    def _on_sound(self, on: bool) -> None:
        self.conductor.set_sound(on)
        self._show_silence()

    def _show(self) -> None:
        showing = self.showing
        view = showing.view if showing is not None else None
        self._show_controls(showing, view)
        self._tell(showing, view)
        if showing is None:
            self.transcript.show_call(None)
            self.state.show_view(None, step=False)
            self.outside.show_pending(None)
            return
        self.transport.show_hearing(showing.view.hearing, showing.now)
        self._show_pending(showing.pending if isinstance(showing, TestCall) else None)
        if showing.shown == self._shown and self.state.tree.topLevelItemCount():
            return
        self._shown = showing.shown
        self.transcript.show_call(showing)
        self.state.show_view(view, step=True)

    def _show_pending(self, pending: Pending | None) -> None:
        """What waits for a person comes to the front, and makes way again."""
        self.outside.show_pending(pending)
        if pending is self._pending:
            return
        self._pending = pending
        if pending is not None and not self.outside.is_live(self.conductor.whom(pending)):
            self._before = self.tabs.currentWidget()
            self.tabs.setCurrentWidget(self.outside)
        elif pending is None and self._before is not None:
            if self.tabs.currentWidget() is self.outside:
                self.tabs.setCurrentWidget(self._before)
            self._before = None

    def _show_controls(self, showing: Showing | None, view: CallView | None) -> None:
        live = view is not None and view.ended is None
        over = showing is not None and showing.at_end and not live
        test = isinstance(showing, TestCall)
        self.keypad.allow(
            live=live and test,
            recording=view is not None and view.recording,
            transferring=view is not None and view.transferring,
            returns=view.returns if view is not None and not view.talking else None,
        )
        self.transport.allow(
            live=showing is None or not (over or _goes_on(showing)),
            back=view is not None and len(view.passed) > 1,
            keep=test,
        )
        if showing is None or view is None:
            self.transport.show_standing(None, "")
            self.transport.show_hearing(None, 0.0)
            return
        pending = isinstance(showing, TestCall) and showing.pending is not None
        text, kind = standing(view, self.conductor.names.node, pending=pending)
        self.transport.show_standing(showing.now, text, kind)

    def _tell(self, showing: Showing | None, view: CallView | None) -> None:
        path = view.path() if view is not None else []
        if path != self._path:
            self._path = path
            self.path_changed.emit(path)
        node = view.root if view is not None else ""
        if node != self._node:
            self._node = node
            self.current_node.emit(node)
        ended = view is not None and view.ended is not None
        if ended and not self._ended and view is not None and view.ended is not None:
            self.finished.emit(view.ended.disposition)
        self._ended = ended
        del showing

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _show_silence(self) -> None:
        player = self.conductor.player
        silent = self.transport.sound.isChecked() and not (player.available and player.files)
        self.silence_line.setVisible(silent)
        self.silence_line.setText(
            self.tr("There is no sound device here: prompts are shown, but not heard.")
            if not player.available
            else self.tr("Prompts are shown, but not heard: nothing voices them here.")
        )

    def retranslate(self) -> None:
        texts = (self.tr("Course"), self.tr("State"), self.tr("Outside"), self.tr("Contact"),
                 self.tr("Breakpoints"))  # fmt: skip
        for index, text in enumerate(texts):
            self.tabs.setTabText(index, text)
        self.tabs.setAccessibleName(self.tr("The call"))
        self._show_silence()
        self._shown = -1
        self._show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        QTimer.singleShot(0, self, self._look_for_sound)

    def _look_for_sound(self) -> None:
        self.conductor.player.look_for_devices()
        self._show_silence()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keys of a telephone, where nothing else takes them."""
        if event.text() and event.text() in KEYS:
            self.keypad.keyPressEvent(event)
            return
        super().keyPressEvent(event)


def _is_past(showing: Showing | None) -> bool:
    """A call of long ago: there is no other here."""
    return isinstance(showing, Replay) and not isinstance(showing, LiveCall)


def _goes_on(showing: Showing) -> bool:
    return isinstance(showing, LiveCall) and showing.goes_on
