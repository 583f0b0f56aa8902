"""A legal preset as its file would have it: the other direction of engine.domain.preset_reader."""

import tomllib
from collections.abc import Mapping
from typing import Any

from engine.domain.campaign_terms import LegalHours
from engine.domain.durations import format_duration, format_hours
from engine.domain.preset_model import AbandonRule, CallLimit, ConsentRule, LabelRule, Preset
from engine.domain.preset_reader import read_preset
from engine.errors import KnownError
from rino_desktop import campaign_document
from rino_desktop.texts import t

Document = Mapping[str, Any]


def read(document: Document) -> Preset:
    """KnownError names the key that is wrong: its ``values`` have "key"."""
    return read_preset(document, t("legal preset"))


def parse(text: str) -> dict[str, Any]:
    """TOML. KnownError for what is none."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise KnownError(t("This is no TOML: {reason}.", reason=error)) from None


def text(preset: Preset) -> str:
    """TOML."""
    return as_text(document(preset))


def as_text(document: Document) -> str:
    return campaign_document.text(document)


def document(preset: Preset) -> dict[str, Any]:
    """What ``read`` makes the same preset of; what the preset says nothing of is left out."""
    found: dict[str, Any] = {"name": preset.name, "version": preset.version}
    if preset.parent:
        found["parent"] = preset.parent
    if preset.valid_from is not None:
        found["valid_from"] = preset.valid_from.isoformat()
    if preset.source:
        found["source"] = preset.source
    if preset.purpose_declared:
        found["purpose_declared"] = True
    found["title"] = {"ru": preset.title_ru, "en": preset.title_en}
    if preset.hours is not None:
        found["hours"] = _hours(preset.hours)
    if preset.limits:
        found["limit"] = [_limit(each) for each in preset.limits]
    if preset.consent is not None:
        found["consent"] = _consent(preset.consent)
    if preset.opt_out_within is not None:
        found["opt_out"] = {"within": format_duration(preset.opt_out_within)}
    if preset.min_ring_s:
        found["ring"] = {"least_s": _plain(preset.min_ring_s)}
    if preset.abandon is not None:
        found["abandon"] = _abandon(preset.abandon)
    if preset.bans:
        found["ban"] = [
            {"mode": each.mode.value, "purpose": each.purpose.value}
            for each in sorted(preset.bans, key=str)
        ]
    if preset.min_delays:
        found["min_delay"] = {
            outcome.value: format_duration(least) for outcome, least in preset.min_delays
        }
    if preset.label is not None:
        found["label"] = _label(preset.label)
    if preset.records_ru or preset.records_en:
        found["records"] = {"ru": preset.records_ru, "en": preset.records_en}
    return found


def flat(document: Document) -> dict[str, object]:
    """{"section.key": value}; limits and bans as one text each."""
    found: dict[str, object] = {}
    for name, value in document.items():
        if isinstance(value, Mapping):
            found.update({f"{name}.{key}": each for key, each in value.items()})
        elif isinstance(value, list):
            found[name] = "; ".join(
                ", ".join(f"{key} {each}" for key, each in row.items()) for row in value
            )
        else:
            found[name] = value
    return found


def changes(before: Preset, after: Preset) -> dict[str, list[object]]:
    """{"section.key": [before, after]} of what is not the same; None where it said nothing."""
    old, new = flat(document(before)), flat(document(after))
    return {
        key: [old.get(key), new.get(key)]
        for key in (*old, *(key for key in new if key not in old))
        if old.get(key) != new.get(key)
    }


def _hours(hours: LegalHours) -> dict[str, Any]:
    found = {
        "weekdays": format_hours(hours.weekdays),
        "weekend": format_hours(hours.weekend),
        "holidays": format_hours(hours.holidays),
    }
    return {**found, "country": hours.country} if hours.country else found


def _limit(limit: CallLimit) -> dict[str, Any]:
    found: dict[str, Any] = {
        "count": limit.count.value,
        "per": limit.per.value,
        "window": limit.calendar.value if limit.calendar else format_duration(limit.window),
        "maximum": limit.maximum,
        "scope": limit.scope.value,
    }
    if limit.talk_s:
        found["talk_s"] = _plain(limit.talk_s)
    if limit.modes:
        found["modes"] = sorted(mode.value for mode in limit.modes)
    return found


def _consent(rule: ConsentRule) -> dict[str, Any]:
    found: dict[str, Any] = {"kinds": list(rule.kinds), "proof": rule.proof}
    if rule.purposes:
        found["purposes"] = sorted(purpose.value for purpose in rule.purposes)
    return found


def _abandon(rule: AbandonRule) -> dict[str, Any]:
    return {
        "share": rule.share,
        "window": format_duration(rule.window),
        "answer_within_s": _plain(rule.answer_within_s),
    }


def _label(rule: LabelRule) -> dict[str, Any]:
    found: dict[str, Any] = {"longest": rule.longest, "required": rule.required}
    if rule.categories:
        found["categories"] = list(rule.categories)
    return found


def _plain(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number
