"""A campaign: one piece of telemarketing work (list + scheme or form + rules)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from engine.domain.answering_machine import AnsweringMachines
from engine.domain.campaign_operators import CampaignPacing, OperatorRules
from engine.domain.campaign_terms import CampaignMode as CampaignMode
from engine.domain.campaign_terms import DayHours as DayHours
from engine.domain.campaign_terms import LegalHours
from engine.domain.campaign_terms import Purpose as Purpose
from engine.domain.disposition import Disposition
from engine.domain.outbox import OutboxSettings
from engine.domain.preset_model import Preset

_WEEKDAYS = DayHours(9 * 60, 20 * 60)
_WEEKEND = DayHours(10 * 60, 18 * 60)


class CampaignState(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Calling hours, in the contact's own zone; ``timezone`` serves contacts that have none."""

    timezone: str = "Europe/Moscow"
    weekdays: DayHours = _WEEKDAYS
    weekend: DayHours = _WEEKEND
    #: Country whose public holidays (``holidays`` package) are treated as weekend; "" for none.
    holidays: str = ""
    #: Of several possible zones of a contact call only when it is allowed in all of them
    #: (False: in any one).
    all_zones: bool = True
    #: What laws allow besides; set when the campaign is dialled, never by its file.
    legal: tuple[LegalHours, ...] = ()


@dataclass(frozen=True, slots=True)
class RetryRules:
    """``delays[outcome][k]`` is the wait after the (k+1)-th such outcome; past the end: none."""

    max_attempts: int = 3
    delays: Mapping[Disposition, tuple[timedelta, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuotaCell:
    """So many completed interviews are wanted of those whose fields or results say so;
    ``name`` is unique within the campaign."""

    name: str
    cell: Mapping[str, str]
    target: int


@dataclass(frozen=True, slots=True)
class CampaignSettings:
    """What a campaign file says (docs/cli.md); durations in seconds."""

    name: str
    mode: CampaignMode = CampaignMode.AUTOMATIC
    purpose: Purpose = Purpose.OTHER
    scheme: str = ""
    #: Trunk names, tried in order.
    trunks: tuple[str, ...] = ()
    caller_id: str = ""
    country: str = "RU"
    priority: int = 5
    max_lines: int = 20
    calls_per_second: float = 10.0
    ring_timeout_s: float = 30.0
    max_call_s: float = 600.0
    rtp_timeout_s: float = 30.0
    record: bool = False
    #: Spoken to the subscriber before the scheme where calls are recorded; "" for none.
    record_consent: str = ""
    #: Names of voice packs for values, the first of a language is used; (): as the engine is set.
    voice_pack: tuple[str, ...] = ()
    #: Legal presets that hold together, "name" or "name@version", joined by commas; "" for none.
    preset: str = ""
    #: What these presets said when the campaign was created, changed or started: all versions
    #: that hold then or later. Empty though presets are named: an older program stored it.
    rules: tuple[Preset, ...] = ()
    #: Field of the list that tells one person from another; "" for none: phones alone do.
    person: str = ""
    #: Operators work without seeing subscribers' numbers: engine.domain.masking.
    mask_numbers: bool = False
    #: Calls deliver a voice message and no dialogue: laws count these apart.
    voice_message: bool = False
    #: The name a subscriber is shown, and its category, where a law asks for them.
    label: str = ""
    label_category: str = ""
    quotas: tuple[QuotaCell, ...] = ()
    #: What counts as an interview: a disposition, or "result=value".
    quota_counts: str = "completed"
    #: The dial strategy and its options.
    scenario: str = ""
    scenario_options: Mapping[str, str] = field(default_factory=dict)
    #: Values for variables of the scheme (its operators' number, say); a contact's own field goes
    #: before them.
    variables: Mapping[str, str] = field(default_factory=dict)
    #: What operators fill in; "" for no form.
    form: str = ""
    #: Of a campaign with operators; None: its lines alone say how many calls there are.
    pacing: CampaignPacing | None = None
    #: Greatest share of live answers that no operator takes in time; None: what laws say, or 3 %.
    abandon_limit: float | None = None
    #: How its subscribers wait for operators; None: it has no queue of its own.
    operators: OperatorRules | None = None
    answering_machines: AnsweringMachines = field(default_factory=AnsweringMachines)
    schedule: Schedule = Schedule()
    retry: RetryRules = RetryRules()
    #: External stores that results, attempts and recordings go out to.
    outbox: tuple[OutboxSettings, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """A stored campaign. ``revision`` grows with every change of its settings or state."""

    id: int
    settings: CampaignSettings
    state: CampaignState
    revision: int

    @property
    def name(self) -> str:
        return self.settings.name
