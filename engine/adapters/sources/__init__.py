"""External databases by URL: ``firebird://USER@HOST[:PORT]/DATABASE`` and ``sqlite:///FILE``."""

from urllib.parse import parse_qs, unquote, urlsplit

from engine.errors import KnownError
from engine.ports.sources import DataSource

_FORM = "Write it as firebird://USER@HOST[:PORT]/DATABASE[?charset=WIN1251] or sqlite:///FILE."


def open_source(url: str, password: str = "") -> DataSource:
    """Open the data source; KnownError when the URL is of no known kind or nothing is there.

    ``?charset=`` of a Firebird URL names the character set of a database that does not say it
    itself (columns of character set NONE); ``firebird:///PATH`` is a file opened directly.
    """
    scheme = url.partition("://")[0].lower()
    if scheme == "sqlite":
        from engine.adapters.sources.sqlite import SqliteSource

        return SqliteSource(unquote(urlsplit(url).path)[1:])
    if scheme == "firebird":
        from engine.adapters.firebird.address import Address, parse_address
        from engine.adapters.sources.firebird import FirebirdSource

        parts = urlsplit(url)
        options = parse_qs(parts.query)
        unknown = set(options) - {"charset"}
        if unknown:
            raise KnownError(
                "data source: unknown option {option}.", mend=_FORM, option=sorted(unknown)[0]
            )
        charset = options.get("charset", ["UTF8"])[0]
        plain = url.partition("?")[0]
        if not parts.netloc:
            return FirebirdSource(Address(database=unquote(parts.path)), password, charset)
        return FirebirdSource(parse_address(plain), password, charset)
    raise KnownError(
        "data source: {scheme!r} is no known kind of database.", mend=_FORM, scheme=scheme
    )


def cell_text(value: object) -> str:
    """A value as a contact list would have it: dates as ISO 8601, numbers without noise."""
    from datetime import date, datetime, time
    from decimal import Decimal

    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bytes):
        raise KnownError(
            "data source: a column holds binary data.", mend="Leave it out of the query."
        )
    return str(value).strip()
