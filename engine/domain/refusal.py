"""Why a contact is not called at a moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

DO_NOT_CALL = "do_not_call"
#: The campaign's own hours; those that a law sets.
HOURS = "hours"
LEGAL_HOURS = "legal_hours"
#: ``limit_`` and what is counted (engine.domain.preset_model.Counted).
LIMIT = "limit_"
CONSENT = "consent"
#: He has rung us back and is talking; no rule, only a reason to wait.
ON_THE_LINE = "on_the_line"
#: A call of ours with one of his numbers lives, whichever it is: never two calls at once.
IN_CALL = "in_call"
#: An operator who saw the contact has put him off; ``inputs``: ``reason`` and ``operator``.
SKIPPED = "skipped"
#: The retry rules let that number rest; of manual dialling, in no ledger.
TOO_EARLY = "too_early"
#: Retention has erased what lists had told of him, and none has told it anew.
ERASED = "erased"
QUOTA_FULL = "quota_full"
QUOTA_BUSY = "quota_busy"

#: What holds for minutes: he waits that long, and nothing else follows from it.
PASSING = frozenset({IN_CALL, QUOTA_BUSY})

RULES = (
    DO_NOT_CALL, HOURS, LEGAL_HOURS, "limit_calls", "limit_conversations", "limit_messages",
    "limit_abandoned", CONSENT, IN_CALL, QUOTA_FULL,
    QUOTA_BUSY, SKIPPED, ERASED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """``rule``: one of ``RULES``; ``preset``: the rule's law as name@version, "" for a rule of the
    campaign's own; ``inputs``: what decided, ready for JSON (counts, windows, local time …);
    ``lifts_at`` (UTC): from when on the contact may be called, None: nobody knows, or never."""

    rule: str
    preset: str = ""
    inputs: Mapping[str, object] = field(default_factory=dict)
    lifts_at: datetime | None = None
