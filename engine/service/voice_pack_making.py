"""A complete voice pack made by synthesis, and a pack put into the voice store."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from engine.audio import process
from engine.audio.normalise import save_whole
from engine.audio.wav import wav_format
from engine.errors import KnownError
from engine.ivr.spoken.fragments import longest
from engine.ivr.spoken.inventory import complete
from engine.ports.speech import Speech
from engine.service.voice_pack import MANIFEST, Fragment, VoicePack, manifest, read_pack

#: Words follow each other as in speech: what a phrase keeps of silence at its ends is too much.
_LEAD_S, _TAIL_S = 0.01, 0.03
_THREADS = max(2, min(8, os.cpu_count() or 2))


def make_pack(
    folder: Path,
    language: str,
    speech: Speech,
    *,
    name: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> VoicePack:
    """Synthesise every fragment of ``language`` into ``folder``, which may not be a pack yet. The
    manifest is written last: a pack that was not finished is none. KnownError, OSError."""
    if (folder / MANIFEST).exists():
        raise KnownError(
            "{folder} is a voice pack already.", mend="Name another folder, or remove it.",
            folder=folder,
        )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    words = list(complete(language).items())
    fragments = {
        key: Fragment(text, f"{number:04d}.wav", text)
        for number, (key, text) in enumerate(words, start=1)
    }
    pack = VoicePack(
        folder, name or folder.resolve().name, language, speech.name[:200], 0.2, fragments,
        longest(fragments),
    )  # fmt: skip
    pool = ThreadPoolExecutor(_THREADS, "voice-pack")
    try:
        made = pool.map(lambda one: _speak(one, pack, speech), fragments.values())
        for done, _ in enumerate(made, start=1):
            progress(done, len(fragments))
    finally:
        pool.shutdown(cancel_futures=True)
    write_manifest(pack)
    return read_pack(folder)


def write_manifest(pack: VoicePack) -> None:
    """Whole or not at all."""
    handle, part = tempfile.mkstemp(".part", ".pack.", pack.folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(manifest(pack))
        Path(part).chmod(0o644)
        Path(part).replace(pack.folder / MANIFEST)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def install_pack(source: Path, store: Path, name: str = "") -> VoicePack:
    """Copy a pack into ``store`` (a voice store's ``packs`` folder) as ``name``, in place of one
    that has it already. KnownError, OSError; a pack that is refused changes nothing."""
    pack = read_pack(source)
    name = name or source.resolve().name
    target = store / name
    store.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(".part", f".{name}.", store))
    old = fresh.with_suffix(".old")
    try:
        for fragment in pack.fragments.values():
            copy = fresh / fragment.file
            copy.parent.mkdir(parents=True, exist_ok=True)
            if not copy.exists():
                shutil.copyfile(pack.path(fragment), copy)
        shutil.copyfile(source / MANIFEST, fresh / MANIFEST)
        fresh.chmod(0o755)
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return read_pack(target)


def packs_in(store: Path) -> Mapping[str, VoicePack | KnownError]:
    """Name → pack, or what is wrong with it."""
    found: dict[str, VoicePack | KnownError] = {}
    if not store.is_dir():
        return found
    for folder in sorted(store.iterdir()):
        if folder.is_dir() and not folder.name.startswith("."):
            try:
                found[folder.name] = read_pack(folder)
            except KnownError as error:
                found[folder.name] = error
    return found


def _speak(fragment: Fragment, pack: VoicePack, speech: Speech) -> None:
    target = pack.path(fragment)
    part = target.with_name(f".{target.name}.part")
    try:
        speech.synthesise(fragment.text, pack.language, part)
        kind = wav_format(part)
        with part.open("rb") as file:
            file.seek(kind.offset)
            samples = process.decode(file.read(kind.size), kind)
        cut = process.trim_silence(process.to_telephone_rate(samples, kind.rate), _LEAD_S, _TAIL_S)
    finally:
        part.unlink(missing_ok=True)
    if not len(cut):
        raise KnownError(
            "The speech engine {engine} says nothing for “{text}”.",
            mend="Choose another voice.",
            engine=speech.name,
            text=fragment.text,
        )
    save_whole(target, process.to_bytes(process.even_loudness(cut)))
