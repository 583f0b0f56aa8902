"""Attempts of a campaign for reports of millions of rows (``PackedAttempt``).

A fetch for each row and a value for each column cost Python several times what the rows cost the
database. So Firebird itself writes the columns of many rows into one text, a *pack*, and while one
pack is being worked on a thread fetches the next. Between columns and rows stand bytes that UTF-8
never has, so no text can be taken for them.
"""

import json
from collections.abc import Generator
from threading import Lock
from typing import Protocol

from engine.adapters.firebird.codes import CAUSES, DISPOSITIONS, SIDES
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.fetch_ahead import FetchAhead
from engine.adapters.firebird.report_scope import Conditions
from engine.adapters.firebird.voice_files import DeletedRecordings
from engine.ports.packed_attempts import PackedAttempt, SharedFacts

_ROW, _COLUMN, _FACT = b"\xff", b"\xfe", b"\xfd"
#: What is the same for many attempts is one column: it is taken apart once for all of them.
_SHARED = (
    "a.hangup_cause || x'FD' || a.hangup_by || x'FD' || a.disposition || x'FD'"
    " || COALESCE(a.sip_code, '') || x'FD' || a.scheme_version_id || x'FD' || a.engine"
    " || x'FD' || COALESCE(a.node, '')"
)
_COLUMNS = (
    "a.id",
    "a.phone",
    "a.attempt_number",
    "COALESCE(a.started_at, a.reserved_at)",
    "COALESCE(a.answered_at, '')",
    "a.ended_at",
    _SHARED,
    "COALESCE(a.operator_name, '')",
    "COALESCE(a.recording, '')",
    # Long texts are blobs, which fit into no pack. They are rare, and asked for one by one: in
    # place of such fields there is the contact's number, and such results begin with a 1.
    "IIF(c.long_fields IS NULL, COALESCE(c.fields, ''), c.id)",
    "IIF(r.attempt_id IS NULL, '', IIF(r.long_text IS NULL, '0', '1') || r.name)",
    "COALESCE(r.text, '')",
)
#: Left joins keep the attempts first, in the order of attempts_campaign. A row has 16 000 bytes at
#: most, a text of Firebird 32 765.
PACKS = f"""
EXECUTE BLOCK (campaign_id INTEGER = ?{{declared}})
  RETURNS (pack VARCHAR(32765) CHARACTER SET OCTETS) AS
DECLARE one_row VARCHAR(16500) CHARACTER SET OCTETS;
BEGIN
  pack = '';
  FOR SELECT {" || x'FE' || ".join(_COLUMNS)} || x'FF'
    FROM attempts a
    LEFT JOIN contacts c ON c.id = a.contact_id
    LEFT JOIN attempt_results r ON r.attempt_id = a.id
    WHERE a.campaign_id = :campaign_id AND a.ended_at IS NOT NULL{{more}}
    ORDER BY a.campaign_id, a.begun_at, a.id
    INTO one_row DO
  BEGIN
    pack = pack || one_row;
    IF (OCTET_LENGTH(pack) > 16200) THEN
    BEGIN
      SUSPEND;
      pack = '';
    END
  END
  SUSPEND;
END
"""  # noqa: S608 - put together from constants


class Lookups(Protocol):
    """What is asked of the database by the way."""

    def version(self, version_id: int) -> tuple[int, dict[str, str]]:
        """(number, node id → its name) of a version of a scheme."""
        ...

    def long_fields(self, contact_id: int) -> dict[str, str]: ...
    def long_result(self, attempt_id: int, name: str) -> str: ...


class AttemptPacks:
    def __init__(self, connection: Connection, lookups: Lookups) -> None:
        self._sql = connection
        self._lookups = lookups
        self._shared: dict[bytes, SharedFacts] = {}

    def of_campaign(
        self, campaign_id: int, narrowed: Conditions | None = None
    ) -> Generator[list[PackedAttempt], None, None]:
        """``narrowed``: conditions of attempts ``a`` besides."""
        deleted = DeletedRecordings.of_campaign(self._sql, campaign_id)
        declared, more, parameters = (narrowed or Conditions()).named()
        sql = PACKS.format(declared=declared, more=more)
        ahead = FetchAhead(self._sql.packed(sql, (campaign_id, *parameters)))
        found: list[PackedAttempt] = []
        results: dict[bytes, bytes] = {}
        last_id = b""
        try:
            for (pack,) in ahead:
                for row in pack.split(_ROW)[:-1]:
                    (
                        attempt_id, phone, number, begun, answered, ended, facts, operator,
                        recording, contact, result, text,
                    ) = row.split(_COLUMN)  # fmt: skip
                    if attempt_id != last_id:
                        last_id, results = attempt_id, {}
                        gone = deleted is not None and deleted.has(
                            int(attempt_id), recording.decode()
                        )
                        shared = self._shared.get(facts) or self._make_shared(facts, ahead.idle)
                        if contact[:1].isdigit():
                            contact = self._long_fields(int(contact), ahead.idle)
                        found.append(
                            PackedAttempt(
                                phone, number, begun, answered, ended, shared, operator,
                                recording, gone, contact, results,
                            )
                        )  # fmt: skip
                    if result:
                        name = result[1:]
                        if result[:1] == b"1":
                            text = self._long_result(int(attempt_id), name, ahead.idle)
                        results[name] = text
                # The next pack may begin with further results of this one's last attempt.
                yield found[:-1]
                found = found[-1:]
            yield found
        finally:
            ahead.close()

    def _make_shared(self, facts: bytes, idle: Lock) -> SharedFacts:
        cause, side, disposition, sip_code, version_id, engine, node = (
            fact.decode() for fact in facts.split(_FACT)
        )
        with idle:
            version, names = self._lookups.version(int(version_id))
        made = self._shared[facts] = SharedFacts(
            CAUSES[cause], SIDES[side], DISPOSITIONS[disposition],
            int(sip_code) if sip_code else None, version, engine, node, names.get(node, ""),
        )  # fmt: skip
        return made

    def _long_fields(self, contact_id: int, idle: Lock) -> bytes:
        with idle:
            fields = self._lookups.long_fields(contact_id)
        return json.dumps(fields, ensure_ascii=False).encode()

    def _long_result(self, attempt_id: int, name: bytes, idle: Lock) -> bytes:
        with idle:
            return self._lookups.long_result(attempt_id, name.decode()).encode()
