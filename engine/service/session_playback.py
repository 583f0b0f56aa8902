"""What a call session plays: phrases made ready, one playback at a time."""

import logging
from collections.abc import Callable
from pathlib import Path

from engine.ivr import model as ivr
from engine.ports import telephony as port
from engine.service.call_plan import CallPlan, CallServices

log = logging.getLogger(__name__)


class SessionPlayback:
    """``ended`` is told of each, also of what could not be played."""

    def __init__(
        self, plan: CallPlan, services: CallServices, ended: Callable[[port.PlaybackEnded], None]
    ) -> None:
        self._plan = plan
        self._s = services
        self._ended = ended
        #: The playback under way, or being made ready; None: silence.
        self._current: int | None = None
        self._over = False

    def play(self, command: ivr.Play, loop: bool = False) -> None:
        self._current = command.playback_id
        self._s.spawn(self._resolve_and_play(command, loop))

    def stop(self) -> None:
        self._current = None
        self._s.telephony.stop_playback(self._plan.call_id)

    def call_over(self) -> None:
        self._over = True

    def on_ended(self, event: port.PlaybackEnded) -> None:
        if event.error:
            log.error("call %s: a prompt could not be played: %s", event.call_id, event.error)
        if self._current == event.playback_id:
            self._current = None
        self._ended(event)

    async def _resolve_and_play(self, command: ivr.Play, loop: bool) -> None:
        call_id = self._plan.call_id
        try:
            files = await self._s.voice.resolve(command.items, *self._plan.packs)
        except Exception as error:
            log.error("call %s: nothing to play: %s", call_id, error)
            files = []
        try:
            self._play_files(command, files, loop)
        except Exception:
            log.exception("call %s failed", call_id)
            self._s.telephony.hang_up(call_id)

    def _play_files(self, command: ivr.Play, files: list[Path], loop: bool) -> None:
        call_id = self._plan.call_id
        if self._over:
            return
        if self._current != command.playback_id:
            # Stopped or replaced while it was being synthesised.
            if command.playback_id >= 0:
                self._ended(port.PlaybackEnded(call_id, command.playback_id, interrupted=True))
            return
        if not files:
            self.on_ended(port.PlaybackEnded(call_id, command.playback_id, interrupted=False))
            return
        self._s.telephony.play(
            call_id, command.playback_id, files, barge_in=command.barge_in, loop=loop
        )
