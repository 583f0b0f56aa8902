"""Rules of what reports on the whole office read."""

from collections.abc import Mapping

from engine.domain.rights import Right
from engine.guard.rule import Arguments, Rule, needs
from engine.guard.view import View

_COUNTS = needs(Right.REPORTS_VIEW)
#: Numbers and names stand in what is read, row by row.
_PEOPLE = needs(Right.REPORTS_VIEW, also=Right.PERSONAL_DATA)


def _of_scope(_view: View, arguments: Arguments) -> int | None:
    """The one campaign that is asked for; of several, or of all, the right for the whole office is
    needed."""
    campaigns = arguments["scope"].campaigns
    return campaigns[0] if len(campaigns) == 1 else None


REPORTS: Mapping[str, Mapping[str, Rule]] = {
    "report_facts": {
        **dict.fromkeys(("quarters", "trunk_calls", "spans", "done"),
                        _COUNTS.in_campaign(_of_scope)),
        **dict.fromkeys(
            ("talks", "callbacks", "orders", "requests", "promises", "narrowed",
             "narrowed_answers"), _PEOPLE.in_campaign(_of_scope),
        ),
        "recordings": needs(Right.RECORDINGS_HEAR, also=Right.PERSONAL_DATA)
        .in_campaign(_of_scope),
        "recording": needs(Right.RECORDINGS_HEAR).in_office(),
        **dict.fromkeys(("known", "zones", "people", "shifts", "pause_reasons"), _COUNTS),
    },
    "forecasts": {
        **dict.fromkeys(
            ("waiting", "seen", "talks", "last_end", "of_campaign", "keep"),
            needs(Right.CAMPAIGN_VIEW).in_campaign(),
        ),
        "wrap_ups": needs(Right.CAMPAIGN_VIEW),
    },
    "shifts": {
        "add": needs(Right.OPERATORS_EDIT), "remove": needs(Right.OPERATORS_EDIT),
        "all": _COUNTS,
    },
}  # fmt: skip
