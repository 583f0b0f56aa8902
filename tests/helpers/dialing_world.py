"""A world for the dialer on a virtual clock: contacts in a database, nodes, subscribers.

It keeps the books that the dialer must not be trusted with: who is claimed by whom, who is being
called, when each call started on which trunk. It shares lines among nodes as
``NodeStore.request_lines`` promises (max-min, together never above the limit).
"""

import heapq
import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from engine.dialer import model
from engine.dialer.dialer import Dialer
from engine.dialer.retry import verdict
from engine.domain.attempt import ContactVerdict
from engine.domain.calling_hours import allowed
from engine.domain.campaign import (
    Campaign,
    CampaignSettings,
    CampaignState,
    DayHours,
    RetryRules,
    Schedule,
)
from engine.domain.contact import Contact, ContactProgress, ContactState
from engine.domain.disposition import Disposition
from engine.domain.trunk import Trunk, TrunkSettings
from rino_desktop.presets import shipped

#: A Tuesday, 12:00 in Moscow.
START = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
ROUND_THE_CLOCK = Schedule("Europe/Moscow", DayHours(0, 1440), DayHours(0, 1440))

Answer = tuple[Disposition, float]


def make_trunk(trunk_id: int = 1, *, lines: int = 10, cps: float = 10.0) -> Trunk:
    settings = TrunkSettings(
        name=f"trunk{trunk_id}", proxy="sip:127.0.0.1", lines=lines, calls_per_second=cps
    )
    return Trunk(trunk_id, settings, 1)


def make_campaign(
    campaign_id: int = 1,
    *,
    trunks: tuple[int, ...] = (1,),
    lines: int = 10,
    cps: float = 10.0,
    priority: int = 5,
    schedule: Schedule = ROUND_THE_CLOCK,
    retry: RetryRules | None = None,
    state: CampaignState = CampaignState.RUNNING,
    preset: str = "",
) -> Campaign:
    settings = CampaignSettings(
        name=f"campaign{campaign_id}",
        trunks=tuple(f"trunk{trunk_id}" for trunk_id in trunks),
        max_lines=lines,
        calls_per_second=cps,
        priority=priority,
        schedule=schedule,
        retry=retry or RetryRules(max_attempts=1),
        preset=preset,
        rules=shipped().resolve(preset, START.date()),
    )
    return Campaign(campaign_id, settings, state, 1)


def make_contact(
    contact_id: int,
    campaign_id: int = 1,
    *,
    phones: tuple[str, ...] | None = None,
    zones: tuple[str, ...] = (),
    next_at: datetime = START,
    progress: ContactProgress | None = None,
) -> Contact:
    return Contact(
        id=contact_id,
        campaign_id=campaign_id,
        phones=phones or (f"+7912{contact_id:07d}",),
        zones=zones,
        fields={},
        state=ContactState.NEW,
        progress=progress or ContactProgress(),
        next_at=next_at,
    )


@dataclass
class Call:
    node: "Node"
    dial: model.Dial
    started: datetime
    ended: datetime | None = None


@dataclass
class Node:
    name: str
    dialer: Dialer = field(default_factory=Dialer)
    #: What the database keeps for it of each resource.
    kept: dict[str, int] = field(default_factory=dict)
    wanted: Mapping[str, int] = field(default_factory=dict)
    legs: list[int] = field(default_factory=list)


class World:
    """``answer(dial)`` says how a call goes: disposition and seconds."""

    def __init__(
        self,
        campaigns: Iterable[Campaign],
        trunks: Iterable[Trunk],
        contacts: Iterable[Contact],
        *,
        nodes: int = 1,
        answer: Callable[[model.Dial], Answer] = lambda dial: (Disposition.COMPLETED, 5.0),
        latency_s: float = 0.02,
        poll_s: float = 2.0,
        seed: int = 0,
        lateness_s: float = 0.0,
        calls_keep_quota: bool = False,
    ) -> None:
        self.now = START
        self.campaigns = {campaign.id: campaign for campaign in campaigns}
        self.trunks = {trunk.id: trunk for trunk in trunks}
        self.contacts: dict[int, Contact] = {}
        #: Campaign → those that are not done: a night of looks goes over few.
        self._left: dict[int, set[int]] = defaultdict(set)
        self.add(contacts)
        self.claimed: dict[int, Node] = {}
        self.calling: dict[int, Call] = {}
        self.calls: list[Call] = []
        self.claims: list[tuple[datetime, model.Claim, int]] = []
        self.settled: list[model.Settle] = []
        self.requests = 0
        self.finished: list[int] = []
        self.finish_asked = 0
        self.random = random.Random(seed)
        self.answer = answer
        self.latency_s = latency_s
        #: How often each node looks into the database; may be changed on the way.
        self.poll_s = poll_s
        #: The database counts lines that are in use into the quota it grants.
        self.calls_keep_quota = calls_keep_quota
        self.lateness_s = lateness_s
        self.steps = 0
        self._queue: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._timers: dict[str, int] = {}
        self.nodes = [Node(f"node{number}") for number in range(nodes)]
        for node in self.nodes:
            self.feed(node, model.TrunksChanged(tuple(self.trunks.values())))
            self.feed(node, model.CampaignsChanged(tuple(self.campaigns.values())))
            self.after(poll_s, lambda node=node: self._poll(node))

    # --- time ----------------------------------------------------------------------------------

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        at = self.now + timedelta(seconds=seconds)
        heapq.heappush(self._queue, (at, next(self._order), action))

    def run(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        end = self.now + timedelta(seconds=seconds)
        while self._queue and self._queue[0][0] <= end and not until():
            self.now, _, action = heapq.heappop(self._queue)
            self.steps += 1
            assert self.steps < 500_000, "the dialer spins"
            action()
        if not until():
            self.now = max(self.now, end)

    def feed(self, node: Node, event: model.DialerEvent) -> None:
        self._obey(node, node.dialer.handle(event, self.now))

    def feed_all(self, event: model.DialerEvent) -> None:
        for node in self.nodes:
            self.feed(node, event)

    def set_state(self, campaign_id: int, state: CampaignState) -> None:
        self.campaigns[campaign_id] = replace(self.campaigns[campaign_id], state=state)
        self.feed_all(model.CampaignsChanged(tuple(self.campaigns.values())))

    def _set_timer(self, node: Node) -> None:
        when = node.dialer.next_timer()
        number = self._timers[node.name] = self._timers.get(node.name, 0) + 1
        if when is None:
            return

        def fire() -> None:
            if self._timers[node.name] == number:
                self._obey(node, node.dialer.handle_timer(self.now))

        late = self.random.uniform(0, self.lateness_s) if self.lateness_s else 0.0
        self.after(max(0.0, (when - self.now).total_seconds()) + late, fire)

    # --- the database --------------------------------------------------------------------------

    def outlook(self, campaign_id: int, node: Node) -> model.Outlook:
        zones: dict[tuple[str, ...], datetime | None] = {}
        elsewhere = 0
        for contact_id in sorted(self._left[campaign_id]):
            if contact_id in self.claimed:
                elsewhere += self.claimed[contact_id] is not node
                continue
            contact = self.contacts[contact_id]
            known = zones.get(contact.zones)
            zones[contact.zones] = min(known or contact.next_at, contact.next_at)
        waiting = tuple(
            model.ZoneWaiting(zone_set_id(zones_), zones_, earliest)
            for zones_, earliest in zones.items()
        )
        return model.Outlook(waiting, elsewhere, self.now)

    def _claim(self, node: Node, command: model.Claim) -> None:
        due = sorted(
            (
                contact
                for contact in map(self.contacts.__getitem__, self._left[command.campaign_id])
                if command.limit  # else it only looks
                and contact.id not in self.claimed
                and contact.next_at <= self.now
                and zone_set_id(contact.zones) in command.zone_set_ids
            ),
            key=lambda contact: (contact.state is ContactState.NEW, contact.next_at, contact.id),
        )[: command.limit]
        for contact in due:
            self.claimed[contact.id] = node
        self.claims.append((self.now, command, len(due)))
        outlook = self.outlook(command.campaign_id, node)
        self.after(
            self.latency_s,
            lambda: self.feed(
                node, model.ContactsClaimed(command.campaign_id, tuple(due), outlook)
            ),
        )

    def _poll(self, node: Node) -> None:
        for campaign in self.campaigns.values():
            if campaign.state is CampaignState.RUNNING:
                outlook = self.outlook(campaign.id, node)
                self.feed(node, model.OutlookChanged(campaign.id, outlook))
        self.after(self.poll_s, lambda: self._poll(node))

    def add(self, contacts: Iterable[Contact]) -> None:
        for contact in contacts:
            self.contacts[contact.id] = contact
            self._note_left(contact)

    def settle(self, contact: Contact, outcome: ContactVerdict) -> None:
        self.claimed.pop(contact.id, None)
        self.contacts[contact.id] = settled = replace(
            contact, state=outcome.state, progress=outcome.progress, next_at=outcome.next_at
        )
        self._note_left(settled)

    def _note_left(self, contact: Contact) -> None:
        left = self._left[contact.campaign_id]
        if contact.state in (ContactState.NEW, ContactState.WAITING_RETRY):
            left.add(contact.id)
        else:
            left.discard(contact.id)

    def _request_lines(self, node: Node, request: model.RequestLines) -> None:
        """The request is served half a latency later, its answer arrives after the other half:
        what a node does meanwhile must not break the limits."""
        self.requests += 1

        def serve() -> None:
            node.wanted = {k: max(v, request.in_use[k]) for k, v in request.wanted.items()}
            granted = {}
            for key, limit in request.limits.items():
                wishes = {other.name: other.wanted.get(key, 0) for other in self.nodes}
                share = max_min(wishes, limit)[node.name]
                others = sum(other.kept.get(key, 0) for other in self.nodes if other is not node)
                granted[key] = max(0, min(share, limit - others))
                node.kept[key] = max(granted[key], request.in_use[key])
                if self.calls_keep_quota:
                    granted[key] = node.kept[key]
            self.after(self.latency_s / 2, lambda: self.feed(node, model.LinesGranted(granted)))

        self.after(self.latency_s / 2, serve)

    def in_use(self, node: Node, key: str) -> int:
        kind, _, number = key.partition(":")
        calls = [call for call in self.calling.values() if call.node is node]
        if kind == "campaign":
            return sum(call.dial.campaign_id == int(number) for call in calls)
        return sum(call.dial.trunk_id == int(number) for call in calls) + node.legs.count(
            int(number)
        )

    # --- commands ------------------------------------------------------------------------------

    def _obey(self, node: Node, commands: list[model.DialerCommand]) -> None:
        for command in commands:
            match command:
                case model.Dial():
                    self._dial(node, command)
                case model.Claim():
                    assert self.campaigns[command.campaign_id].state is CampaignState.RUNNING
                    self.after(
                        self.latency_s / 2, lambda command=command: self._claim(node, command)
                    )
                case model.RequestLines():
                    self._request_lines(node, command)
                case model.Settle():
                    assert self.claimed[command.contact.id] is node
                    assert command.contact.id not in self.calling
                    self.settled.append(command)
                    self.settle(command.contact, command.verdict)
                case model.Release():
                    for contact_id in command.contact_ids:
                        assert self.claimed.pop(contact_id) is node
                        assert contact_id not in self.calling
                case model.FinishCampaign(campaign_id=campaign_id):
                    self._finish(campaign_id)
        self._set_timer(node)

    def _finish(self, campaign_id: int) -> None:
        self.finish_asked += 1
        over = not any(
            contact.campaign_id == campaign_id
            and (contact.id in self.claimed or contact.id in self._left[campaign_id])
            for contact in self.contacts.values()
        )
        if over and campaign_id not in self.finished:
            self.finished.append(campaign_id)
            self.after(0.0, lambda: self.set_state(campaign_id, CampaignState.FINISHED))

    def _dial(self, node: Node, dial: model.Dial) -> None:
        contact, campaign = dial.contact, self.campaigns[dial.campaign_id]
        assert self.claimed.get(contact.id) is node, "dialled without a claim"
        assert contact.id not in self.calling, "called twice at once"
        assert campaign.state is CampaignState.RUNNING
        assert contact.progress.attempts < campaign.settings.retry.max_attempts
        assert dial.number == contact.progress.attempts + 1
        assert dial.phone == contact.phones[dial.phone_index]
        assert dial.phone_index not in contact.progress.dead_phones
        assert allowed(contact.zones, campaign.settings.schedule, self.now)
        trunk = self.trunks[dial.trunk_id]
        assert trunk.name in campaign.settings.trunks
        call = Call(node, dial, self.now)
        self.calling[contact.id] = call
        self.calls.append(call)
        for key, limit in (
            (f"trunk:{trunk.id}", trunk.settings.lines),
            (f"campaign:{campaign.id}", campaign.settings.max_lines),
        ):
            assert self.in_use(node, key) <= node.kept.get(key, 0), f"above the quota of {key}"
            assert sum(self.in_use(other, key) for other in self.nodes) <= limit
        disposition, seconds = self.answer(dial)
        self.after(seconds, lambda: self._end(call, disposition))

    def _end(self, call: Call, disposition: Disposition) -> None:
        dial = call.dial
        call.ended = self.now
        del self.calling[dial.contact.id]
        rules = self.campaigns[dial.campaign_id].settings.retry
        self.settle(
            dial.contact,
            verdict(dial.contact, disposition, dial.phone_index, self.now, rules),
        )
        self.feed(call.node, model.AttemptEnded(dial.dial_id))

    def all_over(self) -> bool:
        return all(c.state is CampaignState.FINISHED for c in self.campaigns.values())


@cache
def zone_set_id(zones: tuple[str, ...]) -> int:
    return sum(map(ord, "".join(zones))) + 1


def max_min(wishes: Mapping[str, int], limit: int) -> dict[str, int]:
    """Equal shares; who wishes for less leaves the rest to the others."""
    shares = dict.fromkeys(wishes, 0)
    left = limit
    while left > 0:
        hungry = [name for name in sorted(wishes) if shares[name] < wishes[name]]
        if not hungry:
            break
        for name in hungry[: max(1, left)]:
            if left > 0:
                shares[name] += 1
                left -= 1
    return shares


def assert_rate(starts: list[datetime], rate: float, *, nodes: int = 1) -> None:
    """In no second, wherever it begins, are there more starts than the rate says (and one more
    for each further node: they do not know of each other's moments)."""
    allowed_count = rate + (nodes if nodes > 1 else 0)
    moments = sorted(starts)
    for index, moment in enumerate(moments):
        window = [m for m in moments[index : index + int(allowed_count) + 2]
                  if m - moment < timedelta(seconds=max(1.0, 1 / rate))]  # fmt: skip
        assert len(window) <= max(1, allowed_count), f"{len(window)} in a second"


def by_campaign(calls: Iterable[Call]) -> dict[int, list[Call]]:
    found: dict[int, list[Call]] = defaultdict(list)
    for call in calls:
        found[call.dial.campaign_id].append(call)
    return found
