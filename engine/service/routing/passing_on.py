"""Subscribers whom their operators pass on to a number: read as the campaign's country writes it,
and looked up on the do-not-call list, before the operator is let go."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from engine.ports.storage import Database, StorageUnavailable
from engine.service.call_plan import LINE_TRIES, LINE_WAIT_S
from engine.service.incoming_numbers import e164
from engine.service.routing.callers import Caller
from engine.service.routing.floor import Floor
from engine.service.routing.operator_leg import OperatorLeg
from engine.service.routing.order_desk import OrderDesk, Refused
from engine.service.stop_list import StopList

log = logging.getLogger(__name__)


class PassingOn:
    """``country(campaign id)``: in which its numbers are read."""

    def __init__(self, floor: Floor, orders: OrderDesk, database: Database,
                 country: Callable[[int], str],
                 spawn: Callable[[Coroutine[Any, Any, None]], object]) -> None:  # fmt: skip
        self._floor = floor
        self._orders = orders
        self._stop_list = StopList(database)
        self._country = country
        self._spawn = spawn

    def begin(self, order_id: int, caller: Caller, leg: OperatorLeg, typed: str) -> None:
        """The order is answered when the number is rung, or cannot be. Raises Refused: it is no
        number."""
        phone = e164(typed, self._country(caller.request.campaign_id))
        if not phone:
            raise Refused("no_number", number=typed)
        self._spawn(self._serve(order_id, caller, leg, phone))

    async def _serve(self, order_id: int, caller: Caller, leg: OperatorLeg, phone: str) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            listed = await self._stop_list.has(phone, caller.request.campaign_id)
        except (StorageUnavailable, TimeoutError):
            self._orders.refuse(order_id, "list_unread")
            return
        except Exception as error:
            log.exception("order %d", order_id)
            self._orders.refuse(order_id, "failed", reason=f"{type(error).__name__}: {error}")
            return
        code = "do_not_call" if listed else _hindered(caller, leg)
        if code:
            self._orders.refuse(order_id, code, number=phone)
            return
        # A little later than that the workstation says that nothing came of it, and the two talk
        # on: nobody must be passed on then.
        tries = max(1, LINE_TRIES - round((loop.time() - began) / LINE_WAIT_S))
        self._floor.outside.begin(
            caller, leg, phone, lambda rings: self._begun(order_id, caller, leg, rings), tries
        )

    def _begun(self, order_id: int, caller: Caller, leg: OperatorLeg, rings: bool) -> None:
        """The number is rung: the operator is done. False: there is no line."""
        if rings:
            self._floor.hold(caller)
            leg.hang_up()
            self._orders.done(order_id)
        else:
            self._orders.refuse(order_id, _hindered(caller, leg) or "no_line")


def _hindered(caller: Caller, leg: OperatorLeg) -> str:
    """Why he cannot be passed on any more; things may have happened meanwhile."""
    if caller.leg is not leg or leg.over or caller.outside:
        return "no_call"
    return "consulting" if caller.consult is not None else ""
