"""The desktop from its first start to its end: which database, who sits here, what is shown."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from engine.domain.rights import Right
from engine.errors import KnownError
from engine.guard import NoRight
from engine.ports.storage import ContactCounts, StorageUnavailable
from engine.service.liveness import LifeSigns
from rino_desktop import campaign_board, texts
from rino_desktop.campaign_board import Board
from rino_desktop.console.status_line import State
from rino_desktop.desktop import database_state
from rino_desktop.desktop.audit_desk import AuditDesk
from rino_desktop.desktop.beginning import Beginning
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.console_parts import console_parts
from rino_desktop.desktop.contact_search import ContactSearch
from rino_desktop.desktop.database_choice import DatabaseChoice
from rino_desktop.desktop.engine_inside import Life
from rino_desktop.desktop.engines import Engines
from rino_desktop.desktop.form_designers import FormDesigners
from rino_desktop.desktop.lines import lines_state
from rino_desktop.desktop.list_tools import ListTools
from rino_desktop.desktop.people import People
from rino_desktop.desktop.people_desk import PeopleDesk
from rino_desktop.desktop.scheme_actions import SchemeActions
from rino_desktop.desktop.scheme_editors import SchemeEditors
from rino_desktop.desktop.scheme_files import SchemeFiles
from rino_desktop.desktop.session import SignedOut, belonging_to
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.desktop.vigil import Vigil
from rino_desktop.desktop.workstation import WorkstationHere
from rino_desktop.guest import Guest
from rino_desktop.main_window import MainWindow
from rino_desktop.own_files import OwnFiles
from rino_desktop.preferences import INSIDE, PreferencesFile
from rino_desktop.repeated_bug import RepeatedBug
from rino_desktop.seldom import Seldom
from rino_desktop.settings import Settings
from rino_desktop.texts.errors import said
from rino_desktop.ui import theme
from rino_desktop.ui.languages import Languages

log = logging.getLogger(__name__)

translate = QCoreApplication.translate
_REFRESH_S = 1.0
_RETRY_S = 2.0
#: A call to the database that takes longer is told in the status bar.
_SILENCE_S = 30.0


class Desktop:
    """Keeps ``window`` fresh until ``run`` is cancelled. ``report`` is told of bugs; ``guest``: who
    has signed in already, in a database where nobody has a password (the demo's)."""

    def __init__(
        self,
        settings: Settings,
        window: MainWindow,
        preferences: PreferencesFile,
        report: Callable[[BaseException], None],
        *,
        languages: Languages | None = None,
        guest: Guest | None = None,
    ) -> None:
        self._window = window
        self._preferences = preferences
        self._languages = languages
        self._bug = RepeatedBug(report)
        #: The window has shown campaigns: it keeps them when the database goes away.
        self._seen = False
        self._files = OwnFiles()
        self._board: Board | None = None
        self._counting: Seldom[ContactCounts] = Seldom()
        self._changed = asyncio.Event()
        self._connection = Connection(settings, self._changed.set)
        self._tasks = Tasks(window.say_trouble, report, lambda: self._connection.session)
        signs = LifeSigns(self._connection.calls)
        self._vigil = Vigil(signs, _SILENCE_S, self._on_silence)
        self.people = People(
            window, self._connection, preferences, self._tasks, self._on_person_changed
        )
        self._people_desk = PeopleDesk(
            window, self._connection, self.people, self._tasks, self._changed.set
        )
        self._audit_desk = AuditDesk(window, self._connection, self._tasks, self._user_name)
        self.engines = Engines(
            window, self._connection, preferences, self._tasks, self._on_engine_changed, report
        )
        self._beginning = Beginning(
            window, self._connection, preferences, self._tasks,
            lambda settings, whose: self._database.use(settings, whose), report,
        )  # fmt: skip
        self._contacts = ContactSearch(window, self._connection, self._tasks)
        self._schemes = SchemeFiles(window, self._connection, self._tasks, self._user_name)
        self._editors = SchemeEditors(window, self._connection, self._tasks, self._user_name)
        self._scheme_actions = SchemeActions(
            window, self._connection, self._tasks, self._user_name, self._editors,
            self._schemes.read,
        )  # fmt: skip
        self._forms = FormDesigners(window, self._connection, self._tasks, self._user_name)
        self.lists = ListTools(window, self._connection, self._tasks, self._user_name)
        self.lists.filled.connect(lambda _campaign: self._changed.set())
        self.workstation = WorkstationHere(
            window, self._connection, preferences, self._tasks, self.people, report
        )
        self._database = DatabaseChoice(
            window, self._connection, self._tasks,
            (self.engines, self.people, self.workstation, self._beginning), guest,
            leave_pages=self._leave_pages, exchanged=self._forget, wake=self._changed.set,
        )  # fmt: skip
        self._parts = console_parts(
            Console(
                window, self._connection, preferences, self._tasks, self.people, self.lists,
                self._changed.set, report, lambda: self.engines.place == INSIDE,
            )
        )  # fmt: skip
        window.asks_before_close = True
        window.close_wanted.connect(lambda: self._tasks.start(self._close()))
        window.user_menu.sign_out_wanted.connect(lambda: self._tasks.start(self._sign_out()))
        window.replay_wanted.connect(lambda x: self._tasks.start(self._editors.replay(x)))
        for source in (window.user_menu, window.settings):
            source.language_chosen.connect(lambda x: self._tasks.start(self._speak(x)))
            source.theme_chosen.connect(lambda x: self._tasks.start(self._paint(x)))
        self._show_choices()

    async def run(self) -> None:
        self._tasks.start(self._vigil.watch())
        try:
            while True:
                pause = _REFRESH_S if await self._refresh() else _RETRY_S
                try:
                    # Not ``wait_for``: on Python 3.11 it can swallow a cancellation that comes
                    # together with what was waited for, and the window would never close.
                    async with asyncio.timeout(pause):
                        await self._changed.wait()
                        self._counting.forget()
                except TimeoutError:
                    continue
                finally:
                    self._changed.clear()
        finally:
            self.engines.inside.request_stop(0.0)
            await self.engines.inside.stopped()
            await self.workstation.end()
            await self._beginning.end()
            await self.lists.end()
            await self._tasks.end()
            await self._finish_choices()
            await asyncio.create_task(self._connection.put_away(self._leave_pages))
            await self._connection.close()

    # --- what is shown ----------------------------------------------------------------------------

    async def _refresh(self) -> bool:
        """False when the database is not what is shown."""
        if self._database.choosing or self._beginning.creating:
            return False  # what is half made cannot be opened, which is no fault
        address = self._connection.address
        try:
            if not await self._connection.open():
                self._show_states(None)
                self._window.show_first_start(
                    self._beginning.own(self._connection.settings).database
                )
                return False
            self.engines.recover()
            if self.people.user is None:
                guest = self._database.guest
                if guest is None:
                    await self.people.greet()
                    self._show_states(database_state.reached(self._connection))
                    return False
                self.people.welcome(guest.name, guest.role, guest.user_id)
            with belonging_to(self._connection.session):
                await self._show_all()
        except SignedOut:
            return False  # somebody came or went meanwhile: what was read was not for him
        except (KnownError, StorageUnavailable) as error:
            self._show_fault(address, said(error))
            return False
        except Exception as error:
            # What is shown must not end the program, which may have calls live.
            self._bug.tell(error)
            return False
        self._seen = True
        self._bug.over()
        self._show_states(database_state.reached(self._connection))
        return True

    async def _show_all(self) -> None:
        now = datetime.now(UTC)
        if await self.people.follow():
            self._show_choices()
            await self.workstation.follow()
            self._editors.be_named(self._user_name())
            if "ivr-kit" not in self._window.rail.pages:
                await self._editors.close_all()
                await self._forms.close_all()
        if self.people.user is None:
            return  # blocked or removed
        self._board = await self._connection.run(
            lambda stores: campaign_board.read(stores, now, self._counting)
        )
        if self.people.user is None:
            return  # gone meanwhile
        self._window.show_board(self._board)
        await self._schemes.read()
        await self._forms.read()
        for part in self._parts:
            if part.page in self._window.rail.pages:
                try:
                    await part.refresh()
                except NoRight as error:  # all else is shown
                    self._window.say_trouble(said(error))
        # Who sat here may have gone meanwhile.
        if self.people.may(Right.PEOPLE_EDIT) or self.people.may(Right.OPERATORS_EDIT):
            await self._people_desk.show()
        if self.people.may(Right.AUDIT_VIEW):
            await self._audit_desk.show()

    def _show_fault(self, address: str, fault: str) -> None:
        if self._seen:
            self._window.say_trouble(fault)
        else:
            self._window.say_notice(
                translate("Desktop", "The database cannot be opened"),
                fault,
                translate("Desktop", "Another database…"),
            )
        self._show_states(database_state.not_reached(address, fault), known=False)

    def _show_states(self, database: State | None, *, known: bool = True) -> None:
        """``known``: what the database tells of engines and lines is fresh."""
        board = self._board if known else None
        if self._files.replaced():
            self._window.status.program.show_state(database_state.upgraded())
        if self.people.user is None:
            runs = self.engines.inside.life is not Life.STOPPED
            self._window.show_states(
                database, self.engines.state(None, known=known) if runs else None, None
            )
            return
        lines = lines_state(board)
        self._window.show_states(database, self.engines.state(board, known=known), lines)
        self._window.settings.show_database(self._connection.address)
        self.engines.show_in_settings(board, known=known)

    def _on_silence(self) -> None:
        """Whoever refreshes what is shown waits for the database himself."""
        if self._vigil.stuck is None:
            self._changed.set()
            return
        self._show_states(database_state.silent(self._connection), known=False)

    def _show_choices(self) -> None:
        chosen = self._preferences.now
        language, mode = texts.language(), str(theme.mode())
        known = self.people.user is not None and self._database.guest is None
        leaves_demo = self.people.user is not None and self._database.in_demo
        self._window.user_menu.show_choices(
            language, mode, password=known, sign_out=known or leaves_demo
        )
        self._window.settings.show_choices(
            language, mode, self.engines.place, starts=chosen.engine_starts
        )

    # --- what is wished ---------------------------------------------------------------------------

    async def _speak(self, language: str) -> None:
        texts.set_language(language)
        if self._languages is not None:
            self._languages.switch(language)
        self._editors.speak(language)
        self.workstation.speak(language)
        for part in self._parts:
            part.speak(language)
        self._preferences.change(language=language)
        self._show_choices()
        self._changed.set()  # what the engine says is read anew
        await asyncio.to_thread(self._preferences.save)

    async def _paint(self, mode: str) -> None:
        theme.set_mode(theme.Mode(mode))
        self._preferences.change(theme=mode)
        self._show_choices()
        await asyncio.to_thread(self._preferences.save)

    async def _leave_pages(self) -> None:
        await self._editors.close_all()
        await self._forms.close_all()
        for part in self._parts:
            await part.leave()

    def _user_name(self) -> str:
        """Of whose work it is; "": nobody's. SignedOut."""
        return self._connection.actor.name

    def _on_person_changed(self) -> None:
        self._show_choices()
        self._tasks.start(self.workstation.follow())
        if self.people.user is None:
            self._window.close_dialogs()
            self._tasks.start(self._connection.put_away(self._leave_pages))
            self._database.end_demo()
        if self.people.user is not None:
            self._board = None
            self.engines.begin()
        self._changed.set()

    def _on_engine_changed(self) -> None:
        self._show_choices()
        self._changed.set()
        if self._vigil.stuck is not None:
            self._on_silence()

    def _forget(self) -> None:
        """Another database is used from now on."""
        self._audit_desk.forget()
        self._board = None
        self._seen = False

    # --- the end ----------------------------------------------------------------------------------

    async def _close(self) -> None:
        if not await self.workstation.take_leave():
            return
        if await self.engines.take_leave() and await self._may_leave_demo():
            self._window.close_now()

    async def _finish_choices(self) -> None:
        """What was chosen right before the end: the save of it may be cancelled."""
        try:
            await asyncio.to_thread(self._preferences.finish)
        except OSError as error:
            log.warning("the last choices are not kept: %s", error)

    async def _sign_out(self) -> None:
        if await self.workstation.take_leave() and await self._may_leave_demo():
            self.people.sign_out()

    async def _may_leave_demo(self) -> bool:
        return await self._database.may_leave_demo(
            self._board.live_calls if self._board is not None else 0
        )
