"""What the manual is made of, and whether the one that is there is of it: its texts, and the
windows that its pictures show, which is the whole program.

Only the standard library: whoever builds a wheel has nothing else."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ru", "en")
_FOLDERS = ("docs/manual", "docs/pictures", "engine", "editor", "rmt", "rino_desktop", "resources",
            "tools/manual", "tools/screenshots", "installer/manual", "requirements")  # fmt: skip
#: How a build says that it wants none.
WITHOUT = "RINO_WITHOUT_MANUALS"
MEND = "make manuals makes it"


def digest(root: Path = ROOT) -> str:
    """Of the names and contents of all of it."""
    made_of = hashlib.sha256()
    for file in _files(root):
        content = file.read_bytes()
        made_of.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        made_of.update(content)
    return made_of.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for folder in _FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


def trouble(root: Path = ROOT) -> str:
    """Why build/manual cannot be given away; "" where it can."""
    noted = _noted(root)
    for language in LANGUAGES:
        if not (root / "build/manual" / language / "index.html").is_file():
            return f"there is no manual in build/manual/{language}: {MEND}"
    if noted != dict.fromkeys(LANGUAGES, digest(root)):
        return f"build/manual is older than what it tells of and shows: {MEND} anew"
    return ""


def note(language: str, made_of: str, root: Path = ROOT) -> None:
    """The manual of a language has been made; ``made_of``: the digest from before."""
    noted = {**_noted(root), language: made_of}
    _note_file(root).write_text(json.dumps(noted, indent=1, sort_keys=True), encoding="utf-8")


def _noted(root: Path) -> dict[str, str]:
    try:
        found = json.loads(_note_file(root).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _note_file(root: Path) -> Path:
    """Beside the manual: nobody gives it away."""
    return root / "build" / "manual-made-of.json"
