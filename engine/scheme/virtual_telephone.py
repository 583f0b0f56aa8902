"""A virtual telephone with a virtual clock: a call goes on without a line, and in no time.

What happens by itself (an utterance begins, a playback ends, a timer fires, an answer comes from
outside) happens one thing at a time by ``next_event``; what a person does, by a method each. A
dialogue of a scheme is played on it (``engine.scheme.dialogue_player``), and so is the test call of
the editor.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from engine.domain.disposition import Disposition
from engine.ivr import model as ivr
from engine.ivr.interpreter import Interpreter
from engine.scheme.stub_world import Answer, StubWorld
from engine.scheme.virtual_recorder import VirtualRecorder

#: Between two keys of somebody who presses them at once, in seconds.
BETWEEN_KEYS_S = 0.15
#: Until the other party of a transfer answers, and how long the two talk then.
_RINGS_S = 2.0
_TALK_S = 30.0
#: How long somebody waits for an operator where neither the scheme nor a person says more.
_OPERATOR_S = 300.0


class VirtualTelephone:
    def __init__(
        self,
        interpreter: Interpreter,
        durations: Callable[[ivr.Utterance], float],
        world: StubWorld | None = None,
    ) -> None:
        self._interpreter = interpreter
        self._durations = durations
        self._world = world or StubWorld()
        self.now = 0.0
        self.heard: list[ivr.Utterance] = []
        self.visited: list[str] = []
        self.results: dict[str, str] = {}
        self.answers: dict[str, tuple[str, ...]] = {}
        self.external: list[tuple[str, dict[str, str]]] = []
        self.callback: datetime | None = None
        self.sent_digits = ""
        self.troubles: list[str] = []
        self.do_not_call = False
        self.disposition: Disposition | None = None
        self.end_node = ""
        #: What is being played: (when it begins, utterance), those not begun yet.
        self._coming: list[tuple[float, ivr.Utterance]] = []
        self._playback: ivr.Play | None = None
        self._playback_ends = self._playback_lasts = 0.0
        self._transfer: ivr.Transfer | None = None
        self._transfer_gives_up = 0.0
        self._operator: ivr.ConnectOperator | None = None
        #: When he leaves the queue; None while he talks with the operator.
        self._operator_gives_up: float | None = None
        #: The step outside that is under way: when its answer comes, and the answer.
        self._step: tuple[float, ivr.StepDone | ivr.StepFailed] | None = None
        self._recorder = VirtualRecorder()

    @property
    def over(self) -> bool:
        return self.disposition is not None

    @property
    def transfer(self) -> ivr.Transfer | None:
        """The one that is under way and has not been decided."""
        return self._transfer

    @property
    def operator(self) -> ivr.ConnectOperator | None:
        """The wait for an operator that is under way, or the talk that has come of it."""
        return self._operator

    @property
    def records(self) -> bool:
        """The subscriber's message is being recorded."""
        return self._recorder.running

    def begin(self) -> None:
        self._carry_out(self._interpreter.start(self.now))

    # --- what a person does ---------------------------------------------------------------------

    def press(self, key: str) -> None:
        playback = self._playback
        self._send(ivr.KeyPressed(key))
        if playback is not None and playback is self._playback and playback.barge_in:
            # The telephone has stopped it by itself.
            self._playback = None
            self._coming.clear()
            self._send(ivr.PlaybackEnded(playback.playback_id, interrupted=True))
        message = self._recorder.pressed(key, self.now)
        if message is not None:
            self._send(message)

    def speak(self, seconds: float) -> None:
        """Begin to speak into the message being recorded, for so long."""
        self._recorder.speak(self.now, seconds)

    def hang_up(self) -> None:
        message = self._recorder.hung_up(self.now)
        if message is not None:
            self._send(message)
        self._send(ivr.SubscriberGone())

    def end_transfer(self, outcome: str) -> None:
        """Let the transfer that is under way come to this end."""
        self._transfer = None
        self.now += _RINGS_S
        if outcome == "completed":
            self._send(ivr.TransferAnswered())
            self.now += _TALK_S
        self._send(ivr.TransferEnded(outcome))

    # --- what operators do ----------------------------------------------------------------------

    def tell_position(self, position: int, wait_s: float | None) -> None:
        self._send(ivr.OperatorPosition(position, wait_s))

    def operator_answers(self, operator: str) -> None:
        self._operator_gives_up = None
        self._send(ivr.OperatorConnected(operator))

    def operator_holds(self) -> None:
        self._send(ivr.OperatorHeld())

    def operator_leaves(self, port: str = "") -> None:
        """The operator is done; ``port``: where he sends the subscriber."""
        self._no_operator()
        self._send(ivr.OperatorTalkOver(port))

    def no_operator(self, why: str) -> None:
        self._no_operator()
        self._send(ivr.OperatorLeft(why))

    def _no_operator(self) -> None:
        self._operator = self._operator_gives_up = None

    # --- time -----------------------------------------------------------------------------------

    def let_pass(self, seconds: float) -> None:
        until = self.now + seconds
        while not self.over and self.next_event(until):
            pass

    # --- what happens by itself -----------------------------------------------------------------

    def next_event(self, until: float) -> bool:
        """Go on to the next thing that happens by itself; False: nothing up to ``until``, and it
        is ``until`` now."""
        moments = (
            (self._coming[0][0] if self._coming else None, self._begin_item),
            (self._step[0] if self._step is not None else None, self._end_step),
            (self._playback_ends if self._playback else None, self._end_playback),
            (self._recorder.ends, self._end_recording),
            (self._interpreter.next_timer(), self._fire_timer),
            (self._transfer_gives_up if self._transfer else None, self._give_up_transfer),
            (self._operator_gives_up, lambda: self.no_operator("time_limit")),
        )
        due = [(moment, action) for moment, action in moments if moment is not None]
        if due:
            moment, action = min(due, key=lambda pair: pair[0])
            if moment <= until:
                self.now = max(self.now, moment)
                action()
                return True
        self.now = max(self.now, until)
        return False

    def _begin_item(self) -> None:
        self.heard.append(self._coming.pop(0)[1])

    def _end_playback(self) -> None:
        playback = self._playback
        assert playback is not None
        if playback.loop:
            # Round and round; that it is heard once more is of no interest to anybody.
            self._playback_ends += max(self._playback_lasts, 0.1)
            return
        self._playback = None
        self._send(ivr.PlaybackEnded(playback.playback_id))

    def _end_step(self) -> None:
        assert self._step is not None
        event, self._step = self._step[1], None
        self._send(event)

    def _end_recording(self) -> None:
        self._send(self._recorder.end(self.now))

    def _fire_timer(self) -> None:
        self._carry_out(self._interpreter.handle_timer(self.now))

    def _give_up_transfer(self) -> None:
        self._transfer = None
        self._send(ivr.TransferEnded("no_answer"))

    def _send(self, event: ivr.IvrEvent) -> None:
        self._carry_out(self._interpreter.handle(event, self.now))

    def _carry_out(self, commands: Sequence[ivr.IvrCommand]) -> None:
        for command in commands:
            match command:
                case ivr.Visited(node_id):
                    self.visited.append(node_id)
                case ivr.Play():
                    self._play(command)
                case ivr.StopPlayback():
                    self._playback = None
                    self._coming.clear()
                case ivr.SaveResult(name, value):
                    self.results[name] = value
                case ivr.SaveAnswer(question, codes):
                    self.answers[question.id] = codes
                case ivr.WriteExternal(store, values):
                    self.external.append((store, dict(values)))
                case ivr.PromiseCallback(at):
                    self.callback = at
                case ivr.OutsideStep():
                    self._ask_outside(command)
                case ivr.DropStep():
                    self._step = None
                case ivr.SendDigits(digits):
                    self.sent_digits += digits
                case ivr.RecordMessage():
                    self._recorder.begin(command, self.now)
                case ivr.StopMessage():
                    self._recorder.stop()
                case ivr.Transfer():
                    self._transfer = command
                    self._transfer_gives_up = self.now + command.ring_timeout_s
                case ivr.ConnectOperator():
                    self._operator = command
                    limit_s = command.time_limit_s
                    self._operator_gives_up = self.now + (
                        _OPERATOR_S if limit_s is None else limit_s
                    )
                case ivr.LeaveOperator():
                    self._no_operator()
                case ivr.AddToDoNotCall():
                    self.do_not_call = True
                case ivr.Trouble(_, reason):
                    self.troubles.append(reason)
                case ivr.Finished(disposition, node_id):
                    self.disposition = disposition
                    self.end_node = node_id
                case _:
                    pass

    def _ask_outside(self, command: ivr.OutsideStep) -> None:
        self._expect(command, self._world.answer(command.request))

    def _expect(self, command: ivr.OutsideStep, answer: Answer) -> None:
        event: ivr.StepDone | ivr.StepFailed
        if answer.after_s is None or answer.after_s > command.timeout_s:
            # As the engine does it; the node has given up by then as a rule.
            reason = f"no answer within {command.timeout_s:g} s"
            event = ivr.StepFailed(command.step_id, reason)
            self._step = (self.now + command.timeout_s, event)
            return
        if answer.failure is not None:
            event = ivr.StepFailed(command.step_id, answer.failure)
        else:
            event = ivr.StepDone(command.step_id, answer.value)
        self._step = (self.now + answer.after_s, event)

    def _play(self, command: ivr.Play) -> None:
        self._playback = command
        begins = self.now
        self._coming.clear()
        for item in command.items:
            self._coming.append((begins, item))
            begins += self._seconds(item)
        self._playback_ends = begins
        self._playback_lasts = begins - self.now
        # The first words are there at once.
        self._begin_item()

    def _seconds(self, item: ivr.Utterance) -> float:
        return self._recorder.seconds_of(item) or self._durations(item)
