"""What is done beside the stores that engine.guard stands before (bulk imports, data sources, test
calls, restored backups): its right is asked before, and the audit log tells of it."""

from collections.abc import Mapping
from datetime import datetime

from engine.domain.rights import Right
from engine.ports.audit import NO_DETAILS
from engine.ports.storage import Stores


def require_import(stores: Stores, campaign: str) -> int:
    """The campaign's number. NoRight."""
    found = stores.campaigns.by_name(campaign)
    stores.rights.require(Right.CONTACTS_EDIT, found.id)
    return found.id


def note_build(
    stores: Stores, campaign: str, origin: str, counts: Mapping[str, object], now: datetime
) -> None:
    """A list was built of a source or a segment; an import of a file writes its own entry.
    ``counts``: what it tells of itself as JSON."""
    kept = {name: counts[name] for name in _COUNTS if name in counts}
    found = stores.campaigns.by_name(campaign)
    stores.audit.record(
        now, "contacts.build", campaign, {"origin": origin, **kept}, subject_id=found.id,
        campaign_id=found.id,
    )  # fmt: skip


def allow_beside(
    stores: Stores, right: Right, now: datetime, action: str, subject: str,
    details: Mapping[str, object] = NO_DETAILS,
) -> None:  # fmt: skip
    """NoRight; else the log tells of it."""
    stores.rights.require(right)
    stores.audit.record(now, action, subject, details)


_COUNTS = ("import_id", "rows", "contacts", "updated", "unchanged", "withdrawn", "returned",
           "matches", "source")  # fmt: skip
