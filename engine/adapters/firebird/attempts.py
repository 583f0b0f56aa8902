"""The journal of attempts: opened before the INVITE leaves, closed exactly once."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Mapping, Sequence
from datetime import datetime

from engine.adapters.firebird.codec import RESULT_LENGTH
from engine.adapters.firebird.codes import CLAIMED, LONG_AGO, SETTLED, SETTLED_STATES
from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.adapters.firebird.contacts import contacts_by_id, settled_columns
from engine.adapters.firebird.do_not_call import FirebirdDoNotCallStore
from engine.adapters.firebird.incoming import FirebirdIncomingStore
from engine.adapters.firebird.lists import in_lists
from engine.adapters.firebird.sessions import lock_session
from engine.domain.attempt import AttemptOutcome, ContactVerdict, OpenAttempt
from engine.domain.call_results import OPERATOR_RESULT
from engine.domain.campaign import CampaignState
from engine.domain.contact import Contact
from engine.domain.disposition import Disposition
from engine.domain.refusal import ON_THE_LINE
from engine.ports.storage import OpenResult, OrphanAttempt

_INSERT = (
    "INSERT INTO attempts (id, campaign_id, contact_id, session_id, engine, attempt_number, phone,"
    " trunk_id, scheme_version_id, reserved_at, begun_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
#: Who talked with an operator is served once the operator has saved what came of it.
_DISPOSITION = (
    f"CASE WHEN CAST(? AS VARCHAR(20)) = '{Disposition.TRANSFERRED.value}' AND EXISTS (SELECT 1"
    f" FROM attempt_results r WHERE r.attempt_id = attempts.id AND r.name = '{OPERATOR_RESULT}')"
    f" THEN '{Disposition.SERVED.value}' ELSE CAST(? AS VARCHAR(20)) END"
)
_INTERRUPTED = Disposition.INTERRUPTED.value
#: Only an open attempt is closed, or one that recovery has closed without knowing the truth.
_CLOSE = (
    "UPDATE attempts SET begun_at = COALESCE(?, begun_at), started_at = ?, answered_at = ?,"
    f" ended_at = ?, sip_code = ?, hangup_cause = ?, hangup_by = ?, disposition = {_DISPOSITION},"
    " node = ?, recording = ? WHERE id = ?"
    " AND (ended_at IS NULL OR (disposition = ? AND CAST(? AS VARCHAR(20)) <> disposition))"
)
#: A call that came in has settled him meanwhile (FirebirdIncomingStore.settle).
_RANG_US = f"in_attempt = 1 AND state IN ({', '.join(map(str, SETTLED_STATES))})"
#: The contact follows while nobody has dialled it since. Where it was given back as interrupted
#: before: not if he was settled meanwhile, by whomever; and who is only claimed is taken out of
#: that claim when he is not to be called any more.
_GIVE_BACK = (
    f"UPDATE contacts SET queue = CASE WHEN {_RANG_US} THEN {SETTLED}"
    f" ELSE CAST(? AS INTEGER) END, state = CASE WHEN {_RANG_US} THEN state"
    " ELSE CAST(? AS INTEGER) END, progress = ?, next_at = ?, in_attempt = 0, claimed_by = NULL"
    " WHERE id = (SELECT contact_id FROM attempts WHERE id = ?) AND last_attempt = ?"
    f" AND (in_attempt = 1 OR (queue = {CLAIMED} AND CAST(? AS INTEGER) = {SETTLED})"
    f" OR (queue <> {CLAIMED} AND state NOT IN ({', '.join(map(str, SETTLED_STATES))})))"
)
_SAVE_RESULT = (
    "UPDATE OR INSERT INTO attempt_results (attempt_id, name, saved_at, campaign_id, contact_id,"
    " text, long_text) VALUES (?, ?, ?, (SELECT campaign_id FROM attempts WHERE id = ?),"
    " (SELECT contact_id FROM attempts WHERE id = ?), ?, ?) MATCHING (attempt_id, name)"
)


class FirebirdAttemptStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def allocate_ids(self, count: int) -> range:
        return self._sql.next_ids("attempt_ids", count)

    def open(self, session_id: int, attempts: Sequence[OpenAttempt]) -> OpenResult:
        if not attempts:
            return OpenResult(frozenset(), {})
        opened, over = self._known(session_id, attempts)
        session = lock_session(self._sql, session_id)
        blocked = FirebirdDoNotCallStore(self._sql).forbidden(
            [(a.campaign_id, a.phone) for a in attempts]
        )
        running = self._running({a.campaign_id for a in attempts})
        claimed = self._claimed(session_id, [a.contact_id for a in attempts])
        talking = FirebirdIncomingStore(self._sql).on_the_line(sorted(claimed))
        refused: dict[int, str] = {}
        fresh: list[OpenAttempt] = []
        for attempt in attempts:
            if attempt.id in opened:
                continue
            if attempt.id in over:
                # Opened by an earlier try whose answer got lost, and recovered by another node.
                refused[attempt.id] = "session_lost"
            elif session is None or session[1] < attempt.reserved_at:
                refused[attempt.id] = "session_lost"
            elif attempt.contact_id not in claimed:
                refused[attempt.id] = "claim_lost"
            elif attempt.campaign_id not in running:
                refused[attempt.id] = "campaign_not_running"
            elif (attempt.campaign_id, attempt.phone) in blocked:
                refused[attempt.id] = "do_not_call"
            elif attempt.contact_id in talking:
                refused[attempt.id] = ON_THE_LINE
            else:
                claimed.remove(attempt.contact_id)
                fresh.append(attempt)
        node = session[0] if session else ""
        self._sql.execute_many(
            "UPDATE contacts SET in_attempt = 1, last_attempt = ? WHERE id = ?",
            [(a.id, a.contact_id) for a in fresh],
        )
        self._sql.execute_many(_INSERT, [_inserted(a, session_id, node) for a in fresh])
        return OpenResult(opened | frozenset(a.id for a in fresh), refused)

    def withdraw(self, session_id: int, attempt_ids: Sequence[int]) -> None:
        for attempt_id in attempt_ids:
            row = self._sql.row(
                "SELECT contact_id FROM attempts"
                " WHERE id = ? AND session_id = ? AND ended_at IS NULL",
                (attempt_id, session_id),
            )
            if row is None:
                continue
            self._sql.execute("DELETE FROM attempt_results WHERE attempt_id = ?", (attempt_id,))
            self._sql.execute("DELETE FROM attempts WHERE id = ?", (attempt_id,))
            self._sql.execute(
                f"UPDATE contacts SET queue = CASE WHEN {_RANG_US} THEN {SETTLED} ELSE queue END,"
                " in_attempt = 0, last_attempt = NULL WHERE id = ? AND last_attempt = ?",
                (row[0], attempt_id),
            )

    def is_open(self, session_id: int, attempt_id: int) -> bool:
        opened = self._sql.row(
            "SELECT id FROM attempts WHERE id = ? AND session_id = ? AND ended_at IS NULL",
            (attempt_id, session_id),
        )
        return opened is not None and lock_session(self._sql, session_id) is not None

    def mark_dialled(self, attempt_id: int, at: datetime) -> None:
        self._sql.execute(
            "UPDATE attempts SET started_at = ? WHERE id = ? AND ended_at IS NULL",
            (to_db(at), attempt_id),
        )

    def mark_answered(self, attempt_id: int, started_at: datetime, at: datetime) -> None:
        self._sql.execute(
            "UPDATE attempts SET started_at = ?, answered_at = ? WHERE id = ? AND ended_at IS NULL",
            (to_db(started_at), to_db(at), attempt_id),
        )

    def save_result(self, attempt_id: int, name: str, value: str, at: datetime) -> None:
        long = value if len(value) > RESULT_LENGTH else None
        self._sql.execute(
            _SAVE_RESULT,
            (attempt_id, name[:100], to_db(at), attempt_id, attempt_id, value[:RESULT_LENGTH],
             long),
        )  # fmt: skip

    def close(self, session_id: int, outcome: AttemptOutcome, verdict: ContactVerdict) -> bool:
        started_at = to_db_or_none(outcome.started_at)
        disposition = outcome.disposition.value
        closed = self._sql.changed(
            _CLOSE,
            (started_at, started_at, to_db_or_none(outcome.answered_at), to_db(outcome.ended_at),
             outcome.sip_code, outcome.hangup_cause.value, outcome.hangup_by.value, disposition,
             disposition, outcome.node and outcome.node[:100], outcome.recording[:400],
             outcome.attempt_id, _INTERRUPTED, disposition),
        )  # fmt: skip
        if closed:
            columns = settled_columns(verdict)
            self._sql.execute(
                _GIVE_BACK, (*columns, outcome.attempt_id, outcome.attempt_id, columns[0])
            )
        return closed > 0

    def reserved_at(self, attempt_ids: Sequence[int]) -> Mapping[int, datetime]:
        found: dict[int, datetime] = {}
        for marks, part in in_lists(list(attempt_ids)):
            found |= {
                attempt_id: from_db(at)
                for attempt_id, at in self._sql.rows(
                    f"SELECT id, reserved_at FROM attempts WHERE id IN ({marks})", part
                )
            }
        return found

    def orphans(self, now: datetime) -> list[OrphanAttempt]:
        """Also gives up the sessions whose lease has expired, so that a node which was only slow
        opens no further attempts while its old ones are being closed."""
        self._sql.execute(
            "UPDATE node_sessions SET lease_until = ? WHERE lease_until < ? AND lease_until > ?",
            (to_db(LONG_AGO), to_db(now), to_db(LONG_AGO)),
        )
        dead: dict[int, int] = dict(
            self._sql.rows(
                "SELECT p.last_attempt, p.contact_id FROM claimed_contacts p"
                " LEFT JOIN node_sessions s ON s.id = p.claimed_by"
                " WHERE p.in_attempt = 1 AND (s.id IS NULL OR s.lease_until <= ?)",
                (to_db(LONG_AGO),),
            )
        )
        contacts = contacts_by_id(self._sql, list(dead.values()))
        found: dict[int, OrphanAttempt] = {}
        for marks, part in in_lists(list(dead)):
            for row in self._sql.rows(
                "SELECT id, contact_id, attempt_number, phone, trunk_id, scheme_version_id,"
                " reserved_at, started_at, answered_at, session_id FROM attempts"
                f" WHERE id IN ({marks}) AND ended_at IS NULL",
                part,
            ):
                if row[1] in contacts:
                    found[row[0]] = _orphan(row, contacts[row[1]])
        return [found[attempt_id] for attempt_id in sorted(found)]

    def calls_since(self, phone: str, since: datetime) -> int:
        return int(
            self._sql.value(
                "SELECT COUNT(*) FROM attempts WHERE phone = ? AND reserved_at > ?",
                (phone, to_db(since)),
            )
        )

    # --- what open checks ---

    def _known(
        self, session_id: int, attempts: Sequence[OpenAttempt]
    ) -> tuple[frozenset[int], set[int]]:
        """Of ``attempts`` those that are open already, and those that are over."""
        opened: set[int] = set()
        over: set[int] = set()
        for marks, part in in_lists([a.id for a in attempts]):
            for attempt_id, owner, ended_at in self._sql.rows(
                f"SELECT id, session_id, ended_at FROM attempts WHERE id IN ({marks})", part
            ):
                ours = owner == session_id and ended_at is None
                (opened if ours else over).add(attempt_id)
        return frozenset(opened), over

    def _running(self, campaign_ids: set[int]) -> set[int]:
        return {
            row[0]
            for marks, part in in_lists(sorted(campaign_ids))
            for row in self._sql.rows(
                f"SELECT id FROM campaigns WHERE id IN ({marks}) AND state = ?",
                (*part, CampaignState.RUNNING.value),
            )
        }

    def _claimed(self, session_id: int, contact_ids: Sequence[int]) -> set[int]:
        return {
            row[0]
            for marks, part in in_lists(contact_ids)
            for row in self._sql.rows(
                f"SELECT id FROM contacts WHERE id IN ({marks}) AND claimed_by = ?"
                f" AND queue = {CLAIMED} AND in_attempt = 0",
                (*part, session_id),
            )
        }


def _inserted(attempt: OpenAttempt, session_id: int, node: str) -> Row:
    reserved_at = to_db(attempt.reserved_at)
    return (
        attempt.id, attempt.campaign_id, attempt.contact_id, session_id, node, attempt.number,
        attempt.phone, attempt.trunk_id, attempt.scheme_version_id, reserved_at, reserved_at,
    )  # fmt: skip


def _orphan(row: Row, contact: Contact) -> OrphanAttempt:
    return OrphanAttempt(
        attempt=OpenAttempt(
            id=row[0],
            campaign_id=contact.campaign_id,
            contact_id=contact.id,
            number=row[2],
            phone=row[3],
            trunk_id=row[4],
            scheme_version_id=row[5],
            reserved_at=from_db(row[6]),
        ),
        contact=contact,
        started_at=from_db_or_none(row[7]),
        answered_at=from_db_or_none(row[8]),
        session_id=row[9],
    )
