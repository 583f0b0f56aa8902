"""The shared database."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop import paths
from rino_desktop.settings import Settings, database_password
from rino_desktop.texts import t

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.adapters.firebird import Address, Moved, Problem
    from engine.lists.table import Table
    from engine.ports.audit import Actor
    from engine.ports.database_calls import Watched
    from engine.ports.lists import BulkLoader, ListReader
    from engine.ports.storage import Database


def database_address(settings: Settings) -> "Address":
    from engine.adapters.firebird import parse_address

    return parse_address(settings.database)


def database_name(settings: Settings) -> str:
    """The file, or the server with what its database is called there."""
    address = database_address(settings)
    name = address.database.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return name if address.embedded else f"{address.host}/{name}"


def access(settings: Settings) -> "tuple[Address, str]":
    return database_address(settings), settings.password or ""


def open_database(
    settings: Settings, watched: "Watched | None" = None, actor: "Actor | None" = None
) -> "Database":
    """One connection with a thread of its own. KnownError when the database does not exist or
    its schema is not this version's. ``watched``: around each call that may take its time;
    ``actor``: see ``Database.actor``."""
    from engine.adapters.firebird import FirebirdDatabase
    from engine.ports.database_calls import unwatched

    database = FirebirdDatabase(*access(settings), watched or unwatched)
    if actor is not None:
        database.actor = actor
    return database


def create_database(settings: Settings) -> None:
    from engine.adapters.firebird import create_database as create

    _make_folder(settings)
    create(*access(settings))


def database_exists(settings: Settings) -> bool:
    """KnownError when its server does not say."""
    from engine.adapters.firebird.schema import exists

    return exists(*access(settings))


def upgrade_database(settings: Settings) -> tuple[int, int]:
    """(schema version before, after)."""
    from engine.adapters.firebird import upgrade

    return upgrade(*access(settings))


def grant_roles(settings: Settings, name: str = "", role: str = "", password: str = "") -> None:
    """The roles of a database's server, and one account that gets one of them; ``password`` "": it
    is there already. KnownError."""
    from engine.adapters.firebird import Account, grant

    accounts = [Account(name, role, password)] if name else []
    grant(*access(settings), accounts)


def renew_grants(settings: Settings) -> bool:
    """False: the database has no roles."""
    from engine.adapters.firebird import renew

    return renew(*access(settings))


def schema_version() -> int:
    """The schema version that this program works with."""
    from engine.adapters.firebird.schema import latest_version

    return latest_version()


def check_database(settings: Settings) -> "list[Problem]":
    """Problems found; none: []."""
    from engine.adapters.firebird import check

    return check(*access(settings))


def database_inside(settings: Settings) -> "dict[str, Any]":
    """How it is inside, without anything of what it holds."""
    from engine.adapters.firebird.inside import look_inside

    return look_inside(*access(settings))


def firebird_versions(settings: Settings) -> tuple[str, str]:
    """Of what serves the database, and of the file's format. KnownError."""
    from engine.adapters.firebird.inside import versions

    return versions(*access(settings))


def backup_database(settings: Settings, target: Path) -> int:
    """The size of the backup in bytes."""
    from engine.adapters.firebird import backup

    return backup(*access(settings), target)


def restore_database(settings: Settings, source: Path, *, overwrite: bool) -> None:
    from engine.adapters.firebird import restore

    _make_folder(settings)
    restore(*access(settings), source, overwrite=overwrite)


def move_database(
    settings: Settings,
    source: str,
    progress: "Callable[[int, int], None]",
    source_password: str = "",
) -> "Moved":
    """Everything of ``source``, a path or a URL, into the database of ``settings``.
    ``source_password``: "" where both are on servers with the same one. ``progress``: rows so far,
    of how many. KnownError."""  # fmt: skip
    from engine.adapters.firebird import move, parse_address

    _make_folder(settings)
    password = source_password or settings.password or database_password(source) or ""
    return move(parse_address(source), password, *access(settings), progress)


def bulk_loader(settings: Settings, actor: "Actor | None" = None) -> "BulkLoader":
    """What an import writes through; one transaction on a connection of its own. ``actor``: who
    imports, and needs the right to; None: an engine."""
    from engine.adapters.firebird.bulk_load import FirebirdBulkLoader

    return FirebirdBulkLoader(*access(settings), actor)


def list_reader() -> "ListReader":
    from engine.adapters.lists import open_list

    return open_list


def list_encodings(path: Path) -> list[str]:
    """Encodings that a list may be in, the likeliest first; none for a workbook."""
    from engine.adapters.lists import candidate_encodings

    return candidate_encodings(path)


def list_tables(path: Path, encoding: str | None, delimiter: str | None) -> "Sequence[Table]":
    """A list as it is read with these choices of the user's."""
    from engine.adapters.lists import open_list

    return open_list(path, encoding, delimiter)


def _make_folder(settings: Settings) -> None:
    """The folder of an embedded database; a given path's folder must exist, ours is made."""
    if "://" in settings.database:
        return
    folder = Path(settings.database).expanduser().absolute().parent
    if Path(settings.database) == paths.default_database():
        folder.mkdir(parents=True, exist_ok=True)
    elif not folder.is_dir():
        raise KnownError(
            t("There is no folder {folder} for the database.", folder=folder),
            mend=t("Create it, or name another place with --db."),
        )
