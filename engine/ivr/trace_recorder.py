"""Writes down what an interpreter does on one call.

Sans-IO as the interpreter itself: whoever runs a call (the engine, the editor's test call) gives
``step`` each event and the commands that came of it.
"""

from collections.abc import Mapping, Sequence
from typing import cast

from engine.domain.flow import FlowCount
from engine.ivr import model
from engine.ivr import trace as traced
from engine.ivr.compile import CompiledNode, Departure
from engine.ivr.interpreter import Interpreter
from engine.ivr.requests import DrawTicket, HttpAnswer, HttpRequest, QuerySource, Rows
from engine.ivr.trace import HIDDEN, TEXT_LENGTH, VALUE_LENGTH
from engine.scheme.values import Value, to_text

#: What an event takes beside its texts, about.
_EVENT_SIZE = 14
#: Commands that say nothing that is not told by others.
_SILENT = frozenset({model.Finished, model.HangUp, model.SaveAnswer, model.StopMessage})
#: Shorter values are not looked for in texts: every date would have them.
_SECRET_LENGTH = 4


class TraceRecorder:
    """To be made before the call starts. ``versions``: scheme ("" for the first) → version id."""

    __slots__ = (
        "_asked", "_began", "_cut", "_events", "_interpreter", "_playing", "_secrets", "_seen",
        "_size", "_trail", "_variables", "_versions", "flow",
    )  # fmt: skip

    def __init__(self, interpreter: Interpreter, versions: Mapping[str, int]) -> None:
        self._interpreter = interpreter
        self._trail: list[Departure] = []
        interpreter.trail = self._trail
        self._versions = versions
        self._events: list[traced.TraceEvent] = []
        self._size = 0
        self._cut = False
        self._began = 0.0
        #: The playback under way.
        self._playing: int | None = None
        #: Step → when it was asked for.
        self._asked: dict[int, float] = {}
        #: Schemes that the call came by.
        self._seen = {""}
        #: Scheme → its variables as they were last.
        self._variables: dict[str, Mapping[str, object]] = {"": interpreter.variables}
        #: Variables that hold secrets, and their values.
        self._secrets: tuple[set[str], set[str]] = (set(), set())
        #: Counts every step, those that the trace has no room for as well.
        self.flow = FlowCount(versions)

    def answered(self, now: float) -> None:
        """By the clock of ``step``."""
        self._began = now

    def step(
        self,
        event: model.IvrEvent | None,
        node: CompiledNode,
        commands: Sequence[model.IvrCommand],
        now: float,
    ) -> None:
        """``event``: None for the start and for timers; ``node``: where the call was before it."""
        at = self._at(now)
        trail = self._trail
        waits_at = self._interpreter.node
        for each in (node, waits_at):
            if each.secret:
                self._secrets[0].add(each.secret)
        if event is not None:
            self._note_event(event, at, now, node.secret)
        # Nodes that a call only comes by say nothing; what is said after the last one is its own.
        secret = node.secret
        done = 0
        for place, command in enumerate(commands):
            while done < len(trail) and trail[done].place <= place:
                self._left(trail[done], at)
                done += 1
            kind = type(command)
            if kind is model.Visited:
                self._entered(command, at)  # type: ignore[arg-type]
                secret = waits_at.secret
            elif kind not in _SILENT:
                self._note_command(command, at, now, secret)
        for departure in trail[done:]:
            self._left(departure, at)
        trail.clear()
        self._note_variables(at)

    def so_far(self) -> traced.CallTrace:
        """Of a call that goes on: it has no end yet."""
        versions = {name: self._versions.get(name, 0) for name in sorted(self._seen)}
        return traced.CallTrace(versions, tuple(self._events), self._cut)

    def finish(self, disposition: str, node: str, by: str, now: float) -> traced.CallTrace:
        """The call is over."""
        self.flow.over()
        ended = traced.Ended(self._at(now), disposition, node, by)
        versions = {name: self._versions.get(name, 0) for name in sorted(self._seen)}
        return traced.CallTrace(versions, (*self._events, ended), self._cut)

    # --- inside ---------------------------------------------------------------------------------

    def _at(self, now: float) -> int:
        return max(0, round((now - self._began) * 1000))

    def _add(self, event: traced.TraceEvent, texts: int = 8) -> None:
        self._size += _EVENT_SIZE + texts
        if self._size > traced.LONGEST:
            self._cut = True
        elif not self._cut:
            self._events.append(event)

    def _entered(self, command: model.Visited, at: int) -> None:
        scheme, node_id = command.scheme, command.node_id
        self._seen.add(scheme)
        self.flow.entered(scheme, node_id)
        self._add(traced.Entered(at, node_id, scheme), len(node_id) + len(scheme))

    def _left(self, departure: Departure, at: int) -> None:
        node, port, _ = departure
        if node.secret:
            self._secrets[0].add(node.secret)
        link = node.link_of(port)
        scheme = node.visited.scheme
        self._add(traced.Left(at, node.id, scheme, port, link))
        self.flow.left(scheme, node.id, link)

    def _note_event(self, event: model.IvrEvent, at: int, now: float, secret: str) -> None:
        if isinstance(event, model.KeyPressed):
            self._add(traced.Pressed(at, HIDDEN if secret else event.key))
        elif isinstance(event, model.PlaybackEnded):
            if event.playback_id == self._playing:  # else it was stopped before
                self._playing = None
                self._add(traced.PlayEnded(at, event.interrupted))
        elif isinstance(event, model.StepDone):
            self._outcome(event.step_id, at, now, "ok", _answer(event.answer))
        elif isinstance(event, model.StepFailed):
            self._outcome(event.step_id, at, now, "failed", event.reason)
        elif isinstance(event, model.TransferAnswered):
            self._add(traced.Happened(at, "transfer_answered"))
        elif isinstance(event, model.TransferEnded):
            self._add(traced.Happened(at, "transfer_ended", event.outcome))
        elif isinstance(event, model.OperatorEvent):
            what, detail = _of_operator(event)
            self._add(traced.Happened(at, what, self._shown(detail)), len(detail))
        elif isinstance(event, model.MessageRecorded):
            self._add(traced.Happened(at, "recorded", f"{event.reason} {event.seconds:g}"))

    def _note_command(self, command: model.IvrCommand, at: int, now: float, secret: str) -> None:
        if isinstance(command, model.Play):
            self._playing = command.playback_id
            items = tuple(self._heard(item, secret) for item in command.items)
            language = command.items[0].language if command.items else ""
            self._add(traced.Played(at, language, items), sum(len(text) + 12 for _, text in items))
        elif isinstance(command, model.StopPlayback):
            self._playing = None
            self._add(traced.PlayEnded(at, True))
        elif isinstance(command, model.SaveResult):
            value = self._shown(command.value)
            self._add(traced.Saved(at, command.name, value), len(command.name) + len(value))
        elif isinstance(command, model.OutsideStep):
            self._asked[command.step_id] = now
            kind, name = _request(command.request)
            self._add(traced.Asked(at, kind, name))
        elif isinstance(command, model.DropStep):
            self._outcome(command.step_id, at, now, "dropped", "")
        else:
            what = _happened(command)
            if what is not None:
                detail = self._shown(what[1])
                self._add(traced.Happened(at, what[0], detail), len(detail))

    def _outcome(self, step_id: int, at: int, now: float, outcome: str, detail: str) -> None:
        asked = self._asked.pop(step_id, None)
        if asked is not None:
            took = round((now - asked) * 1000)
            shown = self._shown(detail)
            self._add(traced.Answered(at, took, outcome, shown), len(shown))

    def _note_variables(self, at: int) -> None:
        scheme = self._interpreter.scheme_name
        values = self._interpreter.variables
        before = self._variables.get(scheme, {})
        if values == before:
            return
        secret_names, secret_values = self._secrets
        for name, value in values.items():
            if before.get(name) == value:
                continue
            text = to_text(cast(Value, value))
            if name in secret_names:
                secret_values.add(text)
                text = HIDDEN
            text = self._shown(text)
            self._add(traced.Changed(at, name, text, scheme), len(name) + len(text))
        self._variables[scheme] = values

    def _heard(self, item: model.Utterance, secret: str) -> tuple[str, str]:
        if isinstance(item, model.Prompt):
            return "prompt", item.name
        if isinstance(item, model.Recorded):
            return "message", item.name
        # A node that asks for a secret may read it back in words.
        if secret and item.pieces:
            return "text", HIDDEN
        return "text", self._shown(item.text, TEXT_LENGTH)

    def _shown(self, text: str, longest: int = VALUE_LENGTH) -> str:
        if not self._secrets[1]:
            return text if len(text) <= longest else text[: longest - 1] + "…"
        for value in self._secrets[1]:
            if len(value) >= _SECRET_LENGTH or text == value:
                text = text.replace(value, HIDDEN) if value else text
        return text if len(text) <= longest else text[: longest - 1] + "…"


def _request(request: object) -> tuple[str, str]:
    if isinstance(request, QuerySource):
        return "query", request.source
    if isinstance(request, HttpRequest):
        return "http", request.source
    if isinstance(request, DrawTicket):
        return "draw", request.draw
    return "script", str(getattr(request, "script", ""))


def _answer(answer: object) -> str:
    """In short: how many rows, which status, which ticket."""
    if isinstance(answer, Rows):
        return str(len(answer))
    if isinstance(answer, HttpAnswer):
        return str(answer.status)
    return str(answer) if isinstance(answer, int) else ""


def _of_operator(event: model.OperatorEvent) -> tuple[str, str]:
    match event:
        case model.OperatorPosition(position=position):
            return "operator_position", str(position)
        case model.OperatorConnected(operator=operator):
            return "operator_talks", operator
        case model.OperatorHeld():
            return "operator_holds", ""
        case model.OperatorLeft(why=why):
            return "operator_none", why
        case model.OperatorTalkOver(port=port):
            return "operator_done", port


def _happened(command: model.IvrCommand) -> tuple[str, str] | None:
    match command:
        case model.Trouble(reason=reason):
            return "trouble", reason
        case model.AddToDoNotCall(reason=reason):
            return "do_not_call", reason
        case model.PromiseCallback(at=moment):
            return "callback", moment.isoformat(timespec="seconds")
        case model.WriteExternal(store=store):
            return "write", store
        case model.SendDigits(digits=digits):
            return "digits", digits
        case model.Transfer(number=number):
            return "transfer", number
        case model.ConnectOperator(queue=queue):
            return "operator", queue
        case model.LeaveOperator():
            return "operator_dropped", ""
        case model.RecordMessage():
            return "record", ""
        case _:
            return None
