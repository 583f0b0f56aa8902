"""The workstation in the desktop: a shift for each operator who signs in, until he goes."""

import asyncio
import platform
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack

from PySide6.QtCore import QCoreApplication

from engine.domain.rights import Right
from engine.ports.audit import Actor
from engine.ports.storage import Database
from rino_desktop import actors, bootstrap, paths, texts
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.people import People
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.guest import Guest
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import PreferencesFile
from rino_desktop.settings import Settings
from rino_desktop.telephone_account import account_of
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs
from rino_desktop.ui.dialogs import Choice
from rino_desktop.unsaved_answers import UnsavedAnswers
from rino_desktop.unsent_results import UnsentResults
from rino_desktop.workstation_desk import Seat, WorkstationDesk, new_token
from rino_desktop.workstation_panels import WorkstationPanels
from rmt.shift import Shift
from rmt.shift_sound import ShiftSound
from rmt.sound_check import SoundCheck

translate = QCoreApplication.translate


class WorkstationHere:
    """``report`` is told of bugs."""

    def __init__(
        self, window: MainWindow, connection: Connection, preferences: PreferencesFile,
        tasks: Tasks, people: People, report: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        self._window = window
        self._connection = connection
        self._preferences = preferences
        self._tasks = tasks
        self._people = people
        self._report = report
        # Who sits here without having signed in: the demo's.
        self.guest: Guest | None = None
        self.shift: Shift | None = None
        self.panels: WorkstationPanels | None = None
        self._of: int | None = None
        self._changing = asyncio.Lock()
        self._asking = False
        page = window.workstation
        page.check_wanted.connect(self._check_sound)
        page.account_wanted.connect(lambda: window.go_settings("telephone"))
        window.settings.telephone.show_kept(preferences.now.telephone)
        window.settings.telephone.saved.connect(lambda kept: tasks.start(self._save_account(kept)))

    async def follow(self) -> None:
        """Whoever sits here now: a shift for an operator, none for others."""
        async with self._changing:
            user, user_id = self._people.user, self._people.user_id
            wanted = user_id if self._people.may(Right.CALLS_TAKE) else None
            if wanted == self._of:
                return
            await self._end()
            if wanted is not None and user is not None:
                self._of = wanted
                await self._begin(user[0], wanted)

    async def end(self) -> None:
        async with self._changing:
            await self._end()

    async def take_leave(self) -> bool:
        """Whether the window may be closed. With a call live, or with something that would be lost
        with the panels, the operator is asked."""
        if self._asking:
            return False
        question = self._what_would_go()
        if question is None:
            return True
        title, text, choices = question
        self._asking = True
        try:
            answer = await dialogs.ask(self._window, title, text, choices)
        finally:
            self._asking = False
        return answer == "end"

    def _what_would_go(self) -> tuple[str, str, list[Choice]] | None:
        stay = Choice("stay", translate("WorkstationHere", "Stay"), "primary")
        if self.shift is not None and self.shift.live_call:
            return (
                translate("WorkstationHere", "A call goes on"),
                translate(
                    "WorkstationHere", "It ends when the program is closed. What is not saved "
                    "stays on this computer and is there again next time."
                ),
                [stay, Choice("end", translate("WorkstationHere", "Hang up and close"), "danger")],
            )  # fmt: skip
        leave = Choice("end", translate("WorkstationHere", "Leave all the same"), "danger")
        if self.shift is not None and self.shift.presenter.links.unkept:
            title = translate("WorkstationHere", "Not everything has been sent")
            text = translate(
                "WorkstationHere", "Results of calls could not be kept on this computer and wait "
                "for the database ({number}). Whoever leaves now loses them."
            ).format(number=self.shift.presenter.links.unkept)  # fmt: skip
            return title, text, [stay, leave]
        if self.panels is None or not (self.panels.unsaved or self.panels.typed):
            return None
        if self.panels.unsaved:
            title = translate("WorkstationHere", "Not everything has been sent")
            text = translate(
                "WorkstationHere", "Changes of requests or callbacks wait for the database "
                "({number}). Whoever leaves now loses them."
            ).format(number=self.panels.unsaved)  # fmt: skip
        else:
            title = translate("WorkstationHere", "Something is typed and not sent")
            text = translate(
                "WorkstationHere", "A comment, a request, a promised call or an order was begun. "
                "Whoever leaves now loses it."
            )  # fmt: skip
        return title, text, [stay, leave]

    def speak(self, language: str) -> None:
        if self.shift is not None:
            self.shift.speak(language)
        if self.panels is not None:
            self.panels.speak()

    # --- inside -----------------------------------------------------------------------------------

    async def _begin(self, name: str, operator_id: int) -> None:
        settings = self._connection.settings
        place, guest = self._connection.address, self.guest
        actor = actors.at_the_desktop(name, operator_id)
        folder, telephone = paths.data_folder(), self._preferences.now.telephone
        of_guest = guest is not None and guest.telephone is not None
        if guest is not None:
            folder = guest.folder or folder
            telephone = dict(guest.telephone) if guest.telephone is not None else telephone
        desk = WorkstationDesk(
            Seat(operator_id, name, platform.node() or "rmt", new_token()),
            lambda: _opened(settings, actor),
            UnsentResults(folder / "unsent", place, name),
            UnsavedAnswers(folder / "unsaved-answers", place),
            self._report,
        )  # fmt: skip
        sound = ShiftSound(self._window.workstation)
        shift = Shift(
            self._window.workstation, desk, bootstrap.softphone(sound.link),
            account_of(telephone), sound, texts.language, said,
            self._report,
        )  # fmt: skip
        shift.telephone.without_sound = of_guest
        sound.setParent(shift)
        sound.changed.connect(shift.telephone.sound_changed)
        sound.muted_speech.connect(shift.muted_speech)
        sound.level.connect(self._window.workstation.header.show_level)
        self.shift = shift
        await shift.start()
        self.panels = WorkstationPanels(
            shift, name, lambda: _opened(settings, actor), bootstrap.voice_store(settings),
            lambda database: bootstrap.source_service(settings, database), self._report,
        )  # fmt: skip
        await self.panels.begin()

    async def _end(self) -> None:
        """The telephone first: nobody is put through to someone who has gone, however long a
        database takes that is slow. Whatever fails, the rest is ended."""
        shift, self.shift, self._of = self.shift, None, None
        panels, self.panels = self.panels, None
        async with AsyncExitStack() as rest:
            if shift is not None:
                rest.callback(shift.deleteLater)
                rest.callback(self._window.workstation.forget)
            if panels is not None:
                rest.push_async_callback(panels.end)
            if shift is not None:
                await shift.stop()

    async def _save_account(self, kept: Mapping[str, str]) -> None:
        self._preferences.change(telephone=dict(kept))
        await asyncio.to_thread(self._preferences.save)
        if self.shift is not None and self.guest is None:
            await self.shift.telephone.register(account_of(kept))

    def _check_sound(self) -> None:
        SoundCheck(self._window).open()


def _opened(settings: Settings, actor: Actor) -> Database:
    return bootstrap.open_database(settings, actor=actor)
