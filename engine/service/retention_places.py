"""Which voice store a run of retention looks through, and whether it is the one it was.

A folder that is not mounted looks like an empty one. Therefore a store in which there have been
files gets a mark, a hidden file, and the database knows that it has it: where the mark is missing
then, this is not the store.
"""

import socket
import tempfile
from pathlib import Path

from engine.errors import KnownError
from engine.ports.storage import Database
from engine.service.recordings import MESSAGES, RECORDINGS
from engine.service.voice_store import VoiceStore

MARK = ".rino-voice-store"
#: The database, which is a place of its own.
DATABASE = ""
#: Characters of ``retention_runs.place``.
_LONGEST = 250


def place_of(store: VoiceStore) -> str:
    """A folder is its computer's own; what lies under an address is the same for all."""
    if store.remote:
        return store.place[-_LONGEST:]
    return f"{socket.gethostname()}: {Path(store.place).absolute()}"[-_LONGEST:]


def require_the_same(database: Database, store: VoiceStore) -> None:
    """KnownError when the store has had its mark and has it no more."""
    place = place_of(store)
    known = database.transact(lambda s: s.voice_files.is_marked(place))
    if known and store.files.facts(MARK) is None:
        raise KnownError(
            "in the voice store {store} there have been files, and its mark {mark} is gone: it may"
            " not be mounted.",
            mend="Mount it. If the folder was emptied on purpose, put an empty file of that name"
            " into it.",
            store=store.place,
            mark=MARK,
        )


def mark(database: Database, store: VoiceStore) -> None:
    """Once there are files in it. KnownError when it cannot be written."""
    place = place_of(store)
    if database.transact(lambda s: s.voice_files.is_marked(place)):
        return
    if store.files.facts(MARK) is None:
        if not any(store.files.folders(kind) for kind in (RECORDINGS, MESSAGES)):
            return
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "mark")
            source.write_text("RINO\n", encoding="ascii")
            store.files.put(source, MARK)
    database.transact(lambda s: s.voice_files.mark(place))
