"""What reports on orders, requests and promises read."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from engine.adapters.firebird.codec import decode_fields
from engine.adapters.firebird.connection import Connection, from_db, from_db_or_none
from engine.adapters.firebird.report_scope import Conditions, ends, of_attempts
from engine.orders.model import SETTLED, StepState
from engine.ports.report_facts import OrderFact, PromiseFact, RequestFact
from engine.ports.report_scope import Scope

_NEVER = datetime(9999, 12, 31, tzinfo=UTC)
#: By orders_created.
ORDERS = (
    "SELECT o.id, o.created_at, o.service, o.state, o.author, o.person, o.subscriber, o.phone,"
    " o.quantity, o.charge_quantity, o.charge, o.ended_at, o.attempt_id, o.is_open FROM orders o"
    " WHERE o.created_at >= ? AND o.created_at < ?"
)
#: By requests_created.
REQUESTS = (
    "SELECT r.id, r.created_at, r.category, r.state, r.author, r.person, r.group_name, r.subject,"
    " r.caller, r.phone, r.due_at, r.waiting_since, r.ended_at, r.escalated, r.attempt_id"
    " FROM requests r WHERE r.created_at >= ? AND r.created_at < ?"
)
#: By attempts_campaign; few of a campaign's attempts hold a promise, and their other results and
#: the contact are asked for one by one.
PROMISES = (
    "SELECT a.id, a.campaign_id, a.contact_id, a.phone, COALESCE(a.operator_name, ''),"
    " COALESCE(a.ended_at, a.begun_at)"
    " FROM attempts a JOIN attempt_results r ON r.attempt_id = a.id AND r.name = ?"
    " WHERE a.campaign_id = ? AND a.ended_at IS NOT NULL"
)


class ReportDeskPart:
    _sql: Connection

    def _campaigns(self, scope: Scope) -> list[int]:
        raise NotImplementedError

    def orders(self, scope: Scope) -> Iterator[OrderFact]:
        for *facts, is_open in self._sql.stream(
            f"{ORDERS}{_people(scope, 'o').more()} ORDER BY o.created_at, o.id",
            (*ends(scope), *_people(scope, "o").parameters),
        ):
            (number, created, service, state, author, person, subscriber, phone, quantity,
             counted, charge, ended, attempt) = facts  # fmt: skip
            if scope.at_an_hour(from_db(created)):
                yield OrderFact(
                    number, from_db(created), service, state, author, person, subscriber, phone,
                    quantity, counted, charge, from_db_or_none(ended), attempt,
                    self._due(number) if is_open else None,
                )  # fmt: skip

    def _due(self, order_id: int) -> datetime | None:
        found = []
        for due, text in self._sql.rows(
            "SELECT due_at, settings FROM order_steps WHERE order_id = ?", (order_id,)
        ):
            step = json.loads(text)
            if StepState(step.get("state", StepState.OPEN)) in SETTLED:
                continue
            at = from_db_or_none(due)
            if at is None and step.get("at"):
                at = datetime.fromisoformat(step["at"]).astimezone(UTC)
            if at is not None:
                found.append(at)
        return max(found, default=None)

    def requests(self, scope: Scope) -> Iterator[RequestFact]:
        people = _people(scope, "r")
        for row in self._sql.stream(
            f"{REQUESTS}{people.more()} ORDER BY r.created_at, r.id",
            (*ends(scope), *people.parameters),
        ):
            (number, created, category, state, author, person, group, subject, caller, phone,
             due_at, waiting, ended, escalated, attempt) = row  # fmt: skip
            due = from_db(due_at)
            found = RequestFact(
                number, from_db(created), category, state, author, person, group, subject, caller,
                phone, None if due >= _NEVER else due, from_db_or_none(waiting),
                from_db_or_none(ended), escalated, attempt,
            )  # fmt: skip
            if scope.at_an_hour(found.created_at):
                yield found

    def promises(self, scope: Scope, name: str) -> Iterator[PromiseFact]:
        more = of_attempts(scope)
        for campaign in self._campaigns(scope):
            rows = self._sql.rows(
                f"{PROMISES}{more.more()}", (name, campaign, *more.parameters)
            )  # fmt: skip
            for attempt, campaign_id, contact, phone, operator, at in sorted(
                rows, key=lambda row: (row[5], row[0])
            ):
                yield PromiseFact(
                    attempt, campaign_id, contact, phone, operator, from_db(at),
                    self._saved(attempt), self._fields(contact),
                )  # fmt: skip

    def _saved(self, attempt_id: int) -> dict[str, str]:
        return dict(self._sql.rows(
            "SELECT name, COALESCE(long_text, text) FROM attempt_results WHERE attempt_id = ?",
            (attempt_id,),
        ))  # fmt: skip

    def _fields(self, contact_id: int) -> dict[str, str]:
        row = self._sql.row("SELECT fields, long_fields FROM contacts WHERE id = ?", (contact_id,))
        return decode_fields(*row) if row else {}


def _people(scope: Scope, alias: str) -> Conditions:
    """Whoever works on it, or has taken it."""
    found = Conditions()
    if scope.operator_names:
        marks = ", ".join("?" * len(scope.operator_names))
        found.add(
            f"({alias}.person IN ({marks}) OR {alias}.author IN ({marks}))",
            *scope.operator_names, *scope.operator_names,
        )  # fmt: skip
    return found
