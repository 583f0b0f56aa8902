"""A contact: one subscriber to be reached in a campaign, and how far we have got with him."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from engine.domain.disposition import Disposition


class ContactState(StrEnum):
    """Where a contact stands. ``NEW`` and ``WAITING_RETRY`` are the ones that can be dialled;
    ``IN_PROGRESS`` is reported while an attempt is open."""

    NEW = "new"
    WAITING_RETRY = "waiting_retry"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    EXCLUDED = "excluded"  # do-not-call or withdrawn after the import


@dataclass(frozen=True, slots=True)
class ContactProgress:
    """What earlier attempts leave behind for the next one."""

    attempts: int = 0
    #: How often each outcome has come; selects the retry delay.
    outcomes: Mapping[Disposition, int] = field(default_factory=dict)
    #: Indexes into ``Contact.phones`` that the network called invalid.
    dead_phones: frozenset[int] = frozenset()
    #: Index of the phone whose turn it is.
    next_phone: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """``phones`` are E.164 in dialling order; ``zones`` are all time zones the contact may be in
    (empty: the campaign's own); ``fields`` are the other columns of the list, by header."""

    id: int
    campaign_id: int
    phones: tuple[str, ...]
    zones: tuple[str, ...]
    fields: Mapping[str, str]
    state: ContactState
    progress: ContactProgress
    #: UTC. Not to be dialled before it.
    next_at: datetime
