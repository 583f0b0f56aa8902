"""Clients' own forms of reports."""

import json

from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.errors import KnownError, Phrase
from engine.ports.reports import StoredForm

_COLUMNS = "SELECT name, stored_at, form FROM report_forms"


class FirebirdFormStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def put(self, form: StoredForm) -> bool:
        require_name(Phrase("report form"), form.name)
        key = name_key(form.name)
        document = json.dumps(dict(form.files), ensure_ascii=False)
        if self._sql.changed(
            "UPDATE report_forms SET name = ?, stored_at = ?, form = ? WHERE name_key = ?",
            (form.name, to_db(form.stored_at), document, key),
        ):
            return False
        [form_id] = self._sql.next_ids("report_form_ids", 1)
        self._sql.execute(
            "INSERT INTO report_forms (id, name, name_key, stored_at, form) VALUES (?, ?, ?, ?, ?)",
            (form_id, form.name, key, to_db(form.stored_at), document),
        )
        return True

    def get(self, name: str) -> StoredForm:
        row = self._sql.row(f"{_COLUMNS} WHERE name_key = ?", (name_key(name),))
        if row is None:
            raise KnownError(
                "there is no report form named '{name}'.",
                mend="All there are: rino-desktop report-form list",
                name=name,
            )
        return _form(row)

    def all(self) -> list[StoredForm]:
        return [_form(row) for row in self._sql.rows(f"{_COLUMNS} ORDER BY name_key")]

    def remove(self, name: str) -> None:
        if not self._sql.changed("DELETE FROM report_forms WHERE name_key = ?", (name_key(name),)):
            raise KnownError(
                "there is no report form named '{name}'.",
                mend="All there are: rino-desktop report-form list",
                name=name,
            )


def _form(row: Row) -> StoredForm:
    return StoredForm(name=row[0], stored_at=from_db(row[1]), files=json.loads(row[2]))
