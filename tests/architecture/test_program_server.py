"""Commands that a forked program runs (tests/helpers/program_server.py)."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.helpers import program_server


def test_one_that_was_given_up_is_in_nobodys_way(tmp_path: Path) -> None:
    def version(timeout_s: float) -> tuple[int, str, str]:
        return program_server.run(
            ["--version"], cwd=tmp_path, env=dict(os.environ), stdin="", timeout_s=timeout_s
        )

    with pytest.raises(subprocess.TimeoutExpired):
        version(0.0)
    status, out, err = version(60.0)
    assert (status, err) == (0, "")
    assert out
