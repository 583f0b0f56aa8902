"""What lies outside: data sources, external stores, registered functions."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop import secret_store
from rino_desktop.bootstrap.database import open_database
from rino_desktop.settings import Settings
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.adapters.sources.writing import Portion
    from engine.domain.outbox import OutboxSettings
    from engine.ports.outbox import ExternalStore
    from engine.ports.scripts import Scripts
    from engine.ports.sources import SourceConnection, SourceSettings
    from engine.scheme.dialogues import Outside
    from engine.service.sources import SourceService
    from rino_desktop.form_desk import Runs


def open_source(source: "SourceSettings") -> "SourceConnection":
    """A connection to a data source; it is only read."""
    from engine.adapters.sources import open_connection
    from engine.ports.sources import ENTRY_POINT_GROUP
    from rino_desktop import plugins
    from rino_desktop.sources import password_of

    extra = {} if _is_built_in(source.url) else plugins.load(ENTRY_POINT_GROUP)
    source = replace(source, url=secret_store.filled(source.url))
    return open_connection(source, password_of(source), extra)


def check_source_kind(url: str) -> None:
    """SourceTrouble when nothing here can open such a URL."""
    if not _is_built_in(url):
        from engine.adapters.sources import check_kind
        from engine.ports.sources import ENTRY_POINT_GROUP
        from rino_desktop import plugins

        check_kind(url, plugins.load(ENTRY_POINT_GROUP))


def _is_built_in(url: str) -> bool:
    scheme = url.partition("://")[0].lower() if "://" in url else "firebird"
    return scheme in ("firebird", "sqlite", "http", "https")


def write_sample(url: str, password: str, folder: Path, portions: "Iterable[Portion]") -> None:
    """The sample billing database; ``folder`` holds a script for each kind of database."""
    from engine.adapters.sources import writing

    script = (folder / f"{writing.kind_of(url)}.sql").read_text("utf-8")
    writing.write_database(url, password, script, portions)


def source_service(settings: Settings, database: "Runs") -> "SourceService":
    """What schemes ask data sources through; made inside the event loop that it serves."""
    from engine.service.sources import SourceService
    from rino_desktop.sources import all_sources

    return SourceService(
        lambda: database.run(lambda stores: all_sources(settings, stores)), open_source
    )


def external_store(settings: Settings, outbox: "OutboxSettings") -> "ExternalStore":
    """What an [[outbox]] of a campaign names, opened; blocking."""
    from engine.adapters.stores import StoreAccess, open_store

    url, password_env, charset = outbox.store, outbox.password_env, ""
    if not outbox.is_url:
        database = open_database(settings)
        try:
            source = database.transact(lambda stores: stores.sources.by_name(outbox.store))
        finally:
            database.close()
        url, charset = source.url, source.charset
        password_env = password_env or source.password_env
    password, token = (
        _secret(outbox.name, variable) for variable in (password_env, outbox.token_env)
    )
    if not outbox.is_url:  # of others {…} are what a row fills in
        url = secret_store.filled(url)
    return open_store(outbox, StoreAccess(url, password, token, charset))


def check_store_url(url: str) -> None:
    """KnownError for a database's URL that nobody here can open."""
    from engine.adapters.stores import check_url

    check_url(url)


def _secret(outbox: str, variable: str) -> str:
    if not variable:
        return ""
    value = secret_store.secret(variable)
    if secret_store.is_own(variable):
        raise secret_store.missing(variable, "")
    if not value and variable not in os.environ:
        raise KnownError(
            t("Outbox {name}: the environment variable {variable} is not set.",
              name=outbox, variable=variable),
            mend=t("Put the password into it."),
        )  # fmt: skip
    return value


def scripts() -> "Scripts":
    """The functions of installed plug-ins that schemes call."""
    from engine.adapters.scripts import ScriptPool

    return ScriptPool()


def script_names() -> list[str]:
    """Names of the functions of installed plug-ins; none of them is loaded."""
    from importlib.metadata import entry_points

    from engine.ports.scripts import ENTRY_POINT_GROUP

    return sorted(entry.name for entry in entry_points(group=ENTRY_POINT_GROUP))


@contextmanager
def live_outside(settings: Settings) -> "Iterator[Outside]":
    """Sources and functions for a test of a scheme that asks them really."""
    from rino_desktop.live_outside import live_outside as opened

    database = open_database(settings)
    try:
        with opened(lambda: source_service(settings, database), scripts) as outside:
            yield outside
    finally:
        database.close()
