"""Tones of the line into an operator's headset while whom he calls is rung: the product's own, or
files of the same names in the voice store."""

import logging
from collections.abc import Sequence
from pathlib import Path

from engine.ivr.model import Prompt
from engine.ports.telephony import Telephony
from engine.service.call_plan import Voice

log = logging.getLogger(__name__)

NAMES = ("ringback", "busy", "congestion")


class LineTones:
    def __init__(self, telephony: Telephony) -> None:
        self._telephony = telephony
        self._files: dict[str, Sequence[Path]] = {}
        self._played = 0

    async def prepare(self, voice: Voice) -> None:
        """Without a file there is silence: no call is to fail for want of a tone."""
        for name in NAMES:
            try:
                self._files[name] = await voice.resolve((Prompt(name, "", f"{name}.wav", ""),))
            except Exception:
                log.exception("the tone %s is not heard", name)

    def play(self, call_id: str, name: str) -> None:
        """Again and again; "": silence."""
        files = self._files.get(name, ())
        self._telephony.stop_playback(call_id)
        if files:
            self._played += 1
            self._telephony.play(call_id, self._played, files, loop=True)
