"""A legal preset as people read it, and as JSON."""

from typing import Any

from engine.domain.campaign_terms import LegalHours
from engine.domain.durations import format_duration, format_hours
from engine.domain.preset_model import CallLimit, Counted, Per, Preset, Scope
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
    if preset.source:
        found.append(t("Source: {text}", text=preset.source))
    if preset.valid_from is not None:
        found.append(t("Valid from: {day}", day=preset.valid_from))
    if preset.hours is not None:
        found.append(t("Hours by the subscriber's clock: weekdays {weekdays}, weekend {weekend}, "
                       "holidays {holidays}.", **_hours(preset.hours)))  # fmt: skip
    found += [_limit_words(limit) for limit in preset.limits]
    if preset.consent is not None:
        kinds = ", ".join(preset.consent.kinds)
        found.append(
            t("Only with a consent ({kinds}) that has its proof.", kinds=kinds)
            if preset.consent.proof
            else t("Only with a consent ({kinds}).", kinds=kinds)
        )
    if preset.min_ring_s:
        found.append(t("Ring for at least {seconds} s.", seconds=f"{preset.min_ring_s:g}"))
    if preset.abandon is not None:
        found.append(
            t("Abandoned calls: {share} of live answers at most, within {window}.",
              share=f"{preset.abandon.share:.1%}", window=format_duration(preset.abandon.window))
        )  # fmt: skip
    for ban in sorted(preset.bans, key=str):
        found.append(t("Forbidden: mode {mode} with purpose {purpose}.",
                       mode=ban.mode.value, purpose=ban.purpose.value))  # fmt: skip
    for outcome, least in preset.min_delays:
        found.append(t("After {outcome} no call for {duration}.",
                       outcome=outcome.value, duration=format_duration(least)))  # fmt: skip
    if preset.purpose_declared:
        found.append(t("The purpose has to be declared."))
    if preset.label is not None:
        found.append(t("Label: {n} characters at most.", n=preset.label.longest))
    records = preset.records_ru if language() == "ru" else preset.records_en
    if records:
        found.append(records)
    found.append(t("No legal advice: a lawyer has to confirm it for your campaign."))
    return found


def _limit_words(limit: CallLimit) -> str:
    counted = {
        Counted.CALLS: t("calls"),
        Counted.CONVERSATIONS: t("conversations"),
        Counted.MESSAGES: t("voice messages"),
        Counted.ABANDONED: t("abandoned calls"),
    }[limit.count]
    calendar = {
        "day": t("a calendar day"),
        "week": t("a calendar week"),
        "month": t("a calendar month"),
    }
    window = calendar[limit.calendar] if limit.calendar else format_duration(limit.window)
    whom = t("one person") if limit.per is Per.PERSON else t("one number")
    scope = {
        Scope.ALL: t("over all campaigns"),
        Scope.PURPOSE: t("over campaigns of the same purpose"),
        Scope.CAMPAIGN: t("over the campaign"),
    }[limit.scope]
    return t("At most {maximum} in {window}: {counted}, {whom}, {scope}.",
             maximum=limit.maximum, window=window, counted=counted, whom=whom, scope=scope,
             )  # fmt: skip
