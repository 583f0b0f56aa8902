"""What the editor's test call needs of the application: sound, and answers from outside."""

import threading
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from engine.ivr.model import Recorded, Utterance
from engine.ivr.requests import OutsideRequest
from rino_desktop import bootstrap
from rino_desktop.settings import Settings

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
    """Really asks sources and functions (``Outside``); blocks, so it is called in a thread. Opened
    by the first question."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stack = ExitStack()
        self._outside: Outside | None = None
        self._lock = threading.Lock()

    def __call__(self, request: OutsideRequest) -> object:
        with self._lock:
            if self._outside is None:
                self._outside = self._stack.enter_context(bootstrap.live_outside(self._settings))
            return self._outside(request)

    def close(self) -> None:
        """Blocks until the question under way is answered."""
        with self._lock:
            self._outside = None
            self._stack.close()
