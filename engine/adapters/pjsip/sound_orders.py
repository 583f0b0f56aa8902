"""The part of the telephony port that is about the sound of a call: orders to its worker."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.call_record import CallRecord
from engine.adapters.pjsip.switchboard import Switchboard
from engine.domain.hearing import SuperviseMode
from engine.ports.telephony import CallId, MessageRecorded, TelephonyEvent

if TYPE_CHECKING:
    from engine.adapters.pjsip.pool import Pool


class SoundOrders:
    """Orders for calls that no worker carries yet, or no more, are ignored."""

    _pool: "Pool"

    def __init__(self) -> None:
        self._calls: dict[CallId, CallRecord] = {}
        self._switchboard = Switchboard(self._calls)

    def _tell(self, event: TelephonyEvent) -> None:
        raise NotImplementedError

    def _order(self, call_id: CallId, order: messages.Command) -> None:
        call = self._calls.get(call_id)
        if call is not None and call.line is not None and call.dialled:
            call.line.process.send(order)

    def play(self, call_id: CallId, playback_id: int, files: Sequence[Path], *,
             barge_in: bool = False, loop: bool = False) -> None:  # fmt: skip
        names = tuple(str(file) for file in files)
        self._order(call_id, messages.Play(call_id, playback_id, names, barge_in, loop))

    def stop_playback(self, call_id: CallId) -> None:
        self._order(call_id, messages.StopPlayback(call_id))

    def send_digits(self, call_id: CallId, digits: str) -> None:
        self._order(call_id, messages.SendDigits(call_id, digits))

    def start_recording(self, call_id: CallId, path: Path) -> None:
        call = self._calls.get(call_id)
        if call is not None:
            call.files.append(path)
            self._order(call_id, messages.Record(call_id, str(path)))

    def pause_recording(self, call_id: CallId, paused: bool) -> None:
        self._order(call_id, messages.PauseRecording(call_id, paused))

    def record_message(self, call_id: CallId, recording_id: int, path: Path, *, max_s: float,
                       silence_s: float, stop_keys: str, beep: bool) -> None:  # fmt: skip
        call = self._calls.get(call_id)
        if call is None:
            return
        if call.answered_at is None:
            error = "the call is not answered"
            failed = MessageRecorded(call_id, recording_id, 0.0, "failed", error)
            self._pool.loop.call_soon(self._tell_of, call, failed)
            return
        call.files.append(path)
        self._order(
            call_id,
            messages.RecordMessage(
                call_id, recording_id, str(path), max_s, silence_s, stop_keys, beep
            ),
        )

    def stop_message(self, call_id: CallId) -> None:
        self._order(call_id, messages.StopMessage(call_id))

    def bridge(self, call_id: CallId, other: CallId) -> None:
        if call_id in self._calls and other in self._calls:
            self._switchboard.confer([call_id, other])

    def confer(self, call_ids: Sequence[CallId]) -> None:
        self._switchboard.confer([call_id for call_id in call_ids if call_id in self._calls])

    def part(self, call_id: CallId) -> None:
        self._switchboard.part(call_id)

    def supervise(self, listener: CallId, target: CallId, mode: SuperviseMode) -> None:
        if listener in self._calls and target in self._calls:
            self._switchboard.supervise(listener, target, mode)

    def _tell_of(self, call: CallRecord, event: TelephonyEvent) -> None:
        """Nothing comes for a call after its end."""
        if self._calls.get(call.call_id) is call:
            self._tell(event)
