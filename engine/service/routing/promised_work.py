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
from engine.domain.contact import ContactState
from engine.domain.person import identities
from engine.domain.presets import lawful_schedule
from engine.domain.refusal import (
    DO_NOT_CALL,
    HOURS,
    IN_CALL,
    LEGAL_HOURS,
    ON_THE_LINE,
    Refusal,
)
from engine.errors import KnownError
from engine.ports.ledger import callback_key
from engine.ports.storage import Stores
from engine.service import callback_desk
from engine.service.call_limits import CALL_PAUSE, Opening, in_call, refusal_of
from engine.service.routing.manual_contacts import Found

Write = Callable[[Stores], None]
log = logging.getLogger(__name__)

#: So many are looked at, and offered, at a time.
MOST, _PORTIONS = 200, 10
#: Who was not reached is called again after this.
PUT_OFF = timedelta(minutes=15)
#: How far back the call is looked for in which it was promised.
_LOOK_BACK = timedelta(days=365)
#: Whoever is called, or calls, just now is looked at again then.
_A_WHILE = timedelta(minutes=2)
#: As operators are told it.
BEING_CALLED = "contact_taken"
#: No rules: there is nothing more to be said of them.
PLAIN = frozenset({BEING_CALLED, ON_THE_LINE})
#: The database keeps moments less finely.
_SAME = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class DueCall:
    """``last_attempt``: the latest call of ours to that subscriber, whose card is shown; None:
    there is none."""

    callback: Callback
    last_attempt: int | None


def due_calls(stores: Stores, now: datetime, known: Collection[int]) -> list[DueCall]:
    """Those whose subscribers may be called at this hour. ``known``: whose last attempt need not be
    looked for again."""
    hours: dict[int | None, CampaignSettings] = {}
    found: list[DueCall] = []
    for portion in range(_PORTIONS):  # where it is night for many, others come after them
        due = stores.callbacks.due(now, MOST, portion * MOST)
        for callback in due:
            campaign_id = callback.campaign_id
            if campaign_id not in hours:
                hours[campaign_id] = callback_desk.hours_of(stores, campaign_id)
            if not _hours_allow(hours[campaign_id], callback, now):
                continue
            last = None if callback.id in known else _last_attempt(stores, callback, now)
            found.append(DueCall(callback, last))
        if len(due) < MOST or len(found) >= MOST:
            break
    return found[:MOST]


def _hours_allow(settings: CampaignSettings, callback: Callback, now: datetime) -> bool:
    return calling_hours(lawful_schedule(settings)).allowed(callback.zones, now)


def chosen(stores: Stores, callback_id: int, now: datetime) -> DueCall:
    """One that an operator wants to call, due or not."""
    callback = stores.callbacks.get(callback_id)
    return DueCall(callback, _last_attempt(stores, callback, now))


def _last_attempt(stores: Stores, callback: Callback, now: datetime) -> int | None:
    last = stores.incoming.rung_back(callback.phone, now - _LOOK_BACK)
    if last is None or callback.contact_id not in (None, last.contact.id):
        return None
    return last.attempt_id


@dataclass(frozen=True, slots=True)
class Taken:
    """``refusal``: why nobody is called; then ``callback`` is what has become of it.
    ``settings``: by which that was judged."""

    callback: Callback
    settings: CampaignSettings
    refusal: Refusal | None = None
    #: The contact is claimed: his campaign leaves him alone until he is given back.
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Mine:
    """A callback as ``who`` has taken it here ``at`` that moment, and not by hand or once more."""

    callback_id: int
    who: str
    at: datetime

    def holds(self, callback: Callback) -> bool:
        taken = callback.state is CallbackState.TAKEN and callback.taken_by == self.who
        at = callback.taken_at
        return taken and at is not None and abs(at - self.at) < _SAME


def mine(callback: Callback) -> Mine:
    """Of one that was taken just now."""
    return Mine(callback.id, callback.taken_by, callback.taken_at or callback.created_at)


def take(
    stores: Stores, session_id: int, callback_id: int, who: str, now: datetime, write_id: str
) -> Taken:
    """``who`` calls now, if the law and the do-not-call list let him. ``session_id``: of this node;
    ``write_id``: an ``engine_write`` of it. KnownError: somebody calls already, he himself by hand
    perhaps, or it is over."""
    before = stores.callbacks.get(callback_id)
    settings = callback_desk.hours_of(stores, before.campaign_id)
    if stores.callbacks.written(write_id) is not None:
        return Taken(before, settings)
    callback_desk.run_timer(stores, before, now)  # it may be the team's by now
    callback = stores.callbacks.get(callback_id)
    if callback.state is CallbackState.TAKEN:
        raise KnownError(
            "{who} has taken the callback {number} already.",
            who=callback.taken_by, number=callback_id,
        )  # fmt: skip
    stores.ledger.lock_people(_people(stores, callback, settings))
    refusal, claimed = _refusal(stores, callback, now), False
    if refusal is None:
        refusal, claimed = _claim(stores, session_id, callback, now)
    if refusal is None:
        taken = callback_desk.take(stores, callback_id, who, now, write_id)
        return Taken(taken, settings, claimed=claimed)
    if refusal.rule not in (HOURS, LEGAL_HOURS):  # those are looked at all the time
        callback = _refused(stores, callback, refusal, settings, who, now, write_id)
    return Taken(callback, settings, refusal)


def _claim(
    stores: Stores, session_id: int, callback: Callback, now: datetime
) -> tuple[Refusal | None, bool]:
    """Nobody else may call him meanwhile; whom his campaign is done with nobody does."""
    contact_id, campaign_id = callback.contact_id, callback.campaign_id
    if contact_id is None or campaign_id is None:
        return None, False
    found = Found.claim(stores, session_id, campaign_id, contact_id)
    if found == BEING_CALLED:
        return Refusal(BEING_CALLED, lifts_at=now + _A_WHILE), False
    return None, isinstance(found, Found)


def ask_again(stores: Stores, mine: Mine, now: datetime, write_id: str) -> Taken:
    """The one who has taken it is on the line: may the subscriber be rung still? KnownError: it is
    not his any more."""
    callback = stores.callbacks.get(mine.callback_id)
    if not mine.holds(callback):
        raise KnownError("the callback {number} was given up.", number=mine.callback_id)
    settings = callback_desk.hours_of(stores, callback.campaign_id)
    refusal = _refusal(stores, callback, now)
    if refusal is not None:
        callback = _refused(stores, callback, refusal, settings, mine.who, now, write_id)
    return Taken(callback, settings, refusal)


def _refused(
    stores: Stores, callback: Callback, refusal: Refusal, settings: CampaignSettings, who: str,
    now: datetime, write_id: str,
) -> Callback:  # fmt: skip
    """What becomes of one whose subscriber may not be called: cancelled, or later."""

    def step(it: Callback) -> Callback:
        if refusal.rule == DO_NOT_CALL:
            return callbacks.cancel(it, who, now)
        if refusal.rule in (HOURS, LEGAL_HOURS):
            return callbacks.give_back(it, now)
        later = refusal.lifts_at or now + PUT_OFF
        due_at = judge(settings, it.zones, later, now).nearest or later
        return replace(callbacks.move(it, due_at, it.owner, now), tries=it.tries)

    return callback_desk.change(stores, callback.id, step, write_id)


def _refusal(stores: Stores, callback: Callback, now: datetime) -> Refusal | None:
    if stores.do_not_call.contains(callback.phone, callback.campaign_id):
        return Refusal(DO_NOT_CALL)
    contact_id = callback.contact_id
    if contact_id is not None and stores.incoming.on_the_line([contact_id]):
        return Refusal(ON_THE_LINE, lifts_at=now + _A_WHILE)
    settings = callback_desk.hours_of(stores, callback.campaign_id)
    if callback.campaign_id is None or contact_id is None:
        verdict = judge(settings, callback.zones, now, now)
        if not verdict.allowed:
            return Refusal(HOURS, lifts_at=verdict.nearest)
        called = in_call(stores, [callback.phone], now, callback_key(callback.id))
        return Refusal(IN_CALL, lifts_at=now + CALL_PAUSE) if called else None
    contact = stores.contacts.get(contact_id)
    if contact.state is ContactState.IN_PROGRESS:  # his campaign, or somebody by hand
        return Refusal(BEING_CALLED, lifts_at=now + _A_WHILE)
    attempt = OpenAttempt(
        callback_key(callback.id), callback.campaign_id, contact.id,
        contact.progress.attempts + 1, callback.phone, 0, 0, now,
    )  # fmt: skip
    return refusal_of(stores, Opening(attempt, contact, settings), now)


def _people(stores: Stores, callback: Callback, settings: CampaignSettings) -> tuple[str, ...]:
    if callback.campaign_id is None or callback.contact_id is None:
        return (callback.phone,)
    contact = stores.contacts.get(callback.contact_id)
    return (callback.phone, *identities(contact.phones, contact.fields, settings.person))


def pass_on(callback_id: int, write_id: str) -> Write:
    """Its owner did not come: it is the team's."""

    def work(stores: Stores) -> None:
        with suppress(KnownError):  # gone, or changed by somebody just now: it is looked at again
            callback_desk.change(stores, callback_id, callbacks.miss, write_id)

    return work


def give_back(mine: Mine, now: datetime, write_id: str) -> Write:
    """Nobody was called: it waits as it did."""
    return lambda stores: _end(stores, mine, write_id, lambda it, _: callbacks.give_back(it, now))


def finish(callback: Callback, now: datetime, write_id: str) -> Write:
    """They have talked. ``callback``: as it was taken. A talk may be longer than a taken one is
    waited for, or somebody has let it wait again while they talked: it is done all the same, unless
    it was promised for another time meanwhile. One more call in vain is this very one, of an engine
    that was taken for dead (``give_up``)."""
    own = mine(callback)

    def done(stores: Stores) -> None:
        def step(it: Callback) -> Callback:
            same = abs(it.due_at - callback.due_at) < _SAME or it.tries == callback.tries + 1
            waits = it.state is not CallbackState.TAKEN and same
            if it.is_open and (own.holds(it) or waits):
                return callbacks.finish(it, own.who, now)
            return it

        try:
            callback_desk.change(stores, callback.id, step, write_id)
        except KnownError as error:
            log.warning("callback %d: %s", callback.id, error)

    return done


def put_off(mine: Mine, owner: str, now: datetime, write_id: str) -> Write:
    """He was not reached: once more a little later, at an hour that is allowed, but not for ever.
    ``owner``: whose it was."""

    def step(callback: Callback, settings: CampaignSettings) -> Callback:
        at = now + PUT_OFF
        verdict = judge(settings, callback.zones, at, now)
        later = at if verdict.allowed else verdict.nearest or at
        return callbacks.in_vain(callback, later, owner, now)

    return lambda stores: _end(stores, mine, write_id, step)


def give_up(stores: Stores, session_id: int, now: datetime) -> int:
    """The engine of that session is gone: what it was calling waits as if nobody had been reached.
    How many those were."""
    left = stores.callbacks.called_by(session_id)
    for callback in left:
        owner = callback.taken_by if callback.owner else ""
        put_off(mine(callback), owner, now, callback_desk.new_write_id())(stores)
    return len(left)


def _end(
    stores: Stores, mine: Mine, write_id: str,
    step: Callable[[Callback, CampaignSettings], Callback],
) -> None:  # fmt: skip
    """Unless somebody has done something else with it in the meantime."""
    try:
        callback = stores.callbacks.get(mine.callback_id)
        settings = callback_desk.hours_of(stores, callback.campaign_id)
        if mine.holds(callback):
            callback_desk.change(stores, callback.id, lambda it: step(it, settings), write_id)
    except KnownError as error:
        log.warning("callback %d: %s", mine.callback_id, error)
