"""What the manual is made of, and whether the one that is there is of it: its texts, and the
windows that its pictures show, which is the whole program.

Only the standard library: whoever builds a wheel has nothing else."""

import hashlib
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
    for file in files(root):
        content = file.read_bytes()
        made_of.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        made_of.update(content)
    return made_of.hexdigest()


def files(root: Path = ROOT) -> Iterator[Path]:
    """All that it is made of."""
    for folder in _FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


def trouble(root: Path = ROOT) -> str:
    """Why build/manual cannot be given away; "" where it can."""
    for language in LANGUAGES:
        if not (root / "build/manual" / language / "index.html").is_file():
            return f"there is no manual in build/manual/{language}: {MEND}"
    made_of = digest(root)
    if any(_noted(language, root) != made_of for language in LANGUAGES):
        return f"build/manual is older than what it tells of and shows: {MEND} anew"
    return ""


def note(language: str, made_of: str, root: Path = ROOT) -> None:
    """The manual of a language has been made; ``made_of``: the digest from before."""
    # Both languages are made at once, hence one note for each.
    target = _note_file(language, root)
    part = target.with_name(f"{target.name}.part")
    part.write_text(f"{made_of}\n", encoding="ascii")
    part.replace(target)


def _noted(language: str, root: Path) -> str:
    try:
        return _note_file(language, root).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _note_file(language: str, root: Path) -> Path:
    """Beside the manual: nobody gives it away."""
    return root / "build" / f"manual-made-of-{language}"
