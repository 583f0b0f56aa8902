"""What takes long to make and is only copied afterwards: made by one worker of pytest-xdist for
all of them."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that ``make`` filled, in this test run, when it was first asked for ``name``."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, finished = base / name, base / f"{name}.finished"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            # Half of it may be there when making it has failed before.
            folder.mkdir(exist_ok=True)
            make(folder)
            finished.touch()
    return folder
