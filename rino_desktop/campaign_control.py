"""Start, pause, stop, archive: what the command line and the desktop do to a campaign.

Each changes the state and leaves a command for the engines in the same transaction; whether an
engine runs at all makes no difference to the outcome.
"""

from collections.abc import Callable
from datetime import datetime

from engine.domain.campaign import Campaign, CampaignMode, CampaignSettings, CampaignState
from engine.domain.presets import Presets
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import campaign_rules
from rino_desktop.texts import t

#: Gets the number of the command that engines acknowledge; None: nobody wants to know.
Posted = Callable[[int], None] | None


def start(
    stores: Stores,
    name: str,
    now: datetime,
    presets: Presets | None = None,
    check: Callable[[Stores, CampaignSettings], None] | None = None,
    posted: Posted = None,
) -> Campaign:
    """Also resumes a paused campaign, and dials on in a finished one that has new contacts.
    ``presets``: the legal presets there are; the campaign gets their rules as they are now; None:
    it keeps those that it has. ``check`` raises KnownError when something else
    stands in the way (see campaign_references)."""
    campaign = stores.campaigns.by_name(name)
    if campaign.state is CampaignState.RUNNING:
        return campaign
    if campaign.state is CampaignState.ARCHIVED:
        raise KnownError(
            t("The campaign {name} is archived.", name=campaign.name),
            mend=t("Take it out of the archive first."),
        )
    campaign = campaign_rules.renewed(stores, campaign, presets, now)
    if campaign.settings.scenario:
        stores.ranking.reset(campaign.id)  # the list or the options may have changed
    if campaign.settings.scheme or campaign.settings.mode is not CampaignMode.MANUAL:
        stores.schemes.current(campaign.settings.scheme)  # says so itself when there is none
    present = {trunk.name.casefold() for trunk in stores.trunks.all()}
    for trunk in campaign.settings.trunks:
        if trunk.casefold() not in present:
            raise KnownError(
                t(
                    "The campaign {name} dials over the trunk {trunk}, which does not exist.",
                    name=campaign.name,
                    trunk=trunk,
                ),
                mend=f"rino-desktop trunk add {trunk} --proxy sip:HOST",
            )
    if check is not None:
        check(stores, campaign.settings)
    return _set(stores, campaign, CampaignState.RUNNING, "start", now, posted)


def pause(stores: Stores, name: str, now: datetime, posted: Posted = None) -> Campaign:
    """Nothing more is dialled; live calls go on to their end."""
    campaign = stores.campaigns.by_name(name)
    if campaign.state is CampaignState.PAUSED:
        return campaign
    if campaign.state is not CampaignState.RUNNING:
        raise KnownError(
            t(
                "The campaign {name} is not running ({state}).",
                name=campaign.name,
                state=state_word(campaign.state),
            )
        )
    return _set(stores, campaign, CampaignState.PAUSED, "pause", now, posted)


def stop(stores: Stores, name: str, now: datetime, posted: Posted = None) -> Campaign:
    """Nothing more is dialled and live calls are ended at once; ``start`` takes it up again."""
    campaign = stores.campaigns.by_name(name)
    if campaign.state is CampaignState.FINISHED:
        return campaign
    if campaign.state not in (CampaignState.RUNNING, CampaignState.PAUSED):
        raise KnownError(
            t(
                "The campaign {name} is not running ({state}).",
                name=campaign.name,
                state=state_word(campaign.state),
            )
        )
    return _set(stores, campaign, CampaignState.FINISHED, "stop", now, posted)


def archive(stores: Stores, name: str, now: datetime, posted: Posted = None) -> Campaign:
    """Put away for good: reports stay, its trunks and scheme are free."""
    campaign = stores.campaigns.by_name(name)
    if campaign.state is CampaignState.ARCHIVED:
        return campaign
    if campaign.state in (CampaignState.RUNNING, CampaignState.PAUSED):
        raise KnownError(
            t("The campaign {name} is still under way.", name=campaign.name),
            mend=f"rino-desktop campaign stop {campaign.name}",
        )
    left = sum(b.waiting + b.set_aside for b in stores.outbox.backlogs(campaign.id))
    if left:
        raise KnownError(
            t("The campaign {name} has {n} rows that no external store has taken yet.",
              name=campaign.name, n=left),
            mend=f"rino-desktop outbox list --campaign {campaign.name}",
        )  # fmt: skip
    return _set(stores, campaign, CampaignState.ARCHIVED, "archive", now, posted)


def unarchive(stores: Stores, name: str, now: datetime, posted: Posted = None) -> Campaign:
    """Out of the archive again, as one that was stopped."""
    campaign = stores.campaigns.by_name(name)
    if campaign.state is not CampaignState.ARCHIVED:
        return campaign
    return _set(stores, campaign, CampaignState.FINISHED, "unarchive", now, posted)


def state_word(state: CampaignState) -> str:
    """The state in the user's language."""
    return {
        CampaignState.DRAFT: t("draft"),
        CampaignState.RUNNING: t("running"),
        CampaignState.PAUSED: t("paused"),
        CampaignState.FINISHED: t("finished"),
        CampaignState.ARCHIVED: t("archived"),
    }[state]


def _set(
    stores: Stores, campaign: Campaign, state: CampaignState, command: str, now: datetime,
    posted: Posted,
) -> Campaign:  # fmt: skip
    number = stores.nodes.post_command(command, campaign.id, {}, now)
    if posted is not None:
        posted(number)
    stores.audit.record(
        now, f"campaign.{command}", campaign.name, {"state": [campaign.state, state]},
        subject_id=campaign.id, campaign_id=campaign.id,
    )  # fmt: skip
    return stores.campaigns.set_state(campaign.id, state)
