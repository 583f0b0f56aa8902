"""What the installer installs, as a folder: the program, CPython, the wheels, the synthesiser."""

import io
import os
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from engine.adapters.firebird.configuration import CONFIGURATION
from installer.windows import licences, pruning, wheels

#: The import path, and the only one: with this file beside it CPython listens to no variable and
#: looks into no registry.
_PATHS = """\
python311.zip
.
Lib\\site-packages
Lib\\site-packages\\rino_desktop\\_bundle
Lib\\site-packages\\win32
Lib\\site-packages\\win32\\lib
import site
"""
#: The launcher takes their place.
_NOT_OF_CPYTHON = ("python.exe", "pythonw.exe", "python.cat")
#: pjsua2 asks for these of its process; its wheel does not bring them.
_RUNTIME = ("msvcp140.dll", "msvcp140_1.dll")


def make(
    folder: Path, python_zip: bytes, locked: Sequence[Path], own: Path, programs: Sequence[Path]
) -> None:
    """``programs``: what was compiled; espeak-ng.exe goes to the synthesiser, others to the top."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _cpython(folder, python_zip)
    site_packages = folder / "Lib" / "site-packages"
    wheels.unpack([*locked, own], site_packages, pruning.stays)
    packages = site_packages / "rino_desktop"
    for file in pruning.unused_qt(site_packages, pruning.qt_modules(packages)):
        file.unlink()
    _libraries(folder, site_packages)
    _speech(folder, site_packages)
    firebird = site_packages / "firebird" / "embedded" / "runtime" / "firebird.conf"
    firebird.write_text(CONFIGURATION, encoding="utf-8", newline="\n")
    for program in programs:
        place = folder / "speech" if program.name == "espeak-ng.exe" else folder
        shutil.copyfile(program, place / program.name)
    licences.collect(folder, site_packages)


def set_times(folder: Path, epoch_s: int) -> None:
    """All files were written at this time (seconds since 1970), whenever they were."""
    for path in folder.rglob("*"):
        os.utime(path, (epoch_s, epoch_s))


def manifest(folder: Path) -> list[str]:
    """Every file below the folder, as Windows writes it, sorted."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(folder)).replace("/", "\\") for path in files)


def _cpython(folder: Path, packed: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            if name not in _NOT_OF_CPYTHON:
                (folder / name).write_bytes(archive.read(name))
    (folder / "LICENSE.txt").rename(folder / "python-license.txt")
    (folder / "python311._pth").write_text(_PATHS, encoding="utf-8", newline="\r\n")


def _libraries(folder: Path, site_packages: Path) -> None:
    for name in _RUNTIME:
        shutil.copyfile(site_packages / "PySide6" / name, folder / name)
    for file in sorted((site_packages / "pywin32_system32").glob("pywintypes*.dll")):
        shutil.copyfile(file, folder / file.name)
    shutil.rmtree(site_packages / "pywin32_system32")


def _speech(folder: Path, site_packages: Path) -> None:
    """The library is GPL: it lies apart and only the program beside it loads it."""
    source = site_packages / "espeakng_loader"
    speech = folder / "speech"
    shutil.copytree(source / "espeak-ng-data", speech / "espeak-ng-data")
    shutil.copyfile(source / "espeak-ng.dll", speech / "espeak-ng.dll")
    shutil.rmtree(source)
    own = Path(__file__).parent / "speech"
    for name in ("espeak-ng.c", "SOURCE.txt"):
        shutil.copyfile(own / name, speech / name)
    (speech / "COPYING").write_text(licences.common("GPL-3"), encoding="utf-8", newline="\r\n")
