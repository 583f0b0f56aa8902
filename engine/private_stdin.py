"""Standard input as a pipe from the process that started us, for a thread that waits at it.

On Windows whoever asks anything about a pipe at which another thread waits has to wait, too, and
C libraries ask about standard input when they are loaded: a process whose thread waits there could
load none any more. So the pipe gets a number of its own, and at standard input there is nothing.
"""

import ctypes
import os
import sys
from typing import BinaryIO

_STANDARD_INPUT = -10


def take_stdin() -> BinaryIO:
    """The pipe. To be called once, before anything was read."""
    own = os.dup(0)
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 # no file with a path
        os.dup2(nothing.fileno(), 0)
    if sys.platform == "win32":
        import msvcrt

        handle = ctypes.c_void_p(msvcrt.get_osfhandle(0))
        ctypes.windll.kernel32.SetStdHandle(_STANDARD_INPUT, handle)
    return os.fdopen(own, "rb")
