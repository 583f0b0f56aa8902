"""Operators' callbacks: promised, taken, done, each in one transaction.

What windows, commands and the engine call. Each change carries a ``write_id`` of its own, so that
it can be repeated after a lost connection without being done twice.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import uuid4

from engine.domain import callbacks
from engine.domain.callback_hours import require_allowed
from engine.domain.callbacks import Callback, CallbackRules, next_timer
from engine.domain.campaign import CampaignSettings
from engine.lists.phones import number_zones
from engine.ports.callbacks import CallbackConflict
from engine.ports.storage import Database, Stores

#: Calls that belong to no campaign: by the hours that a campaign has which says nothing.
OFFICE = CampaignSettings("")
RULES = CallbackRules()
_PORTION = 100
Step = Callable[[Callback], Callback]


def new_write_id() -> str:
    return uuid4().hex


def hours_of(
    stores: Stores, campaign_id: int | None, office: CampaignSettings = OFFICE
) -> CampaignSettings:
    """By which settings a callback is judged."""
    return office if campaign_id is None else stores.campaigns.get(campaign_id).settings


def zones_of(stores: Stores, phone: str, contact_id: int | None) -> tuple[str, ...]:
    """All time zones that the subscriber may be in: the contact's, else the number's."""
    known = stores.contacts.get(contact_id).zones if contact_id is not None else ()
    return known or number_zones(phone)


def promise(
    stores: Stores, callback: Callback, now: datetime, write_id: str, *,
    office: CampaignSettings = OFFICE, rules: CallbackRules = RULES,
) -> Callback:  # fmt: skip
    """KnownError: nobody to call, the time is over or forbidden (with the rule, and the nearest
    allowed time), nobody is called as its owner."""
    before = stores.callbacks.written(write_id)
    if before is not None:
        return before
    owner = stores.users.by_name(callback.owner).name if callback.owner else ""
    zones = callback.zones or zones_of(stores, callback.phone, callback.contact_id)
    made = callbacks.promise(replace(callback, owner=owner, zones=zones), now)
    require_allowed(hours_of(stores, made.campaign_id, office), zones, made.due_at, now)
    return stores.callbacks.add(made, write_id, next_timer(made, rules))


def change(
    stores: Stores, callback_id: int, step: Step, write_id: str, *,
    revision: int | None = None, rules: CallbackRules = RULES,
) -> Callback:  # fmt: skip
    """``step``: one of engine.domain.callbacks. ``revision``: what the user has seen, None where it
    does not matter; CallbackConflict when it is another by now."""
    callback = stores.callbacks.get(callback_id)
    if stores.callbacks.written(write_id) is not None:
        return callback
    if revision is not None and revision != callback.revision:
        raise CallbackConflict(
            "somebody else has changed the callback {number} in the meantime.",
            mend="Look at it again, then repeat the change.",
            number=callback_id,
        )
    changed = step(callback)
    if changed != callback:
        stores.callbacks.save(changed, write_id, next_timer(changed, rules))
    return changed


def take(
    stores: Stores, callback_id: int, who: str, now: datetime, write_id: str,
    revision: int | None = None,
) -> Callback:  # fmt: skip
    """``who`` calls now; of two who take it at once the second gets a KnownError."""
    return change(
        stores, callback_id, lambda it: callbacks.take(it, who, now), write_id, revision=revision
    )


def move(
    stores: Stores, callback_id: int, due_at: datetime, owner: str, now: datetime, write_id: str,
    *, note: str = "", revision: int | None = None, office: CampaignSettings = OFFICE,
) -> Callback:  # fmt: skip
    """To another time; KnownError where that is forbidden."""
    callback = stores.callbacks.get(callback_id)
    name = stores.users.by_name(owner).name if owner else ""
    require_allowed(hours_of(stores, callback.campaign_id, office), callback.zones, due_at, now)
    return change(
        stores, callback_id, lambda it: callbacks.move(it, due_at, name, now, note), write_id,
        revision=revision,
    )  # fmt: skip


def run_timers(database: Database, now: datetime, rules: CallbackRules = RULES) -> list[Callback]:
    """Remind, pass to the team, give back, whatever is due; those that have changed. Of several
    nodes and workstations one does each."""
    done: list[Callback] = []
    while True:
        due = database.transact(lambda stores: stores.callbacks.timers(now, _PORTION))
        if not due:
            return done
        for each in due:
            changed = database.transact(partial(run_timer, callback=each, now=now, rules=rules))
            if changed is not None:
                done.append(changed)


def run_timer(
    stores: Stores, callback: Callback, now: datetime, rules: CallbackRules = RULES
) -> Callback | None:
    """None: somebody else was quicker, or the rules are others by now."""
    fresh = stores.callbacks.get(callback.id)
    changed = callbacks.handle_timer(fresh, rules, now)
    at = next_timer(changed, rules)
    if changed == fresh:
        stores.callbacks.set_timer(fresh.id, at)
        return None
    stores.callbacks.save(changed, new_write_id(), at)
    return changed
