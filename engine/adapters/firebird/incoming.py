"""Calls that come in: routes, and the journal of each call."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Sequence
from datetime import datetime

from engine.adapters.firebird.codec import RESULT_LENGTH, like_text
from engine.adapters.firebird.codes import CLAIMED, SETTLED_STATES, STATE_CODES, WAITING
from engine.adapters.firebird.connection import (
    Row,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.adapters.firebird.contacts import contacts_by_id, settled_columns
from engine.adapters.firebird.incoming_routes import IncomingRoutesPart
from engine.adapters.firebird.lists import in_lists
from engine.domain.attempt import ContactVerdict
from engine.domain.call_results import OPERATOR_RESULT
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.errors import KnownError
from engine.ivr.trace import CallTrace, decode_trace
from engine.ports.incoming import IncomingOutcome, OpenIncoming, ReportedIncoming, RungBack

#: Who talked with an operator is served once the operator has saved what came of it.
_DISPOSITION = (
    f"CASE WHEN CAST(? AS VARCHAR(20)) = '{Disposition.TRANSFERRED.value}' AND EXISTS (SELECT 1"
    " FROM incoming_results r WHERE r.call_id = incoming_calls.id"
    f" AND r.name = '{OPERATOR_RESULT}')"
    f" THEN '{Disposition.SERVED.value}' ELSE CAST(? AS VARCHAR(20)) END"
)
_REPORT = (
    "SELECT{first} i.id, t.name, i.received_at, i.caller, i.called, i.phone, i.route_number,"
    " i.kind, i.target, i.after_hours, v.version, c.name, i.contact_id, i.attempt_id,"
    " i.answered_at, i.ended_at, i.sip_code, i.hangup_cause, i.hangup_by, i.disposition, i.node,"
    " i.recording, i.callback_at, i.detail, i.engine FROM incoming_calls i"
    " LEFT JOIN trunks t ON t.id = i.trunk_id"
    " LEFT JOIN scheme_versions v ON v.id = i.scheme_version_id"
    " LEFT JOIN campaigns c ON c.id = i.campaign_id"
)


class FirebirdIncomingStore(IncomingRoutesPart):
    """Fulfils engine.ports.incoming.IncomingStore."""

    def allocate_ids(self, count: int) -> range:
        return self._sql.next_ids("incoming_call_ids", count)

    def rung_back(self, phone: str, since: datetime) -> RungBack | None:
        # A number has few attempts: attempts_phone finds them, and the latest is chosen here,
        # since Firebird does not walk along an index backwards.
        rows = self._sql.rows(
            "SELECT reserved_at, id, campaign_id, contact_id FROM attempts"
            " WHERE phone = ? AND reserved_at >= ?",
            (phone, to_db(since)),
        )
        contacts = contacts_by_id(self._sql, list({row[3] for row in rows}))
        for at, attempt_id, campaign_id, contact_id in sorted(rows, reverse=True):
            if contact_id in contacts:
                return RungBack(attempt_id, campaign_id, from_db(at), contacts[contact_id])
        return None

    def open(self, session_id: int, call: OpenIncoming) -> None:
        led = (call.kind.value if call.kind else "", call.target[:200], int(call.after_hours),
               call.scheme_version_id)  # fmt: skip
        if self._sql.row("SELECT engine FROM incoming_calls WHERE id = ?", (call.id,)) is not None:
            self._sql.execute(
                "UPDATE incoming_calls SET kind = ?, target = ?, after_hours = ?,"
                " scheme_version_id = ? WHERE id = ? AND ended_at IS NULL",
                (*led, call.id),
            )
            return
        node = self._sql.row("SELECT node FROM node_sessions WHERE id = ?", (session_id,))
        matched = call.called_back
        self._sql.execute(
            "INSERT INTO incoming_calls (id, trunk_id, received_at, caller, called, open_session,"
            " engine, phone, route_number, kind, target, after_hours, scheme_version_id,"
            " campaign_id, contact_id, attempt_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                call.id, call.trunk_id, to_db(call.received_at), call.caller[:200],
                call.called[:200], session_id, node[0] if node else "", call.phone, call.number,
                *led, matched.campaign_id if matched else None,
                matched.contact.id if matched else None, matched.attempt_id if matched else None,
            ),
        )  # fmt: skip

    def mark_answered(self, call_id: int, at: datetime) -> None:
        self._sql.execute(
            "UPDATE incoming_calls SET answered_at = ? WHERE id = ? AND ended_at IS NULL",
            (to_db(at), call_id),
        )

    def save_result(self, call_id: int, name: str, value: str, at: datetime) -> None:
        long = value if len(value) > RESULT_LENGTH else None
        self._sql.execute(
            "UPDATE OR INSERT INTO incoming_results (call_id, name, saved_at, text, long_text)"
            " VALUES (?, ?, ?, ?, ?) MATCHING (call_id, name)",
            (call_id, name[:100], to_db(at), value[:RESULT_LENGTH], long),
        )

    def close(self, outcome: IncomingOutcome) -> bool:
        return bool(
            self._sql.changed(
                "UPDATE incoming_calls SET open_session = NULL, answered_at = ?, ended_at = ?,"
                f" sip_code = ?, hangup_cause = ?, hangup_by = ?, disposition = {_DISPOSITION},"
                " node = ?, recording = ?, callback_at = ?, detail = ?, trace = ?"
                " WHERE id = ? AND (ended_at IS NULL OR hangup_cause = ?)",
                (
                    to_db_or_none(outcome.answered_at), to_db(outcome.ended_at), outcome.sip_code,
                    outcome.hangup_cause.value, outcome.hangup_by.value,
                    outcome.disposition.value, outcome.disposition.value,
                    (outcome.node or "")[:100],
                    outcome.recording[:400], to_db_or_none(outcome.callback_at),
                    outcome.detail[:500], outcome.trace or None, outcome.call_id,
                    # Recovery has closed it, which does not know the truth.
                    HangupCause.INTERRUPTED.value,
                ),
            )
        )  # fmt: skip

    def settle(self, contact_id: int, verdict: ContactVerdict) -> None:
        self._sql.execute(
            "UPDATE contacts SET queue = ?, state = ?, progress = ?, next_at = ?,"
            " claimed_by = NULL"
            f" WHERE id = ? AND in_attempt = 0 AND queue IN ({WAITING}, {CLAIMED})",
            (*settled_columns(verdict), contact_id),
        )
        state = STATE_CODES[verdict.state]
        if state in SETTLED_STATES:  # our own call to him, when it ends, leaves it so
            self._sql.execute(
                "UPDATE contacts SET state = ? WHERE id = ? AND in_attempt = 1", (state, contact_id)
            )

    def interrupt(self, session_id: int, now: datetime) -> int:
        return int(
            self._sql.changed(
                "UPDATE incoming_calls SET open_session = NULL, ended_at = ?, hangup_cause = ?,"
                " hangup_by = ?, disposition = ? WHERE open_session = ?",
                (to_db(now), HangupCause.INTERRUPTED.value, HangupBy.SYSTEM.value,
                 Disposition.INTERRUPTED.value, session_id),
            )
        )  # fmt: skip

    def on_the_line(self, contact_ids: Sequence[int]) -> set[int]:
        return {
            row[0]
            for marks, part in in_lists(contact_ids)
            for row in self._sql.rows(
                "SELECT i.contact_id FROM incoming_calls i"
                " JOIN node_sessions s ON s.id = i.open_session"
                f" WHERE i.contact_id IN ({marks})",
                part,
            )
        }

    # --- what is told of them ---

    def calls(self, limit: int, phone: str = "") -> list[ReportedIncoming]:
        where = " WHERE i.phone LIKE ? ESCAPE '!'" if phone else ""
        rows = self._sql.rows(
            f"{_REPORT.format(first=' FIRST (?)')}{where} ORDER BY i.received_at DESC",
            (limit, f"%{like_text(phone)}") if phone else (limit,),
        )
        return [_reported(row) for row in rows]

    def call(self, call_id: int) -> ReportedIncoming:
        row = self._sql.row(f"{_REPORT.format(first='')} WHERE i.id = ?", (call_id,))
        if row is None:
            raise KnownError(
                "there is no incoming call {number}.",
                mend="See: rino-desktop incoming calls",
                number=call_id,
            )
        results = self._sql.rows(
            "SELECT name, text, long_text FROM incoming_results WHERE call_id = ? ORDER BY name",
            (call_id,),
        )
        return _reported(row, {name: long or text for name, text, long in results})

    def trace(self, call_id: int) -> CallTrace | None:
        row = self._sql.row("SELECT trace FROM incoming_calls WHERE id = ?", (call_id,))
        return decode_trace(row[0]) if row and row[0] else None


def _reported(row: Row, results: dict[str, str] | None = None) -> ReportedIncoming:
    return ReportedIncoming(
        id=row[0],
        trunk=row[1] or "",
        received_at=from_db(row[2]),
        caller=row[3],
        called=row[4],
        phone=row[5] or "",
        number=row[6] or "",
        kind=row[7] or "",
        target=row[8] or "",
        after_hours=bool(row[9]),
        scheme_version=row[10],
        campaign=row[11] or "",
        contact_id=row[12],
        attempt_id=row[13],
        answered_at=from_db_or_none(row[14]),
        ended_at=from_db_or_none(row[15]),
        sip_code=row[16],
        hangup_cause=row[17] or "",
        hangup_by=row[18] or "",
        disposition=row[19] or "",
        node=row[20] or "",
        recording=row[21] or "",
        callback_at=from_db_or_none(row[22]),
        detail=row[23] or "",
        engine=row[24] or "",
        results=results or {},
    )
