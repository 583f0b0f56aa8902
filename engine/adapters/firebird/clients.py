"""Clients, and what is theirs."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Mapping
from datetime import datetime

import fdb

from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.adapters.firebird.errors import is_duplicate
from engine.domain.client import Client
from engine.errors import KnownError, Phrase

_COLUMNS = "c.id, c.name, c.created_at, c.details, c.own_refusals, c.archived"
_DETAILS = 1000


class FirebirdClientStore:
    """Fulfils engine.ports.clients.ClientStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def add(self, name: str, details: str, now: datetime) -> Client:
        name = require_name(Phrase("client"), name)
        (client_id,) = self._sql.next_ids("client_ids", 1)
        self._write(
            name,
            "INSERT INTO clients (id, name, name_key, details, own_refusals, archived, created_at)"
            " VALUES (?, ?, ?, ?, 0, 0, ?)",
            (client_id, name, name_key(name), _details(details), to_db(now)),
        )
        return self.by_name(name)

    def change(self, client: Client) -> Client:
        name = require_name(Phrase("client"), client.name)
        self._write(
            name,
            "UPDATE clients SET name = ?, name_key = ?, details = ?, own_refusals = ?,"
            " archived = ? WHERE id = ?",
            (
                name,
                name_key(name),
                _details(client.details),
                int(client.own_refusals),
                int(client.archived),
                client.id,
            ),
        )
        return self.by_name(name)

    def by_name(self, name: str) -> Client:
        row = self._sql.row(
            f"SELECT {_COLUMNS} FROM clients c WHERE c.name_key = ?", (name_key(name),)
        )
        if row is None:
            raise KnownError(
                "there is no client named '{name}'.",
                mend="See: rino-desktop client list",
                name=name,
            )
        return _client(row)

    def by_id(self, client_id: int) -> Client | None:
        row = self._sql.row(f"SELECT {_COLUMNS} FROM clients c WHERE c.id = ?", (client_id,))
        return None if row is None else _client(row)

    def all(self) -> list[Client]:
        rows = self._sql.rows(f"SELECT {_COLUMNS} FROM clients c ORDER BY c.name_key")
        return [_client(row) for row in rows]

    # --- what is theirs -------------------------------------------------------------------------

    def of_campaigns(self) -> Mapping[int, int]:
        return dict(
            self._sql.rows("SELECT id, client_id FROM campaigns WHERE client_id IS NOT NULL")
        )

    def of_campaign(self, campaign_id: int) -> Client | None:
        row = self._sql.row(
            f"SELECT {_COLUMNS} FROM campaigns g JOIN clients c ON c.id = g.client_id"
            " WHERE g.id = ?",
            (campaign_id,),
        )
        return None if row is None else _client(row)

    def give_campaign(self, campaign_id: int, client_id: int | None) -> None:
        # What the users of both clients may see is to be read anew.
        self._sql.execute(
            "UPDATE users SET rights_revision = rights_revision + 1 WHERE client_id = ? OR"
            " client_id = (SELECT client_id FROM campaigns WHERE id = ?)",
            (client_id, campaign_id),
        )
        self._sql.execute(
            "UPDATE campaigns SET client_id = ?, revision = revision + 1 WHERE id = ?",
            (client_id, campaign_id),
        )

    def of_report_forms(self) -> Mapping[str, int]:
        return dict(
            self._sql.rows("SELECT name, client_id FROM report_forms WHERE client_id IS NOT NULL")
        )

    def give_report_form(self, name: str, client_id: int | None) -> None:
        self._sql.execute(
            "UPDATE report_forms SET client_id = ? WHERE name_key = ?", (client_id, name_key(name))
        )

    def of_users(self) -> Mapping[int, int]:
        return dict(self._sql.rows("SELECT id, client_id FROM users WHERE client_id IS NOT NULL"))

    def confine_user(self, user_id: int, client_id: int | None) -> None:
        self._sql.execute(
            "UPDATE users SET client_id = ?, rights_revision = rights_revision + 1 WHERE id = ?",
            (client_id, user_id),
        )

    # --- parts ----------------------------------------------------------------------------------

    def _write(self, name: str, sql: str, values: tuple[object, ...]) -> None:
        try:
            self._sql.execute(sql, values)
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise KnownError(
                "a client named '{name}' exists already.", mend="Choose another name.", name=name
            ) from error


def _client(row: Row) -> Client:
    return Client(row[0], row[1], from_db(row[2]), row[3], bool(row[4]), bool(row[5]))


def _details(text: str) -> str:
    text = text.strip()
    if len(text) > _DETAILS:
        raise KnownError(
            "what is noted of a client has {length} characters.",
            mend="At most {longest}.",
            length=len(text),
            longest=_DETAILS,
        )
    return text
