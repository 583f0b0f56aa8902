"""Logging, and the crash log that a bug leaves behind."""

import logging
import os
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from rino_desktop import paths
from rino_desktop.struck_out import hidden

LEVELS = ("debug", "info", "warning", "error")
FORMATS = ("text", "json")
#: Libraries that log the address of each request: subscribers' numbers and tokens stand in those.
_TALKATIVE = ("httpx", "httpcore")


def set_up(level: str, form: str = "text") -> None:
    """Log lines go to standard error: a terminal, or the journal of the service manager. ``form``:
    one of ``FORMATS``."""
    from rino_desktop.log_lines import formatter, goes_to_journal

    logging.basicConfig(
        level=level.upper(),
        stream=sys.stderr,
        force=True,
    )
    for handler in logging.getLogger().handlers:
        handler.setFormatter(formatter(form, journal=goes_to_journal(sys.stderr)))
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def crash_report(error: BaseException) -> str:
    """What is needed to find the bug, as text."""
    from rino_desktop import __version__

    now = datetime.now(UTC)
    # Values of options may be secrets or subscribers' numbers: only the command's words.
    words = [word for word in sys.argv[1:3] if word.isalpha()]
    text = "\n".join(
        [
            f"rino-desktop {__version__}, Python {sys.version.split()[0]}, {sys.platform}",
            f"{now.isoformat(timespec='seconds')} command: {' '.join(words)}",
            "",
            "".join(traceback.format_exception(error)),
        ]
    )
    return hidden(text)


def write_crash_log(error: BaseException) -> Path:
    """Write what is needed to find the bug; returns the file's path. Never raises for a folder
    that cannot be written: then the file is in the temporary folder."""
    return write_report("crash", crash_report(error))


def write_report(kind: str, text: str) -> Path:
    """Write a file of its own for what goes beyond a log line; returns its path. Never raises, as
    ``write_crash_log``."""
    name = f"{kind}-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.log"
    for folder in (paths.log_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(hidden(text), encoding="utf-8")
        except OSError:
            continue
        return folder / name
    return Path(os.devnull)
