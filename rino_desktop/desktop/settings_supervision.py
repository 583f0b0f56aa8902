"""In the settings: when operators see that somebody listens to them."""

from engine.domain.supervision import Shown
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop import supervision
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.settings_part import SettingsPart, now
from rino_desktop.texts.errors import said


class SupervisionHere(SettingsPart):
    section = "supervision"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._section = console.window.settings.supervision
        self._section.chosen.connect(lambda shown: console.tasks.start(self._set(shown)))

    async def refresh(self) -> None:
        if self.in_view:
            self._section.show_setting(
                await self.console.connection.run(lambda s: s.supervisions.shown())
            )

    async def leave(self) -> None:
        self._section.show_setting(None)
        self._section.say("")

    async def _set(self, shown: Shown) -> None:
        try:
            await self.console.connection.run(
                lambda stores: supervision.set_shown(stores, shown, now())
            )
        except (KnownError, StorageUnavailable) as error:
            self._section.say(said(error))
        else:
            self._section.say(self.tr("Set. It holds for calls that go on, too."))
        await self.refresh()
