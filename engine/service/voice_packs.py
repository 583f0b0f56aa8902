"""The voice packs of a store at work: values as rows of recorded fragments.

What a pack lacks, or has only damaged, is synthesised as a whole value and reported once. Packs
are looked at again after a few seconds, so that one that was mended is heard by the next calls.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.audio.normalise import normalise_wav, save_whole
from engine.audio.wav import RATE, wav_format
from engine.errors import KnownError
from engine.ivr.model import Spoken
from engine.ivr.spoken.fragments import match, words_of
from engine.service.voice_pack import Fragment, VoicePack, read_pack

log = logging.getLogger(__name__)

#: For so long a manifest that was read is not looked at again.
_TRUST_S = 5.0
_REPORTS = 10_000
#: Between two sentences; between groups the pack's own pause.
_SENTENCE_S = 0.4


@dataclass(frozen=True, slots=True)
class FromPack:
    """Something to be said with the first of these packs that speaks its language."""

    spoken: Spoken
    pieces: tuple[str, ...]
    packs: tuple[str, ...]


@dataclass(slots=True)
class _Known:
    pack: VoicePack | None
    stamp: int
    until: float


class VoicePacks:
    """``folder``: each of its folders is a pack, by its name; ``cache``: for converted fragments,
    may be deleted at any time; ``chosen``: the packs for whoever names none. Blocking and
    thread-safe. ``on_problem`` gets each problem once."""

    def __init__(
        self,
        folder: Path,
        cache: Path,
        chosen: Sequence[str] = (),
        on_problem: Callable[[KnownError], None] | None = None,
    ) -> None:
        self.chosen = tuple(chosen)
        self._folder = folder
        self._cache = cache
        self._on_problem = on_problem
        self._known: dict[str, _Known] = {}
        self._reported: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def wanted(self, spoken: Spoken, packs: Sequence[str] = ()) -> FromPack | None:
        """What to ask for; None: it has no values, or no pack is chosen."""
        names = tuple(packs) or self.chosen
        return FromPack(spoken, spoken.pieces, names) if names and spoken.pieces else None

    def parts(self, item: FromPack) -> list[Path | str] | None:
        """Files, and texts to be synthesised, in their order. None: nothing of it is in a pack,
        so that it is better synthesised as a whole."""
        pack = self._of_language(item.packs, item.spoken.language)
        if pack is None:
            return None
        parts: list[Path | str] = []
        from_pack = False
        for place, piece in enumerate(item.pieces):
            if place % 2:
                files = self._files(words_of(piece), pack)
                from_pack = from_pack or files is not None
                parts.extend([piece] if files is None else files)
            else:
                last = place == len(item.pieces) - 1
                parts.extend(self._written(piece, pack, bool(parts), last))
        return parts if from_pack else None

    def files_for(
        self, pieces: Sequence[str], language: str, packs: Sequence[str] = ()
    ) -> list[Path] | None:
        """The files of words (``engine.ivr.spoken.fragments.words_of``), 8 kHz mono 16 bit. None:
        no pack is chosen for the language, or it lacks one of them."""
        pack = self._of_language(tuple(packs) or self.chosen, language)
        return None if pack is None else self._files(pieces, pack)

    # --- packs --------------------------------------------------------------------------------

    def _of_language(self, names: Sequence[str], language: str) -> VoicePack | None:
        found = (self._pack(name) for name in names)
        return next((pack for pack in found if pack and pack.language == language), None)

    def _pack(self, name: str) -> VoicePack | None:
        now = time.monotonic()
        known = self._known.get(name)
        if known is not None and known.until > now:
            return known.pack
        folder = self._folder / name
        stamp, pack = -1, None
        try:
            if not name or set(name) & set("/\\:\0") or name in (".", ".."):
                raise KnownError("{name} cannot be the name of a voice pack.", name=repr(name))
            try:
                stamp = (folder / "pack.json").stat().st_mtime_ns
            except (OSError, ValueError):
                stamp = -1
            unchanged = known is not None and known.stamp == stamp and stamp >= 0
            pack = known.pack if known is not None and unchanged else read_pack(folder)
        except KnownError as error:
            self._report(name, "", KnownError(
                "The voice pack {name} cannot be used: {reason}",
                mend="Its values are synthesised until it is mended.", name=name, reason=error,
            ))  # fmt: skip
        self._known[name] = _Known(pack, stamp, now + _TRUST_S)
        return pack

    # --- one value ----------------------------------------------------------------------------

    def _files(self, words: Sequence[str], pack: VoicePack) -> list[Path] | None:
        fragments, missing = match(words, pack.fragments, pack.longest)
        for word in missing:
            self._report(pack.name, word, KnownError(
                "The voice pack {pack} has no fragment “{fragment}”; its value is synthesised.",
                mend="Record it and add it to {manifest}.",
                pack=pack.name, fragment=word, manifest=pack.folder / "pack.json",
            ))  # fmt: skip
        if missing:
            return None
        files: list[Path] = []
        for fragment in fragments:
            file = self.silence(pack.pause_s) if fragment is None else self._file(fragment, pack)
            if file is None:
                return None
            files.append(file)
        return files

    def _file(self, fragment: Fragment, pack: VoicePack) -> Path | None:
        path = pack.path(fragment)
        try:
            return path if wav_format(path).telephone else self._converted(path)
        except (KnownError, OSError, ValueError) as error:
            self._report(pack.name, fragment.words, KnownError(
                "The voice pack {pack}: the fragment “{fragment}” cannot be played: {reason}",
                mend="Record it again; until then its values are synthesised.",
                pack=pack.name, fragment=fragment.words, reason=error,
            ))  # fmt: skip
        return None

    def _converted(self, path: Path) -> Path:
        """Of another format: made ready once for each state of the file."""
        facts = path.stat()
        state = f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}"
        name = hashlib.sha256(state.encode(errors="surrogateescape")).hexdigest()[:40]
        target = self._cache / f"{name}.wav"
        if not target.is_file() or not wav_format(target).telephone:
            normalise_wav(path, target, trim=True, even=False)
        return target

    def _written(self, text: str, pack: VoicePack, begun: bool, last: bool) -> list[Path | str]:
        """What the author wrote between values; its punctuation becomes pauses where the
        synthesiser would not make them."""
        stripped = text.strip()
        parts: list[Path | str] = []
        if begun and stripped[:1] and not stripped[0].isalnum():
            parts.append(self._pause(stripped[0], pack))
        if any(c.isalnum() for c in stripped):
            parts.append(stripped.lstrip(" .,;:!?…—–-)»”"))
            if not last and stripped[-1] in ".,;:!?…":
                parts.append(self._pause(stripped[-1], pack))
        return [part for part in parts if part != ""]

    def _pause(self, sign: str, pack: VoicePack) -> Path:
        return self.silence(_SENTENCE_S if sign in ".;!?…" else pack.pause_s)

    def silence(self, seconds: float) -> Path:
        path = self._cache / f"silence-{round(seconds * 1000)}.wav"
        if not path.is_file():
            save_whole(path, bytes(max(1, round(seconds * RATE)) * 2))
        return path

    def _report(self, pack: str, fragment: str, problem: KnownError) -> None:
        with self._lock:
            if (pack, fragment) in self._reported or len(self._reported) >= _REPORTS:
                return
            self._reported.add((pack, fragment))
        if self._on_problem is not None:
            self._on_problem(problem)
        else:
            log.warning("%s", problem)


def joined(files: Sequence[Path], target: Path) -> None:
    """One telephone WAV of several, without gaps. Raises KnownError and OSError."""
    sound = bytearray()
    for path in files:
        kind = wav_format(path)
        with path.open("rb") as file:
            file.seek(kind.offset)
            sound += file.read(kind.size)
    save_whole(target, bytes(sound))
