"""In which order the files of tests go to the workers of pytest-xdist: always some that wait (for
calls, processes, the clock) beside some that compute.

In the order of their names all that wait would come first and leave a quarter of the machine idle,
and all that compute would come last and stand in each other's way.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_ROOT = Path(__file__).parents[1]
#: Folders and files whose tests keep a core busy; the others mostly wait.
_COMPUTING = (
    "unit",
    "architecture",
    "integration/engine",
    "integration/lists",
    "integration/reports",
    "integration/desktop/test_looks.py",
)
#: Roughly, of one test: what the files are weighed with.
_SECONDS = {"e2e": 3.0, "integration": 0.7, "unit": 0.07}


def handed_out(items: Sequence[T], path_of: Callable[[T], Path]) -> list[T]:
    """Both kinds of files from the first to the last, each in its order; a file stays whole."""
    files = [(path, list(of)) for path, of in groupby(items, path_of)]
    kinds: dict[bool, list[tuple[Path, list[T]]]] = defaultdict(list)
    for path, of in files:
        kinds[_computes(path)].append((path, of))
    placed = [each for kind in kinds.values() for each in _placed(kind)]
    # Stable: of two at the same place the waiting one, which began to be read first, comes first.
    return [item for _, of in sorted(placed, key=lambda each: each[0]) for item in of]


def _placed(files: Iterable[tuple[Path, list[T]]]) -> list[tuple[float, list[T]]]:
    """Each with the share of its kind's time that lies before it."""
    begun, found = 0.0, []
    for path, of in files:
        found.append((begun, of))
        begun += len(of) * _SECONDS.get(path.relative_to(_ROOT).parts[0], 0.1)
    return [(at / begun, of) for at, of in found]


def _computes(path: Path) -> bool:
    place = path.relative_to(_ROOT).as_posix()
    return any(place == each or place.startswith(f"{each}/") for each in _COMPUTING)
