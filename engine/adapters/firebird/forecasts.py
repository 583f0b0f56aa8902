"""What forecasts read and leave behind."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from engine.adapters.firebird.codec import decode, decode_progress, encode, split_zones
from engine.adapters.firebird.codes import CLAIMED, DISPOSITIONS, LONG_AGO, WAITING
from engine.adapters.firebird.connection import Connection, from_db, to_db
from engine.adapters.firebird.lists import in_lists
from engine.domain.operator import OfferKind, OperatorState
from engine.forecast.kept import Forecast, Occasion
from engine.forecast.learning import Seen
from engine.forecast.model import Group

#: Retries of so many minutes are taken together.
_STEP = 5
_PHONES = (
    "IIF(other_phones = '', 1,"
    " CHAR_LENGTH(other_phones) - CHAR_LENGTH(REPLACE(other_phones, ',', '')) + 2)"
)
#: Along contacts_queue, without those who are settled.
FRESH = (
    f"SELECT zone_set_id, {_PHONES}, COUNT(*) FROM contacts WHERE campaign_id = ? AND queue = ?"
    " AND next_at <= ? GROUP BY 1, 2"
)
RETRIES = (
    f"SELECT zone_set_id, {_PHONES}, progress,"
    # Newer engines would divide into a number of 128 bits, which the driver does not know.
    f" CAST(DATEDIFF(MINUTE FROM TIMESTAMP '2000-01-01 00:00:00' TO next_at) / {_STEP}"
    " AS INTEGER), COUNT(*)"
    " FROM contacts WHERE campaign_id = ? AND queue = ? AND next_at > ? GROUP BY 1, 2, 3, 4"
)
SEEN = (
    "SELECT FIRST (?) attempt_number, disposition,"
    " DATEDIFF(MILLISECOND FROM COALESCE(started_at, reserved_at)"
    " TO COALESCE(answered_at, ended_at)),"
    " DATEDIFF(MILLISECOND FROM answered_at TO ended_at) FROM attempts"
    " WHERE campaign_id = ? AND begun_at >= ? AND ended_at IS NOT NULL"
    " ORDER BY campaign_id, begun_at, id"
)
TALKS = (
    "SELECT FIRST (?) DATEDIFF(MILLISECOND FROM answered_at TO ended_at) FROM operator_talks"
    " WHERE campaign_id = ? AND kind <> ? AND offered_at >= ? AND answered_at IS NOT NULL"
    " AND ended_at IS NOT NULL"
)
WRAP_UPS = (
    "SELECT FIRST (?) DATEDIFF(MILLISECOND FROM since TO until) FROM operator_spans"
    " WHERE operator_id = ? AND until >= ? AND until < ? AND state = ?"
)
#: ``operator_spans.until`` of a state that lasts is the end of the calendar.
_LASTS = datetime.fromisoformat("9000-01-01T00:00:00+00:00")


class FirebirdForecastStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def waiting(self, campaign_id: int) -> list[Group]:
        found: list[tuple[int, Group]] = []
        for queue in (WAITING, CLAIMED):
            found += [
                (zone_set, Group(count, (), phones))
                for zone_set, phones, count in self._sql.rows(
                    FRESH, (campaign_id, queue, to_db(LONG_AGO))
                )
            ]
            found += [
                (
                    zone_set,
                    Group(count, (), phones, decode_progress(progress),
                          LONG_AGO + timedelta(minutes=int(step) * _STEP)),
                )
                for zone_set, phones, progress, step, count in self._sql.rows(
                    RETRIES, (campaign_id, queue, to_db(LONG_AGO))
                )
            ]  # fmt: skip
        zones = self._zones(sorted({zone_set for zone_set, _ in found}))
        return [replace(group, zones=zones.get(zone_set, ())) for zone_set, group in found]

    def _zones(self, zone_sets: Sequence[int]) -> dict[int, tuple[str, ...]]:
        names: dict[int, tuple[str, ...]] = {}
        for marks, part in in_lists(zone_sets):
            rows = self._sql.rows(f"SELECT id, zones FROM zone_sets WHERE id IN ({marks})", part)
            names.update((number, split_zones(text)) for number, text in rows)
        return names

    def seen(self, campaign_id: int, since: datetime, most: int) -> list[Seen]:
        rows = self._sql.rows(SEEN, (most, campaign_id, to_db(since)))
        return [
            Seen(number, DISPOSITIONS[disposition], _seconds(ring_ms),
                 None if talk_ms is None else _seconds(talk_ms))
            for number, disposition, ring_ms, talk_ms in rows
        ]  # fmt: skip

    def talks(self, campaign_id: int, since: datetime, most: int) -> list[float]:
        given = (most, campaign_id, OfferKind.CONSULT.value, to_db(since))
        rows = self._sql.rows(TALKS, given)
        return [_seconds(talk_ms) for (talk_ms,) in rows]

    def wrap_ups(self, operator_ids: Sequence[int], since: datetime, most: int) -> list[float]:
        found: list[float] = []
        for operator_id in operator_ids:
            if len(found) >= most:
                break
            parameters = (most - len(found), operator_id, to_db(since), to_db(_LASTS),
                          OperatorState.WRAP_UP.value)  # fmt: skip
            found += [_seconds(ms) for (ms,) in self._sql.rows(WRAP_UPS, parameters)]
        return found

    def last_end(self, campaign_id: int, since: datetime) -> datetime | None:
        last = self._sql.value(
            "SELECT MAX(ended_at) FROM attempts WHERE campaign_id = ? AND begun_at >= ?",
            (campaign_id, to_db(since)),
        )
        return None if last is None else from_db(last)

    def keep(self, campaign_id: int, forecast: Forecast) -> int:
        [forecast_id] = self._sql.next_ids("forecast_ids", 1)
        self._sql.execute(
            "INSERT INTO forecasts (id, campaign_id, made_at, made_by, occasion, document)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (forecast_id, campaign_id, to_db(forecast.made_at), forecast.made_by[:100],
             forecast.occasion.value, encode(forecast)),
        )  # fmt: skip
        return forecast_id

    def of_campaign(self, campaign_id: int, most: int = 20) -> list[Forecast]:
        rows = self._sql.rows(
            "SELECT FIRST (?) id, made_at, made_by, occasion, document FROM forecasts"
            " WHERE campaign_id = ? ORDER BY campaign_id DESC, id DESC",
            (most, campaign_id),
        )
        return [
            replace(decode(Forecast, text), id=number, made_at=from_db(made_at), made_by=made_by,
                    occasion=Occasion(occasion))
            for number, made_at, made_by, occasion, text in rows
        ]  # fmt: skip


def _seconds(milliseconds: object) -> float:
    """Firebird tells milliseconds with tenths; a clock may have been set back."""
    return max(0.0, float(milliseconds) / 1000)  # type: ignore[arg-type]
