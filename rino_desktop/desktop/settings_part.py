"""What stands behind a section of the settings."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop.desktop import secrets_here
from rino_desktop.desktop.console_part import ConsolePart
from rino_desktop.secret_keeping import Kept
from rino_desktop.secret_names import Owner
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.secret_field import SecretField

T = TypeVar("T")


class SettingsPart(ConsolePart):
    page = "settings"
    #: The settings' name of the section ("trunks").
    section: str

    @property
    def in_view(self) -> bool:
        return super().in_view and self.console.window.settings.chosen == self.section

    async def attempt_with_password(
        self, dialog: FormDialog, password: SecretField, owner: Owner,
        work: Callable[[Stores, Kept], T],
    ) -> T | None:  # fmt: skip
        """Like ``attempt``; ``owner``'s password is kept first, and is again as it was where what
        goes with it could not be saved."""
        try:
            kept = await secrets_here.keep(self.console, password, owner)
        except KnownError as error:
            dialog.refuse(said(error))
            return None
        saved = await self.attempt(dialog, lambda stores: work(stores, kept))
        if saved is None:
            await secrets_here.take_back(kept)
        return saved

    async def remove(
        self, question: str, consequences: str, work: Callable[[Stores], object], *,
        label: str = "", password: str = "", owner: Owner | None = None,
    ) -> None:  # fmt: skip
        """Asks first. ``label``: of the button, where it is not "Remove"; ``password``: the name of
        ``owner``'s secret, which goes, too, unless others use it."""
        sure = await dialogs.confirm(
            self.console.window, question, consequences, label or self.tr("Remove"), danger=True
        )
        if sure:
            await self.console.connection.run(work)
            if owner is not None:
                await secrets_here.drop(self.console, password, owner)
            await self.refresh()


def now() -> datetime:
    return datetime.now(UTC)


def capital(text: str) -> str:
    """At the beginning of a line."""
    return text[:1].upper() + text[1:]
