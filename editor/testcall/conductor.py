"""Leads the call of a panel: compiles, begins, lets time pass, has it heard, asks the outside."""

from collections.abc import Callable, Collection
from dataclasses import replace
from time import monotonic

from PySide6.QtCore import QObject, Signal

from editor.background import Background
from editor.content import header_change
from editor.document import SchemeDocument
from editor.testcall.acts import Place, Stop
from editor.testcall.call_names import CallNames, Whom
from editor.testcall.happenings import Hearing
from editor.testcall.recorded import dialogue_of
from editor.testcall.runner import CallRunner
from editor.testcall.session import TestCall
from editor.testcall.showing import Showing
from editor.testcall.sound import PromptPlayer
from editor.testcall.watched_phone import Pending
from editor.testcall.words import error_text
from engine.errors import KnownError
from engine.ivr.compile import CompiledScheme, compile_scheme
from engine.ivr.model import Prompt, Utterance
from engine.scheme import stub_world
from engine.scheme.dialogue_model import (
    Dialogue,
    OperatorHappens,
    PositionTold,
    Stub,
    TransferResult,
)
from engine.scheme.dialogues import estimated_duration
from engine.scheme.library import Library
from engine.scheme.model import Scheme
from engine.scheme.stub_world import Answer, Outside


class Conductor(QObject):
    """``durations``: how long utterances last, as far as that is known without hearing them."""

    changed = Signal()
    running_changed = Signal(bool)
    #: Another call is shown.
    begun = Signal()
    #: There is no call: why.
    failed = Signal(str)
    #: A dialogue of this name is among the scheme's tests now.
    kept = Signal(str)

    def __init__(
        self, document: SchemeDocument, library: Library | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.library = library
        self.durations: Callable[[Utterance], float] = estimated_duration
        self.outside: Outside | None = None
        self.is_live: Callable[[Whom], bool] = lambda _whom: False
        self.runner = CallRunner(self)
        self.player = PromptPlayer(parent=self)
        self._background = Background(parent=self)
        self._asking = Background(parent=self)
        self.names = CallNames(document)
        self._breakpoints: Collection[Place] = frozenset()
        self._speed: float | None = 1.0
        self._sound = True
        self._heard: Hearing | None = None
        self._asked: Pending | None = None
        #: How long utterances really are that were heard: for the calls that begin from now on.
        self._measured: dict[Utterance, float] = {}
        self.runner.changed.connect(self._on_changed)
        self.runner.running_changed.connect(self._on_running)
        self.player.measured.connect(self._on_measured)
        self.player.ended.connect(self._on_sound_over)
        self.destroyed.connect(self.player.close)

    # --- calls ----------------------------------------------------------------------------------

    @property
    def showing(self) -> Showing | None:
        return self.runner.showing

    @property
    def call(self) -> TestCall | None:
        showing = self.runner.showing
        return showing if isinstance(showing, TestCall) else None

    def begin(
        self,
        setup: Dialogue,
        stubs: tuple[Stub, ...],
        *,
        play: bool = False,
        then: str = "",
    ) -> None:
        """The scheme as it is now; with ``play`` the dialogue is gone through. ``then``: what is
        done first, as in ``do``."""
        scheme, library = self._document.scheme(), self.library
        node_types = self._document.node_types
        measured, durations = dict(self._measured), self.durations

        def lasts(item: Utterance) -> float:
            known = measured.get(item)
            return durations(item) if known is None else known

        def made() -> tuple[CompiledScheme, TestCall]:
            compiled = compile_scheme(scheme, node_types, library)
            _measure(scheme, durations)
            call = TestCall(compiled, replace(setup, stubs=stubs), lasts)
            if play:
                call.play(setup)
            return compiled, call

        def shown(found: tuple[CompiledScheme, TestCall]) -> None:
            self.names.compiled, call = found
            self.show(call)
            self.begun.emit()
            if then:
                self.do(then)

        self.runner.pause()
        self._background.forget()
        self._background.call(made, shown, lambda error: self._fail(error))

    def show(self, showing: Showing | None) -> None:
        self.player.stop()
        self._heard = self._asked = None
        if showing is not None:
            showing.breakpoints = self._breakpoints
        self.runner.show(showing)

    def close(self) -> None:
        self._background.forget()
        self._asking.forget()
        self.show(None)

    def _fail(self, error: BaseException) -> None:
        self.failed.emit(error_text(error))

    def keep(self, name: str) -> None:
        """What was done becomes one of the scheme's dialogues."""
        call = self.call
        if call is None:
            return
        taken = {test.name for test in self._document.content.header["tests"]}
        free, number = name, 1
        while free in taken:
            number += 1
            free = f"{name} {number}"
        self._background.call(
            lambda: dialogue_of(call, free), self._add_dialogue, lambda error: self._fail(error)
        )

    def _add_dialogue(self, dialogue: Dialogue) -> None:
        content = self._document.content
        tests = (*content.header["tests"], dialogue)
        self._document.do(
            self.tr("Keep the call as a test"), header_change(content, {"tests": tests})
        )
        self.kept.emit(dialogue.name)

    # --- what is done in it ---------------------------------------------------------------------

    def do(self, what: str) -> None:
        """One of ``restart``, ``run``, ``step``, ``skip``, ``back``, ``end``."""
        showing = self.showing
        if showing is None:
            return
        if what == "run":
            self.runner.pause() if self.runner.running else self.runner.go(self._speed)
            return
        self.runner.pause()
        if what == "end":
            self.runner.go(None)
            return
        result = getattr(showing, what)()
        self.runner.told(result if isinstance(result, Stop) else None)

    def press(self, keys: str) -> None:
        self._act(lambda call, stepping: call.press(keys, stepping=stepping))

    def speak(self, seconds: float) -> None:
        self._act(lambda call, stepping: call.speak(seconds, stepping=stepping))

    def be_silent(self, seconds: float) -> None:
        self._act(lambda call, _stepping: call.advance(seconds))

    def hang_up(self) -> None:
        self._act(lambda call, stepping: call.hang_up(stepping=stepping))

    def transfer(self, result: TransferResult) -> None:
        self._decide(lambda call, stepping: call.transfer(result, stepping=stepping))

    def operator(self, step: OperatorHappens | PositionTold) -> None:
        self._decide(lambda call, stepping: call.operator(step, stepping=stepping))

    def give(self, answer: Answer) -> None:
        self._decide(lambda call, stepping: call.give(answer, stepping=stepping))

    def seek(self, shown: int) -> None:
        if self.showing is not None:
            self.runner.pause()
            self.showing.seek(shown)
            self.runner.told()

    def _act(self, action: Callable[[TestCall, bool], Stop]) -> None:
        call = self.call
        if call is not None:
            self.runner.told(action(call, not self.runner.running))

    def _decide(self, action: Callable[[TestCall, bool], Stop]) -> None:
        """What was only waiting for this goes on."""
        waits = self.runner.waits
        self._act(action)
        if waits:
            self.runner.go(None)

    def set_speed(self, speed: float | None) -> None:
        self._speed = speed
        if self.runner.running:
            self.runner.go(speed)
        self._let_hear()

    def set_stubs(self, stubs: tuple[Stub, ...]) -> None:
        if self.call is not None:
            self.call.set_stubs(stubs)

    def set_breakpoints(self, places: Collection[Place]) -> None:
        self._breakpoints = places
        if self.showing is not None:
            self.showing.breakpoints = places

    # --- the outside ----------------------------------------------------------------------------

    def whom(self, pending: Pending) -> Whom:
        return stub_world.whom(pending.request)

    def ask_for_real(self) -> None:
        """What is pending, of a source or function that is really there."""
        call, outside = self.call, self.outside
        pending = call.pending if call is not None else None
        if call is None or pending is None or outside is None or pending is self._asked:
            return
        self._asked = pending
        began = monotonic()

        def answered(value: object, failure: str | None = None) -> None:
            if self.call is call and call.pending is pending:
                self.give(Answer(monotonic() - began, value, failure))

        def failed(error: BaseException) -> None:
            reason = str(error) if isinstance(error, KnownError) else error_text(error)
            answered(None, reason)

        self._asking.call(lambda: outside(pending.request), answered, failed)

    # --- sound ----------------------------------------------------------------------------------

    def set_sound(self, on: bool) -> None:
        self._sound = on
        self._heard = None
        self._let_hear()

    def _on_changed(self) -> None:
        call = self.call
        pending = call.pending if call is not None else None
        if pending is None:
            self._asked = None
        elif self.is_live(self.whom(pending)):
            self.ask_for_real()
        self._let_hear()
        self.changed.emit()

    def _on_running(self, running: bool) -> None:
        if running:
            self.player.resume()
        else:
            self.player.pause()
        self.running_changed.emit(running)
        self._let_hear()

    def _let_hear(self) -> None:
        """What is being heard in the call is heard here, where it goes on as fast as in life or is
        gone through by hand."""
        showing = self.showing
        hearing = showing.view.hearing if showing is not None else None
        fast = self.runner.running and self.runner.speed != 1.0
        if showing is not None and not showing.aloud:
            hearing = None
        if hearing is None or fast or not self._sound:
            if self.player.playing:
                self.player.stop()
            self._heard = hearing if self._sound and not fast else None
        elif hearing != self._heard:
            self._heard = hearing
            self.player.play(hearing.utterance, looped=hearing.looped)
        self.runner.holds = self.player.playing

    def _on_sound_over(self) -> None:
        self.runner.holds = False

    def _on_measured(self, utterance: Utterance, seconds: float) -> None:
        self._measured[utterance] = seconds


def _measure(scheme: Scheme, durations: Callable[[Utterance], float]) -> None:
    """How long recordings are is read from their files, and remembered: not while the call runs."""
    for name, languages in scheme.prompts.items():
        for language, recording in languages.items():
            durations(Prompt(name, language, recording.file, recording.text))
