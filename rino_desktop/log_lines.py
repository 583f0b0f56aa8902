"""How lines of the log look: as text for people, as JSON for programs that collect them.

No line shows a secret, whatever library has put it into its message. Under systemd each line
begins with its priority, as ``sd-daemon(3)`` has it, so that ``journalctl -p warning`` finds it.
"""

import json
import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TextIO

from engine import log_context
from rino_desktop.struck_out import hidden

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
#: Priorities of syslog(3).
_PRIORITIES = (
    (logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6),
)  # fmt: skip
_DEBUG = 7


class TextLines(logging.Formatter):
    def __init__(self) -> None:
        super().__init__(_TEXT)

    def format(self, record: logging.LogRecord) -> str:
        return hidden(super().format(record))


class JsonLines(logging.Formatter):
    """One object in a line: ``time`` (UTC), ``level``, ``logger``, ``message``, ``template`` (the
    message before its values were put in), ids of what it is about, ``exception``."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": hidden(record.getMessage()),
        }
        if record.args and isinstance(record.msg, str):
            line["template"] = hidden(record.msg)
        for name, value in log_context.current().items():
            line[name] = hidden(value) if isinstance(value, str) else value
        if record.exc_info:
            line["exception"] = hidden(self.formatException(record.exc_info))
        if record.stack_info:
            line["stack"] = hidden(self.formatStack(record.stack_info))
        return json.dumps(line, ensure_ascii=False)


class WithPriority(logging.Formatter):
    """Each line of another formatter with ``<N>`` before it."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        number = next((n for level, n in _PRIORITIES if record.levelno >= level), _DEBUG)
        text = self._inner.format(record)
        return "\n".join(f"<{number}>{line}" for line in text.splitlines() or [""])


def formatter(form: str, *, journal: bool) -> logging.Formatter:
    """``form``: "text" or "json"."""
    lines: logging.Formatter = JsonLines() if form == "json" else TextLines()
    return WithPriority(lines) if journal else lines


def goes_to_journal(
    stream: TextIO = sys.stderr, environment: Mapping[str, str] = os.environ
) -> bool:
    """Whether systemd's journal reads the stream itself: it may have been sent elsewhere."""
    device, _, inode = environment.get("JOURNAL_STREAM", "").partition(":")
    if not (device.isdigit() and inode.isdigit()):
        return False
    try:
        known = os.fstat(stream.fileno())
    except (OSError, ValueError, AttributeError):  # no stream, a closed one, none of the system
        return False
    return (known.st_dev, known.st_ino) == (int(device), int(inode))
