"""Nothing of pydantic is left to be loaded once Qt is there: schemes need no more of it."""

import subprocess
import sys
from pathlib import Path

_ALL_BLOCKS = """
import sys
from rino_desktop.before_qt import load_what_schemes_need
load_what_schemes_need()
before = set(sys.modules)
from rino_desktop import bootstrap
bootstrap.node_types()
print(sorted(name for name in set(sys.modules) - before if name.startswith("pydantic")))
"""


def test_schemes_load_nothing_more_of_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ALL_BLOCKS], cwd=Path(__file__).parents[3],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
