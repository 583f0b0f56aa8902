"""Operators: the whole store, with their talks, results and the cards of their calls."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from datetime import datetime

from engine.adapters.firebird.codec import (
    decode,
    decode_fields,
    split_phones,
    split_zones,
)
from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
    to_db_or_none,
)
from engine.adapters.firebird.operator_desk import OperatorDeskPart
from engine.adapters.firebird.operator_settings import OperatorSettingsPart
from engine.adapters.firebird.operator_statuses import OperatorStatusesPart
from engine.dialer.pacing.model import AbandonCounts
from engine.domain.campaign import CampaignSettings
from engine.domain.disposition import Disposition
from engine.ports.operators import CallCard, Talk, TalkOutcome

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


class FirebirdOperatorStore(OperatorSettingsPart, OperatorStatusesPart, OperatorDeskPart):
    """Fulfils engine.ports.operators.OperatorStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    # --- talks and results ---

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
        if talk.outcome is TalkOutcome.TALKING and talk.attempt_id is not None:
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

    def save_result(self, operator_id: int, attempt_id: int, result: str, now: datetime) -> None:
        self._put_result(attempt_id, result, now)
        self._sql.execute(
            "UPDATE operator_talks SET result = ? WHERE attempt_id = ? AND operator_id = ?",
            (result[:200], attempt_id, operator_id),
        )
        # An attempt that is still open gets it when it is closed (attempts.close).
        self._sql.execute(
            "UPDATE attempts SET disposition = ? WHERE id = ? AND disposition = ?",
            (Disposition.SERVED.value, attempt_id, Disposition.TRANSFERRED.value),
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

    # --- cards ---

    def card(self, attempt_id: int) -> CallCard | None:
        row = self._sql.row(
            "SELECT a.id, a.campaign_id, k.settings, a.contact_id, a.phone, c.phone,"
            " c.other_phones, z.zones, c.fields, c.long_fields, a.attempt_number, a.reserved_at"
            " FROM attempts a LEFT JOIN campaigns k ON k.id = a.campaign_id"
            " LEFT JOIN contacts c ON c.id = a.contact_id"
            " LEFT JOIN zone_sets z ON z.id = c.zone_set_id WHERE a.id = ?",
            (attempt_id,),
        )
        if row is None:
            return None
        settings = CampaignSettings("") if row[2] is None else decode(CampaignSettings, row[2])
        results = self._sql.rows(
            "SELECT name, COALESCE(long_text, text) FROM attempt_results WHERE attempt_id = ?",
            (attempt_id,),
        )
        return CallCard(
            attempt_id=row[0],
            campaign_id=row[1],
            campaign=settings.name,
            contact_id=row[3],
            phone=row[4],
            phones=(row[4],) if row[5] is None else split_phones(row[5], row[6] or ""),
            zones=split_zones(row[7] or ""),
            fields=decode_fields(row[8], row[9]),
            results={name: str(text) for name, text in results},
            form=settings.form,
            number=row[10],
            reserved_at=from_db(row[11]),
            mask_numbers=settings.mask_numbers,
        )


def _talk(row: Row) -> Talk:
    return Talk(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], from_db(row[8]),
        from_db_or_none(row[9]), from_db_or_none(row[10]), TalkOutcome(row[11]), row[12],
    )  # fmt: skip
