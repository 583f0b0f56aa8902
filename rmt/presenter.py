"""The workstation's logic, without Qt, clock or network: what happened goes in, what follows comes
out of ``take``; ``rmt.view_state`` tells how it looks. Moments are Unix seconds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.domain.operator import Hold, OperatorState, OperatorStatus
from engine.ports import softphone
from engine.ports.operators import OrderKind
from engine.routing.actions import Wish
from engine.routing.call_orders import CallDo, DialDo
from engine.routing.rules import Refusal
from rmt import again, call_headers
from rmt.call_desk import PAUSE_S, CallDesk, Control, EngineCall
from rmt.cards import Cards, FormWork
from rmt.cards_of_row import CardsOfRow
from rmt.commands import (
    Command,
    GiveOrder,
    KeepResult,
    LoadCard,
    Ring,
    Telephone,
    Tone,
)
from rmt.facts import CardFacts, Rules
from rmt.notices import Notice, of_end
from rmt.pending import CONSULT_S, NOT_CONFIRMED, PATIENCE_S, Asked, Pending
from rmt.phone_call import Stage
from rmt.standing import Standing
from rmt.surroundings import Armed, Links, Options, Target

#: The tone before a subscriber is heard, and how long his card is waited for before he is taken.
BEEP_S, CARD_S = 0.2, 0.3
_ENGINE = {
    Control.HOLD: CallDo.HOLD, Control.RESUME: CallDo.RESUME,
    Control.TRANSFER: CallDo.TRANSFER, Control.CONSULT: CallDo.CONSULT,
    Control.CONSULT_CANCEL: CallDo.CONSULT_CANCEL,
    Control.CONSULT_COMPLETE: CallDo.CONSULT_COMPLETE, Control.CONFER: CallDo.CONFER,
    Control.LEAVE: CallDo.LEAVE, Control.TO_SCHEME: CallDo.TO_SCHEME,
    Control.PAUSE_RECORDING: CallDo.PAUSE_RECORDING,
    Control.RESUME_RECORDING: CallDo.RESUME_RECORDING,
}  # fmt: skip


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
        self._armed: dict[str, Armed] = {}
        self._ringing = False
        self._tone = ""
        #: Who was not reached, and may be dialled once more; None: nobody.
        self.again: again.Again | None = None
        self._out: list[Command] = []
        self.of_row = CardsOfRow(self.cards, self.token, lambda n: self._out.append(LoadCard(n)))
        self.standing = Standing(
            self.token, self.workstation, self.new_id, self.pending, self.notices.append,
            lambda command: self._out.append(command),
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
        self.standing.row(status, self.rules, now)
        if self.standing.left_behind:
            self.sign_in(now)
        talk = self.desk.engine_call
        self.of_row.row(status, self.callback_offered, talk.call_id if talk else "", now)
        again.note_stage(self.cards, status.hold)
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
        if card is not None:
            card.form = work

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
        self.tick(now)

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
        word = _ENGINE.get(control)
        held_here = self.desk.phone.state == "held"
        by_engine = mine is not None and word is not None and not held_here
        if by_engine and (self.engine_reachable or control is not Control.HOLD):
            assert mine is not None
            assert word is not None
            self._order(mine, word, target, now)
        else:
            if control is Control.ANSWER:
                self._armed.clear()
            value = target.value if target is not None else ""
            self._phone(self.desk.by_phone(control, value, now))
        self._sound()

    def _order(
        self, mine: EngineCall, word: CallDo, target: Target | None, now: float, **more: object
    ) -> None:
        hold = self.status.hold if self.status is not None else None
        if hold is None:  # the row has not told yet which node has the call
            self.notices.append(Notice("not_now"))
            return
        arguments: dict[str, object] = {"do": word.value, "offer": mine.offer.offer_id, **more}
        if target is not None:
            arguments["to"] = {"kind": target.kind.value, "value": target.value}
        if word is CallDo.PAUSE_RECORDING:
            arguments["seconds"] = PAUSE_S
        words = target.words or target.value if target is not None else ""
        key = self.new_id()
        consult = word is CallDo.CONSULT
        if consult:
            self.desk.consulting(words)
        patience = CONSULT_S if consult else PATIENCE_S
        self.pending.add(Asked(key, word.value, now, {"words": words}, patience))
        self._out.append(GiveOrder(key, OrderKind.CALL, arguments, hold.node))

    def say(self, text: str, language: str, now: float) -> None:
        """The subscriber hears ``text``, which is in words already."""
        mine = self.desk.engine_call
        if mine is None:
            self.notices.append(Notice("refused", refusal=Refusal("no_call")))
        else:
            self._order(mine, CallDo.SAY, None, now, text=text, language=language)

    def order(self, do: DialDo, arguments: Mapping[str, object], now: float, node: str = "") -> str:
        key = self.new_id()
        self.pending.add(again.asked(key, do, now))
        self._out.append(GiveOrder(key, OrderKind.DIAL, {"do": do.value, **arguments}, node))
        return key

    def told(self, event: softphone.Event, now: float) -> None:
        """By the telephone."""
        self._phone(self.desk.phone.feed(event))
        match event:
            case softphone.Incoming():
                self._incoming(event, now)
            case softphone.Answered():
                self._armed.pop(event.call_id, None)
            case softphone.Ended():
                self._ended(event)
            case softphone.Quality():
                self._listen(event)
        for notice in self.desk.phone.notices:
            self.notices.append(Notice(notice.kind, notice.detail))
        self.desk.phone.notices.clear()
        self.tick(now)

    def _incoming(self, event: softphone.Incoming, now: float) -> None:
        if event.replaces:
            return  # the telephone answers it by itself: it is the call that we had
        mine = call_headers.offered(event.headers, self.token)
        others = len(self.desk.phone.calls) > 1
        if mine is None:
            engaged = self.state in (OperatorState.RINGING, OperatorState.TALKING)
            if others or engaged or call_headers.claims_engine(event.headers):
                self._phone([softphone.Reject(event.call_id, True)])
            return
        self.desk.engine_calls[event.call_id] = EngineCall(event.call_id, mine)
        self.pending.hush(*again.DIALS)  # what was ordered is this call
        self.again = None
        if mine.attempt_id is not None:
            phone = self.desk.phone.calls[event.call_id].number
            self.cards.begin(mine.attempt_id, phone, event.call_id, now)
            self._out.append(LoadCard(mine.attempt_id))
        if self.options.auto_answer and self.options.sound_ready and not others:
            self._armed[event.call_id] = Armed(now + BEEP_S, now + CARD_S)

    def _ended(self, event: softphone.Ended) -> None:
        self._armed.pop(event.call_id, None)
        mine = self.desk.ended(event.call_id)
        if event.answered_at is not None:
            self.again = again.not_reached(self.cards, event.call_id) or self.again
            self.cards.ended(event.call_id)
            self.pending.drop(*CallDo)
            self.notices += of_end(event.cause, of_engine=mine is not None)
        elif mine is not None:
            self.cards.never_talked(event.call_id)
            self.notices.append(Notice("gone"))

    def _listen(self, quality: softphone.Quality) -> None:
        hold = self.status.hold if self.status is not None else None
        if self.desk.dead(quality, hold.offer_id if hold is not None else ""):
            self.notices.append(Notice("line_lost"))
            self._phone([softphone.HangUp(quality.call_id)])

    # -- time ------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        for call_id, armed in list(self._armed.items()):
            card = self.cards.of_call(call_id)
            has_card = card is None or card.read or now >= armed.card_until
            if now >= armed.tone_over and has_card:
                del self._armed[call_id]
                self._phone(self.desk.phone.answer(call_id))
        for asked in self.pending.expired(now):
            self._refused(asked, Refusal(NOT_CONFIRMED))
        for mine in self.desk.engine_calls.values():
            if mine.paused_until is not None and mine.paused_until <= now:
                mine.paused_until = None
                if self.desk.engine_call is mine and self.engine_reachable:
                    self._order(mine, CallDo.RESUME_RECORDING, None, now)
        self._phone(self.desk.phone.tick(now))
        self._sound()

    @property
    def next_tick(self) -> float | None:
        """When something is due, if nothing happens before."""
        due = [self.pending.next_tick, self.desk.phone.next_tick]
        for call_id, armed in self._armed.items():
            card = self.cards.of_call(call_id)
            waits = card is not None and not card.read
            due.append(max(armed.tone_over, armed.card_until) if waits else armed.tone_over)
        due += [mine.paused_until for mine in self.desk.engine_calls.values()]
        return min((moment for moment in due if moment is not None), default=None)

    def _phone(self, orders: list[softphone.Order]) -> None:
        self._out += [Telephone(order) for order in orders]

    def _sound(self) -> None:
        """Ring, tone, or quiet: whatever rings, nobody is in a call with it yet."""
        phone = self.desk.phone
        offered, busy = phone.of(Stage.OFFERED), self.desk.in_call
        tone = ""
        if any(call.id in self._armed for call in offered):
            tone = "answer"
        elif offered and busy:
            tone = "waiting"
        ringing = (bool(offered) and not tone) or (self.callback_offered is not None and not busy)
        if ringing != self._ringing:
            self._ringing = ringing
            self._out.append(Ring(ringing))
        if tone != self._tone:
            # What has begun to beep for an answer beeps to its end.
            if tone or self._tone == "waiting":
                self._out.append(Tone(tone))
            self._tone = tone
