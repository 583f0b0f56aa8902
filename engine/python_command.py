"""How a child process of ours is started: line workers, registered functions, forms."""

import sys

#: Set by the launcher of the Windows installer (installer/windows/launcher/launcher.c).
_MARK = "rino_launcher"


def python_command() -> tuple[str, ...]:
    """What to put before the arguments of a Python interpreter. Under the launcher
    ``sys.executable`` is the program itself, which is an interpreter only when asked."""
    if under_launcher():
        return (sys.executable, "--python")
    return (sys.executable,)


def under_launcher() -> str:
    """``console`` or ``window``, the kind of launcher that this process runs under; else empty."""
    return str(sys._xoptions.get(_MARK, ""))
