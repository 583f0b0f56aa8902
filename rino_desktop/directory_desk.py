"""The directory for the workstation's panel. The window is ``rmt.directory.panel``."""

from engine.ports.directory import Found
from engine.ports.storage import Stores
from rino_desktop.form_desk import Runs


class DatabaseDirectoryDesk:
    """Everything runs on the database's thread and raises StorageUnavailable while it is away."""

    def __init__(self, database: Runs) -> None:
        self._database = database

    async def find(self, words: str, limit: int) -> Found:
        return await self._database.run(lambda stores: stores.directory.search(words, limit))

    async def is_empty(self) -> bool:
        def look(stores: Stores) -> bool:
            # It also reads the words of the directory, so that the first search is as quick as all.
            if stores.directory.search("а", 1).total:
                return False
            return not any(count for _, count in stores.directory.sources())

        return await self._database.run(look)
