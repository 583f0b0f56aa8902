"""What a wallboard shows: calls, operators, lines, engines at one moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import perf_counter

from engine.dialer.pacing.model import AbandonCounts
from engine.domain.campaign import Campaign, CampaignMode, CampaignState
from engine.domain.campaign_operators import abandon_limit
from engine.domain.operator import OperatorState
from engine.domain.trunk import TrunkStatus
from engine.ports.storage import ContactCounts, Stores
from engine.reports.statistics import wilson
from rino_desktop import campaign_board, campaign_status
from rino_desktop.seldom import Seldom

#: Width of a column of the retries ahead, and how many there are.
RETRY_STEP = timedelta(minutes=15)
RETRY_STEPS = 12
#: Where no law says otherwise, the limit of lost calls holds for so long.
_WINDOW = timedelta(days=30)
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Abandoned:
    """The share of live answers that no operator took in time, with its 95 % interval. ``limit``:
    what the campaign and its laws allow, within their window."""

    rate: float
    low: float
    high: float
    limit: float
    answers: float

    @property
    def state(self) -> str:
        """``good``, ``near`` (above four fifths of the limit), ``over``."""
        if self.rate > self.limit:
            return "over"
        return "near" if self.rate > 0.8 * self.limit else "good"


@dataclass(frozen=True, slots=True)
class CampaignNow:
    """``calls`` and ``answered``: since the day began. ``why_idle``: in words, None while something
    is dialled. ``abandoned``: None for campaigns without operators."""

    id: int
    name: str
    state: CampaignState
    ringing: int
    with_scheme: int
    talking: int
    calls: int
    answered: int
    left: int
    why_idle: str | None
    abandoned: Abandoned | None
    #: Of its settings: a forecast made for another one is of yesterday.
    revision: int = 0

    @property
    def live(self) -> int:
        return self.ringing + self.with_scheme + self.talking


@dataclass(frozen=True, slots=True)
class OperatorNow:
    """``since``: when the state was entered; ``with_whom``: campaign or queue of the call that
    holds him; ``spent``: state → seconds since the day began."""

    id: int
    name: str
    state: OperatorState
    since: datetime
    reason: str
    with_whom: str
    present: bool
    attempt_id: int | None
    spent: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LineNow:
    name: str
    lines: int
    in_use: int
    status: TrunkStatus
    detail: str


@dataclass(frozen=True, slots=True)
class EngineNow:
    """``alive``: its lease runs."""

    node: str
    host: str
    alive: bool
    live: int


@dataclass(frozen=True, slots=True)
class Wallboard:
    """``quarters``: (beginning of a quarter of an hour, calls, answered) of this day, over all
    campaigns shown. ``incoming``: calls that came in and go on, as ``stages``."""

    at: datetime
    campaigns: tuple[CampaignNow, ...]
    operators: tuple[OperatorNow, ...]
    lines: tuple[LineNow, ...]
    engines: tuple[EngineNow, ...]
    quarters: tuple[tuple[datetime, int, int], ...] = ()
    incoming: tuple[int, int, int] = (0, 0, 0)

    @property
    def stages(self) -> tuple[int, int, int]:
        """Ringing, with the scheme, talking: of all campaigns, and what came in."""
        ringing, with_scheme, talking = self.incoming
        return (
            ringing + sum(c.ringing for c in self.campaigns),
            with_scheme + sum(c.with_scheme for c in self.campaigns),
            talking + sum(c.talking for c in self.campaigns),
        )


class Counting:
    """What a wallboard counts of campaigns seldom, where that takes long: of a million calls or
    contacts it is a second, and one more changes nothing."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._lost: Seldom[Abandoned | None] = Seldom(clock)
        self._left: Seldom[ContactCounts] = Seldom(clock)

    def lost(self, stores: Stores, campaign: Campaign, now: datetime) -> Abandoned | None:
        """None for campaigns without operators."""
        return self._lost.of(
            campaign.id, campaign.revision, now, lambda: abandoned_of(stores, campaign, now)
        )

    def contacts(self, stores: Stores, campaign: Campaign, now: datetime) -> ContactCounts:
        version = campaign.revision, campaign.state
        return self._left.of(campaign.id, version, now, lambda: stores.contacts.counts(campaign.id))


def still_to_call(counts: ContactCounts) -> int:
    return counts.new + counts.waiting_retry + counts.in_progress


def read(
    stores: Stores, now: datetime, day_began: datetime, counting: Counting | None = None
) -> Wallboard:
    """Campaigns under way, whoever is signed in, all trunks and engines. A few indexed rows of
    each; for every second, with the same ``counting``."""
    counting = counting or Counting()
    campaigns = [
        campaign
        for campaign in stores.campaigns.all()
        if campaign.state in (CampaignState.RUNNING, CampaignState.PAUSED)
    ]
    by_node: dict[str, int] = {}
    quarters: dict[datetime, list[int]] = {}
    shown = []
    for campaign in campaigns:
        calls = answered = 0
        for tally in stores.reports.tallies(campaign.id, day_began):
            sums = quarters.setdefault(tally.quarter_at, [0, 0])
            calls, answered = calls + tally.attempts, answered + tally.answered
            sums[0], sums[1] = sums[0] + tally.attempts, sums[1] + tally.answered
        ringing = with_scheme = talking = 0
        for live in stores.monitor.live_calls(campaign.id, now):
            ringing, with_scheme = ringing + live.ringing, with_scheme + live.with_scheme
            talking += live.talking
            held = live.ringing + live.with_scheme + live.talking
            by_node[live.node] = by_node.get(live.node, 0) + held
        counts = counting.contacts(stores, campaign, now)
        left = still_to_call(counts)
        shown.append(
            CampaignNow(
                campaign.id, campaign.name, campaign.state, ringing, with_scheme, talking,
                calls, answered, left,
                campaign_status.why_idle(stores, campaign, counts, now),
                counting.lost(stores, campaign, now), campaign.revision,
            )
        )  # fmt: skip
    incoming = [0, 0, 0]
    for came in stores.monitor.live_incoming(now):
        stages = came.ringing, came.with_scheme, came.talking
        incoming = [known + more for known, more in zip(incoming, stages, strict=True)]
        by_node[came.node] = by_node.get(came.node, 0) + sum(stages)
    return Wallboard(
        now,
        tuple(sorted(shown, key=lambda c: (-c.live, c.name.casefold()))),
        _operators(stores, now, day_began),
        _lines(stores, now),
        tuple(
            EngineNow(s.node, s.host, s.lease_until > now, by_node.get(s.node, 0))
            for s in sorted(stores.nodes.sessions(), key=lambda s: s.node.casefold())
        ),
        tuple((at, *sums) for at, sums in sorted(quarters.items())),  # type: ignore[misc]
        (incoming[0], incoming[1], incoming[2]),
    )


def retries(stores: Stores, campaign_ids: tuple[int, ...], now: datetime) -> tuple[int, ...]:
    """How many contacts become due in each of the next quarters of an hour."""
    first = now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)
    edges = [first + RETRY_STEP * step for step in range(1, RETRY_STEPS + 2)]
    total = [0] * RETRY_STEPS
    for campaign_id in campaign_ids:
        for step, count in enumerate(stores.monitor.retries_ahead(campaign_id, edges)):
            total[step] += count
    return tuple(total)


def day_began(now: datetime) -> datetime:
    """By this computer's clock."""
    return now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def abandoned_of(stores: Stores, campaign: Campaign, now: datetime) -> Abandoned | None:
    """None for campaigns without operators."""
    settings = campaign.settings
    if settings.pacing is None and settings.mode is not CampaignMode.AUTOMATED:
        return None
    windows = [law.abandon.window for law in settings.rules if law.abandon is not None]
    counts = stores.operators.abandon_counts(campaign.id, now - min(windows, default=_WINDOW))
    return abandoned(counts, abandon_limit(settings.abandon_limit, settings.rules))


def abandoned(counts: AbandonCounts, limit: float) -> Abandoned:
    answers = counts.served + counts.estimated_drops
    low, high = wilson(counts.rate, answers)
    return Abandoned(counts.rate, low, high, limit, answers)


def _operators(stores: Stores, now: datetime, began: datetime) -> tuple[OperatorNow, ...]:
    names = {operator.id: operator.name for operator in stores.operators.operators()}
    statuses = [
        status
        for status in stores.operators.statuses()
        if status.operator_id in names and status.state is not OperatorState.LOGGED_OUT
    ]
    spent = stores.monitor.spent_today([s.operator_id for s in statuses], began, now)
    found = []
    for status in statuses:
        hold = status.hold
        found.append(
            OperatorNow(
                status.operator_id, names[status.operator_id], status.state, status.since,
                status.intent.reason if status.state is OperatorState.ON_BREAK else "",
                status.queue if hold is not None else "", status.present,
                hold.attempt_id if hold is not None else None,
                spent.get(status.operator_id, {}),
            )
        )  # fmt: skip
    order = list(OperatorState)
    return tuple(sorted(found, key=lambda o: (order.index(o.state), o.since, o.name.casefold())))


def _lines(stores: Stores, now: datetime) -> tuple[LineNow, ...]:
    trunks = stores.trunks.all()
    used = {each.trunk_id: each.in_use for each in stores.monitor.lines_in_use(now)}
    seen = {line.name: line for line in campaign_board.lines(stores, trunks, now)}
    return tuple(
        LineNow(
            trunk.name, trunk.settings.lines, used.get(trunk.id, 0), seen[trunk.name].status,
            seen[trunk.name].detail,
        )
        for trunk in sorted(trunks, key=lambda trunk: trunk.name.casefold())
    )  # fmt: skip
