"""What is done to the recording that a detail shows: each result is a new take and an edit that
can be undone."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from editor.background import Background
from editor.document import SchemeDocument
from editor.edits.headers import set_prompt_file
from editor.prompts import samples as sound
from editor.prompts.record_dialog import RecordDialog
from editor.prompts.samples import Samples
from editor.prompts.takes import Takes
from editor.testcall.words import error_text
from engine.audio.decode import EXTENSIONS
from rino_desktop.ui import state

if TYPE_CHECKING:
    from editor.prompts.detail import PromptDetail

_IMPORTED_FROM, _EXPORTED_TO = "editor/prompts/imported_from", "editor/prompts/exported_to"
_VOICE = "editor/prompts/voice/"


class TakeWork(QObject):
    """One thing at a time; what fails leaves everything as it was."""

    #: A line, and whether it is bad news.
    said = Signal(str, bool)
    busy_changed = Signal(bool)
    #: A take is kept: its name and its seconds.
    kept = Signal(str, float)

    def __init__(self, detail: "PromptDetail", document: SchemeDocument, takes: Takes) -> None:
        super().__init__(detail)
        self._detail = detail
        self._document = document
        self._takes = takes
        self._background = Background(parent=self)
        self._loads = Background(parent=self)
        self._turn = 0
        self.busy = False
        self.loading = False
        #: name → sound, of the takes that were made or heard last: undo shows them at once.
        self._recent: dict[str, Samples] = {}
        self.dialog: RecordDialog | QFileDialog | None = None
        self._voices_of = ""

    def close(self) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self._background.forget()
        self._loads.forget()

    # --- loading --------------------------------------------------------------------------------

    def load(self, name: str) -> None:
        self._turn += 1
        turn = self._turn
        known = self._recent.get(name)
        self.loading = bool(name) and known is None
        self._detail.show_samples(known)
        if self.loading:
            self._loads.spawn(
                self._takes.load(name),
                lambda samples: self._loaded(turn, name, samples),
                lambda error: self._not_loaded(turn, error),
            )

    def _loaded(self, turn: int, name: str, samples: Samples | None) -> None:
        if samples is not None:
            self._remember(name, samples)
        if turn == self._turn:
            self.loading = False
            self._detail.show_samples(samples)

    def _not_loaded(self, turn: int, error: BaseException) -> None:
        if turn == self._turn:
            self.loading = False
            self._detail.show_samples(None)
            self.said.emit(error_text(error), True)

    def _remember(self, name: str, samples: Samples) -> None:
        self._recent.pop(name, None)
        self._recent[name] = samples
        while len(self._recent) > 20:
            self._recent.pop(next(iter(self._recent)))

    # --- voices ---------------------------------------------------------------------------------

    def show_voices(self, language: str) -> None:
        """Those of the speech engine for a language."""
        if language == self._voices_of or not self._detail.prompt:
            return
        self._voices_of = language

        def show(voices: Any) -> None:
            if self._voices_of == language:
                chosen = state.value(_VOICE + language, "")
                names = tuple(voices)
                self._detail.tools.show_voices(
                    names, chosen if chosen in names else next(iter(names), "")
                )

        def none(_error: BaseException) -> None:
            # There is the usual voice all the same; synthesising says what is wrong.
            self._voices_of = ""
            self._detail.tools.show_voices((), "")

        self._loads.spawn(self._voices(language), show, none)

    async def _voices(self, language: str) -> tuple[str, ...]:
        return tuple(await self._takes.desk.voices(language))

    # --- what can be done -----------------------------------------------------------------------

    def do(self, key: str) -> None:
        detail = self._detail
        samples = detail.waveform.samples
        match key:
            case "record":
                self._record()
            case "import":
                self._ask_file()
            case "export":
                self._ask_target()
            case "synthesise":
                voice = detail.tools.voice
                state.set_value(_VOICE + detail.language, voice)
                text = detail.text.toPlainText().strip()
                self._make(
                    self.tr("Synthesise “{name}”").format(name=detail.prompt),
                    self._takes.synthesised(text, detail.language, voice),
                    self.tr("Synthesising…"),
                )
            case "trim":
                start, end = detail.waveform.selection
                self._change(
                    self.tr("Trim “{name}”").format(name=detail.prompt),
                    samples, lambda given: sound.trimmed(given, start, end),
                )  # fmt: skip
            case "silence":
                self._change(
                    self.tr("Cut silence of “{name}”").format(name=detail.prompt),
                    samples, sound.without_silence,
                )  # fmt: skip
            case "loudness":
                self._change(
                    self.tr("Even loudness of “{name}”").format(name=detail.prompt),
                    samples, sound.evened,
                )  # fmt: skip
            case "remove":
                self._document.do(
                    self.tr("Remove recording of “{name}”").format(name=detail.prompt),
                    set_prompt_file(self._document.content, detail.prompt, detail.language, ""),
                )

    def import_file(self, file: Path) -> None:
        if not self.busy:
            self._make(
                self.tr("Import “{name}”").format(name=self._detail.prompt),
                self._takes.imported(file), self.tr("Importing {file}…").format(file=file.name),
            )  # fmt: skip

    def _change(self, text: str, samples: Samples, change: Callable[[Samples], Samples]) -> None:
        self._make(text, self._takes.changed(samples, change), "")

    def _make(
        self,
        text: str,
        made: Coroutine[Any, Any, Samples],
        said: str,
        then: Callable[[], object] = lambda: None,
        failed: Callable[[BaseException], object] = lambda _error: None,
    ) -> None:
        """``made`` becomes the recording of the prompt that is shown now."""
        prompt, language = self._detail.prompt, self._detail.language

        async def work() -> None:
            samples = await made
            if not len(samples):
                self.said.emit(self.tr("Nothing but silence would be left."), True)
                return
            name = sound.take_name(
                self._document.content.header["name"], prompt, language, samples
            )  # fmt: skip
            # Known before the edit, which then shows it without a look into the store.
            self._remember(name, samples)
            await self._takes.keep(text, samples, prompt, language)
            self.kept.emit(name, sound.seconds(samples))

        self._run(work(), said, then, failed)

    def _run(
        self,
        work: Coroutine[Any, Any, None],
        said: str,
        then: Callable[[], object] = lambda: None,
        failed: Callable[[BaseException], object] = lambda _error: None,
    ) -> None:
        self.said.emit(said, False)
        self._set_busy(True)

        def over(_: None) -> None:
            self._over(said)
            then()

        def fail(error: BaseException) -> None:
            self._fail(error)
            failed(error)

        self._background.spawn(work, over, fail)

    def _over(self, said: str) -> None:
        self._set_busy(False)
        if said and self._detail.said.text() == said:
            self.said.emit("", False)

    def _fail(self, error: BaseException) -> None:
        self._set_busy(False)
        self.said.emit(error_text(error), True)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)

    # --- dialogs --------------------------------------------------------------------------------

    def _record(self) -> None:
        detail = self._detail
        detail.player.stop()
        prompt, language = detail.prompt, detail.language
        dialog = RecordDialog(self._takes, detail.text.toPlainText().strip(), detail.window())
        text = self.tr("Record “{name}”").format(name=prompt)

        async def given(samples: Samples) -> Samples:
            return samples

        def keep(samples: Samples) -> None:
            if (detail.prompt, detail.language) == (prompt, language):
                self._make(text, given(samples), "", dialog.accept, dialog.fail)

        dialog.kept.connect(keep)
        self._open(dialog)

    def _ask_file(self) -> None:
        dialog = QFileDialog(self._detail, self.tr("Import a sound file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{ending}" for ending in sorted(EXTENSIONS))
        dialog.setNameFilters(
            [
                self.tr("Sound files ({patterns})").format(patterns=patterns),
                self.tr("All files (*)"),
            ]
        )
        dialog.setDirectory(str(state.value(_IMPORTED_FROM, "")))
        dialog.fileSelected.connect(self._import_chosen)
        self._open(dialog)

    def _import_chosen(self, chosen: str) -> None:
        state.set_value(_IMPORTED_FROM, str(Path(chosen).parent))
        self.import_file(Path(chosen))

    def _ask_target(self) -> None:
        detail = self._detail
        dialog = QFileDialog(detail, self.tr("Export as WAV"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("wav")
        dialog.setNameFilters(["WAV (*.wav)"])
        dialog.setDirectory(str(state.value(_EXPORTED_TO, "")))
        dialog.selectFile(f"{detail.prompt}.{detail.language}.wav")
        samples = detail.waveform.samples

        def export(chosen: str) -> None:
            state.set_value(_EXPORTED_TO, str(Path(chosen).parent))
            self.export_to(samples, Path(chosen))

        dialog.fileSelected.connect(export)
        self._open(dialog)

    def export_to(self, samples: Samples, target: Path) -> None:
        async def work() -> None:
            await self._takes.exported(samples, target)
            self.said.emit(self.tr("Saved as {file}").format(file=target), False)

        self._run(work(), "")

    def _open(self, dialog: RecordDialog | QFileDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _forget_dialog(self, _result: int) -> None:
        self.dialog = None
