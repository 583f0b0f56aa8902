"""The virtual telephone of a test call: notes all that happens, and waits for answers from outside
that a person or a real data source has yet to give."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from editor.testcall.happenings import EMPTY, Happening, State, What
from editor.testcall.stubs import answer_words, stub_of
from engine.ivr import model as ivr
from engine.ivr.compile import CompiledNode, CompiledScheme, Departure
from engine.ivr.interpreter import Interpreter
from engine.ivr.requests import OutsideRequest
from engine.scheme.dialogue_failure import DialogueFailure
from engine.scheme.dialogue_model import Dialogue
from engine.scheme.dialogue_player import DialoguePlayer
from engine.scheme.dialogues import call_facts
from engine.scheme.stub_world import Answer, shown

#: A call with more in it than this turns in circles.
MOST_HAPPENINGS = 20_000


@dataclass(frozen=True, slots=True)
class Pending:
    """A request that nobody has answered yet. The call's clock stands still until somebody does."""

    step_id: int
    request: OutsideRequest
    timeout_s: float


class WatchedPhone(DialoguePlayer):
    """``answers``: gives the answer to a request, None where it has to be waited for; ``known``:
    answers given earlier in the same call, by the number of the step, which come again."""

    def __init__(
        self,
        compiled: CompiledScheme,
        setup: Dialogue,
        durations: Callable[[ivr.Utterance], float],
        answers: Callable[[OutsideRequest], Answer | None],
        known: dict[int, Answer],
    ) -> None:
        interpreter = Interpreter(
            compiled, call_facts(setup), setup.fields, language=setup.language or None
        )
        super().__init__(interpreter, durations)
        #: Nodes left, and the ports by which.
        self._trail: list[Departure] = []
        interpreter.trail = self._trail
        interpreter.watch = self._on_entered
        self._answers = answers
        self._known = known
        self.happenings: list[Happening] = []
        self.pending: Pending | None = None
        #: Number of what is being done.
        self.act = 0
        #: How each node that was entered found the call, and how many were left before.
        self._entered: deque[tuple[State, int]] = deque()
        self._left = 0
        self._place = ("", compiled.start.id)
        self._state = EMPTY
        self._sounds = False
        self._asked: tuple[OutsideRequest, Answer] | None = None

    @property
    def interpreter(self) -> Interpreter:
        return self._interpreter

    @property
    def crowded(self) -> bool:
        return len(self.happenings) >= MOST_HAPPENINGS

    def give(self, answer: Answer) -> None:
        """The answer to what is pending."""
        if self.pending is None:
            return
        command = ivr.OutsideStep(
            self.pending.step_id, self.pending.request, self.pending.timeout_s
        )
        self.pending = None
        self._expect(command, answer)

    def fail(self, failure: DialogueFailure) -> None:
        self._note(What.FAILURE, text=failure.ru, value=failure.en)

    def break_off(self, reason: str) -> None:
        """A call that does not end by itself."""
        self._note(What.TROUBLE, text=reason)
        self.hang_up()

    # --- what a person does ---------------------------------------------------------------------

    def press(self, key: str) -> None:
        self._note(What.PRESSED, text=key)
        super().press(key)

    def speak(self, seconds: float) -> None:
        self._note(What.SPOKE, seconds=seconds)
        super().speak(seconds)

    def next_event(self, until: float) -> bool:
        if self.over or self.pending is not None or self.crowded:
            return False
        return super().next_event(until)

    # --- what happens ---------------------------------------------------------------------------

    def _begin_item(self) -> None:
        super()._begin_item()
        item = self.heard[-1]
        looped = self._playback is not None and self._playback.loop
        self._sounds = True
        self._note(What.HEARD, utterance=item, seconds=self._seconds(item), looped=looped)

    def _send(self, event: ivr.IvrEvent) -> None:
        if self._playback is None:
            self._note_quiet()
        match event:
            case ivr.TransferAnswered():
                self._note(What.TALKING)
            case ivr.TransferEnded(outcome):
                self._note(What.TRANSFER_ENDED, text=outcome)
            case ivr.OperatorPosition(position):
                self._note(What.POSITION, text=str(position))
            case ivr.OperatorConnected(operator):
                self._note(What.OPERATOR_TALKS, text=operator)
            case ivr.OperatorHeld():
                self._note(What.OPERATOR_HOLDS)
            case ivr.OperatorLeft(why):
                self._note(What.OPERATOR_NONE, text=why)
            case ivr.OperatorTalkOver(port):
                self._note(What.OPERATOR_DONE, text=port)
            case ivr.MessageRecorded(_, seconds, reason, name):
                self._note(What.RECORDED, text=name, seconds=seconds, value=reason)
            case ivr.StepDone() | ivr.StepFailed():
                self._note_answer(event)
            case ivr.SubscriberGone():
                self._note(What.HUNG_UP)
            case _:
                pass
        super()._send(event)

    def _carry_out(self, commands: Sequence[ivr.IvrCommand]) -> None:
        final = self._snapshot()
        for command in commands:
            if isinstance(command, ivr.Visited):
                self._note_entered(command)
                super()._carry_out([command])
                self._state = self._entered[0][0] if self._entered else final
                continue
            if isinstance(command, ivr.HangUp | ivr.Finished):
                self._note_left(len(self._trail))
            if isinstance(command, ivr.StopPlayback):
                self._note_quiet()
            self._note_command(command)
            super()._carry_out([command])
        self._state = final
        self._note_left(len(self._trail))

    def _note_command(self, command: ivr.IvrCommand) -> None:
        match command:
            case ivr.SaveResult(name, value):
                self._note(What.SAVED, text=name, value=value)
            case ivr.SaveAnswer(question, codes):
                self._note(What.QUESTION, text=question.id, value=", ".join(codes))
            case ivr.WriteExternal(store, values):
                self._note(What.ROW, text=store, values=dict(values))
            case ivr.PromiseCallback(at):
                self._note(What.CALLBACK, text=at.isoformat(timespec="minutes"))
            case ivr.AddToDoNotCall(reason):
                self._note(What.DO_NOT_CALL, text=reason)
            case ivr.SendDigits(digits):
                self._note(What.SENT_DIGITS, text=digits)
            case ivr.RecordMessage():
                self._note(What.RECORDING)
            case ivr.StopMessage() if self.records:
                self._note(What.RECORDED, value="stopped")
            case ivr.Transfer(number):
                self._note(What.TRANSFER, text=number)
            case ivr.ConnectOperator(queue):
                returns = {port: port for port in command.returns}
                self._note(What.OPERATOR, text=queue, values=returns)
            case ivr.Trouble(_, reason):
                self._note(What.TROUBLE, text=reason)
            case ivr.DropStep():
                self.pending = None
            case ivr.Finished(disposition, node_id):
                self._note(What.ENDED, disposition=disposition, node=node_id)
            case _:
                pass

    def _ask_outside(self, command: ivr.OutsideStep) -> None:
        request = command.request
        self._note(What.ASKED, request=request, text=shown(request))
        answer = self._known.get(command.step_id) or self._answers(request)
        if answer is None:
            self.pending = Pending(command.step_id, request, command.timeout_s)
            return
        self._known[command.step_id] = answer
        self._expect(command, answer)

    def _expect(self, command: ivr.OutsideStep, answer: Answer) -> None:
        self._asked = (command.request, answer)
        super()._expect(command, answer)

    def _note_answer(self, event: ivr.StepDone | ivr.StepFailed) -> None:
        assert self._asked is not None
        request, answer = self._asked
        stub = stub_of(request, answer)
        words = answer_words(stub)
        if isinstance(event, ivr.StepFailed):
            words = event.reason
        self._note(What.ANSWERED, request=request, text=shown(request), value=words, stub=stub,
                   seconds=answer.after_s or 0.0)  # fmt: skip

    def _on_entered(self, node: CompiledNode) -> None:
        del node
        self._entered.append((self._snapshot(), len(self._trail)))

    def _note_entered(self, command: ivr.Visited) -> None:
        state, left_before = self._entered.popleft()
        self._state = state
        self._note_left(left_before)
        self._place = (command.scheme, command.node_id)
        self._note(What.ENTERED)

    def _note_left(self, up_to: int) -> None:
        for node, port, *_ in self._trail[self._left : up_to]:
            self._place = (node.visited.scheme, node.id)
            self._note(What.LEFT, port=port)
        self._left = max(self._left, up_to)

    def _note_quiet(self) -> None:
        if self._sounds:
            self._sounds = False
            self._note(What.QUIET)

    def _snapshot(self) -> State:
        i = self._interpreter
        rows: Mapping[str, tuple[object, int]] = i.rows
        return State(i.variables, rows, i.counters, i.keys_ahead, i.language)

    def _note(self, what: What, node: str = "", **details: Any) -> None:
        scheme, node_id = self._place
        if node:
            scheme, node_id = "", node
        self.happenings.append(
            Happening(self.now, what, scheme, node_id, state=self._state, act=self.act, **details)
        )
