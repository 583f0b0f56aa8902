"""No package takes along a manual that is missing, or older than what it shows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer.manual import inputs

ROOT = Path(__file__).parents[3]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small one, with the manual that was made of it."""
    for name, text in {
        "docs/manual/ru/index.md": "# Руководство",
        "rino_desktop/__init__.py": '__version__ = "1.0"\n',
        "engine/__init__.py": "", "editor/__init__.py": "", "rmt/__init__.py": "",
        "resources/a.txt": "", "README.md": "",
        "build/manual/ru/index.html": "<p>", "build/manual/en/index.html": "<p>",
        "installer/manual/inputs.py": (ROOT / "installer/manual/inputs.py").read_text(),
        "installer/manual/wheel.py": (ROOT / "installer/manual/wheel.py").read_text(),
        "pyproject.toml": (ROOT / "pyproject.toml").read_text(),
    }.items():  # fmt: skip
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    for language in inputs.LANGUAGES:
        inputs.note(language, inputs.digest(tmp_path), tmp_path)
    return tmp_path


def test_a_manual_is_of_its_texts_and_of_the_windows(checkout: Path) -> None:
    assert inputs.trouble(checkout) == ""
    for changed in ("docs/manual/ru/index.md", "rino_desktop/__init__.py"):
        file = checkout / changed
        before = file.read_text(encoding="utf-8")
        file.write_text(before + "#", encoding="utf-8")
        assert "older than what it tells of" in inputs.trouble(checkout)
        file.write_text(before, encoding="utf-8")
        assert inputs.trouble(checkout) == ""
    cache = checkout / "engine/__pycache__/a.pyc"
    cache.parent.mkdir()
    cache.touch()
    assert inputs.trouble(checkout) == "", "what Python leaves is no part of it"
    (checkout / "engine/new.py").touch()
    assert inputs.trouble(checkout) != ""
    inputs.note("ru", inputs.digest(checkout), checkout)
    assert inputs.trouble(checkout) != "", "the English one is the old one still"
    inputs.note("en", inputs.digest(checkout), checkout)
    assert inputs.trouble(checkout) == ""
    (checkout / "build/manual/en/index.html").unlink()
    assert "make manuals makes it" in inputs.trouble(checkout)


def test_no_wheel_is_built_with_an_old_one(checkout: Path) -> None:
    def build(**more: str) -> "subprocess.CompletedProcess[str]":
        environment = {k: v for k, v in os.environ.items() if k != inputs.WITHOUT}
        return subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=checkout,
            env={**environment, **more}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    (checkout / "rmt/new.py").touch()
    refused = build()
    assert refused.returncode != 0
    assert "build/manual is older" in refused.stderr + refused.stdout
    assert not list(checkout.glob("dist/*.whl"))
    assert build(**{inputs.WITHOUT: "1"}).returncode == 0
    for language in inputs.LANGUAGES:
        inputs.note(language, inputs.digest(checkout), checkout)
    assert build().returncode == 0


@pytest.mark.parametrize("target", ["wheel", "debian-package", "windows-installer"])
def test_packages_make_the_manuals_first(target: str) -> None:
    told = subprocess.run(
        ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    packed = {"windows-installer": "installer.windows.build"}.get(target, "debian/build.py")
    assert 0 < told.index("tools.manual --if-needed") < told.index(packed)
