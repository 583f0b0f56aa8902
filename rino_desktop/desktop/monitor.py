"""The monitor page: reads the wallboard while it is looked at, and does what is wished there."""

import asyncio
from datetime import UTC, datetime, timedelta

import shiboken6
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from engine.domain.hearing import SuperviseMode
from engine.domain.operator import OperatorState
from engine.domain.supervision import StateWish
from engine.ports.storage import Stores
from rino_desktop import operator_states, supervision, wallboard
from rino_desktop.console.monitor.supervision_bar import SupervisionBar
from rino_desktop.desktop.console_part import Console, ConsolePart
from rino_desktop.desktop.end_forecasts import EndForecasts, MakesForecasts
from rino_desktop.desktop.listening import listening_here
from rino_desktop.wallboard import OperatorNow, Wallboard

#: How often retries ahead are counted.
_RETRIES_EVERY = timedelta(seconds=30)
#: An engine answers an order within this time, or none is there; and how often it is asked.
_ANSWER_S, _LOOK_S = 8.0, 0.3
_NEVER = datetime.min.replace(tzinfo=UTC)


class Monitor(ConsolePart):
    page = "monitor"

    def __init__(self, console: Console, forecasts: MakesForecasts) -> None:
        super().__init__(console)
        self._ends = EndForecasts(forecasts, console.tasks.start)
        self._page = page = console.window.monitor
        self._retries_at = _NEVER
        self._counting = wallboard.Counting()
        self.bar = SupervisionBar()
        page.foot.addWidget(self.bar)
        self.bar.hide()
        self.listening = listening_here(
            self.bar, console.connection, console.preferences, console.tasks
        )
        page.campaign_wanted.connect(console.window.go_campaign)
        page.full_screen_wanted.connect(console.window.show_whole)
        page.operator_menu_wanted.connect(
            lambda operator, at: console.tasks.start(self._open_menu(operator, at))
        )

    async def refresh(self) -> None:
        if not self.in_view:
            return
        now = datetime.now(UTC)
        began = wallboard.day_began(now)
        connection, counting = self.console.connection, self._counting
        board = await connection.run(lambda stores: wallboard.read(stores, now, began, counting))
        self._page.show_board(board)
        self._page.show_ends(self._ends.of(board, now))
        await self._show_retries(board, now)

    async def leave(self) -> None:
        self.console.window.show_whole(False)
        await self.listening.end()
        await self._ends.end()
        self._page.forget()
        self._retries_at = _NEVER
        self._counting = wallboard.Counting()

    async def _show_retries(self, board: Wallboard, now: datetime) -> None:
        if now - self._retries_at < _RETRIES_EVERY:
            return
        self._retries_at = now
        ids = tuple(campaign.id for campaign in board.campaigns)
        counts = await self.console.connection.run(
            lambda stores: wallboard.retries(stores, ids, now)
        )
        first = now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)
        self._page.show_retries(first + wallboard.RETRY_STEP, counts)

    # --- operators --------------------------------------------------------------------------------

    async def _open_menu(self, operator: OperatorNow, at: QPoint) -> None:
        actor = self.console.connection.actor

        def read(stores: Stores) -> tuple[frozenset[SuperviseMode], list[str]]:
            modes = supervision.rights_to(stores, actor, operator.id)
            return modes, [reason.name for reason in stores.operators.pause_reasons()]

        modes, breaks = await self.console.connection.run(read)
        if shiboken6.isValid(self._page) and self._page.isVisible():
            self.menu_of(operator, modes, breaks).popup(at)

    def menu_of(
        self, operator: OperatorNow, modes: frozenset[SuperviseMode], breaks: list[str]
    ) -> QMenu:
        """What can be done with him; it deletes itself."""
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        talking = operator.state is OperatorState.TALKING
        words = {
            SuperviseMode.LISTEN: self.tr("Listen"),
            SuperviseMode.WHISPER: self.tr("Whisper to the operator"),
            SuperviseMode.JOIN: self.tr("Join the call"),
        }
        for mode, text in words.items():
            action = QAction(text, menu)
            action.setEnabled(talking and mode in modes)
            action.triggered.connect(
                lambda _=False, mode=mode: self.listening.listen_to_operator(
                    operator.id, operator.name, mode
                )
            )
            menu.addAction(action)
        menu.addSeparator()

        def wish(text: str, wished: StateWish, reason: str = "") -> QAction:
            action = QAction(text, menu)
            action.triggered.connect(
                lambda: self.console.tasks.start(self.change_state(operator, wished, reason))
            )
            return action

        menu.addAction(wish(self.tr("Make available"), StateWish.AVAILABLE))
        rests = QMenu(self.tr("Send on a break"), menu)
        for name in breaks:
            rests.addAction(wish(name, StateWish.BREAK, name))
        rests.setEnabled(bool(breaks))
        menu.addMenu(rests)
        over = wish(self.tr("End the wrap-up"), StateWish.END_WRAP_UP)
        over.setEnabled(operator.state is OperatorState.WRAP_UP)
        menu.addAction(over)
        menu.addAction(wish(self.tr("Sign out"), StateWish.SIGN_OUT))
        return menu

    async def change_state(self, operator: OperatorNow, wished: StateWish, reason: str) -> None:
        """Says when it was done, and why not where it was not."""
        connection, say = self.console.connection, self.console.window.say_trouble
        now, actor = datetime.now(UTC), connection.actor
        ordered = await connection.run(
            lambda stores: operator_states.order(stores, actor, operator.id, wished, now, reason)
        )
        try:
            async with asyncio.timeout(_ANSWER_S):
                while True:
                    told = await connection.run(
                        lambda stores: operator_states.outcome(stores, ordered.order_id)
                    )
                    if told is not None:
                        break
                    await asyncio.sleep(_LOOK_S)
        except TimeoutError:
            say(self.tr("No engine has answered: the state of {name} is what it was.").format(
                name=operator.name))  # fmt: skip
            return
        if told:
            say(told)
        elif ordered.later:
            say(self.tr("{name}: after the call").format(name=operator.name))
        else:
            say(self.tr("{name}: done").format(name=operator.name))
        self.console.changed()
