"""Orders, their steps and their history."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from engine.adapters.firebird.codec import decode, encode, name_key
from engine.adapters.firebird.connection import (
    Row,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.adapters.firebird.lists import in_lists
from engine.adapters.firebird.order_settings import FirebirdOrderSettings
from engine.errors import KnownError
from engine.orders.model import (
    Change,
    ChangeKind,
    Charge,
    Order,
    OrderState,
    Price,
    Service,
    Step,
    StepState,
    Subscriber,
)
from engine.orders.words import order_words
from engine.ports.orders import OrderFilter, StepCall
from engine.requests.words import query_words

_COLUMNS = (
    "id", "revision", "created_at", "author", "service", "service_key", "service_settings",
    "phone", "subscriber", "contact_id", "attempt_id", "quantity", "answers", "form_version_id",
    "remark", "state", "is_open", "person", "person_key", "price", "price_source",
    "charge_quantity", "charge", "reason", "ended_at",
)  # fmt: skip
_SELECT = ", ".join(f"o.{column}" for column in _COLUMNS)
_RUNNING = "SELECT s.order_id, s.step, s.owner_session_id, s.is_withdrawn FROM order_steps s"


class FirebirdOrderStore(FirebirdOrderSettings):
    """Fulfils engine.ports.orders.OrderStore."""

    # --- one order ---

    def add(self, order: Order, changes: Sequence[Change]) -> Order:
        (order_id,) = self._sql.next_ids("order_ids", 1)
        values = _values(order)
        values[0] = order_id
        marks = ", ".join("?" * len(_COLUMNS))
        self._sql.execute(f"INSERT INTO orders ({', '.join(_COLUMNS)}) VALUES ({marks})", values)
        self._sql.execute_many(
            "INSERT INTO order_words (order_id, word) VALUES (?, ?)",
            [(order_id, word) for word in sorted(order_words(order))],
        )
        self._sql.execute_many(
            "INSERT INTO order_steps (due_at, is_running, is_withdrawn, settings, order_id, step)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [(*_step_values(step), order_id, step.number) for step in order.steps],
        )
        self._add_changes(order_id, changes)
        return self.get(order_id)

    def save(self, order: Order, changes: Sequence[Change]) -> None:
        before = self.get_locked(order.id)
        if before.revision != order.revision - 1:
            raise KnownError(
                "somebody else has changed the order {number} in the meantime.",
                mend="Look at it again, then repeat the change.",
                number=order.id,
            )
        columns = ", ".join(f"{column} = ?" for column in _COLUMNS[1:])
        self._sql.execute(
            f"UPDATE orders SET {columns} WHERE id = ?", [*_values(order)[1:], order.id]
        )
        known = {step.number: step for step in before.steps}
        self._sql.execute_many(
            "UPDATE order_steps SET due_at = ?, is_running = ?, is_withdrawn = ?, settings = ?"
            " WHERE order_id = ? AND step = ?",
            [
                (*_step_values(step), order.id, step.number)
                for step in order.steps if step != known.get(step.number)
            ],
        )  # fmt: skip
        self._add_changes(order.id, changes)

    def _add_changes(self, order_id: int, changes: Sequence[Change]) -> None:
        if not changes:
            return
        ids = self._sql.next_ids("order_change_ids", len(changes))
        self._sql.execute_many(
            "INSERT INTO order_changes (id, order_id, changed_at, who, kind, step, before_it,"
            " after_it, remark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (change_id, order_id, to_db(each.at), each.who[:100], each.kind.value, each.step,
                 each.before[:300], each.after[:300], each.comment)
                for change_id, each in zip(ids, changes, strict=True)
            ],
        )  # fmt: skip

    def get(self, order_id: int) -> Order:
        return self._one(order_id, "")

    def get_locked(self, order_id: int) -> Order:
        return self._one(order_id, " WITH LOCK")

    def _one(self, order_id: int, lock: str) -> Order:
        row = self._sql.row(f"SELECT {_SELECT} FROM orders o WHERE o.id = ?{lock}", (order_id,))
        if row is None:
            raise KnownError("there is no order {number}.", number=order_id)
        return self._orders([row])[0]

    def history(self, order_id: int) -> list[Change]:
        rows = self._sql.rows(
            "SELECT changed_at, who, kind, before_it, after_it, remark, step FROM order_changes"
            " WHERE order_id = ? ORDER BY order_id, id",
            (order_id,),
        )
        return [
            Change(from_db(row[0]), row[1], ChangeKind(row[2]), row[3], row[4], row[5], row[6])
            for row in rows
        ]

    # --- many ---

    def find(self, wanted: OrderFilter, limit: int) -> list[Order]:
        where: list[str] = []
        values: list[object] = [limit]

        def fits(condition: str, *given: object) -> None:
            where.append(condition)
            values.extend(given)

        words = query_words(wanted.text)
        if wanted.text.strip() and not words:
            return []
        table, narrow = "orders o", False
        if words:
            # Those that have the longest word first: there are fewest of them.
            table = (
                "(SELECT DISTINCT w.order_id FROM order_words w WHERE w.word STARTING WITH ?) f"
                " JOIN orders o ON o.id = f.order_id"
            )
            values.append(words[0])
            narrow = True
            for word in words[1:]:
                fits(
                    "EXISTS (SELECT 1 FROM order_words w WHERE w.order_id = o.id"
                    " AND w.word STARTING WITH ?)",
                    word,
                )
        for column, value in (("contact_id", wanted.contact_id), ("attempt_id", wanted.attempt_id),
                              ("phone", wanted.number or None)):  # fmt: skip
            if value is not None:
                fits(f"o.{column} = ?", value)
                narrow = True
        order = "o.id DESC"
        only_open = not wanted.all and not wanted.states
        if wanted.person:
            fits("o.person_key = ?", name_key(wanted.person))
        if only_open:
            fits("o.is_open = 1")
            order = "o.is_open DESC, o.id DESC"
        elif len(wanted.states) == 1:
            fits("o.state = ?", *wanted.states)
            order = "o.state DESC, o.id DESC"
        elif wanted.states:
            marks = ", ".join("?" * len(wanted.states))
            fits(f"o.state IN ({marks})", *sorted(wanted.states))
        if wanted.person and only_open:
            order = "o.person_key DESC, o.is_open DESC, o.id DESC"
        if wanted.service:
            fits("o.service_key = ?", name_key(wanted.service))
        if narrow:
            # Few there are: found by that index, then sorted.
            order = "o.id + 0 DESC"
        condition = f" WHERE {' AND '.join(where)}" if where else ""
        rows = self._sql.rows(
            f"SELECT FIRST ? {_SELECT} FROM {table}{condition} ORDER BY {order}", values
        )
        return self._orders(rows)

    def _orders(self, rows: Sequence[Row]) -> list[Order]:
        steps = self._steps([row[0] for row in rows])
        return [_order(row, steps.get(row[0], ())) for row in rows]

    def _steps(self, order_ids: Iterable[int]) -> Mapping[int, tuple[Step, ...]]:
        found: dict[int, list[Step]] = {}
        for marks, part in in_lists(list(order_ids)):
            for order_id, text in self._sql.rows(
                f"SELECT s.order_id, s.settings FROM order_steps s WHERE s.order_id IN ({marks})",
                part,
            ):
                found.setdefault(order_id, []).append(decode(Step, text))
        return {
            order_id: tuple(sorted(steps, key=lambda step: step.number))
            for order_id, steps in found.items()
        }

    # --- calls ---

    def own_step(self, order_id: int, step: int, session_id: int | None) -> None:
        self._sql.execute(
            "UPDATE order_steps SET owner_session_id = ? WHERE order_id = ? AND step = ?",
            (session_id, order_id, step),
        )

    def due(self, now: datetime, limit: int) -> list[StepCall]:
        rows = self._sql.rows(
            "SELECT FIRST ? s.order_id, s.step FROM order_steps s WHERE s.due_at <= ?"
            " ORDER BY s.due_at",
            (limit, to_db(now)),
        )
        return [StepCall(row[0], row[1]) for row in rows]

    def orphans(self, now: datetime) -> list[StepCall]:
        rows = self._sql.rows(
            f"{_RUNNING} WHERE s.is_running = 1 AND NOT EXISTS (SELECT 1 FROM node_sessions n"
            " WHERE n.id = s.owner_session_id AND n.lease_until >= ?)",
            (to_db(now),),
        )
        return [_call(row) for row in rows]

    def running(self, session_id: int) -> list[StepCall]:
        rows = self._sql.rows(
            f"{_RUNNING} WHERE s.is_running = 1 AND s.owner_session_id = ?", (session_id,)
        )
        return [_call(row) for row in rows]


def _call(row: Row) -> StepCall:
    return StepCall(row[0], row[1], row[2], bool(row[3]))


def _step_values(step: Step) -> list[object]:
    due = step.at if step.state is StepState.PLANNED else None
    return [
        to_db_or_none(due), 1 if step.state is StepState.RUNNING else None, int(step.withdrawn),
        encode(step),
    ]  # fmt: skip


def _values(order: Order) -> list[object]:
    subscriber, price, charge = order.subscriber, order.price, order.charge
    return [
        order.id, order.revision, to_db(order.created_at), order.author[:100], order.service.name,
        name_key(order.service.name), encode(order.service), subscriber.number[:20],
        subscriber.name[:300], subscriber.contact_id, subscriber.attempt_id, order.quantity,
        json.dumps(dict(order.answers), ensure_ascii=False), order.form_version, order.remark,
        order.state.value, int(order.is_open), order.person, name_key(order.person),
        None if price is None else price.amount, "" if price is None else price.source,
        None if charge is None else charge.quantity, None if charge is None else charge.amount,
        order.reason[:1000], to_db_or_none(order.ended_at),
    ]  # fmt: skip


def _order(row: Row, steps: tuple[Step, ...]) -> Order:
    values = dict(zip(_COLUMNS, row, strict=True))
    price, charge = values["price"], values["charge"]
    return Order(
        id=values["id"],
        service=decode(Service, values["service_settings"]),
        subscriber=Subscriber(
            values["phone"], values["subscriber"], values["contact_id"], values["attempt_id"]
        ),
        author=values["author"],
        created_at=from_db(values["created_at"]),
        quantity=_plain(values["quantity"]),
        answers=json.loads(values["answers"]),
        form_version=values["form_version_id"],
        remark=values["remark"],
        state=OrderState(values["state"]),
        steps=steps,
        price=None if price is None else Price(_plain(price), values["price_source"]),
        charge=None if charge is None else Charge(_plain(values["charge_quantity"]), charge),
        person=values["person"],
        reason=values["reason"],
        ended_at=from_db_or_none(values["ended_at"]),
        revision=values["revision"],
    )


def _plain(number: Decimal) -> Decimal:
    """Without the zeros that its column adds, two places at least for what has any."""
    whole = number.normalize()
    exponent = whole.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return whole.quantize(Decimal(1))
    return whole
