"""Files that a command is given."""

from pathlib import Path

from engine.errors import KnownError
from rino_desktop.texts import t


def read_text(file: Path) -> str:
    """KnownError when there is none, or it is no text."""
    try:
        return file.expanduser().read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnownError(t("{file} cannot be read: {reason}.", file=file, reason=error)) from error
