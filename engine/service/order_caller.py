"""Calls of orders, led by this node: takes what is due, tells what becomes of it.

A call is taken by one node only and that is committed before its INVITE leaves. After the death of
a node another one (or the same, started again) says that its calls were interrupted
(engine.service.recovery); none of them is dialled again by itself.
"""

import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from engine.domain.outbox import OutboxSettings
from engine.domain.trunk import Trunk
from engine.ivr.model import Prompt, Spoken, Utterance
from engine.orders import calls
from engine.orders.model import CallOutcome, Order, Step, StepKind
from engine.orders.settings import OrderSettings
from engine.ports.orders import StepCall
from engine.ports.storage import Database, Stores
from engine.ports.telephony import TelephonyEvent
from engine.service import order_calls
from engine.service.call_plan import CallServices
from engine.service.journal import Journal
from engine.service.order_call import Ended, OrderCall, Sounds

log = logging.getLogger(__name__)

#: So many are taken in one look.
_PORTION = 20
#: Known so late to be taken, a call is not made any more.
_STALE = timedelta(seconds=15)
#: One that could not be taken is tried again after so many seconds; those behind it go on.
_AGAIN_S = 5.0
_Key = tuple[int, int]


class OrderCaller:
    """``trunks``: as they are set up now; ``works(trunk id)``: False when it is known not to."""

    def __init__(
        self, database: Database, journal: Journal, services: CallServices,
        trunks: Callable[[], Mapping[int, Trunk]], works: Callable[[int], bool],
    ) -> None:  # fmt: skip
        self._database = database
        self._journal = journal
        self._s = services
        self._trunks = trunks
        self._works = works
        self._settings = OrderSettings()
        #: Step → its call; None while it is being prepared.
        self._live: dict[_Key, OrderCall | None] = {}
        self._legs: dict[str, OrderCall] = {}
        #: Steps that could not be taken → when they are looked at again (monotonic).
        self._not_before: dict[_Key, float] = {}
        #: Steps to be broken off before they have begun, and what that makes of them.
        self._unwanted: dict[_Key, CallOutcome] = {}

    @property
    def live(self) -> int:
        return len(self._live)

    def charges(self) -> Sequence[OutboxSettings]:
        """Where charges go, as it was set at the last look."""
        return self._settings.charges

    def handle(self, call_id: str, event: TelephonyEvent) -> bool:
        call = self._legs.get(call_id)
        if call is None:
            return False
        call.handle(event)
        return True

    def stop_all(self) -> None:
        """The engine ends."""
        for key, call in list(self._live.items()):
            if call is None:
                self._unwanted[key] = CallOutcome.INTERRUPTED
            else:
                call.break_off(CallOutcome.INTERRUPTED, self._s.clock.now())

    async def look(self, session_id: int, *, stopping: bool) -> None:
        """Take what is due, break off what is not wanted. Raises StorageUnavailable."""
        now, read_at = self._s.clock.now(), self._s.clock.monotonic()
        self._not_before = {key: at for key, at in self._not_before.items() if at > read_at}
        portion = _PORTION + len(self._not_before)
        settings, due, running = await self._database.run(
            lambda stores: _read(stores, session_id, now, portion)
        )
        self._settings = settings
        for known in running:
            key = (known.order_id, known.step)
            if key not in self._live:
                # It has failed here before it was begun, or its end is being written.
                self._tell_lost(known)
            elif known.withdrawn:
                self._withdraw(key)
        if stopping:
            return
        for wanted in due:
            key = (wanted.order_id, wanted.step)
            if key not in self._live and key not in self._not_before and self._trunk_ids():
                self._live[key] = None
                self._s.spawn(self._serve(key, session_id))
        if due and not self._trunk_ids():
            log.warning("calls of orders wait: there is no trunk that works")

    def _trunk_ids(self) -> tuple[int, ...]:
        trunks = self._trunks()
        names = {trunk.name.casefold(): trunk.id for trunk in trunks.values()}
        wanted = [name.casefold() for name in self._settings.trunks] or list(names)
        ids = [names[name] for name in wanted if name in names]
        return tuple(trunk_id for trunk_id in ids if self._works(trunk_id))

    def _withdraw(self, key: _Key) -> None:
        call = self._live[key]
        if call is None:
            self._unwanted[key] = CallOutcome.WITHDRAWN
        else:
            call.break_off(CallOutcome.WITHDRAWN, self._s.clock.now())

    # --- one call -------------------------------------------------------------------------------

    async def _serve(self, key: _Key, session_id: int) -> None:
        """Raises nothing."""
        order_id, number = key
        clock = self._s.clock
        try:
            # The clock is read when it is taken: the database may have let us wait.
            order = await self._journal.submit(
                "order call",
                lambda s: order_calls.take(s, order_id, number, session_id, clock.now()),
                alone=True,
            )
        except Exception:
            log.exception("step %d of order %d is not called", number, order_id)
            del self._live[key]
            return
        step = None if order is None else order.step(number)
        if order is None or step is None:
            # Another node's, not wanted any more, or it waits for the end of another call.
            self._not_before[key] = clock.monotonic() + _AGAIN_S
            del self._live[key]
            return
        if step.begun_at is None or clock.now() - step.begun_at > _STALE:
            # It was taken, and that was not known here until now.
            self._over(key, step, Ended(CallOutcome.MISSED))
            return
        try:
            await self._begin(key, order, step)
        except Exception as error:
            log.exception("step %d of order %d", number, order_id)
            reason = f"{type(error).__name__}: {error}"
            self._over(key, step, Ended(CallOutcome.NOT_POSSIBLE, reason))

    async def _begin(self, key: _Key, order: Order, step: Step) -> None:
        settings = self._settings
        sounds = await self._sounds(settings, step)
        if key in self._unwanted:
            self._over(key, step, Ended(self._unwanted[key]))
            return
        if step.kind is not StepKind.CONNECT and not sounds.text:
            self._over(key, step, Ended(CallOutcome.NOT_POSSIBLE, "the text cannot be spoken"))
            return
        log.info("order %d, step %d: calling", order.id, step.number)
        name = f"o{order.id}-{step.number}-{uuid.uuid4().hex[:8]}"
        call = OrderCall(
            name, step, settings, self._trunk_ids(), sounds, self._s,
            lambda number: self._may_ring(step, number),
            lambda at: self._joined(key, step, at), lambda end: self._over(key, step, end),
        )  # fmt: skip
        self._live[key] = call
        self._legs |= dict.fromkeys(call.ids, call)
        call.begin()

    def _may_ring(self, step: Step, number: str) -> bool:
        """Seconds pass before A is rung, and as A is rung before B."""
        may_ring = order_calls.hours_of(self._settings)
        return calls.at_an_hour(step, number, self._s.clock.now(), may_ring)

    async def _sounds(self, settings: OrderSettings, step: Step) -> Sounds:
        language = settings.language

        if step.kind is not StepKind.CONNECT:
            return Sounds(text=await self._s.voice.resolve([Spoken(step.text, language)]))
        music: list[Utterance] = (
            [Prompt("music", language, settings.music, "")] if settings.music else []
        )
        said = settings.words("announcement"), settings.words("sorry")
        files = [
            await self._s.voice.resolve([Spoken(text, language)] if text else []) for text in said
        ]
        return Sounds(files[0], await self._s.voice.resolve(music), files[1])

    def _joined(self, key: _Key, step: Step, at: datetime) -> None:
        order_id, number = key
        self._journal.write(
            "order call", lambda s: order_calls.join(s, order_id, number, step.made, at)
        )

    def _over(self, key: _Key, step: Step, end: Ended) -> None:
        order_id, number = key
        call = self._live.pop(key, None)
        self._unwanted.pop(key, None)
        if call is not None:
            for leg in call.ids:
                self._legs.pop(leg, None)
        now = self._s.clock.now()
        log.info("order %d, step %d: %s %s", order_id, number, end.outcome, end.length_s or "")
        self._journal.write(
            "order call",
            lambda s: order_calls.settle(
                s, order_id, number, step.made, end.outcome, end.detail, end.length_s, now
            ),
        )

    def _tell_lost(self, lost: StepCall) -> None:
        now = self._s.clock.now()
        self._journal.write(
            "order call", lambda s: order_calls.interrupted(s, lost.order_id, lost.step, now)
        )


def _read(
    stores: Stores, session_id: int, now: datetime, portion: int
) -> tuple[OrderSettings, list[StepCall], list[StepCall]]:
    orders = stores.orders
    return orders.settings(), orders.due(now, portion), orders.running(session_id)
