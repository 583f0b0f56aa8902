"""``rmt.desk.Desk`` over the shared database: a connection of its own, its thread, and patience.

What comes from other computers is heard by the database's event and looked for besides; a database
that is away is tried again for ever, and what was saved meanwhile waits in files.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from engine.domain.hearing import SuperviseMode
from engine.domain.operator import OperatorStatus
from engine.errors import KnownError, Phrase
from engine.ports.operators import OrderKind, operator_event
from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.routing import wish_codec
from engine.routing.actions import SignIn, SignOut, Wish
from engine.routing.call_orders import CallDo
from rino_desktop import workstation_reads as reads
from rino_desktop.engine_pulse import EnginePulse
from rino_desktop.forms_of_calls import FormsOfDatabase
from rino_desktop.repeated_bug import RepeatedBug
from rino_desktop.result_sending import ResultSending
from rino_desktop.ui.tasks import Tasks
from rino_desktop.unsaved_answers import UnsavedAnswers
from rino_desktop.unsent_results import OpenCard, UnsentResult, UnsentResults
from rmt.cards import Card
from rmt.desk import AnswerNews, DayNews, LinkNews, News, RowNews, RulesNews, SupervisedNews
from rmt.facts import CardFacts
from rmt.pending import CONSULT_S, NOT_CONFIRMED, RUNG_S

T = TypeVar("T")
log = logging.getLogger(__name__)
BEAT_S = 4.0
_LOOK_S, _LOOK_FOR_ANSWERS_S = 2.0, 0.3
_FIRST_RETRY_S, _LAST_RETRY_S = 0.5, 8.0
_DAY_S = 20.0
#: So long an engine's answer is waited for, if what is ordered has nobody to be rung first.
_ORDER_LIVES_S = 35.0
#: Whoever has signed in elsewhere is given so long to be taken; else this session goes on.
_RESEAT_S = 8.0
_FAREWELL_S = 2.0
_AWAY = (StorageUnavailable, KnownError)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits at which workstation; ``token`` is of this session."""

    operator_id: int
    user: str
    workstation: str
    token: str


def new_token() -> str:
    return secrets.token_urlsafe(24)


class WorkstationDesk:
    """``open_database`` blocks, and raises KnownError or StorageUnavailable; ``failed`` is told of
    bugs. Call everything in one event loop."""

    def __init__(
        self, seat: Seat, open_database: Callable[[], Database], results: UnsentResults,
        answers: UnsavedAnswers, failed: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        self.operator_id, self.token = seat.operator_id, seat.token
        self.workstation = seat.workstation
        self._open_database = open_database
        self._results = results
        self._tasks = Tasks(failed)
        self._failed, self._bug = failed, RepeatedBug(failed)
        self._database: Database | None = None
        self._tell: Callable[[News], None] = lambda _news: None
        self._wake = asyncio.Event()
        self._outgoing: asyncio.Queue[Callable[[], Coroutine[Any, Any, None]]] = asyncio.Queue()
        #: Order's number → its key and until when it is asked for.
        self._orders: dict[int, tuple[str, float]] = {}
        self._address = ""
        #: A session was begun and nobody has taken its place.
        self._seated = False
        #: Since when no session of ours is there although the operator's row still has it.
        self._displaced_at: float | None = None
        self._next_beat = 0.0
        self._link = LinkNews(False, False, 0)
        self._link_told = False
        self._revision = -1
        #: The card of the call that rings, read with the row that told of it; held while they are.
        self._ahead: CardFacts | None = None
        self._supervisors: tuple[tuple[str, SuperviseMode], ...] = ()
        self._looking = asyncio.Lock()
        self._next_day = self._next_rules = 0.0
        self._pulse = EnginePulse()
        self._sending = ResultSending(
            results, self._send_result, self._say_unsent, self.look_at_day, failed
        )
        self.forms = FormsOfDatabase(self, seat.user, answers)

    # -- from and to the window ------------------------------------------------------------------

    def start(self, on_news: Callable[[News], None]) -> None:
        self._tell = on_news
        for work in (self._watch(), self._send(), self._sending.run()):
            self._tasks.start(work)

    async def stop(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_FAREWELL_S):
                await self._sending.last_try()
        if self._seated and self._database is not None:
            with suppress(TimeoutError, *_AWAY):
                async with asyncio.timeout(_FAREWELL_S):
                    await self.run(self._say_farewell)
        await self._tasks.end()
        database, self._database = self._database, None
        if database is not None:
            await asyncio.to_thread(database.close)

    def _say_farewell(self, stores: Stores) -> None:
        """Who closes the program has gone; a workstation that dies leaves its operator as he is."""
        wish = wish_codec.wish_to_json(SignOut())
        now = datetime.now(UTC)
        stores.operators.order(self.operator_id, self.token, OrderKind.WISH, wish, now)
        stores.operators.end_session(self.operator_id, self.token)

    def be_at(self, address: str) -> None:
        if address != self._address:
            self._address, self._next_beat = address, 0.0
            self._wake.set()

    def wish(self, key: str, wish: Wish) -> None:
        asked = time.monotonic()

        async def send() -> None:
            if isinstance(wish, SignIn):
                await self._begin_session()
            await self._post(key, OrderKind.WISH, wish_codec.wish_to_json(wish), "", asked)

        self._outgoing.put_nowait(send)

    def order(self, key: str, kind: OrderKind, arguments: Mapping[str, object], node: str) -> None:
        asked = time.monotonic()
        self._outgoing.put_nowait(lambda: self._post(key, kind, arguments, node, asked))

    async def card(self, attempt_id: int) -> CardFacts | None:
        """Whoever waits for it goes on without it (``rmt.call_taking.CARD_S``): it comes later."""
        pause = _FIRST_RETRY_S
        while True:
            try:
                async with self._looking:
                    ahead = self._ahead
                if ahead is not None and ahead.card.attempt_id == attempt_id:
                    return ahead
                return await self.run(lambda stores: reads.card(stores, attempt_id))
            except _AWAY as error:
                log.warning("the card of attempt %d cannot be read: %s", attempt_id, error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LAST_RETRY_S)

    def keep_result(self, attempt_id: int, result: str, note: str, finish: bool) -> None:
        kept = UnsentResult(attempt_id, result, note, finish, datetime.now(UTC))
        self._tasks.start(self._sending.keep(kept))

    def remember(self, cards: list[Card]) -> None:
        kept = [OpenCard(c.attempt_id, c.phone, c.note, c.opened_at) for c in cards]

        async def keep() -> None:
            try:
                await asyncio.to_thread(self._results.keep_cards, kept)
            except OSError as error:  # forms have a place of their own; this is the second one
                log.warning("open cards are not kept on this computer: %s", error)

        self._tasks.start(keep())

    async def remembered(self) -> list[Card]:
        sent = {each.attempt_id for each in await asyncio.to_thread(self._results.all)}
        cards = await asyncio.to_thread(self._results.cards)
        return [
            Card(each.attempt_id, each.phone, each.opened_at, note=each.note)
            for each in cards
            if each.attempt_id not in sent
        ]

    def read_message(self, message_id: int) -> None:
        async def read() -> None:
            now = datetime.now(UTC)
            with suppress(*_AWAY):
                await self.run(
                    lambda s: s.operators.read_message(message_id, self.operator_id, now)
                )
                self._next_day = 0.0
                self._wake.set()

        self._outgoing.put_nowait(read)

    async def run(self, work: Callable[[Stores], T]) -> T:
        """StorageUnavailable, also while no connection could be made yet."""
        if self._database is None:
            raise StorageUnavailable(Phrase("the database is not open"))
        return await self._database.run(work)

    # -- what it does by itself ------------------------------------------------------------------

    async def _watch(self) -> None:
        pause = _FIRST_RETRY_S
        while True:
            try:
                await self._connect()
                await self._look()
                pause = _FIRST_RETRY_S
                wait = _LOOK_FOR_ANSWERS_S if self._orders else _LOOK_S
            except _AWAY as error:
                if self._link.database:
                    log.warning("the database is away: %s", error)
                self._say_link(database=False, engine=False)
                wait, pause = pause, min(2 * pause, _LAST_RETRY_S)
            except Exception as error:  # a workstation that hears nothing more would not know it
                self._bug.tell(error)
                wait, pause = pause, min(2 * pause, _LAST_RETRY_S)
            else:
                self._bug.over()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._wake.wait()
            self._wake.clear()

    async def _connect(self) -> None:
        if self._database is None:
            database = await asyncio.to_thread(self._open_database)
            loop = asyncio.get_running_loop()

            def wake() -> None:
                with suppress(RuntimeError):  # the loop has ended
                    loop.call_soon_threadsafe(self._wake.set)

            try:
                await asyncio.to_thread(database.listen, wake, operator_event(self.operator_id))
            except BaseException:
                await asyncio.to_thread(database.close)
                raise
            self._database = database

    async def _look(self) -> None:
        clock, now = time.monotonic(), datetime.now(UTC)
        beat = None
        if self._seated and clock >= self._next_beat:
            beat, self._next_beat = (self.token, self._address), clock + BEAT_S
        asked = list(self._orders)
        try:
            async with self._looking:
                found = await self.run(
                    lambda s: reads.turn(s, self.operator_id, asked, beat, self._ahead)
                )
                self._ahead = found.card
        except BaseException:
            self._next_beat = 0.0
            raise
        self._seated = self._seated and found.valid
        self._say_link(database=True, engine=self._pulse.lives(found.engines, now, clock))
        self._tell(RowNews(found.status))
        if found.supervisors != self._supervisors:
            self._supervisors = found.supervisors
            self._tell(SupervisedNews(found.supervisors))
        await self._sit_down_again(found.status, clock)
        for order_id, answer in found.answers.items():
            key, _ = self._orders.pop(order_id)
            self._tell(AnswerNews(key, answer))
        for order_id, (key, until) in list(self._orders.items()):
            if clock > until:  # whoever waits for it waits no more
                del self._orders[order_id]
                self._tell(AnswerNews(key, {"code": NOT_CONFIRMED}))
        began = day_began()
        if found.revision != self._revision or clock >= self._next_rules:
            self._revision, self._next_rules = found.revision, clock + _DAY_S
            rules = await self.run(lambda s: reads.rules(s, self.operator_id, began))
            self._tell(RulesNews(rules))
        if clock >= self._next_day:
            self._next_day = clock + _DAY_S
            day = await self.run(lambda s: reads.day(s, self.operator_id, began, now))
            self._tell(DayNews(day))

    async def _sit_down_again(self, status: OperatorStatus, clock: float) -> None:
        """Somebody has begun to sign in elsewhere and never came to it: the operator is still here,
        and would count as absent."""
        ours = status.signed_in and status.token == self.token
        if self._seated or not ours:
            self._displaced_at = None
        elif self._displaced_at is None:
            self._displaced_at = clock
        elif clock - self._displaced_at >= _RESEAT_S:
            log.warning("nobody has signed in elsewhere: the session begins again")
            await self._begin_session()

    def look_at_day(self) -> None:
        """Soon: something has happened that its figures count."""
        self._next_day = 0.0
        self._wake.set()

    def _say_link(self, *, database: bool, engine: bool) -> None:
        link = replace(self._link, database=database, engine=engine)
        if link != self._link or not self._link_told:
            self._link, self._link_told = link, True
            self._tell(link)
            self._sending.wake()

    def _say_unsent(self, unsent: int, unkept: int) -> None:
        link = replace(self._link, unsent=unsent, unkept=unkept)
        if link != self._link:
            self._link = link
            self._tell(link)

    async def _begin_session(self) -> None:
        now = datetime.now(UTC)
        with suppress(*_AWAY):  # the order that follows fails then, too, and is answered
            await self.run(
                lambda s: s.operators.begin_session(
                    self.operator_id, self.token, self.workstation, self._address, now
                )
            )
            self._seated, self._next_beat = True, 0.0

    async def _post(
        self, key: str, kind: OrderKind, arguments: Mapping[str, object], node: str, asked: float
    ) -> None:
        """``asked``: when it was, by the monotonic clock: it may have waited behind others, or for
        the database, and must not be done when nobody expects it any more."""
        now = datetime.now(UTC)

        def give(stores: Stores) -> int:
            age_s = time.monotonic() - asked
            return stores.operators.order(
                self.operator_id, self.token, kind, arguments, now, node, age_s
            )

        try:
            order_id = await self.run(give)
        except _AWAY as error:
            log.warning("an order is not given: %s", error)
            self._tell(AnswerNews(key, {"code": NOT_CONFIRMED}))
            return
        lives_s = RUNG_S if kind is OrderKind.DIAL else _ORDER_LIVES_S
        if arguments.get("do") == CallDo.CONSULT:
            lives_s = CONSULT_S
        self._orders[order_id] = key, time.monotonic() + lives_s
        self._wake.set()

    async def _send(self) -> None:
        """One after the other: the order in which they were given counts."""
        while True:
            work = await self._outgoing.get()
            try:
                await work()
            except Exception as error:  # the next wish has nothing to do with it
                self._failed(error)

    async def _send_result(self, result: UnsentResult) -> bool:
        """False: the database is away."""
        now = datetime.now(UTC)
        try:
            await self.run(lambda s: reads.keep(s, self.operator_id, self.token, result, now))
        except _AWAY as error:
            log.info("the result of attempt %d waits: %s", result.attempt_id, error)
            return False
        return True


def day_began() -> datetime:
    """Of the office, which is where this computer stands."""
    return datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
