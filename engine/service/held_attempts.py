"""Attempts that are open while the operator who has ordered them comes to the telephone. Seconds
pass until then, and what was allowed when the attempt was opened may be forbidden when the contact
is rung: it is all asked once more (``call_limits.forbidden_now``)."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from engine.domain.refusal import Refusal
from engine.ports.storage import Stores
from engine.service.attempt_rows import withdraw
from engine.service.call_limits import Opening, forbidden_now
from engine.service.call_plan import CallServices
from engine.service.call_session import CallSession
from engine.service.dial_watcher import DialWatcher
from engine.service.journal import Journal

log = logging.getLogger(__name__)

#: The database is asked for so long whether the contact may be rung; then he is not. Seconds.
PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class HeldAttempt:
    """``node_session``: of the node, when the attempt was opened."""

    node_session: int
    opening: Opening
    session: CallSession
    watcher: DialWatcher


class HeldAttempts:
    """By the contact's call. ``may_dial(campaign id)``; ``forget(call id)``: nothing comes of that
    call, its dial is over."""

    def __init__(
        self, journal: Journal, services: CallServices, may_dial: Callable[[int], bool],
        forget: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._journal = journal
        self._services = services
        self._may_dial = may_dial
        self._forget = forget
        self._held: dict[str, HeldAttempt] = {}
        #: Those that the database is being asked about.
        self._asked: set[str] = set()

    def hold(self, call_id: str, held: HeldAttempt) -> None:
        self._held[call_id] = held
        held.watcher.opened(held.opening.attempt.id, call_id)

    def place(self, call_id: str) -> None:
        """Ring the contact, if he may be rung still; the watcher is told either way."""
        if call_id in self._held and call_id not in self._asked:
            self._asked.add(call_id)
            self._services.spawn(self._ask(call_id))

    def withdraw(self, call_id: str) -> None:
        """Nobody is to be rung after all; nothing if he is already. The watcher is told nothing
        more."""
        held = self._held.pop(call_id, None)
        if held is None:
            return
        session_id, attempt = held.node_session, held.opening.attempt
        self._journal.write("withdraw", lambda s: withdraw(s, session_id, attempt))
        self._forget(call_id)

    def drop(self, call_id: str, reason: str, refusal: Refusal | None = None) -> bool:
        """False: it is not held."""
        held = self._held.get(call_id)
        if held is None:
            return False
        self.withdraw(call_id)
        log.info("contact %d is not rung: %s", held.opening.contact.id, reason)
        held.watcher.refused(reason, refusal)
        return True

    async def _ask(self, call_id: str) -> None:
        held = self._held[call_id]
        try:
            reason, refusal = await self._forbidden(held)
        except Exception as error:
            log.exception("whether contact %d may be rung", held.opening.contact.id)
            reason, refusal = (
                ("not_confirmed" if isinstance(error, TimeoutError) else "failed"),
                None,
            )
        finally:
            self._asked.discard(call_id)
        if self._held.get(call_id) is not held:
            return  # the operator has gone meanwhile
        if not reason and not self._may_dial(held.opening.attempt.campaign_id):
            reason = "unknown_campaign"
        if reason:
            self.drop(call_id, reason, refusal)
            return
        del self._held[call_id]
        held.watcher.placed()
        held.session.place()

    async def _forbidden(self, held: HeldAttempt) -> tuple[str, Refusal | None]:
        """ "": nothing forbids it."""
        opening, session_id = held.opening, held.node_session
        if not self._may_dial(opening.attempt.campaign_id):
            return "unknown_campaign", None

        def ask(stores: Stores) -> tuple[str, Refusal | None]:
            # The clock is read there and then: the database may have let us wait.
            return forbidden_now(stores, session_id, opening, self._services.clock.now())

        async with asyncio.timeout(PATIENCE_S):
            return await self._journal.submit("ring", ask)
