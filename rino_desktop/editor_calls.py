"""What the editor's test call needs of the application: sound, and answers from outside."""

import asyncio
import logging
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import KnownError
from engine.ivr.model import Recorded, Utterance
from engine.ivr.requests import OutsideRequest
from rino_desktop import bootstrap
from rino_desktop.scheme_tests import recorded_duration
from rino_desktop.settings import Settings

if TYPE_CHECKING:
    from editor.scheme_tests_panel import SchemeTestsPanel
    from editor.testcall.panel import TestCallPanel
    from engine.scheme.dialogues import Outside
    from engine.service.voice import VoiceService

log = logging.getLogger(__name__)


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


class CallAids:
    """Sound and live answers for the test calls of all editors; made when the first one opens."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._voice: VoiceService | None = None
        self._asked = False
        self._outside = LiveOutside(settings)

    async def ready(self) -> None:
        """Without a speech engine or a voice store calls are silent; the log says why."""
        if self._asked:
            return
        self._asked = True
        try:
            self._voice = await asyncio.to_thread(bootstrap.voice_service, self._settings)
        except (KnownError, OSError) as error:
            log.warning("test calls are not heard: %s", error)

    def give(self, call: "TestCallPanel", tests: "SchemeTestsPanel") -> None:
        store = self._settings.voice_store
        lasts = recorded_duration(store, store)
        call.set_prompts(VoicedPrompts(self._voice) if self._voice is not None else None, lasts)
        call.set_outside(self._outside)
        tests.durations = lasts

    async def close(self) -> None:
        """They are made anew when an editor is opened again."""
        voice, self._voice, self._asked = self._voice, None, False
        await asyncio.to_thread(self._outside.close)
        if voice is not None:
            await asyncio.to_thread(voice.close)
