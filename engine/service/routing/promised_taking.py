"""Taking a promised call: a line for it, and the database's word that it is this operator's and may
be made; once more when he is on the line, since his telephone may have rung for half a minute."""

import asyncio
import logging

from engine.errors import KnownError
from engine.ports.callbacks import engine_write
from engine.ports.storage import StorageUnavailable
from engine.service import callback_desk
from engine.service.call_plan import LINE_TRIES, LINE_WAIT_S
from engine.service.routing import promised_work as work
from engine.service.routing.manual_refusals import in_words
from engine.service.routing.order_desk import Refused
from engine.service.routing.promised_call import PromisedCall, PromisedParts

log = logging.getLogger(__name__)

#: The database is asked for so long whether the subscriber may be rung; then he is not. Seconds.
PATIENCE_S = 5.0


class PromisedTaking:
    def __init__(self, parts: PromisedParts) -> None:
        self._p = parts

    async def take(self, call: PromisedCall, who: str, order_id: int) -> None:
        """It is ``who``'s, and has a line; else Refused or StorageUnavailable, and it has none."""
        shared, callback_id = self._p.shared, call.callback.id
        session_id, now = shared.session_id(), shared.clock.now()
        write_id = engine_write(session_id)
        call.asked = True
        try:
            call.trunk_id = await self._line(call)
            now = shared.clock.now()
            taken = await shared.database.run(
                lambda stores: work.take(stores, session_id, callback_id, who, now, write_id)
            )
            self._require(taken, call)
        except StorageUnavailable as error:
            self.free(call)
            shared.unsure(str(error))
            # It may have been taken all the same: nobody calls, so it waits as before.
            mine = work.Mine(callback_id, who, now)
            self._p.write("callback", work.give_back(mine, now, callback_desk.new_write_id()))
            raise
        except KnownError as error:
            self.free(call)
            log.info("callback %d is not taken: %s", callback_id, error)
            raise Refused("callback_taken") from error
        except BaseException:
            self.free(call)
            raise
        finally:
            call.asked = False
        call.callback, call.who, call.order_id = taken.callback, who, order_id
        call.claimed_by = session_id if taken.claimed else 0

    async def ask_again(self, call: PromisedCall) -> None:
        """Raises Refused where the subscriber must not be rung after all; the callback is as it
        should be then. StorageUnavailable, TimeoutError: that is not known."""
        shared, mine = self._p.shared, work.mine(call.callback)
        write_id = callback_desk.new_write_id()
        try:
            async with asyncio.timeout(PATIENCE_S):
                taken = await shared.database.run(
                    lambda stores: work.ask_again(stores, mine, shared.clock.now(), write_id)
                )
        except KnownError as error:
            log.info("callback %d is not called: %s", call.callback.id, error)
            raise Refused("callback_taken") from error
        self._require(taken, call)

    def free(self, call: PromisedCall) -> None:
        """Its line, and its contact."""
        claimed_by, call.claimed_by = call.claimed_by, 0
        contact_id = call.callback.contact_id
        if claimed_by and contact_id is not None:
            self._p.write("release", lambda s: s.contacts.release(claimed_by, [contact_id]))
        trunk_id, call.trunk_id = call.trunk_id, 0
        if trunk_id:
            self._p.outside.lines.free_leg(trunk_id)

    @staticmethod
    def _require(taken: work.Taken, call: PromisedCall) -> None:
        refusal, callback = taken.refusal, call.callback
        if refusal is not None:
            told = None if refusal.rule in work.PLAIN else refusal
            code, arguments = in_words(
                refusal.rule, told, callback.phone, taken.settings, callback.zones
            )
            raise Refused(code, **arguments)

    async def _line(self, call: PromisedCall) -> int:
        """One that is asked for is there a moment later (see engine.dialer)."""
        outside = self._p.outside
        trunk_ids = outside.trunk_ids(call.callback.campaign_id or 0)
        for attempt in range(LINE_TRIES):
            if attempt:
                await self._p.shared.clock.sleep(LINE_WAIT_S)
            trunk_id = outside.lines.take_leg(trunk_ids)
            if trunk_id is not None:
                return trunk_id
        raise Refused("no_line")
