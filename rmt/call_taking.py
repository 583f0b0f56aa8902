"""Calls that come to the telephone: which is taken, when it is answered by itself, what is heard
until then, and what a dead line looks like. No clock."""

from collections.abc import Callable

from engine.domain.operator import OperatorState
from engine.ports import softphone
from rmt import call_headers
from rmt.call_desk import CallDesk, EngineCall
from rmt.cards import Cards
from rmt.commands import Command, LoadCard, Ring, Telephone, Tone
from rmt.phone_call import Stage
from rmt.surroundings import Armed, Options

#: The tone before a subscriber is heard, and how long his card is waited for before he is taken.
BEEP_S, CARD_S = 0.2, 0.3
_ENGAGED = (OperatorState.RINGING, OperatorState.TALKING)


class CallTaking:
    """``token``: of this session; ``give`` takes what comes out."""

    def __init__(
        self, token: str, options: Options, desk: CallDesk, cards: Cards,
        give: Callable[[Command], None],
    ) -> None:  # fmt: skip
        self._token = token
        self._options = options
        self._desk = desk
        self._cards = cards
        self._give = give
        #: Calls that are answered by themselves.
        self._armed: dict[str, Armed] = {}
        self._ringing = False
        self._tone = ""

    def incoming(self, event: softphone.Incoming, state: OperatorState, now: float) -> bool:
        """True: an engine brings a subscriber; his card is opened."""
        if event.replaces:
            return False  # the telephone answers it by itself: it is the call that we had
        mine = call_headers.offered(event.headers, self._token)
        others = len(self._desk.phone.calls) > 1
        if mine is None:
            if others or state in _ENGAGED or call_headers.claims_engine(event.headers):
                self.phone([softphone.Reject(event.call_id, True)])
            return False
        self._desk.engine_calls[event.call_id] = EngineCall(event.call_id, mine)
        if mine.attempt_id is not None:
            phone = self._desk.phone.calls[event.call_id].number
            self._cards.begin(mine.attempt_id, phone, event.call_id, now)
            self._give(LoadCard(mine.attempt_id))
        if self._options.auto_answer and self._options.sound_ready and not others:
            self._armed[event.call_id] = Armed(now + BEEP_S, now + CARD_S)
        return True

    def disarm(self, call_id: str | None = None) -> None:
        """It is answered, or gone; None: the operator answers himself."""
        if call_id is None:
            self._armed.clear()
        else:
            self._armed.pop(call_id, None)

    def line_lost(self, quality: softphone.Quality, offer: str) -> bool:
        """``offer``: which the operator's row says he has. True: whoever carries the call has gone,
        and so has the call now."""
        dead = self._desk.dead(quality, offer)
        if dead:
            self.phone([softphone.HangUp(quality.call_id)])
        return dead

    def tick(self, now: float) -> None:
        for call_id, armed in list(self._armed.items()):
            card = self._cards.of_call(call_id)
            has_card = card is None or card.read or now >= armed.card_until
            if now >= armed.tone_over and has_card:
                del self._armed[call_id]
                self.phone(self._desk.phone.answer(call_id))

    @property
    def next_tick(self) -> float | None:
        due = []
        for call_id, armed in self._armed.items():
            card = self._cards.of_call(call_id)
            waits = card is not None and not card.read
            due.append(max(armed.tone_over, armed.card_until) if waits else armed.tone_over)
        return min(due, default=None)

    def phone(self, orders: list[softphone.Order]) -> None:
        for order in orders:
            self._give(Telephone(order))

    def sound(self, *, callback: bool) -> None:
        """Ring, tone, or quiet: whatever rings, nobody is in a call with it yet. ``callback``: a
        promised call rings."""
        phone = self._desk.phone
        offered, busy = phone.of(Stage.OFFERED), self._desk.in_call
        tone = ""
        if any(call.id in self._armed for call in offered):
            tone = "answer"
        elif offered and busy:
            tone = "waiting"
        ringing = (bool(offered) and not tone) or (callback and not busy)
        if ringing != self._ringing:
            self._ringing = ringing
            self._give(Ring(ringing))
        if tone != self._tone:
            # What has begun to beep for an answer beeps to its end.
            if tone or self._tone == "waiting":
                self._give(Tone(tone))
            self._tone = tone
