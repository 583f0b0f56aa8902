"""Unsaved work of the scheme that is open, on this computer's disk."""

import asyncio
from collections.abc import Callable

from editor.recovery import RecoveryFolder


class DiskCopy:
    """``lock`` is held while what lies there changes: what a slow one has begun to write does not
    come after what has been saved since. ``failed`` takes what the disk refuses."""

    def __init__(self, recovery: RecoveryFolder, failed: Callable[[OSError], None]) -> None:
        self._recovery, self._failed = recovery, failed
        self.lock = asyncio.Lock()

    async def belong_to(self, user: str) -> None:
        await self._tried(lambda: self._recovery.belong_to(user))

    async def rename(self, old: str, new: str) -> None:
        """``lock`` is held."""
        await self._tried(lambda: self._recovery.rename(old, new))

    async def put(self, name: str, text: str, based_on: int | None) -> bool:
        """``lock`` is held. False when the disk refuses."""
        return await self._tried(lambda: self._recovery.write(name, text, based_on))

    async def discard(self, name: str) -> None:
        """It is saved. Where the disk refuses, it is found to be saved when it is next opened."""
        async with self.lock:
            await self._tried(lambda: self._recovery.discard(name))

    async def _tried(self, do: Callable[[], object]) -> bool:
        try:
            await asyncio.to_thread(do)
        except OSError as error:
            self._failed(error)
            return False
        return True
