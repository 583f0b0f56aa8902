"""The workstation's logic, without Qt, clock or network: what happened goes in, what follows comes
out of ``take``; ``rmt.view_state`` tells how it looks. Moments are Unix seconds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.domain.operator import Hold, OperatorState, OperatorStatus, WrapUp
from engine.ports import softphone
from engine.routing.actions import FinishWrapUp, Wish
from engine.routing.call_orders import CallDo, DialDo
from engine.routing.rules import Refusal
from rmt import again
from rmt.call_desk import CallDesk, Control
from rmt.call_taking import CallTaking
from rmt.cards import Cards, FormWork
from rmt.cards_of_row import CardsOfRow
from rmt.commands import Command, KeepResult, LoadCard
from rmt.facts import CardFacts, Rules
from rmt.notices import Notice, of_end
from rmt.ordering import Ordering
from rmt.pending import NOT_CONFIRMED, Asked, Pending
from rmt.standing import Standing
from rmt.surroundings import Links, Options, Target
from rmt.wrap_up_end import WrapUpEnd


@dataclass
class Presenter:
    """``token`` is of this session and nobody else's."""

    operator_id: int
    token: str
    workstation: str
    new_id: Callable[[], str]
    options: Options = field(default_factory=Options)

    def __post_init__(self) -> None:
        self.desk = CallDesk(self.new_id)
        self.cards = Cards()
        self.pending = Pending()
        self.links = Links()
        self.rules = Rules()
        self.notices: list[Notice] = []
        #: Who was not reached, and may be dialled once more; None: nobody.
        self.again: again.Again | None = None
        self._out: list[Command] = []
        self.wrap_up_end = WrapUpEnd()
        #: The operator writes something, wherever it is.
        self._types = False
        self.of_row = CardsOfRow(self.cards, self.token, lambda n: self._out.append(LoadCard(n)))
        self.standing = Standing(
            self.token, self.workstation, self.new_id, self.pending, self.notices.append,
            lambda command: self._out.append(command),
        )  # fmt: skip
        self._taking = CallTaking(
            self.token, self.options, self.desk, self.cards,
            lambda command: self._out.append(command),
        )  # fmt: skip
        self._ordering = Ordering(
            self.new_id, self.desk, self.pending,
            lambda: self.status.hold if self.status is not None else None,
            self.notices.append, lambda command: self._out.append(command),
        )  # fmt: skip

    def take(self) -> list[Command]:
        out, self._out = self._out, []
        return out

    def take_notices(self) -> list[Notice]:
        told = list(self.notices)
        self.notices.clear()
        return told

    # -- the row and the engines -----------------------------------------------------------------

    def row(self, status: OperatorStatus, now: float) -> None:
        before = self.status
        self.standing.row(status, self.rules, now)
        if self.status is not None and self.status is not before:
            self.wrap_up_end.row(before, self.status)
        if self.standing.left_behind:
            self.sign_in(now)
        talk = self.desk.engine_call
        self.of_row.row(status, self.callback_offered, talk.call_id if talk else "", now)
        again.note_stage(self.cards, status.hold)
        self._look_at_wrap_up(now)
        self._sound()

    @property
    def callback_offered(self) -> Hold | None:
        """A promised call, to be dialled by who accepts it: it rings without a call."""
        return again.callback_of(None if self.standing.replaced else self.status)

    def accept_callback(self, now: float) -> None:
        offered = self.callback_offered
        if offered is not None:
            # Only the node that offers it knows of it.
            self.order(DialDo.CALLBACK, {"offer": offered.offer_id}, now, offered.node)

    def linked(
        self, *, database: bool, engine: bool, unsent: int, now: float, unkept: int = 0
    ) -> None:
        back = database and not self.links.database
        self.links = Links(database, engine, unsent, unkept)
        if back:
            self.standing.reached(now)

    def ruled(self, rules: Rules) -> None:
        self.rules = rules

    def answered(self, key: str, answer: Mapping[str, object], now: float) -> None:
        """To a wish or an order; one that nobody waits for any more changes nothing."""
        asked, refusal = self.pending.answered(key, answer)
        if asked is None:
            return
        if refusal is not None:
            self._refused(asked, refusal)
        elif asked.what in CallDo.__members__.values():
            self.desk.done(CallDo(asked.what), asked.detail.get("words", ""), now)
        elif asked.what in again.DIALS:
            self._dialled(answer, now)

    def _dialled(self, answer: Mapping[str, object], now: float) -> None:
        """His card has come with the call, which is of the same attempt. Only a call that named
        none gets the answer's: by now there may be another call, with somebody else's card."""
        attempt_id, mine = answer.get("attempt_id"), self.desk.engine_call
        if not isinstance(attempt_id, int) or attempt_id in self.cards.open:
            return
        if mine is not None and mine.offer.attempt_id is None:
            number = self.desk.phone.calls[mine.call_id].number
            self.cards.begin(attempt_id, number, mine.call_id, now)
            self._out.append(LoadCard(attempt_id))

    def card_read(self, attempt_id: int, facts: CardFacts | None, now: float) -> None:
        card = self.cards.open.get(attempt_id)
        if card is not None:
            card.data, card.missing = facts, facts is None
        self.tick(now)

    def _refused(self, asked: Asked, refusal: Refusal) -> None:
        if asked.what in CallDo.__members__.values():
            self.desk.refused(CallDo(asked.what), refusal.code)
            if asked.what == CallDo.CONSULT and refusal.code == "cancelled":
                return  # by himself, just now
        self.standing.refused(asked)
        self.notices.append(Notice("refused", refusal=refusal))

    # -- wishes ----------------------------------------------------------------------------------

    def wish(self, wish: Wish, now: float) -> None:
        """Of the operator. While the database is away it is kept, the last one counts."""
        self.standing.wish(wish, now, reachable=self.links.database)

    def sign_in(self, now: float) -> None:
        """With what was intended before, if it was: the token is this session's."""
        self.standing.sign_in(now, reachable=self.links.database)

    # -- cards -----------------------------------------------------------------------------------

    def note(self, attempt_id: int, text: str) -> None:
        card = self.cards.open.get(attempt_id)
        if card is not None:
            card.note = text

    def form_stands(self, attempt_id: int, work: FormWork) -> None:
        card = self.cards.open.get(attempt_id)
        if card is None:
            return
        card.form = work
        if work in (FormWork.PARTIAL, FormWork.COMPLETE):
            self.cards.close_done(attempt_id)

    def choose(self, attempt_id: int, result: str) -> None:
        """A result that is not saved yet."""
        card = self.cards.open.get(attempt_id)
        if card is not None:
            card.result = result

    def save(self, attempt_id: int, result: str, now: float) -> None:
        """The operator's result; the card closes with its call."""
        card = self.cards.open.get(attempt_id)
        if card is None or not result:
            return
        card.result = result
        owed = self.status.owes_result if self.status is not None else None
        finish = self.state is OperatorState.WRAP_UP and owed == attempt_id
        if finish:
            self.standing.own_end = True
        self._out.append(KeepResult(attempt_id, result, card.note.strip(), finish))
        self.cards.save(attempt_id)
        self.of_row.given(attempt_id)
        if self.wrapped_up and attempt_id == self.wrap_up_end.call_key and self.links.database:
            self.wish(FinishWrapUp(), now)  # what was changed after the talk is saved, too
        self.tick(now)

    # -- the end of a wrap-up --------------------------------------------------------------------

    @property
    def wrapped_up(self) -> bool:
        """In a wrap-up, and nothing is left to be done in it."""
        status = self.status
        if status is None or self.standing.replaced or self.cards.unsaved:
            return False
        return status.state is OperatorState.WRAP_UP and status.owes_result is None

    def types(self, on: bool, now: float) -> None:
        """Told again and again, at least once a second: no wrap-up ends under who writes."""
        self._types = on
        self._look_at_wrap_up(now)

    def stay_in_wrap_up(self) -> None:
        self.wrap_up_end.stay()

    def _look_at_wrap_up(self, now: float) -> None:
        queue = self.status.queue if self.status is not None else ""
        by_itself = self.rules.wrap_ups.get(queue, WrapUp()).ends_when_saved
        may_end = by_itself and self.wrapped_up and not self._types and self.engine_reachable
        self.wrap_up_end.look(now, may_end=may_end and not self.desk.phone.calls)
        if self.wrap_up_end.due(now):
            self.wish(FinishWrapUp(), now)

    # -- calls -----------------------------------------------------------------------------------

    @property
    def status(self) -> OperatorStatus | None:
        return self.standing.status

    @property
    def state(self) -> OperatorState:
        return self.status.state if self.status is not None else OperatorState.LOGGED_OUT

    @property
    def engine_reachable(self) -> bool:
        return self.links.database and self.links.engine

    @property
    def recorded(self) -> bool:
        call = self.desk.engine_call
        card = self.cards.of_call(call.call_id) if call is not None else None
        return card is not None and card.data is not None and card.data.recorded

    @property
    def controls(self) -> frozenset[Control]:
        allowed = self.desk.allowed(engine_reachable=self.engine_reachable, recorded=self.recorded)
        return allowed & again.ALONE if self.stage else allowed

    @property
    def stage(self) -> str:
        """Of a call that this operator has ordered: how far it is, "" when he talks."""
        return again.stage_of(self.cards, self.desk.engine_call)

    def control(self, control: Control, now: float, target: Target | None = None) -> None:
        if control not in self.controls:
            return
        mine = self.desk.engine_call
        word = self._ordering.by_engine(control, reachable=self.engine_reachable)
        if mine is not None and word is not None:
            self._ordering.of_call(mine, word, target, now)
        else:
            if control is Control.ANSWER:
                self._taking.disarm()
            value = target.value if target is not None else ""
            self._taking.phone(self.desk.by_phone(control, value, now))
        self._sound()

    def say(self, text: str, language: str, now: float) -> None:
        """The subscriber hears ``text``, which is in words already."""
        self._ordering.say(text, language, now)

    def order(self, do: DialDo, arguments: Mapping[str, object], now: float, node: str = "") -> str:
        return self._ordering.dial(do, arguments, now, node)

    def told(self, event: softphone.Event, now: float) -> None:
        """By the telephone."""
        self._taking.phone(self.desk.phone.feed(event))
        match event:
            case softphone.Incoming():
                if self._taking.incoming(event, self.state, now):
                    self.pending.hush(*again.DIALS)  # what was ordered is this call
                    self.again = None
            case softphone.Answered():
                self._taking.disarm(event.call_id)
            case softphone.Ended():
                self._ended(event)
            case softphone.Quality():
                hold = self.status.hold if self.status is not None else None
                if self._taking.line_lost(event, hold.offer_id if hold is not None else ""):
                    self.notices.append(Notice("line_lost"))
        for notice in self.desk.phone.notices:
            self.notices.append(Notice(notice.kind, notice.detail))
        self.desk.phone.notices.clear()
        self.tick(now)

    def _ended(self, event: softphone.Ended) -> None:
        self._taking.disarm(event.call_id)
        mine = self.desk.ended(event.call_id)
        if event.answered_at is not None:
            self.again = again.not_reached(self.cards, event.call_id) or self.again
            self.cards.ended(event.call_id)
            self.pending.drop(*CallDo)
            self.notices += of_end(event.cause, of_engine=mine is not None)
        elif mine is not None:
            self.cards.never_talked(event.call_id)
            self.notices.append(Notice("gone"))

    # -- time ------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        self._taking.tick(now)
        for asked in self.pending.expired(now):
            self._refused(asked, Refusal(NOT_CONFIRMED))
        self._ordering.record_again(now, reachable=self.engine_reachable)
        self._taking.phone(self.desk.phone.tick(now))
        self._look_at_wrap_up(now)
        self._sound()

    @property
    def next_tick(self) -> float | None:
        """When something is due, if nothing happens before."""
        due = [
            self.pending.next_tick, self.desk.phone.next_tick, self._taking.next_tick,
            self._ordering.next_tick, self.wrap_up_end.ends_at,
        ]  # fmt: skip
        return min((moment for moment in due if moment is not None), default=None)

    def _sound(self) -> None:
        self._taking.sound(callback=self.callback_offered is not None)
