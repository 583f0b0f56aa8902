"""An attempt: one try to reach a contact, from its reservation to its row in the report."""

from dataclasses import dataclass
from datetime import datetime

from engine.domain.contact import ContactProgress, ContactState
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """Committed before the INVITE leaves. ``number`` counts the contact's attempts from 1."""

    id: int
    campaign_id: int
    contact_id: int
    number: int
    phone: str
    trunk_id: int
    scheme_version_id: int
    reserved_at: datetime


@dataclass(frozen=True, slots=True)
class AttemptOutcome:
    """How an attempt ended. All times UTC; ``started_at`` is None when no INVITE was sent."""

    attempt_id: int
    started_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime
    sip_code: int | None
    hangup_cause: HangupCause
    hangup_by: HangupBy
    disposition: Disposition
    #: Id of the scheme's node where the call ended; None when the scheme never ran.
    node: str | None = None
    #: Path of the recording relative to the voice store; "" for none.
    recording: str = ""


@dataclass(frozen=True, slots=True)
class ContactVerdict:
    """What the retry rules make of an outcome: the contact's next state."""

    state: ContactState
    progress: ContactProgress
    #: UTC; only meaningful for ``WAITING_RETRY``.
    next_at: datetime
