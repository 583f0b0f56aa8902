"""The legal presets there are, kept for forms that are judged while they are being filled in."""

from engine.domain.presets import Presets
from engine.errors import KnownError
from rino_desktop import presets
from rino_desktop.desktop.connection import Connection


class OfficePresets:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: Presets | None = None
        self._fault: KnownError | None = None

    async def read(self) -> None:
        """As they are now. StorageUnavailable; what is wrong with files is told by ``now``."""
        settings = self._connection.settings
        try:
            self._known = await self._connection.run(lambda s: presets.of_office(settings, s))
            self._fault = None
        except KnownError as error:
            self._fault = error

    @property
    def now(self) -> Presets:
        """As they were read last. KnownError where a file is wrong."""
        if self._fault is not None:
            raise self._fault
        return self._known or presets.shipped()
