"""The dialer: whom to call next, on which trunk, and when.

A state machine without clock, database or network: events and timers in, commands out (see
engine.dialer.model). After each of them it makes one round: give back what cannot be dialled, dial
while there is a contact, a line and a turn, claim more, ask for lines, see whether a campaign is
over. Every round leaves behind when the next one is due at the latest.
"""

from collections.abc import Iterable
from datetime import datetime

from engine.dialer import supply
from engine.dialer.demand import LEG_MEMORY, Demand
from engine.dialer.idle import idle_reason
from engine.dialer.model import (
    AttemptEnded,
    CampaignsChanged,
    ContactsClaimed,
    Dial,
    DialerCommand,
    DialerEvent,
    DiallingResumed,
    DiallingStopped,
    IdleReason,
    LinesGranted,
    OutlookChanged,
    Release,
    Settle,
    TrunkHealthChanged,
    TrunksChanged,
)
from engine.dialer.pace import SECOND
from engine.dialer.retry import next_phone
from engine.dialer.sharing import charge_end, charge_start, note_backlog, weight
from engine.dialer.state import CampaignWork, LiveDial, TrunkWork, microseconds, moment
from engine.domain.attempt import ContactVerdict
from engine.domain.campaign import Campaign
from engine.domain.contact import Contact, ContactState
from engine.domain.trunk import Trunk, TrunkStatus

#: A clock that goes back by more than this was set, not merely jittery.
_CLOCK_JITTER = SECOND


class Dialer:
    """Dials nothing before it has been told campaigns, trunks and quotas."""

    def __init__(self) -> None:
        self._campaigns: dict[int, CampaignWork] = {}
        self._trunks: dict[int, TrunkWork] = {}
        self._quotas: dict[str, int] | None = None
        self._live: dict[int, LiveDial] = {}
        self._demand = Demand()
        self._stopped = ""
        self._last_dial_id = 0
        self._now = 0
        self._wake: int | None = None

    # --- in and out ----------------------------------------------------------------------------

    def handle(self, event: DialerEvent, now: datetime) -> list[DialerCommand]:
        """What to do about an event."""
        at = self._clock(now)
        out: list[DialerCommand] = []
        match event:
            case AttemptEnded(dial_id=dial_id):
                self._end(dial_id, at)
            case ContactsClaimed():
                self._take_claimed(event, at, out)
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
                for campaign in self._campaigns.values():
                    campaign.outlook = campaign.plan = None
                    campaign.next_claim = campaign.next_look = 0
        self._round(now, at, out)
        return out

    def handle_timer(self, now: datetime) -> list[DialerCommand]:
        """What to do now that the time of ``next_timer`` (or a little more) has come."""
        out: list[DialerCommand] = []
        self._round(now, self._clock(now), out)
        return out

    def next_timer(self) -> datetime | None:
        """When ``handle_timer`` wants to be called; None: not before the next event."""
        return None if self._wake is None else moment(self._wake)

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

    def take_leg(self, trunk_ids: Iterable[int], now: datetime) -> int | None:
        """A line for the second leg of a transfer, on the first of these trunks that has one;
        None: no line now (one is asked for, and may be there a second later). ``free_leg`` gives
        it back."""
        at = self._clock(now)
        trunks = [self._trunks[trunk_id] for trunk_id in trunk_ids if trunk_id in self._trunks]
        chosen = next((trunk for trunk in trunks if trunk.usable and trunk.free > 0), None)
        for trunk in trunks:
            if trunk.usable:
                trunk.legs_until = at + LEG_MEMORY
            if trunk is chosen:
                break
        # The wish for a spare line goes out with the next round.
        self._wake = at if self._wake is None else min(self._wake, at)
        if chosen is None:
            return None
        chosen.legs += 1
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
        live = self._live.pop(dial_id, None)
        if live is None:
            return
        trunk = self._trunks[live.trunk_id]
        trunk.dials -= 1
        trunk.turnover.count(at)
        campaign = self._campaigns[live.campaign_id]
        campaign.live -= 1
        campaign.live_ids.discard(live.contact_id)
        campaign.last_change = at
        charge_end(campaign, trunk, live.charge, at - live.started)
        self._forget_removed()

    def _take_claimed(self, event: ContactsClaimed, at: int, out: list[DialerCommand]) -> None:
        campaign = self._campaigns.get(event.campaign_id)
        if campaign is None:
            if event.contacts:
                out.append(Release(event.campaign_id, tuple(c.id for c in event.contacts)))
            return
        supply.take_claimed(campaign, event, at)
        self._sift(campaign, at, out)
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
        campaigns = list(self._campaigns.values())
        self._wake = None
        for campaign in campaigns:
            release = supply.let_go(campaign, at)
            if release is not None:
                out.append(release)
        if any(campaign.removed for campaign in campaigns):
            self._forget_removed()
        running = [campaign for campaign in campaigns if campaign.running]
        if not self._stopped:
            for campaign in running:
                self._note_backlog(campaign, running, now)
            self._dial(running, now, at, out)
            rivals = sum(weight(campaign) for campaign in running if campaign.backlogged)
            for campaign in running:
                self._supply(campaign, rivals, now, at, out)
        request = self._demand.request(
            self._trunks.values(), self._campaigns.values(), not self._stopped, at
        )
        if request is not None:
            out.append(request)
        self._wake_at(self._demand.wake)

    def _note_backlog(
        self, campaign: CampaignWork, running: list[CampaignWork], now: datetime
    ) -> None:
        plan = supply.plan_of(campaign, now)
        # Before the first outlook: probably, or it would not have been started.
        backlogged = campaign.reachable and (
            bool(campaign.held) or plan is None or bool(plan.ready)
        )
        note_backlog(campaign, backlogged, running)

    def _dial(
        self, running: list[CampaignWork], now: datetime, at: int, out: list[DialerCommand]
    ) -> None:
        """Dial while some campaign has a contact, a line and a turn; the one that has used
        least for its priority first."""
        able = [campaign for campaign in running if campaign.held]
        while able:
            chosen: CampaignWork | None = None
            line: TrunkWork | None = None
            waiting: list[CampaignWork] = []
            for campaign in able:
                trunk = self._line(campaign, at)
                if trunk is None:
                    continue
                waiting.append(campaign)
                if chosen is None or campaign.usage < chosen.usage:
                    chosen, line = campaign, trunk
            if chosen is None or line is None:
                return
            contact = self._next_contact(chosen, now, at, out)
            if contact is not None:
                self._start(chosen, contact, line, at, out)
            # Who had no line in this pass gets none in the next: lines only become fewer.
            able = [campaign for campaign in waiting if campaign.held]

    def _line(self, campaign: CampaignWork, at: int) -> TrunkWork | None:
        """The first of the campaign's trunks that can take its call now. Where all that is
        missing is a turn, the next round is due when it comes."""
        if campaign.free <= 0:
            return None
        turn = campaign.pace.ready_at()
        if turn is None:
            return None
        for trunk in campaign.trunks:
            if not trunk.usable or trunk.free <= 0:
                continue
            ready = trunk.pace.ready_at()
            if ready is None:
                continue
            if ready <= at and turn <= at:
                return trunk
            self._wake_at(max(ready, turn))
        return None

    def _next_contact(
        self, campaign: CampaignWork, now: datetime, at: int, out: list[DialerCommand]
    ) -> Contact | None:
        """The next held contact whose hours are open; the others go back as they are."""
        closed: list[int] = []
        found: Contact | None = None
        while campaign.held and found is None:
            contact = campaign.next_held()
            refusal = _refusal(contact, campaign, now)
            if refusal is not None:
                out.append(refusal)
                campaign.last_change = at
            elif campaign.hours.allowed(contact.zones, now):
                found = contact
            else:
                closed.append(contact.id)
        if closed:
            campaign.last_change = at
            out.append(Release(campaign.id, tuple(closed)))
        return found

    def _start(
        self,
        campaign: CampaignWork,
        contact: Contact,
        trunk: TrunkWork,
        at: int,
        out: list[DialerCommand],
    ) -> None:
        progress = contact.progress
        index = next_phone(contact.phones, progress.dead_phones, progress.next_phone)
        assert index is not None  # _refusal has looked
        self._last_dial_id += 1
        dial_id = self._last_dial_id
        charge = charge_start(campaign, trunk)
        self._live[dial_id] = LiveDial(campaign.id, contact.id, trunk.trunk.id, at, charge)
        campaign.live += 1
        campaign.live_ids.add(contact.id)
        campaign.last_dial = at
        campaign.pace.take(at)
        trunk.dials += 1
        trunk.pace.take(at)
        out.append(
            Dial(
                dial_id=dial_id,
                campaign_id=campaign.id,
                contact=contact,
                phone=contact.phones[index],
                phone_index=index,
                number=progress.attempts + 1,
                trunk_id=trunk.trunk.id,
            )
        )

    def _sift(self, campaign: CampaignWork, at: int, out: list[DialerCommand]) -> None:
        """Contacts that can never be dialled are settled at once, though no line be free."""
        refusals = {
            held.contact.id: refusal
            for held in campaign.held
            if (refusal := _refusal(held.contact, campaign, moment(at))) is not None
        }
        if refusals:
            campaign.drop(refusals.keys())
            campaign.last_change = at
            out.extend(refusals.values())

    def _supply(
        self,
        campaign: CampaignWork,
        rivals: int,
        now: datetime,
        at: int,
        out: list[DialerCommand],
    ) -> None:
        claim = supply.claim(campaign, rivals, now, at)
        if claim is not None:
            out.append(claim)
        finish = supply.finish(campaign, now)
        if finish is not None:
            out.append(finish)
        self._wake_at(supply.wake(campaign, rivals, now, at))

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
            trunk.legs_until = 0
        for campaign in self._campaigns.values():
            campaign.clock_set_back(at)
        for live in self._live.values():
            live.started = min(live.started, at)
        self._demand.restart()

    def _wake_at(self, at: int | None) -> None:
        if at is not None and (self._wake is None or at < self._wake):
            self._wake = at


def _refusal(contact: Contact, campaign: CampaignWork, now: datetime) -> Settle | None:
    """Why a claimed contact can never be dialled, if so."""
    progress = contact.progress
    if progress.attempts >= campaign.campaign.settings.retry.max_attempts:
        reason = "max_attempts"
    elif next_phone(contact.phones, progress.dead_phones, progress.next_phone) is None:
        reason = "no_phone_left"
    else:
        return None
    verdict = ContactVerdict(ContactState.DONE, progress, now)
    return Settle(campaign.id, contact, verdict, reason)
