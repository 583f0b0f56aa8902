"""Why a number is, or is not, called: what decides now, and what the ledger keeps of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.contact import Contact, ContactState
from engine.domain.preset_model import Preset
from engine.domain.presets import in_force
from engine.domain.refusal import DO_NOT_CALL, QUOTA_BUSY, QUOTA_FULL, Refusal
from engine.domain.refusal_words import refusal_words
from engine.errors import KnownError
from engine.guard import NoRight
from engine.ports.ledger import LedgerEntry
from engine.ports.storage import Stores
from rino_desktop.texts import language, t

if TYPE_CHECKING:
    from engine.service.call_limits import Opening


@dataclass(frozen=True, slots=True)
class NumberStatus:
    """``now``: the rules that forbid a call on the number at this moment; empty: none does."""

    campaign: Campaign
    contact: Contact
    phone: str
    now: tuple[Refusal, ...]
    history: tuple[LedgerEntry, ...]

    def law(self, refusal: Refusal) -> Preset | None:
        rules = self.campaign.settings.rules
        return next((p for p in rules if p.key == refusal.preset), None)

    def words(self, refusal: Refusal) -> str:
        return refusal_words(refusal, language(), self.law(refusal))

    def state_words(self) -> str:
        if self.campaign.state is not CampaignState.RUNNING:
            return t("The campaign is not running.")
        return {
            ContactState.NEW: t("Not called yet."),
            ContactState.WAITING_RETRY: t("Waits for another attempt."),
            ContactState.IN_PROGRESS: t("A call is in progress."),
            ContactState.DONE: t("Done: not called any more."),
            ContactState.EXCLUDED: t("Excluded: not called any more."),
        }[self.contact.state]


def read(stores: Stores, name: str, phone: str, now: datetime) -> NumberStatus:
    """KnownError when the campaign has no contact with that number (E.164)."""
    campaign = stores.campaigns.by_name(name)
    contact_id = stores.ledger.contact_of(campaign.id, phone)
    if contact_id is None:
        raise KnownError(
            t("The campaign {name} has no contact with the number {phone}.",
              name=campaign.name, phone=phone),
        )  # fmt: skip
    contact = stores.contacts.get(contact_id)
    return NumberStatus(
        campaign,
        contact,
        phone,
        _deciding(stores, campaign, contact, phone, now),
        tuple(stores.ledger.entries(campaign.id, contact_id)),
    )


def _deciding(
    stores: Stores, campaign: Campaign, contact: Contact, phone: str, now: datetime
) -> tuple[Refusal, ...]:
    from engine.service.call_limits import refusals_of

    settings = campaign.settings
    settings = replace(settings, rules=in_force(settings.rules, now.date()))
    found: list[Refusal] = []
    if stores.do_not_call.contains(phone, campaign.id):
        found.append(Refusal(DO_NOT_CALL))
    try:
        for refusal in refusals_of(stores, _opening(campaign, settings, contact, phone, now), now):
            found.append(refusal)
    except NoRight:
        pass  # the calls of other clients' campaigns are not his to see; the engine asks them
    quota = _quota(stores, campaign, contact)
    if quota is not None:
        found.append(quota)
    return tuple(found)


def _opening(
    campaign: Campaign, settings: CampaignSettings, contact: Contact, phone: str, now: datetime
) -> "Opening":
    """A call that nobody makes: what limits would say of it."""
    from engine.domain.attempt import OpenAttempt
    from engine.service.call_limits import Opening

    attempt = OpenAttempt(
        0, campaign.id, contact.id, contact.progress.attempts + 1, phone, 0, 0, now
    )
    return Opening(attempt, contact, settings)


def _quota(stores: Stores, campaign: Campaign, contact: Contact) -> Refusal | None:
    from engine.domain.quota import Room, placed, room_of
    from engine.service import quota_desk

    settings = campaign.settings
    if not settings.quotas:
        return None
    counted = quota_desk.figures(stores, campaign.id, settings)
    cells, certain = placed(settings.quotas, contact.fields)
    found = room_of(cells, certain, quota_desk.rooms(settings, counted))
    if found is Room.OPEN:
        return None
    inputs = {"cells": [settings.quotas[index].name for index in cells]}
    return Refusal(QUOTA_FULL if found is Room.FULL else QUOTA_BUSY, "", inputs)
