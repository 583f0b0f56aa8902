"""Forms of a virtual operator's calls: opened with the card, filled in page by page while somebody
is on the line, saved as far as they have come."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from engine.domain.call_key import written
from engine.errors import KnownError
from engine.forms.answering import Answering
from engine.forms.filling import Filled
from engine.ports.operators import CallCard
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui.tasks import Tasks
from rino_desktop.virtual.answers_given import AnswersGiven
from rmt.cards import FormWork
from rmt.form_desk_port import FormsOfCalls, OpenedForm

log = logging.getLogger(__name__)
_RETRY_S = 0.5
#: A virtual operator who leaves waits so long for the database.
_PATIENCE_S = 5.0


@dataclass(slots=True)
class _Open:
    opened: OpenedForm
    answering: Answering
    next_at: float


class FormFilling:
    """``page_s()``: how long the next page takes, seconds. ``given`` blocks, and is told of each
    form before it is stored. ``stands`` is told what becomes of the form of an attempt."""

    def __init__(
        self, forms: FormsOfCalls, operator: str, language: str, chance: Random,
        page_s: Callable[[], float], tasks: Tasks, stands: Callable[[int, FormWork], None],
        given: Callable[[AnswersGiven], None] | None = None,
    ) -> None:  # fmt: skip
        self._forms = forms
        self._operator = operator
        self._language = language
        self._chance = chance
        self._page_s = page_s
        self._tasks = tasks
        self._stands = stands
        self._given = given
        self._wanted: set[int] = set()
        self._open: dict[int, _Open] = {}
        self._saving: set[asyncio.Task[None]] = set()
        #: Forms that are in the database.
        self.saved = 0

    def begin(self, card: CallCard) -> None:
        """Once for each card."""
        if card.form and card.attempt_id not in self._wanted:
            self._wanted.add(card.attempt_id)
            self._tasks.start(self._begin(card))

    def turn(self, live: int | None, now: float) -> None:
        """``live``: the call whose subscriber is on the line, answering."""
        mine = self._open.get(live) if live is not None else None
        if mine is None or live is None:
            return
        if not mine.next_at:
            mine.next_at = now + self._page_s()  # words to read out come first
        if now < mine.next_at:
            return
        mine.next_at = now + self._page_s()
        filled = mine.answering.turn()
        self._stands(live, FormWork.BEGUN if mine.answering.begun else FormWork.OPEN)
        if filled is not None:
            self._hand_in(live, mine.opened, filled)

    def break_off(self, attempt_id: int) -> None:
        """The call is over, and its result is given: what was answered so far is saved."""
        self._wanted.discard(attempt_id)
        mine = self._open.get(attempt_id)
        if mine is not None and mine.answering.begun:
            self._hand_in(attempt_id, mine.opened, mine.answering.broken_off())
        self._open.pop(attempt_id, None)

    async def finish(self) -> None:
        """Everything that is open is saved as far as it has come."""
        for attempt_id in list(self._open):
            self.break_off(attempt_id)
        if self._saving:
            await asyncio.wait(self._saving, timeout=_PATIENCE_S)

    async def _begin(self, card: CallCard) -> None:
        while card.attempt_id in self._wanted:
            try:
                opened = await self._forms.open(card, self._language)
            except StorageUnavailable:
                await asyncio.sleep(_RETRY_S)
                continue
            except KnownError as error:
                log.warning("the form of attempt %d is not opened: %s", card.attempt_id, error)
                return
            if card.attempt_id in self._wanted:
                today = datetime.now().astimezone().date()
                answering = Answering(opened.filling, self._chance, today, card.phone)
                self._open[card.attempt_id] = _Open(opened, answering, 0.0)
            return

    def _hand_in(self, attempt_id: int, opened: OpenedForm, filled: Filled) -> None:
        del self._open[attempt_id]
        self._stands(attempt_id, FormWork.HANDED_IN)
        task = self._tasks.start(self._save(attempt_id, opened, filled))
        if task is not None:
            self._saving.add(task)
            task.add_done_callback(self._saving.discard)

    async def _save(self, attempt_id: int, opened: OpenedForm, filled: Filled) -> None:
        if self._given is not None:
            form = opened.filling.form.name
            told = AnswersGiven(
                self._operator, written(attempt_id), form, filled.complete, filled.answers
            )
            await asyncio.to_thread(self._given, told)
        while True:
            try:
                await self._forms.save(opened, filled)
                break
            except StorageUnavailable:
                await asyncio.sleep(_RETRY_S)
        self.saved += 1
        self._stands(attempt_id, FormWork.COMPLETE if filled.complete else FormWork.PARTIAL)
