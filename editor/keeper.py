"""Opening, saving and publishing the scheme of a document, and keeping unsaved work safe.

Nothing in here waits for the database on the GUI's thread, and nothing that the supervisor has
drawn depends on the database being there.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from editor.desk import SchemeDesk
from editor.disk_copy import DiskCopy
from editor.document import SchemeDocument
from editor.packages import with_packages
from editor.presence import Presence
from editor.recovery import Recovered, RecoveryFolder
from editor.told_tasks import told_tasks
from engine.errors import KnownError
from engine.ports.schemes import Draft, DraftConflict, SchemeVersion
from engine.ports.storage import StorageUnavailable
from engine.scheme.codec import dump_scheme, load_scheme
from engine.scheme.model import Scheme

#: An edit that is not saved is on this computer's disk after so long, milliseconds.
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


class UnreadableDraft(KnownError):
    """The draft is there, but cannot be read: damaged, or of a newer version of the program."""

    def __init__(self, fault: KnownError, draft: Draft) -> None:
        super().__init__(fault.template, mend=fault.mend_template, **fault.values)
        self.draft = draft


class Keeper(QObject):
    """``failed`` tells of what could not be done, in words; what was drawn is still there."""

    state_changed = Signal(object)  # Saving
    standing_changed = Signal(object)  # Standing
    #: This scheme has been saved, whatever has been drawn since; ``standing`` says as what.
    saved = Signal(object)
    #: Somebody else has saved meanwhile: his Draft.
    conflict = Signal(object)
    #: Unsaved work of an earlier time: Recovered, and the Draft beside it (None: none). The next
    #: one comes when it has been decided about.
    recovered = Signal(object, object)
    #: Files with unsaved work that cannot be read; they are kept: list of Path.
    damaged = Signal(object)
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
        #: Unsaved work that has not been decided about, and the draft that it is offered beside.
        self._offered: list[Recovered] = []
        self._beside: Draft | None = None
        self._tasks = told_tasks(self, desk, self.failed.emit)
        self._lock = asyncio.Lock()
        self._disk = DiskCopy(recovery, lambda error: self.failed.emit(desk.words(error)))
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(AUTOSAVE_MS)
        self._autosave.timeout.connect(lambda: self._tasks.start(self._keep()))
        self.presence = Presence(desk, self)
        self.presence.failed.connect(self.failed)
        document.changed.connect(self._on_changed)

    def belong_to(self, user: str) -> None:
        """Whoever works here is named so from now on; what he has not saved stays his."""
        self._tasks.start(self._disk.belong_to(user))

    # --- opening --------------------------------------------------------------------------------

    async def open(self, name: str, instead: SchemeVersion | None = None) -> None:
        """Load the draft of a scheme, or in its place a version of it, which is then unsaved work;
        UnreadableDraft, KnownError or StorageUnavailable when that cannot be done. Unsaved work is
        offered by ``recovered``."""
        draft = await self._desk.draft(name)
        if instead is not None:
            scheme = await asyncio.to_thread(load_scheme, instead.document, name)
            self.document.replace(replace(scheme, name=instead.name), modified=True)
            self._autosave.start()
        elif draft is not None:
            try:
                scheme = await asyncio.to_thread(load_scheme, draft.document, name)
            except KnownError as fault:
                raise UnreadableDraft(fault, draft) from fault
            self.document.replace(replace(scheme, name=draft.name))
        else:
            self.document.replace(Scheme(name))
        self.name = draft.name if draft is not None else name
        self._stand_on(draft)
        self._tell(Saving.CHANGED if self.document.modified else Saving.SAVED)
        self.presence.begin(self.name)
        await self._look_for_unsaved(draft)

    async def _look_for_unsaved(self, draft: Draft | None) -> None:
        try:
            found = await asyncio.to_thread(self._recovery.unsaved, self.name)
        except OSError as error:
            self.failed.emit(self._desk.words(error))
            return
        if found.damaged:
            self.damaged.emit(found.damaged)
        self._beside = draft
        for kept in found.works:
            if draft is not None and kept.document == draft.document:
                await asyncio.to_thread(self._recovery.forget, kept)
            else:
                self._offered.append(kept)
        self._offer()

    def _offer(self) -> None:
        if self._offered:
            self.recovered.emit(self._offered[0], self._beside)

    async def recover(self, kept: Recovered) -> None:
        """Go on with the unsaved work; it still stands on the revision that it began from. What
        has been drawn since opening can be undone to."""
        scheme = await asyncio.to_thread(load_scheme, kept.document, kept.name)
        scheme = replace(scheme, name=self.name)
        if self.document.modified:
            self.document.turn_into(self.tr("Recover unsaved work"), scheme)
        else:
            self.document.replace(scheme, modified=True)
        self.standing = replace(self.standing, revision=kept.based_on)
        self._tell(Saving.CHANGED)
        # Before its file goes, the work is in the one of now.
        if await self._keep():
            await self.discard_recovered(kept)

    async def discard_recovered(self, kept: Recovered) -> None:
        await asyncio.to_thread(self._recovery.forget, kept)
        if kept in self._offered:
            self._offered.remove(kept)
            self._offer()

    async def rename(self, name: str, rename: Callable[[], Awaitable[None]]) -> None:
        """``rename`` gives the scheme its new name in the database, and nothing is saved under the
        old one meanwhile. When it raises, the scheme keeps its name here, too."""
        async with self._lock:
            await rename()
            async with self._disk.lock:
                old, self.name = self.name, name
                self.presence.name = name
                self.document.set_name(name)
                await self._disk.rename(old, name)  # where that fails, it is renamed all the same

    async def close(self) -> None:
        """Saved work leaves nothing behind, unsaved work its recovery file."""
        self.presence.pause()
        self._autosave.stop()
        if self.document.modified:
            await self._keep()
        await self.presence.end()
        self._tasks.cancel()

    # --- saving ---------------------------------------------------------------------------------

    def save(self) -> None:
        self._tasks.start(self.save_now())

    async def save_now(self) -> bool:
        """True when what was drawn when this was called is saved."""
        async with self._lock:
            scheme = self.scheme()
            self._tell(Saving.WORKING)
            text = await self._text_of(scheme)
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
        async with self._disk.lock:
            written = await self._disk.put(self.name, text, self.standing.revision)
        self._tell(Saving.FAILED)
        if written:
            self.failed.emit(self._desk.words(error))
        else:
            self.failed.emit(
                self.tr("Neither the database nor this computer's disk takes the work: {reason}")
                .format(reason=self._desk.words(error))
            )  # fmt: skip

    async def _after_saving(self, scheme: Scheme) -> None:
        self.document.mark_saved(scheme)
        self.saved.emit(scheme)
        if self.document.modified:  # more was drawn meanwhile
            self._tell(Saving.CHANGED)
        else:
            self._tell(Saving.SAVED)
            await self._disk.discard(self.name)

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
        self.saved.emit(self.scheme())
        self._tell(Saving.SAVED)
        await self._disk.discard(self.name)

    async def publish(self, comment: str) -> int | None:
        """Publish what is here; the number of the version, None when that could not be done. Only
        what has no errors: the caller has looked. It is saved first, and stays saved when it cannot
        be published."""
        async with self._lock:
            scheme = self.scheme()
            self._tell(Saving.WORKING)
            text = await self._text_of(scheme)
            draft: Draft | None = None
            try:
                draft = await self._desk.save(self.name, text, self.standing.revision)
                version = await self._desk.publish(self.name, text, comment, draft.revision)
            except DraftConflict as theirs:
                self._tell(Saving.CONFLICT)
                self.conflict.emit(theirs.draft)
                return None
            except (KnownError, StorageUnavailable) as error:
                if draft is None:
                    await self._save_failed(error, text)
                else:
                    self._stand_on(draft)
                    await self._after_saving(scheme)
                    self.failed.emit(self._desk.words(error))
                return None
            # Not looked up: what somebody else has saved since would seem to be what is here.
            self._stand_on(replace(draft, version=version.version))
            await self._after_saving(scheme)
            self.published.emit(version.version)
            return version.version

    # --- inside ---------------------------------------------------------------------------------

    def scheme(self) -> Scheme:
        """As it would be saved now."""
        return replace(self.document.scheme(), name=self.name)

    async def _text_of(self, scheme: Scheme) -> str:
        """As it is written, with the plug-ins that it needs."""
        return await asyncio.to_thread(
            lambda: dump_scheme(with_packages(scheme, self.document.node_types))
        )

    def _stand_on(self, draft: Draft | None) -> None:
        if draft is None:
            self.standing = Standing()
        else:
            self.standing = Standing(draft.revision, draft.version, draft.author, draft.saved_at)
        self.standing_changed.emit(self.standing)

    def _on_changed(self, _told: object) -> None:
        # Not anew with every edit: who draws without a pause is kept safe, too.
        if not self._autosave.isActive():
            self._autosave.start()
        if self.state in (Saving.SAVED, Saving.CHANGED):
            self._tell(Saving.CHANGED if self.document.modified else Saving.SAVED)

    async def _keep(self) -> bool:
        """The unsaved work goes to this computer's disk; False when the disk refuses."""
        if not self.name:
            return True
        async with self._disk.lock:
            if self.document.modified:
                text = await self._text_of(self.scheme())
                return await self._disk.put(self.name, text, self.standing.revision)
        await self._disk.discard(self.name)
        return True

    def _tell(self, state: Saving) -> None:
        self.state = state
        self.state_changed.emit(state)
