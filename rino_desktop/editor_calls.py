"""What the editor's test call needs of the application: sound, and answers from outside."""

import threading
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import KnownError
from engine.ivr.model import Recorded, Utterance
from engine.ivr.requests import OutsideRequest
from rino_desktop import bootstrap
from rino_desktop.settings import Settings
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.scheme.dialogues import Outside
    from engine.service.voice import VoiceService


class VoicedPrompts:
    """Sound by the engine's voice service, as subscribers would hear it (``PromptFiles``)."""

    def __init__(self, voice: "VoiceService") -> None:
        self._voice = voice

    async def path(self, utterance: Utterance) -> Path | None:
        if isinstance(utterance, Recorded):
            return None  # nobody has said it
        found = await self._voice.resolve([utterance])
        return found[0] if found else None


class LiveOutside:
    """Really asks sources and functions (``Outside``); blocks, so it is called in a thread. Several
    tabs may ask at once: none waits for the answer to another. What it asks with is opened by the
    first question, and kept for the next ones."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._idle: list[tuple[ExitStack, Outside]] = []
        self._busy = 0
        self._closed = False
        self._changed = threading.Condition()

    def __call__(self, request: OutsideRequest) -> object:
        with self._changed:
            if self._closed:
                raise KnownError(t("The connection has been closed."))
            self._busy += 1
            opened = self._idle.pop() if self._idle else None
        try:
            if opened is None:
                stack = ExitStack()
                opened = stack, stack.enter_context(bootstrap.live_outside(self._settings))
            return opened[1](request)
        finally:
            with self._changed:
                self._busy -= 1
                if opened is not None:
                    self._idle.append(opened)
                self._changed.notify_all()

    def close(self) -> None:
        """Blocks until the questions under way are answered; there are no more."""
        with self._changed:
            self._closed = True
            self._changed.wait_for(lambda: self._busy == 0)
            idle, self._idle = self._idle, []
        for stack, _outside in idle:
            stack.close()
