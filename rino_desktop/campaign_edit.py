"""Single settings of a campaign given as text: ``campaign set debtors max_lines=20``.

Keys are those of the campaign file, with their section where it is not [campaign]
("schedule.weekdays"); values are written as in the file, quotes may be left out. An empty value
takes the key out, so that the usual one holds.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.domain.campaign import CampaignSettings
from engine.domain.presets import Presets
from engine.errors import KnownError
from rino_desktop import campaign_file, campaign_operators
from rino_desktop.campaign_document import document
from rino_desktop.campaign_values import ANSWERING_MACHINE, CAMPAIGN, RETRY, SCHEDULE, Reader
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import t

#: Sections of one table with the keys that each may have.
SECTIONS: Mapping[str, Mapping[str, Reader]] = {
    "campaign": CAMPAIGN | campaign_operators.KEYS,
    "schedule": SCHEDULE,
    "retry": RETRY,
    "operators": campaign_operators.RULES,
    "answering_machine": ANSWERING_MACHINE,
}
#: Sections whose keys are whatever the scheme or the strategy calls them.
FREE = ("variables", "scenario_options")
#: Where a message says that it is: there is no file.
NO_FILE = Path("…")


def changed(
    settings: CampaignSettings, changes: Sequence[tuple[str, str]], presets: Presets
) -> CampaignSettings:
    """``settings`` with the changes, checked for themselves. KnownError names the key."""
    found = document(settings)
    for name, text in changes:
        section, key = place_of(name)
        if (section, key) == ("campaign", "name"):
            raise KnownError(
                t("A campaign keeps its name: reports and schedules go by it."),
                mend=t("Clone it under another one."),
            )
        table = found.setdefault(section, {})
        if text.strip():
            table[key] = raw_value(section, key, text)
        else:
            table.pop(key, None)
        if not table and section not in ("campaign", "operators"):
            del found[section]
    return campaign_file.read(NO_FILE, found, presets)


def place_of(name: str) -> tuple[str, str]:
    """(section, key) of "max_lines" or "schedule.weekdays". KnownError when there is none."""
    section, dot, key = name.strip().partition(".")
    if not dot:
        section, key = "campaign", section
        owners = [s for s, keys in SECTIONS.items() if key in keys]
        if owners and section not in owners:
            section = owners[0] if len(owners) == 1 else section
    if section in FREE and key:
        return section, key
    if key in SECTIONS.get(section, {}):
        return section, key
    known = [k for keys in SECTIONS.values() for k in keys]
    raise KnownError(
        t("There is no setting {name}.", name=repr(name)),
        mend=did_you_mean(key or section, known),
    )


def raw_value(section: str, key: str, text: str) -> Any:
    """What a file would hold: TOML, or else the text itself."""
    try:
        return tomllib.loads(f"v = {text}")["v"]
    except (tomllib.TOMLDecodeError, RecursionError):
        pass
    listed = [part.strip() for part in text.split(",")]
    is_list = section == "retry" or key in ("trunk", "preset", "voice_pack", "skip_reasons")
    return listed if is_list else text.strip()
