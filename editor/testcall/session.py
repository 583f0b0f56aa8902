"""A test call: a scheme is gone through forth and back, by the interpreter of real calls.

Sans-IO: time passes when the host says so. What has happened is a list, and the call may be shown
at any place of it. Going back costs nothing; whatever is then done otherwise begins a new future
there.
"""

from collections.abc import Callable

from editor.testcall.acts import Act, Do, Done, Give, RunOut, Stop, Tick
from editor.testcall.course import Course
from editor.testcall.happenings import Happening, What
from editor.testcall.showing import Showing
from editor.testcall.watched_phone import Pending
from engine.ivr.compile import CompiledScheme
from engine.ivr.model import Utterance
from engine.scheme.dialogue_failure import DialogueFailure
from engine.scheme.dialogue_model import (
    Dialogue,
    HangUp,
    OperatorHappens,
    PositionTold,
    Press,
    Speak,
    Stub,
    TransferHappens,
    TransferResult,
)
from engine.scheme.dialogues import estimated_duration
from engine.scheme.stub_world import Answer, shown


class TestCall(Showing):
    """``setup``: the call's contact, moment, language, chance; ``stubs`` of it answer first, the
    rest waits as ``pending``. ``durations``: how long utterances last."""

    __test__ = False  # it is no test of pytest's

    def __init__(
        self,
        compiled: CompiledScheme,
        setup: Dialogue,
        durations: Callable[[Utterance], float] = estimated_duration,
    ) -> None:
        super().__init__()
        self.compiled = compiled
        self.setup = setup
        self._course = Course(compiled, setup, durations)
        self._show(1)
        self._show_waiting()

    @property
    def happenings(self) -> list[Happening]:
        """All of them; so many as ``shown`` have been shown."""
        return self._course.happenings

    @property
    def done(self) -> list[Done]:
        """All that was done."""
        return self._course.done

    @property
    def pending(self) -> Pending | None:
        return self._course.phone.pending if self.at_end else None

    @property
    def failures(self) -> list[tuple[str, str]]:
        """What dialogues demanded in vain, (Russian, English)."""
        return [(h.text, h.value) for h in self.happenings if h.what is What.FAILURE]

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

    def operator(self, step: OperatorHappens | PositionTold, *, stepping: bool = False) -> Stop:
        """What operators do for him who waits for one."""
        if self.view.returns is not None:
            self._cut()
        if self.view.returns is None or self._course.phone.operator is None:
            return self._why(Stop.TIME)
        return self._do(Do(step), stepping)

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

    def restart(self) -> None:
        self._course.restart()
        super().restart()

    # --- inside ---------------------------------------------------------------------------------

    def _more(self, until: float) -> bool:
        before = len(self.happenings)
        self._course.run(Tick(until))
        return self._course.phone.now < until or len(self.happenings) > before

    def _waits(self) -> Stop | None:
        if self._course.phone.over:
            return Stop.ENDED
        return Stop.OUTSIDE if self._course.phone.pending is not None else None

    def _why(self, otherwise: Stop) -> Stop:
        if not self.at_end:
            return otherwise
        return self._waits() or otherwise

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
