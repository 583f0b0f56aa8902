"""Running the dialogues of a scheme file: those in it and those in files beside it."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from engine.errors import KnownError
from engine.ivr.model import Prompt, Utterance
from engine.scheme.codec import load_scheme
from engine.scheme.coverage import Coverage, coverage
from engine.scheme.dialogue_files import load_dialogues
from engine.scheme.dialogues import DialogueResult, Outside, estimated_duration, run_dialogues
from engine.scheme.library import Library
from engine.scheme.model import Dialogue, Scheme
from rino_desktop import bootstrap, paths, schemes
from rino_desktop.settings import Settings
from rino_desktop.texts import t

#: ``NAME.tests.json``, also ``NAME.november.tests.toml``, beside ``NAME.scheme.json``.
_TESTS = re.compile(r"\.tests\.(json|toml)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TestRun:
    """``results``: (the file that the dialogue stands in, what came of it)."""

    scheme: Scheme
    results: tuple[tuple[Path, DialogueResult], ...]
    coverage: Coverage

    @property
    def failed(self) -> int:
        return sum(not result.ok for _, result in self.results)


def run(
    file: Path,
    settings: Settings,
    *,
    pattern: str = "",
    live: Sequence[str] = (),
    library: Library | None = None,
) -> TestRun:
    """``pattern``: part of the names of the dialogues to run, ``*`` for any text. ``live``:
    sources and scripts that are really asked where no stub answers; ``library``: schemes that the
    tested one calls."""
    scheme = load_scheme(schemes.read(file), str(file))
    found = [(file, dialogue) for dialogue in scheme.tests]
    for beside in files_beside(file):
        found += [(beside, dialogue) for dialogue in read_dialogues(beside)]
    if not found:
        raise KnownError(
            t("{file} has no dialogues to run.", file=file),
            mend=t("Write them into it, or into {name} beside it.",
                   name=f"{schemes.name_of(file)}.tests.json"),
        )  # fmt: skip
    chosen = [each for each in found if _fits(each[1].name, pattern)]
    if not chosen:
        raise KnownError(t("No dialogue is called {pattern}.", pattern=repr(pattern)))
    node_types = bootstrap.node_types()
    with _outside(settings, live) as outside:
        results = run_dialogues(
            scheme,
            node_types,
            recorded_duration(file.parent, settings.voice_store),
            dialogues=[dialogue for _, dialogue in chosen],
            library=library,
            outside=outside,
            live=live,
        )
    files = [path for path, _ in chosen]
    return TestRun(
        scheme,
        tuple(zip(files, results, strict=True)),
        coverage(scheme, node_types, results),
    )


def files_beside(file: Path) -> list[Path]:
    name = schemes.name_of(file).casefold()
    return sorted(
        path
        for path in file.parent.iterdir()
        if _TESTS.search(path.name)
        and path.name.casefold().startswith(f"{name}.")
        and path.is_file()
    )


def read_dialogues(path: Path) -> tuple[Dialogue, ...]:
    """Raises KnownError that names file, dialogue, step and key."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise KnownError(
            t("{file}: not UTF-8 text.", file=path), mend=t("Save it as UTF-8.")
        ) from None
    return load_dialogues(text, str(path), toml=path.suffix.lower() == ".toml")


def recorded_duration(folder: Path, voice_store: Path) -> Callable[[Utterance], float]:
    """Recorded prompts last as long as their recordings do."""
    from engine.audio.wav import wav_format

    folders = (folder, folder / "prompts", voice_store, paths.resources() / "prompts")
    known: dict[str, float] = {}

    def look_up(file: str) -> float | None:
        parts = PurePosixPath(file).parts
        for place in folders:
            if ".." not in parts and place.joinpath(*parts).is_file():
                return wav_format(place.joinpath(*parts)).seconds
        return None

    def duration(item: Utterance) -> float:
        if isinstance(item, Prompt) and item.file:
            if item.file not in known:
                found = look_up(item.file)
                known[item.file] = estimated_duration(item) if found is None else found
            return known[item.file]
        return estimated_duration(item)

    return duration


def _fits(name: str, pattern: str) -> bool:
    if not pattern:
        return True
    parts = [re.escape(part) for part in pattern.casefold().split("*")]
    return re.search(".*".join(parts), name.casefold(), re.DOTALL) is not None


@contextmanager
def _outside(settings: Settings, live: Sequence[str]) -> Iterator[Outside | None]:
    if not live:
        yield None
        return
    with bootstrap.live_outside(settings) as outside:
        yield outside
