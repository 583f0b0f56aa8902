"""Files that hold a scheme's text: read with care for what they may turn out to be, and written
whole or not at all."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from engine.errors import KnownError
from engine.scheme.codec import LARGEST
from rino_desktop.texts import t
from rino_desktop.texts.errors import reason_of

#: Most letters of a Russian scheme take two bytes.
LARGEST_BYTES = 2 * LARGEST
_MB = 1_000_000


def text_of(path: Path) -> str:
    """The text of a file; KnownError names the file and says what to do. No more of it is read
    than a scheme can have, whatever it turns out to be."""
    try:
        content = _content(path)
    except FileNotFoundError:
        raise KnownError(t("{file}: there is no such file.", file=path)) from None
    except PermissionError:
        raise KnownError(
            t("{file}: no right to read or write it.", file=path),
            mend=t("Have its owner give you the right, or copy it to a folder of yours."),
        ) from None
    except OSError as error:
        raise KnownError(
            t("{file}: cannot be read: {reason}.", file=path, reason=reason_of(error)),
            mend=t("Copy it to another disk and try again."),
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise KnownError(
            t("{file}, line {line}: not UTF-8 text.", file=path, line=line),
            mend=t("Save it as UTF-8."),
        ) from None


def write(path: Path, document: str) -> None:
    """OSError; what was there before is there then."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".scheme-")
    try:
        with open(number, "w", encoding="utf-8") as file:  # noqa: PTH123 # a descriptor
            file.write(document)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):  # a disk without rights of its own
            os.chmod(name, _rights(path))  # noqa: PTH101 # a name, too
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def _content(path: Path) -> bytes:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise KnownError(
            t("{file}: is a folder, not a file.", file=path),
            mend=t("Choose the file of a scheme in it."),
        )
    if not stat.S_ISREG(status.st_mode):
        # A pipe would be waited for, a device never ends.
        raise KnownError(
            t("{file}: not an ordinary file.", file=path),
            mend=t("Choose the file of a scheme."),
        )
    if status.st_size > LARGEST_BYTES:
        raise _too_large(path, status.st_size)
    with path.open("rb") as file:
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:  # it grows while it is read
        raise _too_large(path, len(content))
    return content


def _too_large(path: Path, size: int) -> KnownError:
    return KnownError(
        t(
            "{file}: {size} MB, too large to be a scheme: {limit} MB at most. It was not read.",
            file=path,
            size=-(-size // _MB),
            limit=LARGEST_BYTES // _MB,
        ),
        mend=t("Choose the file of a scheme; a scheme that large has to be divided."),
    )


def _rights(path: Path) -> int:
    """Those of the file that is replaced; else what new files get here."""
    with suppress(OSError):
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
