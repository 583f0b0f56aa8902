"""Alarms in a real database, as tests raise them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from engine.adapters.firebird import FirebirdDatabase
from engine.alarms.model import (
    Alarm,
    AlarmKind,
    AlarmSettings,
    Event,
    Seen,
)
from engine.domain.trunk import TrunkSettings, TrunkStatus
from engine.ports.storage import Stores
from rino_desktop import alarms
from tests.helpers.stored_campaign import NOW

CALLS: list[tuple[str, bytes, Mapping[str, str]]] = []


def fake_post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    CALLS.append((url, body, headers))


def set_alarms(database: FirebirdDatabase, **values: Any) -> None:
    settings = replace(AlarmSettings(), language="en", **values)
    database.transact(lambda s: alarms.change_settings(s, settings, NOW))


def look_after(database: FirebirdDatabase, seconds: float) -> list[tuple[AlarmKind, Event]]:
    now = NOW + timedelta(seconds=seconds)
    return [(a.kind, event) for a, event in database.transact(lambda s: alarms.look(s, now))]


def open_alarms(database: FirebirdDatabase) -> list[Alarm]:
    return database.transact(lambda s: s.alarms.open())


def put_trunk(database: FirebirdDatabase, node: int, status: TrunkStatus, seconds: float) -> None:
    def write(stores: Stores) -> None:
        trunks = stores.trunks.all() or [
            stores.trunks.add(TrunkSettings("city", "sip:127.0.0.1:5999"))
        ]
        at = NOW + timedelta(seconds=seconds)
        stores.nodes.set_trunk_status(node, trunks[0].id, status, "503", at)

    database.transact(write)


def raised(database: FirebirdDatabase, campaign_id: int | None = None) -> Alarm:
    def add(stores: Stores) -> Alarm:
        seen = Seen(AlarmKind.TRUNK_DOWN, "7", {"trunk": "город", "detail": "503"}, campaign_id)
        stores.alarms.watch(seen, NOW)
        stores.alarms.watch(seen, NOW)
        (alarm,) = stores.alarms.watched()
        stores.alarms.save(replace(alarm, raised_at=NOW))
        stores.alarms.tell(alarm.id, Event.RAISED, stores.alarms.settings().ways, NOW)
        return alarm

    return database.transact(add)
