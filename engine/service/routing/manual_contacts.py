"""Contacts of a list, claimed for an operator who looks at them or dials them, and given back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from engine.domain.attempt import ContactVerdict
from engine.domain.calling_hours import allowed
from engine.domain.contact import Contact, ContactState
from engine.domain.presets import lawful_schedule
from engine.domain.refusal import SKIPPED, TOO_EARLY, Refusal
from engine.lists.phones import PhoneReader, number_zones
from engine.ports.storage import Stores
from engine.service.campaign_watch import DialContext

#: Room for a contact's fields in an answer, as JSON; and values that are not cut any shorter.
ANSWER_CHARS = 2800
_CUT = 12


def claimed(stores: Stores, session_id: int, context: DialContext, now: datetime) -> Contact | None:
    """The next one whose hours are open."""
    schedule = lawful_schedule(context.campaign.settings)
    waiting = stores.contacts.outlook(context.campaign.id, session_id).zones
    zones = [zone.zone_set_id for zone in waiting if allowed(zone.zones, schedule, now)]
    found = stores.contacts.claim(session_id, context.campaign.id, zones, 1, now)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Found:
    contact: Contact

    @classmethod
    def claim(
        cls, stores: Stores, session_id: int, campaign_id: int, contact_id: int
    ) -> "Found | str":
        """A certain contact, or the code of why he cannot be had."""
        taken = stores.contacts.claim_one(session_id, campaign_id, contact_id)
        if taken is not None:
            return cls(taken)
        contact = stores.contacts.get(contact_id)
        if contact.campaign_id != campaign_id:
            return "no_contact"
        settled = contact.state in (ContactState.DONE, ContactState.EXCLUDED)
        return "contact_settled" if settled else "contact_taken"


@cache
def _reader(country: str) -> PhoneReader:
    return PhoneReader(country)


def phone_of_text(text: str, country: str) -> str:
    """E.164 of what was typed; "" when it is no number, or several."""
    phones = _reader(country).read(text).phones
    return phones[0] if len(phones) == 1 else ""


def of_number(stores: Stores, campaign_id: int, phone: str, operator: str, now: datetime) -> int:
    """Whose number that is in this campaign; nobody's: he is added, by that operator."""
    known = stores.ledger.contact_of(campaign_id, phone)
    if known is not None:
        return known
    return stores.contacts.add_by_hand(campaign_id, phone, number_zones(phone), operator, now)


def too_early(contact: Contact, phone_index: int, now: datetime) -> Refusal | None:
    """The number that was tried last rests as long as the retry rules say; others need not."""
    progress = contact.progress
    waits = contact.state is ContactState.WAITING_RETRY and now < contact.next_at
    if not waits or not progress.attempts:
        return None
    alive = [n for n in range(len(contact.phones)) if n not in progress.dead_phones]
    before = [n for n in alive if n < progress.next_phone] or alive
    if not before or before[-1] != phone_index:
        return None
    return Refusal(TOO_EARLY, lifts_at=contact.next_at)


def note_skipped(stores: Stores, session_id: int, contact: Contact, reason: str, operator: str,
                 now: datetime, until: datetime) -> None:  # fmt: skip
    """Offered to nobody before that moment; the ledger says why."""
    phone = contact.phones[contact.progress.next_phone]
    refusal = Refusal(SKIPPED, "", {"reason": reason, "operator": operator}, until)
    stores.ledger.record(contact.campaign_id, contact.id, phone, refusal, now)
    verdict = ContactVerdict(contact.state, contact.progress, until)
    stores.contacts.settle(session_id, contact.id, verdict)


def give_back(stores: Stores, session_id: int, contact: Contact) -> None:
    stores.contacts.release(session_id, [contact.id])


def fitting(fields: Mapping[str, str]) -> dict[str, str]:
    """As much as goes into the answer to an order; the card of the call has all of it."""
    found = dict(fields)
    while len(json.dumps(found, ensure_ascii=False)) > ANSWER_CHARS:
        longest = max(found, key=lambda key: len(found[key]))
        if len(found[longest]) <= _CUT:
            found.popitem()
        else:
            found[longest] = found[longest][: len(found[longest]) // 2].rstrip() + "…"
    return found
