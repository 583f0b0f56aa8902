"""The schema: its numbered migrations, a new database, and the way up from every earlier one."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import fdb

from engine.adapters.firebird import runtime
from engine.adapters.firebird.address import Address
from engine.adapters.firebird.connection import (
    Connection,
    create_empty,
    require_embedded_exists,
    to_db,
)
from engine.adapters.firebird.errors import connect_error, is_duplicate, one_line
from engine.adapters.firebird.sql_script import statements_of
from engine.adapters.firebird.structure import missing_indexes
from engine.errors import KnownError

PAGE_SIZE = 8192
_FOLDER = Path(__file__).parent / "migrations"
_NAME = re.compile(r"(\d{4})_(\w+)\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    version: int
    name: str
    statements: tuple[str, ...]


def migrations(up_to: int | None = None) -> list[Migration]:
    """All migrations in order, the last one being ``up_to`` where it is given."""
    result: list[Migration] = []
    for path in sorted(_FOLDER.glob("*.sql")):
        match = _NAME.fullmatch(path.name)
        assert match is not None, path
        statements = tuple(statements_of(path.read_text(encoding="utf-8")))
        result.append(Migration(int(match[1]), match[2], statements))
    assert [m.version for m in result] == list(range(1, len(result) + 1))
    return [m for m in result if up_to is None or m.version <= up_to]


def latest_version() -> int:
    return max(int(path.name[:4]) for path in _FOLDER.glob("*.sql"))


def create_database(address: Address, password: str = "", *, up_to: int | None = None) -> None:
    """Create the database with the whole schema; KnownError when there is one already.

    ``up_to`` stops at an earlier version (for tests of the way up). A creation that fails leaves
    no file behind.
    """
    runtime.load()
    if address.embedded:
        if address.path.exists():
            raise KnownError(
                "{address} exists already.",
                mend="Use it as it is, or give another path with --db.",
                address=address,
            )
        try:
            address.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError(
                "cannot make the folder {folder}: {reason}.",
                folder=address.path.parent,
                reason=error,
            ) from error
    elif exists(address, password):
        raise KnownError(
            "{address} exists already.", mend="Use it as it is, or choose a name.", address=address
        )
    try:
        create_empty(address, password, PAGE_SIZE)
    except fdb.Error as error:
        if address.embedded:
            address.path.unlink(missing_ok=True)
        raise connect_error(address, error) from error
    try:
        upgrade(address, password, up_to=up_to)
    except BaseException:
        drop_database(address, password)
        raise


def drop_database(address: Address, password: str = "") -> None:
    """Delete the database from the disk. Raises KnownError when it cannot be opened."""
    connection = Connection(address, password)
    try:
        connection.raw.drop_database()
    except fdb.Error as error:
        raise connect_error(address, error) from error
    finally:
        connection.close()


def exists(address: Address, password: str) -> bool:
    """Is there a database? KnownError when the server does not say."""
    try:
        Connection(address, password).close()
    except KnownError as error:
        if "does not exist" in error.message:
            return False
        raise
    return True


def version_of(connection: Connection) -> int:
    """The schema version of an open database; 0 when it is empty, KnownError when the tables in
    it are not ours. To be called outside a transaction."""
    connection.begin(read_only=True)
    try:
        tables = {
            name.strip()
            for (name,) in connection.raw.cursor().execute(
                "SELECT RDB$RELATION_NAME FROM RDB$RELATIONS WHERE RDB$SYSTEM_FLAG = 0"
            )
        }
        if "SCHEMA_VERSIONS" in tables:
            return int(
                connection.raw.cursor()
                .execute("SELECT COALESCE(MAX(version), 0) FROM schema_versions")
                .fetchone()[0]
            )
    finally:
        connection.rollback()
    if tables:
        raise KnownError(
            "{address} is a Firebird database, but not one of RINO Desktop.",
            mend="Give another one with --db.",
            address=connection.address,
        )
    return 0


def half_moved(connection: Connection) -> bool:
    """Tables without a version: somebody has moved another database into this one
    (engine.adapters.firebird.moving), and was broken off. To be called outside a transaction."""
    return version_of(connection) == 0 and _has_tables(connection)


def _has_tables(connection: Connection) -> bool:
    connection.begin(read_only=True)
    try:
        return connection.row(
            "SELECT 1 FROM RDB$RELATIONS WHERE RDB$RELATION_NAME = 'CAMPAIGNS'"
        ) is not None  # fmt: skip
    finally:
        connection.rollback()


def _refuse_half_moved(connection: Connection, version: int) -> None:
    if version == 0 and _has_tables(connection):
        raise KnownError(
            "a move into the database {address} was broken off: only a part has arrived.",
            mend="Call it again, with the same place to move from: rino-desktop db move FROM",
            address=connection.address,
        )


def require_known(connection: Connection, source: str) -> None:
    """KnownError when the database restored from ``source`` is not ours or too new for us."""
    version = version_of(connection)
    if not 0 < version <= latest_version():
        raise KnownError(
            "{source} is not a backup that this RINO Desktop can use (schema {version}).",
            mend="Install the current RINO Desktop, or use another backup.",
            source=source,
            version=version,
        )


def require_current(connection: Connection) -> None:
    """KnownError when the schema is older or newer than the program, or not whole."""
    version, latest = version_of(connection), latest_version()
    _refuse_half_moved(connection, version)
    if version < latest:
        raise KnownError(
            "the database {address} is of an earlier version (schema {version}, this"
            " program needs {latest}).",
            mend="Make a backup and run: rino-desktop db upgrade",
            address=connection.address,
            version=version,
            latest=latest,
        )
    if version > latest:
        raise KnownError(
            "the database {address} is of a later version (schema {version}, this program"
            " knows {latest}).",
            mend="Install the current RINO Desktop.",
            address=connection.address,
            version=version,
            latest=latest,
        )


def upgrade(address: Address, password: str = "", *, up_to: int | None = None) -> tuple[int, int]:
    """Bring the schema up to date; returns (version before, version after).

    Each migration is one transaction: killed in the middle, it is as if it had not begun. Two
    programs may do it at once. Indexes that have got lost are made again. KnownError when the
    schema is newer than the program.
    """
    require_embedded_exists(address)
    connection = Connection(address, password)
    try:
        before = version_of(connection)
        _refuse_half_moved(connection, before)
        if before > latest_version():
            require_current(connection)
        _ensure_version_table(connection)
        for migration in migrations(up_to):
            if migration.version > before:
                _apply(connection, migration)
        if up_to is None:
            _mend_indexes(connection)
        return before, version_of(connection)
    finally:
        connection.close()


def _ensure_version_table(connection: Connection) -> None:
    connection.begin()
    try:
        exists = connection.row(
            "SELECT 1 FROM RDB$RELATIONS WHERE RDB$RELATION_NAME = 'SCHEMA_VERSIONS'"
        )
        if not exists:
            connection.raw.execute_immediate(
                "CREATE TABLE schema_versions (version INTEGER NOT NULL PRIMARY KEY,"
                " name VARCHAR(100) NOT NULL, applied_at TIMESTAMP NOT NULL)"
            )
        connection.commit()
    except fdb.Error as error:
        connection.rollback()
        # The other program that upgrades at the same moment has made it.
        if version_of(connection) < 0:
            raise connect_error(connection.address, error) from error


def _apply(connection: Connection, migration: Migration) -> None:
    connection.begin()
    try:
        # First, so that a second program waits here and then finds it done.
        connection.execute(
            "INSERT INTO schema_versions (version, name, applied_at) VALUES (?, ?, ?)",
            (migration.version, migration.name, to_db(datetime.now(UTC))),
        )
        for statement in migration.statements:
            connection.raw.execute_immediate(statement)
        connection.commit()
    except fdb.Error as error:
        connection.rollback()
        if not is_duplicate(error):
            raise KnownError(
                "the migration {version}_{migration} of {address} failed and was undone: {reason}.",
                mend="Restore the backup made before, or ask for support with this message.",
                version=migration.version,
                migration=migration.name,
                address=connection.address,
                reason=one_line(error),
            ) from error


def _mend_indexes(connection: Connection) -> None:
    statements = [s for migration in migrations() for s in migration.statements]
    connection.begin(read_only=True)
    missing = missing_indexes(connection, statements)
    connection.rollback()
    for name, statement in missing.items():
        connection.begin()
        try:
            connection.raw.execute_immediate(statement)
            connection.commit()
        except fdb.Error as error:
            connection.rollback()
            raise KnownError(
                "the index {name} cannot be made again: {reason}.",
                mend="Stop all engines and try again; if that does not help, restore a backup.",
                name=name,
                reason=one_line(error),
            ) from error
