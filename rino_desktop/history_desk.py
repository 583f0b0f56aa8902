"""A contact's calls, ours and his, for the workstation's panel. The window is
``rmt.history.panel``."""

import asyncio
import logging
import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path

from engine.domain.call_key import written
from engine.errors import KnownError
from engine.forms.codec import load_form
from engine.ports.forms import FilledForm, FormVersion
from engine.ports.history import PastCall
from engine.ports.storage import Stores
from engine.service.voice_store import VoiceStore
from rino_desktop.form_desk import Runs
from rino_desktop.texts.errors import reason_of
from rmt.history.desk import PastForm

log = logging.getLogger(__name__)


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

    async def forms(self, call: PastCall) -> list[PastForm]:
        """A version that cannot be read any more is left out: its answers are among the results."""

        def read(stores: Stores) -> list[tuple[FilledForm, FormVersion]]:
            filled = stores.form_answers.of_call(written(call.call_key))
            return [(each, stores.forms.version(each.version_id)) for each in filled]

        found = []
        for filled, version in await self._database.run(read):
            try:
                found.append(PastForm(load_form(version.document, version.name), filled))
            except KnownError as error:
                log.warning("version %d of a form cannot be read: %s", version.id, error)
        return found

    async def sound(self, call: PastCall) -> bytes:
        """Both sides mixed: 16 bit, mono, 8 kHz. KnownError: it is gone, or cannot be read."""
        return await asyncio.to_thread(sound_of, self._store, call.recording)


def sound_of(store: VoiceStore, name: str) -> bytes:
    """16 bit, mono, 8 kHz, both sides mixed. KnownError: it is gone, or cannot be read."""
    from engine.audio.import_sound import convert_sound

    with tempfile.TemporaryDirectory() as folder:
        file = store.find(name)
        if file is None:
            file = Path(folder) / "recording.wav"
            store.copy_out(name, file)
        target = Path(folder) / "heard.wav"
        try:
            convert_sound(file, target)
        except OSError as error:
            raise KnownError(f"{name}: {reason_of(error)}.") from error
        with wave.open(str(target), "rb") as sound:
            return sound.readframes(sound.getnframes())
