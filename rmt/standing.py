"""What the operator is and wants to be: his row, his wishes, and those that wait. No clock."""

from collections.abc import Callable

from engine.domain.operator import (
    AVAILABLE,
    LOGGED_OUT,
    Intent,
    OperatorState,
    OperatorStatus,
    WrapUp,
)
from engine.routing.actions import AskWrapUp, FinishWrapUp, GoOnBreak, SignIn, Wish
from rmt.commands import MakeWish
from rmt.facts import Rules
from rmt.intents import intended_by, shows
from rmt.notices import Notice
from rmt.pending import Asked, Pending

#: Of the shown end of a wrap-up: within this it was the time that ended it.
_EXPIRY_SLACK_S = 1.5
_ABOUT_STATE = ("SignIn", "SignOut", "GoAvailable", "GoOnBreak")


class Standing:
    """``tell`` and ``give`` take what comes out. Moments: Unix seconds of this computer."""

    def __init__(
        self, token: str, workstation: str, new_id: Callable[[], str], pending: Pending,
        tell: Callable[[Notice], None], give: Callable[[MakeWish], None],
    ) -> None:  # fmt: skip
        self._token = token
        self._workstation = workstation
        self._new_id = new_id
        self._pending = pending
        self._tell = tell
        self._give = give
        self.status: OperatorStatus | None = None
        #: When the state was entered, by this computer's clock.
        self.since = 0.0
        #: What the operator wants to be; None: nothing was said here yet.
        self.intended: Intent | None = None
        #: A wish that waits for the database.
        self.deferred: Wish | None = None
        #: A newer session has taken this one's place.
        self.replaced = False
        #: This workstation has ended the wrap-up, not the time.
        self.own_end = False
        self._entered = self._took_up = False
        #: How far this clock is ahead of the one that writes rows; a row's way only adds to it, so
        #: the least that was seen counts.
        self._ahead: float | None = None

    def row(self, status: OperatorStatus, rules: Rules, now: float) -> None:
        before = self.status
        if before is not None and status.revision < before.revision:
            return
        self.status = status
        since = status.since.timestamp()
        if before is not None and status.since > before.since:
            self._ahead = now - since if self._ahead is None else min(self._ahead, now - since)
        self.since = min(now, since + (self._ahead or 0.0))
        mine = status.token == self._token
        self._entered = self._entered or (mine and status.signed_in)
        asked_in = self._pending.of("SignIn") is not None or isinstance(self.deferred, SignIn)
        self.replaced = not mine and bool(status.token) and status.signed_in and not asked_in
        for what in ("SignIn", "SignOut", "GoAvailable", "GoOnBreak", "FinishWrapUp"):
            asked = self._pending.of(what)
            if asked is not None and shows(status, asked, self._token):
                self._pending.drop(what)
        if before is not None:
            self._watch_wrap_up(before, status, rules, now)
        if not status.signed_in and self._pending.of("SignIn") is None and self.deferred is None:
            self.intended = LOGGED_OUT if self._entered else self.intended

    @property
    def ahead_s(self) -> float | None:
        """This computer's clock, ahead of the engine's; negative: behind. None: not known yet."""
        return self._ahead

    @property
    def left_behind(self) -> bool:
        """The row is of a session of this very computer, or of one that nobody hears of any more: a
        workstation was killed, and this one takes its work up again. Told once."""
        status = self.status
        if not self.replaced or status is None or self._entered or self._took_up:
            return False
        self._took_up = status.workstation == self._workstation or not status.present
        return self._took_up

    def _watch_wrap_up(
        self, before: OperatorStatus, status: OperatorStatus, rules: Rules, now: float
    ) -> None:
        left = before.state is OperatorState.WRAP_UP and status.state is not OperatorState.WRAP_UP
        if left:
            ends = before.since.timestamp() + (self._ahead or 0.0) + (before.wrap_up_s or 0.0)
            by_time = before.wrap_up_s is not None and now >= ends - _EXPIRY_SLACK_S
            if by_time and before.owes_result is not None and not self.own_end:
                wrap_up = rules.wrap_ups.get(before.queue, WrapUp())
                self._tell(Notice("wrap_up_expired", wrap_up.expiry_result))
        if status.state is not OperatorState.WRAP_UP:
            self.own_end = False

    # -- wishes ----------------------------------------------------------------------------------

    def wish(self, wish: Wish, now: float, *, reachable: bool) -> None:
        self.intended = intended_by(wish, self.intended)
        if reachable:
            self._make(wish, now)
        elif isinstance(wish, FinishWrapUp | AskWrapUp):
            self._tell(Notice("not_now"))
        else:
            self.deferred = wish

    def sign_in(self, now: float, *, reachable: bool) -> None:
        self.replaced = self._entered = False
        intent = self.intended
        if intent is None or intent == LOGGED_OUT:
            intent = AVAILABLE
        self.wish(SignIn(self._token, self._workstation, intent), now, reachable=reachable)

    def reached(self, now: float) -> None:
        """The database is there again."""
        wish, self.deferred = self.deferred, None
        if wish is not None:
            self._make(wish, now)

    def refused(self, asked: Asked) -> None:
        if self.status is not None and asked.what in _ABOUT_STATE:
            self.intended = self.status.intent
        if asked.what == "FinishWrapUp":
            self.own_end = False

    def _make(self, wish: Wish, now: float) -> None:
        key, what = self._new_id(), type(wish).__name__
        if what in _ABOUT_STATE:
            self._pending.drop(*_ABOUT_STATE)  # of several the latest counts
        if isinstance(wish, FinishWrapUp):
            self.own_end = True
        detail = {"reason": wish.reason} if isinstance(wish, GoOnBreak) else {}
        self._pending.add(Asked(key, what, now, detail))
        self._give(MakeWish(key, wish))
