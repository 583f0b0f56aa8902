"""Passwords of trunks, asked for on a thread: a wallet may want its owner to unlock it first."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


class Passwords:
    """``ask`` gives the password of a name; it may block. One is asked for after the other."""

    def __init__(self, ask: Callable[[str], str | None]) -> None:
        self._ask = ask
        self._thread: ThreadPoolExecutor | None = None

    async def get(self, name: str) -> str:
        """ "" where there is none. What ``ask`` raises."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "trunk-passwords")
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._ask, name) or ""

    def close(self) -> None:
        """Nobody waits for answers any more."""
        if self._thread is not None:
            self._thread.shutdown(wait=False, cancel_futures=True)
