"""A campaign's settings as its file would have them: the other direction of campaign_file.

``document`` holds what TOML holds: sections of keys with plain values. What is as usual is left
out, so that a file says what is peculiar to its campaign.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from enum import StrEnum
from typing import Any

from engine.domain.answering_machine import AnsweringMachines, DetectionLimits
from engine.domain.campaign import CampaignMode, CampaignSettings, RetryRules, Schedule
from engine.domain.campaign_operators import MAX_CALL_S, OperatorRules
from engine.domain.campaign_terms import DayHours
from engine.domain.durations import format_duration, format_hours
from engine.domain.operator import WrapUpKind
from engine.domain.outbox import OutboxSettings
from engine.domain.presets import split_names

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ALWAYS = ("name", "mode", "purpose", "scheme", "trunk")
#: Fields of the settings that are sections of their own, or no matter of the file.
_APART = frozenset({
    "rules", "quotas", "scenario_options", "variables", "operators", "answering_machines",
    "schedule", "retry", "outbox",
})  # fmt: skip
_USUAL = CampaignSettings("")


def document(settings: CampaignSettings) -> dict[str, Any]:
    """What ``campaign_file.read`` makes the same settings of (their legal rules apart)."""
    found: dict[str, Any] = {"campaign": _campaign(settings)}
    for name, table in (
        ("variables", dict(settings.variables)),
        ("scenario_options", dict(settings.scenario_options)),
        ("answering_machine", _machines(settings.answering_machines)),
        ("schedule", _differing(settings.schedule, Schedule(), apart=("legal",))),
        ("retry", _retry(settings.retry)),
    ):
        if table:
            found[name] = table
    if settings.operators is not None:
        found["operators"] = _operators(settings.operators)
    if settings.quotas:
        found["quota"] = [
            {"name": each.name, "target": each.target, "cell": dict(each.cell)}
            for each in settings.quotas
        ]
    if settings.outbox:
        found["outbox"] = [_outbox(each) for each in settings.outbox]
    return found


def usual_document(settings: CampaignSettings) -> dict[str, Any]:
    """All keys of the sections of one table, also those that are as usual."""
    flat = {
        field.name: _plain(getattr(settings, field.name))
        for field in fields(settings)
        if field.name not in _APART
    }
    machines = settings.answering_machines
    return {
        "campaign": {"trunk": list(settings.trunks), **flat},
        "schedule": _all(settings.schedule),
        "retry": {"max_attempts": settings.retry.max_attempts},
        "operators": _all(settings.operators or OperatorRules()),
        "answering_machine": {**_all(machines), **_all(machines.limits)},
    }


def text(document: Mapping[str, Any]) -> str:
    """TOML, as a campaign file is written."""
    plain = {key: value for key, value in document.items() if not _is_table(value)}
    blocks = [_lines(plain)] if plain else []
    for name, table in document.items():
        if name in plain:
            continue
        if isinstance(table, list):
            blocks += [_block(f"[[{name}]]", each) for each in table]
        else:
            blocks.append(_block(f"[{name}]", table))
    return "\n".join(blocks)


def differences(before: CampaignSettings, after: CampaignSettings) -> dict[str, list[object]]:
    """{"section.key": [before, after]} of what is not the same, as a file would say it; None where
    it would say nothing."""
    old, new = _flat(document(before)), _flat(document(after))
    return {
        key: [old.get(key), new.get(key)]
        for key in (*old, *(key for key in new if key not in old))
        if old.get(key) != new.get(key)
    }


# --- sections ---------------------------------------------------------------------------------


def _campaign(settings: CampaignSettings) -> dict[str, Any]:
    found: dict[str, Any] = {}
    has_people = settings.mode is not CampaignMode.AUTOMATIC or settings.operators is not None
    usual_call = MAX_CALL_S if has_people else _USUAL.max_call_s
    for field in fields(CampaignSettings):
        if field.name in _APART:
            continue
        value = getattr(settings, field.name)
        usual = usual_call if field.name == "max_call_s" else getattr(_USUAL, field.name)
        key = "trunk" if field.name == "trunks" else field.name
        if value is None or (value == usual and key not in _ALWAYS):
            continue
        found[key] = _plain(value)
    if settings.preset:
        found["preset"] = _one_or_list(split_names(settings.preset))
    if settings.trunks:
        found["trunk"] = _one_or_list(list(settings.trunks))
    if not settings.scheme:
        found.pop("scheme", None)
    if not settings.trunks:
        found.pop("trunk", None)
    return found


def _machines(machines: AnsweringMachines) -> dict[str, Any]:
    usual = AnsweringMachines()
    if machines == usual:
        return {}
    found = _differing(machines, usual, apart=("limits", "detect"))
    # The section itself means that they are told apart.
    return {
        "detect": machines.detect,
        **found,
        **_differing(machines.limits, DetectionLimits()),
    }


def _operators(rules: OperatorRules) -> dict[str, Any]:
    found = _differing(rules, OperatorRules())
    if rules.wrap_up is WrapUpKind.OPTIONAL and rules.wrap_up_s is None:
        found.pop("wrap_up_s", None)
    elif rules.wrap_up is WrapUpKind.OPTIONAL:
        found["wrap_up_s"] = rules.wrap_up_s
    return found


def _retry(rules: RetryRules) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if rules.max_attempts != RetryRules().max_attempts:
        found["max_attempts"] = rules.max_attempts
    for outcome, delays in rules.delays.items():
        found[outcome.value] = [format_duration(delay) for delay in delays]
    return found


def _outbox(outbox: OutboxSettings) -> dict[str, Any]:
    usual = OutboxSettings("", "", ())
    return {**_differing(outbox, usual), "what": [each.value for each in outbox.what]}


def _differing(value: Any, usual: Any, apart: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        field.name: _plain(getattr(value, field.name))
        for field in fields(value)
        if field.name not in apart and getattr(value, field.name) != getattr(usual, field.name)
    }


def _all(value: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, DayHours):
        return format_hours(value)
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _one_or_list(names: list[str]) -> Any:
    return names[0] if len(names) == 1 else names


def _flat(document: Mapping[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, table in document.items():
        if isinstance(table, Mapping):
            if not table:
                found[name] = {}
            found.update({f"{name}.{key}": value for key, value in table.items()})
        else:
            found[name] = table
    return found


# --- TOML -------------------------------------------------------------------------------------


def _is_table(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, Mapping) for each in value)
    return isinstance(value, Mapping)


def _block(head: str, table: Mapping[str, Any]) -> str:
    return head + "\n" + _lines(table)


def _lines(table: Mapping[str, Any]) -> str:
    return "".join(f"{_key(key)} = {_value(table[key])}\n" for key in table)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _string(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _string(str(value))


def _string(text: str) -> str:
    # A basic string escapes as JSON does; DEL is forbidden in TOML only.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
