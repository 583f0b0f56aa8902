"""What goes into the dialer and what comes out of it.

The dialer is sans-IO: ``handle(event, now)`` and ``handle_timer(now)`` return commands,
``next_timer()`` says when it wants to be called again. Times are aware UTC datetimes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.dialer.pacing.model import AbandonCounts, PacingRules, Stage
from engine.domain.attempt import ContactVerdict
from engine.domain.campaign import Campaign
from engine.domain.contact import Contact
from engine.domain.trunk import Trunk, TrunkStatus


@dataclass(frozen=True, slots=True)
class ZoneWaiting:
    """Waiting (unclaimed) contacts that share a set of possible zones: the earliest moment at
    which one of them may be dialled again; None when none waits."""

    zone_set_id: int
    zones: tuple[str, ...]
    earliest: datetime | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What waits in the database for a campaign, as of ``at``."""

    zones: tuple[ZoneWaiting, ...]
    claimed_elsewhere: int
    at: datetime
    #: Why others wait that are not among ``zones``: ``quota_full`` | ``quota_busy``; "" for none.
    held_back: str = ""


@dataclass(frozen=True, slots=True)
class IdleReason:
    """Why nothing is dialled for a campaign: a code with its particulars, and when it lifts.

    ``code`` → words in both languages in engine.dialer.idle_words. Codes: ``paused``,
    ``finished``, ``draft``, ``no_contacts``, ``retry_later``, ``outside_hours``,
    ``campaign_lines``, ``trunk_lines``, ``lines_elsewhere``, ``operators``, ``rate``,
    ``trunk_failed``, ``no_trunk``, ``claimed_elsewhere``, ``preset_limit``, ``quota_full``,
    ``quota_busy``, ``preset``, ``scheme``, ``storage``, ``stopping``.
    """

    code: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    until: datetime | None = None


# --- events -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CampaignsChanged:
    """All campaigns that matter now (those missing are over). Only RUNNING ones dial."""

    campaigns: tuple[Campaign, ...]


@dataclass(frozen=True, slots=True)
class TrunksChanged:
    trunks: tuple[Trunk, ...]


@dataclass(frozen=True, slots=True)
class TrunkHealthChanged:
    trunk_id: int
    status: TrunkStatus
    detail: str = ""
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LinesGranted:
    """This node's quota of each resource ("trunk:ID", "campaign:ID") from now on."""

    quotas: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ContactsClaimed:
    """The answer to a ``Claim``, with the outlook after it; ``contacts`` may be empty."""

    campaign_id: int
    contacts: tuple[Contact, ...]
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class OutlookChanged:
    """Fresh knowledge without a claim (an import, another node gave contacts back …)."""

    campaign_id: int
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class AttemptEnded:
    """The attempt of a ``Dial`` is over and its contact settled: its lines are free again.
    Also sent when the attempt was refused before dialling."""

    dial_id: int


@dataclass(frozen=True, slots=True)
class DiallingStopped:
    """The engine is shutting down or has lost the database: start nothing until
    ``DiallingResumed``; give claimed contacts back (``Release``) when ``release`` is set."""

    code: str  # an IdleReason code: ``stopping`` | ``storage``
    release: bool


@dataclass(frozen=True, slots=True)
class DiallingResumed:
    pass


# Of campaigns with operators (docs/pacing.md)


@dataclass(frozen=True, slots=True)
class PacingSet:
    """A campaign puts subscribers through to operators: it is paced from now on. ``counts`` are
    those within the window of its limit; ``learnt``: what ``Dialer.learnt`` gave before a new
    start (only the first event of a campaign is asked for it). ``rules`` None: it is not paced
    any more."""

    campaign_id: int
    rules: PacingRules | None
    counts: AbandonCounts = field(default_factory=AbandonCounts)
    learnt: Mapping[str, Mapping[str, list[float]]] | None = None


@dataclass(frozen=True, slots=True)
class OperatorChanged:
    """What an operator does from now on, and the campaigns whose subscribers he takes."""

    operator_id: int
    stage: Stage
    campaign_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonAnswered:
    """A person is on the line and wants an operator, now."""

    dial_id: int


@dataclass(frozen=True, slots=True)
class MachineAnswered:
    dial_id: int


@dataclass(frozen=True, slots=True)
class PersonServed:
    """The person is put through to that operator."""

    dial_id: int
    operator_id: int


@dataclass(frozen=True, slots=True)
class PersonDropped:
    """No operator was there in time: the call has gone to the branch for that."""

    dial_id: int


PacingEvent = (
    PacingSet | OperatorChanged | PersonAnswered | MachineAnswered | PersonServed | PersonDropped
)

DialerEvent = (
    CampaignsChanged
    | TrunksChanged
    | TrunkHealthChanged
    | LinesGranted
    | ContactsClaimed
    | OutlookChanged
    | AttemptEnded
    | DiallingStopped
    | DiallingResumed
    | PacingEvent
)


# --- commands ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RequestLines:
    """How many lines of each resource this node could use, and how many it uses now (or will
    before the answer comes: until ``LinesGranted`` no more than ``in_use`` are used). The next
    one is sent only after this one's answer. ``calls``: what is used at this moment, for those who
    look on; it is no more than ``in_use``."""

    wanted: Mapping[str, int]
    in_use: Mapping[str, int]
    limits: Mapping[str, int]
    calls: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """Claim up to ``limit`` contacts of these zone sets (those that may be called now). With no
    zone set and limit 0 only the outlook of the answer is asked for."""

    campaign_id: int
    zone_set_ids: tuple[int, ...]
    limit: int


@dataclass(frozen=True, slots=True)
class Dial:
    """Start an attempt now. ``dial_id`` is the dialer's own name for it."""

    dial_id: int
    campaign_id: int
    contact: Contact
    phone: str
    phone_index: int
    #: The contact's attempt number, from 1.
    number: int
    trunk_id: int


@dataclass(frozen=True, slots=True)
class Settle:
    """Do not dial this claimed contact after all; store its new state."""

    campaign_id: int
    contact: Contact
    verdict: ContactVerdict
    reason: str


@dataclass(frozen=True, slots=True)
class Release:
    """``hours``: they would have been dialled now, but their calling hours have closed."""

    campaign_id: int
    contact_ids: tuple[int, ...]
    hours: bool = False


@dataclass(frozen=True, slots=True)
class NoteClosed:
    """The zone set has contacts that would be dialled now, ``limit`` of them at least, but for
    their calling hours. Once for each time the hours are closed."""

    campaign_id: int
    zone_set_id: int
    limit: int


@dataclass(frozen=True, slots=True)
class FinishCampaign:
    """No contact is waiting, claimed or being called: the database has the last word."""

    campaign_id: int


DialerCommand = RequestLines | Claim | Dial | Settle | Release | NoteClosed | FinishCampaign
