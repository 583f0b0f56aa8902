"""Dialogues in files of their own beside a scheme: ``NAME.tests.json`` or ``NAME.tests.toml``.

``defaults`` holds what all dialogues of the file begin with; what a dialogue says itself goes
before. Its stubs are asked first, those of the defaults after them.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from engine.errors import KnownError, Phrase
from engine.scheme.codec_dialogues import SETTINGS, dialogue_from_json, settings_from_json
from engine.scheme.dialogue_model import Dialogue
from engine.scheme.json_reader import Place, Unreadable
from engine.scheme.json_text import parse, too_large

FORMAT = "rino-dialogues"
VERSION = 1
#: Characters; nobody writes so many tests.
LARGEST = 16_000_000
_KIND = Phrase("dialogues")
_MERGED = ("fields", "variables")


def load_dialogues(text: str, source: str, *, toml: bool = False) -> tuple[Dialogue, ...]:
    """Raises KnownError that names ``source``, dialogue, step and key."""
    try:
        document = _toml(text) if toml else parse(text, _KIND, LARGEST)
        return _dialogues(Place(document))
    except Unreadable as error:
        raise KnownError("{source}: {fault}", source=source, fault=error) from None


def _dialogues(place: Place) -> tuple[Dialogue, ...]:
    place.only("format", "version", "defaults", "dialogues")
    if place.text("format", required=True) != FORMAT:
        place.at("format").wrong("must be “{format}”", format=FORMAT)
    if not place.has("version"):
        place.wrong("lacks “{key}”", key="version")
    place.at("version").whole(1, VERSION)
    defaults: dict[str, Any] = {}
    if place.has("defaults"):
        given = place.at("defaults")
        given.only(*SETTINGS)
        defaults = settings_from_json(given)
    found = []
    for each in place.items("dialogues"):
        dialogue = dialogue_from_json(each)
        if not dialogue.name:
            each.wrong("lacks “{key}”", key="name")
        found.append(_completed(dialogue, each.value, defaults))
    return tuple(found)


def _completed(
    dialogue: Dialogue, given: Mapping[str, Any], defaults: Mapping[str, Any]
) -> Dialogue:
    changes: dict[str, Any] = {}
    for key, value in defaults.items():
        if key in _MERGED:
            changes[key] = {**value, **getattr(dialogue, key)}
        elif key == "stubs":
            changes[key] = dialogue.stubs + value
        elif key not in given:
            changes[key] = value
    return replace(dialogue, **changes)


def _toml(text: str) -> Any:
    if len(text) > LARGEST:
        raise too_large(text, _KIND)
    try:
        return _plain(tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n")))
    except tomllib.TOMLDecodeError as error:
        raise Unreadable("damaged TOML: {reason}.", reason=error) from None
    except RecursionError:
        raise Unreadable("is nested too deeply to be {kind}.", kind=_KIND) from None
    except ValueError as error:  # a number of thousands of digits, a date of the year 0
        raise Unreadable("damaged TOML: {reason}.", reason=error) from None


def _plain(value: Any) -> Any:
    """TOML's dates and times are texts here."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        raise Unreadable("{text} is not a number that {kind} can hold.", text=value, kind=_KIND)
    return value
