"""What stands behind a section of the settings."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop.desktop.console_part import ConsolePart
from rino_desktop.texts.errors import said
from rino_desktop.ui.form_dialog import FormDialog

T = TypeVar("T")


class SettingsPart(ConsolePart):
    page = "settings"
    #: The settings' name of the section ("trunks").
    section: str

    @property
    def in_view(self) -> bool:
        return super().in_view and self.console.window.settings.chosen == self.section

    async def attempt(self, dialog: FormDialog, work: Callable[[Stores], T]) -> T | None:
        """The dialog is closed when it is done; None: it says why it could not be done."""
        try:
            result = await self.console.connection.run(work)
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return None
        dialog.accept()
        await self.refresh()
        return result


def now() -> datetime:
    return datetime.now(UTC)


def capital(text: str) -> str:
    """At the beginning of a line."""
    return text[:1].upper() + text[1:]
