"""What this node tells the others of each campaign: how many calls live, and why none is begun.

``campaign status`` reads it from the database. What nobody but an administrator can mend is also
logged, at once and again every minute: an engine told to run until all is done must not wait in
silence for a scheme that cannot be used.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from engine.dialer.idle_words import idle_text, to_json
from engine.dialer.model import IdleReason
from engine.domain.campaign import Campaign, CampaignState
from engine.ports.clock import Clock
from engine.service.attempt_desk import AttemptDesk
from engine.service.campaign_watch import Snapshot, unlawful
from engine.service.journal import Journal
from engine.service.node_lease import NodeLease

log = logging.getLogger(__name__)

#: Somebody has to do something.
_TROUBLE = frozenset({"scheme", "preset", "no_trunk", "trunk_failed"})
_REMIND = timedelta(minutes=1)
#: A campaign that will not dial for so long needs no lines kept ready.
_LONG = timedelta(minutes=1)


class ActivityBoard:
    def __init__(
        self,
        journal: Journal,
        lease: NodeLease,
        desk: AttemptDesk,
        clock: Clock,
        idle_reason: Callable[[int], IdleReason | None],
    ) -> None:
        self._journal = journal
        self._lease = lease
        self._desk = desk
        self._clock = clock
        self._idle_reason = idle_reason
        #: What is written already; of the session of that id.
        self._written: dict[int, tuple[str, int]] = {}
        self._session_id = 0
        self._logged: dict[int, tuple[str, datetime]] = {}

    def tick(self, snapshot: Snapshot) -> frozenset[int]:
        """Write what has changed. Returns the running campaigns that rest: those that will not
        dial for a while."""
        if self._session_id != self._lease.session_id:
            self._session_id = self._lease.session_id
            self._written.clear()
        now = self._clock.now()
        resting: set[int] = set()
        seen: set[int] = set()
        for campaign in snapshot.campaigns:
            live = self._desk.live_of(campaign.id)
            running = campaign.state is CampaignState.RUNNING
            if not running and not live and campaign.id not in self._written:
                continue
            seen.add(campaign.id)
            reason = self._reason(campaign, snapshot)
            self._write(campaign.id, reason, live, now)
            if not running:
                if not live:
                    # The last word on it: the row says no more than the campaign's state.
                    del self._written[campaign.id]
                    self._logged.pop(campaign.id, None)
                continue
            self._log(campaign, reason, now)
            if reason is not None and _rests(reason, now):
                resting.add(campaign.id)
        for gone in self._written.keys() - seen:  # archived
            self._write(gone, IdleReason("finished"), 0, now)
            del self._written[gone]
            self._logged.pop(gone, None)
        return frozenset(resting)

    def _reason(self, campaign: Campaign, snapshot: Snapshot) -> IdleReason | None:
        forbidden = unlawful(campaign.settings, "en")
        if campaign.state is CampaignState.RUNNING and forbidden:
            return IdleReason("preset", {"detail": forbidden})
        fault = snapshot.faults.get(campaign.id)
        if campaign.state is CampaignState.RUNNING and fault is not None:
            return IdleReason("scheme", {"detail": fault})
        reason = self._idle_reason(campaign.id)
        if (
            reason is not None
            and reason.code == "retry_later"
            and reason.until is not None
            and self._desk.limit_lifts(campaign.id, reason.until)
        ):
            return IdleReason("preset_limit", {"preset": campaign.settings.preset}, reason.until)
        return reason

    def _write(self, campaign_id: int, reason: IdleReason | None, live: int,
               now: datetime) -> None:  # fmt: skip
        state = "" if reason is None else to_json(reason), live
        if self._written.get(campaign_id) == state:
            return
        self._written[campaign_id] = state
        session_id, idle = self._session_id, state[0]
        self._journal.write(
            "activity", lambda s: s.nodes.set_activity(session_id, campaign_id, idle, live, now)
        )

    def _log(self, campaign: Campaign, reason: IdleReason | None, now: datetime) -> None:
        if reason is None:
            self._logged.pop(campaign.id, None)
            return
        trouble = reason.code in _TROUBLE
        if not trouble and not _rests(reason, now):
            return  # comes and goes with every call
        text, at = self._logged.get(campaign.id, ("", now))
        plain = idle_text(replace(reason, until=None), "en", "UTC", now)
        if text == plain and (not trouble or now - at < _REMIND):
            return
        self._logged[campaign.id] = plain, now
        level = logging.WARNING if trouble else logging.INFO
        words = idle_text(reason, "en", campaign.settings.schedule.timezone, now)
        log.log(level, "campaign %s: %s", campaign.name, words)


def _rests(reason: IdleReason, now: datetime) -> bool:
    if reason.code in ("scheme", "preset", "no_trunk"):
        return True
    return reason.until is not None and reason.until - now > _LONG
