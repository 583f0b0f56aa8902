"""Opening, saving and publishing the scheme of a document, and keeping unsaved work safe.

Nothing in here waits for the database on the GUI's thread, and nothing that the supervisor has
drawn depends on the database being there.
"""

import asyncio
import contextlib
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from editor.desk import SchemeDesk
from editor.document import SchemeDocument
from editor.recovery import Recovered, RecoveryFolder
from engine.errors import KnownError
from engine.ports.schemes import EDITOR_REFRESH_S, Draft, DraftConflict, OpenEditor
from engine.ports.storage import StorageUnavailable
from engine.scheme.codec import dump_scheme, load_scheme
from engine.scheme.model import Scheme

#: Unsaved work is on this computer's disk so soon after the last edit, milliseconds.
AUTOSAVE_MS = 3000


class Saving(StrEnum):
    """What is being done, or was the last to be done."""

    SAVED = "saved"
    CHANGED = "changed"
    WORKING = "working"
    FAILED = "failed"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Standing:
    """``version``: the published version that the draft is the same as; None: it is not
    published. ``saved_at`` None: never saved."""

    revision: int | None = None
    version: int | None = None
    author: str = ""
    saved_at: datetime | None = None


class Keeper(QObject):
    """``failed`` tells of what could not be done, in words; what was drawn is still there."""

    state_changed = Signal(object)  # Saving
    standing_changed = Signal(object)  # Standing
    #: Somebody else has saved meanwhile: his Draft.
    conflict = Signal(object)
    #: Unsaved work of an earlier time: Recovered, and the Draft beside it (None: none).
    recovered = Signal(object, object)
    #: Who else has the scheme open: list of OpenEditor.
    others_changed = Signal(object)
    published = Signal(int)
    failed = Signal(str)

    def __init__(
        self,
        document: SchemeDocument,
        desk: SchemeDesk,
        recovery: RecoveryFolder,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self._desk = desk
        self._recovery = recovery
        self.name = ""
        self.standing = Standing()
        self.state = Saving.SAVED
        self._others: list[OpenEditor] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._lock = asyncio.Lock()
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(AUTOSAVE_MS)
        self._autosave.timeout.connect(lambda: self._start(self._keep()))
        self._presence = QTimer(self)
        self._presence.setInterval(int(EDITOR_REFRESH_S * 1000))
        self._presence.timeout.connect(lambda: self._start(self._be_present()))
        document.changed.connect(self._on_changed)

    def belong_to(self, user: str) -> None:
        """Whoever works here is named so from now on; what he has not saved stays his."""
        self._start(self._take_over(user))

    async def _take_over(self, user: str) -> None:
        try:
            await asyncio.to_thread(self._recovery.belong_to, user)
        except OSError as error:
            self.failed.emit(self._desk.words(error))

    # --- opening --------------------------------------------------------------------------------

    async def open(self, name: str) -> None:
        """Load the draft of a scheme; KnownError or StorageUnavailable when that cannot be done.
        Unsaved work is offered by ``recovered``."""
        draft = await self._desk.draft(name)
        if draft is not None:
            scheme = await asyncio.to_thread(load_scheme, draft.document, name)
            self.document.replace(replace(scheme, name=draft.name))
        self.name = draft.name if draft is not None else name
        self._stand_on(draft)
        self._tell(Saving.SAVED)
        self._presence.start()
        self._start(self._be_present())
        kept = await asyncio.to_thread(self._recovery.read, self.name)
        if kept is not None:
            if draft is not None and kept.document == draft.document:
                await asyncio.to_thread(self._recovery.discard, self.name)
            else:
                self.recovered.emit(kept, draft)

    async def recover(self, kept: Recovered) -> None:
        """Go on with the unsaved work; it still stands on the revision that it began from."""
        scheme = await asyncio.to_thread(load_scheme, kept.document, kept.name)
        self.document.replace(scheme, modified=True)
        self.standing = replace(self.standing, revision=kept.based_on)
        self._tell(Saving.CHANGED)

    async def discard_recovered(self) -> None:
        await asyncio.to_thread(self._recovery.discard, self.name)

    async def close(self) -> None:
        """Saved work leaves nothing behind, unsaved work its recovery file."""
        self._presence.stop()
        self._autosave.stop()
        if self.document.modified:
            await self._keep()
        # Where that fails, it goes stale by itself.
        with contextlib.suppress(KnownError, StorageUnavailable):
            await self._desk.close_open(self.name)
        for task in list(self._tasks):
            task.cancel()

    # --- saving ---------------------------------------------------------------------------------

    def save(self) -> None:
        self._start(self.save_now())

    async def save_now(self) -> bool:
        """True when what was drawn when this was called is saved."""
        async with self._lock:
            scheme = self._scheme()
            self._tell(Saving.WORKING)
            text = await asyncio.to_thread(dump_scheme, scheme)
            try:
                draft = await self._desk.save(self.name, text, self.standing.revision)
            except DraftConflict as theirs:
                self._tell(Saving.CONFLICT)
                self.conflict.emit(theirs.draft)
                return False
            except (KnownError, StorageUnavailable) as error:
                await self._save_failed(error, text)
                return False
            self._stand_on(draft)
            await self._after_saving(scheme)
            return True

    async def _save_failed(self, error: Exception, text: str) -> None:
        await asyncio.to_thread(
            self._recovery.write, self.name, text, self.standing.revision
        )  # fmt: skip
        self._tell(Saving.FAILED)
        self.failed.emit(self._desk.words(error))

    async def _after_saving(self, scheme: Scheme) -> None:
        self.document.mark_saved(scheme)
        if self.document.modified:  # more was drawn meanwhile
            self._tell(Saving.CHANGED)
        else:
            self._tell(Saving.SAVED)
            await asyncio.to_thread(self._recovery.discard, self.name)

    async def overwrite(self, theirs: Draft) -> bool:
        """After a comparison: what is here counts, on top of what the other has saved."""
        self.standing = replace(self.standing, revision=theirs.revision)
        return await self.save_now()

    async def take(self, theirs: Draft) -> None:
        """After a comparison: what the other has saved counts; what was here can be undone to."""
        scheme = await asyncio.to_thread(load_scheme, theirs.document, theirs.name)
        self.document.turn_into(self.tr("Take what {author} has saved").format(
            author=theirs.author), scheme)  # fmt: skip
        self.document.mark_saved(self.document.scheme())
        self._stand_on(theirs)
        self._tell(Saving.SAVED)
        await asyncio.to_thread(self._recovery.discard, self.name)

    async def publish(self, comment: str) -> int | None:
        """Publish what is here; the number of the version, None when that could not be done. Only
        what has no errors: the caller has looked."""
        async with self._lock:
            scheme = self._scheme()
            self._tell(Saving.WORKING)
            text = await asyncio.to_thread(dump_scheme, scheme)
            try:
                version = await self._desk.publish(self.name, text, comment, self.standing.revision)
                draft = await self._desk.draft(self.name)
            except DraftConflict as theirs:
                self._tell(Saving.CONFLICT)
                self.conflict.emit(theirs.draft)
                return None
            except (KnownError, StorageUnavailable) as error:
                await self._save_failed(error, text)
                return None
            self._stand_on(draft)
            await self._after_saving(scheme)
            self.published.emit(version.version)
            return version.version

    # --- inside ---------------------------------------------------------------------------------

    def _scheme(self) -> Scheme:
        return replace(self.document.scheme(), name=self.name)

    def _stand_on(self, draft: Draft | None) -> None:
        if draft is None:
            self.standing = Standing()
        else:
            self.standing = Standing(draft.revision, draft.version, draft.author, draft.saved_at)
        self.standing_changed.emit(self.standing)

    def _on_changed(self, _told: object) -> None:
        self._autosave.start()
        if self.state in (Saving.SAVED, Saving.CHANGED):
            self._tell(Saving.CHANGED if self.document.modified else Saving.SAVED)

    async def _keep(self) -> None:
        """The unsaved work goes to this computer's disk."""
        if not self.name:
            return
        if not self.document.modified:
            await asyncio.to_thread(self._recovery.discard, self.name)
            return
        scheme = self._scheme()
        text = await asyncio.to_thread(dump_scheme, scheme)
        try:
            await asyncio.to_thread(
                self._recovery.write, self.name, text, self.standing.revision
            )  # fmt: skip
        except OSError as error:
            self.failed.emit(self._desk.words(error))

    async def _be_present(self) -> None:
        try:
            others = await self._desk.keep_open(self.name)
        except (KnownError, StorageUnavailable):
            return
        if others != self._others:
            self._others = others
            self.others_changed.emit(others)

    def _tell(self, state: Saving) -> None:
        self.state = state
        self.state_changed.emit(state)

    def _start(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            work.close()  # the application is ending
            return
        task = loop.create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Coroutine[Any, Any, Any]) -> None:
        """Whatever fails is told; nothing fails in silence."""
        try:
            await work
        except (KnownError, StorageUnavailable, OSError) as error:
            self.failed.emit(self._desk.words(error))
