"""The wheel in an environment where strangers have distributions named ``editor``, ``engine`` and
``rmt``: whoever comes or goes first, nobody touches the other's files."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from installer.manual.inputs import WITHOUT

ROOT = Path(__file__).parents[2]
STRANGERS = ("editor", "engine", "rmt")


def make_stranger(name: str, folder: Path) -> Path:
    info = f"{name}-7.0.dist-info"
    files = {
        f"{name}/__init__.py": f"WHO = 'a stranger: {name}'\n",
        f"{name}/errors.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 7.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{file},,\n" for file in (*files, f"{info}/RECORD"))
    wheel = folder / f"{name}-7.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for file, text in files.items():
            archive.writestr(file, text)
    return wheel


class Environment:
    """A virtual environment; what the wheel depends on comes from that of the tests."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "environment/bin"
        self._done([sys.executable, "-m", "venv", "--without-pip", folder / "environment"])
        self._folder = folder

    def pip(self, *words: str | Path) -> None:
        self._done(
            [sys.executable, "-m", "pip", "--python", self.bin / "python", "--quiet",
             "--disable-pip-version-check", *words],
        )  # fmt: skip

    def says(self, *words: str | Path) -> str:
        return self._done(
            words, PYTHONPATH=sysconfig.get_path("purelib"), RINO_DATA=str(self._folder / "data")
        )

    def _done(self, words: "list[str | Path] | tuple[str | Path, ...]", **more: str) -> str:
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        done = subprocess.run(
            list(map(str, words)), env={**inherited, **more}, cwd=self.bin.parents[1],
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def strangers_are_well(self) -> None:
        for name in STRANGERS:
            code = f"import {name}, {name}.errors; print({name}.WHO)"
            assert self.says(self.bin / "python", "-c", code) == f"a stranger: {name}\n"

    def the_program_is_well(self) -> None:
        from rino_desktop import __version__

        program = self.bin / "rino-desktop"
        assert self.says(program, "--version") == f"rino-desktop {__version__}\n"
        assert "trunk test" in self.says(program, "trunk", "test", "--help", "--lang", "en")

    def a_database_is_made(self) -> bool:
        """With migrations and samples out of the wheel."""
        said = self.says(self.bin / "rino-desktop", "db", "init", "--json")
        return "notice" in json.loads(said)["schemes"]


@pytest.mark.timeout(1200)
def test_whoever_comes_or_goes_first(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, ROOT / "installer/debian/build.py", "wheel", "--output", tmp_path],
        env={**os.environ, WITHOUT: "1"}, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("rino_desktop-*.whl")
    strangers = [make_stranger(name, tmp_path) for name in STRANGERS]
    here = Environment(tmp_path)
    (here_packages,) = (tmp_path / "environment/lib").glob("python*/site-packages")
    before = {each.name for each in here_packages.iterdir()}

    def install(*wheels: Path) -> Callable[[], None]:
        return lambda: here.pip("install", "--no-deps", "--no-index", "--no-compile", *wheels)

    def remove(*names: str) -> Callable[[], None]:
        return lambda: here.pip("uninstall", "--yes", *names)

    made = False
    # Each comes before and after the other, and goes before and after it.
    for step, strangers_here, program_here in (
        (install(*strangers), True, False),
        (install(wheel), True, True),
        (remove("rino-desktop"), True, False),
        (install(wheel), True, True),
        (remove(*STRANGERS), False, True),
        (install(*strangers), True, True),
        (remove(*STRANGERS), False, True),
        (remove("rino-desktop"), False, False),
    ):
        step()
        if strangers_here and program_here and not made:
            made = here.a_database_is_made()
        if strangers_here:
            here.strangers_are_well()
        if program_here:
            here.the_program_is_well()
    assert made
    left = {each.name for each in here_packages.iterdir()} - before
    assert left <= {"__pycache__"}, left
