"""The last word before a call: what laws and the campaign say at the moment of dialling, asked in
the transaction that opens the attempt, over all nodes (engine.domain.presets, docs/regulations.md);
and that nobody is called twice at once, whatever the law (``LiveCalls``).

Attempts are opened first and counted then, so that those of one batch see each other, and a
repetition after a commit whose answer got lost comes to the same end. Who opens attempts on a
person stands in line for that person first (``LedgerStore.lock_people``): two nodes that dial him
at the same moment see each other's attempt. Each refusal is written to the ledger in the same
transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine.dialer.retry import next_phone
from engine.domain.attempt import OpenAttempt
from engine.domain.call_counting import LimitReached, Planned, limit_reached, longest_window
from engine.domain.calling_hours import calling_hours, zone_of
from engine.domain.campaign import CampaignSettings
from engine.domain.contact import Contact
from engine.domain.durations import format_duration, format_hours
from engine.domain.person import identities
from engine.domain.presets import lawful_schedule, usual_hours
from engine.domain.refusal import (
    CONSENT,
    DO_NOT_CALL,
    HOURS,
    IN_CALL,
    LEGAL_HOURS,
    LIMIT,
    ON_THE_LINE,
    Refusal,
)
from engine.ports.storage import OpenResult, Stores
from engine.service.quota_desk import reserve

#: Calls a little older than the window may still count: by their end, not their beginning.
_LONGEST_CALL = timedelta(days=1)
#: Somebody who is being called now is looked at again after so long.
CALL_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """An attempt to be opened."""

    attempt: OpenAttempt
    contact: Contact
    settings: CampaignSettings

    @property
    def people(self) -> tuple[str, ...]:
        contact = self.contact
        known = identities(contact.phones, contact.fields, self.settings.person)
        return tuple(dict.fromkeys((self.attempt.phone, *known)))


@dataclass(frozen=True, slots=True)
class CheckedOpen:
    """``refusals``: id of an attempt that a rule forbids (none of these is opened) → which."""

    result: OpenResult
    refusals: Mapping[int, Refusal]


def open_checked(
    stores: Stores, session_id: int, openings: Sequence[Opening], now: datetime
) -> CheckedOpen:
    """``AttemptStore.open``, and everything that may forbid a call now."""
    stores.ledger.lock_people(identity for opening in openings for identity in opening.people)
    result = stores.attempts.open(session_id, [opening.attempt for opening in openings])
    live = LiveCalls(stores, openings, now)
    refusals: dict[int, Refusal] = {}
    for opening in openings:
        attempt = opening.attempt
        if attempt.id in result.opened:
            others = [identity for identity in opening.people if identity != attempt.phone]
            stores.ledger.note_people(attempt.id, others, attempt.reserved_at)
            refusal = next(refusals_of(stores, opening, now, live), None) or reserve(
                stores, opening.settings, attempt, opening.contact.fields, now
            )
            if refusal is None:
                live.add(opening)
                continue
            stores.attempts.withdraw(session_id, [attempt.id])
            stores.ledger.forget_people(attempt.id)
        elif result.refused.get(attempt.id) == DO_NOT_CALL:
            refusal = Refusal(DO_NOT_CALL)
        else:
            continue
        refusals[attempt.id] = refusal
        stores.ledger.record(attempt.campaign_id, attempt.contact_id, attempt.phone, refusal, now)
    if refusals:
        result = replace(
            result,
            opened=result.opened - refusals.keys(),
            refused={**result.refused, **{key: r.rule for key, r in refusals.items()}},
        )
    return CheckedOpen(result, refusals)


def forbidden_now(
    stores: Stores, session_id: int, opening: Opening, now: datetime
) -> tuple[str, Refusal | None]:
    """Of an attempt that is open: why its contact must not be rung after all, as ``AttemptStore
    .open`` and ``refusal_of`` say it; "" when nothing forbids it. Quotas are reserved for it."""
    attempt = opening.attempt
    if not stores.attempts.is_open(session_id, attempt.id):
        return "session_lost", None  # this node was taken for dead: he may be another's
    if stores.incoming.on_the_line([attempt.contact_id]):
        return ON_THE_LINE, None
    listed = stores.do_not_call.contains(attempt.phone, attempt.campaign_id)
    refusal = Refusal(DO_NOT_CALL) if listed else refusal_of(stores, opening, now)
    if refusal is None:
        return "", None
    stores.ledger.record(attempt.campaign_id, attempt.contact_id, attempt.phone, refusal, now)
    return refusal.rule, refusal


def refusal_of(stores: Stores, opening: Opening, now: datetime) -> Refusal | None:
    """What forbids the call at ``now``, quotas and the do-not-call list apart."""
    return next(refusals_of(stores, opening, now), None)


class LiveCalls:
    """Who of the people of some openings is being called now, but for these openings' own calls.

    A person is called once at a time: by two lists that he is on, or twice on one, his telephone
    would ring in the middle of a talk with us.
    """

    def __init__(self, stores: Stores, openings: Sequence[Opening], now: datetime) -> None:
        people = list(dict.fromkeys(i for opening in openings for i in opening.people))
        own = {opening.attempt.id for opening in openings}
        self._calls = {
            call.identity: call.campaign_id
            for call in stores.ledger.live_calls(people, now - _LONGEST_CALL)
            if call.key not in own
        }

    def add(self, opening: Opening) -> None:
        """This one is called from now on."""
        self._calls.update(dict.fromkeys(opening.people, opening.attempt.campaign_id))

    def refusal(self, opening: Opening, now: datetime) -> Refusal | None:
        for identity in opening.people:
            if identity in self._calls:
                # The other campaign's name may be none of this one's client's business.
                same = self._calls[identity] == opening.attempt.campaign_id
                return Refusal(IN_CALL, "", {"same_campaign": same}, now + CALL_PAUSE)
        return None


def in_call(stores: Stores, people: Sequence[str], now: datetime, but: int | None = None) -> bool:
    """Whether a call of ours with one of these people lives, other than ``but`` (LiveCall.key)."""
    calls = stores.ledger.live_calls(people, now - _LONGEST_CALL)
    return any(call.key != but for call in calls)


def refusals_of(
    stores: Stores, opening: Opening, now: datetime, live: LiveCalls | None = None
) -> Iterator[Refusal]:
    """Every rule that forbids the call at ``now``, quotas and the do-not-call list apart.
    ``live``: of a batch of openings."""
    settings = opening.settings
    hours = hours_refusal(settings, opening.contact.zones, now)
    if hours is not None:
        yield hours
    consent = _no_consent(stores, settings, opening.attempt.phone, now)
    if consent is not None:
        yield consent
    limit = _limit(stores, opening, now)
    if limit is not None:
        yield limit
    call = (live or LiveCalls(stores, [opening], now)).refusal(opening, now)
    if call is not None:
        yield call


def hours_refusal(
    settings: CampaignSettings, zones: Sequence[str], now: datetime
) -> Refusal | None:
    """Why a contact of these possible zones may not be called now, as far as hours go."""
    schedule = lawful_schedule(settings)
    hours = calling_hours(schedule)
    if hours.allowed(zones, now):
        return None
    preset = ""
    if calling_hours(settings.schedule).allowed(zones, now):
        preset = settings.preset
        for law in schedule.legal:
            alone = replace(schedule, legal=(law,))
            if not calling_hours(alone).allowed(zones, now):
                preset = law.preset
                break
    known = [zone for zone in zones if zone_of(zone) is not None] or [schedule.timezone]
    weekdays, weekend = usual_hours(schedule)
    return Refusal(
        LEGAL_HOURS if preset else HOURS,
        preset,
        {
            "local_time": _local(now, known[0]),
            "zones": list(known),
            "weekdays": format_hours(weekdays),
            "weekend": format_hours(weekend),
        },
        hours.next_opening(zones, now),
    )


def note_hours(
    stores: Stores, campaign_id: int, settings: CampaignSettings, contact_ids: Sequence[int],
    now: datetime,
) -> None:  # fmt: skip
    """Write into the ledger that these contacts are not called for the hours they have."""
    for contact_id in contact_ids:
        contact = stores.contacts.get(contact_id)
        refusal = hours_refusal(settings, contact.zones, now)
        if refusal is None:
            continue
        progress = contact.progress
        index = next_phone(contact.phones, progress.dead_phones, progress.next_phone)
        phone = contact.phones[index or 0]
        stores.ledger.record(campaign_id, contact_id, phone, refusal, now)


def _local(moment: datetime, zone: str) -> str:
    info = zone_of(zone)
    return (moment.astimezone(info) if info else moment).isoformat(timespec="minutes")


def _no_consent(
    stores: Stores, settings: CampaignSettings, phone: str, now: datetime
) -> Refusal | None:
    for preset in settings.rules:
        rule = preset.consent
        if rule is None or (rule.purposes and settings.purpose not in rule.purposes):
            continue
        filed = [c for c in stores.consents.of([phone]) if c.kind in rule.kinds]
        valid = [c for c in filed if c.valid(now)]
        if any(c.proof or c.proof_digest or not rule.proof for c in valid):
            continue
        last = next(iter(filed), None)
        state = "none"
        if valid:
            state = "without_proof"
        elif last is not None:
            state = "revoked" if last.revoked_at is not None else "expired"
            state = "not_yet" if last.obtained_at > now else state
        return Refusal(CONSENT, preset.key, {"kinds": list(rule.kinds), "consent": state})
    return None


def _limit(stores: Stores, opening: Opening, now: datetime) -> Refusal | None:
    settings, attempt = opening.settings, opening.attempt
    window = longest_window(settings.rules)
    if not window:
        return None
    past = stores.ledger.past_calls(opening.people, now - window - _LONGEST_CALL)
    planned = Planned(
        attempt.id, attempt.campaign_id, settings, attempt.phone, opening.contact.zones
    )
    reached = limit_reached(planned, past, now)
    return None if reached is None else _limit_refusal(reached, opening)


def _limit_refusal(reached: LimitReached, opening: Opening) -> Refusal:
    limit = reached.limit
    window = limit.calendar.value if limit.calendar else format_duration(limit.window)
    return Refusal(
        LIMIT + limit.count.value,
        reached.preset.key,
        {
            "counted": reached.counted,
            "maximum": limit.maximum,
            "window": window,
            "since": reached.since.isoformat(timespec="seconds"),
            "per": limit.per.value,
            "scope": limit.scope.value,
            "numbers": list(opening.contact.phones),
        },
        reached.lifts_at,
    )
