"""One prompt in one language: what is said, how it sounds, where it is used."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from editor.document import SchemeDocument
from editor.edits.headers import set_prompt_text
from editor.edits.rename import uses
from editor.forms.text_widgets import Text, undo_by_key
from editor.prompts.player import SamplePlayer
from editor.prompts.samples import Samples
from editor.prompts.states import Cell, State
from editor.prompts.take_tools import TakeTools
from editor.prompts.take_work import TakeWork
from editor.prompts.takes import Takes
from editor.prompts.waveform import Waveform
from editor.prompts.words import COLOURS, length_text, state_explained, state_word
from editor.texts import language_name
from engine.audio.decode import EXTENSIONS
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_USE = Qt.ItemDataRole.UserRole
_USES_SHOWN = 4


class PromptDetail(Translated, QWidget):
    #: The language that is looked at.
    language_changed = Signal(str)
    #: A block that plays it: block, place.
    use_wanted = Signal(str, str)

    def __init__(
        self, document: SchemeDocument, takes: Takes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.prompt, self.language, self.file = "", "", ""
        self._cell = Cell(State.SILENT)
        self.player = SamplePlayer(self)
        self.title, self.badge = QLabel(), QLabel()
        dress(self.title, "title")
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.text_label, self.uses_label, self.said = QLabel(), QLabel(), QLabel()
        for label in (self.text_label, self.uses_label):
            dress(label, "heading")
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = Text(least=3, most=8)
        self.tools = TakeTools(document)
        self.waveform = Waveform()
        self.empty = EmptyState()
        self.sound = QStackedWidget()
        self.sound.addWidget(self.waveform)
        self.sound.addWidget(self.empty)
        self.sound.setMinimumHeight(148)
        self.uses = QListWidget()
        self.work = TakeWork(self, document, takes)
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title.setMinimumWidth(40)
        head.addWidget(self.title)
        head.addWidget(self.badge)
        head.addStretch(1)
        head.addWidget(self.tabs)
        panel = QFrame()
        dress(panel, "panel")
        take = QVBoxLayout(panel)
        take.setContentsMargins(12, 12, 12, 12)
        take.setSpacing(8)
        take.addWidget(self.tools)
        take.addWidget(self.sound, 1)
        self.uses.setUniformItemSizes(True)
        dress(self.uses, "flat")
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.text_label)
        layout.addWidget(self.text)
        layout.addWidget(panel, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.uses_label)
        layout.addWidget(self.uses)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.text.edited.connect(self._on_text)
        self.tools.wanted.connect(self._on_tool)
        self.waveform.play_wanted.connect(lambda: self._on_tool("play"))
        self.waveform.trim_wanted.connect(lambda: self._on_tool("trim"))
        self.waveform.selection_changed.connect(lambda *_: self.allow())
        self.player.position_changed.connect(self._on_position)
        self.player.playing_changed.connect(self._on_playing)
        self.player.available_changed.connect(lambda _available: self.allow())
        self.uses.itemActivated.connect(self._on_use)
        self.uses.itemClicked.connect(self._on_use)
        self.work.said.connect(self.say)
        self.work.busy_changed.connect(lambda _busy: self.allow())

    def retranslate(self) -> None:
        self.text_label.setText(self.tr("What is said"))
        self.text_label.setBuddy(self.text)
        self.text.setAccessibleName(self.tr("What is said"))
        self.text.setPlaceholderText(self.tr("Text to be read aloud, or spoken by synthesis"))
        self.uses.setAccessibleName(self.tr("Where it is used"))
        self.tabs.setAccessibleName(self.tr("Language"))
        self.setAccessibleName(self.tr("Prompt"))
        self.refresh(self._cell)

    # --- what is shown --------------------------------------------------------------------------

    def show_prompt(self, prompt: str, language: str, cell: Cell) -> None:
        """ "" for none."""
        other = (prompt, language) != (self.prompt, self.language)
        self.prompt, self.language = prompt, language
        if other:
            self.say("", bad=False)
        self.refresh(cell)

    def show_languages(self, languages: tuple[str, ...]) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for language in languages:
            self.tabs.setTabData(self.tabs.addTab(language_name(language)), language)
        self.tabs.setVisible(len(languages) > 1)
        self.tabs.blockSignals(False)
        self._show_tab()

    def refresh(self, cell: Cell) -> None:
        """The scheme, or what is known of the recording, has changed."""
        self._cell = cell
        self.title.setText(self.prompt)
        word = state_word(cell.state)
        self.badge.setText(word)
        self.badge.setToolTip(state_explained(cell.state))
        dress(self.badge, COLOURS[cell.state])
        self.text.show_text(cell.text)
        self._show_tab()
        self._show_uses()
        if cell.file != self.file:
            self.file = cell.file
            self.player.stop()
            self.work.load(cell.file)
        self._show_sound()

    def show_samples(self, samples: Samples | None) -> None:
        """Of the recording; None: there is none, or it is not here (yet)."""
        import numpy as np

        self.waveform.show_samples(np.zeros(0, np.int16) if samples is None else samples)
        self._show_sound()

    def _show_sound(self) -> None:
        there = len(self.waveform.samples) > 0
        self.sound.setCurrentWidget(self.waveform if there else self.empty)
        if self.work.loading:
            self.empty.show_text(self.tr("Loading…"), "")
        elif self._cell.state is State.RECORDED or self._cell.state is State.LOST:
            self.empty.show_text(
                self.tr("The recording is not here"),
                self._cell.file if self._cell.state is State.RECORDED
                else state_explained(self._cell.state),
            )  # fmt: skip
        else:
            self.empty.show_text(
                self.tr("No recording yet"),
                self.tr("Record it, synthesise it, or drop a sound file here."),
            )
        self.tools.time.setText(length_text(self.waveform.seconds) if there else "")
        self.allow()

    def allow(self) -> None:
        """Buttons do what can be done."""
        there = len(self.waveform.samples) > 0
        free, prompt = not self.work.busy, bool(self.prompt)
        buttons = self.tools.buttons
        can = {
            "play": there and self.player.available,
            "record": prompt and free,
            "import": prompt and free,
            "synthesise": prompt and free and bool(self._cell.text.strip()),
            "trim": there and free and self.waveform.selected,
            "silence": there and free,
            "loudness": there and free,
            "export": there and free,
            "remove": bool(self.file) and free,
        }
        for key, may in can.items():
            buttons[key].setEnabled(may)
        self.text.setEnabled(prompt)

    def say(self, text: str, bad: bool = True) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        dress(self.said, "bad" if bad else "secondary")

    def _show_tab(self) -> None:
        for index in range(self.tabs.count()):
            if self.tabs.tabData(index) == self.language and index != self.tabs.currentIndex():
                self.tabs.blockSignals(True)
                self.tabs.setCurrentIndex(index)
                self.tabs.blockSignals(False)

    def _show_uses(self) -> None:
        document = self._document
        found = (
            uses(document.content, document.node_types, "prompt", self.prompt)
            if self.prompt
            else []
        )
        self.uses.clear()
        for use in found:
            item = QListWidgetItem(document.content.nodes[use.node_id].name or use.node_id)
            item.setData(_USE, (use.node_id, use.place))
            item.setToolTip(use.place)
            self.uses.addItem(item)
        self.uses.setVisible(bool(found))
        if found:
            row = self.uses.sizeHintForRow(0)
            self.uses.setFixedHeight(row * min(len(found), _USES_SHOWN) + 4)
        self.uses_label.setText(
            self.tr("Played by %n block(s)", "", len({use.node_id for use in found}))
            if found
            else self.tr("No block plays it")
        )

    # --- what is done ---------------------------------------------------------------------------

    def _on_tab(self, index: int) -> None:
        language = self.tabs.tabData(index)
        if language and language != self.language:
            self.language_changed.emit(language)

    def _on_text(self) -> None:
        self._document.do(
            self.tr("Text of the prompt “{name}”").format(name=self.prompt),
            set_prompt_text(
                self._document.content, self.prompt, self.language, self.text.toPlainText()
            ),
            merge=f"prompt/{self.prompt}/{self.language}/text",
        )

    def _on_tool(self, key: str) -> None:
        if not self.tools.buttons[key].isEnabled():
            return
        match key:
            case "play":
                self._play()
            case "undo":
                self._document.undo_stack.undo()
            case "redo":
                self._document.undo_stack.redo()
            case _:
                self.work.do(key)

    def _play(self) -> None:
        if self.player.playing:
            self.player.stop()
            return
        wave = self.waveform
        start = 0.0 if wave.cursor_s >= wave.seconds - 0.01 else wave.cursor_s
        self.player.play(wave.samples, start, wave.selection[1] if wave.selected else None)

    def _on_position(self, at: float) -> None:
        self.waveform.show_playing(at)
        self.tools.time.setText(f"{length_text(at)} / {length_text(self.waveform.seconds)}")

    def _on_playing(self, playing: bool) -> None:
        self.tools.show_playing(playing)
        if not playing:
            self.waveform.show_playing(None)
            self.tools.time.setText(length_text(self.waveform.seconds))

    def _on_use(self, item: QListWidgetItem) -> None:
        self.use_wanted.emit(*item.data(_USE))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not undo_by_key(self._document, event):
            super().keyPressEvent(event)

    # --- files dropped here ---------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if self.prompt and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        file = _dropped(event)
        if self.prompt and file is not None:
            event.acceptProposedAction()
            self.work.import_file(file)


def _dropped(event: QDropEvent) -> Path | None:
    """The sound file that is being dropped; None: it is none, or there are several."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = Path(urls[0].toLocalFile())
    return file if file.suffix.lower() in EXTENSIONS else None
