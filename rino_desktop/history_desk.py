"""A contact's calls, ours and his, for the workstation's panel. The window is
``rmt.history.panel``."""

import asyncio
import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path

from engine.errors import KnownError
from engine.ports.history import PastCall
from engine.service.voice_store import VoiceStore
from rino_desktop.form_desk import Runs
from rino_desktop.texts.errors import reason_of


class DatabaseHistoryDesk:
    """``store``: where the recordings are."""

    def __init__(self, database: Runs, store: VoiceStore) -> None:
        self._database = database
        self._store = store

    async def calls(
        self, phones: Sequence[str], limit: int, after: PastCall | None = None
    ) -> list[PastCall]:
        return await self._database.run(
            lambda stores: stores.history.of_phones(phones, limit, after)
        )

    async def sound(self, call: PastCall) -> bytes:
        """Both sides mixed: 16 bit, mono, 8 kHz. KnownError: it is gone, or cannot be read."""
        return await asyncio.to_thread(self._read, call.recording)

    def _read(self, name: str) -> bytes:
        from engine.audio.import_sound import convert_sound

        with tempfile.TemporaryDirectory() as folder:
            file = self._store.find(name)
            if file is None:
                file = Path(folder) / "recording.wav"
                self._store.copy_out(name, file)
            target = Path(folder) / "heard.wav"
            try:
                convert_sound(file, target)
            except OSError as error:
                raise KnownError(f"{name}: {reason_of(error)}.") from error
            with wave.open(str(target), "rb") as sound:
                return sound.readframes(sound.getnframes())
