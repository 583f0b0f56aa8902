"""What reports on operators read: states, talks, callbacks, what was finished."""

from collections.abc import Iterator
from datetime import UTC, datetime

from engine.adapters.firebird.connection import Connection, from_db, to_db
from engine.adapters.firebird.operator_settings import OperatorSettingsPart
from engine.adapters.firebird.report_scope import Conditions, ends
from engine.adapters.firebird.shifts import FirebirdShiftStore
from engine.domain.callbacks import CallbackState
from engine.domain.operator import OfferKind, OperatorState
from engine.domain.shifts import Shift
from engine.orders.model import OrderState
from engine.ports.report_facts import CallbackFact, SpanFact, TalkFact
from engine.ports.report_scope import Scope
from engine.requests.model import RequestState

#: By operator_spans_operator: those that ended after the beginning, and began before the end.
SPANS = (
    "SELECT state, reason, since, until FROM operator_spans"
    " WHERE operator_id = ? AND until > ? AND since < ?"
)
TALKS = (
    "SELECT operator_id, kind, outcome, offered_at, answered_at, ended_at, result"
    " FROM operator_talks t WHERE t.operator_id = ? AND t.offered_at >= ? AND t.offered_at < ?"
)
#: By callbacks_due: open ones and others.
CALLBACKS = (
    "SELECT owner, missed_by, taken_by, state, is_open, due_at FROM callbacks c"
    " WHERE c.is_open IN (0, 1) AND c.due_at >= ? AND c.due_at < ?"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ReportPeoplePart(OperatorSettingsPart):
    _sql: Connection

    def people(self) -> dict[int, str]:
        rows = self._sql.rows(
            "SELECT u.id, u.name, u.user_role FROM users u WHERE u.user_role = 'operator'"
            " OR EXISTS (SELECT 1 FROM operator_spans s WHERE s.operator_id = u.id)"
            " OR EXISTS (SELECT 1 FROM operator_talks t WHERE t.operator_id = u.id)"
        )
        return {number: name for number, name, _ in rows}

    def spans(self, scope: Scope, now: datetime) -> Iterator[SpanFact]:
        begin, end = scope.since or _EPOCH, min(scope.until or now, now)
        for operator in self._asked(scope):
            found = [
                SpanFact(operator, OperatorState(state), reason, max(from_db(since), begin),
                         min(from_db(until), end))
                for state, reason, since, until in self._sql.rows(
                    SPANS, (operator, to_db(begin), to_db(end))
                )
            ]  # fmt: skip
            yield from sorted(found, key=lambda span: (span.since, span.until))

    def talks(self, scope: Scope) -> Iterator[TalkFact]:
        more = Conditions()
        more.ids("t.campaign_id", scope.campaigns)
        for operator in self._asked(scope):
            for row in self._sql.packed(
                TALKS + more.more(), (operator, *ends(scope), *more.parameters)
            ):
                talk = TalkFact(*row)
                if talk.kind != OfferKind.CONSULT and scope.at_an_hour(talk.offered_at):
                    yield talk

    def callbacks(self, scope: Scope, now: datetime) -> list[CallbackFact]:
        more = Conditions()
        more.ids("c.campaign_id", scope.campaigns)
        rows = self._sql.rows(CALLBACKS + more.more(), (*ends(scope), *more.parameters))
        chosen = {name.casefold() for name in scope.operator_names}
        found = []
        for owner, missed_by, taken_by, state, is_open, due_at in rows:
            promised_by = missed_by or owner
            if not promised_by or (chosen and promised_by.casefold() not in chosen):
                continue
            done = state == CallbackState.DONE
            own = not missed_by or taken_by.casefold() == promised_by.casefold()
            late = bool(is_open) and from_db(due_at) < now
            found.append(
                CallbackFact(promised_by, done and own, (bool(missed_by) and not (done and own))
                             or late)
            )  # fmt: skip
        return found

    def done(self, scope: Scope) -> list[tuple[str, str, int]]:
        chosen = {name.casefold() for name in scope.operator_names}
        counts: dict[tuple[str, str], int] = {}
        for what, sql, parameters in (
            ("orders", "SELECT o.person, o.ended_at FROM orders o WHERE o.state = ?"
             " AND o.ended_at >= ? AND o.ended_at < ?", (OrderState.DONE.value,)),
            ("requests", "SELECT r.person, r.ended_at FROM requests r WHERE r.is_open = 0"
             " AND r.state <> ? AND r.ended_at >= ? AND r.ended_at < ?",
             (RequestState.CANCELLED.value,)),
            ("forms", "SELECT f.operator_name, f.saved_at FROM form_answers f"
             " WHERE f.complete = 1 AND f.saved_at >= ? AND f.saved_at < ?", ()),
        ):  # fmt: skip
            more = Conditions()
            if what == "forms":
                more.ids("f.campaign_id", scope.campaigns)
            for person, _ in self._sql.rows(
                sql + more.more(), (*parameters, *ends(scope), *more.parameters)
            ):
                if person and (not chosen or person.casefold() in chosen):
                    counts[person, what] = counts.get((person, what), 0) + 1
        return [(person, what, n) for (person, what), n in sorted(counts.items())]

    def shifts(self) -> list[Shift]:
        return FirebirdShiftStore(self._sql).all()

    def _asked(self, scope: Scope) -> list[int]:
        return list(scope.operators) if scope.operators else sorted(self.people())
