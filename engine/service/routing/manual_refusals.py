"""Why an operator's call is not made, as the answer to his order has it: the rule with what decided
it, and the nearest time that is allowed (engine.routing.refusal_words puts it into sentences)."""

import json
from collections.abc import Sequence
from datetime import UTC

from engine.domain.callback_hours import subscriber_zones
from engine.domain.calling_hours import zone_of
from engine.domain.campaign import CampaignSettings
from engine.domain.masking import masked
from engine.domain.operator import OperatorState
from engine.domain.refusal import HOURS, LEGAL_HOURS, PASSING, Refusal

#: What of a refusal is for statistics, or would tell numbers that are hidden.
_LEFT_OUT = ("numbers", "zones", "since")
_NOT_FREE = {
    OperatorState.LOGGED_OUT: "not_signed_in", OperatorState.ON_BREAK: "dial_on_break",
    OperatorState.WRAP_UP: "dial_in_wrap_up",
}  # fmt: skip


def in_words(reason: str, refusal: Refusal | None, number: str, settings: CampaignSettings,
             zones: Sequence[str]) -> tuple[str, dict[str, str]]:  # fmt: skip
    """The code of the answer and its arguments. ``nearest``: by the subscriber's clock."""
    arguments = {"number": shown(number, settings)}
    if refusal is None:
        return reason, arguments
    arguments["preset"], arguments["rule"] = refusal.preset, refusal.rule
    inputs = {key: value for key, value in refusal.inputs.items() if key not in _LEFT_OUT}
    arguments["inputs"] = json.dumps(inputs, ensure_ascii=False, default=str)
    if refusal.lifts_at is not None and refusal.rule not in PASSING:
        zone = zone_of(subscriber_zones(settings, zones)[0])
        arguments["nearest"] = f"{refusal.lifts_at.astimezone(zone or UTC):%Y-%m-%d %H:%M}"
    return "outside_hours" if reason in (HOURS, LEGAL_HOURS) else reason, arguments


def not_free(state: OperatorState) -> str:
    """Why somebody in ``state`` cannot have a call dialled."""
    return _NOT_FREE.get(state, "has_call")


def shown(number: str, settings: CampaignSettings) -> str:
    return masked(number) if settings.mask_numbers else number
