"""The keys of a campaign file that speak of operators: pacing, the limit of lost calls, and the
section [operators] with the campaign's own queue."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from engine.domain.campaign import CampaignMode, CampaignSettings
from engine.domain.campaign_operators import MAX_CALL_S, CampaignPacing, OperatorRules
from engine.domain.operator import Assignment, WrapUpKind
from engine.domain.presets import Presets, bound, in_force
from engine.errors import KnownError
from rino_desktop.campaign_values import Choice, Place, Reader, Real, Whole, read_flag, read_text
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import t

#: Each has to fit into a menu, and into the ledger.
_MOST_REASONS, _LONGEST_REASON = 20, 100


def read_reasons(place: Place, key: str, raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or len(raw) > _MOST_REASONS:
        raise place.fault(
            key, t("must be a list of at most {most} reasons.", most=_MOST_REASONS),
            'skip_reasons = ["…", "…"]',
        )  # fmt: skip
    found = tuple(dict.fromkeys(read_text(place, key, each).strip() for each in raw))
    if any(not each or len(each) > _LONGEST_REASON for each in found):
        raise place.fault(
            key, t("a reason is one line of at most {most} characters.", most=_LONGEST_REASON)
        )
    return found


#: Keys of [campaign].
KEYS: dict[str, Reader] = {
    "form": read_text,
    "pacing": Choice(CampaignPacing),
    "abandon_limit": Real(0, 0.5),
}
RULES: dict[str, Reader] = {
    "skill": read_text,
    "minimum_level": Whole(1, 100),
    "assignment": Choice(Assignment),
    "wrap_up": Choice(WrapUpKind),
    "wrap_up_s": Real(1, 3_600),
    "expiry_result": read_text,
    "wrap_up_ends_when_saved": read_flag,
    "ring_timeout_s": Real(1, 120),
    "answer_within_s": Real(0.1, 60),
    "time_limit_s": Real(1, 3_600),
    "most_misses": Whole(0, 100),
    "sticky_s": Real(0, 600),
    "direct_s": Real(1, 600),
    "rescue_s": Real(1, 600),
    "announce_s": Real(1, 600),
    "overflow_when_empty": read_flag,
    "service_level_s": Real(1, 600),
    "fewest_operators": Whole(1, 1_000),
    "most_calls_each": Whole(1, 100),
    "skip_reasons": read_reasons,
    "skip_s": Real(60, 7 * 86_400),
}


def rules(path: Path, raw: object) -> OperatorRules | None:
    """The section [operators]; None: there is none."""
    if raw is None:
        return None
    place = Place(path, "operators")
    if not isinstance(raw, dict):
        raise KnownError(f"{path}: {t('{name} must be a section', name='operators')} [operators].")
    values: dict[str, Any] = {}
    for key, value in raw.items():
        reader = RULES.get(key)
        if reader is None:
            raise place.fault(key, t("unknown key."), did_you_mean(key, list(RULES)))
        values[key] = reader(place, key, value)
    if values.get("wrap_up") is WrapUpKind.OPTIONAL:
        values.setdefault("wrap_up_s", None)
    return OperatorRules(**values)


def mode(place: Place, campaign: Mapping[str, Any]) -> CampaignMode:
    """As the file says, or as its pacing asks for."""
    pacing = campaign.get("pacing")
    said = campaign.get("mode")
    wanted = CampaignMode.MANUAL if pacing is CampaignPacing.PREVIEW else CampaignMode.AUTOMATED
    if pacing is None:
        return said or CampaignMode.AUTOMATIC
    if said is not None and said is not wanted:
        raise place.fault(
            "pacing",
            t("{pacing} is a pacing of campaigns of mode {mode}.",
              pacing=pacing.value, mode=wanted.value),
            t('Write mode = "{mode}", or remove pacing.', mode=wanted.value),
        )  # fmt: skip
    return wanted


def longest_call(
    campaign: Mapping[str, Any], mode: CampaignMode, rules: OperatorRules | None
) -> dict[str, float]:
    """``max_call_s`` where the file names none and operators talk in the campaign's calls."""
    if "max_call_s" in campaign or (mode is CampaignMode.AUTOMATIC and rules is None):
        return {}
    return {"max_call_s": MAX_CALL_S}


def check(place: Place, settings: CampaignSettings, presets: Presets, today: date) -> None:
    """KnownError for what makes no sense, or is more than a law allows."""
    limit = settings.abandon_limit
    if limit is None:
        return
    if settings.mode is not CampaignMode.AUTOMATED:
        raise place.fault(
            "abandon_limit", t("has no effect without operators."), 'pacing = "predictive"'
        )
    laws = in_force(bound(settings, presets, today).rules, today)
    for law in laws:
        if law.abandon is not None and law.abandon.share < limit:
            share = f"{law.abandon.share:g}"
            raise place.fault(
                "abandon_limit",
                t("the legal preset {name} allows {most} at most.", name=law.key, most=share),
                f"abandon_limit = {share}",
            )
