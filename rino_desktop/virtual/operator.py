"""One virtual operator in an event loop."""

import asyncio
import logging
import random
import time
import uuid
from collections.abc import Callable
from contextlib import suppress

from engine.domain.operator import OperatorState
from engine.ports import softphone
from engine.ports.softphone import Account, RegistrationState, Softphone
from engine.routing.actions import GoAvailable
from rino_desktop.ui.tasks import Tasks
from rino_desktop.virtual.answers_given import AnswersGiven
from rino_desktop.virtual.form_filling import FormFilling
from rino_desktop.virtual.manner import Manner
from rmt.call_desk import Control
from rmt.cards import Card
from rmt.commands import (
    Command,
    GiveOrder,
    KeepResult,
    LoadCard,
    MakeWish,
    Telephone,
)
from rmt.desk import AnswerNews, Desk, LinkNews, News, RowNews, RulesNews
from rmt.presenter import Presenter

log = logging.getLogger(__name__)
_TICK_S = 0.1
#: After a break that the system gave, because nothing was answered.
_RESTED_S = 5.0
_GOODBYE_S = 3.0


class VirtualOperator:
    """``speak``: told True while somebody listens, False when not. ``failed`` is told of bugs.
    ``name``: under which ``given`` is told what was filled in (``answers_given``); ``language``: of
    what is written into forms.

    ``opened``: seconds from each INVITE to its card, the screen-pop of a real workstation."""

    def __init__(
        self, desk: Desk, telephone: Softphone, account: Account, manner: Manner,
        chance: random.Random, *, failed: Callable[[BaseException], None],
        speak: Callable[[bool], None] = lambda _on: None, tick_s: float = _TICK_S,
        name: str = "", given: Callable[[AnswersGiven], None] | None = None, language: str = "ru",
    ) -> None:  # fmt: skip
        self.presenter = Presenter(
            desk.operator_id, desk.token, desk.workstation, lambda: uuid.uuid4().hex
        )
        self.opened: list[float] = []
        self.talks = 0
        self._desk, self._telephone, self._account = desk, telephone, account
        self._manner, self._chance = manner, chance
        self._speak = speak
        self._tick_s = tick_s
        self._tasks = Tasks(failed)
        self.forms = FormFilling(
            desk.forms, name, language, chance, lambda: manner.page(chance), self._tasks,
            self.presenter.form_stands, given,
        )  # fmt: skip
        #: Telephone and database are there.
        self._rings = self._linked = self._signed_in = False
        self._hang_up_at: float | None = None
        #: Attempt → when its result is saved.
        self._save_at: dict[int, float] = {}
        self._idle_since = 0.0
        #: The promised call that was accepted last.
        self._accepted = ""

    async def run(self, stop: asyncio.Event) -> None:
        """Until ``stop``; whoever is on the line then is talked to for a moment more."""
        self._desk.start(self._on_news)
        await self._telephone.start(self._on_event)
        self._telephone.order(softphone.Register(self._account))
        try:
            while not stop.is_set():
                self._turn(time.time())
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._tick_s):
                        await stop.wait()
        finally:
            await self._leave()

    async def _leave(self) -> None:
        now = time.time()
        for attempt_id in list(self._save_at):
            self._save(attempt_id, now)
        if self.presenter.desk.in_call:
            self.presenter.control(Control.HANG_UP, now)
            self._obey()
            await asyncio.sleep(_GOODBYE_S / 10)
        await self._telephone.stop()
        await self.forms.finish()
        await self._tasks.end()
        await self._desk.stop()

    # -- what comes in ---------------------------------------------------------------------------

    def _on_news(self, news: News) -> None:
        now = time.time()
        match news:
            case RowNews(status=status):
                self.presenter.row(status, now)
            case AnswerNews(key=key, answer=answer):
                self.presenter.answered(key, answer, now)
            case LinkNews():
                self.presenter.linked(
                    database=news.database, engine=news.engine, unsent=news.unsent, now=now
                )
                self._linked = news.database
                self._sign_in(now)
            case RulesNews(rules=rules):
                self.presenter.ruled(rules)
        self._obey()

    def _on_event(self, event: softphone.Event) -> None:
        now = time.time()
        ready = (RegistrationState.REGISTERED, RegistrationState.LISTENING)
        if isinstance(event, softphone.RegistrationChanged):
            self._rings = event.state in ready
            self._desk.be_at(event.contact if self._rings else "")
            self._sign_in(now)
        self.presenter.told(event, now)
        if isinstance(event, softphone.Answered):
            self.talks += 1
            self._hang_up_at = now + self._manner.talk(self._chance)
            self._speak(True)
        elif isinstance(event, softphone.Ended) and not self.presenter.desk.in_call:
            self._hang_up_at = None
            self._speak(False)
        self._obey()

    def _sign_in(self, now: float) -> None:
        if self._rings and self._linked and not self._signed_in:
            self._signed_in = True
            self.presenter.sign_in(now)

    # -- time ------------------------------------------------------------------------------------

    def _turn(self, now: float) -> None:
        presenter = self.presenter
        presenter.tick(now)
        if self._hang_up_at is not None and now >= self._hang_up_at:
            self._hang_up_at = None
            presenter.control(Control.HANG_UP, now)
        offered = presenter.callback_offered
        if offered is not None and offered.offer_id != self._accepted:
            self._accepted = offered.offer_id
            presenter.accept_callback(now)
        self.forms.turn(self._live, now)
        for card in presenter.cards.unsaved:
            if not card.live and card.read:
                self._save_at.setdefault(card.attempt_id, now + self._manner.wrap_up(self._chance))
        for attempt_id, at in list(self._save_at.items()):
            if now >= at:
                self._save(attempt_id, now)
        if presenter.state is not OperatorState.ON_BREAK:
            self._idle_since = now
        elif now - self._idle_since > _RESTED_S:
            self._idle_since = now
            presenter.wish(GoAvailable(), now)
        presenter.take_notices()
        self._obey()

    def _save(self, attempt_id: int, now: float) -> None:
        del self._save_at[attempt_id]
        card = self.presenter.cards.open.get(attempt_id)
        self.forms.break_off(attempt_id)
        if card is not None:
            self.presenter.save(attempt_id, self._result(card), now)
            self._obey()

    @property
    def _live(self) -> int | None:
        """Whose subscriber talks with us."""
        mine = self.presenter.desk.engine_call
        card = self.presenter.cards.of_call(mine.call_id) if mine is not None else None
        return card.attempt_id if card is not None and not card.stage else None

    def _result(self, card: Card) -> str:
        choices = card.data.results if card.data is not None else ()
        codes = [choice.code for choice in choices] or ["other"]
        return self._manner.result(codes, self._chance)

    # -- what follows ----------------------------------------------------------------------------

    def _obey(self) -> None:
        for command in self.presenter.take():
            self._carry_out(command)

    def _carry_out(self, command: Command) -> None:
        match command:
            case Telephone(order=order):
                self._telephone.order(order)
            case MakeWish(key=key, wish=wish):
                self._desk.wish(key, wish)
            case GiveOrder():
                self._desk.order(command.key, command.kind, command.arguments, command.node)
            case LoadCard(attempt_id=attempt_id):
                self._tasks.start(self._load(attempt_id, time.monotonic()))
            case KeepResult():
                self._desk.keep_result(
                    command.attempt_id, command.result, command.note, command.finish
                )
            case _:
                pass  # nobody sits here who could hear a bell

    async def _load(self, attempt_id: int, asked_at: float) -> None:
        facts = await self._desk.card(attempt_id)
        if facts is not None:
            self.opened.append(time.monotonic() - asked_at)
        self.presenter.card_read(attempt_id, facts, time.time())
        if facts is not None and attempt_id in self.presenter.cards.open:
            self.forms.begin(facts.card)
        self._obey()
