"""Data sources by URL: what a source is, is told by what stands before ``://``."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.ports.sources import SourceTrouble

if TYPE_CHECKING:
    from engine.ports.sources import SourceConnection, SourceFactory, SourceSettings


def open_connection(
    settings: "SourceSettings",
    password: str = "",
    extra: "Mapping[str, SourceFactory]" = MappingProxyType({}),
) -> "SourceConnection":
    """Open a connection; SourceTrouble when the URL is of no known kind or nothing is there.

    ``extra``: kinds of sources that plug-ins add, by the scheme of their URLs. Drivers are loaded
    here: a program that asks no PostgreSQL loads none.
    """
    scheme, separator, _ = settings.url.partition("://")
    scheme = scheme.lower() if separator else ""
    if scheme in extra:
        return _guarded(extra[scheme], settings, password)
    if scheme in ("", "firebird"):
        from engine.adapters.sources.firebird import open_firebird

        return open_firebird(settings, password)
    if scheme == "sqlite":
        from engine.adapters.sources.sqlite import open_sqlite

        return open_sqlite(settings, password)
    if scheme in ("http", "https"):
        from engine.adapters.sources.http import open_http

        return open_http(settings, password)
    from engine.adapters.sources.alchemy import open_alchemy

    return open_alchemy(settings, password)


def check_kind(url: str, extra: "Mapping[str, SourceFactory]" = MappingProxyType({})) -> None:
    """SourceTrouble when the URL is of no known kind; nothing is opened."""
    scheme, separator, _ = url.partition("://")
    scheme = scheme.lower() if separator else ""
    if scheme in extra or scheme in ("", "firebird", "sqlite", "http", "https"):
        return
    from engine.adapters.sources.alchemy import check_alchemy

    check_alchemy(url)


def _guarded(
    factory: "SourceFactory", settings: "SourceSettings", password: str
) -> "SourceConnection":
    """A stranger's code: anything may go wrong in it."""
    try:
        return factory(settings, password)
    except SourceTrouble:
        raise
    except Exception as error:
        raise SourceTrouble(
            "data source {name}: its plug-in failed: {reason}.",
            name=settings.name,
            reason=f"{type(error).__name__}: {error}",
        ) from error
