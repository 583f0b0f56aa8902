"""What a legal preset says: the rules of one law for those who dial, as data.

The figures of the shipped presets come from public sources and are no legal advice: a lawyer has
to confirm them for the campaign at hand (docs/regulations.md).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from engine.domain.campaign_terms import CampaignMode, LegalHours, Purpose
from engine.domain.disposition import Disposition


class Counted(StrEnum):
    """What a limit counts. ``CALLS``: every attempt, answered or not, but those of campaigns that
    deliver voice messages; ``MESSAGES``: every attempt of those; ``CONVERSATIONS``: answered and
    talked for ``CallLimit.talk_s``; ``ABANDONED``: a live person, and no operator in time."""

    CALLS = "calls"
    CONVERSATIONS = "conversations"
    MESSAGES = "messages"
    ABANDONED = "abandoned"


class Per(StrEnum):
    NUMBER = "number"
    PERSON = "person"


class Scope(StrEnum):
    """Of which campaigns the calls count."""

    CAMPAIGN = "campaign"
    PURPOSE = "purpose"
    ALL = "all"


class Calendar(StrEnum):
    """A window that begins with the subscriber's own day, Monday, or first of the month."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class CallLimit:
    """At most ``maximum`` within ``window``, the call about to be made included.

    The window slides back from the moment of dialling; with ``calendar`` it is the subscriber's
    current day, week or month instead, and ``window`` its greatest length. ``modes`` empty: holds
    in every mode."""

    window: timedelta
    maximum: int
    count: Counted = Counted.CALLS
    per: Per = Per.PERSON
    scope: Scope = Scope.ALL
    calendar: Calendar | None = None
    talk_s: float = 0.0
    modes: frozenset[CampaignMode] = frozenset()


@dataclass(frozen=True, slots=True)
class ConsentRule:
    """A valid consent of one of ``kinds`` must be on file for the number; with ``proof`` one
    that has its proof. ``purposes`` empty: campaigns of every purpose."""

    kinds: tuple[str, ...]
    proof: bool = True
    purposes: frozenset[Purpose] = frozenset()


@dataclass(frozen=True, slots=True)
class Ban:
    """That purpose may not be dialled in that mode."""

    mode: CampaignMode
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class AbandonRule:
    """At most ``share`` of live answers abandoned, per campaign within ``window``; an operator or
    a message within ``answer_within_s`` seconds of the greeting."""

    share: float
    window: timedelta
    answer_within_s: float = 2.0


@dataclass(frozen=True, slots=True)
class LabelRule:
    """The name shown to the subscriber: at most ``longest`` characters, of one ``category``.
    ``categories`` empty: any word."""

    longest: int
    categories: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Preset:
    """One version of one preset. Hashable, and stored with the campaign that it binds."""

    name: str
    title_ru: str
    title_en: str
    version: int = 1
    #: None: always.
    valid_from: date | None = None
    source: str = ""
    #: None: the law sets none.
    hours: LegalHours | None = None
    limits: tuple[CallLimit, ...] = ()
    consent: ConsentRule | None = None
    #: How soon a request not to be called has to be honoured; here it is at once, always.
    opt_out_within: timedelta | None = None
    min_ring_s: float = 0.0
    abandon: AbandonRule | None = None
    bans: frozenset[Ban] = frozenset()
    #: A campaign must say what it is for.
    purpose_declared: bool = False
    #: Shortest wait before the next call after such an outcome.
    min_delays: tuple[tuple[Disposition, timedelta], ...] = ()
    label: LabelRule | None = None
    records_ru: str = ""
    records_en: str = ""
    #: Name of the preset that this one is a stricter copy of, whose rules hold besides; "": none.
    parent: str = ""

    @property
    def key(self) -> str:
        """``name@version``."""
        return f"{self.name}@{self.version}"

    def title(self, language: str) -> str:
        return self.title_ru if language == "ru" else self.title_en
