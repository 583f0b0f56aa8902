"""The command line in this process, in an office with a campaign and a data source.

Whatever a file holds: done, or one clear line with exit status 1 or 2; never a traceback.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

from engine.adapters.firebird import Address, FirebirdDatabase
from engine.errors import KnownError
from rino_desktop import texts
from rino_desktop.cli.main import run

QUICK = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MANY = settings(max_examples=200, deadline=None)
LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])
T = TypeVar("T")
Outcome = tuple[int, str, str]
Run = Callable[..., Outcome]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database with the campaign ``november`` and the data source ``billing``. It is kept open:
    the only one to open a database waits longer for it than all else that a short command does."""
    folder = tmp_path_factory.mktemp("command-office")
    (folder / "november.toml").write_text(
        '[campaign]\nname = "november"\nscheme = "notice"\ntrunk = "city"\n', encoding="utf-8"
    )
    before = texts.language()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RINO_DATA", str(folder / "data"))
        patch.setenv("RINO_DB", str(folder / "rino.fdb"))
        for command in (
            ["db", "init"],
            ["trunk", "add", "city", "--proxy", "sip:127.0.0.1:9", "--lines", "4"],
            ["campaign", "create", str(folder / "november.toml")],
            ["demo-billing", "create", f"sqlite:///{folder}/billing.db", "--subscribers", "20",
             "--register", "billing"],
        ):  # fmt: skip
            assert run(command) == 0, command
    texts.set_language(before)
    with closing(FirebirdDatabase(Address(str(folder / "rino.fdb")))):
        yield folder


@pytest.fixture
def command(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """``command("preset", "check", file)`` → exit status, standard output, standard error."""
    monkeypatch.setenv("RINO_DATA", str(office / "data"))
    monkeypatch.setenv("RINO_DB", str(office / "rino.fdb"))
    before = texts.language()

    def execute(*arguments: object) -> Outcome:
        capsys.readouterr()
        status = run([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    yield execute
    texts.set_language(before)


def assert_told(outcome: Outcome, *named: str, fine: bool = True) -> None:
    """Done, or told in one line that names what is ``named``; nothing crashed."""
    status, out, err = outcome
    assert status in ((0, 1, 2) if fine else (1, 2)), (out, err)
    assert "Traceback" not in out + err
    assert "an error in the program" not in err, err
    assert "ошибка в программе" not in err.lower(), err
    if status:
        told = [line for line in err.splitlines() if line.startswith("rino-desktop: ")]
        assert len(told) == 1, err
        assert len(told[0]) < 3000, told[0][:300]
        for name in named:
            assert name in out + err, (name, err)


def tried(work: Callable[[], T]) -> tuple[T | None, str]:
    """What it makes, or None and what it says."""
    try:
        return work(), ""
    except KnownError as error:
        return None, str(error)
