"""A process that runs registered functions, one at a time.

A function may do anything: print, leave threads behind, hang, take the process down. That is why
it runs here, and why the parent kills this process when its time is up. Lines come in on stdin
(``engine.adapters.scripts.wire``), answers go out on what was stdout; what functions print goes
to stderr, from where the parent logs it.
"""

import os
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from typing import Any

from engine.adapters.scripts import wire
from engine.ports.scripts import ENTRY_POINT_GROUP


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    loaded: dict[str, Callable[..., Any]] = {}
    answers.write(wire.encode({"ready": True}))
    # The end of stdin is the end of the parent, and so of this process.
    for line in sys.stdin.buffer:
        message = wire.decode(line)
        try:
            function = _function(message["script"], loaded)
            answer = wire.encode({"values": _result(function(**message["arguments"]))})
            if len(answer) > wire.LONGEST:
                raise ValueError(f"returned more than {wire.LONGEST} bytes")
        except Exception as error:
            answer = wire.encode({"error": _words(error)})
        answers.write(answer)


def _words(error: Exception) -> str:
    """An exception is a stranger's, too: its text may be of any length, or fail."""
    try:
        text = str(error)
    except Exception:
        text = ""
    text = text[:300].encode(errors="replace").decode()
    return f"{type(error).__name__}: {text}"


def _function(name: str, loaded: dict[str, Callable[..., Any]]) -> Callable[..., Any]:
    function = loaded.get(name)
    if function is None:
        (entry,) = entry_points(group=ENTRY_POINT_GROUP, name=name)
        function = loaded[name] = entry.load()
    return function


def _result(returned: object) -> dict[str, Any]:
    if returned is None:
        return {}
    if not isinstance(returned, Mapping):
        raise TypeError(f"returned {type(returned).__name__} instead of a mapping")
    return {str(name): wire.as_value(value) for name, value in returned.items()}


if __name__ == "__main__":
    main()
