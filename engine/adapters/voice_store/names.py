"""Names of files in a voice store, and of what is only on its way there."""

import re
import secrets
from pathlib import PurePosixPath

from engine.errors import KnownError

#: Names that are no files on Windows, whatever their ending.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
_LEFTOVER = ".part"


def checked(name: str) -> str:
    """The name with nothing in it that leads out of the store. KnownError otherwise."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or any(_leads_out(part) for part in parts):
        raise KnownError(
            "{name} is no name in a voice store.",
            mend="Names are like prompts/hello.wav, without .. and without a leading slash.",
            name=repr(name),
        )
    return "/".join(parts)


def _leads_out(part: str) -> bool:
    return (
        part == ".."
        or not part.strip("/")
        or part != part.rstrip(" .")
        or any(char == ":" or ord(char) < 32 for char in part)
        or _DEVICE.match(part) is not None
    )


def temporary(name: str) -> str:
    """Beside the file, so that moving it there is no copy."""
    folder, slash, base = name.rpartition("/")
    return f"{folder}{slash}.{base[:80]}.{secrets.token_hex(6)}{_LEFTOVER}"


def is_leftover(name: str) -> bool:
    base = name.rpartition("/")[2]
    return base.startswith(".") and base.endswith(_LEFTOVER)


def is_shown(name: str) -> bool:
    """Hidden files are nobody's prompts; the speech cache may lie in the store's own folder."""
    parts = name.split("/")
    return not any(part.startswith(".") for part in parts) and parts[0] != "cache"
