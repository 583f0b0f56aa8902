"""Words that campaigns and legal presets share: modes, purposes, hours of a day."""

from dataclasses import dataclass
from enum import StrEnum


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

    def within(self, other: "DayHours") -> "DayHours":
        """The hours that both allow."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return DayHours(start, end) if start < end else DayHours(0, 0)


@dataclass(frozen=True, slots=True)
class LegalHours:
    """Hours that a law sets, by the subscriber's own clock. ``country``: whose holidays count
    ("RU", "DE-BY"; "" for none); ``preset``: which rule says so, as ``name@version``."""

    weekdays: DayHours
    weekend: DayHours
    holidays: DayHours
    country: str = ""
    preset: str = ""
