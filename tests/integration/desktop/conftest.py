"""A desktop of its own for each test, over a database of its own."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.desktop_here import DesktopHere
from tests.helpers.program import Program


@pytest.fixture(scope="session")
def initialised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = Program(tmp_path_factory.mktemp("initialised"))
    program.ok("db", "init")
    return program.folder / "rino.fdb"


@pytest.fixture
def program(initialised: Path, tmp_path: Path) -> Program:
    """The command line on the same database."""
    shutil.copyfile(initialised, tmp_path / "rino.fdb")
    return Program(tmp_path)


@pytest.fixture
def here(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DesktopHere:
    monkeypatch.setenv("RINO_DATA", str(tmp_path / "data"))
    return DesktopHere(qapp, tmp_path)
