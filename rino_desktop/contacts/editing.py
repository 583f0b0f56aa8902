"""Single contacts added, changed, withdrawn, put off: each in one transaction with its entry in the
audit log. What two people change at once is put together; where both have changed the same, the
second is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.contact import Contact, ContactProgress
from engine.errors import KnownError
from engine.lists.phones import number_zones
from engine.ports.contact_book import HeldContact, Written
from engine.ports.storage import Stores
from rino_desktop.phones import to_e164
from rino_desktop.texts import t

_PHONES, _ZONES = "phones", "zones"
_LONGEST_FIELD = 4000


class ContactConflict(KnownError):
    """Somebody else has changed the same of the contact meanwhile."""


@dataclass(frozen=True, slots=True)
class Edit:
    """How a contact is to be. ``phones`` as typed; ``zones`` empty: those of the numbers."""

    phones: tuple[str, ...]
    zones: tuple[str, ...]
    fields: Mapping[str, str]


def read_numbers(texts: Sequence[str], country: str) -> tuple[str, ...]:
    """E.164, each once; KnownError for what is no number, or when there is none."""
    phones = tuple(dict.fromkeys(to_e164(text, country) for text in texts if text.strip()))
    if not phones:
        raise KnownError(t("A contact needs a telephone number."))
    if len(",".join(phones[1:])) > 1000:
        raise KnownError(t("A contact cannot have so many numbers."))
    return phones


def add(stores: Stores, campaign: str, edit: Edit, who: str, now: datetime) -> int:
    """The number of the new contact."""
    found = stores.campaigns.by_name(campaign)
    phones = read_numbers(edit.phones, found.settings.country)
    zones = known_zones(edit.zones) or number_zones(phones[0])
    written = Written(phones, zones, known_fields(edit.fields))
    contact_id = stores.contact_changes.add(found.id, written, who, now)
    stores.audit.record(
        now, "contact.add", phones[0],
        {"phones": [None, list(phones)], "zones": [None, list(zones)],
         "fields": [None, dict(written.fields)]},
        subject_id=contact_id, campaign_id=found.id,
    )  # fmt: skip
    return contact_id


def change(stores: Stores, seen: Contact, edit: Edit, now: datetime) -> Contact:
    """``seen``: the contact as it was when the user began. Returns it as it is now."""
    held = stores.contact_changes.hold(seen.id)
    campaign = stores.campaigns.get(seen.campaign_id)
    phones = read_numbers(edit.phones, campaign.settings.country)
    wanted = Edit(phones, known_zones(edit.zones) or seen.zones, known_fields(edit.fields))
    merged = merge(seen, held.contact, wanted)
    differences = _differences(held.contact, merged)
    if not differences:
        return held.contact
    _require_free_hands(held, differences)
    progress = moved(held.contact.progress, held.contact.phones, merged.phones)
    stores.contact_changes.save(held, Written(merged.phones, merged.zones, merged.fields, progress))
    stores.audit.record(
        now, "contact.edit", merged.phones[0], differences,
        subject_id=seen.id, campaign_id=seen.campaign_id,
    )  # fmt: skip
    return stores.contacts.get(seen.id)


def merge(seen: Contact, present: Contact, wanted: Edit) -> Edit:
    """Three ways: what the user has changed of what he saw is changed of what is there now.
    ContactConflict where somebody else has changed the same into something else."""

    def one(before: object, now: object, after: object, what: str) -> bool:
        """The user's counts."""
        if after == before:
            return False
        if now not in (before, after):
            raise ContactConflict(
                t("Somebody else has changed the contact meanwhile: {what}.", what=what),
                mend=t("Look at the contact again, then repeat the change."),
            )
        return True

    phones = wanted.phones if one(
        seen.phones, present.phones, wanted.phones, t("the telephone numbers")
    ) else present.phones  # fmt: skip
    zones = wanted.zones if one(seen.zones, present.zones, wanted.zones, t("the time zone")) else (
        present.zones)  # fmt: skip
    fields: dict[str, str] = {}
    for name in dict.fromkeys([*present.fields, *wanted.fields]):
        before, now, after = (
            seen.fields.get(name), present.fields.get(name), wanted.fields.get(name),
        )  # fmt: skip
        value = after if one(before, now, after, name) else now
        if value is not None:
            fields[name] = value
    return Edit(phones, zones, fields)


def moved(
    progress: ContactProgress, before: Sequence[str], after: Sequence[str]
) -> ContactProgress:
    """Progress names numbers by their places: those that stay keep what is known of them."""
    place = {phone: index for index, phone in enumerate(after)}
    dead = frozenset(
        place[before[i]] for i in progress.dead_phones if i < len(before) and before[i] in place
    )
    following = before[progress.next_phone] if progress.next_phone < len(before) else ""
    return ContactProgress(progress.attempts, progress.outcomes, dead, place.get(following, 0))


def withdraw(
    stores: Stores, contact_ids: Sequence[int], who: str, reason: str, now: datetime
) -> int:
    """How many wait no more; those that are being called, or are settled, stay as they are."""
    if not reason.strip():
        raise KnownError(t("Say why the contact is withdrawn."))
    done = stores.contact_changes.withdraw(contact_ids, who, reason.strip(), now)
    _record_each(stores, done, "contact.withdraw", {"reason": reason.strip()}, now)
    return len(done)


def put_back(stores: Stores, contact_ids: Sequence[int], now: datetime) -> int:
    done = stores.contact_changes.put_back(contact_ids, now)
    _record_each(stores, done, "contact.put_back", {}, now)
    return len(done)


def put_off(stores: Stores, contact_ids: Sequence[int], until: datetime, now: datetime) -> int:
    """KnownError for a moment that is over."""
    if until <= now:
        raise KnownError(t("That moment is over already."))
    done = stores.contact_changes.put_off(contact_ids, until)
    _record_each(stores, done, "contact.put_off", {"until": until.isoformat()}, now)
    return len(done)


def forbid(stores: Stores, phones: Sequence[str], source: str, now: datetime,
           contact: Contact | None = None) -> int:  # fmt: skip
    """Onto the do-not-call list; how many were not there yet."""
    added = stores.do_not_call.add(phones, source, now)
    stores.audit.record(
        now, "contact.do_not_call", phones[0], {"phones": list(phones), "source": source},
        subject_id=contact.id if contact is not None else None,
        campaign_id=contact.campaign_id if contact is not None else None,
    )  # fmt: skip
    return added


def known_zones(zones: Sequence[str]) -> tuple[str, ...]:
    """KnownError for a zone that nobody knows."""
    from engine.domain.calling_hours import zone_of

    for zone in zones:
        if zone_of(zone) is None:
            raise KnownError(
                t("There is no time zone {zone}.", zone=repr(zone)),
                mend=t("Write it as in Europe/Moscow."),
            )
    return tuple(sorted(set(zones)))


def known_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Without those that have no name; KnownError for one that is too long."""
    kept = {name.strip(): value for name, value in fields.items() if name.strip()}
    for name, value in kept.items():
        if len(value) > _LONGEST_FIELD:
            raise KnownError(t("The field {name} is too long.", name=name))
    return kept


def _differences(before: Contact, after: Edit) -> dict[str, object]:
    """{what: [before, after]}, for the audit log."""
    found: dict[str, object] = {}
    if after.phones != before.phones:
        found[_PHONES] = [list(before.phones), list(after.phones)]
    if after.zones != before.zones:
        found[_ZONES] = [list(before.zones), list(after.zones)]
    changed = {
        name: [before.fields.get(name), after.fields.get(name)]
        for name in dict.fromkeys([*before.fields, *after.fields])
        if before.fields.get(name) != after.fields.get(name)
    }
    if changed:
        found["fields"] = changed
    return found


def _require_free_hands(held: HeldContact, differences: Mapping[str, object]) -> None:
    """An engine that has a contact in hand dials the number it has read, and counts its result for
    the place of that number: it is not exchanged under its hands."""
    if held.claimed and (_PHONES in differences or _ZONES in differences):
        raise KnownError(
            t("The contact is being called just now: number and time zone cannot be changed."),
            mend=t("Change them when the call is over; fields can be changed at once."),
        )


def _record_each(
    stores: Stores, contact_ids: Sequence[int], action: str, details: Mapping[str, object],
    now: datetime,
) -> None:  # fmt: skip
    for contact_id in contact_ids:
        contact = stores.contacts.get(contact_id)
        stores.audit.record(
            now, action, contact.phones[0], details,
            subject_id=contact_id, campaign_id=contact.campaign_id,
        )  # fmt: skip
