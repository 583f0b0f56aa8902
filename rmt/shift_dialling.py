"""Calls that the operator begins: numbers, contacts of a manual campaign's list, callbacks."""

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from engine.domain.operator import OperatorState
from engine.routing.call_orders import DialDo
from rmt.again import DIALS
from rmt.notices import Notice
from rmt.pending import NOT_CONFIRMED
from rmt.presenter import Presenter
from rmt.spoken_times import shown_phone
from rmt.workstation import Workstation

#: Why somebody is not called who is not this operator's any more.
_OTHERS = frozenset({"claim_lost", "contact_settled", "contact_taken", "no_contact"})


class ShiftDialling(QObject):
    """An engine dials, and looks at the do-not-call list and the hours first. ``go_on``: see to
    what follows from an order."""

    def __init__(
        self, window: Workstation, presenter: Presenter, go_on: Callable[[], None],
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._window, self._presenter, self._go_on = window, presenter, go_on
        #: Orders for the next contact: of which campaign, and who was held before.
        self._next_asked: dict[str, tuple[int, tuple[int, str]]] = {}
        #: The contact that is to be called, by the order, and his campaign.
        self._called: tuple[str, Mapping[str, object], int] | None = None
        #: The contact of the list that is looked at, and the engine's run that holds him.
        self._held: tuple[int, str] = (0, "")
        #: Numbers that are dialled for somebody who is not to see them.
        self._hidden: set[str] = set()
        window.call.dial.wanted.connect(self._on_number)
        preview = window.preview
        preview.next_wanted.connect(self._on_next)
        preview.dial_wanted.connect(self._on_contact)
        preview.skip_wanted.connect(self._on_skip)

    # -- numbers ---------------------------------------------------------------------------------

    def call(
        self, number: str, campaign_id: int | None = None, contact_id: int | None = None, *,
        masked: bool = False,
    ) -> str:  # fmt: skip
        """The order's key. ``contact_id``: of that campaign. ``masked``: the number is to be shown
        nowhere."""
        if masked:
            self._hidden.add(number)
        wanted: dict[str, object] = {"campaign_id": campaign_id}
        do, node = DialDo.NUMBER, ""
        if campaign_id is not None and contact_id is not None:
            do, wanted = DialDo.CONTACT, {**wanted, "contact_id": contact_id, "phone": number}
            node = self._let_go(contact_id)
        else:
            wanted["number"] = number
        key = self._presenter.order(do, wanted, time.time(), node)
        self._go_on()
        return key

    def call_back(self, callback_id: int, number: str, *, masked: bool) -> str:
        """A promised call, due or not; the order's key. An engine takes the callback, and says in
        it what comes of the call."""
        if masked:
            self._hidden.add(number)
        wanted = {"callback_id": callback_id}
        key = self._presenter.order(DialDo.CALLBACK, wanted, time.time())
        self._go_on()
        return key

    def _let_go(self, contact_id: int | None = None) -> str:
        """The engine's run that holds that contact, or whomever is looked at; "" for any. Told only
        once: an engine that is gone by now is not asked again."""
        held, node = self._held
        if contact_id not in (None, held):
            return ""
        self._held = (0, "")
        return node

    def _on_number(self, number: str) -> None:
        """For the campaign that is chosen, where there are several."""
        if self._presenter.pending.waits(*DIALS):
            return  # Enter was pressed twice: somebody is being called already
        several = len(self._presenter.rules.manual) > 1
        self.call(number, self._window.preview.box.currentData() if several else None)

    def hides(self, number: str) -> bool:
        """However it is written: with the plus, or without."""
        bare = number.lstrip("+")
        return bool(bare) and any(bare == each.lstrip("+") for each in self._hidden)

    def without_hidden(self, text: str) -> str:
        for number in self._hidden:
            text = text.replace(number, shown_phone(number, masked=True))
        return text

    # -- the list of a manual campaign -----------------------------------------------------------

    @property
    def possible(self) -> bool:
        """An engine would call for him now: no call is there, or wanted."""
        presenter = self._presenter
        available = presenter.state is OperatorState.AVAILABLE and not presenter.standing.replaced
        return available and not (presenter.pending.waits(*DIALS) or presenter.desk.phone.calls)

    @property
    def counting(self) -> bool:
        """A countdown may have somebody called: it is seen, and no break asked for."""
        presenter = self._presenter
        wished = presenter.pending.of("SignOut", "GoOnBreak") or presenter.standing.deferred
        return self.possible and not wished and self._window.preview.isVisible()

    def answered(self, key: str, answer: Mapping[str, object]) -> None:
        if self._called is not None and self._called[0] == key:
            self._was_called(str(answer.get("code", "")))
        if key not in self._next_asked:
            return
        campaign, before = self._next_asked.pop(key)
        if answer.get("code"):
            self._held = before  # that one is still looked at
            return
        contact = answer if "contact_id" in answer else None
        if contact is not None:
            self._held = int(str(contact["contact_id"])), str(contact.get("node", ""))
        else:
            self._presenter.notices.append(Notice("list_empty"))
        self._window.preview.show_contact(
            contact, time.monotonic(), masked=campaign in self._presenter.rules.masked,
            campaign_id=campaign,
        )  # fmt: skip

    def _on_next(self, campaign_id: int) -> None:
        wanted, before = {"campaign_id": campaign_id}, self._held
        key = self._presenter.order(DialDo.NEXT, wanted, time.time(), self._let_go())
        self._next_asked[key] = campaign_id, before
        self._go_on()

    def _on_contact(self, campaign_id: int, contact_id: int, phone: str) -> None:
        masked = campaign_id in self._presenter.rules.masked
        preview = self._window.preview
        contact = preview.contact
        key = self.call(phone, campaign_id, contact_id, masked=masked)
        preview.show_contact(None, 0.0, masked=False)
        self._called = None if contact is None else (key, contact, campaign_id)

    def tick(self) -> None:
        """At least once a second: an order that no engine has answered is over."""
        if self._called is not None and not self._presenter.pending.has(self._called[0]):
            self._was_called(NOT_CONFIRMED)

    def _was_called(self, refusal: str) -> None:
        """Or not: then he is to be seen again, with the reason that was said."""
        called, self._called = self._called, None
        preview = self._window.preview
        if called is None or not refusal or refusal in _OTHERS or preview.contact is not None:
            return
        masked = called[2] in self._presenter.rules.masked
        preview.show_refused(called[1], called[2], masked=masked)

    def _on_skip(self, campaign_id: int, contact_id: int, reason: str) -> None:
        wanted = {"campaign_id": campaign_id, "contact_id": contact_id, "reason": reason}
        self._presenter.order(DialDo.SKIP, wanted, time.time(), self._let_go(contact_id))
        chosen = self._window.preview.box.currentData()
        self._on_next(campaign_id if chosen is None else chosen)
