"""Writes ``requirements.txt``: the wheels that the installer ships, each with its hash.

The versions are those of requirements/engine.txt and desktop.txt, unless ``requirements.in`` beside
this file names another. Which of them Windows needs is read from the wheels themselves.
"""

import hashlib
import re
import shutil
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer.windows import inputs
from installer.windows.faults import BuildError

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s\\;]+)", re.MULTILINE)
_WINDOWS = {
    "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt",
    "platform_machine": "AMD64", "python_version": "3.11", "python_full_version": "3.11.9",
    "implementation_name": "cpython", "platform_python_implementation": "CPython",
}  # fmt: skip


def pins(text: str) -> dict[str, str]:
    """Name → version, of a list of requirements."""
    return {canonicalize_name(name): version for name, version in _PINNED.findall(text)}


def needed(roots: Iterable[str], metadata: Mapping[str, Iterable[str]]) -> list[str]:
    """The names that ``roots`` need on Windows, sorted. ``metadata``: name → what its wheel
    requires. BuildError when something needed is not among them."""
    found: set[tuple[str, str]] = set()
    todo = [Requirement(root) for root in roots]
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        if name not in metadata:
            raise BuildError(f"{name} is needed and not pinned: add it to requirements.in")
        for extra in {"", *requirement.extras}:
            if (name, extra) in found:
                continue
            found.add((name, extra))
            here = {**_WINDOWS, "extra": extra}
            for text in metadata[name]:
                inner = Requirement(text)
                if inner.marker is None or inner.marker.evaluate(here):
                    todo.append(inner)
    return sorted({name for name, _ in found})


def main() -> int:
    lists = [inputs.ROOT / "requirements" / name for name in ("engine.txt", "desktop.txt")]
    wanted: dict[str, str] = {}
    for file in (*lists, inputs.HERE / "requirements.in"):
        wanted |= pins(file.read_text(encoding="utf-8"))
    sources = pins(inputs.SOURCES.read_text(encoding="utf-8"))
    folder = inputs.ROOT / "build" / "windows" / "lock"
    shutil.rmtree(folder, ignore_errors=True)
    inputs.pip(
        "download", *inputs.TARGET, "-d", str(folder),
        *(f"{name}=={version}" for name, version in wanted.items() if name not in sources),
    )  # fmt: skip
    hashes, metadata = {}, {name: [] for name in sources}
    for wheel in folder.glob("*.whl"):
        name = canonicalize_name(wheel.name.split("-")[0])
        hashes[name] = hashlib.sha256(wheel.read_bytes()).hexdigest()
        metadata[name] = _requires(wheel)
    lines = ["# Written by `make windows-lock`.\n"]
    for name in needed(_roots(), metadata):
        if name not in sources:
            lines.append(f"{name}=={wanted[name]} \\\n    --hash=sha256:{hashes[name]}\n")
    inputs.LOCK.write_text("".join(lines), encoding="utf-8")
    return 0


def _roots() -> list[str]:
    project = tomllib.loads((inputs.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = pins((inputs.HERE / "requirements.in").read_text(encoding="utf-8"))
    return [*project["dependencies"], *project["optional-dependencies"]["desktop"], *own]


def _requires(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(name).decode()).get_all("Requires-Dist") or []


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BuildError as error:
        sys.exit(f"windows-lock: {error}")
