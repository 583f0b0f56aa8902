"""A pipe from the parent is no longer standard input, and still tells of the parent's end."""

import subprocess
import sys
from pathlib import Path

_CODE = """
import sys
from engine.private_stdin import take_stdin

pipe = take_stdin()
print(repr(sys.stdin.read()), repr(pipe.read(3)), repr(pipe.read()), flush=True)
"""


def test_the_pipe_has_a_number_of_its_own() -> None:
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", _CODE], input=b"abcdef", capture_output=True, cwd=root, check=True
    )
    assert done.stdout.split() == [b"''", b"b'abc'", b"b'def'"]
