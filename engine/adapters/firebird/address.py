"""Where a database is: an embedded file, or a database on a Firebird server."""

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from engine.errors import KnownError

DEFAULT_PORT = 3050
_FORM = "Write it as firebird://USER@HOST[:PORT]/DATABASE (password in RINO_DB_PASSWORD)."

#: What means something in a URL; everything else stays readable.
_ESCAPES = {"%": "%25", "?": "%3F", "#": "%23"}


@dataclass(frozen=True, slots=True)
class Address:
    """``host`` is empty for an embedded file; ``database`` is then its absolute path, otherwise
    the server's alias or path for it."""

    database: str
    host: str = ""
    port: int = DEFAULT_PORT
    user: str = "SYSDBA"

    @property
    def embedded(self) -> bool:
        return not self.host

    @property
    def path(self) -> Path:
        """The file of an embedded database."""
        assert self.embedded
        return Path(self.database)

    @property
    def dsn(self) -> str:
        """What the Firebird client library takes."""
        if self.embedded:
            return self.database
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"inet://{host}:{self.port}/{self.database}"

    def __str__(self) -> str:
        """For messages and for ``parse_address``; never holds a password."""
        if self.embedded:
            return self.database
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORT else f":{self.port}"
        user, database = (
            "".join(_ESCAPES.get(c, c) for c in part) for part in (self.user, self.database)
        )
        return f"firebird://{user.replace('@', '%40').replace('/', '%2F')}@{host}{port}/{database}"


def parse_address(text: str) -> Address:
    """``PATH`` or ``firebird://USER@HOST[:PORT]/DATABASE``; KnownError when it is neither.

    DATABASE is the server's alias, or a path on the server: ``/srv/rino.fdb`` is written
    ``firebird://USER@HOST//srv/rino.fdb``, a Windows path ``firebird://USER@HOST/D:/rino.fdb``.
    With one slash (``firebird://USER@HOST/srv/rino.fdb``) it means the same: an alias has none,
    and a path relative to the server's working folder is nothing anybody could rely on.
    """
    text = text.strip()
    if not text:
        raise KnownError("the address of the database is empty.", mend="Give a path or a URL.")
    scheme, separator, _ = text.partition("://")
    if not separator:
        if sys.platform != "win32" and ":" in text:
            # Firebird would take what is before it for the name of a server.
            raise KnownError(
                "the database path '{text}' contains a colon.", mend="Rename it.", text=text
            )
        return Address(database=str(Path(text).expanduser().absolute()))
    if scheme.lower() != "firebird":
        raise KnownError("'{scheme}://' is no database address.", mend=_FORM, scheme=scheme)
    try:
        parts = urlsplit(text)
        port = parts.port or DEFAULT_PORT
    except ValueError as error:
        raise KnownError(
            "the database address is malformed: {reason}.", mend=_FORM, reason=error
        ) from error
    if parts.password is not None:
        # It would end up in process lists and logs.
        raise KnownError("the database address contains a password.", mend=_FORM)
    database = unquote(parts.path)[1:]
    if "/" in database and not database.startswith("/") and database[1:2] != ":":
        database = f"/{database}"
    if not parts.hostname or not database or parts.query or parts.fragment:
        raise KnownError(
            "the database address '{text}' is incomplete or malformed.", mend=_FORM, text=text
        )
    return Address(
        database=database,
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or "SYSDBA"),
    )
