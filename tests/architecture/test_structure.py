"""Rules of docs/architecture.md that no linter knows."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PACKAGES = ("engine", "rino_desktop", "editor", "rmt")
#: A file is read in one sitting: about 300 lines, and never more than this.
LONGEST = 380


def sources(*packages: str) -> Iterator[Path]:
    for package in packages:
        yield from sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_files_stay_small() -> None:
    # The storage port is one table of contents: splitting it would hide what belongs together.
    exempt = {ROOT / "engine/ports/storage.py"}
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources(*PACKAGES)
        if path not in exempt
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_nothing_is_evaluated() -> None:
    """Expressions in schemes go through a safe library; ``eval`` and ``exec`` appear nowhere."""
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources(*PACKAGES)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("eval", "exec")
    ]
    assert calls == []


def test_only_bootstrap_chooses_adapters() -> None:
    """The demo brings subscribers of its own; everything else asks the composition root."""
    allowed = set((ROOT / "rino_desktop/bootstrap").glob("*.py"))
    offenders = [
        str(path.relative_to(ROOT))
        for path in sources("rino_desktop", "editor", "rmt")
        if path not in allowed
        and any(name.startswith("engine.adapters") for name in imported(path))
    ]
    assert offenders == []


def test_what_windows_share_stands_alone() -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for path in sources("rino_desktop/ui")
        if any(
            name.startswith("rino_desktop") and not name.startswith("rino_desktop.ui")
            for name in imported(path)
        )
    ]
    assert offenders == []


def test_import_contracts_hold() -> None:
    """The contracts of pyproject.toml, as ``make lint`` checks them."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


IMPORT_ALL = """
import importlib, pathlib, sys
root = pathlib.Path(sys.argv[1])
packages = [p for p in sys.argv[2:]]
for package in packages:
    for path in sorted((root / package).rglob("*.py")):
        name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        if not name.endswith("__main__"):
            importlib.import_module(name)
for module in ("rino_desktop.headless", "rino_desktop.bootstrap", "rino_desktop.cli.main"):
    importlib.import_module(module)
print(sorted(name for name in sys.modules if name.split(".")[0] in
             ("PySide6", "shiboken6", "qasync", "pyqtgraph")))
"""


def test_the_engine_never_loads_qt() -> None:
    """All of the engine and its headless host: whatever they import, Qt is not among it."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, str(ROOT), "engine"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["build.txt", "engine.txt", "desktop.txt", "dev.txt"])
def test_locks_are_clean(name: str) -> None:
    """Every line is a pinned, hashed package; nothing of the machine that made the lock."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "/" not in text.replace("../pyproject.toml", "")
    entries = text.replace("\\\n", " ").splitlines()
    packages = [line for line in entries if line.strip() and not line.lstrip().startswith("#")]
    assert packages
    for line in packages:
        assert "==" in line, line
        assert "--hash=sha256:" in line, line
    options = [line for line in packages if line.lstrip().startswith("-")]
    assert options == []


@pytest.mark.parametrize("name", ["build", "engine", "desktop", "dev"])
def test_locks_say_what_we_ask_for_ourselves(name: str) -> None:
    """`make lock` writes behind each package who asks for it; lists that were mended by hand forget
    it, and the next `make lock` would then change more than was wanted."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line[:1] not in ("#", "-", "")]
    by = f"-r {name}.in"
    if name == "engine":
        wanted, by = project["dependencies"], "rino-desktop (../pyproject.toml)"
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    packages = re.findall(r"^([a-z0-9-]+)==[^#]+((?:    #.*\n)+)", text, re.MULTILINE)
    ours = {package for package, asked_by in packages if by in asked_by}
    assert ours == {canonicalize_name(Requirement(line).name) for line in wanted}


def test_locks_satisfy_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for lock, wanted in (
        ("engine.txt", project["dependencies"]),
        ("desktop.txt", project["optional-dependencies"]["desktop"]),
    ):
        text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
        pinned = dict(line.split(" ")[0].split("==") for line in text.splitlines() if "==" in line)
        for requirement in map(Requirement, wanted):
            version = pinned.get(canonicalize_name(requirement.name))
            assert version is not None, requirement
            assert requirement.specifier.contains(version, prereleases=True), requirement
