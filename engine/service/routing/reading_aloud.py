"""What an operator has read out to his subscriber: a number of the directory, say.

The subscriber hears it while the two stay joined; an operator who hangs up meanwhile is free at
once, and the subscriber's scheme goes on when all has been read.
"""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from engine.ivr.model import Spoken
from engine.ports import telephony as port
from engine.service.call_plan import Voice
from engine.service.routing.callers import Caller
from engine.service.routing.order_desk import OrderDesk

log = logging.getLogger(__name__)

#: Ids of these playbacks lie below those of sessions; each is one less than that before.
_FIRST = -1000
LONGEST = 1000


@dataclass(slots=True, eq=False)
class _Reading:
    caller: Caller
    playback_id: int


class ReadingAloud:
    """``alive(caller)``: he is on the line still. ``over(caller)``: all has been read, or nothing
    more will be."""

    def __init__(self, telephony: port.Telephony, voice: Voice, orders: OrderDesk,
                 spawn: Callable[[Coroutine[Any, Any, None]], object],
                 alive: Callable[[Caller], bool],
                 over: Callable[[Caller], None]) -> None:  # fmt: skip
        self._telephony = telephony
        self._voice = voice
        self._orders = orders
        self._spawn = spawn
        self._alive = alive
        self._over = over
        self._readings: dict[str, _Reading] = {}
        self._next = _FIRST

    def begin(self, order_id: int, caller: Caller, text: str, language: str) -> None:
        """The order is answered when it begins, or cannot. A newer text takes the place of one
        that is being read."""
        reading = _Reading(caller, self._next)
        self._next -= 1
        self._readings[caller.request.call_id] = reading
        caller.reading = True
        self._spawn(self._speak(order_id, reading, Spoken(text, language)))

    async def _speak(self, order_id: int, reading: _Reading, said: Spoken) -> None:
        caller = reading.caller
        call_id = caller.request.call_id
        try:
            files = await self._voice.resolve([said])
        except Exception:
            log.exception("call %s: a text cannot be read out", call_id)
            files = []
        if not self._alive(caller):
            self._orders.refuse(order_id, "no_call")
        elif self._readings.get(call_id) is not reading:
            self._orders.done(order_id)  # the newer one is read instead
        elif not files:
            self._orders.refuse(order_id, "cannot_speak")
            self._end(call_id)
        else:
            self._telephony.play(call_id, reading.playback_id, files)
            self._orders.done(order_id)

    def handle(self, call_id: str, event: port.TelephonyEvent) -> bool:
        """False: the event is of none of these."""
        if not isinstance(event, port.PlaybackEnded) or event.playback_id > _FIRST:
            return False
        if event.error:
            log.error("call %s: a text could not be read out: %s", call_id, event.error)
        reading = self._readings.get(call_id)
        if reading is not None and reading.playback_id == event.playback_id:
            self._end(call_id)
        return True

    def gone(self, call_id: str) -> None:
        """The subscriber is not here any more. May be repeated."""
        reading = self._readings.pop(call_id, None)
        if reading is not None:
            reading.caller.reading = False

    def _end(self, call_id: str) -> None:
        caller = self._readings.pop(call_id).caller
        caller.reading = False
        if self._alive(caller):
            self._over(caller)
