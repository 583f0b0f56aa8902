"""The locked parts: what requirements/*.txt (and the packages' own lists) say of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: What is shipped. Packages that ship more have a list of their own in their folder.
_SHIPPED = ("requirements/engine.txt", "requirements/desktop.txt")
_PART = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,.-]+\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Part:
    """``hashes``: sha256 of each file that may be installed. ``wanted_by``: the parts, or the lists
    of ours, that ask for it."""

    name: str
    version: str
    hashes: tuple[str, ...] = ()
    wanted_by: tuple[str, ...] = field(default=())

    @property
    def pinned(self) -> str:
        return f"{self.name}=={self.version}"


def shipped(root: Path = ROOT) -> list[Path]:
    return [root / name for name in _SHIPPED] + sorted(
        (root / "installer").glob("*/requirements.txt")
    )


def all_of_them(root: Path = ROOT) -> list[Path]:
    """With those of builds and tests."""
    others = sorted(set((root / "requirements").glob("*.txt")) - set(shipped(root)))
    lists = [file for file in others if not file.name.startswith("apt-")]
    return [file for file in (*shipped(root), *lists) if any(read(file))]


def read(file: Path) -> Iterator[Part]:
    """In the order of the file. pip-compile writes below each part what wants it."""
    name = version = ""
    hashes: list[str] = []
    wanted: list[str] = []
    for line in [*file.read_text(encoding="utf-8").splitlines(), "end==0"]:
        found = _PART.match(line)
        if found:
            if name:
                yield Part(name, version, tuple(hashes), tuple(wanted))
            name, version, hashes, wanted = found[1].lower(), found[2], [], []
        elif line.strip().startswith("#") and name:
            word = line.strip().removeprefix("#").strip().removeprefix("via").strip()
            if word:
                wanted.append(word)
        hashes += _HASH.findall(line)


def parts(files: list[Path]) -> list[Part]:
    """Each name and version once, by name."""
    found: dict[tuple[str, str], Part] = {}
    for file in files:
        for part in read(file):
            before = found.get((part.name, part.version))
            found[part.name, part.version] = Part(
                part.name, part.version,
                tuple(sorted({*part.hashes, *(before.hashes if before else ())})),
                tuple(sorted({*part.wanted_by, *(before.wanted_by if before else ())})),
            )  # fmt: skip
    return [found[key] for key in sorted(found)]
