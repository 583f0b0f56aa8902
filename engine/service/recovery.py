"""After a crash: what a dead node left behind (architecture: journal before you dial).

Open attempts of a session whose lease has run out become ``interrupted``: they count against the
limits like any other, and the contact waits as the campaign's retry rules say; it is never
redialled blindly. So do the calls of orders. Promised calls wait again, a quarter of an hour.
Claims without an open attempt are simply given back.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from engine.alarms.rules import silent
from engine.dialer.retry import verdict
from engine.domain.attempt import AttemptOutcome
from engine.domain.campaign import CampaignSettings
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.errors import KnownError
from engine.ports.storage import NodeSession, Stores
from engine.service import order_calls
from engine.service.outbox.writing import OutboxWriter
from engine.service.routing import promised_work

log = logging.getLogger(__name__)


def recover(stores: Stores, now: datetime) -> int:
    """Close the open attempts of dead sessions, give their claims back and forget them.

    Runs in one transaction; two nodes doing it at once do it once (the second finds nothing).
    Returns the number of attempts closed.
    """
    interrupted = order_calls.recover(stores, now)
    if interrupted:
        log.warning("%d calls of orders were interrupted by the death of their node", interrupted)
    settings: dict[int, CampaignSettings] = {}
    orphans = stores.attempts.orphans(now)
    for orphan in orphans:
        campaign_id = orphan.attempt.campaign_id
        if campaign_id not in settings:
            settings[campaign_id] = stores.campaigns.get(campaign_id).settings
        rules = settings[campaign_id].retry
        outcome = AttemptOutcome(
            attempt_id=orphan.attempt.id,
            started_at=orphan.started_at,
            answered_at=orphan.answered_at,
            ended_at=now,
            sip_code=200 if orphan.answered_at else None,
            hangup_cause=HangupCause.INTERRUPTED,
            hangup_by=HangupBy.SYSTEM,
            disposition=Disposition.INTERRUPTED,
        )
        contact = orphan.contact
        phone_index = (
            contact.phones.index(orphan.attempt.phone)
            if orphan.attempt.phone in contact.phones
            else 0
        )
        # He was not on the list when he was dialled: he has asked for it in this call, and who
        # asks that is not called at his other numbers either.
        listed = stores.do_not_call.contains(orphan.attempt.phone, campaign_id)
        came_of = Disposition.OPTED_OUT if listed else Disposition.INTERRUPTED
        closed = stores.attempts.close(
            orphan.session_id, outcome, verdict(contact, came_of, phone_index, now, rules)
        )
        rows = OutboxWriter(settings[campaign_id].outbox, orphan.attempt).interrupted(now)
        if closed and rows:
            stores.outbox.add(rows)
    for session in stores.nodes.sessions():
        if session.lease_until < now:
            released = stores.nodes.release_claims(session.id)
            promised = promised_work.give_up(stores, session.id, now)
            if promised:
                log.warning(
                    "%d promised calls were interrupted by the death of their node", promised
                )
            stores.incoming.interrupt(session.id, now)
            stores.nodes.end(session.id)
            # Its row is gone: who looks for alarms would not see that it has died.
            stores.alarms.watch(silent(session.node, session.host, session.lease_until, now), now)
            log.warning("node %s (pid %d) is gone: %d contacts given back",
                        session.node, session.pid, released)  # fmt: skip
    if orphans:
        log.warning("%d attempts were interrupted by the death of their node", len(orphans))
    return len(orphans)


def take_over(stores: Stores, node: str, host: str, now: datetime,
              alive: Callable[[NodeSession], bool]) -> None:  # fmt: skip
    """Before a node begins: give up the dead sessions of the same name, so that a restarted node
    recovers its own at once; refuse to run beside a living one.

    Raises KnownError when a node of this name lives, here or on another host.
    """
    require_dead(stores, node, host, now, alive)
    for session in stores.nodes.sessions(node):
        stores.nodes.give_up(session.id)


def require_dead(stores: Stores, node: str, host: str, now: datetime,
                 alive: Callable[[NodeSession], bool]) -> None:  # fmt: skip
    """Raises KnownError when a node of this name lives, here or on another host."""
    for session in stores.nodes.sessions(node):
        if session.host == host:
            if alive(session):
                raise KnownError(
                    "An engine node named '{node}' already runs on this computer (process"
                    " {process}).",
                    mend="Stop it first, or start this one with another --node NAME.",
                    node=node,
                    process=session.pid,
                )
        elif session.lease_until >= now:
            wait_s = int((session.lease_until - now).total_seconds()) + 1
            raise KnownError(
                "An engine node named '{node}' runs on {host}.",
                mend=(
                    "Start this one with another --node NAME, or, if that one is dead, try again"
                    " in {seconds} s."
                ),
                node=node,
                host=session.host,
                seconds=wait_s,
            )
