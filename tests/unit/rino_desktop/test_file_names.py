"""Names that people give lead no file out of its folder, on no system."""

from datetime import UTC, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.adapters.voice_store import names
from engine.errors import KnownError
from engine.ports.reports import StoredForm
from engine.service.outbox.mapping import _for_files
from rino_desktop import form_shelf
from rino_desktop.file_names import file_name

HOSTILE = (
    "../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "C:\\x", "C:x", "\\\\host\\share", "..",
    ".", "", " ", "a\x00b", "CON", "nul.txt", "com1", "x:stream", "a/../../b", "~/x", "a.", "a ",
    "\u202e.exe", "%2e%2e/x", "x" * 5000,
)  # fmt: skip


@given(st.text(max_size=200))
@example("../x")
@example("CON")
@example("a\x00")
def test_a_name_is_one_file_of_its_folder(text: str) -> None:
    for name in (file_name(text), file_name(text, ".csv"), _for_files(text)):
        assert PurePosixPath("/in", name).parent == PurePosixPath("/in")
        windows = PureWindowsPath("C:/in", name)
        assert windows.parent == PureWindowsPath("C:/in")
        assert not windows.is_reserved()
        assert name not in (".", "..")
        assert name == name.rstrip(" .")
        assert not any(ord(char) < 32 for char in name)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_voice_store_and_forms(text: str, tmp_path: Path) -> None:
    try:
        checked = names.checked(text)
    except KnownError:
        pass
    else:
        for kind in (PurePosixPath, PureWindowsPath):
            path = kind("/store", checked)
            assert ".." not in path.parts
            assert path.is_relative_to(kind("/store"))
        assert not PureWindowsPath(checked).is_reserved()
    folder = tmp_path / "in"
    folder.mkdir()
    form = StoredForm(text, datetime(2026, 3, 2, tzinfo=UTC), {text: "x", "form.toml": "y"})
    written = form_shelf.write(form, folder)
    assert written.parent == folder
    assert {each.parent for each in tmp_path.rglob("*") if each.is_file()} == {written}
