"""A database of its own for each test, copied from one that was initialised once."""

import shutil
from pathlib import Path

import pytest

from tests.helpers.program import Program


@pytest.fixture(scope="session")
def initialised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``db init`` makes, with a trunk where nobody answers."""
    program = Program(tmp_path_factory.mktemp("initialised"))
    program.ok("db", "init")
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1:9", "--lines", "4")
    return program.folder / "rino.fdb"


@pytest.fixture
def program(initialised: Path, tmp_path: Path) -> Program:
    """The program with a database of its own: sample schemes, and the trunk ``city``."""
    shutil.copyfile(initialised, tmp_path / "rino.fdb")
    return Program(tmp_path)


CAMPAIGN = """
[campaign]
name = "november"
purpose = "debt"
scheme = "debtor-reminder"
trunk = "city"

[retry]
user_busy = ["5m"]
"""


@pytest.fixture
def campaign(program: Program) -> str:
    """A draft campaign; its name."""
    (program.folder / "november.toml").write_text(CAMPAIGN, encoding="utf-8")
    program.ok("campaign", "create", "november.toml")
    return "november"
