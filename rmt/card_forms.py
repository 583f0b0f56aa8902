"""Forms on cards: opened when the card is read, kept while they are filled in, saved at the end,
however long the database is away."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from shiboken6 import isValid

from engine.errors import KnownError
from engine.forms.filling import Filled
from engine.ports.operators import CallCard
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui.tasks import Tasks
from rmt.card_view import CardView
from rmt.cards import FormWork
from rmt.form_desk_port import FormsOfCalls, OpenedForm
from rmt.form_keeper import DraftKeeper
from rmt.form_view import FormView
from rmt.form_words import form_words

_RETRY_S = 2.0


class CardForms:
    """``stands`` is told what has become of the form of an attempt; ``words`` puts an error into a
    sentence; ``failed`` gets what is a bug."""

    def __init__(
        self, forms: FormsOfCalls, tasks: Tasks, language: Callable[[], str],
        words: Callable[[Exception], str], stands: Callable[[int, FormWork], None],
        failed: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        self._forms = forms
        self._tasks = tasks
        self._language = language
        self._words = words
        self._stands = stands
        self._failed = failed
        self._begun: set[int] = set()
        self._keepers: dict[int, DraftKeeper] = {}

    def begin(self, card: CallCard, view: CardView) -> None:
        """Once for each card."""
        if card.attempt_id in self._begun:
            return
        self._begun.add(card.attempt_id)
        if not card.form:
            view.say_in_place(form_words("none"))
            return
        self._tasks.start(self._open(card, view))

    def forget(self, attempt_id: int) -> None:
        """Its card is closed. A draft that is being saved is saved."""
        self._begun.discard(attempt_id)
        self._keepers.pop(attempt_id, None)

    def speak(self, language: str) -> None:
        for keeper in self._keepers.values():
            keeper.view.speak(language)

    @property
    def begun(self) -> tuple[int, ...]:
        return tuple(self._begun)

    @property
    def pending(self) -> bool:
        """A draft is not where it survives."""
        return any(keeper.pending for keeper in self._keepers.values())

    async def _open(self, card: CallCard, view: CardView) -> None:
        while card.attempt_id in self._begun:
            try:
                opened = await self._forms.open(card, self._language())
            except StorageUnavailable:
                view.say_in_place(form_words("away"))
                await asyncio.sleep(_RETRY_S)
                continue
            except KnownError as error:
                view.say_in_place(self._words(error))
                return
            if card.attempt_id in self._begun:
                self._show(card, view, opened)
            return

    def _show(self, card: CallCard, view: CardView, opened: OpenedForm) -> None:
        form = FormView(opened.filling)
        waits = any(button.hasFocus() for button in view.results)
        view.put_form(form)
        if waits:
            form.focus_first()
        self._keepers[card.attempt_id] = self._keeper(form, opened)
        form.finished.connect(
            lambda filled: self._on_finished(card.attempt_id, view, opened, filled)
        )
        if opened.lost:
            form.say(form_words("lost"))
        self._stands(card.attempt_id, _work(form))
        form.changed.connect(lambda: self._stands(card.attempt_id, _work(form)))
        view.show_card()

    def _keeper(self, form: FormView, opened: OpenedForm) -> DraftKeeper:
        return DraftKeeper(
            form, lambda snapshot: self._forms.save_draft(opened, snapshot), self._words,
            self._failed,
        )  # fmt: skip

    def _on_finished(
        self, attempt_id: int, view: CardView, opened: OpenedForm, filled: Filled
    ) -> None:
        """Now, and not when the task has its turn: the card may be closed by then."""
        keeper = self._keepers.pop(attempt_id, None)
        if keeper is None:
            return  # it is being saved already
        keeper.view.setEnabled(False)
        self._stands(attempt_id, FormWork.HANDED_IN)
        if view.results:
            view.results[0].setFocus()
        self._tasks.start(self._finish(attempt_id, view, opened, filled, keeper))

    async def _finish(
        self, attempt_id: int, view: CardView, opened: OpenedForm, filled: Filled,
        keeper: DraftKeeper,
    ) -> None:  # fmt: skip
        # The card may close meanwhile, and its widgets with it: the answers go on without them.
        await keeper.close()
        while True:
            try:
                await self._forms.save(opened, filled)
                break
            except StorageUnavailable as error:
                with suppress(StorageUnavailable):  # on this computer it is kept even so
                    await self._forms.save_draft(opened, opened.filling.snapshot())
                if isValid(view):
                    view.say(form_words("not_saved").format(reason=self._words(error)))
                await asyncio.sleep(_RETRY_S)
            except KnownError as error:
                with suppress(StorageUnavailable, KnownError):
                    await self._forms.save_draft(opened, opened.filling.snapshot())
                self._take_back(attempt_id, view, opened, keeper.view, error)
                return
        self._stands(attempt_id, FormWork.COMPLETE if filled.complete else FormWork.PARTIAL)
        if isValid(view):
            view.say("")
            view.show_card()

    def _take_back(
        self, attempt_id: int, view: CardView, opened: OpenedForm, form: FormView,
        error: KnownError,
    ) -> None:  # fmt: skip
        """It was refused, and waiting mends nothing: the form is the operator's again."""
        if not isValid(view) or not isValid(form) or attempt_id not in self._begun:
            self._failed(error)  # the answers are in the draft
            return
        self._keepers[attempt_id] = self._keeper(form, opened)
        form.setEnabled(True)
        self._stands(attempt_id, _work(form))
        view.say(form_words("refused").format(reason=self._words(error)))

    def break_off(self, attempt_id: int) -> None:
        """The result is given: what is answered so far is saved as a partial form, if anything
        is."""
        keeper = self._keepers.get(attempt_id)
        if keeper is not None and _work(keeper.view) is FormWork.BEGUN:
            keeper.view.break_off()


def _work(form: FormView) -> FormWork:
    """What the subscriber had told the scheme is no work of the operator's."""
    filling = form.filling
    return FormWork.BEGUN if set(filling.entries) - filling.given_before else FormWork.OPEN
