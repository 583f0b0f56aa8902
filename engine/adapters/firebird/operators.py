"""Operators: the whole store, with their talks."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from datetime import datetime

from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.adapters.firebird.operator_cards import OperatorCardsPart
from engine.adapters.firebird.operator_desk import OperatorDeskPart
from engine.adapters.firebird.operator_history import OperatorHistoryPart
from engine.dialer.pacing.model import AbandonCounts
from engine.domain.call_key import attempt_of
from engine.domain.disposition import Disposition
from engine.ports.operators import Talk, TalkOutcome

_TALK = (
    "offer_id, operator_id, attempt_id, campaign_id, contact_id, queue, kind, phone, offered_at,"
    " answered_at, ended_at, outcome"
)
#: By the index attempts_campaign.
ABANDON_COUNTS = (
    "SELECT disposition, COUNT(*), COUNT(operator_name) FROM attempts"
    " WHERE campaign_id = ? AND begun_at >= ? AND answered_at IS NOT NULL GROUP BY disposition"
)
#: Outcomes of talks that go on.
_OPEN = (TalkOutcome.OFFERED, TalkOutcome.TALKING)


class FirebirdOperatorStore(OperatorCardsPart, OperatorDeskPart, OperatorHistoryPart):
    """Fulfils engine.ports.operators.OperatorStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    # --- talks ---

    def save_talk(self, talk: Talk) -> None:
        self._sql.execute(
            f"UPDATE OR INSERT INTO operator_talks ({_TALK}, result)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, COALESCE((SELECT result FROM"
            " operator_talks WHERE offer_id = ?), '')) MATCHING (offer_id)",
            (talk.offer_id, talk.operator_id, talk.attempt_id, talk.campaign_id, talk.contact_id,
             talk.queue[:200], talk.kind, talk.phone[:20], to_db(talk.offered_at),
             to_db_or_none(talk.answered_at), to_db_or_none(talk.ended_at), talk.outcome.value,
             talk.offer_id),
        )  # fmt: skip
        if talk.outcome is TalkOutcome.TALKING and attempt_of(talk.attempt_id) is not None:
            self._sql.execute(
                "UPDATE attempts SET operator_name = (SELECT name FROM users WHERE id = ?)"
                " WHERE id = ?",
                (talk.operator_id, talk.attempt_id),
            )

    def close_talks(self, node: str, now: datetime) -> int:
        return self._sql.changed(
            "UPDATE operator_talks SET outcome = ?, ended_at = ?"
            " WHERE offer_id STARTING WITH ? AND outcome IN (?, ?)",
            (TalkOutcome.LOST.value, to_db(now), node, *(each.value for each in _OPEN)),
        )

    def talks(self, operator_id: int, since: datetime, limit: int = 200) -> list[Talk]:
        rows = self._sql.rows(
            f"SELECT FIRST (?) {_TALK}, result FROM operator_talks"
            " WHERE operator_id = ? AND offered_at >= ? ORDER BY offered_at DESC",
            (limit, operator_id, to_db(since)),
        )
        return [_talk(row) for row in rows]

    def abandon_counts(self, campaign_id: int, since: datetime) -> AbandonCounts:
        rows = self._sql.rows(ABANDON_COUNTS, (campaign_id, to_db(since)))
        count = {disposition: (calls, with_operator) for disposition, calls, with_operator in rows}
        return AbandonCounts(
            served=sum(
                taken for each, (_, taken) in count.items() if each != Disposition.ABANDONED
            ),
            dropped=count.get(Disposition.ABANDONED, (0, 0))[0],
            machines=count.get(Disposition.MACHINE, (0, 0))[0],
        )


def _talk(row: Row) -> Talk:
    return Talk(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], from_db(row[8]),
        from_db_or_none(row[9]), from_db_or_none(row[10]), TalkOutcome(row[11]), row[12],
    )  # fmt: skip
