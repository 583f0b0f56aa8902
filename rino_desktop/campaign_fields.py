"""The settings of a campaign as a form shows them: groups of fields, each of the kind that its
reader takes (campaign_values: file and form have the same bounds and the same validators)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from engine.domain.campaign import CampaignSettings
from engine.domain.campaign_operators import OperatorRules
from rino_desktop import campaign_values as values
from rino_desktop.campaign_document import usual_document
from rino_desktop.campaign_edit import SECTIONS
from rino_desktop.campaign_operators import read_reasons


class Kind(Enum):
    TEXT = auto()
    FLAG = auto()
    WHOLE = auto()
    REAL = auto()
    CHOICE = auto()
    #: Names or delays, joined by commas.
    LIST = auto()
    #: Tables of TOML, as the file has them.
    BLOCK = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """``place``: "section.key"; of a block its section alone. ``usual``: what holds when nothing is
    said, as a file would say it; None: nothing. ``names``: what can be offered ("schemes", …)."""

    place: str
    kind: Kind
    usual: Any = None
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()
    names: str = ""

    @property
    def seconds(self) -> bool:
        return self.place.endswith("_s")


#: Groups in the order of the form; a group may name sections whole.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "calls": (
        "campaign.purpose", "campaign.mode", "campaign.scheme", "campaign.form",
        "campaign.priority", "campaign.voice_pack", "variables",
    ),
    "law": (
        "campaign.preset", "campaign.person", "campaign.label", "campaign.label_category",
        "campaign.voice_message", "campaign.mask_numbers",
    ),
    "hours": ("schedule",),
    "tries": ("retry",),
    "lines": (
        "campaign.trunk", "campaign.caller_id", "campaign.country", "campaign.max_lines",
        "campaign.calls_per_second", "campaign.ring_timeout_s", "campaign.max_call_s",
        "campaign.rtp_timeout_s", "campaign.scenario", "scenario_options",
    ),
    "operators": ("campaign.pacing", "campaign.abandon_limit", "operators"),
    "recordings": ("campaign.record", "campaign.record_consent"),
    "machines": ("answering_machine",),
    "quotas": ("campaign.quota_counts", "quota"),
    "stores": ("outbox",),
}  # fmt: skip
_BLOCKS = ("variables", "scenario_options", "quota", "outbox")
_NAMES = {
    "campaign.scheme": "schemes", "campaign.form": "forms", "campaign.trunk": "trunks",
    "campaign.preset": "presets", "operators.skill": "skills",
}  # fmt: skip
_LISTS = (values.read_trunks, values.read_delays, values.read_presets, values.read_voice_packs,
          read_reasons)  # fmt: skip


@cache
def fields() -> dict[str, tuple[Field, ...]]:
    """Group → its fields, in their order."""
    return {
        group: tuple(_field(place) for part in parts for place in _places(part))
        for group, parts in GROUPS.items()
    }


def group_of(place: str) -> str:
    """The group that has the field, "" for none. "variables.NAME" is in the field of them all."""
    block = place.partition(".")[0]
    wanted = block if block in _BLOCKS else place
    return next((g for g, found in fields().items() if any(f.place == wanted for f in found)), "")


def _places(part: str) -> list[str]:
    if part in _BLOCKS or "." in part:
        return [part]
    return [f"{part}.{key}" for key in SECTIONS[part]]


def _field(place: str) -> Field:
    if place in _BLOCKS:
        return Field(place, Kind.BLOCK)
    section, key = place.split(".")
    reader = SECTIONS[section][key]
    usual = usual_document(_USUAL).get(section, {}).get(key)
    names = _NAMES.get(place, "")
    if isinstance(reader, values.Whole):
        return Field(place, Kind.WHOLE, usual, reader.least, reader.most)
    if isinstance(reader, values.Real):
        return Field(place, Kind.REAL, usual, reader.least, reader.most)
    if isinstance(reader, values.Choice):
        return Field(place, Kind.CHOICE, usual, choices=tuple(reader.possible))
    if reader is values.read_flag:
        return Field(place, Kind.FLAG, usual)
    return Field(place, Kind.LIST if reader in _LISTS else Kind.TEXT, usual, names=names)


_USUAL = CampaignSettings("", operators=OperatorRules())
