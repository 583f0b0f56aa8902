"""The sound of one call: what it plays, what is recorded of it, whom it hears."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pjsua2 as pj

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.call_message import CallMessage
from engine.adapters.pjsip.leg import Leg
from engine.adapters.pjsip.media import Playback, Recording, join, part
from engine.adapters.pjsip.wav_files import UnplayableError
from engine.audio.recorded import merge_recording

if TYPE_CHECKING:
    from engine.adapters.pjsip.call_answer import CallAnswer
    from engine.adapters.pjsip.line_worker import LineWorker

_DTMF_MS = 160


class CallSound:
    """Begins with the call and ends with ``close``; silent while the call has no media."""

    def __init__(self, call_id: str, leg: Leg, worker: "LineWorker") -> None:
        self._call_id = call_id
        self._leg: Leg | None = leg
        self._worker = worker
        self._has_media = False
        self._answered = False
        self.on_hold = False
        self._playback: Playback | None = None
        self._recording: Recording | None = None
        #: The one being left, and those before it that are not complete yet.
        self._messages: list[CallMessage] = []
        self._answer: CallAnswer | None = None

    def answer(self) -> None:
        """From now on it hears others, and they hear it."""
        self._answered = True
        self._wire()

    def changed(self, has_media: bool, on_hold: bool) -> None:
        """The media were negotiated, for the first time or anew."""
        self._has_media, self.on_hold = has_media, on_hold
        self._wire()

    def close(self) -> list[Callable[[], None]]:
        """The call is over. What is still to be done, away from the loop and a tick of the media
        clock later, before its end may be told: the files of what was recorded."""
        self._end_playback(interrupted=True, tell=False)
        self._worker.exchange.close(self._call_id, self._port())
        self._has_media = False
        if self._answer is not None:
            self._answer.close()
        works = [message.abandon() for message in self._messages]
        self._messages.clear()
        self._leg = None
        recording, self._recording = self._recording, None
        if recording is not None:
            recording.close()
            works.append(lambda: self._merge(recording.path))
        return works

    def _merge(self, path: Path) -> None:
        try:
            merge_recording(path)
        except OSError as error:
            self._worker.log(f"recording {path}: {error}")

    def _port(self) -> Any:
        """The call's port on the conference bridge; None while it has none."""
        if not self._has_media or self._leg is None:
            return None
        try:
            return self._leg.getAudioMedia(-1)
        except pj.Error:
            return None

    def _wire(self) -> None:
        """(Re-)join everything that belongs to this call: a re-INVITE gives it a new port."""
        port = self._port()
        if port is None:
            return
        if self._answered:
            # Whoever waits in silence gets sound packets too: the far end must not think us dead.
            join(self._worker.silence(), port)
        join(self._playback, port)
        recording = self._recording
        if recording is not None:
            join(port, recording.left)
            join(self._playback, recording.right)
        if self._answer is not None:
            self._answer.wire(port)
        for message in self._messages:
            message.wire(port, recording.right if recording is not None else None)
        self._worker.exchange.wire(self._call_id)

    def detect(self, order: Mapping[str, Any]) -> None:
        """Whether a person has answered; now is the answer."""
        # Half of the calls need none of it.
        from engine.adapters.pjsip.call_answer import CallAnswer

        self._answer = CallAnswer(self._call_id, order, self._worker)
        self._answer.begin()
        self._wire()

    # -- playing -------------------------------------------------------------------------------

    def play(self, order: messages.Play) -> None:
        self._end_playback(interrupted=True)
        for message in self._messages:
            message.skip_beep()
        try:
            self._playback = Playback(
                order.playback_id,
                order.files,
                barge_in=order.barge_in,
                loop=order.loop,
                scratch=self._worker.scratch,
                finished=self._played,
                happened=self._worker.endpoint.happened,
            )
        except UnplayableError as error:
            self._worker.report(
                messages.Played(self._call_id, order.playback_id, False, str(error))
            )
            return
        self._wire()

    @property
    def playback(self) -> Playback | None:
        """What it is being played."""
        return self._playback

    def _played(self, playback: Playback) -> None:
        if self._playback is playback:
            self._end_playback(interrupted=False)

    def key_pressed(self, key: str) -> None:
        for message in self._messages:
            message.key_pressed(key)
        if self._playback is not None and self._playback.barge_in:
            self.stop_playback()

    def stop_playback(self) -> None:
        self._end_playback(interrupted=True)

    def _end_playback(self, *, interrupted: bool, tell: bool = True) -> None:
        playback, self._playback = self._playback, None
        if playback is None:
            return
        part(playback, self._port())
        if self._recording is not None:
            part(playback, self._recording.right)
        self._worker.exchange.unwire_played(self._call_id, playback)
        playback.orphan()
        self._worker.bury(playback)
        if tell:
            self._worker.report(messages.Played(self._call_id, playback.playback_id, interrupted))

    # -- recording ------------------------------------------------------------------------------

    def record(self, path: Path) -> None:
        if self._recording is not None:
            return
        try:
            self._recording = Recording(path, self._worker.silence())
        except (pj.Error, OSError) as error:
            self._worker.log(f"call {self._call_id}: cannot record to {path}: {error}")
            return
        self._wire()

    def pause_recording(self, paused: bool) -> None:
        if self._recording is not None:
            self._recording.mute(paused)

    def record_message(self, order: messages.RecordMessage) -> None:
        self.stop_message()
        self._end_playback(interrupted=True)
        message = CallMessage(order, self._worker, self._message_done)
        self._messages.append(message)
        message.begin()
        self._wire()

    def stop_message(self) -> None:
        for message in self._messages:
            message.stop()

    def _message_done(self, message: CallMessage) -> None:
        if message in self._messages:
            self._messages.remove(message)

    # -- the rest ------------------------------------------------------------------------------

    def voice(self) -> Any:
        """What others hear of it; None before its answer."""
        return self._port() if self._answered else None

    def hear(self, voice: Any) -> None:
        if self._answered:
            join(voice, self._port())
            if self._recording is not None:
                join(voice, self._recording.right)

    def unhear(self, voice: Any) -> None:
        part(voice, self._port())
        if self._recording is not None:
            part(voice, self._recording.right)

    def send_digits(self, digits: str) -> None:
        """RFC 4733 where the far end offers it, SIP INFO otherwise."""
        if self._leg is None:
            return
        try:
            self._leg.dialDtmf(digits)
            return
        except pj.Error:
            pass
        info = pj.CallSendDtmfParam()
        info.method, info.duration, info.digits = pj.PJSUA_DTMF_METHOD_SIP_INFO, _DTMF_MS, digits
        try:
            self._leg.sendDtmf(info)
        except pj.Error as error:
            self._worker.log(f"call {self._call_id}: cannot send digits: {error.reason}")

    def packets(self) -> int:
        """RTP packets received in the present stream."""
        if not self._has_media or self._leg is None:
            return 0
        try:
            stat = self._leg.getStreamStat(0)  # its parts live no longer than it does
            return int(stat.rtcp.rxStat.pkt)
        except pj.Error:
            return 0
