"""Asking the database for lines: what this node could use, what it uses, how often it asks.

A node wishes for all lines of a campaign that has something to dial, and of the trunks that the
campaign may take (of one with operators, for as many as these can make use of): the database shares
them out equally among the nodes that wish. Calls per second go with the lines (a node with half of
a trunk's lines makes half of its calls per second), so a wish that followed the number of contacts
at hand would slow the end of every list down.

What a request reports as in use is all that the database keeps for this node in any case; the
rest may be another node's before the answer has come. Until then no more is used than was
reported. So that dialling does not halt for every answer, a little more is reported than is in
use, within the quota: what may be dialled in the meantime. Wallboards are not to show that as lines
in use, so a request says besides how many calls there are.
"""

from collections.abc import Iterable, Mapping
from math import ceil

from engine.dialer.model import RequestLines
from engine.dialer.pace import SECOND
from engine.dialer.state import CampaignWork, TrunkWork

#: Asked again after so long though nothing has changed: other nodes may have come or gone.
RENEWAL = 5 * SECOND
_GAP = SECOND // 2
#: Lines of something that had none so far hold its dialling up altogether.
_URGENT_GAP = SECOND // 10
#: A transfer was asked for: its trunk keeps a spare line in its wish for so long.
LEG_MEMORY = 60 * SECOND
#: Who has asked for a line for a transfer in vain asks again within this time. New calls leave
#: the next free line to him: a subscriber on the line goes before one who is not rung yet.
LEG_WAIT = SECOND
#: An answer takes less than this, as a rule.
_ANSWER_S = 0.25
#: An answer that does not come for so long was lost.
_LOST = 60 * SECOND


class Demand:
    """Decides when a ``RequestLines`` is due and what is in it."""

    def __init__(self, renewal: int = RENEWAL) -> None:
        """``renewal``: microseconds; see ``RENEWAL``."""
        self._renewal = renewal
        self._sent = RequestLines({}, {}, {})
        self._sent_at = -RENEWAL
        self._checked_at = -RENEWAL
        self._quotas: Mapping[str, int] = {}
        #: When the request that is under way was sent.
        self._asked_at: int | None = None
        #: When it wants to be asked again; None: not before something happens.
        self.wake: int | None = None

    @property
    def ceilings(self) -> Mapping[str, int] | None:
        """While a request is under way: what may be in use of each resource; None: no request
        is, the quotas hold."""
        return None if self._asked_at is None else self._sent.in_use

    def granted(self, quotas: Mapping[str, int]) -> None:
        """The answer has come."""
        self._quotas = quotas
        self._asked_at = None

    def restart(self, now: int) -> None:
        """The quotas are void, or the clock was set back: ask as soon as no request is under
        way (its answer could not be told from the next one's)."""
        self._quotas = {}
        if self._asked_at is not None:
            self._asked_at = min(self._asked_at, now)
        self._sent = RequestLines({}, {}, {})
        self._sent_at = self._checked_at = -RENEWAL

    def request(self, trunks: Iterable[TrunkWork], campaigns: Iterable[CampaignWork],
                dialling: bool, now: int) -> RequestLines | None:  # fmt: skip
        """The request to send now, if one is due. ``dialling``: not stopped."""
        if self._asked_at is not None and now < self._asked_at + _LOST:
            self.wake = self._asked_at + _LOST
            return None
        next_check = self._checked_at + _URGENT_GAP
        if now < next_check and any(self._sent.wanted.values()):
            self.wake = next_check
            return None
        self._checked_at = now
        wish = self._wish(trunks, campaigns, dialling, now)
        if not (
            any(wish.wanted.values()) or any(wish.in_use.values())
            or any(self._sent.wanted.values()) or any(self._sent.in_use.values())
        ):  # fmt: skip
            self.wake = None
            return None
        changed = (
            wish.wanted != self._sent.wanted
            or wish.limits != self._sent.limits
            or self._gives_up(wish)
        )
        due = self._sent_at + self._renewal
        if changed:
            due = self._sent_at + (_URGENT_GAP if self._begins(wish) else _GAP)
        if now < due:
            self.wake = due
            return None
        self._sent, self._sent_at = wish, now
        self._asked_at = now
        self.wake = now + _LOST
        return wish

    def _wish(self, trunks: Iterable[TrunkWork], campaigns: Iterable[CampaignWork],
              dialling: bool, now: int) -> RequestLines:  # fmt: skip
        wanted: dict[str, int] = {}
        in_use: dict[str, int] = {}
        limits: dict[str, int] = {}
        calls: dict[str, int] = {}
        #: Trunk → how many lines of it could be used.
        eager: dict[int, int] = {}
        for campaign in campaigns:
            hungry = dialling and campaign.running and campaign.backlogged
            if not (hungry or campaign.running or campaign.live or
                    self._sent.wanted.get(campaign.key)):  # fmt: skip
                continue
            wished = campaign.wished_lines if hungry else 0
            wanted[campaign.key] = max(campaign.live, wished)
            in_use[campaign.key] = self._reported(
                campaign.key, campaign.live, campaign.pace.rate if hungry else 0.0
            )
            limits[campaign.key] = campaign.lines
            calls[campaign.key] = campaign.live
            if hungry:
                for trunk in campaign.trunks:
                    if trunk.usable:
                        paced = campaign.allowance is not None
                        lines = wished if paced else trunk.lines
                        eager[trunk.trunk.id] = eager.get(trunk.trunk.id, 0) + lines
        for trunk in trunks:
            key, number, lines, used = trunk.key, trunk.trunk.id, trunk.lines, trunk.in_use
            wish = min(lines, eager.get(number, used))
            if dialling and now < trunk.legs_until:
                wish = max(wish, min(lines, used + 1))
            wanted[key] = max(wish, used)
            in_use[key] = self._reported(key, used, trunk.pace.rate if number in eager else 0.0)
            limits[key] = 0 if trunk.removed else lines
            calls[key] = used
        return RequestLines(wanted, in_use, limits, calls)

    def _reported(self, key: str, in_use: int, rate: float) -> int:
        quota = self._quotas.get(key, 0)
        return in_use if quota <= in_use else min(quota, in_use + ceil(rate * _ANSWER_S))

    def _begins(self, wish: RequestLines) -> bool:
        """Something is wished for that has no free line yet and was not wished for before."""
        return any(
            count > self._sent.wanted.get(key, 0) and self._quotas.get(key, 0) <= wish.in_use[key]
            for key, count in wish.wanted.items()
        )

    def _gives_up(self, wish: RequestLines) -> bool:
        """More was in use than this node's share, and now it is less: others wait for it."""
        before = self._sent.in_use
        return any(
            before.get(key, 0) > quota and wish.in_use.get(key, 0) < before[key]
            for key, quota in self._quotas.items()
        )
