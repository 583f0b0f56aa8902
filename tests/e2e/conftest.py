"""A database of its own for each test, copied from one that was initialised once."""

import shutil
from pathlib import Path

import pytest

from tests.helpers.made_once import made_once
from tests.helpers.program import Program

CAMPAIGN = """
[campaign]
name = "november"
purpose = "debt"
scheme = "debtor-reminder"
trunk = "city"

[retry]
user_busy = ["5m"]
"""


@pytest.fixture(scope="session")
def initialised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``rino.fdb``: what ``db init`` makes, with a trunk where nobody answers."""

    def make(folder: Path) -> None:
        program = Program(folder)
        program.ok("db", "init")
        program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1:9", "--lines", "4")

    return made_once(tmp_path_factory, "initialised", make)


@pytest.fixture(scope="session")
def with_campaign(tmp_path_factory: pytest.TempPathFactory, initialised: Path) -> Path:
    """The same with a draft campaign, and the file that it was made from."""

    def make(folder: Path) -> None:
        shutil.copyfile(initialised / "rino.fdb", folder / "rino.fdb")
        (folder / "november.toml").write_text(CAMPAIGN, encoding="utf-8")
        Program(folder).ok("campaign", "create", "november.toml")

    return made_once(tmp_path_factory, "with-campaign", make)


@pytest.fixture
def program(initialised: Path, tmp_path: Path) -> Program:
    """The program with a database of its own: sample schemes, and the trunk ``city``."""
    shutil.copyfile(initialised / "rino.fdb", tmp_path / "rino.fdb")
    return Program(tmp_path)


@pytest.fixture
def campaign(program: Program, with_campaign: Path) -> str:
    """A draft campaign in the program's database; its name."""
    for name in ("rino.fdb", "november.toml"):
        shutil.copyfile(with_campaign / name, program.folder / name)
    return "november"
