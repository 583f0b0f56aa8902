"""Where the engine runs, what is told of it, and how the program takes leave of live calls."""

import asyncio
import time
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop import watchdog
from rino_desktop.campaign_board import Board
from rino_desktop.console.status_line import State
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.engine_inside import PATIENT_S, EngineInside, Life
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import BESIDE, INSIDE, PreferencesFile
from rino_desktop.texts.errors import said
from rino_desktop.ui import dialogs, icons
from rino_desktop.ui.dialogs import Choice, Progress

_LOOK_S = 0.3
#: An engine inside that has failed is started again, ever more rarely, as a service would be: the
#: first pause and the longest.
_AGAIN_S = (5.0, 300.0)
#: What closes properly beside an engine that does not, has so long.
_CUT_OFF_S = 10.0


class Engines(QObject):
    """``changed`` is called when what is told of the engine is no longer so."""

    def __init__(
        self, window: MainWindow, connection: Connection, preferences: PreferencesFile,
        tasks: Tasks, changed: Callable[[], None], report: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window = window
        self._connection = connection
        self._preferences = preferences
        self._tasks = tasks
        self._changed = changed
        self._report = report
        #: Why the engine inside does not run, as a sentence; "" when it is not known to fail.
        self._trouble = ""
        #: When it is started again by itself (monotonic, s); None: it is not.
        self._again_at: float | None = None
        self._pause_s = _AGAIN_S[0]
        #: Ends a process that cannot end by itself, within so many seconds.
        self.cut_off: Callable[[float], None] = watchdog.end_soon
        #: The demo brings an engine of its own.
        self.always_beside = False
        self.inside = EngineInside(self._on_changed, self._on_failed)
        window.settings.place_chosen.connect(lambda place: tasks.start(self._choose(place)))
        window.settings.starts_chosen.connect(lambda on: tasks.start(self._set_starts(on)))
        window.settings.engine_start_wanted.connect(self.start)
        window.settings.engine_stop_wanted.connect(lambda: tasks.start(self._stop()))
        window.status.engine.clicked.connect(self._show_menu)

    @property
    def place(self) -> str:
        """INSIDE or BESIDE."""
        if self.always_beside:
            return BESIDE
        chosen = self._preferences.now.engine
        return chosen or (INSIDE if self._connection.embedded else BESIDE)

    def begin(self) -> None:
        """After signing in: the engine inside starts, where it is wished so."""
        if self.place == INSIDE and self._preferences.now.engine_starts:
            self.start()

    def start(self) -> None:
        self._trouble = ""
        self._again_at = None
        self.inside.start(self._connection.settings)

    def recover(self) -> None:
        """The database answers: an engine inside that has failed is started again when that is
        due. Who has stopped it himself is not contradicted."""
        if self._again_at is not None and time.monotonic() >= self._again_at:
            self.start()

    # --- what is told -----------------------------------------------------------------------------

    def state(self, board: Board | None, *, known: bool = True) -> State:
        """``known``: whether the database tells of engines; without it only of that inside."""
        life = self.inside.life
        others = ", ".join(board.engines) if board else ""
        if self.inside.stuck_s:
            return State(self.tr("Engine: does not respond"), "bad", self._what_to_do())
        if life is Life.STARTING:
            return State(self.tr("Engine: starting…"), "warning")
        if life is Life.STOPPING:
            text = self.tr("Engine: stopping, %n call(s) go on", "", self.inside.live_calls)
            return State(text, "warning")
        if life is Life.RUNNING:
            text = self.tr("Engine: in this program, %n call(s)", "", self.inside.live_calls)
            return State(text, "good", others)
        if not known:
            return State(
                self.tr("Engine: not known"), "secondary",
                self.tr("Engines tell of themselves in the database, which cannot be reached. They "
                        "may go on with their calls."),
            )  # fmt: skip
        if others:
            text = self.tr("Engine: {names}").format(names=others)
            return State(text, "good", self._trouble)
        if self.place == INSIDE:
            details = self._trouble or self.tr("Click here to start it.")
            if self._again_at is not None:
                details += "\n" + self.tr("It is started again by itself.")
            return State(self.tr("Engine: stopped"), "bad", details)
        return State(
            self.tr("No engine answers"), "bad",
            self.tr("Start it on the server:") + " rino-desktop --engine",
        )  # fmt: skip

    def _what_to_do(self) -> str:
        return self.tr(
            "For %n minute(s) nothing has come back from the database. Calls that go on are not "
            "broken off, but nothing new is dialled and nothing is written down.\n"
            "Close the program and start it again: what was left open is settled then. If it comes "
            "back at once, another program that has the database open stands still: end that one, "
            "or restart the computer.",
            "", max(1, round(self.inside.stuck_s / 60)),
        )  # fmt: skip

    def show_in_settings(self, board: Board | None, *, known: bool = True) -> None:
        here, life = self.place == INSIDE, self.inside.life
        state = self.state(board, known=known)
        if self._trouble and life is Life.STOPPED:
            state = State(self._trouble, "bad")
        self._window.settings.show_engine(
            state,
            may_start=here and life is Life.STOPPED,
            may_stop=life in (Life.RUNNING, Life.STARTING),
        )

    def _show_menu(self) -> None:
        if self._window.signed_in and self.place == INSIDE:
            menu = QMenu(self._window)
            menu.aboutToHide.connect(menu.deleteLater)
            if self.inside.life is Life.STOPPED:
                action = menu.addAction(self.tr("Start the engine"), self.start)
                icons.set_on(action, "play")
            elif self.inside.life in (Life.RUNNING, Life.STARTING):
                action = menu.addAction(
                    self.tr("Stop the engine"),
                    lambda: self._tasks.start(self._stop()),
                )
                icons.set_on(action, "stop")
            menu.popup(QCursor.pos())

    def _on_changed(self) -> None:
        if self.inside.life is Life.RUNNING:
            self._pause_s = _AGAIN_S[0]
        self._changed()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, KnownError | StorageUnavailable):
            self._trouble = said(error)
            self._again_at = time.monotonic() + self._pause_s
            self._pause_s = min(2 * self._pause_s, _AGAIN_S[1])
            self._window.say_trouble(self._trouble)
        else:
            self._trouble = self.tr("An error in the program has ended it.")
            self._report(error)
        self._changed()

    # --- wishes -----------------------------------------------------------------------------------

    async def _choose(self, place: str) -> None:
        if place == BESIDE and not await self.take_leave():
            self._changed()  # the radio buttons show again what is so
            return
        self._preferences.change(engine=place)
        await asyncio.to_thread(self._preferences.save)
        if place == INSIDE:
            self.start()
        self._changed()

    async def _set_starts(self, on: bool) -> None:
        self._preferences.change(engine_starts=on)
        await asyncio.to_thread(self._preferences.save)

    async def _stop(self) -> None:
        await self.take_leave()

    async def take_leave(self) -> bool:
        """End the engine inside, if there is one. Where calls are live the user is asked; False
        when he would rather stay."""
        self._again_at = None
        if self.inside.life is Life.STOPPED:
            return True
        if self.inside.stuck_s:
            return await self._leave_stuck()
        if self.inside.live_calls == 0:
            self.inside.request_stop()
            return await self._watch_end()
        title = self.tr("%n call(s) go on", "", self.inside.live_calls)
        answer = await dialogs.ask(
            self._window, title,
            self.tr("The engine runs in this program. If it ends now, people are cut off in the "
                "middle of a sentence.",
            ),
            [
                Choice("stay", self.tr("Stay")),
                Choice("end", self.tr("End the calls now"), "danger"),
                Choice("wait", self.tr("Wait for the calls to end"), "primary"),
            ],
        )  # fmt: skip
        if answer not in ("end", "wait"):
            return False
        self.inside.request_stop(0.0 if answer == "end" else PATIENT_S)
        return await self._watch_end()

    async def _leave_stuck(self) -> bool:
        """Such an engine cannot be stopped; only the whole program can end."""
        answer = await dialogs.ask(
            self._window, self.tr("The engine does not respond"),
            self.tr("It cannot be stopped, and calls that go on are cut off when the program ends. "
                    "What was written down of them is kept; the next start settles the rest."),
            [
                Choice("stay", self.tr("Stay")),
                Choice("end", self.tr("End the program now"), "danger"),
            ],
        )  # fmt: skip
        if answer == "end":
            self.cut_off(_CUT_OFF_S)
            self.inside.give_up()
            self._window.close_now()
        return False

    async def _watch_end(self) -> bool:
        """Until the engine has ended; who loses patience can end the calls. False: it never will,
        and the user has been asked."""
        end = asyncio.ensure_future(self.inside.stopped())
        await asyncio.wait({end}, timeout=_LOOK_S)
        if end.done():
            return True
        progress = Progress(self._window, self.tr("The engine is stopping"))
        progress.say_cancel(self.tr("End the calls now"), self.tr("Ending the calls…"))
        progress.cancelled.connect(lambda: self.inside.request_stop(0.0))
        progress.open()
        try:
            while not end.done():
                if self.inside.stuck_s:
                    break
                calls = self.inside.live_calls
                progress.show_progress(
                    self.tr("No new calls are made; %n call(s) go on.", "", calls)
                    if calls
                    else self.tr("What is left is being written down.")
                )
                await asyncio.wait({end}, timeout=_LOOK_S)
        finally:
            progress.finish()
        return True if end.done() else await self._leave_stuck()
