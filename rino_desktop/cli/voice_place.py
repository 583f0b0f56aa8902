"""The voice store, open for as long as a command needs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rino_desktop.cli.context import Context

if TYPE_CHECKING:
    from engine.service.voice_store import VoiceStore


@contextmanager
def open_store(context: Context) -> "Iterator[VoiceStore]":
    from rino_desktop.bootstrap import voice_store

    store = voice_store(context.settings)
    try:
        yield store
    finally:
        store.close(0)
