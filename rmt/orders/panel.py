"""Orders in the workstation: the list on the left, on the right one order or a new one.

Keys: Ctrl+N a new order, Ctrl+F search, Enter from the list to the order, Esc back to the list,
Ctrl+P print; buttons have letters of their own (Alt).
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.errors import KnownError
from engine.orders.machine import Accept, Cancel, Command, Fail, PlanStep
from engine.orders.model import Order, Subscriber
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui import dialogs
from rino_desktop.ui import state as kept_state
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tasks import Tasks
from rino_desktop.ui.theme import dress
from rmt.orders import words
from rmt.orders.desk import Catalogue, OrderDetails, OrdersDesk
from rmt.orders.hours_question import ordered_at_night
from rmt.orders.list_part import OrderListPart
from rmt.orders.new_order import NewOrder
from rmt.orders.order_view import OrderView
from rmt.orders.print_file import ask_for_file
from rmt.orders.reason_dialog import ReasonDialog
from rmt.orders.taking import OrderTaking

_MOST = 200
_REFRESH_MS = 2000


class OrdersPanel(Translated, QWidget):
    """``words``: an error in the user's language; ``failed``: gets what is a bug; ``language``: of
    the forms, "ru" or "en". ``choose_file``: asks where a print goes, "" for nowhere.

    ``begin_order`` starts an order for the subscriber who is talked to; ``order_taken`` tells the
    number of a new one.
    """

    order_taken = Signal(int)

    def __init__(
        self,
        desk: OrdersDesk,
        words: Callable[[Exception], str],
        failed: Callable[[BaseException], None],
        language: Callable[[], str],
        choose_file: Callable[[QWidget, str], Awaitable[str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, words
        self._choose_file = choose_file or ask_for_file
        self._tasks = Tasks(failed)
        self._catalogue = Catalogue()
        #: Counts where the operator goes: what was asked for before takes him nowhere.
        self._visit = 0
        #: Each order as it was last read: what is done to it is by that.
        self._latest: dict[int, Order] = {}
        self._away = False
        self._changing = asyncio.Lock()
        #: The list is being read, and is to be read once more then.
        self._reading = self._once_more = False
        #: Orders whose price is being asked for.
        self._priced: set[int] = set()
        self.part = OrderListPart()
        self.banner, self.empty = QLabel(), EmptyState("forms")
        self.view, self.new = OrderView(), NewOrder()
        self._taking = OrderTaking(desk, self.new, words, self._do, failed, language)
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        self.empty.show_text(
            self.tr("No order is chosen"),
            self.tr("Choose one on the left, or take a new one."), self.tr("New order"),
        )  # fmt: skip

    # --- what the workstation calls ---------------------------------------------------------------

    def begin_order(
        self, number: str = "", name: str = "", contact_id: int | None = None,
        attempt_id: int | None = None,
    ) -> None:  # fmt: skip
        """A new order of this subscriber; whom nothing is known of is asked."""
        self._visit += 1
        self.pages.setCurrentWidget(self.new)
        self._taking.begin(Subscriber(number, name, contact_id, attempt_id))

    def set_call(self, subscriber: Subscriber | None) -> None:
        """Who is on the line, or in front; None: nobody."""
        self.new.show_line(subscriber)

    @property
    def typed(self) -> bool:
        """An order was begun that was never taken."""
        return self._taking.typed

    def mask_numbers(self, masked: bool) -> None:
        """Whoever sits here may not see numbers."""
        self.part.table.masked = self.new.masked = masked
        self.part.table.retell()
        self.view.mask_numbers(masked)

    def open_order(self, order_id: int, *, focus: bool = True) -> None:
        self._visit += 1
        visit = self._visit
        self._do(lambda: self._look(order_id, visit, focus=focus))

    async def refresh(self) -> None:
        """The list, and the order that is looked at. One at a time: a database that is slow must
        not be asked for the same thing again and again."""
        if self._reading:
            self._once_more = True
            return
        self._reading = True
        try:
            await self._read_list()
            while self._once_more:
                self._once_more = False
                await self._read_list()
        finally:
            self._reading = self._once_more = False

    async def _read_list(self) -> None:
        try:
            self._catalogue = await self._desk.catalogue()
            found = await self._desk.find(self.part.wanted(self._desk.user), _MOST)
        except (KnownError, StorageUnavailable) as error:
            self._away = True
            self.say(self._words(error))
            return
        if self._away:  # what was said of it is over
            self._away = False
            self.say("")
        first = self._taking.know(self._catalogue)
        if first and self.pages.currentWidget() is self.new:
            self.new.asked.emit()  # it was begun before anything was known
        self.part.show_orders(tuple(found), self._catalogue.currency)
        if self._shown is not None:
            await self._look_again(self._shown.id)

    async def close_desk(self) -> None:
        """Before the panel goes."""
        self._timer.stop()
        await self._taking.close()
        await self._tasks.end()

    def say(self, text: str) -> None:
        """Above everything; "" when all is well."""
        self.banner.setText(text)
        self.banner.setVisible(bool(text))

    # --- one order --------------------------------------------------------------------------------

    @property
    def _shown(self) -> Order | None:
        """The order that is in view."""
        details = self.view.details
        there = details is not None and self.pages.currentWidget() is self.view
        return details.order if details is not None and there else None

    def _shows(self, order_id: int) -> bool:
        return self._shown is not None and self._shown.id == order_id

    async def _look(self, order_id: int, visit: int, *, focus: bool = False) -> None:
        details = await self._desk.look(order_id)
        self._latest[order_id] = details.order
        if visit == self._visit:
            self._show(details, focus=focus)

    async def _look_again(self, order_id: int) -> None:
        """It may have changed. Nobody is taken to it."""
        details = await self._desk.look(order_id)
        self._latest[order_id] = details.order
        if self._shows(order_id):
            self._show(details)

    def _show(self, details: OrderDetails, *, focus: bool = False) -> None:
        before = None if self.view.details is None else self.view.details.order
        order = details.order
        if before is not None and before.id == order.id and before.revision > order.revision:
            return  # it was read before the last change
        self.view.show_order(details, self._catalogue.currency)
        self.pages.setCurrentWidget(self.view)
        if focus:
            self.view.focus_first()

    def _to_shown(self, work: Callable[[Order], Coroutine[Any, Any, None]]) -> None:
        """What is pressed is meant for the order that is in view now, whatever is in view when it
        is done."""
        order = self._shown
        if order is not None:
            self._do(lambda: work(order))

    async def _change(self, order: Order, *commands: Command) -> None:
        # One after the other: what was pressed before is in the order by then.
        async with self._changing:
            latest = self._latest.get(order.id, order)
            try:
                changed = await self._desk.change(latest, commands)
            finally:
                # Somebody else's change is looked at before the own one is repeated.
                await self._look_again(order.id)
        self.say("")
        await self.refresh()
        if not changed.is_open and self._shows(order.id):
            self.view.focus_first()

    async def _accept(self, order: Order) -> None:
        if order.id in self._priced:
            return
        self._priced.add(order.id)
        try:
            found = await self._desk.price(order.service, order.subscriber)
            price = words.money(found.price.amount, self._catalogue.currency)
            text = self.tr("{price}. Does the subscriber agree?")
            text = text.format(price=self.new.price_text(order.service, price))
            if found.trouble is not None:
                own = self.tr("This is the catalogue's own price: {reason}")
                text += "\n\n" + own.format(reason=self._words(found.trouble))
            title = self.tr("Price of order № {number}").format(number=order.id)
            agreed = await dialogs.confirm(self, title, text, self.tr("Accept"), beside=True)
        finally:
            self._priced.discard(order.id)
        if agreed:
            await self._change(order, Accept(found.price))
            if self._shows(order.id):
                self.view.focus_first()

    async def _call(self, order: Order, number: int, at: datetime | None) -> None:
        step = order.step(number)
        if step is None:
            return
        masked = self.view.masked
        at_night = await ordered_at_night(self, self._desk, step, at, masked=masked)
        if at_night is not None:
            await self._change(order, PlanStep(number, at, at_night=at_night))

    def _ask_reason(self, what: str) -> None:
        order, ends = self._shown, Cancel if what == "cancel" else Fail
        if order is None:
            return
        dialog = ReasonDialog(self, cancels=what == "cancel")
        dialog.given.connect(lambda reason: self._do(lambda: self._change(order, ends(reason))))
        dialog.open_beside()

    async def _print(self, order: Order) -> None:
        name = self.tr("order-{number}.pdf").format(number=order.id)
        target = await self._choose_file(self, name)
        if not target:
            return
        try:
            await self._desk.print_to(order.id, Path(target))
        except OSError as error:
            self.say(self._words(error))
        else:
            self.say("")

    def _on_taken(self, order_id: int, here: bool) -> None:
        self.order_taken.emit(order_id)
        if here and self.pages.currentWidget() is self.new:
            self.open_order(order_id)
        self._do(self.refresh)

    # --- parts ------------------------------------------------------------------------------------

    def _do(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._tasks.start(self._told(work))

    async def _told(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await work()
        except (KnownError, StorageUnavailable) as error:
            self.say(self._words(error))

    def _back(self) -> None:
        """Esc: to the list."""
        self._visit += 1
        if self.pages.currentWidget() is self.new:
            self._taking.keep()
            known = self.view.details is not None
            self.pages.setCurrentWidget(self.view if known else self.empty)
        self.part.list.setFocus()

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._on_time)
        self.part.changed.connect(lambda: self._do(self.refresh))
        self.part.chosen.connect(lambda order_id: self.open_order(order_id, focus=False))
        self.part.entered.connect(self.view.focus_first)
        self.part.new_wanted.connect(lambda: self.begin_order())
        self.empty.wanted.connect(lambda: self.begin_order())
        self.view.wanted.connect(
            lambda command: self._to_shown(lambda order: self._change(order, command))
        )
        self.view.accept_wanted.connect(lambda: self._to_shown(self._accept))
        self.view.call_wanted.connect(
            lambda step, at: self._to_shown(lambda order: self._call(order, step, at))
        )
        self.view.reason_wanted.connect(self._ask_reason)
        self.view.print_wanted.connect(lambda: self._to_shown(self._print))
        self._taking.taken.connect(self._on_taken)
        self.new.closed.connect(self._back)
        for keys, act in (
            ("Ctrl+N", lambda: self.begin_order()), ("Ctrl+F", self.part.search.setFocus),
            ("Esc", self._back), ("Ctrl+P", lambda: self._to_shown(self._print)),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _on_time(self) -> None:
        if not self._reading:
            self._do(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._timer.start()
        self._do(self.refresh)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()

    def _lay_out(self) -> None:
        dress(self.banner, "bad")
        self.banner.setWordWrap(True)
        self.banner.setContentsMargins(16, 8, 16, 8)
        self.banner.hide()
        for page in (self.empty, self.view, self.new):
            self.pages.addWidget(page)
        parts = QSplitter()
        parts.addWidget(self.part)
        parts.addWidget(self.pages)
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        parts.setSizes([520, 640])
        kept_state.keep(parts, "orders-parts")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(parts, 1)
