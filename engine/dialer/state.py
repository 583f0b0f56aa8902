"""What the dialer knows of each trunk and each campaign."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from engine.dialer.model import Outlook
from engine.dialer.pace import SECOND, Pace, Turnover
from engine.dialer.pacing.pacer import Pacer
from engine.dialer.waiting import WaitingPlan
from engine.domain.calling_hours import CallingHours, calling_hours
from engine.domain.campaign import Campaign, CampaignMode, CampaignState
from engine.domain.contact import Contact
from engine.domain.presets import lawful_schedule
from engine.domain.trunk import Trunk, TrunkStatus

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

#: What a call is taken to last until the first ones of its campaign have shown it.
FIRST_GUESS_S = 10.0


def microseconds(moment: datetime) -> int:
    """``moment`` (aware) in microseconds since 1970 UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(at: int) -> datetime:
    """The UTC datetime of ``at`` microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=at)


@dataclass(slots=True)
class TrunkWork:
    """``quota`` None: the database has not told it yet, nothing is dialled."""

    trunk: Trunk
    status: TrunkStatus = TrunkStatus.UNKNOWN
    detail: str = ""
    retry_at: datetime | None = None
    quota: int | None = None
    #: What may be in use while new quotas are asked for (engine.dialer.demand).
    ceiling: int | None = None
    dials: int = 0
    #: Second legs of transfers.
    legs: int = 0
    #: Until then transfers are expected to ask for another leg.
    legs_until: int = 0
    #: Until then somebody waits for a second leg: the next free line is his.
    leg_waits_until: int = 0
    removed: bool = False
    pace: Pace = field(default_factory=Pace)
    turnover: Turnover = field(default_factory=Turnover)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = f"trunk:{self.trunk.id}"

    @property
    def lines(self) -> int:
        return max(0, self.trunk.settings.lines)

    @property
    def in_use(self) -> int:
        return self.dials + self.legs

    @property
    def usable(self) -> bool:
        return not self.removed and self.status is not TrunkStatus.FAILED

    @property
    def free(self) -> int:
        """Lines that this node may take now."""
        most = min(self.quota or 0, self.lines)
        if self.ceiling is not None and self.ceiling < most:
            most = self.ceiling
        return most - self.in_use

    def dial_from(self, at: int) -> int | None:
        """When a new call may take a line, as far as lines go; None: there is none."""
        free = self.free
        if free <= 0:
            return None
        return at if free > 1 else max(at, self.leg_waits_until)

    def set_quota(self, quota: int | None) -> None:
        self.quota = quota
        share = min(1.0, (quota or 0) / self.lines) if self.lines else 0.0
        self.pace.set_rate(max(0.0, self.trunk.settings.calls_per_second) * share)


@dataclass(frozen=True, slots=True)
class Held:
    """A claimed contact that is not dialled yet."""

    contact: Contact
    since: int


@dataclass(slots=True)
class LiveDial:
    campaign_id: int
    contact_id: int
    trunk_id: int
    started: int
    #: What its campaign was charged for it (see engine.dialer.sharing).
    charge: float


class CampaignWork:
    """A campaign as the dialer works on it."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.lines = max(0, campaign.settings.max_lines)
        self.id = campaign.id
        self.key = f"campaign:{campaign.id}"
        self.hours: CallingHours = _hours_of(campaign)
        self.trunks: tuple[TrunkWork, ...] = ()
        self.quota: int | None = None
        self.ceiling: int | None = None
        self.pace = Pace()
        #: Of a campaign with operators (engine.dialer.crew), and how many calls it lets begin now
        #: (None: as many as there are lines).
        self.pacer: Pacer | None = None
        self.allowance: int | None = None
        self.let_go_on()
        self.held: deque[Held] = deque()
        self.held_ids: set[int] = set()
        self.live = 0
        self.live_ids: set[int] = set()
        #: Not among the campaigns that matter any more; kept while calls of it live.
        self.removed = False
        # Supply (engine.dialer.supply)
        self.outlook: Outlook | None = None
        self.outlook_at = 0
        self.plan: WaitingPlan | None = None
        #: ``plan.valid_until`` in microseconds.
        self.plan_until: int | None = None
        #: The limit of the claim that is under way; 0: it only asks for the outlook.
        self.claiming: int | None = None
        self.next_claim = 0
        self.empty_claims = 0
        self.next_look = 0
        self.finish_asked = -1
        #: Zone sets whose closed hours are told already, and until when they are.
        self.told_closed: dict[int, datetime | None] = {}
        # Sharing (engine.dialer.sharing)
        self.usage = 0.0
        self.backlogged = False
        self.typical_s = FIRST_GUESS_S
        # What was last done
        self.last_dial = -60 * SECOND
        self.last_change = 0

    @property
    def running(self) -> bool:
        return not self.removed and self.campaign.state is CampaignState.RUNNING

    @property
    def free_lines(self) -> int:
        """Lines of the campaign that this node may take now."""
        most = min(self.quota or 0, self.lines)
        if self.ceiling is not None and self.ceiling < most:
            most = self.ceiling
        return most - self.live

    @property
    def free(self) -> int:
        """Calls of the campaign that may begin now, as far as its lines and operators go."""
        lines = self.free_lines
        return lines if self.allowance is None else min(lines, self.allowance)

    @property
    def wished_lines(self) -> int:
        """Lines that it can make use of while it has somebody to dial."""
        if self.allowance is None:
            return self.lines
        wished = 0 if self.pacer is None else self.pacer.lines_wanted
        return min(self.lines, max(self.live + max(0, self.allowance), wished))

    def let_go_on(self) -> None:
        """Without a pacer: an automatic campaign is held back by its lines alone, any other does
        not dial by itself."""
        if self.pacer is None:
            automatic = self.campaign.settings.mode is CampaignMode.AUTOMATIC
            self.allowance = None if automatic else 0

    @property
    def reachable(self) -> bool:
        """There is a trunk that works."""
        for trunk in self.trunks:  # noqa: SIM110  # asked several times a round
            if trunk.usable:
                return True
        return False

    def update(self, campaign: Campaign) -> None:
        was_running = self.running
        self.campaign = campaign
        self.lines = max(0, campaign.settings.max_lines)
        self.removed = False
        self.let_go_on()
        hours = _hours_of(campaign)
        if hours is not self.hours:
            self.hours = hours
            self.plan = None
        if self.running and not was_running:
            self.forget_outlook()  # nothing was looked at meanwhile

    def forget_outlook(self) -> None:
        """What waits in the database has to be asked anew."""
        self.outlook = self.plan = self.plan_until = None
        self.next_claim = self.next_look = 0
        self.empty_claims = 0

    def resolve_trunks(self, by_name: Mapping[str, TrunkWork]) -> None:
        names = dict.fromkeys(name.casefold() for name in self.campaign.settings.trunks)
        self.trunks = tuple(by_name[name] for name in names if name in by_name)

    def set_quota(self, quota: int | None) -> None:
        self.quota = quota
        share = min(1.0, (quota or 0) / self.lines) if self.lines else 0.0
        self.pace.set_rate(max(0.0, self.campaign.settings.calls_per_second) * share)

    def hold(self, contacts: Iterable[Contact], now: int) -> None:
        for contact in contacts:
            if contact.id not in self.held_ids and contact.id not in self.live_ids:
                self.held_ids.add(contact.id)
                self.held.append(Held(contact, now))

    def next_held(self) -> Contact:
        contact = self.held.popleft().contact
        self.held_ids.discard(contact.id)
        return contact

    def drop(self, ids: Collection[int]) -> None:
        """Let go of these contacts."""
        self.held = deque(held for held in self.held if held.contact.id not in ids)
        self.held_ids.difference_update(ids)

    def clock_set_back(self, at: int) -> None:
        """Moments of the old clock would keep everything waiting for as long as it was ahead."""
        self.pace.restart(at)
        self.held = deque(Held(held.contact, min(held.since, at)) for held in self.held)
        self.forget_outlook()
        self.last_change = 0
        self.last_dial = min(self.last_dial, at)
        self.finish_asked = -1

    def drop_held(self, until: int | None = None) -> tuple[int, ...]:
        """Let go of the contacts held since ``until`` or longer (None: all); their ids."""
        dropped = []
        while self.held and (until is None or self.held[0].since <= until):
            dropped.append(self.next_held().id)
        return tuple(dropped)


def _hours_of(campaign: Campaign) -> CallingHours:
    return calling_hours(lawful_schedule(campaign.settings))
