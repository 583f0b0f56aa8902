"""What stands behind a page of the console: reads what it shows, does what is wished there."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.list_tools import ListTools
from rino_desktop.desktop.people import People
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import PreferencesFile
from rino_desktop.texts.errors import said
from rino_desktop.ui.form_dialog import FormDialog

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Console:
    """What every part works with. ``changed``: what is shown is to be read anew now; ``report`` is
    told of bugs."""

    window: MainWindow
    connection: Connection
    preferences: PreferencesFile
    tasks: Tasks
    people: People
    lists: ListTools
    changed: Callable[[], None]
    report: Callable[[BaseException], None]
    #: Whether the engine is to run in this program: it finds the keyring of who sits here.
    engine_inside: Callable[[], bool]

    def user_name(self) -> str:
        """Of whose work it is; "" while nobody has signed in. SignedOut."""
        return self.connection.actor.name


class ConsolePart(QObject):
    """Parts do nothing while their page is not among those of who has signed in."""

    #: The rail's name of the page ("campaigns").
    page: str

    def __init__(self, console: Console) -> None:
        super().__init__(console.window)
        self.console = console

    @property
    def in_view(self) -> bool:
        """The page is the one that is looked at."""
        rail = self.console.window.rail
        return self.page in rail.pages and rail.buttons[self.page].isChecked()

    async def refresh(self) -> None:
        """Every second, and when something in the database has changed. What costs more than a few
        indexed rows is read only while ``in_view``. KnownError, StorageUnavailable."""

    async def leave(self) -> None:
        """Who sat here has gone, or another database is used: what is shown is his no more."""

    def speak(self, language: str) -> None:
        """The language has changed; widgets know by themselves."""

    def ask(self, dialog: FormDialog, work: Callable[..., Coroutine[Any, Any, None]]) -> None:
        """The dialog is opened; ``work`` does what is wished in it, with what ``wanted`` carries,
        and ends when the dialog is closed."""
        dialog.wanted.connect(lambda *wished: self.console.tasks.start_for(dialog, work(*wished)))
        dialog.open()

    async def attempt(self, dialog: FormDialog, work: Callable[[Stores], T]) -> T | None:
        """The dialog is closed and what is shown read anew when it is done; None: the dialog says
        why it could not be done."""
        try:
            result = await self.console.connection.run(work)
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return None
        dialog.accept()
        await self.refresh()
        return result
