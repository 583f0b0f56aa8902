"""One call of one contact: the IVR interpreter on one side, the telephony port on the other.

The session translates, and knows no rule of either: what a menu does is the interpreter's
business, how sound gets onto the wire is the adapter's. What it learns goes to a ``CallSink``:
the journal for a campaign's call, a listener for a test call.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from engine.domain.answering_machine import AnsweredBy
from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import HangupCause, disposition_of_cause
from engine.ivr import model as ivr
from engine.ivr.compile import needs_operator, needs_transfer
from engine.ivr.interpreter import Interpreter, static_utterances
from engine.ports import telephony as port
from engine.service.answer_gate import MESSAGE_RESULT, AnswerGate
from engine.service.call_plan import CallPlan, CallServices
from engine.service.call_sink import CallSink as CallSink
from engine.service.call_sink import SessionEnd as SessionEnd
from engine.service.call_tracing import CallTracing
from engine.service.operator_step import OperatorStep
from engine.service.session_playback import SessionPlayback
from engine.service.session_steps import SessionSteps
from engine.service.timers import TimerHandle
from engine.service.transfer import TransferLeg

log = logging.getLogger(__name__)

#: Playback id of the recording consent, which is not the scheme's own.
CONSENT = -1
#: Playback id of the music during a transfer.
MUSIC = -2
#: Playback id of what is left on an answering machine.
MESSAGE = -3


class CallSession:
    """``place`` it, then give it the events of its call and of its transfer legs."""

    def __init__(self, plan: CallPlan, services: CallServices, sink: CallSink) -> None:
        self.plan = plan
        self._s = services
        self._sink = sink
        self._interpreter = Interpreter(
            plan.scheme, plan.facts, plan.fields, language=plan.language
        )
        self._timer: TimerHandle | None = None
        self._timer_at = 0.0
        self._placed_at = services.clock.now()
        self._finished: ivr.Finished | None = None
        self._node: str | None = None
        self._answered = False
        self._answered_at: datetime | None = None
        self._answered_by = AnsweredBy.PERSON
        self._started = False
        self._over = False
        self._recording = False
        self._stopped: Disposition | None = None
        self._transfer: TransferLeg | None = None
        self._transfers = 0
        self._playback = SessionPlayback(plan, services, self._on_playback_ended)
        self._steps = SessionSteps(plan, services, self._feed)
        self._gate = AnswerGate(
            plan, services, start=self._begin, machine=sink.machine,
            say=lambda said: self._playback.play(ivr.Play(MESSAGE, said, barge_in=False)),
            left=lambda how: sink.result(MESSAGE_RESULT, how, services.clock.now()),
        )  # fmt: skip
        self._operator = OperatorStep(plan, services, self._feed, lambda: self._interpreter.results)
        self.tracing = CallTracing(plan.call_id, self._interpreter, plan.versions)

    @property
    def answered(self) -> bool:
        return self._answered

    def place(self) -> None:
        plan, settings = self.plan, self.plan.settings
        self._s.telephony.place_call(
            port.PlaceCall(
                call_id=plan.call_id,
                trunk_id=plan.trunk_id,
                number=plan.phone,
                caller_id=plan.caller_id,
                ring_timeout_s=settings.ring_timeout_s,
                max_call_s=settings.max_call_s,
                rtp_timeout_s=settings.rtp_timeout_s,
                reserve_leg=needs_transfer(plan.scheme) or needs_operator(plan.scheme),
                user_part=plan.user_part,
                detect=settings.answering_machines.detection,
            )
        )
        # While the phone rings there is time to synthesise what this contact will be told.
        self._s.spawn(self.prepare())

    async def prepare(self) -> None:
        plan = self.plan
        try:
            items = static_utterances(plan.scheme, plan.fields, plan.facts, plan.language)
            items = [*plan.consent, *items, *self._gate.message]
            await self._s.voice.prepare(items, *plan.packs)
        except Exception:
            log.exception("call %s: preparing what is to be said failed", plan.call_id)

    def stop(self, disposition: Disposition, cause: HangupCause) -> None:
        """End the call now: the campaign was stopped or the engine shuts down."""
        if self._over or self._finished is not None:
            return  # already on its way to its own end
        self._stopped = disposition
        self._s.telephony.hang_up(self.plan.call_id, cause)

    # --- events of the telephony port ---------------------------------------------------------

    def handle(self, event: port.TelephonyEvent) -> None:
        """An event of this session's call or of its transfer leg. Whatever goes wrong in it costs
        this call only; what fails at the end of a call is raised, since its row would be lost."""
        try:
            self._handle(event)
        except Exception:
            if isinstance(event, port.CallEnded):
                raise
            log.exception("call %s failed", self.plan.call_id)
            self._s.telephony.hang_up(self.plan.call_id)

    def _handle(self, event: port.TelephonyEvent) -> None:
        if self._transfer is not None and getattr(event, "call_id", "") == self._transfer.call_id:
            self._transfer.handle(event)
            return
        if self._over:
            return
        match event:
            case port.CallAnswered(at=at):
                self._on_answered(at)
            case port.KeyPressed(key=key):
                self._gate.key_pressed()
                if self._started:
                    self._feed(ivr.KeyPressed(key))
            case port.AnswerDetected():
                self._gate.detected(event)
            case port.GreetingEnded():
                self._gate.greeting_ended(event)
            case port.PlaybackEnded():
                self._playback.on_ended(event)
            case port.MessageRecorded():
                self._steps.on_recorded(event)
            case port.CallEnded():
                self._on_ended(event)
            case _:
                pass

    def _on_answered(self, at: datetime) -> None:
        self._answered = True
        self._answered_at = at
        self.tracing.answered(self._s.clock.monotonic())
        self._sink.answered(self._placed_at, at)
        if self._stopped is not None:
            return  # the answer has crossed our CANCEL: the call is ending
        if self.plan.recording is not None:
            self._recording = True
            self._s.telephony.start_recording(self.plan.call_id, self.plan.recording)
        self._gate.answered()

    def _begin(self, answered_by: AnsweredBy) -> None:
        self._answered_by = answered_by
        if self.plan.consent:
            self._playback.play(ivr.Play(CONSENT, self.plan.consent, barge_in=False))
        else:
            self._start()

    def _start(self) -> None:
        if self._started or self._stopped is not None:
            return
        self._started = True
        at, who = self._answered_at, self._answered_by
        self._run(lambda now: self._interpreter.start(now, at, who))

    def _on_playback_ended(self, event: port.PlaybackEnded) -> None:
        if event.playback_id == CONSENT:
            self._start()
        elif event.playback_id == MESSAGE:
            self._gate.said(event)
        elif self._started and event.playback_id != MUSIC:
            self._feed(ivr.PlaybackEnded(event.playback_id, event.interrupted))

    def _on_ended(self, event: port.CallEnded) -> None:
        if self._answered or event.answered_at is not None:
            self._operator.leave()
            self._steps.on_call_ended()
            if self._started and self._finished is None:
                self._feed(ivr.SubscriberGone())
            disposition, node = self._outcome_of_answered(event.cause)
        else:
            disposition, node = disposition_of_cause(event.cause), None
        self._over = True
        self._playback.call_over()
        if self._timer is not None:
            self._timer.cancel()
        if self._transfer is not None:
            self._transfer.drop()
        traced = None
        if self._answered:
            traced = self.tracing.finished(disposition, node, event.by, self._s.clock.monotonic())
        self._sink.ended(SessionEnd(event, disposition, node, self._recorded(event), traced))

    def _outcome_of_answered(self, cause: HangupCause) -> tuple[Disposition, str | None]:
        finished = self._finished
        node = finished.node_id if finished is not None else self._node
        # An end that the scheme itself had reached stands; an end forced on it does not.
        if finished is not None and finished.disposition is not Disposition.PARTIAL:
            if self._gate.machine:
                return Disposition.MACHINE, node
            return finished.disposition, node
        if self._stopped is not None:
            return self._stopped, node
        if cause is HangupCause.INTERRUPTED:
            return Disposition.INTERRUPTED, node
        if self._gate.machine:
            return Disposition.MACHINE, node
        return Disposition.PARTIAL, node

    def _recorded(self, event: port.CallEnded) -> str:
        """The name of the recording, if there is one in the voice store."""
        path = self.plan.recording
        if path is None or not self._recording:
            return ""
        if not path.is_file():
            log.error("call %s was not recorded: %s", event.call_id, event.detail or path)
            return ""
        return self.plan.recording_name

    # --- the interpreter -----------------------------------------------------------------------

    def _feed(self, event: ivr.IvrEvent) -> None:
        if self._finished is None or isinstance(event, ivr.SubscriberGone):
            self._run(lambda now: self._interpreter.handle(event, now), event)

    def _on_timer(self) -> None:
        self._timer = None
        if not self._over and self._finished is None:
            # A loop's timer may come a hair's breadth early.
            due = self._timer_at
            self._run(lambda now: self._interpreter.handle_timer(max(now, due)))

    def _run(
        self, step: Callable[[float], list[ivr.IvrCommand]], event: ivr.IvrEvent | None = None
    ) -> None:
        now, before = self._s.clock.monotonic(), self._interpreter.node
        try:
            commands = step(now)
            self.tracing.step(event, before, commands, now)
            for command in commands:
                self._execute(command)
        except Exception:
            # A fault in one scheme must not cost more than this call.
            log.exception("call %s: the scheme failed at node %s", self.plan.call_id, self._node)
            self._finished = ivr.Finished(Disposition.PARTIAL, self._node or "")
            self._s.telephony.hang_up(self.plan.call_id)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        when = None if self._finished is not None else self._interpreter.next_timer()
        if when is not None:
            self._timer_at = when
            self._timer = self._s.timers.call_at(when, self._on_timer)

    def _execute(self, command: ivr.IvrCommand) -> None:
        call_id = self.plan.call_id
        match command:
            case ivr.Play():
                self._playback.play(command, command.loop)
            case ivr.StopPlayback():
                self._playback.stop()
            case ivr.SaveResult(name=name, value=value):
                self._sink.result(name, value, self._s.clock.now())
            case ivr.SaveAnswer(question=question, codes=codes):
                self._sink.answer(question, codes, self._s.clock.now())
            case ivr.WriteExternal(store=store, values=values):
                self._sink.write_external(store, values, self._s.clock.now())
            case ivr.PromiseCallback(at=at):
                self._sink.callback(at)
            case ivr.OutsideStep():
                self._steps.begin(command)
            case ivr.DropStep(step_id=step_id):
                self._steps.drop(step_id)
            case ivr.RecordMessage():
                self._steps.record(command)
            case ivr.StopMessage():
                self._steps.stop_message()
            case ivr.ForgetMessage(name=name):
                self._steps.forget(name)
            case ivr.SendDigits(digits=digits):
                self._s.telephony.send_digits(call_id, digits)
            case ivr.AddToDoNotCall(reason=reason):
                self._sink.do_not_call(reason, self._s.clock.now())
            case ivr.Transfer():
                self._begin_transfer(command)
            case ivr.ConnectOperator():
                self._operator.connect(command)
            case ivr.LeaveOperator():
                self._operator.leave()
            case ivr.HangUp():
                self._s.telephony.hang_up(call_id)
            case ivr.Visited(node_id=node_id, scheme=scheme):
                if not scheme:  # in a called scheme the calling node counts
                    self._node = node_id
            case ivr.Finished():
                self._finished = command
            case ivr.Trouble(node_id=node_id, reason=reason):
                log.error("call %s: node %s: %s", call_id, self._name_of(node_id), reason)

    def _name_of(self, node_id: str) -> str:
        for scheme in self.plan.scheme.schemes.values():
            node = scheme.nodes.get(node_id)
            if node is not None:
                return node.name or node_id
        return node_id

    def _begin_transfer(self, command: ivr.Transfer) -> None:
        if command.music:
            self._playback.play(ivr.Play(MUSIC, command.music, barge_in=False), loop=True)
        self._transfers += 1
        self._transfer = TransferLeg(
            f"{self.plan.call_id}-transfer{self._transfers}",
            command,
            self.plan,
            self._s,
            self._feed,
            self._playback.stop,
            lambda call_id: self._s.adopt(call_id, self),
        )
        self._transfer.begin()
