"""What the command line does with the voice store: sound into it, sound to be heard, its state."""

import asyncio
import contextlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import KnownError
from engine.ports.clock import Clock
from engine.ports.storage import Database, StorageUnavailable
from engine.service.voice_store import VoiceStore
from rino_desktop.chores import own_database
from rino_desktop.texts import t

log = logging.getLogger(__name__)

#: Looked for in this order; each takes a file and ends when it is over.
_PLAYERS: tuple[tuple[str, ...], ...] = (
    ("paplay",),
    ("pw-play",),
    ("aplay", "-q"),
    ("afplay",),
    ("play", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
)
_PROMPTS = "prompts"
_LOOK_EVERY_S = 600.0


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was to be imported; ``error``: why it was not, None when it was."""

    source: Path
    name: str
    seconds: float = 0.0
    kind: str = ""
    misnamed: bool = False
    error: KnownError | None = None


def chosen(files: Sequence[Path], name: str | None) -> list[tuple[Path, str]]:
    """(file, name in the store) of everything that is asked for; of folders all sound files, with
    their folders' names. KnownError: nothing to import, or two files for one name."""
    from engine.audio.decode import EXTENSIONS

    found: list[tuple[Path, str]] = []
    for file in files:
        if file.is_dir():
            inside = sorted(path for path in file.rglob("*") if path.suffix.lower() in EXTENSIONS)
            if not inside:
                raise KnownError(t("{folder} has no sound files in it.", folder=file))
            found += [(path, _name(path.relative_to(file))) for path in inside]
        else:
            found.append((file, name or _name(Path(file.name))))
    if name and (len(found) != 1 or files[0].is_dir()):
        raise KnownError(t("--name goes with a single file."))
    seen: dict[str, Path] = {}
    for path, target in found:
        if target in seen:
            raise KnownError(
                t("{one} and {other} would both become {name}.",
                  one=seen[target], other=path, name=target),
                mend=t("Rename one of them."),
            )  # fmt: skip
        seen[target] = path
    return found


def _name(path: Path) -> str:
    return f"{_PROMPTS}/{path.with_suffix('.wav').as_posix()}"


def named(name: str) -> str:
    """A name for ``--name``: it becomes a WAV, whatever it is called now."""
    return name if name.lower().endswith(".wav") else f"{name}.wav"


def import_files(store: VoiceStore, files: Sequence[tuple[Path, str]],
                 done: Callable[[int], None] = lambda _: None) -> list[Import]:  # fmt: skip
    """Each for itself: one that cannot be used does not keep the others out. KnownError: the
    store takes nothing."""
    from engine.audio.import_sound import import_sound
    from engine.ports.voice_store import StoreUnavailable

    results = []
    with tempfile.TemporaryDirectory(prefix="rino-import-") as folder, _quiet_libraries():
        for count, (source, name) in enumerate(files, 1):
            prompt = Path(folder, "prompt.wav")
            try:
                sound = import_sound(source, prompt)
                store.add(prompt, name)
            except StoreUnavailable:
                raise
            except KnownError as error:
                results.append(Import(source, name, error=error))
            else:
                results.append(Import(source, name, sound.seconds, sound.kind, sound.misnamed))
            done(count)
    return results


def save_as(source: Path, target: Path) -> Import:
    """A prompt of a file, beside the voice store."""
    from engine.audio.import_sound import import_sound

    with _quiet_libraries():
        sound = import_sound(source, target)
    return Import(source, str(target), sound.seconds, sound.kind, sound.misnamed)


@contextlib.contextmanager
def _quiet_libraries() -> Iterator[None]:
    """The MP3 decoder writes what it thinks of a file to standard error by itself."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 2)
        os.close(nothing)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


# --- hearing -------------------------------------------------------------------------------------


def play(file: Path) -> None:
    """With a player of this machine, to its end. KnownError: there is none, or it fails."""
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(file), winsound.SND_FILENAME)
        return
    reason = ""
    for player in _PLAYERS:
        if shutil.which(player[0]) is None:
            continue
        done = subprocess.run(
            [*player, str(file)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if done.returncode == 0:
            return
        lines = done.stderr.strip().splitlines()
        reason = reason or f"{player[0]}: {lines[-1] if lines else done.returncode}"
    if reason:
        raise KnownError(
            t("The recording cannot be played here: {reason}.", reason=reason),
            mend=t("Copy it with --out FILE."),
        )
    raise KnownError(
        t("There is no player on this machine."),
        mend=t("Copy it with --out FILE, or install one: sudo apt-get install alsa-utils"),
    )


# --- the engine's chore --------------------------------------------------------------------------


async def keep_in_order(
    open_database: Callable[[], Database], store: VoiceStore, clock: Clock
) -> None:
    """Once a day: delete what the rules no longer allow, and what cut-off uploads left behind; and
    commands that are long done."""
    from engine.service import command_retention
    from engine.service.retention import run_once_a_day

    stop = threading.Event()
    async with own_database("voice store", open_database, clock) as database:
        try:
            while True:
                try:
                    await asyncio.to_thread(
                        command_retention.delete_old, database, clock.now(), stop.is_set
                    )
                    ran = await asyncio.to_thread(
                        run_once_a_day, database, store, clock.now(), stop.is_set
                    )
                    if ran is not None and store.remote:
                        await asyncio.to_thread(store.delete_leftovers)
                except (StorageUnavailable, KnownError) as error:
                    log.warning("voice store: %s", error)
                await clock.sleep(_LOOK_EVERY_S)
        finally:
            stop.set()
