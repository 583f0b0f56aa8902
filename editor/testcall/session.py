"""A test call: a scheme is gone through forth and back, by the interpreter of real calls.

Sans-IO: time passes when the host says so. What has happened is a list, and the call may be shown
at any place of it. Going back costs nothing; whatever is then done otherwise begins a new future
there.
"""

from collections.abc import Callable, Collection

from editor.testcall.acts import Act, Do, Done, Give, Place, RunOut, Stop, Tick
from editor.testcall.course import Course
from editor.testcall.happenings import CallView, Happening, What
from editor.testcall.watched_phone import Pending
from engine.ivr.compile import CompiledScheme
from engine.ivr.model import Utterance
from engine.scheme.dialogue_failure import DialogueFailure
from engine.scheme.dialogue_model import (
    Dialogue,
    HangUp,
    Press,
    Speak,
    Stub,
    TransferHappens,
    TransferResult,
)
from engine.scheme.dialogue_player import LONGEST_CALL_S
from engine.scheme.dialogues import estimated_duration
from engine.scheme.stub_world import Answer, shown


class TestCall:
    """``setup``: the call's contact, moment, language, chance; ``stubs`` of it answer first, the
    rest waits as ``pending``. ``durations``: how long utterances last."""

    __test__ = False  # it is no test of pytest's

    def __init__(
        self,
        compiled: CompiledScheme,
        setup: Dialogue,
        durations: Callable[[Utterance], float] = estimated_duration,
    ) -> None:
        self.compiled = compiled
        self.setup = setup
        self.breakpoints: Collection[Place] = frozenset()
        self._course = Course(compiled, setup, durations)
        self._clock = 0.0
        self._shown = 0
        self._view: CallView | None = None
        self._show(1)
        self._show_waiting()

    # --- what it tells --------------------------------------------------------------------------

    @property
    def happenings(self) -> list[Happening]:
        """All of them; so many as ``shown`` have been shown."""
        return self._course.happenings

    @property
    def done(self) -> list[Done]:
        """All that was done."""
        return self._course.done

    @property
    def shown(self) -> int:
        return self._shown

    @property
    def at_end(self) -> bool:
        """All that has happened is shown."""
        return self._shown >= len(self.happenings)

    @property
    def view(self) -> CallView:
        if self._view is None:
            self._view = CallView(self.happenings, self._shown)
        return self._view

    @property
    def now(self) -> float:
        return self._clock

    @property
    def over(self) -> bool:
        return self.view.ended is not None

    @property
    def pending(self) -> Pending | None:
        return self._course.phone.pending if self.at_end else None

    @property
    def failures(self) -> list[tuple[str, str]]:
        """What dialogues demanded in vain, (Russian, English)."""
        return [(h.text, h.value) for h in self.happenings if h.what is What.FAILURE]

    # --- time -----------------------------------------------------------------------------------

    def step(self) -> Stop:
        """To the next node, whatever has to be waited for on the way."""
        return self._go(LONGEST_CALL_S, lambda each: each.what is What.ENTERED)

    def skip(self) -> Stop:
        """Over a wait: to the next thing that happens by itself."""
        before = self._shown
        stop = self._go(LONGEST_CALL_S, lambda each: True)
        if stop is Stop.NODE and self._shown > before:
            self._show_waiting()
        return stop

    def run(self) -> Stop:
        """To a breakpoint, a decision or the end, as fast as it goes."""
        return self._go(LONGEST_CALL_S, lambda each: False)

    def advance(self, seconds: float) -> Stop:
        """Let so much time pass."""
        return self._go(min(self._clock + max(seconds, 0.0), LONGEST_CALL_S), lambda each: False)

    # --- what the subscriber and the world do ---------------------------------------------------

    def press(self, keys: str, *, stepping: bool = False) -> Stop:
        """``stepping``: stop at the first node that it leads to."""
        return self._do(Do(Press(keys)), stepping)

    def speak(self, seconds: float, *, stepping: bool = False) -> Stop:
        """Into the message being recorded; nothing where none is."""
        if self.view.recording:
            self._cut()
        if not (self.view.recording and self._course.phone.records):
            return self._why(Stop.TIME)
        return self._do(Do(Speak(max(seconds, 0.0))), stepping)

    def hang_up(self, *, stepping: bool = False) -> Stop:
        return Stop.ENDED if self.over else self._do(Do(HangUp()), stepping)

    def transfer(self, result: TransferResult, *, stepping: bool = False) -> Stop:
        """How the transfer that is under way ends."""
        if self.view.transferring:
            self._cut()
        if not self.view.transferring or self._course.phone.transfer is None:
            return self._why(Stop.TIME)
        return self._do(Do(TransferHappens(result)), stepping)

    def give(self, answer: Answer, *, stepping: bool = False) -> Stop:
        """The answer to ``pending``; nothing where nobody has asked."""
        if self.pending is None:
            return self._why(Stop.TIME)
        return self._do(Give(answer), stepping)

    def set_stubs(self, stubs: tuple[Stub, ...]) -> None:
        """What answers from here on; answers that were given stay."""
        self._course.set_stubs(stubs)

    def play(self, dialogue: Dialogue) -> None:
        """Do what a dialogue does, to its end or its failure; then all of it has been shown."""
        for number, step in enumerate(dialogue.steps, 1):
            self._course.run(Do(step), f"{number}: ")
            if self.failures or self._course.phone.pending is not None:
                break
        else:
            self._course.run(RunOut())
        pending = self._course.phone.pending
        if pending is not None and not self.failures:
            what = shown(pending.request)
            self._course.phone.fail(DialogueFailure(f"нет заглушки, которая ответила бы: {what}",
                                             f"no stub answers: {what}"))  # fmt: skip
        self._show(len(self.happenings))

    # --- back and forth -------------------------------------------------------------------------

    def seek(self, shown: int) -> None:
        """Show it after so many of its happenings."""
        self._shown = 0
        self._show(max(1, min(shown, len(self.happenings))))

    def back(self) -> bool:
        """To the node before, as it was entered."""
        places = [i for i, h in enumerate(self.happenings[: self._shown]) if h.what is What.ENTERED]
        if len(places) < 2:
            return False
        self.seek(places[-2] + 1)
        return True

    def restart(self) -> None:
        self._course.restart()
        self.seek(1)
        self._show_waiting()

    # --- inside ---------------------------------------------------------------------------------

    def _go(self, until: float, stops: Callable[[Happening], bool]) -> Stop:
        while True:
            stop = self._show_up_to(until, stops)
            if stop is not None:
                return stop
            if not self.at_end or not self._course.goes_on:
                return self._why(Stop.TIME)
            before = len(self.happenings)
            self._course.run(Tick(until))
            if self._course.phone.now >= until and len(self.happenings) == before:
                self._clock = max(self._clock, until)
                return Stop.TIME

    def _show_up_to(self, until: float, stops: Callable[[Happening], bool]) -> Stop | None:
        while not self.at_end:
            each = self.happenings[self._shown]
            if each.at > until:
                self._clock = max(self._clock, until)
                return Stop.TIME
            self._show(self._shown + 1)
            stop = self._stop_at(each, stops)
            if stop is not None:
                self._show_waiting()
                return stop
        if self._course.phone.over:
            return Stop.ENDED
        return Stop.OUTSIDE if self._course.phone.pending is not None else None

    def _stop_at(self, each: Happening, stops: Callable[[Happening], bool]) -> Stop | None:
        if each.what is What.TRANSFER:
            return Stop.TRANSFER
        if each.what is What.ENTERED and self._is_breakpoint(each):
            return Stop.BREAKPOINT
        return Stop.NODE if stops(each) else None

    def _is_breakpoint(self, each: Happening) -> bool:
        return any(
            node == each.node_id and scheme.casefold() == each.scheme.casefold()
            for scheme, node in self.breakpoints
        )

    def _why(self, otherwise: Stop) -> Stop:
        if not self.at_end:
            return otherwise
        if self._course.phone.over:
            return Stop.ENDED
        return Stop.OUTSIDE if self._course.phone.pending is not None else otherwise

    def _show(self, shown: int) -> None:
        shown = min(shown, len(self.happenings))
        if shown != self._shown:
            self._shown = shown
            self._view = None
        if self._shown:
            self._clock = self.happenings[self._shown - 1].at

    def _show_waiting(self) -> None:
        """Where the call waits at the node that was shown last, show what it does there too."""
        last = self.happenings[self._shown - 1]
        ahead = self.happenings[self._shown :]
        together = [h for h in ahead if h.act == last.act and h.at == last.at]
        if not any(h.what is What.ENTERED for h in together):
            self._show(self._shown + len(together))

    def _do(self, act: Act, stepping: bool) -> Stop:
        self._cut()
        if self._course.phone.over:
            return Stop.ENDED
        self._course.run(act)
        stop = self._show_up_to(
            self._course.phone.now, lambda each: stepping and each.what is What.ENTERED
        )
        if stop is None:
            self._clock = max(self._clock, self._course.phone.now)
        return stop or Stop.TIME

    def _cut(self) -> None:
        """What has not been shown shall not have happened."""
        if self.at_end and self._clock >= self._course.phone.now:
            return
        last = self.happenings[self._shown - 1]
        clock = max(self._clock, last.at)
        self._course.rewind(last, clock)
        self._show(len(self.happenings))
        self._clock = max(clock, self._course.phone.now)
