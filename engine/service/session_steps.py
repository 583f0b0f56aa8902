"""The parts of a call session that take time beside the sound: outside steps and messages that
the subscriber leaves."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from engine.audio.wav import wav_format
from engine.errors import KnownError
from engine.ivr import model as ivr
from engine.ports import telephony as port
from engine.service.call_plan import CallPlan, CallServices

log = logging.getLogger(__name__)


class SessionSteps:
    """``feed`` gives the interpreter what came of them."""

    def __init__(
        self, plan: CallPlan, services: CallServices, feed: Callable[[ivr.IvrEvent], None]
    ) -> None:
        self._plan = plan
        self._s = services
        self._feed = feed
        self._steps: dict[int, asyncio.Task[None]] = {}
        #: The message under way: its id, where it is written, and its name in the voice store.
        self._message: tuple[int, Path, str] | None = None
        self._messages = 0
        #: Names of messages that nobody is to hear.
        self._unwanted: list[str] = []
        #: The id of the message that was asked for last and has not ended.
        self._asked: int | None = None
        self._over = False

    # --- outside steps --------------------------------------------------------------------------

    def begin(self, command: ivr.OutsideStep) -> None:
        self._steps[command.step_id] = self._s.spawn(self._carry_out(command))

    def drop(self, step_id: int) -> None:
        task = self._steps.pop(step_id, None)
        if task is not None:
            task.cancel()

    def drop_all(self) -> None:
        for step_id in list(self._steps):
            self.drop(step_id)

    async def _carry_out(self, command: ivr.OutsideStep) -> None:
        plan = self._plan
        event: ivr.IvrEvent
        try:
            if self._s.outside is None or plan.owner is None:
                raise KnownError("nothing outside this call can be reached here")
            answer = await self._s.outside.carry_out(
                command.request, command.timeout_s, plan.owner, self._s.clock.now()
            )
            event = ivr.StepDone(command.step_id, answer)
        except KnownError as error:
            event = ivr.StepFailed(command.step_id, str(error))
        except Exception as error:
            # A plug-in's data source or script may raise anything.
            log.exception("call %s: a step outside failed", plan.call_id)
            event = ivr.StepFailed(command.step_id, f"{type(error).__name__}: {error}")
        if self._steps.pop(command.step_id, None) is not None and not self._over:
            self._feed(event)

    # --- messages -------------------------------------------------------------------------------

    def record(self, command: ivr.RecordMessage) -> None:
        self._asked = command.recording_id
        self._s.spawn(self._record(command))

    async def _record(self, command: ivr.RecordMessage) -> None:
        plan = self._plan
        try:
            if plan.message is None:
                raise KnownError("nothing can be recorded on this call")
            self._messages += 1
            # Making the folder may wait for a disk.
            path, name = await asyncio.to_thread(plan.message, self._messages)
            if self._over or self._asked != command.recording_id:
                return  # meanwhile the call has ended, or nobody wants the message any more
            self._message = (command.recording_id, path, name)
            self._s.telephony.record_message(
                plan.call_id, command.recording_id, path, max_s=command.max_s,
                silence_s=command.silence_s, stop_keys=command.stop_keys, beep=command.beep,
            )  # fmt: skip
        except Exception as error:
            log.error("call %s: the message cannot be recorded: %s", plan.call_id, error)
            self._message = None
            if not self._over and self._asked == command.recording_id:
                self._asked = None
                self._feed(ivr.MessageRecorded(command.recording_id, 0.0, "failed", ""))

    def stop_message(self) -> None:
        if self._message is not None:
            self._s.telephony.stop_message(self._plan.call_id)
        self._asked = None  # when its file is not ready yet, it never begins

    def on_recorded(self, event: port.MessageRecorded) -> None:
        if self._message is None or self._message[0] != event.recording_id:
            return
        _, _, name = self._message
        self._message = None
        if self._asked == event.recording_id:
            self._asked = None
        if event.error:
            log.error("call %s: the message was not recorded: %s", event.call_id, event.error)
        self._feed(
            ivr.MessageRecorded(
                event.recording_id, event.seconds, event.reason, "" if event.error else name
            )
        )

    def forget(self, name: str) -> None:
        """Once the call is over: until then it may still be being played."""
        self._unwanted.append(name)

    async def _forget(self) -> None:
        assert self._s.forget is not None
        try:
            await asyncio.to_thread(self._s.forget, self._unwanted)
        except Exception as error:
            log.error("call %s: messages that the subscriber deleted are still there (%s): %s",
                      self._plan.call_id, ", ".join(self._unwanted), error)  # fmt: skip

    def on_call_ended(self) -> None:
        """Who hangs up in the middle of his message has left it all the same."""
        self._over = True
        self.drop_all()
        self._end_message()
        if self._unwanted and self._s.forget is not None:
            self._s.spawn(self._forget())

    def _end_message(self) -> None:
        if self._message is None:
            if self._asked is not None:
                recording_id, self._asked = self._asked, None
                self._feed(ivr.MessageRecorded(recording_id, 0.0, "hung_up", ""))
            return
        recording_id, path, name = self._message
        self._message = self._asked = None
        seconds = _seconds(path)
        self._feed(ivr.MessageRecorded(recording_id, seconds, "hung_up", name if seconds else ""))


def _seconds(path: Path) -> float:
    """0.0 when nothing was recorded."""
    try:
        return round(wav_format(path).seconds, 2)
    except KnownError:
        return 0.0
