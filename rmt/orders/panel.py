"""Orders in the workstation: the list on the left, on the right one order or a new one.

Keys: Ctrl+N a new order, Ctrl+F search, Enter from the list to the order, Esc back to the list,
Ctrl+P print; buttons have letters of their own (Alt).
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime
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

from engine.domain import masking
from engine.errors import KnownError
from engine.forms.filling import Filled
from engine.orders.machine import Accept, Cancel, Command, Fail, PlanStep
from engine.orders.model import Subscriber
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui import dialogs
from rino_desktop.ui import state as kept_state
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tasks import Tasks
from rino_desktop.ui.theme import dress
from rmt.form_keeper import DraftKeeper
from rmt.orders import words
from rmt.orders.desk import Catalogue, OpenedForm, OrderDetails, OrdersDesk
from rmt.orders.list_part import OrderListPart
from rmt.orders.new_order import NewOrder
from rmt.orders.order_view import OrderView
from rmt.orders.print_file import ask_for_file
from rmt.orders.reason_dialog import ReasonDialog

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
        self._desk, self._words, self._language = desk, words, language
        self._choose_file = choose_file or ask_for_file
        self._failed = failed
        self._tasks = Tasks(failed)
        self._catalogue = Catalogue()
        #: The catalogue was read.
        self._known = False
        self._opened: OpenedForm | None = None
        self._keeper: DraftKeeper | None = None
        #: Counts what was asked for: an answer that comes too late is dropped.
        self._asked = 0
        self._away = False
        self._changing = asyncio.Lock()
        #: Counts subscribers, and whose form of which service is open.
        self._subscriber = 0
        self._form_of: tuple[int, str] | None = None
        self.part = OrderListPart()
        self.banner, self.empty = QLabel(), EmptyState("forms")
        self.view, self.new = OrderView(), NewOrder()
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
        self._subscriber += 1
        self.pages.setCurrentWidget(self.new)
        self.new.begin(Subscriber(number, name, contact_id, attempt_id))

    def mask_numbers(self, masked: bool) -> None:
        """Whoever sits here may not see numbers."""
        self.part.table.masked = self.new.masked = masked
        self.part.table.retell()
        self.view.mask_numbers(masked)

    def open_order(self, order_id: int) -> None:
        self._do(lambda: self._look(order_id, focus=True))

    async def refresh(self) -> None:
        """The list, and the order that is looked at."""
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
        first, self._known = not self._known, True
        self.new.offer(self._catalogue.services, self._catalogue.currency)
        if first and self.pages.currentWidget() is self.new:
            self.new.asked.emit()  # it was begun before anything was known
        self.part.show_orders(tuple(found), self._catalogue.currency)
        details = self.view.details
        if details is not None and self.pages.currentWidget() is self.view:
            await self._look(details.order.id)

    async def close_desk(self) -> None:
        """Before the panel goes."""
        self._timer.stop()
        if self._keeper is not None:
            await self._keeper.close()
        await self._tasks.end()

    def say(self, text: str) -> None:
        """Above everything; "" when all is well."""
        self.banner.setText(text)
        self.banner.setVisible(bool(text))

    # --- one order --------------------------------------------------------------------------------

    async def _look(self, order_id: int, *, focus: bool = False) -> None:
        details = await self._desk.look(order_id)
        self._show(details, focus=focus)

    def _show(self, details: OrderDetails, *, focus: bool = False) -> None:
        before = None if self.view.details is None else self.view.details.order
        order = details.order
        if before is not None and before.id == order.id and before.revision > order.revision:
            return  # it was read before the last change
        self.view.show_order(details, self._catalogue.currency)
        self.pages.setCurrentWidget(self.view)
        if focus:
            self.view.focus_first()

    async def _change(self, *commands: Command) -> None:
        # One after the other: what was pressed before is in view by then.
        async with self._changing:
            details = self.view.details
            if details is None:
                return
            try:
                order = await self._desk.change(details.order, commands)
            finally:
                # Somebody else's change is looked at before the own one is repeated.
                await self._look(details.order.id)
        self.say("")
        await self.refresh()
        if not order.is_open:
            self.view.focus_first()

    async def _accept(self) -> None:
        details = self.view.details
        if details is None:
            return
        order = details.order
        found = await self._desk.price(order.service, order.subscriber)
        price = words.money(found.price.amount, self._catalogue.currency)
        text = self.tr("{price}. Does the subscriber agree?")
        text = text.format(price=self.new.price_text(order.service, price))
        if found.trouble is not None:
            own = self.tr("This is the catalogue's own price: {reason}")
            text += "\n\n" + own.format(reason=self._words(found.trouble))
        if await dialogs.confirm(self, self.tr("Price"), text, self.tr("Accept")):
            await self._change(Accept(found.price))
            self.view.focus_first()

    async def _call(self, number: int, at: datetime | None) -> None:
        details = self.view.details
        step = None if details is None else details.order.step(number)
        if step is None:
            return
        moment, forbidden = at or datetime.now(UTC), []
        for phone in (step.first, step.second):
            advice = await self._desk.advise(phone, moment) if phone else None
            if advice is not None and not advice.allowed:
                line = self.tr(
                    "{number}: there it is {there}, one may ring from {time} by our clock"
                )
                forbidden.append(line.format(
                    number=masking.masked(phone) if self.view.masked else phone,
                    there=words.there(advice.zones, moment),
                    time=words.moment(advice.next_opening) or "–",
                ))  # fmt: skip
        if forbidden:
            title = self.tr("It is no hour to ring there")
            wanted = await dialogs.confirm(
                self, title, "\n".join(forbidden), self.tr("Call all the same"), danger=True
            )
            if not wanted:
                return
        await self._change(PlanStep(number, at))

    def _ask_reason(self, what: str) -> None:
        dialog = ReasonDialog(self, cancels=what == "cancel")
        dialog.given.connect(
            lambda reason: self._do(
                lambda: self._change(Cancel(reason) if what == "cancel" else Fail(reason))
            )
        )
        dialog.open()

    async def _print(self) -> None:
        details = self.view.details
        if details is None:
            return
        name = self.tr("order-{number}.pdf").format(number=details.order.id)
        target = await self._choose_file(self, name)
        if not target:
            return
        try:
            await self._desk.print_to(details.order.id, Path(target))
        except OSError as error:
            self.say(self._words(error))
        else:
            self.say("")

    # --- a new one --------------------------------------------------------------------------------

    async def _prepare(self) -> None:
        """Price and form of what is chosen."""
        service = self.new.chosen
        if service is None:
            self.new.show_form(None)
            if self._known:
                self.new.say(self.tr("The catalogue is empty: an administrator imports one."))
            return
        self._asked += 1
        asked, subscriber = self._asked, self.new.subscriber
        form_of = self._subscriber, service.name
        if form_of != self._form_of:  # else what is filled in stays, though his number is another
            opened = await self._desk.open_form(service, subscriber, self._language())
            if asked != self._asked:
                return
            await self._put_form(opened)
            self._form_of = form_of
        found = await self._desk.price(service, subscriber)
        if asked == self._asked:
            amount = words.money(found.price.amount, self._catalogue.currency)
            trouble = "" if found.trouble is None else self._words(found.trouble)
            self.new.show_price(self.new.price_text(service, amount), trouble)

    async def _put_form(self, opened: OpenedForm | None) -> None:
        if self._keeper is not None:
            keeper, self._keeper = self._keeper, None
            await keeper.close()
        self._opened = opened
        form = self.new.show_form(None if opened is None else opened.filling)
        if form is not None and opened is not None:
            self._keeper = DraftKeeper(
                form, lambda snapshot: self._desk.save_draft(opened, snapshot), self._words,
                self._failed,
            )  # fmt: skip

    async def _take(self, filled: Filled) -> None:
        service = self.new.chosen
        if service is None:
            return
        try:
            order = await self._desk.take(
                service, self.new.subscriber, self._opened, filled.answers,
                self.new.quantity.text(), self.new.remark.text().strip(),
            )  # fmt: skip
        except KnownError as error:
            self.new.say(self._words(error))
            return
        await self._put_form(None)
        self._form_of = None
        self.order_taken.emit(order.id)
        await self._look(order.id, focus=True)
        await self.refresh()

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
        if self.pages.currentWidget() is self.new:
            known = self.view.details is not None
            self.pages.setCurrentWidget(self.view if known else self.empty)
        self.part.list.setFocus()

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(lambda: self._do(self.refresh))
        self.part.changed.connect(lambda: self._do(self.refresh))
        self.part.chosen.connect(lambda order_id: self._do(lambda: self._look(order_id)))
        self.part.entered.connect(self.view.focus_first)
        self.part.new_wanted.connect(lambda: self.begin_order())
        self.empty.wanted.connect(lambda: self.begin_order())
        self.view.wanted.connect(lambda command: self._do(lambda: self._change(command)))
        self.view.accept_wanted.connect(lambda: self._do(self._accept))
        self.view.call_wanted.connect(lambda step, at: self._do(lambda: self._call(step, at)))
        self.view.reason_wanted.connect(self._ask_reason)
        self.view.print_wanted.connect(lambda: self._do(self._print))
        self.new.asked.connect(lambda: self._do(self._prepare))
        self.new.taken.connect(lambda filled: self._do(lambda: self._take(filled)))
        self.new.closed.connect(self._back)
        for keys, act in (
            ("Ctrl+N", lambda: self.begin_order()), ("Ctrl+F", self.part.search.setFocus),
            ("Esc", self._back), ("Ctrl+P", lambda: self._do(self._print)),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

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
