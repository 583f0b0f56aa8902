"""Forms: one draft each, and published versions that never change."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from datetime import UTC, datetime

import fdb

from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.adapters.firebird.errors import is_duplicate
from engine.errors import KnownError, Phrase
from engine.ports.forms import FormConflict, FormDraft, FormInfo, FormVersion

_LONGEST_NAME = 200
_VERSION = (
    "SELECT v.id, v.form_id, f.name, v.version, v.document, v.published_at, v.author"
    " FROM form_versions v JOIN forms f ON f.id = v.form_id"
)


class FirebirdFormDefinitionStore:
    """Fulfils engine.ports.forms.FormDefinitionStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    # --- the draft ---

    def save_draft(
        self, name: str, document: str, author: str = "", based_on: int | None = None
    ) -> FormDraft:
        form_id = self._id_of(name)
        if form_id is None:
            self._create(name, document, author)
            return self.draft(name)
        self._lock(form_id)
        stored = self.draft(name)
        if not _is_repeated(stored, document, author, based_on):
            _require_base(stored, based_on)
            self._set_draft(form_id, stored.revision + 1, document, author)
        return self.draft(name)

    def draft(self, name: str) -> FormDraft:
        row = self._sql.row(
            "SELECT f.name, f.draft, f.draft_revision, f.draft_author, f.draft_saved_at, v.version"
            " FROM forms f LEFT JOIN form_versions v ON v.id = f.draft_version_id WHERE f.id = ?",
            (self.known_id(name),),
        )
        assert row is not None
        return FormDraft(row[0], row[1], row[2], row[3], from_db(row[4]), row[5])

    def copy(self, name: str, new_name: str, author: str = "") -> FormDraft:
        if self._id_of(new_name) is not None:
            raise _taken(new_name)
        return self.save_draft(new_name, self.draft(name).document, author)

    def _set_draft(self, form_id: int, revision: int, document: str, author: str) -> None:
        current = self._current(form_id)
        published = current is not None and current.document == document
        self._sql.execute(
            "UPDATE forms SET draft = ?, draft_revision = ?, draft_author = ?, draft_saved_at = ?,"
            " draft_version_id = ? WHERE id = ?",
            (document, revision, author[:200], _now(),
             current.id if published and current else None, form_id),
        )  # fmt: skip

    # --- versions ---

    def publish(
        self, name: str, document: str, author: str = "", based_on: int | None = None
    ) -> FormVersion:
        form_id = self._id_of(name)
        if form_id is None:
            form_id = self._create(name, document, author)
        self._lock(form_id)
        draft, current = self.draft(name), self._current(form_id)
        if based_on is not None and not _is_repeated(draft, document, author, based_on):
            _require_base(draft, based_on)
        worked_on = draft.version is None and draft.document != document
        if current is None or current.document != document:
            current = self._add_version(form_id, document, author)
        # Work that somebody has not published yet is not lost to a file.
        if based_on is not None or not worked_on:
            revision = draft.revision + (draft.document != document)
            self._set_draft(form_id, revision, document, author)
        return current

    def _add_version(self, form_id: int, document: str, author: str) -> FormVersion:
        (version_id,) = self._sql.next_ids("form_version_ids", 1)
        self._sql.execute(
            "INSERT INTO form_versions (id, form_id, version, document, published_at, author)"
            " VALUES (?, ?, (SELECT COALESCE(MAX(version), 0) + 1 FROM form_versions"
            " WHERE form_id = ?), ?, ?, ?)",
            (version_id, form_id, form_id, document, _now(), author[:200]),
        )
        self._sql.execute("UPDATE forms SET published_id = ? WHERE id = ?", (version_id, form_id))
        return self.version(version_id)

    def current(self, name: str) -> FormVersion:
        version = self._current(self.known_id(name))
        if version is None:
            raise KnownError(
                "the form '{name}' is not published yet.",
                mend="Run: rino-desktop form publish {name}",
                name=name,
            )
        return version

    def version(self, version_id: int) -> FormVersion:
        row = self._sql.row(f"{_VERSION} WHERE v.id = ?", (version_id,))
        if row is None:
            raise KnownError(
                "there is no form version with the number {version_id}.", version_id=version_id
            )
        return _as_version(row)

    def versions(self, name: str) -> list[FormVersion]:
        rows = self._sql.rows(f"{_VERSION} WHERE v.form_id = ?", (self.known_id(name),))
        return sorted(map(_as_version, rows), key=lambda version: -version.version)

    def _current(self, form_id: int) -> FormVersion | None:
        row = self._sql.row(
            f"{_VERSION} WHERE v.id = (SELECT published_id FROM forms WHERE id = ?)", (form_id,)
        )
        return None if row is None else _as_version(row)

    # --- forms ---

    def all(self) -> list[FormInfo]:
        rows = self._sql.rows(
            "SELECT f.id, f.name, v.version, v.published_at,"
            " (SELECT COUNT(*) FROM form_versions n WHERE n.form_id = f.id),"
            " IIF(f.draft_version_id = f.published_id, 0, 1), v.author"
            " FROM forms f LEFT JOIN form_versions v ON v.id = f.published_id"
            " WHERE f.removed = 0 ORDER BY f.name_key"
        )
        return [
            FormInfo(row[0], row[1], row[2], row[3] and from_db(row[3]), row[4], bool(row[5]),
                     row[6] or "")
            for row in rows
        ]  # fmt: skip

    def rename(self, name: str, new_name: str) -> None:
        form_id = self.known_id(name)
        require_name(Phrase("form"), new_name)
        self._lock(form_id)
        try:
            self._sql.execute(
                "UPDATE forms SET name = ?, name_key = ? WHERE id = ?",
                (new_name, name_key(new_name), form_id),
            )
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise _taken(new_name) from error

    def delete(self, name: str) -> None:
        form_id = self.known_id(name)
        self._lock(form_id)
        # No name of anybody's begins with a space, so the form's own is free again.
        self._sql.execute(
            "UPDATE forms SET removed = 1, name_key = ? WHERE id = ?", (f" {form_id}", form_id)
        )

    def _create(self, name: str, document: str, author: str) -> int:
        require_name(Phrase("form"), name)
        (form_id,) = self._sql.next_ids("form_ids", 1)
        try:
            self._sql.execute(
                "INSERT INTO forms (id, name, name_key, draft, draft_revision, draft_author,"
                " draft_saved_at) VALUES (?, ?, ?, ?, 1, ?, ?)",
                (form_id, name, name_key(name), document, author[:200], _now()),
            )
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise _taken(name) from error
        return int(form_id)

    def _id_of(self, name: str) -> int | None:
        key = name_key(name)
        if len(key) > _LONGEST_NAME:  # Firebird would refuse to look for it
            return None
        row = self._sql.row("SELECT id FROM forms WHERE name_key = ?", (key,))
        return None if row is None else int(row[0])

    def known_id(self, name: str) -> int:
        form_id = self._id_of(name)
        if form_id is None:
            raise KnownError(
                "there is no form named '{name}'.", mend="See: rino-desktop form list", name=name
            )
        return form_id

    def _lock(self, form_id: int) -> None:
        """Two who change a form at once come one after the other."""
        self._sql.row("SELECT id FROM forms WHERE id = ? WITH LOCK", (form_id,))


def _as_version(row: Row) -> FormVersion:
    return FormVersion(row[0], row[1], row[2], row[3], row[4], from_db(row[5]), row[6])


def _now() -> datetime:
    return to_db(datetime.now(UTC))


def _taken(name: str) -> KnownError:
    return KnownError(
        "a form named '{name}' exists already.", mend="Choose another name.", name=name
    )


def _require_base(stored: FormDraft, based_on: int | None) -> None:
    if stored.revision != based_on:
        raise FormConflict(
            "the draft of the form '{name}' was changed meanwhile by {author} ({at} UTC).",
            mend="Save yours under another name, or open the form anew.",
            draft=stored,
            name=stored.name,
            author=stored.author or "?",
            at=stored.saved_at.isoformat(" ", "seconds")[:19],
        )


def _is_repeated(stored: FormDraft, document: str, author: str, based_on: int | None) -> bool:
    """The same call once more, after an answer that got lost."""
    before = 0 if based_on is None else based_on
    return (
        stored.revision == before + 1
        and stored.document == document
        and name_key(stored.author) == name_key(author)
    )
