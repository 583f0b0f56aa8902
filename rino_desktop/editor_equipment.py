"""What all editors of a window share: a voice service, a prompt desk, the known names."""

import asyncio

from editor.tools import EditorTools
from engine.errors import KnownError, Phrase
from engine.ports.storage import StorageUnavailable
from engine.service.voice import VoiceService
from rino_desktop import bootstrap
from rino_desktop.editor_calls import LiveOutside, VoicedPrompts
from rino_desktop.editor_contacts import ListedContacts
from rino_desktop.editor_names import NamesOutside
from rino_desktop.form_desk import Runs
from rino_desktop.prompt_desk import StoredPrompts
from rino_desktop.settings import Settings
from rino_desktop.texts.errors import said


class EditorEquipment:
    """Of one connection, which it does not outlive: whoever opens the connection makes it, and
    closes it before the connection. Nothing in it is opened before it is used."""

    def __init__(self, settings: Settings, database: Runs) -> None:
        self._settings = settings
        self._database = database
        self._making = asyncio.Lock()
        self._closed = False
        self._tools: EditorTools | None = None
        self._names: NamesOutside | None = None
        self._prompts: StoredPrompts | None = None
        self._outside: LiveOutside | None = None
        self._voice: VoiceService | None = None

    async def tools(self) -> EditorTools:
        """The same for each tab; the names are read anew. KnownError, StorageUnavailable: also when
        it is closed."""
        async with self._making:
            if self._closed:
                raise StorageUnavailable(Phrase("the database is not open"))
            if self._names is None:
                scripts = await asyncio.to_thread(bootstrap.script_names)
                self._names = NamesOutside(self._database, scripts)
            await self._names.refresh()
            if self._tools is None:
                faults: tuple[str, ...] = ()
                try:
                    self._voice = await asyncio.to_thread(bootstrap.voice_service, self._settings)
                except KnownError as error:  # drawing needs no speech engine
                    faults = (said(error),)
                self._prompts = bootstrap.stored_prompts(self._settings, self._database)
                self._outside = LiveOutside(self._settings)
                self._tools = EditorTools(
                    VoicedPrompts(self._voice) if self._voice is not None else None,
                    self._outside, ListedContacts(self._database), self._prompts,
                    names=self._names, faults=faults,
                )  # fmt: skip
            return self._tools

    async def close(self) -> None:
        async with self._making:
            self._closed, self._tools = True, None
            prompts, self._prompts = self._prompts, None
            outside, self._outside = self._outside, None
            voice, self._voice = self._voice, None
            if prompts is not None:
                await prompts.close()
            if outside is not None:
                await asyncio.to_thread(outside.close)
            if voice is not None:
                await asyncio.to_thread(voice.close)
