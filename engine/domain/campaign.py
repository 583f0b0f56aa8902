"""A campaign: one piece of telemarketing work (list + scheme or form + rules)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from engine.domain.disposition import Disposition


class CampaignState(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    ARCHIVED = "archived"


class CampaignMode(StrEnum):
    AUTOMATIC = "automatic"
    AUTOMATED = "automated"
    MANUAL = "manual"


class Purpose(StrEnum):
    DEBT = "debt"
    NOTICE = "notice"
    ADVERTISING = "advertising"
    ELECTION = "election"
    SURVEY = "survey"
    QUIZ = "quiz"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DayHours:
    """Minutes after local midnight, ``start`` included, ``end`` excluded; (0, 1440) is all day,
    start == end is never."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """Calling hours, in the contact's own zone; ``timezone`` serves contacts that have none."""

    timezone: str = "Europe/Moscow"
    weekdays: DayHours = DayHours(9 * 60, 20 * 60)
    weekend: DayHours = DayHours(10 * 60, 18 * 60)
    #: Country whose public holidays (``holidays`` package) are treated as weekend; "" for none.
    holidays: str = ""
    #: Of several possible zones of a contact call only when it is allowed in all of them
    #: (False: in any one).
    all_zones: bool = True


@dataclass(frozen=True, slots=True)
class RetryRules:
    """``delays[outcome][k]`` is the wait after the (k+1)-th such outcome; past the end: none."""

    max_attempts: int = 3
    delays: Mapping[Disposition, tuple[timedelta, ...]] = field(default_factory=dict)


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
    preset: str = ""
    #: Values for variables of the scheme (its operators' number, say); a contact's own field goes
    #: before them.
    variables: Mapping[str, str] = field(default_factory=dict)
    schedule: Schedule = Schedule()
    retry: RetryRules = RetryRules()


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
