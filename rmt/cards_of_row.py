"""Cards that the operator's row asks for, without a call at this telephone: of a promised call
before it is dialled, and of one whose result is owed. No clock."""

from collections.abc import Callable

from engine.domain.operator import Hold, OperatorState, OperatorStatus
from rmt.cards import Card, Cards

#: What the engine has seen is written a moment later.
_TRIES = 3


class CardsOfRow:
    """``token``: of this session; ``load`` has the card of an attempt read."""

    def __init__(self, cards: Cards, token: str, load: Callable[[int], None]) -> None:
        self._cards = cards
        self._token = token
        self._load = load
        #: The attempt of a callback whose card was opened before its call.
        self._callback: int | None = None
        #: The attempt whose card was opened because the row owes its result.
        self._owed: int | None = None
        self._timed = False
        #: Whose results were given here; the row tells of the last one a while yet.
        self._given: set[int] = set()
        self._read_again: dict[int, int] = {}

    def given(self, attempt_id: int) -> None:
        self._given.add(attempt_id)

    def row(self, status: OperatorStatus, offered: Hold | None, talk: str, now: float) -> None:
        """``offered``: a promised call that rings; ``talk``: the engine's call that is answered."""
        self._of_callback(offered, status.state, now)
        if status.token == self._token:
            self._of_debt(status, now)
        if status.state is OperatorState.TALKING:
            self._of_talk(self._cards.of_call(talk))

    def _of_callback(self, offered: Hold | None, state: OperatorState, now: float) -> None:
        """Its card comes without a call, and goes with the offer unless something was written."""
        if offered is None:
            if state not in (OperatorState.RINGING, OperatorState.TALKING):
                self._cards.drop_untouched(self._callback)
                self._callback = None
        elif offered.attempt_id is not None and offered.attempt_id not in self._cards.open:
            self._callback = offered.attempt_id
            self._open(offered.attempt_id, now)

    def _of_debt(self, status: OperatorStatus, now: float) -> None:
        """Of a session of this workstation. The talk may have been at another computer, which is
        gone: its wrap-up would never end where nobody can give the result."""
        wraps_up = status.state is OperatorState.WRAP_UP
        owes = status.owes_result if wraps_up else None
        if self._owed not in (None, owes):
            # With a time, it may have been the time that ended it: what is saved then still counts.
            if not self._timed:
                self._cards.drop_untouched(self._owed)
            self._owed = None
        if owes is not None and owes not in self._cards.open and owes not in self._given:
            self._owed, self._timed = owes, status.wrap_up_s is not None
            self._open(owes, now)

    def _of_talk(self, card: Card | None) -> None:
        """With whom the card is of. One that was dialled for the operator was read before anybody
        had answered: when his call ends at the latest is known only now."""
        facts = card.data.card if card is not None and card.data is not None else None
        if card is None or facts is None or card.stage or not facts.longest_s:
            return
        if facts.ends_at is None and self._read_again.get(card.attempt_id, 0) < _TRIES:
            self._read_again[card.attempt_id] = self._read_again.get(card.attempt_id, 0) + 1
            self._load(card.attempt_id)

    def _open(self, attempt_id: int, now: float) -> None:
        self._load(attempt_id)
        self._cards.begin(attempt_id, "", "", now)
