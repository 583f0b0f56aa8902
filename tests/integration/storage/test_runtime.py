"""Loading the embedded engine: by many processes at once, and where something is missing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.adapters.firebird import parse_address, runtime
from engine.adapters.firebird.errors import connect_error
from engine.errors import KnownError

_LOAD = "from engine.adapters.firebird import runtime; runtime.load(); print(runtime.log_file())"


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}


def test_many_processes_prepare_the_root_at_once(tmp_path: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", _LOAD], env=_environment(tmp_path),
                         stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]  # fmt: skip
    roots = {process.communicate(timeout=60)[0].strip() for process in running}
    assert [process.returncode for process in running] == [0] * 6
    assert len(roots) == 1
    (root,) = (tmp_path / "cache" / "rino-desktop").iterdir()  # nothing half made beside it
    assert str(root / "firebird.log") in roots
    assert "SuperClassic" in (root / "firebird.conf").read_text()


def test_a_root_whose_links_are_dead_is_made_again(tmp_path: Path) -> None:
    environment = _environment(tmp_path)
    subprocess.run([sys.executable, "-c", _LOAD], env=environment, check=True, timeout=60)
    (root,) = (tmp_path / "cache" / "rino-desktop").iterdir()
    (root / "firebird.msg").unlink()
    (root / "firebird.msg").symlink_to(tmp_path / "gone")
    subprocess.run([sys.executable, "-c", _LOAD], env=environment, check=True, timeout=60)
    assert (root / "firebird.msg").is_file()
    assert len(list((tmp_path / "cache" / "rino-desktop").iterdir())) == 1


def test_without_a_home_it_works_too(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    environment = {**os.environ, "HOME": str(blocked), "XDG_CACHE_HOME": str(blocked / "cache")}
    done = subprocess.run([sys.executable, "-c", _LOAD], env=environment, capture_output=True,
                          text=True, timeout=60, check=True)  # fmt: skip
    assert str(runtime.lock_folder()) in done.stdout


def test_the_lock_folder_depends_on_nothing_that_may_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = runtime.lock_folder()
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    assert runtime.lock_folder() == before


def test_a_missing_system_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes

    def missing(name: str, mode: int = 0) -> None:
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", missing)
    with pytest.raises(KnownError, match="apt-get install libtommath1"):
        runtime._load_libraries(Path("/"))


def test_a_missing_icu_is_named() -> None:
    """Firebird loads whichever version it finds by itself."""
    import fdb

    said = "Error while connecting:\n- SQLCODE: -901\n- Could not find acceptable ICU library."
    error = fdb.DatabaseError(said, -901, 335544321)
    assert "libicu72" in str(connect_error(parse_address("/office/rino.fdb"), error))


def test_sigterm_stays_the_programs_own(tmp_path: Path) -> None:
    """Firebird would cut all connections when the engine is asked to finish its calls."""
    code = (
        "import signal, os, sys, time\n"
        "from engine.adapters.firebird import *\n"
        "from engine.domain.campaign import CampaignSettings\n"
        "asked = []\n"
        "signal.signal(signal.SIGTERM, lambda *_: asked.append(1))\n"
        "address = parse_address(sys.argv[1])\n"
        "create_database(address)\n"
        "database = FirebirdDatabase(address)\n"
        "os.kill(os.getpid(), signal.SIGTERM)\n"
        "time.sleep(0.3)\n"
        "database.transact(lambda s: s.campaigns.create(CampaignSettings('A')))\n"
        "database.close()\n"
        "sys.exit(0 if asked else 1)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.fdb")], timeout=60,
                          check=False)  # fmt: skip
    assert done.returncode == 0


def test_sigterm_still_ends_a_program_without_a_handler(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, time\n"
        "from engine.adapters.firebird import *\n"
        "create_database(parse_address(sys.argv[1]))\n"
        "os.kill(os.getpid(), signal.SIGTERM)\n"
        "time.sleep(100)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.fdb")], timeout=60,
                          check=False)  # fmt: skip
    assert done.returncode == -signal.SIGTERM
