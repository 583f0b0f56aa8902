"""The user's own choices outlive the program, and never stand in its way."""

import json
import os
import stat
from pathlib import Path

import pytest

from rino_desktop.preferences import INSIDE, Preferences, PreferencesFile


def test_they_come_back(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "desktop.json"
    file = PreferencesFile(path)
    assert file.load() == Preferences()
    file.change(language="ru", engine=INSIDE, engine_starts=False, last_user="Анна")
    file.save()
    assert PreferencesFile(path).load() == file.now
    assert [each.name for each in path.parent.iterdir()] == ["desktop.json"]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "\x00", "[" * 100_000])
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "desktop.json"
    path.write_text(text, encoding="utf-8")
    assert PreferencesFile(path).load() == Preferences()


def test_values_of_another_version_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "desktop.json"
    path.write_text(json.dumps({"language": 5, "theme": "dark", "new": 1}), encoding="utf-8")
    assert PreferencesFile(path).load() == Preferences(theme="dark")


def test_without_a_file_they_are_kept_in_memory() -> None:
    file = PreferencesFile(None)
    file.change(theme="dark")
    file.save()
    assert file.load().theme == "dark"
