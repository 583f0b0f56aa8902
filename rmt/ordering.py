"""What the operator asks of the engines: about the call in front, and whom to dial. No clock."""

from collections.abc import Callable, Mapping

from engine.domain.operator import Hold
from engine.ports.operators import OrderKind
from engine.routing.call_orders import CallDo, DialDo
from engine.routing.rules import Refusal
from rmt import again
from rmt.call_desk import PAUSE_S, CallDesk, Control, EngineCall
from rmt.commands import GiveOrder
from rmt.notices import Notice
from rmt.pending import CONSULT_S, PATIENCE_S, Asked, Pending
from rmt.surroundings import Target

_WORDS = {
    Control.HOLD: CallDo.HOLD, Control.RESUME: CallDo.RESUME,
    Control.TRANSFER: CallDo.TRANSFER, Control.CONSULT: CallDo.CONSULT,
    Control.CONSULT_CANCEL: CallDo.CONSULT_CANCEL,
    Control.CONSULT_COMPLETE: CallDo.CONSULT_COMPLETE, Control.CONFER: CallDo.CONFER,
    Control.LEAVE: CallDo.LEAVE, Control.TO_SCHEME: CallDo.TO_SCHEME,
    Control.PAUSE_RECORDING: CallDo.PAUSE_RECORDING,
    Control.RESUME_RECORDING: CallDo.RESUME_RECORDING,
}  # fmt: skip


class Ordering:
    """``hold``: what the operator's row says of his call. ``tell`` and ``give`` take what comes
    out; what is ordered stands in ``pending`` until it is answered."""

    def __init__(
        self, new_id: Callable[[], str], desk: CallDesk, pending: Pending,
        hold: Callable[[], Hold | None], tell: Callable[[Notice], None],
        give: Callable[[GiveOrder], None],
    ) -> None:  # fmt: skip
        self._new_id = new_id
        self._desk = desk
        self._pending = pending
        self._hold = hold
        self._tell = tell
        self._give = give

    def by_engine(self, control: Control, *, reachable: bool) -> CallDo | None:
        """What it is called with the engine; None: the telephone does it by itself."""
        word = _WORDS.get(control)
        if self._desk.engine_call is None or self._desk.phone.state == "held":
            return None
        return word if reachable or control is not Control.HOLD else None

    def of_call(
        self, mine: EngineCall, word: CallDo, target: Target | None, now: float, **more: object
    ) -> None:
        hold = self._hold()
        if hold is None:  # the row has not told yet which node has the call
            self._tell(Notice("not_now"))
            return
        arguments: dict[str, object] = {"do": word.value, "offer": mine.offer.offer_id, **more}
        if target is not None:
            arguments["to"] = {"kind": target.kind.value, "value": target.value}
        if word is CallDo.PAUSE_RECORDING:
            arguments["seconds"] = PAUSE_S
        words = target.words or target.value if target is not None else ""
        key = self._new_id()
        consult = word is CallDo.CONSULT
        if consult:
            self._desk.consulting(words)
        patience = CONSULT_S if consult else PATIENCE_S
        self._pending.add(Asked(key, word.value, now, {"words": words}, patience))
        self._give(GiveOrder(key, OrderKind.CALL, arguments, hold.node))

    def say(self, text: str, language: str, now: float) -> None:
        """The subscriber hears ``text``, which is in words already."""
        mine = self._desk.engine_call
        if mine is None:
            self._tell(Notice("refused", refusal=Refusal("no_call")))
        else:
            self.of_call(mine, CallDo.SAY, None, now, text=text, language=language)

    def dial(self, do: DialDo, arguments: Mapping[str, object], now: float, node: str) -> str:
        """The key of the order."""
        key = self._new_id()
        self._pending.add(again.asked(key, do, now))
        self._give(GiveOrder(key, OrderKind.DIAL, {"do": do.value, **arguments}, node))
        return key

    def record_again(self, now: float, *, reachable: bool) -> None:
        """Where the pause of a recording is over."""
        for mine in self._desk.engine_calls.values():
            if mine.paused_until is not None and mine.paused_until <= now:
                mine.paused_until = None
                if self._desk.engine_call is mine and reachable:
                    self.of_call(mine, CallDo.RESUME_RECORDING, None, now)

    @property
    def next_tick(self) -> float | None:
        paused = [mine.paused_until for mine in self._desk.engine_calls.values()]
        return min((moment for moment in paused if moment is not None), default=None)
