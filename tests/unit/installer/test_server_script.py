"""rino-server-setup.sh on a machine where something is missing; Debian's tools are stood in for."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "installer/server/rino-server-setup.sh"
Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """``run(installed, *arguments, uid=0)`` → exit status, what was called, standard error."""

    def run(installed: str, *arguments: str, uid: int = 0, program: bool = True):
        tools = {
            "dpkg-query": f'case " {installed} " in *" ${{@: -1}} "*) echo installed ;; esac',
            "apt-get": 'echo "apt-get $*" >>calls',
            "systemctl": 'echo "systemctl $*" >>calls',
            "id": f"echo {uid}",
        }
        if program:
            tools["rino-desktop"] = 'echo "rino-desktop $*" >>calls'
        for name, text in tools.items():
            file = tmp_path / name
            file.write_text(f"#!/bin/bash\n{text}\n")
            file.chmod(0o755)
        if not (tmp_path / "grep").exists():
            (tmp_path / "grep").symlink_to("/bin/grep")
        (tmp_path / "calls").write_text("")
        done = subprocess.run(
            ["/bin/bash", SCRIPT, *arguments], cwd=tmp_path, capture_output=True, text=True,
            env={"PATH": str(tmp_path)}, timeout=20,
        )  # fmt: skip
        called = (tmp_path / "calls").read_text().splitlines()
        return done.returncode, [c for c in called if not c.startswith("systemctl")], done.stderr

    return run


def test_what_is_missing_is_installed_first(run: Run) -> None:
    status, called, _ = run("firebird3.0-utils", "--tunnel-port", "3443")
    assert status == 0
    update, install, setup = called
    assert update == "apt-get -qq update"
    assert install.endswith("--no-install-recommends firebird3.0-server stunnel4")
    assert setup == "rino-desktop server setup --tunnel-port 3443"


def test_nothing_is_installed_where_all_is_there(run: Run) -> None:
    called = run("firebird3.0-server firebird3.0-utils", "--check", uid=1000)[1]
    assert called == ["rino-desktop server setup --check"]


def test_who_may_not_install_is_told_what_is_missing(run: Run) -> None:
    status, called, err = run("firebird3.0-server", uid=1000)
    assert (status, called) == (1, [])
    assert "only root can install firebird3.0-utils" in err


def test_without_the_program_there_is_nothing_to_set_up(run: Run) -> None:
    status, called, err = run("", program=False)
    assert (status, called) == (1, [])
    assert "install RINO Desktop first" in err
