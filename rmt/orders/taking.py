"""Behind the page of a new order: its price and form, what was typed for whom, and taking it.

An order that is begun has a number of its own until it is taken: an answer that comes late, or an
order that is still being written, meets the one that it belongs to and no other.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.errors import KnownError
from engine.forms.filling import Filled
from engine.orders.model import Subscriber
from rino_desktop.ui.languages import Translated
from rmt.form_keeper import DraftKeeper
from rmt.orders import words
from rmt.orders.desk import Catalogue, OpenedForm, OrdersDesk
from rmt.orders.new_order import NewOrder, Typed

_Key = tuple[str, object]


def _key(subscriber: Subscriber) -> _Key | None:
    """The same for one of whom more is known later. None: nothing is known of him."""
    known = (
        ("call", subscriber.attempt_id), ("number", subscriber.number),
        ("contact", subscriber.contact_id),
    )  # fmt: skip
    return next(((kind, which) for kind, which in known if which), None)


class OrderTaking(Translated, QObject):
    """``say``: an error in the user's language; ``do``: carries work out and tells its errors;
    ``failed``: gets what is a bug; ``language``: of the forms.

    ``taken``: the number of the order, and whether it is still the one that is looked at."""

    taken = Signal(int, bool)

    def __init__(
        self, desk: OrdersDesk, new: NewOrder, say: Callable[[Exception], str],
        do: Callable[[Callable[[], Coroutine[Any, Any, None]]], None],
        failed: Callable[[BaseException], None], language: Callable[[], str],
    ) -> None:  # fmt: skip
        super().__init__(new)
        self._desk, self._new = desk, new
        self._say, self._failed, self._language = say, failed, language
        self._catalogue = Catalogue()
        #: The catalogue was read.
        self._known = False
        self._opened: OpenedForm | None = None
        self._keeper: DraftKeeper | None = None
        #: Counts what was asked for: an answer that comes too late is dropped.
        self._asked = 0
        self._count = self._begun = 0
        #: Whose order was begun and not taken → which it is.
        self._of: dict[_Key, int] = {}
        self._typed: dict[int, Typed] = {}
        #: Those that are being written.
        self._written: set[int] = set()
        #: Whose form of which service is open.
        self._form_of: tuple[int, str] | None = None
        new.asked.connect(lambda: do(self._prepare))
        new.taken.connect(lambda filled: do(lambda: self._take(filled)))

    def retranslate(self) -> None:
        """It says each thing once."""

    def know(self, catalogue: Catalogue) -> bool:
        """What there is. True: it is the first time."""
        first, self._known, self._catalogue = not self._known, True, catalogue
        self._new.offer(catalogue.services, catalogue.currency)
        return first

    def begin(self, subscriber: Subscriber) -> None:
        """An order of his, on this call; what was typed for him and not taken is there again. Whom
        nothing is known of has a new one each time."""
        self.keep()
        key = _key(subscriber)
        begun = None if key is None else self._of.get(key)
        if begun is None:
            self._count += 1
            begun = self._count
            if key is not None:
                self._of[key] = begun
        self._begun = begun
        self._new.begin(subscriber, self._typed.pop(begun, None))
        self._new.take_button.setEnabled(begun not in self._written)

    def keep(self) -> None:
        """The page goes, for another order or the list."""
        typed = self._new.typed
        if typed is not None and self._begun in self._of.values():
            self._typed[self._begun] = typed

    @property
    def typed(self) -> bool:
        """Something is typed that was never sent."""
        return bool(self._typed) or self._new.typed is not None

    async def close(self) -> None:
        if self._keeper is not None:
            await self._keeper.close()

    # --- inside -----------------------------------------------------------------------------------

    async def _prepare(self) -> None:
        """Price and form of what is chosen."""
        service = self._new.chosen
        if service is None:
            self._new.show_form(None)
            if self._known:
                self._new.say(self.tr("The catalogue is empty: an administrator imports one."))
            return
        self._asked += 1
        asked, subscriber = self._asked, self._new.subscriber
        form_of = self._begun, service.name
        if form_of != self._form_of:  # else what is filled in stays, though his number is another
            opened = await self._desk.open_form(service, subscriber, self._language())
            if asked != self._asked:
                return
            await self._put_form(opened)
            self._form_of = form_of
        found = await self._desk.price(service, subscriber)
        if asked == self._asked:
            amount = words.money(found.price.amount, self._catalogue.currency)
            trouble = "" if found.trouble is None else self._say(found.trouble)
            self._new.show_price(self._new.price_text(service, amount), trouble)

    async def _put_form(self, opened: OpenedForm | None) -> None:
        if self._keeper is not None:
            keeper, self._keeper = self._keeper, None
            await keeper.close()
        self._opened = opened
        form = self._new.show_form(None if opened is None else opened.filling)
        if form is not None and opened is not None:
            self._keeper = DraftKeeper(
                form, lambda snapshot: self._desk.save_draft(opened, snapshot), self._say,
                self._failed,
            )  # fmt: skip

    async def _take(self, filled: Filled) -> None:
        service, begun = self._new.chosen, self._begun
        if service is None or begun in self._written:
            return
        self._written.add(begun)
        pressed = self._new.take_button.hasFocus()
        self._new.take_button.setEnabled(False)
        try:
            order = await self._desk.take(
                service, self._new.subscriber, self._opened, filled.answers,
                self._new.quantity.text(), self._new.remark.text().strip(), begun,
            )  # fmt: skip
        except KnownError as error:
            if begun != self._begun:
                raise
            self._new.say(self._say(error))
            return
        finally:
            self._written.discard(begun)
            if begun == self._begun:
                self._new.take_button.setEnabled(True)
                if pressed:
                    self._new.take_button.setFocus()
        self._of = {who: other for who, other in self._of.items() if other != begun}
        self._typed.pop(begun, None)
        here = begun == self._begun
        if here:
            self._begun, self._form_of = 0, None
            self._new.clear()
            await self._put_form(None)
        self.taken.emit(order.id, here)
