"""A legal preset as people read it, and as JSON."""

from typing import Any

from engine.domain.campaign_terms import LegalHours
from engine.domain.durations import format_duration, format_hours
from engine.domain.preset_model import CallLimit, Preset
from rino_desktop import preset_words
from rino_desktop.spoken_moments import spoken_day
from rino_desktop.texts import language, t


def document(preset: Preset) -> dict[str, Any]:
    """Like the preset's file."""
    hours, consent, abandon, label = preset.hours, preset.consent, preset.abandon, preset.label
    within = preset.opt_out_within
    return {
        "name": preset.name,
        "version": preset.version,
        "valid_from": preset.valid_from and preset.valid_from.isoformat(),
        "title": {"ru": preset.title_ru, "en": preset.title_en},
        "source": preset.source,
        "parent": preset.parent or None,
        "hours": None if hours is None else _hours(hours),
        "limits": [_limit(limit) for limit in preset.limits],
        "consent": None if consent is None else {
            "kinds": list(consent.kinds),
            "proof": consent.proof,
            "purposes": sorted(consent.purposes),
        },
        "opt_out": None if within is None else {"within": format_duration(within)},
        "ring": {"least_s": preset.min_ring_s},
        "abandon": None if abandon is None else {
            "share": abandon.share,
            "window": format_duration(abandon.window),
            "answer_within_s": abandon.answer_within_s,
        },
        "bans": sorted(
            ({"mode": ban.mode.value, "purpose": ban.purpose.value} for ban in preset.bans), key=str
        ),
        "purpose_declared": preset.purpose_declared,
        "min_delay": {
            outcome.value: format_duration(least) for outcome, least in preset.min_delays
        },
        "label": None if label is None else {
            "longest": label.longest,
            "categories": list(label.categories),
            "required": label.required,
        },
        "records": {"ru": preset.records_ru, "en": preset.records_en},
    }  # fmt: skip


def _hours(hours: LegalHours) -> dict[str, str]:
    return {
        "weekdays": format_hours(hours.weekdays),
        "weekend": format_hours(hours.weekend),
        "holidays": format_hours(hours.holidays),
        "country": hours.country,
    }


def _limit(limit: CallLimit) -> dict[str, Any]:
    return {
        "count": limit.count.value,
        "per": limit.per.value,
        "window": limit.calendar.value if limit.calendar else format_duration(limit.window),
        "maximum": limit.maximum,
        "scope": limit.scope.value,
        "talk_s": limit.talk_s,
        "modes": sorted(limit.modes),
    }


def lines(preset: Preset) -> list[str]:
    found = [f"{preset.key}: {preset.title(language())}"]
    if preset.parent:
        found.append(t("A stricter copy of {name}, whose rules hold besides.", name=preset.parent))
    if preset.source:
        found.append(t("Source: {text}", text=preset.source))
    if preset.valid_from is not None:
        found.append(t("Valid from: {day}", day=spoken_day(preset.valid_from)))
    found += [rule.text for rule in preset_words.rules(preset)]
    found.append(t("No legal advice: a lawyer has to confirm it for your campaign."))
    return found
