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
from datetime import datetime
from functools import partial

from engine.domain.answering_machine import AnsweredBy
from engine.domain.disposition import Disposition
from engine.ivr import model
from engine.ivr.compile import CompiledNode, CompiledScheme, Departure, compile_scheme
from engine.ivr.foreseeing import static_utterances
from engine.ivr.frame import Frame
from engine.ivr.handler import KEYS, Call
from engine.ivr.reacting import reaction
from engine.ivr.requests import Rows
from engine.scheme.expressions import EvaluationError

__all__ = ["CompiledScheme", "Interpreter", "compile_scheme", "static_utterances"]

#: Nodes visited in one go, without real waiting between them, until it must be an endless loop.
MOST_VISITS = 1000
#: Schemes that may call one another in a row until it must be an endless recursion.
DEEPEST = 20
#: A wait shorter than this (a prompt that failed at once) is none: a loop through it is as endless.
_REAL_WAIT_S = 0.02


class Interpreter:
    """One call. ``fields``: the contact's fields by header; ``language``: one of the scheme's,
    None for its first."""

    __slots__ = (
        "_call", "_finished", "_frames", "_jumped_from", "_node", "_scheme", "_started", "_visits",
        "_waiting_since", "trail", "watch",
    )  # fmt: skip

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
        self._frames: list[Frame] = []
        self._jumped_from: CompiledNode | None = None
        self._started = False
        self._finished = False
        self._visits = 0
        self._waiting_since = 0.0
        #: Nodes left; kept only where somebody has put a list here.
        self.trail: list[Departure] | None = None
        #: Called with each node as it is entered, before it does anything.
        self.watch: Callable[[CompiledNode], None] | None = None

    # --- what the host calls --------------------------------------------------------------------

    def start(self, now: float, at: datetime | None = None,
              answered_by: AnsweredBy | None = None) -> list[model.IvrCommand]:  # fmt: skip
        """Somebody has answered, at the moment ``at`` where it is known."""
        if self._started or self._finished:
            return []
        call = self._call
        call.facts = call.facts.of_answer(at, answered_by)
        self._started = True
        call.now = call.began = call.silent_since = self._waiting_since = now
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
        if isinstance(event, model.MessageRecorded) and event.reason == "hung_up":
            return self._keep_message(event)
        action = reaction(call, self._node.handler, event)
        return [] if action is None else self._step(lambda: self._leave_by(action()))

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
    def scheme_name(self) -> str:
        """The scheme that the call is in; "" in the one it began with."""
        return self._node.visited.scheme

    @property
    def node(self) -> CompiledNode:
        return self._node

    @property
    def language(self) -> str:
        return self._call.language

    @property
    def variables(self) -> Mapping[str, object]:
        return dict(self._call.values)

    @property
    def results(self) -> Mapping[str, str]:
        return dict(self._call.results)

    @property
    def counters(self) -> Mapping[str, int]:
        """How often counting nodes of the scheme at hand were passed, by their id."""
        return dict(self._call.counters)

    @property
    def rows(self) -> Mapping[str, tuple[Rows, int]]:
        """What queries have brought, and how many rows of it ``next_row`` has taken."""
        call = self._call
        return {name: (rows, call.row_cursors.get(name, 0)) for name, rows in call.rows.items()}

    @property
    def keys_ahead(self) -> str:
        """Keys pressed that no node has used yet."""
        return "".join(self._call.keys)

    # --- inside ---------------------------------------------------------------------------------

    def _on_key(self, key: str) -> list[model.IvrCommand]:
        call = self._call
        if key not in KEYS or (call.playing and not call.barge_in):
            return []
        call.press(key)
        call.silent_since = call.now
        handler = self._node.handler
        return self._step(lambda: self._leave_by(handler.key(call)))

    def _keep_message(self, event: model.MessageRecorded) -> list[model.IvrCommand]:
        """It is to be kept, but nobody is there to go on with."""
        call = self._call
        if event.recording_id != call.recording:
            return []
        call.recording = None
        try:
            self._node.handler.recorded(call, event)
        except Exception as error:
            call.failed(self._node.id, error)
        return self._take()

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
                self._call.failed(self._node.id, error)
                while "error" not in self._node.targets and self._frames:
                    self._pop()  # what a sub-scheme does not deal with, its caller may
                self._note_left(self._node, "error")
                target = self._node.targets.get("error")
                if target is None or self._visits > MOST_VISITS:
                    self._break_off()
                    return
                action = partial(self._go, target)
            except Exception as error:
                self._call.failed(self._node.id, error)
                self._break_off()
                return

    def _leave_by(self, port: str | None) -> None:
        if port is None:
            target = self._wish()
            if target is not None:
                self._go(target)
            return
        target = self._beyond(port)
        if target is not None:
            self._go(target)

    def _beyond(self, port: str | None) -> CompiledNode | None:
        """The node that the port leads to, in the calling scheme where this one is through; None:
        the call waits or has ended."""
        while port is not None:
            node = self._node
            self._note_left(node, port)
            target = node.targets.get(port)
            if target is not None:
                return target
            if port == "error" and self._frames:
                self._pop()  # what a sub-scheme does not deal with, its caller may
                continue
            if port not in node.good_ends:
                self._break_off("the port “{port}” leads nowhere", port=port)
                return None
            if not self._frames:
                self._call.end()
                self._hang_up()
                return None
            port = self._come_back("")
        return self._wish()

    def _wish(self) -> CompiledNode | None:
        """A node without a port to leave by waits, unless it wants the call to end or to go on
        elsewhere: the node to go on at, then."""
        call = self._call
        if call.ended_as is not None:
            self._hang_up()
        elif call.switch is not None:
            return self._change_scheme()
        elif call.returning is not None:
            outcome, call.returning = call.returning, None
            if self._frames:
                return self._beyond(self._come_back(outcome))
            call.end()
            self._hang_up()
        return None

    def _change_scheme(self) -> CompiledNode:
        call = self._call
        wish, call.switch = call.switch, None
        assert wish is not None
        if wish.returns:
            if len(self._frames) >= DEEPEST:
                raise EvaluationError("{n} schemes have called one another in a row", n=DEEPEST)
            self._frames.append(Frame(self._scheme, self._node, call.scope, call.counters))
        else:
            self._jumped_from = self._root()
            self._frames.clear()
        self._scheme = wish.scheme
        call.enter_scope(wish.values)
        call.counters = {}
        return wish.scheme.start

    def _note_left(self, node: CompiledNode, port: str) -> None:
        if self.trail is not None:
            self.trail.append(Departure(node, port, len(self._call.out)))

    def _come_back(self, outcome: str) -> str | None:
        """To the node that called this scheme; the port by which that is left."""
        call = self._call
        values = call.values
        self._pop()
        return self._node.handler.returned(call, outcome, values)

    def _pop(self) -> None:
        frame = self._frames.pop()
        self._scheme, self._node = frame.scheme, frame.node
        self._drop_waiting()
        self._call.return_to(frame.scope)
        self._call.counters = frame.counters

    def _root(self) -> CompiledNode:
        """Where the call is in the scheme it began with."""
        if self._jumped_from is not None:
            return self._jumped_from
        return self._frames[0].node if self._frames else self._node

    def _drop_waiting(self) -> None:
        """What the node was waiting for is of no interest any more."""
        call = self._call
        if call.playing:
            call.stop_playback()
        if call.step is not None:
            call.drop_step()
        if call.recording is not None:
            call.stop_recording()
        call.leave_operator()
        call.state = None
        call.timer = None
        call.switch = None
        call.returning = None

    def _go(self, node: CompiledNode) -> None:
        """Enter ``node`` and go on until a node waits or the call ends."""
        call = self._call
        out = call.out
        while True:
            self._drop_waiting()
            self._node = node
            out.append(node.visited)
            if self.watch is not None:
                self.watch(node)
            self._visits += 1
            if self._visits > MOST_VISITS:
                self._break_off("{n} nodes in a row without a wait: an endless loop", n=MOST_VISITS)
                return
            port = node.handler.enter(call)
            target = node.targets.get(port) if port is not None else None
            if target is not None:
                self._note_left(node, port or "")
            else:
                target = self._wish() if port is None else self._beyond(port)
                if target is None:
                    return
            node = target

    def _break_off(self, reason: str = "", **values: object) -> None:
        """The scheme cannot go on: the call ends, and honestly does not count as completed."""
        call = self._call
        if reason:
            call.trouble(self._node.id, reason, **values)
        call.ended_as = call.outcome or Disposition.PARTIAL
        self._hang_up()

    def _hang_up(self) -> None:
        call = self._call
        assert call.ended_as is not None
        self._drop_waiting()
        call.out.append(model.HangUp())
        self._finish(call.ended_as)

    def _finish(self, disposition: Disposition) -> None:
        self._finished = True
        self._call.timer = None
        where = self._root().id if self._started else ""
        self._call.out.append(model.Finished(disposition, where))

    def _take(self) -> list[model.IvrCommand]:
        taken = self._call.out
        self._call.out = []
        return taken
