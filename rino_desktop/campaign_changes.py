"""Campaigns are made, changed, cloned and removed: what the command line and the desktop do, each
with its entry in the audit log in the same transaction. Engines hear of it at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.presets import Presets
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import campaign_file
from rino_desktop.campaign_document import differences, document
from rino_desktop.texts import t

#: These settings come from no file.
_NO_FILE = Path("…")


class ChangedMeanwhileError(KnownError):
    """Somebody else has changed the campaign since its settings were read; nothing was written.
    ``theirs``: it as it is now."""

    def __init__(self, theirs: Campaign) -> None:
        super().__init__(
            t("The campaign {name} was changed by somebody else meanwhile; nothing was saved.",
              name=theirs.name),
            mend=t("Compare both, and save again."),
        )  # fmt: skip
        self.theirs = theirs


def create(stores: Stores, settings: CampaignSettings, now: datetime) -> Campaign:
    """A draft. ``settings``: checked already (campaign_file)."""
    campaign = stores.campaigns.create(settings)
    made = differences(CampaignSettings(settings.name), settings)
    _record(stores, campaign, "create", made, now)
    return campaign


def change(
    stores: Stores, settings: CampaignSettings, now: datetime,
    base: CampaignSettings | None = None, posted: Callable[[int], None] | None = None,
) -> Campaign:  # fmt: skip
    """The campaign of that name gets these settings, whatever it does just now. ``base``: what
    they were made from; ChangedMeanwhileError when it has others by now. ``posted`` gets the
    command that an engine acknowledges, where one has to."""
    campaign = stores.campaigns.by_name(settings.name)
    if campaign.state is CampaignState.ARCHIVED:
        raise KnownError(
            t("The campaign {name} is archived.", name=campaign.name),
            mend=t("Take it out of the archive first."),
        )
    if base is not None and _differ(base, campaign.settings):
        raise ChangedMeanwhileError(campaign)
    settings = replace(settings, name=campaign.name)
    changed = differences(campaign.settings, settings)
    if settings == campaign.settings:
        return campaign
    written = stores.campaigns.replace(campaign, settings)
    if written is None:
        raise ChangedMeanwhileError(stores.campaigns.get(campaign.id))
    if changed:
        _record(stores, campaign, "change", changed, now)
    if campaign.state in (CampaignState.RUNNING, CampaignState.PAUSED):
        # Engines see the new settings anyway; this one they acknowledge.
        command = stores.nodes.post_command("change", campaign.id, {}, now)
        if posted is not None:
            posted(command)
    return written


def clone(stores: Stores, name: str, new_name: str, now: datetime) -> Campaign:
    """A draft with the same settings and no list."""
    old = stores.campaigns.by_name(name)
    renamed = campaign_file.named(new_name)
    campaign = stores.campaigns.create(replace(old.settings, name=renamed))
    _record(stores, campaign, "clone", {"from": old.name}, now)
    return campaign


def remove_draft(stores: Stores, name: str, now: datetime) -> None:
    """With its list. KnownError for what has ever called anybody."""
    campaign = stores.campaigns.by_name(name)
    contacts = stores.contacts.counts(campaign.id).total
    if not stores.campaigns.remove_draft(campaign.id):
        raise KnownError(
            t("Only a draft that has called nobody can be deleted; {name} is none.",
              name=campaign.name),
            mend=t("Archive it: its reports stay."),
        )  # fmt: skip
    _record(stores, campaign, "delete", {"contacts": contacts}, now)


def merged(
    base: CampaignSettings, mine: CampaignSettings, theirs: CampaignSettings, presets: Presets
) -> CampaignSettings:
    """``theirs`` with what ``mine`` has changed against ``base``. KnownError when that does not go
    together."""
    found = document(theirs)
    old, new = document(base), document(mine)
    for section in {**old, **new}:
        before, after = old.get(section), new.get(section)
        if before == after:
            continue
        if isinstance(after, dict):
            found[section] = _overlaid(before or {}, after, found.get(section) or {})
        elif after is None:
            found.pop(section, None)
        else:
            found[section] = after
    return campaign_file.read(_NO_FILE, found, presets)


def _overlaid(
    before: Mapping[str, object], after: Mapping[str, object], present: Mapping[str, object]
) -> dict[str, object]:
    made = dict(present)
    for key in {**before, **after}:
        if before.get(key) == after.get(key):
            continue
        if key in after:
            made[key] = after[key]
        else:
            made.pop(key, None)
    return made


def _differ(one: CampaignSettings, other: CampaignSettings) -> bool:
    return replace(one, rules=()) != replace(other, rules=())


def _record(
    stores: Stores, campaign: Campaign, verb: str, details: Mapping[str, object], now: datetime
) -> None:
    stores.audit.record(
        now, f"campaign.{verb}", campaign.name, details,
        subject_id=campaign.id, campaign_id=campaign.id,
    )  # fmt: skip
