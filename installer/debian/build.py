"""Builds the wheel, and from it and the locked lists the Debian packages (docs/debian.md).

    python installer/debian/build.py wheel|packages [--output DIST] [--version V] [--work FOLDER]

What is built depends on the checkout alone, not on when, where or by whom it is built: times are
those of the commit (or SOURCE_DATE_EPOCH), owners are root, and no path of this machine is in it.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import licences
import package
import site_tree

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Build:
    """``version``: as Debian compares it; ``epoch``: seconds since 1970, no file is younger."""

    version: str
    work: Path
    output: Path
    epoch: int
    compression: int


def main() -> int:
    options = _options()
    options.output.mkdir(parents=True, exist_ok=True)
    epoch = _epoch()
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    os.umask(0o022)
    if options.what == "wheel":
        _say(build_wheel(options.output))
        return 0
    with tempfile.TemporaryDirectory(prefix="rino-debian-", dir=options.work) as work:
        build = Build(
            options.version or debian_version(program_version()),
            Path(work), options.output.resolve(), epoch, options.compression,
        )  # fmt: skip
        for made in build_packages(build):
            _say(made)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=["wheel", "packages"])
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    parser.add_argument("--version", default="", help="of the packages; else the program's own")
    parser.add_argument("--work", type=Path, help="where to work; else the temporary folder")
    parser.add_argument("--compression", type=int, default=10, help="of zstd, 1 to 22")
    return parser.parse_args()


def build_wheel(folder: Path) -> Path:
    """Our own wheel, in ``folder``."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, stdout=sys.stderr,
    )  # fmt: skip
    return folder / f"rino_desktop-{program_version()}-py3-none-any.whl"


def build_packages(build: Build) -> list[Path]:
    """rino-engine with all that calls need, and rino-desktop with the windows."""
    wheels = build.work / "wheel"
    wheels.mkdir()
    wheel = build_wheel(wheels)

    engine = build.work / "rino-engine"
    desktop = build.work / "rino-desktop"
    for tree, name in ((engine, "engine"), (desktop, "desktop")):
        site_tree.install_locked(site_tree.packages_of(tree), ROOT / "requirements" / f"{name}.txt")
    site_tree.install_own(site_tree.packages_of(engine), wheel)
    site_tree.take_manuals(engine, desktop)
    site_tree.drop_doubles(site_tree.packages_of(desktop), site_tree.packages_of(engine))
    site_tree.prune_qt(site_tree.packages_of(desktop))
    site_tree.make_environment(engine)
    for tree in (engine, desktop):
        site_tree.compile_all(tree)
        shutil.copytree(HERE / tree.name / "root", tree, dirs_exist_ok=True, symlinks=True)
        documents = tree / "usr/share/doc" / tree.name
        documents.mkdir(parents=True, exist_ok=True)
        (documents / "copyright").write_text(
            licences.copyright_file(site_tree.packages_of(tree), tree), encoding="utf-8"
        )
        package.add_documents(tree, ROOT, HERE, program_version())
        package.add_changelog(tree, debian_version(program_version()), build.epoch)
        site_tree.check(tree, build.work, ROOT)
    return [
        package.make(tree, HERE / tree.name / "control", _values(build), build)
        for tree in (engine, desktop)
    ]


def _values(build: Build) -> dict[str, str]:
    """What the templates of the control files name."""

    def needed(*names: str) -> str:
        lines = [
            line
            for name in names
            for line in (ROOT / f"requirements/apt-{name}.txt").read_text("utf-8").splitlines()
            if line and not line.startswith("#")
        ]
        return ", ".join(line.replace("|", " | ") for line in lines)

    return {
        "version": build.version,
        "python": site_tree.PYTHON,
        "next_python": f"3.{sys.version_info.minor + 1}",
        "engine_libraries": needed("engine"),
        "desktop_libraries": needed("desktop"),
    }


def _say(made: Path) -> None:
    sys.stdout.write(f"{made}\n")


def program_version() -> str:
    text = (ROOT / "rino_desktop/__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    assert found is not None
    return found[1]


def debian_version(version: str) -> str:
    """``0.2.0rc1`` → ``0.2.0~rc1``, which Debian sorts before ``0.2.0``."""
    return re.sub(r"\.?(a|b|rc|dev)(\d+)", r"~\1\2", version)


def _epoch() -> int:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode == 0 and done.stdout.strip():
        return int(done.stdout)
    return int((ROOT / "CHANGELOG.md").stat().st_mtime)  # an unpacked archive


if __name__ == "__main__":
    sys.exit(main())
