"""The IVR interpreter: leads one call through a compiled scheme.

Sans-IO, see ``engine.ivr.model``. Whatever a scheme does, every run ends in exactly one
``Finished``, no method raises for what a scheme or a subscriber does, and a scheme that turns in
circles is ended instead of stopping the engine.

Keys. A key that comes while something plays that may be interrupted, or between prompts, counts:
what the node at hand does not use stays for the next node that asks for keys (type-ahead), as
people who know a menu expect. Keys pressed during a prompt that cannot be interrupted are
dropped, as in VoiceXML 2.0 (4.1.8): nobody answers what he has not heard.
"""

from collections.abc import Callable, Mapping
from functools import partial

from engine.domain.disposition import Disposition
from engine.ivr import model
from engine.ivr.compile import (
    CompiledNode,
    CompiledScheme,
    compile_scheme,
    needs_transfer,
    static_utterances,
)
from engine.ivr.handler import KEYS, Call
from engine.scheme.expressions import EvaluationError

__all__ = [
    "CompiledScheme",
    "Interpreter",
    "compile_scheme",
    "needs_transfer",
    "static_utterances",
]

#: Nodes visited in one go, without real waiting between them, until it must be an endless loop.
MOST_VISITS = 1000
#: A wait shorter than this (a prompt that failed at once) is none: a loop through it is as endless.
_REAL_WAIT_S = 0.02


class Interpreter:
    """One call. ``fields``: the contact's fields by header; ``language``: one of the scheme's,
    None for its first."""

    __slots__ = ("_call", "_finished", "_node", "_scheme", "_started", "_visits", "_waiting_since")

    def __init__(
        self,
        compiled: CompiledScheme,
        facts: model.CallFacts,
        fields: Mapping[str, str],
        language: str | None = None,
    ) -> None:
        if language not in compiled.languages:
            language = compiled.language
        self._scheme = compiled
        self._call = Call(compiled.variables, facts, fields, language)
        self._node: CompiledNode = compiled.start
        self._started = False
        self._finished = False
        self._visits = 0
        self._waiting_since = 0.0

    # --- what the host calls --------------------------------------------------------------------

    def start(self, now: float) -> list[model.IvrCommand]:
        """The subscriber has answered."""
        if self._started or self._finished:
            return []
        self._started = True
        self._call.now = self._waiting_since = now
        return self._step(lambda: self._go(self._scheme.start))

    def handle(self, event: model.IvrEvent, now: float) -> list[model.IvrCommand]:
        if self._finished:
            return []
        call = self._call
        call.now = max(now, call.now)
        if isinstance(event, model.SubscriberGone):
            call.playing = False
            self._finish(call.outcome or Disposition.PARTIAL)
            return self._take()
        if not self._started:
            return []
        if isinstance(event, model.KeyPressed):
            return self._on_key(event.key)
        handler = self._node.handler
        if isinstance(event, model.PlaybackEnded):
            if not call.playing or event.playback_id != call.playback_id:
                return []  # of a playback that was stopped
            call.playing = False
            return self._step(lambda: self._leave_by(handler.played(call)))
        if isinstance(event, model.TransferAnswered):
            call.playing = False
            return self._step(lambda: self._leave_by(handler.transfer_answered(call)))
        outcome = event.outcome
        return self._step(lambda: self._leave_by(handler.transfer_ended(call, outcome)))

    def handle_timer(self, now: float) -> list[model.IvrCommand]:
        call = self._call
        call.now = max(now, call.now)
        if self._finished or call.timer is None or call.now < call.timer:
            return []
        call.timer = None
        handler = self._node.handler
        return self._step(lambda: self._leave_by(handler.timer(call)))

    def next_timer(self) -> float | None:
        return None if self._finished else self._call.timer

    # --- what the editor and tests look at ------------------------------------------------------

    @property
    def finished(self) -> bool:
        return self._finished

    @property
    def node_id(self) -> str:
        return self._node.id

    @property
    def variables(self) -> Mapping[str, object]:
        return dict(self._call.values)

    @property
    def results(self) -> Mapping[str, str]:
        return dict(self._call.results)

    # --- inside ---------------------------------------------------------------------------------

    def _on_key(self, key: str) -> list[model.IvrCommand]:
        call = self._call
        if key not in KEYS or (call.playing and not call.barge_in):
            return []
        call.press(key)
        handler = self._node.handler
        return self._step(lambda: self._leave_by(handler.key(call)))

    def _step(self, action: Callable[[], None]) -> list[model.IvrCommand]:
        if self._call.now - self._waiting_since >= _REAL_WAIT_S:
            self._visits = 0
        self._guard(action)
        self._waiting_since = self._call.now
        return self._take()

    def _guard(self, action: Callable[[], None]) -> None:
        """Whatever fails in a node fails this call only, and leaves a reason. A node that fails
        on this call's values is left by its error port, where one is linked."""
        while True:
            try:
                action()
                return
            except EvaluationError as error:
                self._call.trouble(self._node.id, str(error))
                target = self._node.targets.get("error")
                if target is None or self._visits > MOST_VISITS:
                    self._break_off("")
                    return
                action = partial(self._go, target)
            except Exception as error:
                self._break_off(f"{type(error).__name__}: {error}")
                return

    def _leave_by(self, port: str | None) -> None:
        if port is not None:
            self._leave(port)
        elif self._call.ended_as is not None:
            self._hang_up()

    def _leave(self, port: str) -> None:
        node = self._node
        target = node.targets.get(port)
        if target is not None:
            self._go(target)
        elif port not in node.good_ends:
            self._break_off(f"the port “{port}” leads nowhere")
        else:
            self._call.end()
            self._hang_up()

    def _go(self, node: CompiledNode) -> None:
        """Enter ``node`` and go on until a node waits or the call ends."""
        call = self._call
        out = call.out
        while True:
            if call.playing:
                call.stop_playback()
            call.state = None
            call.timer = None
            self._node = node
            out.append(node.visited)
            self._visits += 1
            if self._visits > MOST_VISITS:
                self._break_off(f"{MOST_VISITS} nodes in a row without waiting: an endless loop")
                return
            port = node.handler.enter(call)
            if port is None:
                if call.ended_as is not None:
                    self._hang_up()
                return
            target = node.targets.get(port)
            if target is None:
                self._leave(port)
                return
            node = target

    def _break_off(self, reason: str) -> None:
        """The scheme cannot go on: the call ends, and honestly does not count as completed."""
        call = self._call
        if reason:
            call.trouble(self._node.id, reason)
        call.ended_as = call.outcome or Disposition.PARTIAL
        self._hang_up()

    def _hang_up(self) -> None:
        call = self._call
        assert call.ended_as is not None
        call.stop_playback()
        call.out.append(model.HangUp())
        self._finish(call.ended_as)

    def _finish(self, disposition: Disposition) -> None:
        self._finished = True
        self._call.timer = None
        self._call.out.append(model.Finished(disposition, self._node.id if self._started else ""))

    def _take(self) -> list[model.IvrCommand]:
        taken = self._call.out
        self._call.out = []
        return taken
