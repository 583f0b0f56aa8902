"""From sound at hand to a take in the voice store, named by the scheme; and the takes of this
session that nothing needs any more."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from editor.document import SchemeDocument
from editor.edits.headers import set_prompt_file
from editor.prompts import samples as sound
from editor.prompts.desk import PromptDesk
from editor.prompts.samples import Samples
from engine.audio.import_sound import import_sound


class Takes(QObject):
    """``folder``: where files lie while they are worked on; goes with ``close``."""

    def __init__(
        self, document: SchemeDocument, desk: PromptDesk, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.desk = desk
        self.folder = Path(tempfile.mkdtemp(prefix="rino-prompts-"))
        self._count = 0
        #: Files put into the store here, and those of them that were in what was saved.
        self._made: set[str] = set()
        self._saved: set[str] = set()

    def new_file(self, ending: str = ".wav") -> Path:
        """A name that nothing has yet."""
        self._count += 1
        return self.folder / f"{self._count}{ending}"

    async def load(self, name: str) -> Samples | None:
        """None: the store has none of that name. KnownError."""
        path = await self.desk.local(name)
        return None if path is None else await asyncio.to_thread(sound.read, path)

    async def changed(self, samples: Samples, change: Callable[[Samples], Samples]) -> Samples:
        return await asyncio.to_thread(change, samples)

    async def imported(self, source: Path) -> Samples:
        """Any sound file, made a prompt: the telephone's band, no silence at the ends, as loud as
        all others. KnownError."""
        target = self.new_file()

        def work() -> Samples:
            import_sound(source, target)
            return sound.read(target)

        return await asyncio.to_thread(work)

    async def synthesised(self, text: str, language: str, voice: str) -> Samples:
        target = self.new_file()
        await self.desk.synthesise(text, language, voice, target)
        return await asyncio.to_thread(sound.read, target)

    async def keep(self, text: str, samples: Samples, prompt: str, language: str) -> str:
        """Make it the prompt's recording, as an edit that can be undone; ``text`` is what the menu
        calls it. The take's name; "" when the prompt is gone meanwhile. KnownError: nothing has
        changed."""
        scheme = self._document.content.header["name"]
        target = self.new_file()

        def work() -> str:
            sound.write(target, samples)
            return sound.take_name(scheme, prompt, language, samples)

        name = await asyncio.to_thread(work)
        await self.desk.put(target, name)
        self._made.add(name)
        if prompt not in self._document.content.header["prompts"]:
            return ""
        content = self._document.content
        self._document.do(text, set_prompt_file(content, prompt, language, name))
        return name

    async def exported(self, samples: Samples, target: Path) -> None:
        await asyncio.to_thread(sound.write, target, samples)

    # --- what is no more needed -----------------------------------------------------------------

    def note_saved(self) -> None:
        """The scheme has been saved or published: what it names now has to stay."""
        self._saved |= self._made & self._named()

    def unused(self) -> set[str]:
        """Takes of this session that no saved state has named, and the scheme at hand does not."""
        return self._made - self._saved - self._named()

    async def close(self) -> None:
        """Nothing can be undone any more: takes that came to nothing go. KnownError: they do not,
        which harms nobody."""
        unused = self.unused()
        self._made -= unused
        try:
            if unused:
                await self.desk.discard(sorted(unused))
        finally:
            await asyncio.to_thread(shutil.rmtree, self.folder, True)

    def _named(self) -> set[str]:
        prompts = self._document.content.header["prompts"].values()
        return {recording.file for by_language in prompts for recording in by_language.values()}
