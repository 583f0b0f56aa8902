"""Contacts of a list, claimed for an operator who looks at them, and given back."""

from datetime import datetime, timedelta

from engine.domain.attempt import ContactVerdict
from engine.domain.calling_hours import allowed
from engine.domain.contact import Contact
from engine.domain.presets import lawful_schedule
from engine.ports.storage import Stores
from engine.service.campaign_watch import DialContext


def claimed(stores: Stores, session_id: int, context: DialContext, contact_id: int | None,
             now: datetime) -> Contact | None:  # fmt: skip
    if contact_id is not None:
        return stores.contacts.claim_one(session_id, context.campaign.id, contact_id)
    schedule = lawful_schedule(context.campaign.settings)
    waiting = stores.contacts.outlook(context.campaign.id, session_id).zones
    zones = [zone.zone_set_id for zone in waiting if allowed(zone.zones, schedule, now)]
    found = stores.contacts.claim(session_id, context.campaign.id, zones, 1, now)
    return found[0] if found else None


def give_back(stores: Stores, session_id: int, contact: Contact, skip_s: float | None,
               now: datetime) -> None:  # fmt: skip
    if skip_s is None:
        stores.contacts.release(session_id, [contact.id])
        return
    later = now + timedelta(seconds=skip_s)
    verdict = ContactVerdict(contact.state, contact.progress, later)
    stores.contacts.settle(session_id, contact.id, verdict)
