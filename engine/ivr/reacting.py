"""What the node at hand makes of an event, and which events are of no interest any more."""

from collections.abc import Callable
from typing import assert_never

from engine.ivr import model
from engine.ivr.handler import Call, Handler

#: Nothing of an operator comes after these.
_LAST = (model.OperatorLeft, model.OperatorTalkOver)

NodeEvent = (
    model.PlaybackEnded
    | model.TransferAnswered
    | model.TransferEnded
    | model.OperatorEvent
    | model.StepDone
    | model.StepFailed
    | model.MessageRecorded
)


def reaction(call: Call, handler: Handler, event: NodeEvent) -> Callable[[], str | None] | None:
    """What gives the port to leave by, or None to go on waiting. Instead of it None: nobody waits
    for such an event."""
    if isinstance(event, model.PlaybackEnded):
        if not call.playing or event.playback_id != call.playback_id:
            return None  # of a playback that was stopped
        call.heard_out()
        return lambda: handler.played(call)
    if isinstance(event, model.TransferAnswered):
        call.playing = False
        return lambda: handler.transfer_answered(call)
    if isinstance(event, model.TransferEnded):
        call.silent_since = call.now
        return lambda: handler.transfer_ended(call, event.outcome)
    if isinstance(event, model.OperatorEvent):
        return _operator(call, handler, event)
    if isinstance(event, model.MessageRecorded):
        if event.recording_id != call.recording:
            return None  # stopped because its node was left
        call.recording = None
        call.silent_since = call.now
        return lambda: handler.recorded(call, event)
    if event.step_id != call.step:
        return None  # nobody waits for it any more
    call.step = None
    if isinstance(event, model.StepDone):
        return lambda: handler.step_done(call, event.answer)
    if isinstance(event, model.StepFailed):
        return lambda: handler.step_failed(call, event.reason)
    assert_never(event)


def _operator(
    call: Call, handler: Handler, event: model.OperatorEvent
) -> Callable[[], str | None] | None:
    if not call.with_operators:
        return None
    if isinstance(event, _LAST):
        call.with_operators = False
    if isinstance(event, model.OperatorHeld | model.OperatorTalkOver):
        call.silent_since = call.now
    return lambda: handler.operator(call, event)
