"""Quotas of surveys at work: places reserved, claims that pass full cells over, the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.domain.attempt import OpenAttempt
from engine.domain.campaign import CampaignSettings
from engine.domain.contact import Contact
from engine.domain.disposition import Disposition
from engine.domain.quota import Room, cell_key, group_of, met, placed, room, room_of, room_of_group
from engine.domain.refusal import QUOTA_BUSY, QUOTA_FULL, Refusal
from engine.ports.ledger import QuotaFigures
from engine.ports.storage import Stores

#: A claim looks at so many contacts at once, and so often, for some that are wanted.
_LOOK = 200
_LOOKS = 10
_BUSY = timedelta(seconds=30)


def figures(stores: Stores, campaign_id: int, settings: CampaignSettings) -> QuotaFigures:
    return stores.quotas.figures(campaign_id, [cell_key(cell) for cell in settings.quotas])


def rooms(settings: CampaignSettings, counted: QuotaFigures) -> list[Room]:
    return [
        room(cell, counted.done[index], counted.in_progress[index])
        for index, cell in enumerate(settings.quotas)
    ]


def reserve(
    stores: Stores, settings: CampaignSettings, attempt: OpenAttempt, fields: Mapping[str, str],
    now: datetime,
) -> Refusal | None:  # fmt: skip
    """A place for the call in the cells that the list puts the contact in. Where answers decide,
    none is reserved: such a call is refused only when all its cells are full, and a cell may end
    with as many interviews too many as calls were in progress."""
    if not settings.quotas:
        return None
    stores.quotas.lock(attempt.campaign_id)
    # A repetition after a commit whose answer got lost must not stand in its own way.
    stores.quotas.settle(attempt.campaign_id, attempt.id, ())
    counted = figures(stores, attempt.campaign_id, settings)
    cells, certain = placed(settings.quotas, fields)
    found = room_of(cells, certain, rooms(settings, counted))
    if found is Room.OPEN:
        if certain:
            keys = [cell_key(settings.quotas[index]) for index in cells]
            stores.quotas.reserve(attempt.campaign_id, attempt.id, keys)
        return None
    inputs: dict[str, object] = {
        "cells": [settings.quotas[index].name for index in cells],
        "target": [settings.quotas[index].target for index in cells],
        "done": [counted.done[index] for index in cells],
        "in_progress": [counted.in_progress[index] for index in cells],
    }
    if found is Room.BUSY:
        return Refusal(QUOTA_BUSY, "", inputs, now + _BUSY)
    return Refusal(QUOTA_FULL, "", inputs)


def interview_cells(
    settings: CampaignSettings, disposition: Disposition, fields: Mapping[str, str],
    results: Mapping[str, str],
) -> list[str]:  # fmt: skip
    """The keys of the cells that a call which is over has an interview for; []: it has none."""
    if not settings.quotas:
        return []
    name, separator, value = settings.quota_counts.partition("=")
    counts = (
        results.get(name.strip(), "").strip().casefold() == value.strip().casefold()
        if separator
        else disposition.value == name.strip()
    )
    if not counts:
        return []
    # What was said goes before what the list says.
    said = {name.strip().casefold() for name in results}
    known = {n: v for n, v in fields.items() if n.strip().casefold() not in said}
    return [cell_key(settings.quotas[i]) for i in met(settings.quotas, {**known, **results})]


# --- claims -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Closed:
    """Zone sets of which nobody is to be called now: those whose cells are ``full``, and those
    where others have the last places (``busy``)."""

    full: frozenset[int]
    busy: frozenset[int]
    all_full: bool


def closed(stores: Stores, campaign_id: int, settings: CampaignSettings) -> Closed:
    """Which zone sets to pass over now."""
    by_cell = rooms(settings, figures(stores, campaign_id, settings))
    if all(each is Room.FULL for each in by_cell):
        return Closed(frozenset(stores.quotas.groups(campaign_id)), frozenset(), all_full=True)
    found: dict[Room, set[int]] = {Room.FULL: set(), Room.BUSY: set(), Room.OPEN: set()}
    for zone_set_id, group in stores.quotas.groups(campaign_id).items():
        found[room_of_group(settings.quotas, by_cell, group)].add(zone_set_id)
    return Closed(frozenset(found[Room.FULL]), frozenset(found[Room.BUSY]), all_full=False)


def claim_wanted(
    stores: Stores, session_id: int, campaign_id: int, settings: CampaignSettings,
    zone_sets: Sequence[int], limit: int, now: datetime,
) -> list[Contact]:  # fmt: skip
    """``ContactStore.claim`` of contacts whose cells have room. The others go into the zone sets
    of their groups, where nobody looks at them again before there is room."""
    passed_over = closed(stores, campaign_id, settings)
    if passed_over.all_full:
        return []
    by_cell = rooms(settings, figures(stores, campaign_id, settings))
    open_sets = [z for z in zone_sets if z not in passed_over.full | passed_over.busy]
    wanted: list[Contact] = []
    for _ in range(_LOOKS):
        groups = stores.quotas.groups(campaign_id)
        plain = any(zone not in groups for zone in open_sets)
        take = max(_LOOK, limit) if plain else limit - len(wanted)
        found = stores.contacts.claim(session_id, campaign_id, open_sets, take, now)
        if not found:
            break
        stores.quotas.move(
            session_id, {c.id: group_of(settings.quotas, c.fields) for c in found}, campaign_id
        )
        back: list[int] = []
        for contact in found:
            cells, certain = placed(settings.quotas, contact.fields)
            open_ = room_of(cells, certain, by_cell) is Room.OPEN
            if open_ and len(wanted) < limit:
                wanted.append(contact)
            else:
                back.append(contact.id)
        stores.contacts.release(session_id, back)
        if len(wanted) >= limit:
            break
    return wanted


def finish(stores: Stores, campaign_id: int, settings: CampaignSettings) -> bool:
    """RUNNING → FINISHED when nobody is left whose cells have room, and nobody is being called."""
    passed_over = closed(stores, campaign_id, settings)
    return stores.quotas.finish(
        campaign_id, sorted(passed_over.full), all_full=passed_over.all_full
    )
