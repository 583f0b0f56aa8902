"""Why a contact was, or was not, called at any moment: every rule that was looked at, with what it
went by. Of the present everything is known; of the past what is stored, and where that does not
decide, it is said.

The first finding that forbids is the rule that decided.
"""

from datetime import datetime

from engine.ports.storage import Stores
from rino_desktop.contacts.why_model import Explanation, Finding, Says
from rino_desktop.contacts.why_now import Present
from rino_desktop.contacts.why_then import Past

__all__ = ["Explanation", "Finding", "Says", "explain"]


def explain(
    stores: Stores, contact_id: int, at: datetime, now: datetime, phone: str = ""
) -> Explanation:
    """``phone`` "": his first one. KnownError when the contact is not there."""
    contact = stores.contacts.get(contact_id)
    row = stores.contact_book.rows([contact_id])[0]
    campaign = stores.campaigns.get(contact.campaign_id)
    number = phone or contact.phones[0]
    kind = Past if at < now else Present
    found = kind(stores, row, contact, campaign, number, min(at, now), now).findings()
    return Explanation(row, number, min(at, now), now, tuple(found))
