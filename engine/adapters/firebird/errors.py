"""Turns what Firebird reports into what the rest of the product understands."""

from collections.abc import Sequence

import fdb

from engine.adapters.firebird.address import Address
from engine.errors import KnownError

# Firebird's error numbers (gds codes), see iberror.h of the client.
_BAD_FORMAT = 335544323
_BAD_HANDLE = 335544324
_DEADLOCK = 335544336
_IO_ERROR = 335544344
_LOCK_CONFLICT = 335544345
_NO_DUPLICATE = 335544349
_NO_PRIVILEGE = 335544352
_UNAVAILABLE = 335544375
_WRONG_ODS = 335544379
_UPDATE_CONFLICT = 335544451
_LOGIN = 335544472
#: "Any message": Firebird 3 gives it for a text that it has swept away.
_RANDOM = 335544382
_LOCK_TIMEOUT = 335544510
_SHUT_IN_PROGRESS = 335544506
_SHUTDOWN = 335544528
_NETWORK = 335544721
_NET_CONNECT = 335544722
_NET_READ = 335544726
_NET_WRITE = 335544727
_LOST = 335544741
_UNIQUE_KEY = 335544665
_SHUTDOWN_ATTACHMENT = 335544856
_CONCURRENT = 335544878
_SERVICE_SHUTDOWN = 335544869

_CONFLICTS = frozenset(
    {_DEADLOCK, _LOCK_CONFLICT, _UPDATE_CONFLICT, _LOCK_TIMEOUT, _CONCURRENT}
)  # fmt: skip
_LOST_CONNECTION = frozenset(
    {_BAD_HANDLE, _IO_ERROR, _UNAVAILABLE, _SHUT_IN_PROGRESS, _SHUTDOWN, _NETWORK, _NET_CONNECT,
     _NET_READ, _NET_WRITE, _LOST, _SHUTDOWN_ATTACHMENT, _SERVICE_SHUTDOWN}
)  # fmt: skip


def gds_code(error: BaseException) -> int:
    """Firebird's number of an fdb error; 0 when it has none."""
    code = error.args[2] if isinstance(error, fdb.Error) and len(error.args) > 2 else 0
    return int(code)


def is_conflict(error: BaseException) -> bool:
    """Two transactions wanted the same row: doing it again is right. So it is where a text was
    replaced between the reading of its row and its own: before version 4, Firebird keeps old texts
    for nobody who reads what is committed."""
    code = gds_code(error)
    return code in _CONFLICTS or (code == _RANDOM and "BLOB not found" in str(error))


def is_lost(error: BaseException) -> bool:
    """The connection is no more."""
    return gds_code(error) in _LOST_CONNECTION


def is_duplicate(error: BaseException) -> bool:
    """A unique index refused the row."""
    return gds_code(error) in (_UNIQUE_KEY, _NO_DUPLICATE)


def is_forbidden(error: BaseException) -> bool:
    """The account has no privilege for that."""
    return gds_code(error) == _NO_PRIVILEGE


def is_too_long(error: BaseException) -> bool:
    """A text is longer than any that is kept there; fdb sees the longest ones by itself."""
    return "string right truncation" in str(error) or "is too long, expected" in str(error)


def too_long() -> KnownError:
    return KnownError("a text is too long.", mend="Use a shorter one.")


def lines_of(error: BaseException) -> list[str]:
    """Firebird's message without fdb's preamble and SQLCODE."""
    text = str(error.args[0]) if error.args else str(error)
    return [
        line.removeprefix("- ").rstrip(".")
        for line in text.splitlines()
        if line.startswith("- ") and "SQLCODE" not in line
    ] or [text.strip()]


def one_line(error: BaseException) -> str:
    """Firebird's message in one line."""
    return "; ".join(lines_of(error))


def connect_error(address: Address, error: fdb.Error) -> KnownError:
    """Why a connection could not be made, in words, and what to do about it."""
    code, lines = gds_code(error), lines_of(error)
    if code == _LOGIN:
        return KnownError(
            "the server at {host} refuses the user {user} or the password.",
            mend="Set RINO_DB_PASSWORD to the right one.",
            host=address.host,
            user=address.user,
        )
    if code in (_NETWORK, _NET_CONNECT, _NET_READ, _NET_WRITE, _UNAVAILABLE) and address.host:
        return KnownError(
            "the Firebird server at {host}:{port} cannot be reached ({reason}).",
            mend="Start it, or correct host and port in --db.",
            host=address.host,
            port=address.port,
            reason="; ".join(lines[1:]) or lines[0],
        )
    if _misses_file(lines):
        return KnownError(
            "the database {address} does not exist.",
            mend="Create it: rino-desktop db init",
            address=address,
        )
    if code in (_BAD_FORMAT, _WRONG_ODS) or (code == _IO_ERROR and '"read"' in lines[0]):
        return KnownError(
            "{address} is not a Firebird database that this program can read ({reason}).",
            mend="Give the right file with --db, or restore it from a backup.",
            address=address,
            reason="; ".join(lines),
        )
    if code == _NO_PRIVILEGE:
        return forbidden(address, error)
    if any("ICU library" in line for line in lines) and not address.host:
        return KnownError(
            "the embedded Firebird needs the system library ICU.",
            mend="Install it: apt-get install libicu72 (Ubuntu 24.04: libicu74)",
        )
    return KnownError(
        "cannot open the database {address}: {reason}.", address=address, reason="; ".join(lines)
    )


def forbidden(address: Address, error: BaseException) -> KnownError:
    return KnownError(
        "the user {user} may not do this with {address} ({reason}).",
        mend="Use a user that has the right, for example the owner of the database.",
        user=address.user,
        address=address,
        reason=lines_of(error)[0],
    )


def _misses_file(lines: Sequence[str]) -> bool:
    text = " ".join(lines)
    return (
        "No such file" in text
        or "cannot find the" in text  # Windows
        or "is undefined" in text  # an alias the server does not know
    )
