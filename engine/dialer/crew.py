"""The operators of automated campaigns, as the dialer sees them: who is free for which campaign,
and so how many calls each may have in flight (engine.dialer.pacing).

An automatic campaign that nobody has set the pacing of is dialled by its lines alone; any other is
then not dialled at all.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from engine.dialer.model import (
    MachineAnswered,
    OperatorChanged,
    PacingEvent,
    PacingSet,
    PersonAnswered,
    PersonDropped,
    PersonServed,
)
from engine.dialer.pace import SECOND
from engine.dialer.pacing.model import Stage
from engine.dialer.pacing.pacer import Pacer, Rival
from engine.dialer.state import CampaignWork, LiveDial
from engine.domain.calling_hours import zone_of

#: How often the number of calls is thought over though nothing has happened: time goes by for
#: calls that ring and for operators who talk.
TICK = SECOND // 2


class Crew:
    """Told of everything by the dialer; keeps ``CampaignWork.allowance``."""

    def __init__(self, campaigns: Mapping[int, CampaignWork], live: Mapping[int, LiveDial]) -> None:
        self._campaigns = campaigns
        self._live = live
        #: Operator → stage, since when, campaigns that he serves.
        self._operators: dict[int, tuple[Stage, int, frozenset[int]]] = {}
        #: Campaign → the number of its operators, and of those it shares with another one.
        self._sizes: dict[int, int] = {}
        self._shared: dict[tuple[int, int], int] = {}
        #: Said of campaigns that are not known yet.
        self._early: dict[int, PacingSet] = {}
        #: Campaigns that have nobody to call: nothing is predicted for them.
        self._resting: set[int] = set()
        self._changed = True
        self._counted = 0

    # --- what happens --------------------------------------------------------------------------

    def handle(self, event: PacingEvent, at: int) -> None:
        self._changed = True
        match event:
            case PacingSet():
                self._set(event)
            case OperatorChanged():
                self._operator_changed(event, at)
            case PersonServed(dial_id=dial_id, operator_id=operator_id):
                self._served(dial_id, operator_id, at)
            case PersonAnswered(dial_id=dial_id):
                if (pacer := self._pacer(dial_id)) is not None:
                    pacer.answered(dial_id, at)
            case MachineAnswered(dial_id=dial_id):
                if (pacer := self._pacer(dial_id)) is not None:
                    pacer.machine(dial_id, at)
            case PersonDropped(dial_id=dial_id):
                if (pacer := self._pacer(dial_id)) is not None:
                    pacer.dropped(dial_id, at)

    def campaigns_changed(self) -> None:
        """Some may be new."""
        self._changed = True
        for event in [e for e in self._early.values() if e.campaign_id in self._campaigns]:
            del self._early[event.campaign_id]
            self._set(event)

    def ended(self, campaign: CampaignWork, dial_id: int, at: int) -> None:
        """That call is over, whatever became of it."""
        if campaign.pacer is not None:
            campaign.pacer.ended(dial_id, at)
            self._changed = True

    def clock_set_back(self, at: int) -> None:
        self._operators = {
            operator: (stage, min(since, at), serves)
            for operator, (stage, since, serves) in self._operators.items()
        }
        for campaign in self._campaigns.values():
            if campaign.pacer is not None:
                campaign.pacer.clock_set_back(at)
        self._changed = True

    def _set(self, event: PacingSet) -> None:
        campaign = self._campaigns.get(event.campaign_id)
        if campaign is None:
            self._early[event.campaign_id] = event
            return
        if event.rules is None:
            campaign.pacer = None
            campaign.let_go_on()
            return
        if campaign.pacer is not None:
            campaign.pacer.change(event.rules, event.counts)
            return
        campaign.pacer = pacer = Pacer(event.rules, event.counts, event.learnt)
        campaign.allowance = 0
        for operator, (stage, since, serves) in self._operators.items():
            if campaign.id in serves:
                pacer.operator(operator, stage, since)
        for dial_id, dial in self._live.items():
            if dial.campaign_id == campaign.id:
                # Whoever talks already is no longer waited for, whoever rings may be: told apart
                # by what comes next.
                pacer.dialled(dial_id, dial.started)

    def _operator_changed(self, event: OperatorChanged, at: int) -> None:
        _, _, served = self._operators.get(event.operator_id, (Stage.AWAY, at, frozenset[int]()))
        serves = frozenset(event.campaign_ids)
        if event.stage is Stage.AWAY:
            self._operators.pop(event.operator_id, None)
            serves = frozenset()
        else:
            self._operators[event.operator_id] = event.stage, at, serves
        for campaign in self._campaigns_of(served | serves):
            stage = event.stage if campaign.id in serves else Stage.AWAY
            campaign.pacer.operator(event.operator_id, stage, at)  # type: ignore[union-attr]
        if served != serves:
            self._count_shared()

    def _served(self, dial_id: int, operator: int, at: int) -> None:
        pacer = self._pacer(dial_id)
        if pacer is not None:
            pacer.served(dial_id, operator, at)
        known = self._operators.get(operator)
        if known is None:
            return
        self._operators[operator] = Stage.TALKING, at, known[2]
        for campaign in self._campaigns_of(known[2]):
            if campaign.pacer is not None and campaign.pacer is not pacer:
                campaign.pacer.operator(operator, Stage.TALKING, at)

    # --- how many calls ------------------------------------------------------------------------

    def count(self, running: Iterable[CampaignWork], now: datetime, at: int) -> int | None:
        """Bring the allowances up to date; returns when to do so again at the latest."""
        paced = [campaign for campaign in running if campaign.pacer is not None]
        if not paced:
            return None
        resting = {campaign.id for campaign in paced if not campaign.backlogged}
        if resting != self._resting:
            self._changed = True
        if not self._changed and self._counted <= at < self._counted + TICK:
            return self._tick(paced)
        self._changed = False
        self._counted = at
        self._resting = resting
        for campaign in paced:
            assert campaign.pacer is not None
            zone = zone_of(campaign.campaign.settings.schedule.timezone) or UTC
            campaign.pacer.hour(now.astimezone(zone).hour)
            self._allow(campaign, at)
        return self._tick(paced)

    def _tick(self, paced: Collection[CampaignWork]) -> int | None:
        """Time alone changes nothing for campaigns that have nobody to call."""
        return self._counted + TICK if len(self._resting) < len(paced) else None

    def dialled(self, campaign: CampaignWork, dial_id: int, at: int) -> None:
        """A call of the campaign begins."""
        if campaign.pacer is None:
            return
        campaign.pacer.dialled(dial_id, at)
        assert campaign.allowance is not None
        campaign.allowance -= 1
        # Who shares operators with it may dial the less.
        for other in self._campaigns.values():
            if (
                other is not campaign
                and other.allowance
                and (other.id, campaign.id) in self._shared
            ):
                self._allow(other, at)

    def _allow(self, campaign: CampaignWork, at: int) -> None:
        assert campaign.pacer is not None
        lines, rivals = max(0, campaign.free_lines), self._rivals(campaign)
        if campaign.id in self._resting:
            campaign.allowance = campaign.pacer.certain(lines, rivals)
        else:
            campaign.allowance = campaign.pacer.allowed(at, lines, rivals)

    def _rivals(self, campaign: CampaignWork) -> list[Rival]:
        rivals = []
        for (mine, other_id), common in self._shared.items():
            other = self._campaigns.get(other_id)
            if mine == campaign.id and other is not None and other.pacer is not None:
                rivals.append((other.pacer, common / self._sizes[other_id]))
        return rivals

    # --- who is who ----------------------------------------------------------------------------

    def _pacer(self, dial_id: int) -> Pacer | None:
        dial = self._live.get(dial_id)
        campaign = None if dial is None else self._campaigns.get(dial.campaign_id)
        return None if campaign is None else campaign.pacer

    def _campaigns_of(self, ids: Collection[int]) -> list[CampaignWork]:
        known = (self._campaigns.get(campaign_id) for campaign_id in sorted(ids))
        return [campaign for campaign in known if campaign is not None and campaign.pacer]

    def _count_shared(self) -> None:
        self._sizes, self._shared = {}, {}
        for _, _, serves in self._operators.values():
            for mine in serves:
                self._sizes[mine] = self._sizes.get(mine, 0) + 1
                for other in serves:
                    if other != mine:
                        self._shared[mine, other] = self._shared.get((mine, other), 0) + 1
