"""The dialer: whom to call next, on which trunk, and when.

A state machine without clock, database or network: events and timers in, commands out (see
engine.dialer.model). After each of them it makes one round: give back what cannot be dialled, dial
while there is a contact, a line and a turn, claim more, ask for lines, see whether a campaign is
over. Every round leaves behind when the next one is due at the latest.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from engine.dialer import supply
from engine.dialer.crew import Crew
from engine.dialer.demand import LEG_MEMORY, LEG_WAIT, RENEWAL, Demand
from engine.dialer.idle import idle_reason
from engine.dialer.model import (
    AttemptEnded,
    CampaignsChanged,
    ContactsClaimed,
    DialerCommand,
    DialerEvent,
    DiallingResumed,
    DiallingStopped,
    IdleReason,
    LinesGranted,
    OutlookChanged,
    Release,
    TrunkHealthChanged,
    TrunksChanged,
)
from engine.dialer.pace import SECOND
from engine.dialer.pacing.model import AbandonCounts
from engine.dialer.pacing.pacer import Pacer
from engine.dialer.placing import Placing, sift
from engine.dialer.sharing import charge_end, note_backlog, weight
from engine.dialer.state import CampaignWork, LiveDial, TrunkWork, microseconds, moment
from engine.domain.campaign import Campaign
from engine.domain.trunk import Trunk, TrunkStatus

#: A clock that goes back by more than this was set, not merely jittery.
_CLOCK_JITTER = SECOND


class Dialer:
    """Dials nothing before it has been told campaigns, trunks and quotas."""

    def __init__(self, renewal: int = RENEWAL) -> None:
        """``renewal``: after so long (microseconds) it asks for lines again though nothing has
        changed."""
        self._campaigns: dict[int, CampaignWork] = {}
        self._trunks: dict[int, TrunkWork] = {}
        self._quotas: dict[str, int] | None = None
        live: dict[int, LiveDial] = {}
        self._crew = Crew(self._campaigns, live)
        self._placing = Placing(self._trunks, live, self._crew)
        self._demand = Demand(renewal)
        self._stopped = ""
        self._now = 0
        self._wake: int | None = None
        self._turn: int | None = None

    # --- in and out ----------------------------------------------------------------------------

    def handle(self, event: DialerEvent, now: datetime) -> list[DialerCommand]:
        """What to do about an event."""
        return self.handle_all((event,), now)

    def handle_all(self, events: Iterable[DialerEvent], now: datetime) -> list[DialerCommand]:
        """What to do about events that come at the same moment, thought over once."""
        at = self._clock(now)
        out: list[DialerCommand] = []
        for event in events:
            self._take(event, now, at, out)
        self._round(now, at, out)
        return out

    def _take(self, event: DialerEvent, now: datetime, at: int, out: list[DialerCommand]) -> None:
        match event:
            case AttemptEnded(dial_id=dial_id):
                self._end(dial_id, at)
            case ContactsClaimed():
                self._take_claimed(event, now, at, out)
            case OutlookChanged(campaign_id=campaign_id, outlook=outlook):
                if campaign_id in self._campaigns:
                    supply.learn(self._campaigns[campaign_id], outlook, at)
            case LinesGranted(quotas=quotas):
                self._quotas = dict(quotas)
                self._demand.granted(self._quotas)
                self._apply_quotas()
            case TrunkHealthChanged():
                self._health_changed(event)
            case TrunksChanged(trunks=trunks):
                self._trunks_changed(trunks)
            case CampaignsChanged(campaigns=campaigns):
                self._campaigns_changed(campaigns)
            case DiallingStopped(code=code, release=release):
                self._stopped = code
                if release:
                    self._release_all(at, out)
            case DiallingResumed():
                self._stopped = ""
                # The lease may have run out meanwhile, and others have the lines.
                self._quotas = None
                self._demand.restart(at)
                self._apply_quotas()
                for campaign in self._campaigns.values():
                    campaign.forget_outlook()
            case _:
                self._crew.handle(event, at)

    def handle_timer(self, now: datetime) -> list[DialerCommand]:
        """What to do now that the time of ``next_timer`` (or a little more) has come."""
        out: list[DialerCommand] = []
        self._round(now, self._clock(now), out)
        return out

    def next_timer(self) -> datetime | None:
        """When ``handle_timer`` wants to be called; None: not before the next event."""
        return None if self._wake is None else moment(self._wake)

    @property
    def wake(self) -> int | None:
        """``next_timer`` in microseconds since 1970."""
        return self._wake

    @property
    def turn(self) -> int | None:
        """When a call may begin that waits for nothing but its turn by calls per second,
        microseconds since 1970; None: there is no such call."""
        return self._turn

    def idle_reason(self, campaign_id: int, now: datetime) -> IdleReason | None:
        """Why nothing is dialled for a campaign right now; None while it dials."""
        campaign = self._campaigns.get(campaign_id)
        if campaign is None:
            return IdleReason("finished")
        return idle_reason(campaign, self._stopped, now, microseconds(now))

    def live(self, campaign_id: int) -> int:
        """The campaign's dials whose ``AttemptEnded`` has not come."""
        campaign = self._campaigns.get(campaign_id)
        return 0 if campaign is None else campaign.live

    def may_begin(self, campaign_id: int) -> int:
        """How many calls of the campaign may begin now as far as its lines and operators go; turns,
        trunks and contacts apart."""
        campaign = self._campaigns.get(campaign_id)
        return 0 if campaign is None else max(0, campaign.free)

    def learnt(self, campaign_id: int) -> Mapping[str, Mapping[str, list[float]]]:
        """What the campaign's pacing has learnt by hour of day, to be kept for ``PacingSet``;
        empty when it is not paced."""
        campaign = self._campaigns.get(campaign_id)
        return {} if campaign is None or campaign.pacer is None else campaign.pacer.learnt()

    def pacer(self, campaign_id: int) -> Pacer | None:
        """To be looked at only; None: not paced."""
        campaign = self._campaigns.get(campaign_id)
        return None if campaign is None else campaign.pacer

    def abandoned(self, campaign_id: int) -> AbandonCounts | None:
        """Who was served and who dropped within the window of the limit; None: not paced."""
        campaign = self._campaigns.get(campaign_id)
        return None if campaign is None or campaign.pacer is None else campaign.pacer.counts

    def take_leg(self, trunk_ids: Iterable[int], now: datetime) -> int | None:
        """A line for the second leg of a transfer, on the first of these trunks that has one;
        None: no line now (the next one that becomes free is kept for whoever asks again within a
        second). ``free_leg`` gives it back."""
        at = self._clock(now)
        trunks = [self._trunks[trunk_id] for trunk_id in trunk_ids if trunk_id in self._trunks]
        chosen = next((trunk for trunk in trunks if trunk.usable and trunk.free > 0), None)
        for trunk in trunks:
            if trunk.usable:
                trunk.legs_until = at + LEG_MEMORY
                if chosen is None:
                    trunk.leg_waits_until = at + LEG_WAIT
            if trunk is chosen:
                break
        # The wish for a spare line goes out with the next round.
        self._wake = at if self._wake is None else min(self._wake, at)
        if chosen is None:
            return None
        chosen.legs += 1
        chosen.leg_waits_until = 0
        chosen.pace.take(at)
        return chosen.trunk.id

    def free_leg(self, trunk_id: int) -> None:
        """The second leg on that trunk is over."""
        trunk = self._trunks.get(trunk_id)
        if trunk is not None and trunk.legs > 0:
            trunk.legs -= 1
            self._wake = self._now if self._wake is None else min(self._wake, self._now)

    # --- events --------------------------------------------------------------------------------

    def _end(self, dial_id: int, at: int) -> None:
        live = self._placing.end(dial_id)
        if live is None:
            return
        campaign = self._campaigns[live.campaign_id]
        campaign.live -= 1
        campaign.live_ids.discard(live.contact_id)
        campaign.last_change = at
        self._crew.ended(campaign, dial_id, at)
        trunk = self._trunks[live.trunk_id]
        trunk.dials -= 1
        trunk.turnover.count(at)
        charge_end(campaign, trunk, live.charge, at - live.started)
        if campaign.removed or trunk.removed:
            self._forget_removed()

    def _take_claimed(
        self, event: ContactsClaimed, now: datetime, at: int, out: list[DialerCommand]
    ) -> None:
        campaign = self._campaigns.get(event.campaign_id)
        if campaign is None:
            if event.contacts:
                out.append(Release(event.campaign_id, tuple(c.id for c in event.contacts)))
            return
        supply.take_claimed(campaign, event, at)
        sift(campaign, now, at, out)
        if self._stopped or not campaign.running:
            self._release_held(campaign, at, out)
            self._forget_removed()

    def _health_changed(self, event: TrunkHealthChanged) -> None:
        trunk = self._trunks.get(event.trunk_id)
        if trunk is not None:
            trunk.status = event.status
            trunk.detail = event.detail
            trunk.retry_at = event.retry_at

    def _trunks_changed(self, trunks: Iterable[Trunk]) -> None:
        for work in self._trunks.values():
            work.removed = True
        for trunk in trunks:
            known = self._trunks.get(trunk.id)
            if known is None:
                self._trunks[trunk.id] = TrunkWork(trunk)
                continue
            known.removed = False
            if known.trunk != trunk:
                known.trunk = trunk
                # What was found out about it belonged to its old settings.
                known.status, known.detail, known.retry_at = TrunkStatus.UNKNOWN, "", None
        self._resolve()

    def _campaigns_changed(self, campaigns: Iterable[Campaign]) -> None:
        missing = set(self._campaigns)
        for campaign in campaigns:
            missing.discard(campaign.id)
            if campaign.id in self._campaigns:
                self._campaigns[campaign.id].update(campaign)
            else:
                self._campaigns[campaign.id] = CampaignWork(campaign)
        for campaign_id in missing:
            self._campaigns[campaign_id].removed = True
        self._crew.campaigns_changed()
        self._resolve()

    def _resolve(self) -> None:
        by_name = {
            work.trunk.name.casefold(): work for work in self._trunks.values() if not work.removed
        }
        for campaign in self._campaigns.values():
            campaign.resolve_trunks(by_name)
        self._apply_quotas()
        self._forget_removed()

    def _apply_quotas(self) -> None:
        quotas = self._quotas
        for trunk in self._trunks.values():
            trunk.set_quota(None if quotas is None else quotas.get(trunk.key))
        for campaign in self._campaigns.values():
            campaign.set_quota(None if quotas is None else quotas.get(campaign.key))
        self._apply_ceilings()

    def _apply_ceilings(self) -> None:
        ceilings = self._demand.ceilings
        for trunk in self._trunks.values():
            trunk.ceiling = None if ceilings is None else ceilings.get(trunk.key, 0)
        for campaign in self._campaigns.values():
            campaign.ceiling = None if ceilings is None else ceilings.get(campaign.key, 0)

    def _forget_removed(self) -> None:
        """Campaigns and trunks that are over are forgotten with their last call."""
        for campaign in [c for c in self._campaigns.values() if c.removed]:
            if not (campaign.live or campaign.held or campaign.claiming is not None):
                del self._campaigns[campaign.id]
        for trunk in [t for t in self._trunks.values() if t.removed and not t.in_use]:
            del self._trunks[trunk.trunk.id]

    def _release_all(self, at: int, out: list[DialerCommand]) -> None:
        for campaign in self._campaigns.values():
            self._release_held(campaign, at, out)

    def _release_held(self, campaign: CampaignWork, at: int, out: list[DialerCommand]) -> None:
        ids = campaign.drop_held()
        if ids:
            campaign.last_change = at
            out.append(Release(campaign.id, ids))

    # --- the round -----------------------------------------------------------------------------

    def _round(self, now: datetime, at: int, out: list[DialerCommand]) -> None:
        self._wake = self._turn = None
        running: list[CampaignWork] = []
        for campaign in self._campaigns.values():
            if campaign.held:
                supply.let_go(campaign, at, out)
            if campaign.running:
                running.append(campaign)
        if not self._stopped:
            rivals = 0
            for campaign in running:
                self._note_backlog(campaign, running, now)
                rivals += weight(campaign) if campaign.backlogged else 0
            self._wake_at(self._crew.count(running, now, at))
            self._turn = self._placing.place(running, now, at, out)
            self._wake_at(self._turn)
            for campaign in running:
                claim, due = supply.claim(campaign, rivals, now, at)
                if claim is not None:
                    out.append(claim)
                self._wake_at(due)
                out.extend(supply.note_closed(campaign, now))
                if campaign.held:
                    self._wake_at(campaign.held[0].since + supply.HOLD)
                elif not campaign.live:
                    finish = supply.finish(campaign, now)
                    if finish is not None:
                        out.append(finish)
        if self._stopped == "storage":
            return  # there is nobody to ask for lines
        request = self._demand.request(
            self._trunks.values(), self._campaigns.values(), not self._stopped, at
        )
        if request is not None:
            out.append(request)
            self._apply_ceilings()
        self._wake_at(self._demand.wake)

    def _note_backlog(
        self, campaign: CampaignWork, running: list[CampaignWork], now: datetime
    ) -> None:
        plan = supply.plan_of(campaign, now)
        # Before the first outlook: probably, or it would not have been started.
        backlogged = (
            bool(campaign.held) or plan is None or bool(plan.ready)
        ) and campaign.reachable
        if backlogged is not campaign.backlogged:
            note_backlog(campaign, backlogged, running)

    # --- time ----------------------------------------------------------------------------------

    def _clock(self, now: datetime) -> int:
        at = microseconds(now)
        if at < self._now - _CLOCK_JITTER:
            self._clock_set_back(at)
        self._now = at
        return at

    def _clock_set_back(self, at: int) -> None:
        for trunk in self._trunks.values():
            trunk.pace.restart(at)
            trunk.legs_until = trunk.leg_waits_until = 0
        for campaign in self._campaigns.values():
            campaign.clock_set_back(at)
        self._placing.clock_set_back(at)
        self._crew.clock_set_back(at)
        self._demand.restart(at)

    def _wake_at(self, at: int | None) -> None:
        if at is not None and (self._wake is None or at < self._wake):
            self._wake = at
