"""From what a scheme says to files that a line can play.

A recorded prompt is taken from the voice store, everything else is synthesised and kept in the
speech cache. Nothing here stops a call: what cannot be voiced is left out of the sequence and
reported, and the scheme goes on.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from engine.audio.import_sound import convert_sound
from engine.audio.wav import is_telephone
from engine.errors import KnownError
from engine.ivr.model import Prompt, Recorded, Spoken, Utterance
from engine.ports.speech import Speech
from engine.service.priority_pool import PriorityPool
from engine.service.recordings import message_name, recording_name
from engine.service.voice_cache import SpeechCache
from engine.service.voice_packs import FromPack, VoicePacks, joined

log = logging.getLogger(__name__)

#: For so long a file that was found is not looked at again. Short enough for a prompt that is
#: recorded anew to be heard by the next calls, long enough to cost nothing at a hundred calls/s.
_TRUST_S = 5.0
#: Distinct utterances remembered at most; contacts' own phrases come and go.
_REMEMBERED = 20_000
#: Phrases that may wait for synthesis while phones ring; more than that would come too late.
_BACKLOG = 1000


class _Known(NamedTuple):
    path: Path | None
    until: float


class VoiceService:
    """``store_folder``: prompts and recordings; ``cache_folder``: synthesised and converted sound,
    may be deleted at any time; ``find_elsewhere``: gives a local copy of what is not in the
    folder (``VoiceStore.find``); ``shipped``: where prompts are looked for that the store does
    not have (the product's own samples); ``packs``: voice packs for values. ``on_problem`` gets
    each problem once, in words, from any thread; all are logged as well.
    """

    def __init__(self, store_folder: Path, cache_folder: Path, speech: Speech, *,
                 shipped: Path | None = None, cache_bytes: int = 1 << 30, threads: int = 2,
                 find_elsewhere: Callable[[str], Path | None] | None = None,
                 packs: VoicePacks | None = None,
                 on_problem: Callable[[str], None] | None = None) -> None:  # fmt: skip
        self._store = store_folder
        self._find_elsewhere = find_elsewhere
        self._shipped = shipped
        self._packs = packs
        self._converted = cache_folder / "converted"
        self._cache = SpeechCache(cache_folder / "speech", speech, cache_bytes)
        self._pool = PriorityPool(threads, _BACKLOG)
        self._known: dict[Utterance | FromPack, _Known] = {}
        self._on_problem = on_problem
        self._reported: set[str] = set()

    async def resolve(self, items: Sequence[Utterance], packs: Sequence[str] = ()) -> list[Path]:
        """Files for ``items``, in their order: WAV, 8 kHz mono 16 bit. What cannot be voiced is
        missing from the list. ``packs``: voice packs to be used instead of the chosen ones."""
        # All are begun before the first is awaited: they are synthesised side by side.
        begun = [self._begin(self._as_wanted(item, packs), urgent=True) for item in items]
        paths = [await self._end(step) for step in begun]
        return [path for path in paths if path is not None]

    async def prepare(self, items: Sequence[Utterance], packs: Sequence[str] = ()) -> None:
        """Have ``items`` ready for a ``resolve`` that is to come; gives way to urgent work."""
        for step in [self._begin(self._as_wanted(i, packs), urgent=False) for i in items]:
            await self._end(step)

    def recording_name(self, campaign: str, attempt_id: int, at: datetime) -> str:
        """Where a call's recording goes, relative to the voice store."""
        return recording_name(campaign, attempt_id, at)

    def message_name(self, campaign: str, attempt_id: int, at: datetime, number: int) -> str:
        """Where a message of the subscriber goes, relative to the voice store; ``number`` counts
        those of one attempt."""
        return message_name(campaign, attempt_id, at, number)

    def message_path(self, name: str) -> Path:
        """The file of a message's name; its folder is made."""
        return self.recording_path(name)

    def recording_path(self, name: str) -> Path:
        """The file of a recording's name; its folder is made."""
        path = self._store.joinpath(*PurePosixPath(name).parts)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError(
                "The folder {folder} for recordings cannot be made: {reason}.",
                mend="Check the voice store's permissions and the space on its disk.",
                folder=path.parent,
                reason=error,
            ) from error
        return path

    def close(self) -> None:
        """Wait for the synthesis under way; blocks for that long."""
        self._pool.close()

    # --- one utterance ------------------------------------------------------------------------

    def _as_wanted(self, item: Utterance, packs: Sequence[str]) -> Utterance | FromPack:
        if self._packs is None or not isinstance(item, Spoken):
            return item
        return self._packs.wanted(item, packs) or item

    def _begin(
        self, item: Utterance | FromPack, urgent: bool
    ) -> "Future[Path | None] | Path | None":
        known = self._known.get(item)
        if known is not None and known.until > time.monotonic():
            return known.path
        return self._pool.submit(item, lambda: self._voice(item), urgent)

    async def _end(self, step: "Future[Path | None] | Path | None") -> Path | None:
        if not isinstance(step, Future):
            return step
        # Shielded: several calls may wait for the same phrase, and one of them may be cut off.
        return await asyncio.shield(asyncio.wrap_future(step))

    def _voice(self, item: Utterance | FromPack) -> Path | None:
        """On a thread of the pool."""
        path = None
        try:
            match item:
                case Prompt():
                    path = self._prompt(item)
                case Recorded():
                    path = self._message(item)
                case Spoken():
                    path = self._spoken(item)
                case FromPack():
                    path = self._from_pack(item)
        except KnownError as error:
            self._report(str(error))
        if len(self._known) >= _REMEMBERED:
            self._forget()
        self._known[item] = _Known(path, time.monotonic() + _TRUST_S)
        return path

    def _forget(self) -> None:
        now = time.monotonic()
        for item, known in list(self._known.items()):
            if known.until <= now:
                self._known.pop(item, None)

    def _message(self, message: Recorded) -> Path:
        try:
            return self._recorded(message.name)
        except KnownError as error:
            if not message.text:
                raise
            self._report(f"{error} Its text is synthesised instead.")
        return self._cache.fetch(message.text, message.language)

    def _spoken(self, item: Spoken) -> Path:
        return self._cache.fetch(item.text, item.language)

    def _from_pack(self, item: FromPack) -> Path:
        assert self._packs is not None
        spoken = item.spoken
        try:
            parts = self._packs.parts(item)
            if parts is None:
                return self._spoken(spoken)
            files = [
                part if isinstance(part, Path) else self._cache.fetch(part, spoken.language)
                for part in parts
            ]
            states = [(path, path.stat()) for path in files]
            key = "\0".join(f"{path}:{state.st_size}:{state.st_mtime_ns}" for path, state in states)
            return self._cache.keep(f"joined\0{key}", lambda target: joined(files, target))
        except OSError as error:
            self._report(f"Values are synthesised instead of played from a voice pack: {error}.")
            return self._spoken(spoken)

    def _prompt(self, prompt: Prompt) -> Path:
        if prompt.file:
            try:
                return self._recorded(prompt.file)
            except KnownError as error:
                if not prompt.text:
                    raise
                self._report(f"{error} Its text is synthesised instead.")
        elif not prompt.text:
            raise KnownError(
                "The prompt {prompt!r} has neither sound nor text.",
                mend="Record it or give it a text in the scheme.",
                prompt=prompt.name,
            )
        return self._cache.fetch(prompt.text, prompt.language)

    def _recorded(self, name: str) -> Path:
        path = self._find(name)
        return path if is_telephone(path) else self._convert(path)

    def _find(self, name: str) -> Path:
        parts = PurePosixPath(name.replace("\\", "/")).parts
        # A scheme comes from outside: it may not name files beside the voice store. (Links that
        # the administrator made inside the store are his own affair.)
        if parts and not any(part in ("..", "/") or ":" in part for part in parts):
            path = self._look(parts)
            if path is not None:
                return path
        raise KnownError(
            "The prompt file {name} is not in the voice store {store}.",
            mend="Put it there or record the prompt again.",
            name=name,
            store=self._store,
        )

    def _look(self, parts: tuple[str, ...]) -> Path | None:
        path = self._store.joinpath(*parts)
        if path.is_file():
            return path
        trouble: KnownError | None = None
        if self._find_elsewhere is not None:
            try:
                if (copy := self._find_elsewhere("/".join(parts))) is not None:
                    return copy
            except KnownError as error:
                trouble = error
        if self._shipped is not None and (path := self._shipped.joinpath(*parts)).is_file():
            return path
        if trouble is not None:
            raise trouble
        return None

    def _convert(self, path: Path) -> Path:
        """A prompt of another format: converted once for each state of the file."""
        facts = path.stat()
        state = f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}"
        name = f"{hashlib.sha256(state.encode(errors='surrogateescape')).hexdigest()[:40]}.wav"
        target = self._converted / name
        try:
            if not is_telephone(target):
                convert_sound(path, target)
        except OSError as error:
            raise KnownError(
                "The prompt {path} cannot be converted: {reason}.",
                mend="Check the cache folder's permissions and the space on its disk.",
                path=path,
                reason=error,
            ) from error
        return target

    def _report(self, problem: str) -> None:
        if problem in self._reported:
            return
        if len(self._reported) < 10_000:
            self._reported.add(problem)
        log.warning("%s", problem)
        if self._on_problem is not None:
            self._on_problem(problem)
