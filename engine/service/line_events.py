"""What the telephone network tells, brought to whom it concerns; and how trunks are now."""

import logging
from collections.abc import Callable, Sequence
from typing import Protocol

from engine import log_context
from engine.dialer import model as dial
from engine.domain.trunk import TrunkStatus
from engine.ports import telephony as port
from engine.service.dialer_host import DialerHost
from engine.service.incoming_desk import IncomingDesk
from engine.service.journal import Journal
from engine.service.node_lease import NodeLease

log = logging.getLogger(__name__)


class HasCalls(Protocol):
    def handle(self, call_id: str, event: port.TelephonyEvent) -> bool:
        """False: the call is somebody else's."""
        ...


class LineEvents:
    """``take`` is given to the telephony. ``desks``: who has calls, asked in this order; ``fail``
    gets what goes wrong in them."""

    def __init__(
        self, journal: Journal, lease: NodeLease, host: DialerHost, incoming: IncomingDesk,
        desks: Sequence[HasCalls], fail: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        self._journal = journal
        self._lease = lease
        self._host = host
        self._incoming = incoming
        self._desks = desks
        self._fail = fail
        self._trunks: dict[int, port.TrunkStatusChanged] = {}

    def works(self, trunk_id: int) -> bool:
        """False of a trunk that is known to have failed."""
        known = self._trunks.get(trunk_id)
        return known is None or known.status is not TrunkStatus.FAILED

    def note_again(self) -> None:
        """A new session knows of no trunk yet."""
        for event in self._trunks.values():
            self._note(event)

    def take(self, event: port.TelephonyEvent) -> None:
        try:
            with log_context.about(**_what(event)):
                self._route(event)
        except Exception as error:
            self._fail(error)

    def _route(self, event: port.TelephonyEvent) -> None:
        match event:
            case port.TrunkStatusChanged(trunk_id=trunk_id) if trunk_id < 0:
                # A telephone that is called by its address: what becomes of it, its call tells.
                log.info("telephone %d: %s %s", trunk_id, event.status, event.detail)
            case port.TrunkStatusChanged():
                log.info("trunk %d: %s %s", event.trunk_id, event.status, event.detail)
                self._trunks[event.trunk_id] = event
                self._note(event)
                self._host.feed(dial.TrunkHealthChanged(
                    event.trunk_id, event.status, event.detail, event.retry_at))  # fmt: skip
            case port.IncomingCall():
                self._incoming.take(event)
            case port.IncomingCallRefused():
                self._incoming.note_refused(event)
            case port.WorkerLost():
                log.error("line worker %s died with %d calls: %s",
                          event.worker, event.calls, event.detail)  # fmt: skip
            case _:
                for desk in self._desks:
                    if desk.handle(event.call_id, event):
                        break

    def _note(self, event: port.TrunkStatusChanged) -> None:
        session_id = self._lease.session_id
        self._journal.write("trunk", lambda s: s.nodes.set_trunk_status(
            session_id, event.trunk_id, event.status, event.detail, event.at))  # fmt: skip


def _what(event: port.TelephonyEvent) -> dict[str, str | int]:
    """What lines of the log that the event causes are about."""
    match event:
        case port.TrunkStatusChanged() | port.IncomingCallRefused():
            return {"trunk": event.trunk_id}
        case port.WorkerLost():
            return {"worker": event.worker}
        case port.IncomingCall():
            return {"call": event.call_id, "trunk": event.trunk_id}
        case _:
            return {"call": event.call_id}
