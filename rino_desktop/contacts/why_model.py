"""What was looked at to say why a contact was, or was not, called at a moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from engine.ports.contact_book import BookRow
from rino_desktop.texts import t

NEAR = timedelta(minutes=5)
#: Calls of a contact that are looked at.
MOST_CALLS = 100


class Says(StrEnum):
    FORBIDS = "forbids"
    ALLOWS = "allows"
    #: What is stored does not tell.
    UNKNOWN = "unknown"
    #: What happened: a call.
    HAPPENED = "happened"


@dataclass(frozen=True, slots=True)
class Finding:
    """``rule``: a lasting code; ``words``: it with its figures, in the user's language; ``inputs``:
    the figures, ready for JSON. ``stored``: it was written down at the time; else it is worked out
    by the rules as they are today."""

    rule: str
    says: Says
    words: str
    inputs: Mapping[str, object] = field(default_factory=dict)
    lifts_at: datetime | None = None
    stored: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    row: BookRow
    phone: str
    at: datetime
    now: datetime
    findings: tuple[Finding, ...]

    @property
    def past(self) -> bool:
        return self.at < self.now

    @property
    def decided(self) -> Finding | None:
        """None: no rule stood in the way, as far as is known."""
        happened = next((f for f in self.findings if f.says is Says.HAPPENED), None)
        return happened or next((f for f in self.findings if f.says is Says.FORBIDS), None)

    @property
    def verdict(self) -> str:
        decided = self.decided
        if decided is not None:
            return decided.words
        if any(f.says is Says.UNKNOWN for f in self.findings):
            return t("Nothing that is stored stood in the way; not everything is stored.")
        if self.past:
            return t("No rule stood in the way: he waited for his turn.")
        return t("No rule forbids a call now: he waits for his turn.")
