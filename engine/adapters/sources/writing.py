"""Makes a database of one's own from a script and rows: Firebird, SQLite, SQLAlchemy.

Not for data sources, which are never written to: for the sample that the product brings along.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from engine.errors import KnownError

#: (table, columns, rows)
Portion = tuple[str, Sequence[str], Sequence[Sequence[object]]]


def kind_of(url: str) -> str:
    """Which script the database of this URL (or path) wants."""
    scheme = url.partition("://")[0].lower() if "://" in url else "firebird"
    if scheme in ("firebird", "sqlite"):
        return scheme
    if scheme.partition("+")[0] == "postgresql":
        return "postgresql"
    raise KnownError(
        "the sample is made in Firebird, PostgreSQL or SQLite, not in {scheme}.",
        mend="Give the path of a Firebird file, sqlite:///FILE or postgresql+psycopg://…",
        scheme=scheme,
    )


def write_database(url: str, password: str, script: str, portions: Iterable[Portion]) -> None:
    """Run the script, then insert the portions, in one transaction where that is possible. A
    file that exists is not touched; KnownError for whatever goes wrong, and then no file of ours
    is left."""
    kind = kind_of(url)
    if kind == "firebird":
        _firebird(url, password, script, portions)
    else:
        _alchemy(kind, url, password, script, portions)


def _insert(table: str, columns: Sequence[str], mark: str = "?") -> str:
    marks = ", ".join(mark.format(name=name) for name in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 # our names


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise KnownError("{file} exists already.", mend="Name another file.", file=path)
    if not path.parent.is_dir():
        raise KnownError("there is no folder {folder}.", mend="Create it.", folder=path.parent)


def _firebird(url: str, password: str, script: str, portions: Iterable[Portion]) -> None:
    import fdb

    from engine.adapters.firebird import runtime
    from engine.adapters.firebird.address import parse_address
    from engine.adapters.firebird.connection import Connection, create_empty
    from engine.adapters.firebird.errors import connect_error, one_line
    from engine.adapters.firebird.sql_script import statements_of

    address = parse_address(url)
    if address.embedded:
        _refuse_existing(address.path)
    runtime.load()
    try:
        create_empty(address, password, 8192)
    except fdb.Error as error:
        raise connect_error(address, error) from error
    done = False
    connection = Connection(address, password)
    try:
        connection.begin()
        for statement in statements_of(script):
            connection.execute(statement)
        connection.commit()  # tables are there for statements after it
        connection.begin()
        for table, columns, rows in portions:
            connection.execute_many(_insert(table, columns), rows)
        connection.commit()
        done = True
    except fdb.Error as error:
        raise KnownError(
            "the sample could not be made: {reason}.", reason=one_line(error)
        ) from error
    finally:
        connection.close()
        if not done and address.embedded:
            address.path.unlink(missing_ok=True)


def _alchemy(kind: str, url: str, password: str, script: str, portions: Iterable[Portion]) -> None:
    import sqlalchemy
    from sqlalchemy import exc

    file = Path(unquote(urlsplit(url).path)[1:]) if kind == "sqlite" else None
    if file is not None:
        _refuse_existing(file)
    try:
        parsed = sqlalchemy.make_url(url)
        engine = sqlalchemy.create_engine(
            parsed.set(password=password) if password else parsed, poolclass=sqlalchemy.NullPool
        )
    except (exc.ArgumentError, ImportError) as error:
        raise KnownError("data source: the URL cannot be read: {reason}.", reason=error) from error
    done = False
    try:
        with engine.begin() as connection:
            if kind == "sqlite":
                raw: Any = connection.connection.driver_connection
                raw.executescript(script)
            else:
                for part in script.split("\n^\n"):
                    connection.exec_driver_sql(part.replace("%", "%%"))
            for table, columns, rows in portions:
                if rows:
                    statement = sqlalchemy.text(_insert(table, columns, ":{name}"))
                    connection.execute(statement, [_named(columns, row, kind) for row in rows])
        done = True
    except (exc.SQLAlchemyError, OSError) as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split()).rstrip(".")
        raise KnownError("the sample could not be made: {reason}.", reason=reason) from error
    finally:
        engine.dispose()
        if not done and file is not None:
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _named(columns: Sequence[str], row: Sequence[object], kind: str) -> Mapping[str, object]:
    if kind == "sqlite":
        row = [_plain(value) for value in row]
    return dict(zip(columns, row, strict=True))


def _plain(value: object) -> object:
    """SQLite has neither decimal numbers nor dates."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
