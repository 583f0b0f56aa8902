"""The scripts around make, with what they call stood in for."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def stand_in(folder: Path, name: str, script: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/bash\n{script}\n")
    (folder / name).chmod(0o755)


def with_path(folder: Path) -> dict[str, str]:
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def test_one_failure_keeps_nothing_else_from_being_run(tmp_path: Path) -> None:
    stand_in(tmp_path, "make", f'echo "$1" >>{tmp_path}/made; [ "$1" != test ] || exit 2')
    done = subprocess.run([ROOT / ".ci/run"], env=with_path(tmp_path), check=False)
    assert done.returncode == 2
    made = (tmp_path / "made").read_text().split()
    assert made == ["lint", "test", "test-packages", "test-windows"]


@pytest.mark.parametrize("missing_where", ["nowhere", "everywhere"])
def test_a_source_that_fails_keeps_no_package_from_being_installed(
    tmp_path: Path, missing_where: str
) -> None:
    """One of the machine's that has nothing to do with us; and nothing that is started takes the
    lock of the set-up along."""
    (tmp_path / "requirements").mkdir()
    setup = tmp_path / "requirements/setup.sh"
    shutil.copy(ROOT / "requirements/setup.sh", setup)
    (tmp_path / "requirements/apt-engine.txt").write_text("libthat\n")
    (tmp_path / "pyproject.toml").touch()
    tell = f'{{ echo "${{0##*/}} $*"; [ ! -e /dev/fd/9 ] || echo lock; }} >>{tmp_path}/calls'
    tools = tmp_path / "tools"
    installs = 0 if missing_where == "nowhere" else 100
    stand_in(
        tools, "apt-get", f'{tell}; case "$*" in *update) exit 100 ;; *) exit {installs} ;; esac'
    )
    stand_in(tools, "env", '[ "${1%%=*}" = DEBIAN_FRONTEND ] && shift; exec "$@"')
    stand_in(tools, "sudo", 'exec "$@"')
    stand_in(tools, "tee", "cat")
    for name in ("chmod", "rm", "systemctl", "apt-cache"):
        stand_in(tools, name, "exit 0")
    stand_in(tools, "dpkg-query", "exit 1")
    stand_in(tmp_path / ".venv/bin", "python", f'[ "$1" != -m ] || {{ {tell}; }}')
    done = subprocess.run(
        ["/bin/bash", setup], env=with_path(tools), capture_output=True, text=True, check=False
    )
    calls = (tmp_path / "calls").read_text().splitlines()
    assert "lock" not in calls
    assert "apt-get update has failed" in done.stderr
    update, install, *pip = calls
    assert "Acquire::Retries=5 update" in update
    assert "Acquire::Retries=5 install" in install
    assert install.endswith(" libthat")
    if missing_where == "nowhere":
        assert done.returncode == 0, done.stderr
        assert pip[-1].endswith("--editable .")
    else:
        assert done.returncode == 100
        assert pip == []
