"""The end of what systemd's journal has of the engines, as far as it is the program's own.

Where engines are services their log is there and in no file. Of systemd's own words nothing is
taken over but its codes: how a process ended, and what became of a start.
"""

import json
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rino_desktop.support_log import line

#: Ours, and the nightly backup of a shared server.
_UNITS = ("rino-engine@*.service", "rino-firebird-backup.service")
_MOST_LINES = 2000
_LONGEST_S = 20.0
_CODES = ("EXIT_CODE", "EXIT_STATUS", "UNIT_RESULT", "JOB_TYPE", "JOB_RESULT", "N_RESTARTS")
#: What these say (systemd.exec(5), systemd.service(5), org.freedesktop.systemd1(5)).
_SAID = frozenset({
    "exited", "killed", "dumped",
    "success", "exit-code", "signal", "core-dump", "timeout", "watchdog", "protocol", "oom-kill",
    "resources", "start-limit-hit",
    "start", "stop", "restart", "reload", "try-restart", "verify-active",
    "done", "failed", "canceled", "dependency", "skipped", "invalid",
    *(name.removeprefix("SIG") for name in signal.Signals.__members__),
})  # fmt: skip
_NUMBER = re.compile(r"\d{1,7}")
_FIELDS = ("MESSAGE", "SYSLOG_IDENTIFIER", "_PID", *_CODES)


def there_is_one() -> bool:
    return Path("/run/systemd/system").is_dir() and shutil.which("journalctl") is not None


def tail() -> str:
    """Its last lines, and where there are none, why. Blocks for some seconds. OSError."""
    command = [
        "journalctl", "--quiet", "--no-pager", "--output=json", f"--lines={_MOST_LINES}",
        f"--output-fields={','.join(_FIELDS)}", *(f"--unit={unit}" for unit in _UNITS),
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LONGEST_S, check=False
        )
    except subprocess.TimeoutExpired:
        return f"journalctl has not ended within {_LONGEST_S:.0f} s\n"
    if done.returncode:
        return f"journalctl ended with status {done.returncode}\n"
    entries = [_shown(entry) for entry in _entries(done.stdout)]
    if not entries:
        return "nothing, or nothing that this user may read: sudo rino-engine support-bundle FILE\n"
    return "\n".join(entries) + "\n"


def _entries(output: bytes) -> Iterator[dict[str, Any]]:
    for each in output.splitlines():
        try:
            entry = json.loads(each)
        except ValueError:
            continue
        if isinstance(entry, dict):
            yield entry


def _shown(entry: dict[str, Any]) -> str:
    head = f"{_when(entry.get('__REALTIME_TIMESTAMP'))} [{_plain(entry.get('_PID'))}]"
    if entry.get("SYSLOG_IDENTIFIER") == "systemd":
        codes = [f"{name}={_plain(entry[name])}" for name in _CODES if name in entry]
        return f"{head} systemd: {' '.join(codes) or '-'}"
    return f"{head} {line(_text(entry.get('MESSAGE')))}"


def _text(message: object) -> str:
    """Bytes that are no text come as a list of numbers, what is too long as nothing."""
    if isinstance(message, list):
        return bytes(each for each in message if isinstance(each, int)).decode("utf-8", "replace")
    return message if isinstance(message, str) else ""


def _plain(value: object) -> str:
    known = isinstance(value, str) and (value in _SAID or _NUMBER.fullmatch(value))
    return str(value) if known else "-"


def _when(microseconds: object) -> str:
    if not isinstance(microseconds, str) or not microseconds.isdigit():
        return "-"
    moment = datetime.fromtimestamp(int(microseconds[:16]) / 1e6, UTC)
    return moment.isoformat(timespec="milliseconds")
