"""Schemes: one draft each, and published versions that never change."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from datetime import UTC, datetime

import fdb

from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.adapters.firebird.errors import is_duplicate
from engine.errors import KnownError, Phrase
from engine.ports.storage import SchemeInfo, SchemeVersion

_SELECT = (
    "SELECT v.id, v.scheme_id, s.name, v.version, v.document, v.published_at"
    " FROM scheme_versions v JOIN schemes s ON s.id = v.scheme_id"
)


def _version(row: Row) -> SchemeVersion:
    return SchemeVersion(row[0], row[1], row[2], row[3], row[4], from_db(row[5]))


class FirebirdSchemeStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def save_draft(self, name: str, document: str) -> None:
        scheme_id = self._id_of(name) or self._create(name)
        self._sql.execute("UPDATE schemes SET draft = ? WHERE id = ?", (document, scheme_id))

    def draft(self, name: str) -> str | None:
        row = self._sql.row("SELECT draft FROM schemes WHERE name_key = ?", (name_key(name),))
        if row is None:
            raise self._missing(name)
        return row[0]  # type: ignore[no-any-return]

    def publish(self, name: str, document: str) -> SchemeVersion:
        scheme_id = self._id_of(name) or self._create(name)
        # Two who publish at once get two numbers.
        self._sql.row("SELECT id FROM schemes WHERE id = ? WITH LOCK", (scheme_id,))
        current = self._current(scheme_id)
        if current is not None and current.document == document:
            return current
        (version_id,) = self._sql.next_ids("scheme_version_ids", 1)
        self._sql.execute(
            "INSERT INTO scheme_versions (id, scheme_id, version, document, published_at)"
            " VALUES (?, ?, (SELECT COALESCE(MAX(version), 0) + 1 FROM scheme_versions"
            " WHERE scheme_id = ?), ?, ?)",
            (version_id, scheme_id, scheme_id, document, to_db(datetime.now(UTC))),
        )
        self._point_to(scheme_id, version_id)
        return self.version(version_id)

    def rollback(self, name: str, version: int) -> SchemeVersion:
        scheme_id = self._id_of(name)
        if scheme_id is None:
            raise self._missing(name)
        row = self._sql.row(
            f"{_SELECT} WHERE v.scheme_id = ? AND v.version = ?", (scheme_id, version)
        )
        if row is None:
            raise KnownError(
                "the scheme '{name}' has no version {version}.",
                mend="See: rino-desktop scheme list",
                name=name,
                version=version,
            )
        found = _version(row)
        self._point_to(scheme_id, found.id)
        return found

    def current(self, name: str) -> SchemeVersion:
        scheme_id = self._id_of(name)
        if scheme_id is None:
            raise self._missing(name)
        version = self._current(scheme_id)
        if version is None:
            raise KnownError(
                "the scheme '{name}' is not published yet.",
                mend="Run: rino-desktop scheme publish {name}",
                name=name,
            )
        return version

    def version(self, version_id: int) -> SchemeVersion:
        row = self._sql.row(f"{_SELECT} WHERE v.id = ?", (version_id,))
        if row is None:
            raise KnownError(
                "there is no scheme version with the number {version_id}.", version_id=version_id
            )
        return _version(row)

    def published_ids(self) -> dict[str, int]:
        return dict(
            self._sql.rows(
                "SELECT name_key, published_id FROM schemes WHERE published_id IS NOT NULL"
            )
        )

    def all(self) -> list[SchemeInfo]:
        rows = self._sql.rows(
            "SELECT s.id, s.name, v.version, v.published_at,"
            " (SELECT COUNT(*) FROM scheme_versions n WHERE n.scheme_id = s.id),"
            " IIF(s.draft IS NULL, 0, 1)"
            " FROM schemes s LEFT JOIN scheme_versions v ON v.id = s.published_id"
            " ORDER BY s.name_key"
        )
        return [
            SchemeInfo(row[0], row[1], row[2], row[3] and from_db(row[3]), row[4], bool(row[5]))
            for row in rows
        ]

    def _id_of(self, name: str) -> int | None:
        row = self._sql.row("SELECT id FROM schemes WHERE name_key = ?", (name_key(name),))
        return None if row is None else int(row[0])

    def _create(self, name: str) -> int:
        require_name(Phrase("scheme"), name)
        (scheme_id,) = self._sql.next_ids("scheme_ids", 1)
        try:
            self._sql.execute(
                "INSERT INTO schemes (id, name, name_key) VALUES (?, ?, ?)",
                (scheme_id, name, name_key(name)),
            )
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise KnownError(
                "the scheme '{name}' has just been made by somebody else.",
                mend="Try again.",
                name=name,
            ) from error
        return scheme_id

    def _current(self, scheme_id: int) -> SchemeVersion | None:
        row = self._sql.row(
            f"{_SELECT} WHERE v.id = (SELECT published_id FROM schemes WHERE id = ?)",
            (scheme_id,),
        )
        return None if row is None else _version(row)

    def _point_to(self, scheme_id: int, version_id: int) -> None:
        self._sql.execute(
            "UPDATE schemes SET published_id = ? WHERE id = ?", (version_id, scheme_id)
        )

    @staticmethod
    def _missing(name: str) -> KnownError:
        return KnownError(
            "there is no scheme named '{name}'.", mend="See: rino-desktop scheme list", name=name
        )
