"""The wheel as somebody installs it: what is in it, and that it runs away from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from installer.manual.inputs import WITHOUT

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        env={**os.environ, WITHOUT: "1"},  # tests/packages looks at those
        cwd=ROOT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and nothing else in it; the dependencies come from here."""
    target = tmp_path_factory.mktemp("installed")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
         "--no-compile", "--target", str(target), str(wheel)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return target


def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_nothing_common_lies_at_the_top_level(wheel: Path) -> None:
    """Another distribution's ``engine`` or ``editor`` must not overwrite ours, nor ours theirs."""
    top = {name.split("/")[0] for name in names(wheel)}
    assert {name for name in top if not name.endswith(".dist-info")} == {"rino_desktop"}


@pytest.mark.parametrize("folder", ["engine", "editor", "rmt", "resources"])
def test_everything_tracked_is_in_it(wheel: Path, folder: str) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", folder], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    assert tracked
    present = set(names(wheel))
    missing = [name for name in tracked if f"rino_desktop/_bundle/{name}" not in present]
    assert missing == []


def test_nothing_else_is_in_it(wheel: Path) -> None:
    strangers = [
        name
        for name in names(wheel)
        if "__pycache__" in name or "/tests/" in name or name.endswith((".pyc", ".fdb"))
    ]
    assert strangers == []


def run(installed: Path, *arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(installed), "RINO_DATA": str(cwd / "data")},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_program_runs(installed: Path, tmp_path: Path) -> None:
    from rino_desktop import __version__

    assert run(installed, "-m", "rino_desktop", "--version", cwd=tmp_path) == (
        f"rino-desktop {__version__}\n"
    )


def test_the_engine_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "import rino_desktop, engine.errors; print(engine.errors.__file__)"
    place = Path(run(installed, "-c", code, cwd=tmp_path).strip())
    assert place.is_relative_to(installed / "rino_desktop" / "_bundle")


def test_a_database_is_made_from_the_wheels_own_files(installed: Path, tmp_path: Path) -> None:
    """Migrations and sample schemes are found where the wheel put them."""
    import json

    database = str(tmp_path / "w.fdb")
    out = run(installed, "-m", "rino_desktop", "db", "init", "--db", database, "--json",
              cwd=tmp_path)  # fmt: skip
    made = json.loads(out)
    assert made["database"] == database
    assert {"debtor-reminder", "notice", "survey"} <= set(made["schemes"])
