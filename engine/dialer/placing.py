"""Choosing the next call: the campaign, its contact, the phone, the trunk."""

from collections.abc import Mapping
from datetime import datetime

from engine.dialer.crew import Crew
from engine.dialer.model import Dial, DialerCommand, Release, Settle
from engine.dialer.retry import next_phone
from engine.dialer.sharing import charge_start
from engine.dialer.state import CampaignWork, LiveDial, TrunkWork
from engine.domain.attempt import ContactVerdict
from engine.domain.contact import Contact, ContactState
from engine.domain.disposition import Disposition


class Placing:
    """Starts calls and remembers those that live."""

    def __init__(
        self, trunks: Mapping[int, TrunkWork], live: dict[int, LiveDial], crew: Crew
    ) -> None:
        self._trunks = trunks
        self._live = live
        self._crew = crew
        self._last_id = 0

    def end(self, dial_id: int) -> LiveDial | None:
        """That call is over; None when it was already."""
        return self._live.pop(dial_id, None)

    def clock_set_back(self, at: int) -> None:
        for live in self._live.values():
            live.started = min(live.started, at)

    def place(
        self, running: list[CampaignWork], now: datetime, at: int, out: list[DialerCommand]
    ) -> int | None:
        """Dial while some campaign has a contact, a line and a turn; the one that has used least
        for its priority goes first. Returns when the next turn of one that only lacks it comes.
        """
        wake: int | None = None
        able = [campaign for campaign in running if campaign.held and campaign.free > 0]
        while able:
            chosen: CampaignWork | None = None
            line: TrunkWork | None = None
            with_line: list[CampaignWork] = []
            for campaign in able:
                trunk, turn = _line(campaign, at)
                if trunk is None:
                    if turn is not None and (wake is None or turn < wake):
                        wake = turn
                    continue
                with_line.append(campaign)
                if chosen is None or campaign.usage < chosen.usage:
                    chosen, line = campaign, trunk
            if chosen is None or line is None:
                break
            contact = _next_contact(chosen, now, at, out)
            if contact is not None:
                out.append(self._start(chosen, contact, line, at))
            # Who had no line or turn in this pass gets none in the next: they only become fewer.
            able = [campaign for campaign in with_line if campaign.held and campaign.free > 0]
        return wake

    def _start(self, campaign: CampaignWork, contact: Contact, trunk: TrunkWork, at: int) -> Dial:
        progress = contact.progress
        index = next_phone(contact.phones, progress.dead_phones, progress.next_phone)
        assert index is not None  # _refusal has looked
        self._last_id += 1
        self._live[self._last_id] = LiveDial(
            campaign.id, contact.id, trunk.trunk.id, at, charge_start(campaign, trunk)
        )
        campaign.live += 1
        campaign.live_ids.add(contact.id)
        campaign.last_dial = at
        campaign.pace.take(at)
        self._crew.dialled(campaign, self._last_id, at)
        trunk.dials += 1
        trunk.pace.take(at)
        return Dial(
            dial_id=self._last_id,
            campaign_id=campaign.id,
            contact=contact,
            phone=contact.phones[index],
            phone_index=index,
            number=progress.attempts + 1,
            trunk_id=trunk.trunk.id,
        )


def sift(campaign: CampaignWork, now: datetime, at: int, out: list[DialerCommand]) -> None:
    """Contacts that can never be dialled are settled at once, though no line be free."""
    refusals = {
        held.contact.id: refusal
        for held in campaign.held
        if (refusal := _refusal(held.contact, campaign, now)) is not None
    }
    if refusals:
        campaign.drop(refusals.keys())
        campaign.last_change = at
        out.extend(refusals.values())


def _line(campaign: CampaignWork, at: int) -> tuple[TrunkWork | None, int | None]:
    """The first of the campaign's trunks that can take its call now; or, where all that is
    missing is a turn, the moment when it comes."""
    turn = campaign.pace.ready_at()
    if turn is None:
        return None, None
    soonest: int | None = None
    for trunk in campaign.trunks:
        line_from = trunk.dial_from(at) if trunk.usable else None
        if line_from is not None:
            ready = trunk.pace.ready_at()
            if ready is None:
                continue
            ready = max(ready, turn, line_from)
            if ready <= at:
                return trunk, None
            if soonest is None or ready < soonest:
                soonest = ready
    return None, soonest


def _next_contact(
    campaign: CampaignWork, now: datetime, at: int, out: list[DialerCommand]
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
        out.append(Release(campaign.id, tuple(closed), hours=True))
    return found


def _refusal(contact: Contact, campaign: CampaignWork, now: datetime) -> Settle | None:
    """Why a claimed contact can never be dialled, if so."""
    progress = contact.progress
    # A promise to call back is kept over and above the attempts that the rules allow.
    promised = progress.outcomes.get(Disposition.CALLBACK, 0)
    if progress.attempts >= campaign.campaign.settings.retry.max_attempts + promised:
        reason = "max_attempts"
    elif next_phone(contact.phones, progress.dead_phones, progress.next_phone) is None:
        reason = "no_phone_left"
    else:
        return None
    verdict = ContactVerdict(ContactState.DONE, progress, now)
    return Settle(campaign.id, contact, verdict, reason)
