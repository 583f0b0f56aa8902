"""Carries what the database says of campaigns and trunks to the dialer, the lines and the calls."""

from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import count

from engine.dialer import model as dial
from engine.domain.campaign import CampaignState
from engine.domain.phone_address import PhoneAddress
from engine.domain.trunk import Trunk
from engine.ivr.compile import needs_transfer
from engine.ports.telephony import Telephony
from engine.service.campaign_watch import Snapshot

#: Live calls of a campaign go on when it is paused; not when it is stopped or archived.
_OVER = frozenset({CampaignState.FINISHED, CampaignState.ARCHIVED, CampaignState.DRAFT})


class CampaignKeeper:
    def __init__(
        self,
        telephony: Telephony,
        feed: Callable[[dial.DialerEvent], None],
        stop_calls: Callable[[int], None],
    ) -> None:
        """``stop_calls(campaign id)`` ends its live calls."""
        self._telephony = telephony
        self._feed = feed
        self._stop_calls = stop_calls
        self._prepared = 0
        #: Trunks that nobody has set up: telephones called by their address.
        self._beside: dict[int, Trunk] = {}
        self.snapshot = Snapshot()

    def add_beside(self, address: PhoneAddress) -> int:
        """A trunk to one telephone, for one call; its id, below 0. ``drop_beside`` it after."""
        # The lowest that is free: lines do not forget a trunk that they have once been told of.
        trunk_id = next(i for i in count(-1, -1) if i not in self._beside)
        self._beside[trunk_id] = Trunk(trunk_id, address.as_trunk(), 0)
        self._set_trunks()
        return trunk_id

    def drop_beside(self, trunk_id: int) -> None:
        if self._beside.pop(trunk_id, None) is not None:
            self._set_trunks()

    def _set_trunks(self) -> None:
        accepting = self.snapshot.incoming.accepting
        trunks = [
            replace(trunk, accepts=accepting.get(trunk.id))
            for trunk in self.snapshot.trunks.values()
        ]
        self._telephony.set_trunks((*trunks, *self._beside.values()))

    def apply(self, snapshot: Snapshot) -> None:
        old, self.snapshot = self.snapshot, snapshot
        if snapshot is old:
            return
        if snapshot.incoming.accepting != old.incoming.accepting:
            self._set_trunks()
        if snapshot.trunks != old.trunks:
            self._set_trunks()
            self._feed(dial.TrunksChanged(tuple(snapshot.trunks.values())))
        # A campaign whose scheme cannot be used must not dial.
        self._feed(dial.CampaignsChanged(tuple(
            c for c in snapshot.campaigns
            if c.state is not CampaignState.RUNNING or c.id in snapshot.dialling
        )))  # fmt: skip
        states = {c.id: c.state for c in snapshot.campaigns}
        for campaign in old.campaigns:
            state = states.get(campaign.id, CampaignState.ARCHIVED)
            if state is not campaign.state and state in _OVER:
                self._stop_calls(campaign.id)
        self.prepare_lines(())

    def prepare_lines(self, resting: Collection[int]) -> None:
        """Tell the lines what to expect; ``resting``: campaigns that will not dial for a while."""
        lines = lines_to_prepare(self.snapshot, resting)
        if lines != self._prepared:
            self._prepared = lines
            self._telephony.prepare(lines)


def lines_to_prepare(snapshot: Snapshot, resting: Collection[int] = ()) -> int:
    """So many calls at once may come: what the campaigns may have together, bounded by their
    trunks; twice as many where a second one may be wanted beside each."""
    wanted = 0
    trunk_ids: set[int] = set()
    beside = 1
    for campaign_id in snapshot.dialling:
        if campaign_id in resting:
            continue
        context = snapshot.contexts[campaign_id]
        trunk_ids.update(context.trunk_ids)
        lines = sum(_lines(snapshot, trunk_id) for trunk_id in context.trunk_ids)
        each = 2 if needs_transfer(context.scheme.compiled) else 1
        beside = max(beside, each)
        wanted += each * min(max(0, context.campaign.settings.max_lines), lines)
    most = beside * sum(_lines(snapshot, trunk_id) for trunk_id in trunk_ids)
    return min(wanted, most)


def _lines(snapshot: Snapshot, trunk_id: int) -> int:
    return max(0, snapshot.trunks[trunk_id].settings.lines)
