"""Parts of how the Debian packages are built and tried that need neither a build nor root."""

import contextlib
import fcntl
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.helpers.debian_root import own_folder

ROOT = Path(__file__).parents[3]


@pytest.fixture
def site_tree() -> ModuleType:
    """By its path: it is a part of a script."""
    file = ROOT / "installer/debian/site_tree.py"
    spec = importlib.util.spec_from_file_location("site_tree", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "said", "refused"),
    [
        ("{packages}/rino_desktop/paths.py", "/app/rino_desktop", True),
        ("{packages}/rino_desktop-1.0.dist-info/direct_url.json", "file:///app", True),
        ("usr/share/doc/rino-engine/changelog", "/app/CHANGELOG.md", True),
        ("{packages}/httpx/_api.py", "https://example.org/app/", False),
        ("{packages}/httpx/_api.py", "/tmp/rino-debian-x1/rino-engine/usr", True),
        ("{packages}/rino_desktop/paths.py", "/tmp/rino-debian-x1/wheel", True),
    ],
)
def test_no_path_of_the_machine_that_builds_goes_into_a_package(
    site_tree: ModuleType, tmp_path: Path, name: str, said: str, refused: bool
) -> None:
    """The checkout is /app: others say that, too."""
    packages = site_tree.packages_of(tmp_path).relative_to(tmp_path)
    file = tmp_path / name.format(packages=packages)
    file.parent.mkdir(parents=True)
    file.write_text(said)
    with pytest.raises(SystemExit) if refused else contextlib.nullcontext():
        site_tree.check(tmp_path, Path("/tmp/rino-debian-x1"), Path("/app"))


_LIVES = """
import sys, time
from pathlib import Path
from tests.helpers.debian_root import own_folder
with own_folder("ours-", Path(sys.argv[1])) as made:
    (made / "root").mkdir()
    print(made, flush=True)
    time.sleep(100)
"""


def test_what_killed_runs_have_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "another").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", _LIVES, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as other:
        try:
            assert other.stdout is not None
            living = Path(other.stdout.readline().strip())
            with own_folder("ours-", tmp_path) as made:
                assert (living / "root").is_dir()
                assert made.is_dir()
            assert not made.exists()
        finally:
            other.kill()
    with own_folder("ours-", tmp_path) as made:
        assert sorted(tmp_path.iterdir()) == sorted([made, tmp_path / "another"])


def test_a_folder_that_was_taken_for_one_that_was_left_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its making and its lock."""
    flock, taken = fcntl.flock, []

    def slow(lock: int, how: int) -> None:
        if not taken:
            (folder,) = tmp_path.iterdir()
            taken.append(folder)
            folder.rmdir()
        flock(lock, how)

    monkeypatch.setattr(fcntl, "flock", slow)
    with own_folder("ours-", tmp_path) as made:
        assert made.is_dir()
        assert made != taken[0]
