"""The prompts of the editor, in the voice store: ``editor.prompts.desk.PromptDesk``.

A take is safe as soon as it lies on this computer's disk. Where the voice store is elsewhere and
away, it waits here and goes up later, also after the program was closed; until then it is heard in
the editor only.
"""

import asyncio
import contextlib
import logging
import os
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from editor.prompts.desk import Standing
from engine.errors import KnownError
from engine.ivr.model import Prompt, Utterance
from engine.ports.speech import Speech, SpeechWithVoices
from engine.ports.storage import Stores
from engine.scheme.codec import load_scheme
from engine.service.voice import VoiceService
from engine.service.voice_store import VoiceStore
from rino_desktop.form_desk import Runs

log = logging.getLogger(__name__)
_T = TypeVar("_T")

_FIRST_WAIT_S, _LONGEST_WAIT_S = 2.0, 60.0
_PART = ".part"


class StoredPrompts:
    """``waiting``: the folder of takes that wait for the store. ``open_store``, ``open_voice`` and
    ``open_speech`` are called in a thread, once, when they are first needed. ``database``: where
    schemes are looked into before a take is deleted; None: nothing is deleted."""

    def __init__(
        self,
        open_store: Callable[[], VoiceStore],
        open_voice: Callable[[VoiceStore], VoiceService],
        open_speech: Callable[[], Speech],
        waiting: Path,
        shipped: Path,
        database: Runs | None = None,
    ) -> None:
        self._open_store, self._open_voice = open_store, open_voice
        self._open_speech = open_speech
        self._waiting = waiting
        self._shipped = shipped
        self._database = database
        #: Not asyncio's own pool: an outage holds threads for a while, and others need theirs.
        self._pool = ThreadPoolExecutor(3, "prompts")
        self._lock = threading.Lock()
        self._store: VoiceStore | None = None
        self._voice: VoiceService | None = None
        self._speech: Speech | None = None
        self._trouble: KnownError | None = None
        self._upload: asyncio.Task[None] | None = None

    # --- editor.prompts.desk.PromptDesk ---------------------------------------------------------

    async def local(self, name: str) -> Path | None:
        return await self._in_thread(self._local, name)

    async def put(self, take: Path, name: str) -> None:
        if await self._in_thread(self._put, take, name):
            self.start()

    async def discard(self, names: Iterable[str]) -> None:
        wanted = set(names)
        if self._database is None or not wanted:
            return
        used = await self._database.run(lambda stores: _named(stores, wanted))
        await self._in_thread(self._delete, wanted - used)

    async def standing(self) -> Standing:
        self.start()
        return await self._in_thread(self._standing)

    async def voices(self, language: str) -> Sequence[str]:
        return await self._in_thread(self._voices, language)

    async def synthesise(self, text: str, language: str, voice: str, target: Path) -> None:
        await self._in_thread(self._synthesise, text, language, voice, target)

    async def voiced(self, items: Sequence[Utterance]) -> Sequence[Path]:
        service = await self._in_thread(self._voice_service)
        paths: list[Path] = []
        for item in items:
            here = await self._in_thread(self._waits_at, item)
            paths += [here] if here is not None else await service.resolve([item])
        return paths

    # --- beginning and end ----------------------------------------------------------------------

    def start(self) -> None:
        """Send up what waits, also from an earlier time. Inside the running loop."""
        if self._upload is None or self._upload.done():
            self._upload = asyncio.get_running_loop().create_task(self._send_up())

    async def close(self) -> None:
        """What still waits goes up at the next start."""
        if self._upload is not None:
            self._upload.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._upload
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._voice is not None:
            self._voice.close()
        if self._store is not None:
            self._store.close(0)

    async def _in_thread(self, work: Callable[..., _T], *given: object) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, partial(work, *given))

    # --- in threads -----------------------------------------------------------------------------

    def _the_store(self) -> VoiceStore:
        with self._lock:
            if self._store is None:
                self._store = self._open_store()
            return self._store

    def _voice_service(self) -> VoiceService:
        store = self._the_store()
        with self._lock:
            if self._voice is None:
                self._voice = self._open_voice(store)
            return self._voice

    def _the_speech(self) -> Speech:
        with self._lock:
            if self._speech is None:
                self._speech = self._open_speech()
            return self._speech

    def _local(self, name: str) -> Path | None:
        """As calls look: what waits here, the store, the product's own samples."""
        place = _parts(name)
        if place is None:
            return None
        here = self._waiting.joinpath(*place)
        if here.is_file():
            return here
        shipped = self._shipped.joinpath(*place)
        try:
            found = self._the_store().find("/".join(place))
        except KnownError:
            if shipped.is_file():
                return shipped
            raise
        return found or (shipped if shipped.is_file() else None)

    def _waits_at(self, item: Utterance) -> Path | None:
        """The file of a take that the store does not have yet."""
        place = _parts(item.file) if isinstance(item, Prompt) and item.file else None
        here = self._waiting.joinpath(*place) if place is not None else None
        return here if here is not None and here.is_file() else None

    def _put(self, take: Path, name: str) -> bool:
        """True: it waits here."""
        _copied(take, self._waiting.joinpath(*PurePosixPath(name).parts))
        return not self._sent(name)

    def _sent(self, name: str) -> bool:
        """Send one take up; False: the store is away, or does not take it."""
        source = self._waiting.joinpath(*PurePosixPath(name).parts)
        try:
            store = self._the_store()
            if not store.has(name):  # under this name it could only be the same
                store.add(source, name)
        except KnownError as error:
            self._note(error)
            return False
        self._note(None)
        source.unlink(missing_ok=True)
        return True

    def _note(self, error: KnownError | None) -> None:
        if (error is None) != (self._trouble is None):
            log.warning("takes of prompts: %s", error or "the voice store takes them again")
        self._trouble = error

    async def _send_up(self) -> None:
        wait_s = _FIRST_WAIT_S
        while names := await self._in_thread(self._names):
            for name in names:
                try:
                    sent = await self._in_thread(self._sent, name)
                except OSError as error:
                    log.warning("%s cannot be sent up: %s", name, error)
                    sent = False
                if not sent:
                    break
            else:
                continue
            await asyncio.sleep(wait_s)
            wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
        self._trouble = None

    def _names(self) -> list[str]:
        return sorted(self._files())

    def _files(self) -> Iterator[str]:
        for place, _, files in os.walk(self._waiting):
            for file in files:
                if not file.endswith(_PART):
                    yield Path(place, file).relative_to(self._waiting).as_posix()

    def _standing(self) -> Standing:
        return Standing(len(self._names()), self._trouble)

    def _delete(self, names: Collection[str]) -> None:
        for name in names:
            self._waiting.joinpath(*PurePosixPath(name).parts).unlink(missing_ok=True)
        self._the_store().delete(sorted(names))

    def _voices(self, language: str) -> tuple[str, ...]:
        speech = self._the_speech()
        return speech.voices(language) if isinstance(speech, SpeechWithVoices) else ()

    def _synthesise(self, text: str, language: str, voice: str, target: Path) -> None:
        speech = self._the_speech()
        if voice and isinstance(speech, SpeechWithVoices):
            speech = speech.with_voice(language, voice)
        speech.synthesise(text, language, target)


def _parts(name: str) -> tuple[str, ...] | None:
    """A scheme comes from outside: it may not name files beside the voice store."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    bad = not parts or any(part in ("..", "/") or ":" in part for part in parts)
    return None if bad else parts


def _copied(source: Path, target: Path) -> None:
    """The copy appears whole or not at all. KnownError: it cannot be made."""
    part = target.with_name(f".{target.name}.{os.getpid()}{_PART}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, part)
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise KnownError(
            "{path} cannot be written: {reason}.",
            mend="Check the folder's permissions and the space on its disk.",
            path=target, reason=error,
        ) from error  # fmt: skip


def _named(stores: Stores, names: Collection[str]) -> set[str]:
    """Which of the files any draft or version of any scheme names, of deleted ones too."""
    found: set[str] = set()
    for document in stores.schemes.documents():
        if any(name in document for name in names):
            try:
                prompts = load_scheme(document).prompts.values()
            except KnownError:  # nobody can say more of it
                found |= {name for name in names if name in document}
                continue
            found |= {r.file for by_language in prompts for r in by_language.values()}
    return found & set(names)
