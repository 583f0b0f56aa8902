"""The end of a log, as far as it is the program's own: when, how bad, who, and about what."""

import json
import re
from pathlib import Path
from typing import Any

from engine import log_context
from rino_desktop.support_words import STRUCK, report, words

_LAST_BYTES = 512 * 1024
_MOST_LINES = 2000
_PRIORITY = re.compile(r"^<\d>")
_TEXT = re.compile(
    r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (DEBUG|INFO|WARNING|ERROR|CRITICAL)"
    r" ([a-z_][\w.]{0,80}): (.*)$"
)
_LEVELS = frozenset({"debug", "info", "warning", "error", "critical"})
_LOGGER = re.compile(r"[a-z_][\w.]{0,80}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00")
#: Ids that are numbers of ours, and those that are words of ours with a number.
_NUMBERED = frozenset({"campaign", "attempt", "trunk"})
_ID = re.compile(r"(?:a|o|b|s|t|in-|line-)[0-9a-f-]{1,24}(?:-transfer\d+)?")


def tail(file: Path) -> str:
    """Its last lines. OSError."""
    with file.open("rb") as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - _LAST_BYTES))
        lines = stream.read().decode("utf-8", "replace").splitlines()
    return "\n".join(line(each) for each in lines[-_MOST_LINES:]) + "\n"


def line(line: str) -> str:
    """One line of a log, without what is not the program's own."""
    line = _PRIORITY.sub("", line)
    if line.startswith("{"):
        try:
            entry = json.loads(line)
        except ValueError:
            return STRUCK  # its beginning was cut off
        return json.dumps(_entry(entry), ensure_ascii=False) if isinstance(entry, dict) else STRUCK
    if found := _TEXT.match(line):
        return f"{found[1]} {found[2]} {found[3]}: {words(found[4], digits=False)}"
    return report(line).rstrip("\n")


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    """The template of a message stands in our source, whatever was put into it."""
    kept: dict[str, Any] = {}
    for name, value in entry.items():
        if not isinstance(value, str):
            if name in _NUMBERED and isinstance(value, int):
                kept[name] = value
        elif name == "time":
            kept[name] = value if _TIME.fullmatch(value) else STRUCK
        elif name == "level":
            kept[name] = value if value in _LEVELS else STRUCK
        elif name == "logger":
            kept[name] = value if _LOGGER.fullmatch(value) else STRUCK
        elif name in ("call", "worker"):
            kept[name] = value if _ID.fullmatch(value) else STRUCK
        elif name in ("message", "template"):
            kept[name] = words(value, digits=False)
        elif name in ("exception", "stack"):
            kept[name] = report(value)
        elif name in log_context.NAMES:
            kept[name] = STRUCK
    return kept
