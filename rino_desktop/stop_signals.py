"""The signals that are a wish to stop, and how programs that run an event loop hear them."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

NUMBERS = (signal.SIGTERM, signal.SIGINT)
if sys.platform == "win32":
    # Ctrl+Break.
    NUMBERS += (signal.SIGBREAK,)


@contextmanager
def draining(wish: Callable[[], None]) -> Iterator[None]:
    """``wish`` is called in the running loop for each SIGUSR1: end after the last call. Windows
    has no such signal."""
    if sys.platform == "win32":
        yield
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, wish)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGUSR1)


@contextmanager
def stopping(wish: Callable[[int], None]) -> Iterator[None]:
    """``wish`` is called in the running loop with the signal's number, each time one comes."""
    loop = asyncio.get_running_loop()
    try:
        for number in NUMBERS:
            loop.add_signal_handler(number, wish, number)
    except NotImplementedError:  # Windows: its loop has no signal handlers
        previous = [
            signal.signal(number, lambda n, _frame: loop.call_soon_threadsafe(wish, n))
            for number in NUMBERS
        ]
        try:
            yield
        finally:
            for number, handler in zip(NUMBERS, previous, strict=True):
                signal.signal(number, handler)
        return
    try:
        yield
    finally:
        for number in NUMBERS:
            loop.remove_signal_handler(number)
