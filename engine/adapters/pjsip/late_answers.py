"""Which cancelled INVITEs were answered with a 200 after all.

After a hang-up the library tells nothing more about a call, and looking at it between two events
finds the 200 only if the far end's answer to our BYE is not handled in the same turn, which a far
end on the same machine is quick enough for. What always passes is the library's log of messages
(level 4). It is costly, so it is switched on only while a CANCEL is under way, by a function that
the Windows wheel does not export; there, looking has to do.
"""

import contextlib
import ctypes
import sys
from collections.abc import Callable
from typing import Any

import pjsua2 as pj

_MESSAGE_LEVEL = 4


def _level_switch() -> Callable[[int], None] | None:
    with contextlib.suppress(OSError, AttributeError):
        switch = ctypes.CDLL(pj._pjsua2.__file__).pj_log_set_level
        switch.argtypes, switch.restype = [ctypes.c_int], None
        return switch
    return None


class AnswerLog(pj.LogWriter):  # type: ignore[misc]
    """The library's log: to stderr at the usual level; answers to INVITEs while ``watch``ed."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level
        self._switch = _level_switch()
        self._watching = False
        self._answered: set[str] = set()

    def watch(self, on: bool) -> None:
        """On while any CANCEL is under way."""
        if on is self._watching:
            return
        self._watching = on
        self._answered.clear()
        if self._switch is not None and self._level < _MESSAGE_LEVEL:
            self._switch(_MESSAGE_LEVEL if on else self._level)

    def answered(self, sip_call_id: str) -> bool:
        """Whether a 2xx to the INVITE with this Call-ID has come since watching began."""
        return sip_call_id in self._answered

    def write(self, entry: Any) -> None:
        # Called from the media clock's thread too.
        text = entry.msg
        if entry.level <= self._level:
            with contextlib.suppress(OSError, ValueError):  # the pool that reads it may be gone
                sys.stderr.write(text if text.endswith("\n") else text + "\n")
        if self._watching and "\nSIP/2.0 2" in text and "RX " in text and "/INVITE/" in text:
            for line in text.split("\r\n"):
                name, _, value = line.partition(":")
                if name.lower() in ("call-id", "i"):
                    self._answered.add(value.strip())
