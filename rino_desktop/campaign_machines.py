"""``[answering_machine]`` of a campaign file: whether answers are told apart, and what then."""

from collections.abc import Mapping
from dataclasses import fields
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from engine.domain.answering_machine import (
    CADENCE,
    AnsweringMachines,
    DetectionLimits,
    MachineAction,
)
from engine.errors import KnownError
from engine.ports.answer_detection import ENTRY_POINT_GROUP
from engine.ports.schemes import SchemeVersion
from rino_desktop.campaign_values import Place
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import t

_LIMITS = tuple(field.name for field in fields(DetectionLimits))


def made(place: Place, given: Mapping[str, Any], *, there: bool) -> AnsweringMachines:
    """From the section's values; ``there``: the file has the section. KnownError for what does not
    go together."""
    values = dict(given)
    found = DetectionLimits(**{name: values.pop(name) for name in _LIMITS if name in values})
    settings = AnsweringMachines(**{"detect": there, **values}, limits=found)
    if settings.action is MachineAction.MESSAGE:
        if not (settings.message or settings.prompt):
            raise place.fault(
                "message", t("missing."), t('action = "message" needs a message or a prompt.')
            )
        if settings.message and settings.prompt:
            raise place.fault("prompt", t("give either a message or a prompt."))
    else:
        for key in ("message", "prompt"):
            if getattr(settings, key):
                raise place.fault(key, t('has no effect without action = "message".'))
    if found.longest_s < max(found.greeting_s, found.initial_silence_s):
        raise place.fault("longest_s", t("must not be less than greeting_s and initial_silence_s."))
    known = (CADENCE, *sorted(entry.name for entry in entry_points(group=ENTRY_POINT_GROUP)))
    if settings.detector not in known:
        raise place.fault(
            "detector",
            t("there is no detector {name}.", name=repr(settings.detector)),
            did_you_mean(settings.detector, known),
        )
    return settings


def check_prompt(path: Path, settings: AnsweringMachines, version: SchemeVersion) -> None:
    """KnownError when the scheme has no such prompt."""
    from engine.scheme.codec import load_scheme

    try:
        prompts = load_scheme(version.document).prompts
    except KnownError:
        return  # a scheme that cannot be read is told of elsewhere
    if settings.prompt not in prompts:
        raise Place(path, "answering_machine").fault(
            "prompt",
            t("the scheme has no prompt {name}.", name=repr(settings.prompt)),
            did_you_mean(settings.prompt, list(prompts)),
        )
