"""Wheels, unpacked as an installer would lay them out, less what is left out."""

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

_INTO_SITE_PACKAGES = ("purelib", "platlib")


def unpack(
    wheels: Iterable[Path], site_packages: Path, stays: Callable[[PurePosixPath], bool]
) -> None:
    """ValueError when two wheels bring the same file with different contents."""
    for wheel in sorted(wheels):
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.infolist():
                path = _inside(PurePosixPath(entry.filename))
                if entry.is_dir() or path is None or not stays(path):
                    continue
                target = site_packages / path
                data = archive.read(entry)
                if target.exists() and target.read_bytes() != data:
                    raise ValueError(f"{wheel.name}: {path} is another wheel's file, too")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)


def _inside(path: PurePosixPath) -> PurePosixPath | None:
    """Where in site-packages it goes; None for scripts and manual pages."""
    if ".." in path.parts or path.is_absolute():
        raise ValueError(f"{path}: leads out of its wheel")
    if not path.parts[0].endswith(".data"):
        return path
    if path.parts[1] in _INTO_SITE_PACKAGES:
        return PurePosixPath(*path.parts[2:])
    return None
