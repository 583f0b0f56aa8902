"""A contact that is to be called now: first what forbids it, then to the head of the line, then
what comes of it. It is the campaign's own call: by its scheme, its rules and its lines."""

from dataclasses import dataclass
from datetime import datetime

from engine.domain.campaign import CampaignMode, CampaignState
from engine.domain.contact import ContactState
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import campaign_why
from rino_desktop.texts import t


@dataclass(frozen=True, slots=True)
class CallProgress:
    """``over``: nothing more will come of it. ``line``: how it stands, in the user's language."""

    line: str
    over: bool = False


def order(stores: Stores, contact_id: int, now: datetime) -> None:
    """KnownError says which rule forbids the call, or what is missing for it."""
    held = stores.contact_changes.hold(contact_id)
    contact = held.contact
    campaign = stores.campaigns.get(contact.campaign_id)
    if held.in_attempt or held.claimed:
        raise KnownError(t("The contact is being called already."))
    if campaign.state is not CampaignState.RUNNING:
        raise KnownError(
            t("The campaign {name} is not running.", name=campaign.name),
            mend=t("Start it; the contact is called then in his turn."),
        )
    if campaign.settings.mode is CampaignMode.MANUAL:
        raise KnownError(
            t("The operators of the campaign {name} dial themselves.", name=campaign.name),
            mend=t("Promise a callback instead."),
        )
    if not any(session.lease_until > now for session in stores.nodes.sessions()):
        raise KnownError(t("No engine is running: nobody would dial."), mend=t("Start the engine."))
    status = campaign_why.read(stores, campaign.name, contact.phones[0], now)
    if status.now:
        raise KnownError(
            t("The contact may not be called now: {why}.", why=status.words(status.now[0]))
        )
    if contact.state in (ContactState.DONE, ContactState.EXCLUDED):
        stores.contact_changes.put_back([contact_id], now)
    if not stores.contact_changes.first_in_line(contact_id):
        raise KnownError(t("The contact is being called already."))
    stores.nodes.post_command("start", campaign.id, {}, now)
    stores.audit.record(
        now, "contact.call_now", contact.phones[0], {}, subject_id=contact_id,
        campaign_id=campaign.id,
    )  # fmt: skip


def progress(stores: Stores, contact_id: int, since: datetime, now: datetime) -> CallProgress:
    """How the call stands that was ordered at ``since``."""
    from engine.domain.refusal_words import refusal_words
    from rino_desktop.texts import language

    row = next(iter(stores.contact_book.rows([contact_id])), None)
    if row is None:
        raise KnownError(t("The contact is there no more."))
    contact = row.contact
    if contact.state is ContactState.IN_PROGRESS:
        return CallProgress(t("The contact is being called."))
    if row.last_at is not None and row.last_at >= since:
        from engine.reports import names

        result = names.disposition(row.last_result, language()) if row.last_result else ""
        return CallProgress(t("The call is over: {result}.", result=result), over=True)
    refused = stores.contact_life.refusals([contact_id], (), 1)
    if refused and refused[0].last_at >= since:
        why = refusal_words(refused[0].refusal, language())
        return CallProgress(t("The call was refused: {why}.", why=why), over=True)
    if row.claimed:
        return CallProgress(t("An engine has taken the contact; he is dialled next."))
    alive = any(session.lease_until > now for session in stores.nodes.sessions())
    if not alive:
        return CallProgress(t("No engine answers. The contact stays first in line."))
    return CallProgress(t("The contact is first in line; a line is waited for."))
