"""The order in which contacts that were never tried are claimed, where a scenario gives them one.

Fresh contacts have ``next_at`` = LONG_AGO; a ranked one has a moment of the century before, the
earlier the sooner it is claimed: contacts_queue is walked along as ever, whatever the order.
"""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from engine.adapters.firebird.codes import LONG_AGO, WAITING
from engine.adapters.firebird.connection import Connection, to_db
from engine.adapters.firebird.contacts import contacts_by_id
from engine.domain.contact import Contact

_FIRST = datetime(1900, 1, 1, tzinfo=UTC)
#: Firebird tells moments 100 µs apart; 2^44 of them are less than a century.
_TICK = timedelta(microseconds=100)
_BITS = 44


def moment_of(priority: float) -> datetime:
    """The greater the earlier. Numbers that agree in their first ten digits may come out equal."""
    bits: int = struct.unpack(">Q", struct.pack(">d", priority + 0.0))[0]
    # Numbers in the order of their bits: those below zero backwards.
    rising = bits ^ 0xFFFF_FFFF_FFFF_FFFF if bits >> 63 else bits | 1 << 63
    return _FIRST + _TICK * ((0xFFFF_FFFF_FFFF_FFFF - rising) >> (64 - _BITS))


class FirebirdRankingStore:
    """``engine.ports.storage.RankingStore``."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def unranked(self, campaign_id: int, limit: int) -> list[Contact]:
        ids: list[int] = []
        for (zone,) in self._sql.rows(
            "SELECT zone_set_id FROM waiting_zones(CAST(? AS INTEGER))", (campaign_id,)
        ):
            rows = self._sql.rows(
                "SELECT FIRST (?) c.id FROM contacts c WHERE c.campaign_id = ?"
                f" AND c.queue = {WAITING} AND c.zone_set_id = ? AND c.next_at = ?"
                " ORDER BY c.campaign_id, c.queue, c.zone_set_id, c.next_at",
                (limit - len(ids), campaign_id, zone, to_db(LONG_AGO)),
            )
            ids += [contact_id for (contact_id,) in rows]
            if len(ids) >= limit:
                break
        found = contacts_by_id(self._sql, ids)
        return [found[contact_id] for contact_id in ids]

    def rank(self, priorities: Mapping[int, float]) -> None:
        self._sql.execute_many(
            f"UPDATE contacts SET next_at = ? WHERE id = ? AND queue = {WAITING} AND next_at = ?",
            [
                (to_db(moment_of(priority)), contact_id, to_db(LONG_AGO))
                for contact_id, priority in priorities.items()
            ],
        )

    def reset(self, campaign_id: int) -> None:
        self._sql.execute(
            f"UPDATE contacts SET next_at = ? WHERE campaign_id = ? AND queue = {WAITING}"
            " AND next_at < ?",
            (to_db(LONG_AGO), campaign_id, to_db(LONG_AGO)),
        )
