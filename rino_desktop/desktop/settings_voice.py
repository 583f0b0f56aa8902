"""The voice store in the settings: is it well, what lies in it, where it is."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog

from engine.errors import KnownError
from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.service.expired import Watch
from engine.service.voice_store import VoiceStore
from rino_desktop import bootstrap, paths, voice_files, voice_place, voice_shelf
from rino_desktop.console.contacts.words import moment
from rino_desktop.console.settings.section import Line
from rino_desktop.console.settings.voice import PlaceDialog
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.long_work import watched
from rino_desktop.desktop.session import answering, in_thread
from rino_desktop.desktop.settings_part import SettingsPart, capital, now
from rino_desktop.desktop.settings_voice_files import VoiceFilesHere
from rino_desktop.doctor_finding import Finding
from rino_desktop.texts.errors import said
from rino_desktop.ui.sizes import size_word
from rino_desktop.voice_files import Import
from rino_desktop.voice_shelf import STRANGERS, Contents, Heap

T = TypeVar("T")
_KINDS = {"ok": "good", "warning": "warning", "bad": "bad"}


class VoiceHere(SettingsPart):
    section = "voice"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._shown = console.window.settings.voice
        self._files = VoiceFilesHere(console)
        #: It was looked at since the section was opened; what is slow is not read every second.
        self._looked = False
        self._contents: Contents | None = None
        self._shown.health.wanted.connect(self._on_health)
        self._shown.contents.wanted.connect(self._on_contents)

    async def refresh(self) -> None:
        if not self.in_view:
            self._looked = False
            return
        if not self._looked:
            self._looked = True
            self._show_contents()
            self.console.tasks.start(self.examine())

    async def leave(self) -> None:
        self._looked, self._contents = False, None
        for each in (self._shown.health, self._shown.contents):
            each.show_lines(())
            each.say("")

    def _on_health(self, act: str, _key: object) -> None:
        start = self.console.tasks.start
        if act == "examine":
            start(self.examine())
        elif act == "repair":
            start(self.repair())
        else:
            self._ask_place()

    def _on_contents(self, act: str, kind: str | None) -> None:
        if act == "count":
            self.console.tasks.start(self.count())
        elif act == "files":
            strangers = self._contents.strangers if self._contents and kind == STRANGERS else None
            self._files.open(kind or "", strangers)
        else:
            self._ask_files()

    # --- is it well -------------------------------------------------------------------------------

    async def examine(self) -> None:
        usual = self.console.connection.settings.voice_store_from == "default"
        shown = self._shown.health
        found = await self._with_store(lambda store: voice_shelf.examine(store, usual=usual))
        if found is None:
            return
        settings = self.console.connection.settings
        place = Line("place", (
            self.tr("The place"), voice_place.place_of(settings), voice_place.told_by(settings)
        ), "")  # fmt: skip
        shown.show_lines((place, *map(_finding, found)))
        troubles = sum(each.state != "ok" for each in found)
        if troubles:
            shown.say(self.tr("%n thing(s) to be seen to.", "", troubles), "warning")
        else:
            shown.say(self.tr("The voice store is well."), "good")

    async def repair(self) -> None:
        def note(stores: Stores, files: int) -> None:
            if files:
                stores.audit.record(now(), "voice.repair", "", {"files": files})

        number = await self._with_store(voice_shelf.repair, note)
        if number is None:
            return
        await self.examine()
        if number:
            self._shown.health.say(self.tr("Completed: %n recording(s).", "", number), "good")
        else:
            self._shown.health.say(self.tr("Nothing was cut off."), "good")

    async def _with_store(
        self, work: Callable[[VoiceStore], T], note: Callable[[Stores, T], None] | None = None
    ) -> T | None:
        """In a thread. None: it could not be done, which is told. ``note``: what the audit log is
        told of what was done, also when he who did it has gone meanwhile."""
        settings = self.console.connection.settings
        shown = self._shown.health
        shown.say(self.tr("Looking around…"))
        for button in shown.buttons.values():
            button.setEnabled(False)

        def do() -> T:
            store = bootstrap.voice_store(settings)
            try:
                return work(store)
            finally:
                store.close(0)

        try:
            await self.console.connection.run(voice_shelf.require_settings)
            database = self.console.connection.of_session()
            with answering():
                done = await asyncio.to_thread(do)
                if note is not None:
                    await database.run(lambda stores: note(stores, done))
                return done
        except (KnownError, StorageUnavailable, OSError) as error:
            shown.say(said(error), "bad")
            return None
        finally:
            shown.allow()

    # --- where it is ------------------------------------------------------------------------------

    def _ask_place(self) -> None:
        settings = self.console.connection.settings
        fixed = voice_place.fixed(settings)
        place = voice_place.place_of(settings)
        usual = str(paths.voice_store())
        dialog = PlaceDialog(
            self.console.window, "" if place == usual and not fixed else place, usual, fixed
        )
        dialog.wanted.connect(
            lambda place: self.console.tasks.start_for(dialog, self._move(dialog, place))
        )
        dialog.open()

    async def _move(self, dialog: PlaceDialog, place: str) -> None:
        connection, preferences = self.console.connection, self.console.preferences
        before = connection.settings
        try:
            await connection.run(voice_shelf.require_settings)
            settings = await in_thread(voice_place.tried, before, place)
            await connection.run(
                lambda stores: voice_place.note_move(stores, before, settings, now())
            )
        except KnownError as error:
            dialog.say_fault(said(error))
            return
        except StorageUnavailable as error:
            dialog.refuse(said(error))
            return
        connection.settings = settings
        preferences.change(voice_store=place)
        await asyncio.to_thread(preferences.save)
        dialog.accept()
        self._contents = None
        self._show_contents()
        await self.examine()

    # --- what lies in it --------------------------------------------------------------------------

    async def count(self) -> None:
        settings, shown = self.console.connection.settings, self._shown.contents
        shown.say("")

        def count(database: Database, watch: Watch) -> Contents:
            database.transact(voice_shelf.require_settings)
            store = bootstrap.voice_store(settings)
            try:
                return voice_shelf.count(store, database, now(), watch)
            finally:
                store.close(0)

        title = self.tr("Counting the files")
        try:
            self._contents = await watched(self.console, title, count, self._counted)
        except (KnownError, StorageUnavailable, OSError) as error:
            shown.say(said(error), "bad")
            return
        self._show_contents()

    def _counted(self, _kind: str, number: int, _total: int) -> str:
        return self.tr("%n file(s)", "", number)

    def _show_contents(self) -> None:
        shown, contents = self._shown.contents, self._contents
        words = self._files.kind_words()
        if contents is None:
            blank = ("",) * 7
            kinds = [kind for kind in words if kind != STRANGERS]
            shown.show_lines(tuple(Line(kind, (words[kind], *blank)) for kind in kinds))
            if shown.chosen() is None:
                shown.choose(kinds[0])
            shown.say(self.tr("Not counted yet."), "secondary")
            return
        shown.show_lines(tuple(_heap(kind, words[kind], heap)
                               for kind, heap in contents.heaps.items()))  # fmt: skip
        if not contents.whole:
            shown.say(self.tr("Stopped: only what was reached until then is counted."), "warning")
        elif contents.heaps[STRANGERS].files:
            shown.say(
                self.tr("Some files are of calls that this database does not know: of another one "
                        "that shares the store, or of one that was replaced by a backup. Rules of "
                        "retention hold for them, too."),
                "warning",
            )  # fmt: skip
        else:
            shown.say("")

    # --- prompts ----------------------------------------------------------------------------------

    def _ask_files(self) -> None:
        asking = QFileDialog(self.console.window, self.tr("Sound files for prompts"))
        asking.setFileMode(QFileDialog.FileMode.ExistingFiles)
        asking.setNameFilter(self.tr("Sound (*.wav *.mp3 *.ogg *.opus *.flac *.aiff *.aif *.au)"))
        asking.filesSelected.connect(
            lambda names: self.console.tasks.start(self.bring([Path(name) for name in names]))
        )
        asking.open()

    async def bring(self, files: list[Path]) -> None:
        """Each for itself; one that cannot be used does not keep the others out."""
        settings, shown = self.console.connection.settings, self._shown.contents
        shown.say("")

        def work(database: Database, watch: Watch) -> list[Import]:
            database.transact(voice_shelf.require_settings)
            chosen = voice_files.chosen(files, None)
            results: list[Import] = []
            store = bootstrap.voice_store(settings)
            try:
                for number, each in enumerate(chosen, 1):
                    if watch.stopped():
                        break
                    results += voice_files.import_files(store, [each])
                    watch.told("", number, len(chosen))
            finally:
                store.close(0)
                names = [each.name for each in results if each.error is None]
                database.transact(lambda stores: voice_shelf.note_import(stores, names, now()))
            return results

        title = self.tr("Importing prompts")
        try:
            results = await watched(self.console, title, work, self._imported)
        except (KnownError, StorageUnavailable, OSError) as error:
            shown.say(said(error), "bad")
            return
        failed = [said(each.error) for each in results if each.error is not None]
        done = self.tr("Imported: %n prompt(s).", "", len(results) - len(failed))
        shown.say("\n".join([done, *failed]), "bad" if failed else "good")

    def _imported(self, _kind: str, number: int, total: int) -> str:
        return f"{number} / {total}"


def _finding(finding: Finding) -> Line:
    mend = finding.mend if finding.state != "ok" else ""
    tip = f"{finding.detail}\n{mend}".strip()
    return Line(
        finding.name, (capital(finding.what), finding.detail, mend), _KINDS[finding.state], tip
    )


def _heap(kind: str, word: str, heap: Heap) -> Line:
    size = size_word
    ages = tuple(size(each) if each else "" for each in heap.by_age)
    oldest = "" if heap.oldest is None else moment(heap.oldest)
    total = size(heap.bytes) if heap.files else ""
    cells = (word, QLocale().toString(heap.files), total, oldest, *ages)
    return Line(kind, cells, "warning" if kind == STRANGERS and heap.files else "")
