"""What is wrong with a campaign's settings while somebody is filling them in: all of it, each at
its field, by the same validators as the file's; and what its legal presets make of them."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from engine.domain.campaign import CampaignSettings
from engine.domain.durations import format_duration, format_hours
from engine.domain.presets import (
    Presets,
    bound,
    check_campaign,
    in_force,
    lawful_schedule,
    usual_hours,
)
from engine.errors import KnownError
from rino_desktop import campaign_file
from rino_desktop.campaign_edit import NO_FILE, SECTIONS
from rino_desktop.campaign_field_words import words
from rino_desktop.campaign_values import Place, SettingFault
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import said_mend, said_message


def faults(document: Mapping[str, Any], presets: Presets, day: date) -> dict[str, str]:
    """ "section.key" → what is wrong there; "" for what concerns the whole. Empty: it is right."""
    found = _single(document)
    if found:
        return found
    lawless = deepcopy(dict(document))
    preset = lawless["campaign"].pop("preset", None)
    limit = lawless["campaign"].pop("abandon_limit", None)
    try:
        settings = campaign_file.read(NO_FILE, deepcopy(lawless), presets)
    except KnownError as error:
        return {place_of(error): words_of(error)}
    if preset:
        found = _unlawful(settings, preset, presets, day)
    if not found and (preset or limit is not None):
        try:
            campaign_file.read(NO_FILE, deepcopy(dict(document)), presets)
        except KnownError as error:
            return {place_of(error): words_of(error)}
    return found


def place_of(error: KnownError) -> str:
    """Which field a fault belongs to, "" for none."""
    if not isinstance(error, SettingFault):
        return ""
    return f"{error.section}.{error.key}" if error.key and error.section in SECTIONS else (
        error.section
    )  # fmt: skip


def label_of(place: str) -> str:
    """What the field is called; "" for none."""
    return words().get(place, ("", ""))[0]


def words_of(error: KnownError) -> str:
    """What is wrong, without the place, which is where it is shown."""
    problem = error.problem if isinstance(error, SettingFault) else said_message(error)
    mend = said_mend(error)
    problem = problem[:1].upper() + problem[1:]
    return f"{problem} {mend}".strip()


def _single(document: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for section, readers in SECTIONS.items():
        for key, raw in document.get(section, {}).items():
            try:
                readers[key](Place(Path(), section), key, raw)
            except KnownError as error:
                found[f"{section}.{key}"] = words_of(error)
    return found


def _unlawful(
    settings: CampaignSettings, preset: Any, presets: Presets, day: date
) -> dict[str, str]:
    found: dict[str, str] = {}
    names = ",".join(preset) if isinstance(preset, list) else str(preset)
    try:
        settings = bound(replace(settings, preset=names.lower()), presets, day)
    except KnownError as error:
        return {"campaign.preset": words_of(error)}
    for each in check_campaign(replace(settings, rules=in_force(settings.rules, day))):
        source = f" ({each.source})" if each.source else ""
        text = each.text(language()) + source
        found[each.setting] = f"{found[each.setting]} {text}" if each.setting in found else text
    return found


def notes(settings: CampaignSettings, presets: Presets, day: date) -> dict[str, str]:
    """ "section.key" → how a legal preset narrows what is filled in there, or how much room it
    leaves."""
    try:
        settings = bound(settings, presets, day)
    except KnownError:
        return {}
    settings = replace(settings, rules=in_force(settings.rules, day))
    found: dict[str, list[str]] = {}

    def note(place: str, text: str) -> None:
        found.setdefault(place, []).append(text)

    lawful = lawful_schedule(settings)
    for place, own, left in zip(
        ("schedule.weekdays", "schedule.weekend"),
        (settings.schedule.weekdays, settings.schedule.weekend),
        usual_hours(lawful),
        strict=True,
    ):
        if left != own:
            note(place, t("By law only {hours}.", hours=format_hours(left)))
    for rule in settings.rules:
        title = rule.title(language())
        note("campaign.preset", f"{title}. {rule.source}".strip())
        if rule.min_ring_s:
            note("campaign.ring_timeout_s", t("{law}: at least {n} s.", law=title,
                                              n=f"{rule.min_ring_s:g}"))  # fmt: skip
        if rule.abandon is not None:
            note("campaign.abandon_limit", t("{law}: at most {n}.", law=title,
                                             n=f"{rule.abandon.share:g}"))  # fmt: skip
        if rule.label is not None:
            note("campaign.label", t("{law}: {n} characters at most.", law=title,
                                     n=rule.label.longest))  # fmt: skip
        for outcome, least in rule.min_delays:
            delay = format_duration(least)
            note(f"retry.{outcome.value}", t("{law}: not before {delay}.", law=title, delay=delay))
    return {place: " ".join(lines) for place, lines in found.items()}
