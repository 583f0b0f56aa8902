"""The course of a test call: what was done in it, and what came of that.

Whatever is done is kept, so that the call can be led anew up to any place; the same acts always
bring the same. The clock stands still between acts.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from editor.testcall.acts import Act, Do, Done, Give, RunOut, Tick
from editor.testcall.happenings import Happening, What
from editor.testcall.watched_phone import WatchedPhone
from engine.ivr.compile import CompiledScheme
from engine.ivr.model import Utterance
from engine.ivr.requests import OutsideRequest
from engine.scheme.dialogue_failure import DialogueFailure
from engine.scheme.dialogue_model import Dialogue, Hear, Listen, Silence, Stub
from engine.scheme.dialogue_player import LONGEST_CALL_S
from engine.scheme.stub_world import Answer, StubWorld

#: Events in a row that bring nothing until it must be an endless loop.
_MOST_SILENT = 50_000
_CIRCLES = "the call turns in circles and does not end"


class Course:
    """``phone`` is another one after ``rewind``."""

    def __init__(
        self,
        compiled: CompiledScheme,
        setup: Dialogue,
        durations: Callable[[Utterance], float],
    ) -> None:
        self._compiled = compiled
        self._setup = setup
        self._durations = durations
        self.done: list[Done] = []
        self._stubs = StubWorld(setup.stubs)
        #: Answers that stubs have given, by the number of the step: they do not change afterwards.
        self._known: dict[int, Answer] = {}
        #: The last act let time pass, and nothing else.
        self._idle = False
        self.phone = self._begin()

    @property
    def happenings(self) -> list[Happening]:
        return self.phone.happenings

    @property
    def goes_on(self) -> bool:
        """Time may pass."""
        return not self.phone.over and self.phone.pending is None

    def set_stubs(self, stubs: tuple[Stub, ...]) -> None:
        self._stubs = StubWorld(stubs)

    def restart(self) -> None:
        self._known = {}
        self._stubs = StubWorld(self._setup.stubs)
        self._again(())

    def rewind(self, last: Happening, until: float) -> None:
        """Back to the moment ``until``, after ``last`` and what belongs to the same moment of the
        same act."""
        acts = [done.act for done in self.done[: last.act]]
        if acts and isinstance(acts[-1], Do) and isinstance(acts[-1].step, Hear | Listen | Silence):
            acts.pop()  # it took time: only some of it has passed
        asked = sum(h.what is What.ASKED and h.act <= last.act for h in self.happenings)
        self._known = {key: answer for key, answer in self._known.items() if key <= asked}
        self._again(acts)
        while self.goes_on and self.phone.now < until:
            self.run(Tick(until))

    def run(self, act: Act, place: str = "") -> None:
        """``place``: what a failure of it is told with ("3: ")."""
        phone = self.phone
        joined = self._idle and isinstance(act, Tick)
        phone.act = len(self.done) if joined else len(self.done) + 1  # 0 is the beginning
        began, before = phone.now, len(phone.happenings)
        try:
            self._carry_out(act)
        except DialogueFailure as failure:
            if phone.pending is None:
                phone.fail(_placed(failure, place))
        if self.goes_on and phone.crowded:
            phone.break_off(_CIRCLES)
        elif self.goes_on and phone.now >= LONGEST_CALL_S:
            phone.break_off(f"the call takes longer than {LONGEST_CALL_S:g} s")
        if joined:  # time goes on and on
            self.done[-1] = replace(self.done[-1], act=act, ended=phone.now)
        else:
            self.done.append(Done(act, began, phone.now))
        self._idle = isinstance(act, Tick) and len(phone.happenings) == before

    def _carry_out(self, act: Act) -> None:
        match act:
            case Tick(until):
                self._tick(until)
            case Do(step):
                self.phone.do(step)
            case Give(answer):
                self.phone.give(answer)
            case RunOut():
                self.phone.run_out()

    def _tick(self, until: float) -> None:
        """What nobody notices (music begins anew) is no event."""
        phone = self.phone
        before = len(phone.happenings)
        for _ in range(_MOST_SILENT):
            if not phone.next_event(until) or len(phone.happenings) > before:
                return
        phone.break_off(_CIRCLES)

    def _again(self, acts: Sequence[Act]) -> None:
        self.done = []
        self._idle = False
        self.phone = self._begin()
        for act in acts:
            self.run(act)

    def _begin(self) -> WatchedPhone:
        phone = WatchedPhone(
            self._compiled, self._setup, self._durations, self._answer, self._known
        )
        phone.begin()
        return phone

    def _answer(self, request: OutsideRequest) -> Answer | None:
        try:
            return self._stubs.answer(request)
        except DialogueFailure:
            return None  # no stub: it waits for somebody to answer


def _placed(failure: DialogueFailure, place: str) -> DialogueFailure:
    if not place:
        return failure
    return DialogueFailure(f"шаг {place}{failure.ru}", f"step {place}{failure.en}")
