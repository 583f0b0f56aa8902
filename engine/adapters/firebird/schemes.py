"""Schemes: one draft each, and published versions that never change."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Iterator
from datetime import UTC, datetime

from engine.adapters.firebird.codec import name_key
from engine.adapters.firebird.connection import Row, from_db, to_db
from engine.adapters.firebird.scheme_changes import SchemeChanges
from engine.errors import KnownError
from engine.ports.schemes import Draft, DraftConflict, SchemeInfo, SchemeVersion, VersionInfo
from engine.scheme.codec import title_in

#: Characters of a document within which its title is.
_HEAD = 2000
_SELECT = (
    "SELECT v.id, v.scheme_id, s.name, v.version, v.document, v.published_at, v.author, v.remark,"
    " v.draft_revision FROM scheme_versions v JOIN schemes s ON s.id = v.scheme_id"
)


def _version(row: Row) -> SchemeVersion:
    return SchemeVersion(row[0], row[1], row[2], row[3], row[4], from_db(row[5]), *row[6:9])


def _as_draft(row: Row) -> Draft:
    return Draft(row[0], row[1], row[2], row[3], from_db(row[4]), row[5])


class FirebirdSchemeStore(SchemeChanges):
    # --- the draft ---

    def save_draft(
        self, name: str, document: str, author: str = "", based_on: int | None = None
    ) -> Draft:
        scheme_id = self._locked(self._id_of(name) or self._create(name))
        stored = self._draft(scheme_id)
        if stored is not None and not _is_repeated(stored, document, author, based_on):
            self._require_base(stored, based_on)
            current = self._current(scheme_id)
            published = current is not None and current.document == document
            self._set_draft(
                scheme_id, stored.revision + 1, document, author,
                current.id if published and current is not None else None,
            )  # fmt: skip
        elif stored is None:
            self._set_draft(scheme_id, 1, document, author, None)
        return self._draft_there(scheme_id)

    def draft(self, name: str) -> Draft | None:
        return self._draft(self._known_id(name))

    def copy(self, name: str, new_name: str, author: str = "") -> Draft:
        draft = self.draft(name)
        if self._id_of(new_name) is not None:
            raise self._taken(new_name)
        document = self.current(name).document if draft is None else draft.document
        return self.save_draft(new_name, document, author)

    def _draft(self, scheme_id: int) -> Draft | None:
        row = self._sql.row(
            "SELECT s.name, s.draft, s.draft_revision, s.draft_author, s.draft_saved_at, v.version"
            " FROM schemes s LEFT JOIN scheme_versions v ON v.id = s.draft_version_id"
            " WHERE s.id = ? AND s.draft IS NOT NULL",
            (scheme_id,),
        )
        return None if row is None else _as_draft(row)

    def _draft_there(self, scheme_id: int) -> Draft:
        draft = self._draft(scheme_id)
        assert draft is not None
        return draft

    @staticmethod
    def _require_base(stored: Draft, based_on: int | None) -> None:
        if stored.revision != based_on:
            raise DraftConflict(
                "the draft of the scheme '{name}' was changed meanwhile by {author} ({at} UTC).",
                mend="Compare it with yours, then save on top of it or give yours up.",
                draft=stored,
                name=stored.name,
                author=stored.author or "?",
                at=stored.saved_at.isoformat(" ", "seconds")[:19],
            )

    def _set_draft(
        self, scheme_id: int, revision: int, document: str, author: str, version_id: int | None
    ) -> None:
        self._sql.execute(
            "UPDATE schemes SET draft = ?, draft_revision = ?, draft_author = ?,"
            " draft_saved_at = ?, draft_version_id = ? WHERE id = ?",
            (document, revision, author[:200], to_db(datetime.now(UTC)), version_id, scheme_id),
        )

    # --- versions ---

    def publish(
        self, name: str, document: str, *, author: str = "", comment: str = "",
        based_on: int | None = None,
    ) -> SchemeVersion:  # fmt: skip
        scheme_id = self._locked(self._id_of(name) or self._create(name))
        draft = self._draft(scheme_id)
        revision: int | None = None
        if based_on is not None and draft is not None:
            if not _is_repeated(draft, document, author, based_on):
                self._require_base(draft, based_on)
            revision = draft.revision + (draft.document != document)
        current = self._current(scheme_id)
        if current is None or current.document != document:
            current = self._add_version(scheme_id, document, author, comment, revision)
        # Work that somebody has not published yet is not lost to a file.
        if draft is None or draft.version is not None or revision or draft.document == document:
            if draft is None or draft.document != document:
                number = 1 if draft is None else draft.revision + 1
                self._set_draft(scheme_id, number, document, author, current.id)
            else:
                self._sql.execute(
                    "UPDATE schemes SET draft_version_id = ? WHERE id = ?", (current.id, scheme_id)
                )
        return current

    def _add_version(
        self, scheme_id: int, document: str, author: str, comment: str, revision: int | None
    ) -> SchemeVersion:
        (version_id,) = self._sql.next_ids("scheme_version_ids", 1)
        self._sql.execute(
            "INSERT INTO scheme_versions (id, scheme_id, version, document, published_at, author,"
            " remark, draft_revision) VALUES (?, ?, (SELECT COALESCE(MAX(version), 0) + 1"
            " FROM scheme_versions WHERE scheme_id = ?), ?, ?, ?, ?, ?)",
            (version_id, scheme_id, scheme_id, document, to_db(datetime.now(UTC)), author[:200],
             comment[:1000], revision),
        )  # fmt: skip
        self._point_to(scheme_id, version_id)
        return self.version(version_id)

    def rollback(self, name: str, version: int) -> SchemeVersion:
        found = self.numbered(name, version)
        self._point_to(self._locked(found.scheme_id), found.id)
        return found

    def current(self, name: str) -> SchemeVersion:
        version = self._current(self._known_id(name))
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

    def numbered(self, name: str, version: int) -> SchemeVersion:
        row = self._sql.row(
            f"{_SELECT} WHERE v.scheme_id = ? AND v.version = ?", (self._known_id(name), version)
        )
        if row is None:
            raise KnownError(
                "the scheme '{name}' has no version {version}.",
                mend="See: rino-desktop scheme versions {name}",
                name=name,
                version=version,
            )
        return _version(row)

    def versions(self, name: str) -> list[VersionInfo]:
        rows = self._sql.rows(
            "SELECT v.id, v.version, v.published_at, v.author, v.remark, v.draft_revision,"
            " IIF(v.id = s.published_id, 1, 0) FROM scheme_versions v"
            " JOIN schemes s ON s.id = v.scheme_id WHERE v.scheme_id = ?",
            (self._known_id(name),),
        )
        found = [
            VersionInfo(row[0], row[1], from_db(row[2]), row[3], row[4], row[5], bool(row[6]))
            for row in rows
        ]
        return sorted(found, key=lambda info: -info.version)

    def published_ids(self) -> dict[str, int]:
        return dict(
            self._sql.rows(
                "SELECT name_key, published_id FROM schemes"
                " WHERE published_id IS NOT NULL AND removed = 0"
            )
        )

    def all(self) -> list[SchemeInfo]:
        return self._listed(removed=False)

    def removed(self) -> list[SchemeInfo]:
        return self._listed(removed=True)

    def documents(self) -> Iterator[str]:
        for source in (
            "SELECT draft FROM schemes WHERE draft IS NOT NULL",
            "SELECT document FROM scheme_versions",
        ):
            for (document,) in self._sql.stream(source):
                yield document

    def _listed(self, *, removed: bool) -> list[SchemeInfo]:
        rows = self._sql.rows(
            "SELECT s.id, s.name, v.version, v.published_at,"
            " (SELECT COUNT(*) FROM scheme_versions n WHERE n.scheme_id = s.id),"
            " IIF(s.draft IS NULL OR s.draft_version_id = s.published_id, 0, 1),"
            " v.author, v.remark,"
            f" CAST(SUBSTRING(COALESCE(s.draft, v.document) FROM 1 FOR {_HEAD})"
            f" AS VARCHAR({_HEAD}))"
            " FROM schemes s LEFT JOIN scheme_versions v ON v.id = s.published_id"
            " WHERE s.removed = ? ORDER BY s.name_key",
            (int(removed),),
        )
        return [
            SchemeInfo(
                row[0], row[1], row[2], row[3] and from_db(row[3]), row[4], bool(row[5]),
                row[6] or "", row[7] or "", title_in(row[8] or ""),
            )
            for row in rows
        ]  # fmt: skip

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


def _is_repeated(stored: Draft, document: str, author: str, based_on: int | None) -> bool:
    """The same call once more, after an answer that got lost."""
    before = 0 if based_on is None else based_on
    return (
        stored.revision == before + 1
        and stored.document == document
        and name_key(stored.author) == name_key(author)
    )
