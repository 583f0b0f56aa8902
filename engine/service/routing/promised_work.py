"""Promised calls in the database: which are due, taken by whom, and how they end; each in one
transaction."""

import logging
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine.domain import callbacks
from engine.domain.attempt import OpenAttempt
from engine.domain.callback_hours import judge
from engine.domain.callbacks import Callback, CallbackState
from engine.domain.calling_hours import calling_hours
from engine.domain.campaign import CampaignSettings
from engine.domain.presets import lawful_schedule
from engine.domain.refusal import DO_NOT_CALL, HOURS, LEGAL_HOURS, ON_THE_LINE, Refusal
from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.service import callback_desk
from engine.service.call_limits import Opening, refusal_of

Write = Callable[[Stores], None]
log = logging.getLogger(__name__)

#: So many are looked at, and offered, at a time.
MOST = 200
#: Who was not reached is called again after this.
PUT_OFF = timedelta(minutes=15)
#: How far back the call is looked for in which it was promised.
_LOOK_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class DueCall:
    """``last_attempt``: the latest call of ours to that subscriber, whose card is shown; None:
    there is none. ``allowed``: he may be called at this hour."""

    callback: Callback
    last_attempt: int | None
    allowed: bool


def due_calls(stores: Stores, now: datetime, known: Collection[int]) -> list[DueCall]:
    """``known``: those whose last attempt need not be looked for again."""
    hours: dict[int | None, CampaignSettings] = {}
    found = []
    for callback in stores.callbacks.due(now, MOST):
        campaign_id = callback.campaign_id
        if campaign_id not in hours:
            hours[campaign_id] = callback_desk.hours_of(stores, campaign_id)
        allowed = _hours_allow(hours[campaign_id], callback, now)
        last = None
        if allowed and callback.id not in known:
            last = _last_attempt(stores, callback, now)
        found.append(DueCall(callback, last, allowed))
    return found


def _hours_allow(settings: CampaignSettings, callback: Callback, now: datetime) -> bool:
    return calling_hours(lawful_schedule(settings)).allowed(callback.zones, now)


def chosen(stores: Stores, callback_id: int, now: datetime) -> DueCall:
    """One that an operator wants to call, due or not."""
    callback = stores.callbacks.get(callback_id)
    return DueCall(callback, _last_attempt(stores, callback, now), allowed=True)


def _last_attempt(stores: Stores, callback: Callback, now: datetime) -> int | None:
    last = stores.incoming.rung_back(callback.phone, now - _LOOK_BACK)
    if last is None or callback.contact_id not in (None, last.contact.id):
        return None
    return last.attempt_id


@dataclass(frozen=True, slots=True)
class Taken:
    """``refusal``: why nobody is called; then ``callback`` is what has become of it."""

    callback: Callback
    refusal: Refusal | None = None


def take(stores: Stores, callback_id: int, who: str, now: datetime, write_id: str) -> Taken:
    """``who`` calls now, if the law and the do-not-call list let him. KnownError: somebody else has
    it, or it is over."""
    before = stores.callbacks.get(callback_id)
    if stores.callbacks.written(write_id) is not None:
        return Taken(before)
    callback_desk.run_timer(stores, before, now)  # it may be the team's by now
    callback = stores.callbacks.get(callback_id)
    refusal = _refusal(stores, callback, now)
    if refusal is None:
        return Taken(callback_desk.take(stores, callback_id, who, now, write_id))
    settings = callback_desk.hours_of(stores, callback.campaign_id)
    if refusal.rule == DO_NOT_CALL:
        callback = callback_desk.change(
            stores, callback_id, lambda it: callbacks.cancel(it, who, now), write_id
        )
    elif refusal.rule not in (HOURS, LEGAL_HOURS):  # those are looked at all the time
        later = refusal.lifts_at or now + PUT_OFF
        due_at = judge(settings, callback.zones, later, now).nearest or later
        callback = callback_desk.change(
            stores, callback_id,
            lambda it: replace(callbacks.move(it, due_at, it.owner, now), tries=it.tries), write_id,
        )  # fmt: skip
    return Taken(callback, refusal)


def _refusal(stores: Stores, callback: Callback, now: datetime) -> Refusal | None:
    if stores.do_not_call.contains(callback.phone):
        return Refusal(DO_NOT_CALL)
    if callback.contact_id in stores.incoming.on_the_line([callback.contact_id or 0]):
        return Refusal(ON_THE_LINE)
    settings = callback_desk.hours_of(stores, callback.campaign_id)
    if callback.campaign_id is None or callback.contact_id is None:
        verdict = judge(settings, callback.zones, now, now)
        return None if verdict.allowed else Refusal(HOURS, lifts_at=verdict.nearest)
    contact = stores.contacts.get(callback.contact_id)
    attempt = OpenAttempt(
        0, callback.campaign_id, contact.id, contact.progress.attempts + 1, callback.phone, 0, 0,
        now,
    )  # fmt: skip
    return refusal_of(stores, Opening(attempt, contact, settings), now)


def pass_on(callback_id: int, write_id: str) -> Write:
    """Its owner did not come: it is the team's."""

    def work(stores: Stores) -> None:
        with suppress(KnownError):  # gone, or changed by somebody just now: it is looked at again
            callback_desk.change(stores, callback_id, callbacks.miss, write_id)

    return work


def give_back(callback_id: int, who: str, now: datetime, write_id: str) -> Write:
    """Nobody was called: it waits as it did."""
    return lambda stores: _end(
        stores, callback_id, who, write_id, lambda it, _: callbacks.give_back(it, now)
    )


def finish(callback_id: int, who: str, now: datetime, write_id: str) -> Write:
    """They have talked."""
    return lambda stores: _end(
        stores, callback_id, who, write_id, lambda it, _: callbacks.finish(it, who, now)
    )


def put_off(callback_id: int, who: str, owner: str, now: datetime, write_id: str) -> Write:
    """He was not reached: once more a little later, at an hour that is allowed, but not for ever.
    ``owner``: whose it was."""

    def step(callback: Callback, settings: CampaignSettings) -> Callback:
        at = now + PUT_OFF
        verdict = judge(settings, callback.zones, at, now)
        later = at if verdict.allowed else verdict.nearest or at
        return callbacks.in_vain(callback, later, owner, now)

    return lambda stores: _end(stores, callback_id, who, write_id, step)


def _end(
    stores: Stores, callback_id: int, who: str, write_id: str,
    step: Callable[[Callback, CampaignSettings], Callback],
) -> None:  # fmt: skip
    """Unless somebody has done something else with it in the meantime."""
    try:
        callback = stores.callbacks.get(callback_id)
        settings = callback_desk.hours_of(stores, callback.campaign_id)
        if callback.state is CallbackState.TAKEN and callback.taken_by == who:
            callback_desk.change(stores, callback_id, lambda it: step(it, settings), write_id)
    except KnownError as error:
        log.warning("callback %d: %s", callback_id, error)
