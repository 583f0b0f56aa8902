"""What several packages take along is built once."""

import os
import subprocess
import sys

import pytest

from installer.manual import inputs


@pytest.fixture(scope="session")
def manuals() -> None:
    """By the command of ``make manuals``; what it asks of the network is refused."""
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-m", "tools.manual"], cwd=inputs.ROOT, env={**os.environ, **nowhere},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert inputs.trouble() == ""
