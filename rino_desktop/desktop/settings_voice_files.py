"""Files of the voice store in the settings: found, heard, copied, deleted."""

from collections.abc import Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from engine.errors import KnownError
from engine.ports.storage import Database, StorageUnavailable
from engine.ports.voice_store import StoredFile
from engine.service.expired import Watch
from engine.service.recordings import MESSAGES, RECORDINGS
from engine.service.voice_store import Listed
from rino_desktop import bootstrap, voice_shelf
from rino_desktop.console.contacts.words import moment
from rino_desktop.console.settings.section import Line
from rino_desktop.console.settings.voice_files import FilesDialog
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.long_work import watched
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.settings_part import now
from rino_desktop.history_desk import sound_of
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs
from rino_desktop.ui.sizes import size_word
from rino_desktop.voice_shelf import OTHERS, PROMPTS, STRANGERS

_MOST = 1000
_PATTERNS = {RECORDINGS: "recordings/*", MESSAGES: "messages/*", PROMPTS: "*", OTHERS: "packs/*"}


class VoiceFilesHere(QObject):
    def __init__(self, console: Console) -> None:
        super().__init__(console.window)
        self._console = console

    def kind_words(self) -> dict[str, str]:
        return {
            RECORDINGS: self.tr("Recordings of calls"),
            MESSAGES: self.tr("Messages of subscribers"),
            PROMPTS: self.tr("Prompts"),
            OTHERS: self.tr("Voice packs, set aside"),
            STRANGERS: self.tr("Of calls unknown here"),
        }

    def open(self, kind: str, found: Sequence[Listed] | None = None) -> FilesDialog:
        """``found``: these first; else what is of that kind."""
        dialog = FilesDialog(self._console.window, _PATTERNS.get(kind, ""))
        start = self._console.tasks.start_for
        dialog.search_wanted.connect(lambda text: start(dialog, self._find(dialog, text)))
        dialog.files.wanted.connect(lambda act, name: self._on_wanted(dialog, act, name))
        dialog.open()
        if found is None:
            start(dialog, self._find(dialog, dialog.pattern.text()))
        else:
            self._show(dialog, found, more=False)
        return dialog

    async def _find(self, dialog: FilesDialog, text: str) -> None:
        settings, only = self._console.connection.settings, text == _PATTERNS[PROMPTS]
        # Whoever types a word looks for it anywhere in the names.
        pattern = text if not text or any(char in text for char in "*?[") else f"*{text}*"

        def find() -> tuple[list[Listed], bool]:
            store = bootstrap.voice_store(settings)
            try:
                if only:
                    return voice_shelf.prompts(store, _MOST)
                return voice_shelf.find(store, pattern, _MOST)
            finally:
                store.close(0)

        dialog.files.say(self.tr("Looking…"), "secondary")
        try:
            await self._console.connection.run(voice_shelf.require_settings)
            found, more = await in_thread(find)
        except (KnownError, StorageUnavailable, OSError) as error:
            dialog.files.say(said(error), "bad")
            return
        if shiboken6.isValid(dialog):
            self._show(dialog, found, more=more)

    def _show(self, dialog: FilesDialog, found: Sequence[Listed], *, more: bool) -> None:
        dialog.files.show_lines(tuple(map(self._line, found)))
        if more:
            told = self.tr("Only the first %n are shown: say more of the name.", "", _MOST)
            dialog.files.say(told, "warning")
        else:
            dialog.files.say("" if found else self.tr("There is no such file."), "secondary")

    def _line(self, listed: Listed) -> Line:
        file = listed.file
        where = self.tr("waits for its upload") if listed.waiting else self.tr("in the store")
        changed = "" if file.changed_at is None else moment(file.changed_at)
        size = size_word(file.size)
        return Line(file.name, (file.name, size, changed, where),
                    "warning" if listed.waiting else "secondary")  # fmt: skip

    # --- what is done -----------------------------------------------------------------------------

    def _on_wanted(self, dialog: FilesDialog, act: str, name: str) -> None:
        start = self._console.tasks.start_for
        if act == "play":
            start(dialog, self._play(dialog, name))
        elif act == "copy":
            self._ask_target(dialog, name)
        else:
            start(dialog, self._delete(dialog, dialog.files.chosen_all()))

    async def _play(self, dialog: FilesDialog, name: str) -> None:
        settings = self._console.connection.settings

        def read() -> bytes:
            store = bootstrap.voice_store(settings)
            try:
                return sound_of(store, name)
            finally:
                store.close(0)

        try:
            await self._console.connection.run(lambda s: voice_shelf.require_hearing(s, name))
            sound = await in_thread(read)
        except (KnownError, StorageUnavailable, OSError) as error:
            dialog.files.say(said(error), "bad")
            return
        if not shiboken6.isValid(dialog):
            return
        if dialog.play(sound):
            dialog.files.say(self.tr("Playing: {name}").format(name=name), "secondary")
        else:
            dialog.files.say(self.tr("There is no device to hear it on."), "bad")

    def _ask_target(self, dialog: FilesDialog, name: str) -> None:
        asking = QFileDialog(dialog, self.tr("Save a copy"))
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.selectFile(Path(name).name)
        asking.fileSelected.connect(
            lambda target: self._console.tasks.start_for(
                dialog, self.copy(dialog, name, Path(target))
            )
        )
        asking.open()

    async def copy(self, dialog: FilesDialog, name: str, target: Path) -> None:
        settings, who = self._console.connection.settings, self._console.user_name()

        def copy() -> int:
            store = bootstrap.voice_store(settings)
            try:
                return voice_shelf.copy_out(store, name, target)
            finally:
                store.close(0)

        try:
            await self._console.connection.run(
                lambda stores: voice_shelf.note_copy(stores, name, who, now())
            )
            await in_thread(copy)
        except (KnownError, StorageUnavailable, OSError) as error:
            dialog.files.say(said(error), "bad")
            return
        dialog.files.say(self.tr("Copied to {file}.").format(file=target), "good")

    async def _delete(self, dialog: FilesDialog, names: list[str]) -> None:
        sure = await dialogs.confirm(
            dialog,
            self.tr("Delete %n file(s) for ever?", "", len(names)),
            "\n".join(names[:5]) + ("\n…" if len(names) > 5 else ""),
            self.tr("Delete"),
            danger=True,
        )  # fmt: skip
        if not sure:
            return
        settings = self._console.connection.settings

        def delete(database: Database, watch: Watch) -> list[StoredFile]:
            database.transact(voice_shelf.require_settings)
            store = bootstrap.voice_store(settings)
            try:
                return voice_shelf.delete_noted(store, database, names, now(), watch)
            finally:
                store.close(0)

        title = self.tr("Deleting files")
        try:
            gone = await watched(self._console, title, delete, lambda _, n, total: f"{n} / {total}")
        except (KnownError, StorageUnavailable, OSError) as error:
            dialog.files.say(said(error), "bad")
            return
        left = {file.name for file in gone}
        lines = [line for line in dialog.files.table.all() if line.key not in left]
        dialog.files.show_lines(tuple(lines))
        dialog.files.say(self.tr("Deleted: %n file(s).", "", len(gone)), "good")
