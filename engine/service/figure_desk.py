"""Takes the engine's figures: what its parts know, put into one sight."""

from engine.domain.campaign import Campaign
from engine.domain.trunk import Trunk, TrunkStatus
from engine.ports.telephony import Telephony
from engine.service.attempt_desk import AttemptDesk
from engine.service.availability import Availability
from engine.service.campaign_watch import Snapshot
from engine.service.dialer_host import DialerHost
from engine.service.figures import (
    CallSight,
    CampaignSight,
    EngineFigures,
    EngineSight,
    TrunkSight,
)
from engine.service.journal import Journal


class FigureDesk:
    """In the engine's loop."""

    def __init__(
        self, figures: EngineFigures, telephony: Telephony, host: DialerHost, desk: AttemptDesk,
        journal: Journal, availability: Availability,
    ) -> None:  # fmt: skip
        self._figures = figures
        self._telephony = telephony
        self._host = host
        self._desk = desk
        self._journal = journal
        self._availability = availability

    def take(self, snapshot: Snapshot, *, ending: bool) -> None:
        figures, journal = self._figures, self._journal
        in_use = figures.calls.lines()
        figures.sight = EngineSight(
            available=self._availability.available,
            ending=ending,
            calls=_calls(figures),
            lines=self._telephony.figures(),
            campaigns=tuple(map(self._campaign, snapshot.campaigns)),
            trunks=tuple(self._trunk(trunk, in_use[trunk.id]) for trunk in
                         snapshot.trunks.values()),
            attempts=dict(figures.attempts),
            refused=dict(figures.refused),
            journal_backlog=journal.backlog,
            journal_transactions=journal.transactions,
            journal_writes=journal.writes,
        )  # fmt: skip

    def _campaign(self, campaign: Campaign) -> CampaignSight:
        idle = self._host.idle_reason(campaign.id)
        return CampaignSight(
            campaign.id, campaign.name, campaign.state, self._desk.live_of(campaign.id),
            "" if idle is None else idle.code, self._host.pacing(campaign.id),
        )  # fmt: skip

    def _trunk(self, trunk: Trunk, in_use: int) -> TrunkSight:
        calls = self._figures.calls
        return TrunkSight(
            trunk.id, trunk.name, trunk.settings.lines, in_use,
            calls.trunks.get(trunk.id, TrunkStatus.UNKNOWN),
            calls.over[trunk.id, True], calls.over[trunk.id, False],
        )  # fmt: skip


def _calls(figures: EngineFigures) -> CallSight:
    calls = figures.calls
    return CallSight(
        dict(calls.reached), dict(calls.ended), calls.live(), dict(calls.detected),
        {kind: spread.copy() for kind, spread in calls.rang.items()},
        {kind: spread.copy() for kind, spread in calls.talked.items()},
        calls.refused_incoming, calls.workers_lost,
    )  # fmt: skip
