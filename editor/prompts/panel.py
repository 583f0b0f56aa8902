"""The prompts manager: the scheme's prompts, one of them in detail, and any text spoken with a
contact's data."""

import asyncio
import contextlib

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from editor.background import Background
from editor.document import Changed, SchemeDocument
from editor.prompts.desk import PromptDesk, Standing
from editor.prompts.detail import PromptDetail
from editor.prompts.lengths import Lengths
from editor.prompts.prompt_list import PromptList
from editor.prompts.speak_panel import SpeakPanel
from editor.prompts.takes import Takes
from editor.testcall.contacts import Contacts
from editor.testcall.words import error_text
from engine.errors import KnownError
from rino_desktop.ui import state
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

#: How often it is asked whether takes wait for the voice store, while the panel is seen.
_STANDING_MS = 5000


class PromptsPanel(Translated, QWidget):
    """``contacts``: whose data texts can be spoken with; None: only typed data."""

    #: A block that plays a prompt is to be shown: block, place.
    use_wanted = Signal(str, str)

    def __init__(
        self,
        document: SchemeDocument,
        desk: PromptDesk,
        contacts: Contacts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self._desk = desk
        self.takes = Takes(document, desk, self)
        self.lengths = Lengths(desk, self)
        self.list = PromptList(document)
        self.detail = PromptDetail(document, self.takes)
        self.speaking = SpeakPanel(document, desk, contacts)
        self._background = Background(parent=self)
        self._away: BaseException | None = None
        self._standing = Standing()
        self.banner, self.line, self.again = QFrame(), QLabel(), QPushButton()
        self._watch = QTimer(self)
        self._watch.setInterval(_STANDING_MS)
        self._watch.timeout.connect(self._ask_standing)
        #: Many edits in a row are looked at once.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._refresh)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._on_replaced()

    def _lay_out(self) -> None:
        dress(self.banner, "banner")
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        self.line.setWordWrap(True)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.line, 1)
        row.addWidget(self.again)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.detail)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 4)
        self.splitter.setSizes([620, 600])
        state.keep(self.splitter, "editor/prompts/splitter")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.splitter, "")
        self.tabs.addTab(self.speaking, "")
        top = QVBoxLayout()
        top.setContentsMargins(12, 8, 12, 0)
        top.addWidget(self.banner)
        self._top = QWidget()
        self._top.setLayout(top)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.list.chosen.connect(self.show_prompt)
        self.list.said.connect(lambda text: self.detail.say(text))
        self.list.use_wanted.connect(self.use_wanted)
        self.detail.use_wanted.connect(self.use_wanted)
        self.speaking.use_wanted.connect(self.use_wanted)
        self.detail.language_changed.connect(
            lambda language: self.show_prompt(self.list.current, language)
        )
        self.detail.work.kept.connect(self.lengths.know)
        self.detail.work.kept.connect(lambda *_: self._ask_standing())
        self.lengths.found.connect(self._on_length)
        self.lengths.trouble.connect(self._on_trouble)
        self.again.clicked.connect(self._try_again)
        self.document.changed.connect(self._on_changed)
        self.document.replaced.connect(self._on_replaced)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Prompts manager"))
        self.tabs.setTabText(0, self.tr("Prompts"))
        self.tabs.setTabText(1, self.tr("Speak with data"))
        self.again.setText(self.tr("Try again"))
        self._show_banner()

    # --- what is shown --------------------------------------------------------------------------

    def show_prompt(self, prompt: str, language: str = "") -> None:
        """``language``: "" for the one that is looked at."""
        languages = self.list.model.languages
        language = language or self.detail.language or languages[0]
        if language not in languages:
            language = languages[0]
        self.tabs.setCurrentWidget(self.splitter)
        self.list.choose(prompt, language)
        self.detail.show_prompt(prompt, language, self.list.model.cell(prompt, language))
        self.detail.work.show_voices(language)

    def speak_block(self, node_id: str) -> None:
        """The texts of a block, to be spoken with a contact's data."""
        self.tabs.setCurrentWidget(self.speaking)
        self.speaking.show_block(node_id)

    def note_saved(self) -> None:
        """The scheme has been saved or published: what it names now has to stay."""
        self.takes.note_saved()

    async def close_scheme(self) -> None:
        """Nothing can be undone any more. Takes that came to nothing are deleted; that this fails
        harms nobody, and is not told."""
        self._watch.stop()
        self.lengths.close()
        self.detail.player.stop()
        self.detail.work.close()
        self.speaking.close_sound()
        self._background.forget()
        with contextlib.suppress(KnownError):
            await self.takes.close()

    def _on_changed(self, told: Changed) -> None:
        if "languages" in told.header:
            self._on_replaced()
        elif told.nodes or {"prompts", "currency", "variables"} & told.header:
            self._later.start()

    def _on_replaced(self) -> None:
        self.list.refresh_languages()
        self.detail.show_languages(self.list.model.languages)
        self.speaking.refresh()
        self._refresh()
        if not self.list.current:
            self.show_first()

    def show_first(self) -> None:
        self.show_prompt(self.list.model.prompt_at(0))

    def _refresh(self) -> None:
        self.list.refresh()
        if self.list.current not in self.list.model.prompts:
            self.show_first()  # undone, or renamed back
        else:
            self._refresh_detail()
        self._want_lengths()
        self.speaking.refresh()

    def _refresh_detail(self) -> None:
        prompt, language = self.list.current, self.detail.language
        self.detail.show_prompt(prompt, language, self.list.model.cell(prompt, language))

    def _want_lengths(self) -> None:
        if not self.isVisible():
            return
        names = [
            recording.file
            for by_language in self.list.model.prompts.values()
            for recording in by_language.values()
            if recording.file
        ]
        self.lengths.want(names)

    def _on_length(self, name: str, seconds: float | None) -> None:
        self._set_away(None)
        if self.list.model.lengths.get(name, "?") != seconds:
            self.list.model.lengths[name] = seconds
            self.list.model.refresh(uses=False)
            if name == self.detail.file:
                self._refresh_detail()

    # --- the voice store ------------------------------------------------------------------------

    def _on_trouble(self, error: BaseException) -> None:
        self._set_away(error)

    def _set_away(self, error: BaseException | None) -> None:
        if error is not self._away:
            self._away = error
            self._show_banner()

    def _try_again(self) -> None:
        self._set_away(None)
        self._want_lengths()
        self.detail.work.load(self.detail.file)
        self._ask_standing()

    def _ask_standing(self) -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return  # the application begins or ends
        self._background.spawn(self._desk.standing(), self._show_standing, self._on_trouble)

    def _show_standing(self, standing: Standing) -> None:
        self._standing = standing
        self._show_banner()

    def _show_banner(self) -> None:
        trouble = self._away or self._standing.trouble
        lines = []
        if trouble is not None:
            lines.append(error_text(trouble))
        if self._standing.waiting:
            lines.append(
                self.tr("%n take(s) wait on this computer for the voice store; calls do not play "
                        "them yet.", "", self._standing.waiting)
            )  # fmt: skip
        self.line.setText("\n".join(lines))
        self.again.setVisible(trouble is not None)
        self._top.setVisible(bool(lines))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.detail.player.look_for_devices()
        self.speaking.heard.player.look_for_devices()
        self._watch.start()
        QTimer.singleShot(0, self, self._on_shown)

    def _on_shown(self) -> None:
        self._want_lengths()
        self._ask_standing()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._watch.stop()
        self.detail.player.stop()
        self.speaking.heard.player.stop()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self.list.model.refresh(uses=False)
