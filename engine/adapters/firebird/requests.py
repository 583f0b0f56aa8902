"""Requests and their history."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Sequence
from datetime import UTC, datetime

from engine.adapters.firebird.codec import name_key
from engine.adapters.firebird.connection import (
    Row,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.adapters.firebird.request_settings import FirebirdRequestSettings
from engine.errors import KnownError
from engine.ports.requests import RequestConflict, RequestCounts, RequestFilter
from engine.requests.model import (
    Change,
    ChangeKind,
    Links,
    Priority,
    Request,
    RequestState,
)
from engine.requests.words import query_words, request_words

#: The deadline of requests that have none: they come last.
_NEVER = datetime(9999, 12, 31, tzinfo=UTC)
_COLUMNS = (
    "id", "revision", "created_at", "author", "category", "category_key", "subject", "details",
    "caller", "phone", "contact_id", "attempt_id", "entry_id", "state", "is_open", "person",
    "person_key", "group_name", "group_key", "due_at", "waiting_since", "escalated", "escalate_at",
    "ended_at", "priority",
)  # fmt: skip
_SELECT = ", ".join(f"r.{column}" for column in _COLUMNS)


class FirebirdRequestStore(FirebirdRequestSettings):
    """Fulfils engine.ports.requests.RequestStore."""

    # --- one request ---

    def add(
        self, request: Request, changes: Sequence[Change], escalate_at: datetime | None
    ) -> Request:
        (request_id,) = self._sql.next_ids("request_ids", 1)
        values = _values(request, escalate_at)
        values[0] = request_id
        marks = ", ".join("?" * len(_COLUMNS))
        self._sql.execute(f"INSERT INTO requests ({', '.join(_COLUMNS)}) VALUES ({marks})", values)
        self._sql.execute_many(
            "INSERT INTO request_words (request_id, word) VALUES (?, ?)",
            [(request_id, word) for word in sorted(request_words(request))],
        )
        self._add_changes(request_id, changes)
        return self.get(request_id)

    def save(
        self, request: Request, changes: Sequence[Change], escalate_at: datetime | None
    ) -> None:
        row = self._sql.row("SELECT revision FROM requests WHERE id = ? WITH LOCK", (request.id,))
        if row is None:
            raise _unknown(request.id)
        if row[0] != request.revision - 1:
            raise RequestConflict(
                "somebody else has changed the request {number} in the meantime.",
                mend="Look at it again, then repeat the change.",
                number=request.id,
            )
        columns = ", ".join(f"{column} = ?" for column in _COLUMNS[1:])
        self._sql.execute(
            f"UPDATE requests SET {columns} WHERE id = ?",
            [*_values(request, escalate_at)[1:], request.id],
        )
        if any(change.kind is ChangeKind.LINKED for change in changes):
            self._sql.execute("DELETE FROM request_words WHERE request_id = ?", (request.id,))
            self._sql.execute_many(
                "INSERT INTO request_words (request_id, word) VALUES (?, ?)",
                [(request.id, word) for word in sorted(request_words(request))],
            )
        self._add_changes(request.id, changes)

    def _add_changes(self, request_id: int, changes: Sequence[Change]) -> None:
        if not changes:
            return
        ids = self._sql.next_ids("request_change_ids", len(changes))
        self._sql.execute_many(
            "INSERT INTO request_changes (id, request_id, changed_at, who, kind, before_it,"
            " after_it, remark) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (change_id, request_id, to_db(each.at), each.who[:100], each.kind.value,
                 each.before[:300], each.after[:300], each.comment)
                for change_id, each in zip(ids, changes, strict=True)
            ],
        )  # fmt: skip

    def get(self, request_id: int) -> Request:
        row = self._sql.row(f"SELECT {_SELECT} FROM requests r WHERE r.id = ?", (request_id,))
        if row is None:
            raise _unknown(request_id)
        return _request(row)

    def history(self, request_id: int) -> list[Change]:
        rows = self._sql.rows(
            "SELECT changed_at, who, kind, before_it, after_it, remark FROM request_changes"
            " WHERE request_id = ? ORDER BY request_id, id",
            (request_id,),
        )
        return [
            Change(from_db(row[0]), row[1], ChangeKind(row[2]), row[3], row[4], row[5])
            for row in rows
        ]

    # --- many ---

    def find(self, wanted: RequestFilter, limit: int) -> list[Request]:
        found: dict[int, Request] = {}
        owners = [wanted.person] if wanted.person else [""]
        for own_group in (None, *wanted.own_groups):
            if own_group is not None:
                rows = self._find(wanted, limit, "", own_group)
            else:
                rows = self._find(wanted, limit, owners[0], None)
            found.update({row[0]: _request(row) for row in rows})
        return _in_order(list(found.values()), by_deadline=_only_open(wanted))[:limit]

    def _find(
        self, wanted: RequestFilter, limit: int, person: str, own_group: str | None
    ) -> list[Row]:
        where: list[str] = []
        values: list[object] = [limit]

        def fits(condition: str, *given: object) -> None:
            where.append(condition)
            values.extend(given)

        only_open = _only_open(wanted)
        narrow = False
        words = query_words(wanted.text)
        if wanted.text.strip() and not words:
            return []
        for column in ("contact_id", "attempt_id", "entry_id"):
            if (value := getattr(wanted.links, column)) is not None:
                fits(f"r.{column} = ?", value)
                narrow = True
        if wanted.links.phone:
            fits("r.phone = ?", wanted.links.phone)
            narrow = True
        table = "requests r"
        if words:
            # Those that have the longest word first: there are fewest of them.
            table = (
                "(SELECT DISTINCT w.request_id FROM request_words w WHERE w.word STARTING WITH ?) f"
                " JOIN requests r ON r.id = f.request_id"
            )
            values.insert(1, words[0])
            narrow = True
            for word in words[1:]:
                fits(
                    "EXISTS (SELECT 1 FROM request_words w WHERE w.request_id = r.id"
                    " AND w.word STARTING WITH ?)",
                    word,
                )
        order = "r.is_open, r.due_at" if only_open else "r.id DESC"
        if only_open:
            fits("r.is_open = 1")
        if own_group is not None:
            fits("r.group_key = ? AND r.person_key = ''", name_key(own_group))
            order = "r.is_open, r.group_key, r.due_at" if only_open else order
        elif person:
            fits("r.person_key = ?", name_key(person))
            order = "r.is_open, r.person_key, r.due_at" if only_open else order
        elif wanted.group:
            order = "r.is_open, r.group_key, r.due_at" if only_open else order
        if wanted.group:
            fits("r.group_key = ?", name_key(wanted.group))
        if wanted.category:
            fits("r.category_key = ?", name_key(wanted.category))
        if wanted.states:
            marks = ", ".join("?" * len(wanted.states))
            fits(f"r.state IN ({marks})", *sorted(wanted.states))
        if wanted.overdue_at is not None:
            # A waiting one was overdue before, or it is not.
            fits("r.is_open = 1 AND r.due_at < ?", to_db(wanted.overdue_at))
            fits("(r.waiting_since IS NULL OR r.waiting_since > r.due_at)")
        if narrow:
            # Few there are: found by that index, then sorted.
            order = "r.due_at + 0, r.id" if only_open else "r.id + 0 DESC"
        condition = f" WHERE {' AND '.join(where)}" if where else ""
        return self._sql.rows(
            f"SELECT FIRST ? {_SELECT} FROM {table}{condition} ORDER BY {order}", values
        )

    def counts(self, now: datetime) -> RequestCounts:
        states: dict[str, int] = dict(
            self._sql.rows(
                "SELECT r.state, COUNT(*) FROM requests r WHERE r.is_open = 1 GROUP BY r.state"
            )
        )
        overdue = self._sql.value(
            "SELECT COUNT(*) FROM requests r WHERE r.is_open = 1 AND r.due_at < ?"
            " AND (r.waiting_since IS NULL OR r.waiting_since > r.due_at)",
            (to_db(now),),
        )
        return RequestCounts(
            sum(states.values()), overdue, states.get(RequestState.NEW.value, 0), states
        )

    def due_escalations(self, now: datetime, limit: int) -> list[Request]:
        rows = self._sql.rows(
            f"SELECT FIRST ? {_SELECT} FROM requests r WHERE r.escalate_at <= ?"
            " ORDER BY r.escalate_at",
            (limit, to_db(now)),
        )
        return [_request(row) for row in rows]

    def set_escalation(self, request_id: int, at: datetime | None) -> None:
        self._sql.execute(
            "UPDATE requests SET escalate_at = ? WHERE id = ?", (to_db_or_none(at), request_id)
        )


def _only_open(wanted: RequestFilter) -> bool:
    return not wanted.all and not wanted.states


def _in_order(requests: list[Request], *, by_deadline: bool) -> list[Request]:
    if by_deadline:
        return sorted(requests, key=lambda each: (each.due_at or _NEVER, each.id))
    return sorted(requests, key=lambda each: -each.id)


def _unknown(request_id: int) -> KnownError:
    return KnownError("there is no request {number}.", number=request_id)


def _values(request: Request, escalate_at: datetime | None) -> list[object]:
    links = request.links
    return [
        request.id, request.revision, to_db(request.created_at), request.author[:100],
        request.category, name_key(request.category), request.subject[:300], request.details,
        request.caller[:300], links.phone[:20], links.contact_id, links.attempt_id,
        links.entry_id, request.state.value, int(request.is_open), request.person,
        name_key(request.person), request.group, name_key(request.group),
        to_db(request.due_at or _NEVER), to_db_or_none(request.waiting_since), request.escalated,
        to_db_or_none(escalate_at), to_db_or_none(request.ended_at),
        int(request.priority),
    ]  # fmt: skip


def _request(row: Row) -> Request:
    values = dict(zip(_COLUMNS, row, strict=True))
    due = from_db(values["due_at"])
    return Request(
        id=values["id"],
        subject=values["subject"],
        category=values["category"],
        author=values["author"],
        created_at=from_db(values["created_at"]),
        details=values["details"],
        caller=values["caller"],
        links=Links(
            values["contact_id"], values["attempt_id"], values["entry_id"], values["phone"]
        ),
        state=RequestState(values["state"]),
        person=values["person"],
        group=values["group_name"],
        priority=Priority(values["priority"]),
        due_at=None if due == _NEVER else due,
        waiting_since=from_db_or_none(values["waiting_since"]),
        escalated=values["escalated"],
        ended_at=from_db_or_none(values["ended_at"]),
        revision=values["revision"],
    )
