"""Calls of ours that are no attempts, by their numbers: promised ones, those of orders, and calls
that came in."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Sequence
from datetime import datetime

from engine.adapters.firebird.codec import decode
from engine.adapters.firebird.connection import Connection, Row
from engine.adapters.firebird.lists import in_lists
from engine.domain.callbacks import CallbackState
from engine.domain.disposition import Disposition
from engine.orders.model import Step
from engine.ports.callbacks import ENGINE_MARK
from engine.ports.ledger import LiveCall, callback_key

_REACHED = f"'{CallbackState.TAKEN.value}', '{CallbackState.DONE.value}'"


def live_with(sql: Connection, phones: Sequence[str], since: datetime) -> list[LiveCall]:
    """``since``: as the database keeps it."""
    found: list[LiveCall] = []
    for marks, part in in_lists(phones):
        promised = sql.rows(
            f"SELECT b.phone, b.id, b.campaign_id FROM callbacks b WHERE b.phone IN ({marks})"
            f" AND b.state = '{CallbackState.TAKEN.value}' AND b.taken_at > ?"
            f" AND b.write_id STARTING WITH '{ENGINE_MARK}'",
            (*part, since),
        )
        found.extend(LiveCall(row[0], callback_key(row[1]), row[2]) for row in promised)
        came_in = sql.rows(
            "SELECT i.phone FROM incoming_calls i"
            f" WHERE i.phone IN ({marks}) AND i.received_at > ? AND i.open_session IS NOT NULL"
            " AND EXISTS (SELECT 1 FROM node_sessions s WHERE s.id = i.open_session)",
            (*part, since),
        )
        found.extend(LiveCall(row[0], 0, None) for row in came_in)
    wanted = set(phones)
    for (settings,) in sql.rows("SELECT s.settings FROM order_steps s WHERE s.is_running = 1"):
        step = decode(Step, settings)
        found.extend(LiveCall(each, 0, None) for each in {step.first, step.second} & wanted)
    return found


def promised_to(sql: Connection, phones: Sequence[str], since: datetime) -> list[Row]:
    """Promised calls in which somebody was reached or is being called, with the columns of an
    attempt."""
    return [
        (callback_key(row[0]), row[1] or 0, row[2], row[3], row[3], row[4],
         None if row[4] is None else Disposition.SERVED.value)
        for marks, part in in_lists(phones)
        for row in sql.rows(
            "SELECT b.id, b.campaign_id, b.phone, b.taken_at, b.ended_at FROM callbacks b"
            f" WHERE b.phone IN ({marks}) AND b.taken_at > ? AND b.state IN ({_REACHED})",
            (*part, since),
        )
    ]  # fmt: skip
