"""Data sources: registered, declared in the configuration file, or named by their URL."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.sources import SourceConnection, SourceSettings, SourceTrouble, Table
from rino_desktop import secret_store
from rino_desktop.settings import Settings, did_you_mean
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.storage import Stores

#: The password of a source that is named by its URL.
PASSWORD_VARIABLE = "RINO_SOURCE_PASSWORD"  # noqa: S105 # the name of a variable


def all_sources(settings: Settings, stores: "Stores") -> list[SourceSettings]:
    """Registered ones go before those of the same name in the configuration file."""
    return stores.sources.all() + declared(settings, stores)


def declared(settings: Settings, stores: "Stores") -> list[SourceSettings]:
    """Those that only the configuration file has."""
    names = {source.name.casefold() for source in stores.sources.all()}
    return [
        SourceSettings(each.name, each.url, each.password_env)
        for each in settings.sources.values()
        if each.name.casefold() not in names
    ]


def find(settings: Settings, stores: "Stores", name: str) -> SourceSettings:
    """A source by its name, or by its URL: the latter for who may set up sources, because it gets
    what is in ``PASSWORD_VARIABLE``. KnownError, NoRight."""
    if "://" in name:
        stores.rights.require(Right.SOURCES_EDIT)
        check_url(name)
        return SourceSettings(name, name, PASSWORD_VARIABLE)
    known = {source.name.casefold(): source for source in all_sources(settings, stores)}
    found = known.get(" ".join(name.split()).casefold())
    if found is None:
        raise KnownError(
            t("There is no data source {name}.", name=repr(name)),
            mend=did_you_mean(name, [source.name for source in known.values()])
            or t("Add it: {example}.", example="rino-desktop source add NAME --url URL"),
        )
    return found


def check_url(url: str) -> None:
    """What would end up in process lists, logs and backups is refused: a password."""
    if "://" not in url:
        return
    try:
        parts = urlsplit(url)
        password = parts.password
        _ = parts.port
    except ValueError as error:
        raise KnownError(t("The URL cannot be read: {reason}.", reason=error)) from None
    if password is not None:
        raise KnownError(
            t("The URL contains a password."),
            mend=t("Put it into an environment variable and name that with --password-env."),
        )
    secret_store.refuse_secret_in(url)


def password_of(source: SourceSettings) -> str:
    """SourceTrouble when the variable is not set."""
    if not source.password_env:
        return ""
    try:
        password = secret_store.secret(source.password_env)
    except KnownError as error:
        if source.password_env != PASSWORD_VARIABLE:
            raise SourceTrouble(error.message, mend=error.mend) from None
        password = ""  # many such addresses need none
    if not password and source.password_env != PASSWORD_VARIABLE:
        raise SourceTrouble(
            t(
                "Data source {name}: the environment variable {variable} is not set.",
                name=source.name,
                variable=source.password_env,
            ),
            mend=t("Put the password into it."),
        )
    return password


def absolute(source: SourceSettings) -> SourceSettings:
    """With the path of a file as every process sees it, wherever it was started."""
    scheme, separator, rest = source.url.partition("://")
    if not separator:
        return replace(source, url=str(Path(source.url).expanduser().absolute()))
    if scheme == "sqlite" and rest.startswith("/"):
        return replace(source, url=f"sqlite:///{Path(rest[1:]).expanduser().absolute()}")
    return source


def ask(connection: SourceConnection, source: SourceSettings, query: str, *, rows: int) -> Table:
    """A query as ``source test`` puts it."""
    from engine.service.source_entities import entity_query

    text = query.strip()
    if not text.startswith("@"):
        return connection.query(text, {}, max_rows=rows, timeout_s=source.timeout_s)
    named = entity_query(source.mapping, text[1:], {}, connection.dialect)
    return named.named(
        connection.query(named.sql, named.parameters, max_rows=rows, timeout_s=source.timeout_s)
    )
