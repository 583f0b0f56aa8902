"""Simple paths into JSON: ``account.balance``, ``items[0].name``, ``["a key"].b``, ``$``.

A part of the JSONPath of RFC 9535 that names one place; a leading ``$`` may be left out.
"""

import re

_STEP = re.compile(
    r"""\.?([^\W\d][\w-]*) | \[(-?\d{1,9})\] | \[(?:"([^"]*)"|'([^']*)')\]""", re.VERBOSE
)

#: Keys of objects and indices of lists; from the end where negative.
Path = tuple[str | int, ...]


class BadPathError(ValueError):
    pass


def parse_path(text: str) -> Path:
    """Raises BadPathError."""
    rest = text.strip()
    position = 1 if rest.startswith("$") else 0
    steps: list[str | int] = []
    if not rest:
        raise BadPathError(text)
    while position < len(rest):
        match = _STEP.match(rest, position)
        if match is None or (match[0].startswith(".") and position == 0):
            raise BadPathError(text)
        if match[1] is not None and not match[0].startswith(".") and position > 0:
            raise BadPathError(text)  # "a[0]b"
        if match[2] is not None:
            steps.append(int(match[2]))
        else:
            steps.append(next(key for key in (match[1], match[3], match[4]) if key is not None))
        position = match.end()
    return tuple(steps)


def at_path(document: object, path: Path) -> object:
    """What stands there; None where nothing does."""
    value = document
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        elif isinstance(value, list) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value
