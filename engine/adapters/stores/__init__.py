"""External stores by URL: databases, web services, files (engine.ports.outbox.ExternalStore)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from engine.domain.outbox import OutboxSettings
from engine.errors import KnownError
from engine.ports.outbox import ExternalStore

if TYPE_CHECKING:
    from engine.adapters.firebird.address import Address


@dataclass(frozen=True, slots=True)
class StoreAccess:
    """How to get in: a registered source's own URL, password and character set, or those of the
    outbox. ``token``: of a web service."""

    url: str
    password: str = ""
    token: str = ""
    charset: str = ""


def open_store(settings: OutboxSettings, access: StoreAccess) -> ExternalStore:
    """Raises KnownError for what cannot be used, StoreDown for what cannot be reached."""
    scheme = access.url.partition("://")[0].lower() if "://" in access.url else "firebird"
    if scheme in ("http", "https"):
        from engine.adapters.stores.http import HttpStore

        return HttpStore(settings, access)
    if scheme == "file":
        from engine.adapters.stores.files import FileStore

        return FileStore(settings)
    if not settings.table and not settings.procedure:
        raise KnownError(
            "outbox {name}: a database needs a table or a procedure.", name=settings.name
        )
    from engine.adapters.stores.database import DatabaseStore

    if scheme == "firebird":
        from engine.adapters.stores.firebird import FirebirdLink

        return DatabaseStore(settings, FirebirdLink(settings, *_firebird(access)))
    from engine.adapters.stores.alchemy import AlchemyLink

    return DatabaseStore(settings, AlchemyLink(settings, access))


def _firebird(access: StoreAccess) -> "tuple[Address, str, str]":
    """(address, password, character set)"""
    from engine.adapters.firebird.address import Address, parse_address

    plain, _, query = access.url.partition("?")
    parts = urlsplit(plain)
    charset = access.charset or parse_qs(query).get("charset", [""])[0]
    if "://" in plain and not parts.netloc:
        address = Address(database=unquote(parts.path))
    else:
        address = parse_address(plain)
    return address, access.password, charset


def check_url(url: str) -> None:
    """KnownError for a database's URL that nobody here can open; nothing is opened."""
    if url.partition("://")[0].lower() == "firebird":
        _firebird(StoreAccess(url))
        return
    import sqlalchemy
    from sqlalchemy import exc

    try:
        sqlalchemy.make_url(url).get_dialect().import_dbapi()
    except (exc.ArgumentError, exc.NoSuchModuleError, ImportError, ValueError) as error:
        raise KnownError(
            "{scheme}:// is no kind of store that can be written to here ({reason}).",
            mend="Known: firebird, postgresql+psycopg, sqlite, http, https, file.",
            scheme=url.partition("://")[0],
            reason=error,
        ) from error
