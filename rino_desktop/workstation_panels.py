"""The panels of the workstation for whoever has signed in: made, joined with his shift, ended."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from engine.directory.model import Entry
from engine.domain.callbacks import Callback
from engine.orders.model import Subscriber
from engine.ports.storage import Database
from engine.requests.model import Links
from engine.routing.refusal_words import refusal_text
from engine.routing.rules import Refusal
from engine.service.sources import SourceService
from engine.service.voice_store import VoiceStore
from rino_desktop import texts
from rino_desktop.callback_desk import DatabaseCallbacksDesk
from rino_desktop.directory_desk import DatabaseDirectoryDesk
from rino_desktop.form_desk import DatabaseFormDesk
from rino_desktop.history_desk import DatabaseHistoryDesk
from rino_desktop.order_desk import DatabaseOrderDesk
from rino_desktop.panel_database import PanelDatabase
from rino_desktop.reading_aloud import entry_in_words
from rino_desktop.request_desk import DatabaseRequestsDesk
from rino_desktop.texts.errors import said
from rino_desktop.ui.tasks import Tasks
from rmt.callbacks import words as callback_words
from rmt.callbacks.desk import CallbackContact
from rmt.callbacks.panel import CallbacksPanel
from rmt.directory.panel import DirectoryPanel
from rmt.history.panel import HistoryPanel
from rmt.line_contact import LineContact
from rmt.orders.panel import OrdersPanel
from rmt.requests.desk import RequestCall
from rmt.requests.panel import RequestsPanel
from rmt.shift import Shift

log = logging.getLogger(__name__)
translate = QCoreApplication.translate

#: Key → icon, and what the panel needs beside the card; pixels.
PANELS = {
    "history": ("history", 620), "directory": ("contacts", 640), "callbacks": ("call", 700),
    "requests": ("forms", 780), "orders": ("shopping-cart", 840),
}  # fmt: skip


def titles() -> Mapping[str, str]:
    """In the language of the windows now."""
    return {
        "history": translate("WorkstationPanels", "History"),
        "directory": translate("WorkstationPanels", "Directory"),
        "callbacks": translate("WorkstationPanels", "Callbacks"),
        "requests": translate("WorkstationPanels", "Requests"),
        "orders": translate("WorkstationPanels", "Orders"),
    }


class WorkstationPanels(QObject):
    """``open_database`` blocks; all panels share the connection that it gives, and the database
    may be away. ``sources``: what prices are asked of. ``report`` is told of bugs. Made inside the
    event loop."""

    def __init__(
        self, shift: Shift, user: str, open_database: Callable[[], Database], store: VoiceStore,
        sources: Callable[[PanelDatabase], SourceService | None],
        report: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        super().__init__(shift)
        self._shift, self._window = shift, shift.window
        self._user, self._report = user, report
        self._database = PanelDatabase(open_database)
        self._store = store
        self._sources = sources(self._database)
        self._tasks = Tasks(report)
        #: Orders to dial that were given for callbacks, by their keys.
        self._dialled: dict[str, int] = {}
        self._panels: dict[str, QWidget] = {}
        #: Signals of what lives on without the panels, and who hears them.
        self._told: list[tuple[SignalInstance, Callable[..., None]]] = []

    async def begin(self) -> None:
        """One after the other: the window goes on meanwhile."""
        database, user, report = self._database, self._user, self._report
        history = DatabaseHistoryDesk(database, self._store)
        self.history = HistoryPanel(history, said, report, language=texts.language)
        await self._add("history", self.history)
        self.directory = DirectoryPanel(DatabaseDirectoryDesk(database), said, report)
        await self._add("directory", self.directory)
        self.callbacks = CallbacksPanel(DatabaseCallbacksDesk(database, user), said, report)
        await self._add("callbacks", self.callbacks)
        self.requests = RequestsPanel(DatabaseRequestsDesk(database, user), said, report)
        await self._add("requests", self.requests)
        forms = DatabaseFormDesk(database, user)
        desk = DatabaseOrderDesk(database, user, forms, self._sources, self._behind_s)
        self.orders = OrdersPanel(desk, said, report, texts.language)
        await self._add("orders", self.orders)
        self._connect()
        self._window.contact_actions.offer("request", "order", "callback")
        self._be_about(self._shift.contact)
        self.callbacks.start()
        self.requests.start()

    def _behind_s(self) -> float:
        """At least so far. (Ahead it may only seem: a row that was read late.)"""
        return max(0.0, -(self._shift.presenter.standing.ahead_s or 0.0))

    async def end(self) -> None:
        """Also when they were not all made."""
        self._window.contact_actions.offer()
        for signal, told in self._told:
            signal.disconnect(told)
        self._told.clear()
        await self._tasks.end()
        for key, panel in self._panels.items():
            await panel.close_desk()  # type: ignore[attr-defined] # each of them has it
            self._window.remove_panel(key)
            panel.deleteLater()
        self._panels.clear()
        if self._sources is not None:
            self._sources.close()
        await self._database.close()

    async def _add(self, key: str, panel: QWidget) -> None:
        icon, width = PANELS[key]
        self._panels[key] = panel
        self._window.add_panel(key, titles()[key], icon, panel, width)
        await asyncio.sleep(0)

    def _connect(self) -> None:
        self._told += [
            (self._window.new_wanted, self._begin_new),
            (self._shift.contact_changed, self._be_about),
            (self._shift.order_answered, self._on_answer),
        ]
        for signal, told in self._told:
            signal.connect(told)
        self.directory.dial_wanted.connect(self._dial)
        self.directory.read_to_caller_wanted.connect(self._read_out)
        self.requests.dial_wanted.connect(self._dial)
        self.requests.overdue_changed.connect(
            lambda count: self._window.show_badge("requests", count, urgent=True)
        )
        self.callbacks.why_not = self._why_not
        self.callbacks.dial_wanted.connect(self._call_back)
        self.callbacks.reminded.connect(self._remind)
        self.callbacks.next_changed.connect(self._window.header.show_next_callback)

    # -- for whoever owns the shift --------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        """Changes that are not in the database yet: they are lost with the panels."""
        if not self._panels:
            return 0
        return self.requests.unsaved + self.callbacks.unsaved

    @property
    def typed(self) -> bool:
        """A comment, a request, a promise or an order that was never sent."""
        panels = (self.requests, self.callbacks, self.orders) if self._panels else ()
        return any(panel.typed for panel in panels)

    def speak(self) -> None:
        """In the language of the windows now."""
        for key, panel in self._panels.items():
            self._window.add_panel(key, titles()[key], PANELS[key][0], panel)

    # -- whom they are about ---------------------------------------------------------------------

    def _be_about(self, contact: LineContact | None) -> None:
        masked = contact is not None and contact.masked
        for panel in (self.directory, self.callbacks, self.requests, self.orders):
            panel.mask_numbers(masked)
        if contact is None:
            self.history.show_contact(())
            self.requests.set_call(None)
            self.callbacks.set_contact(None)
            self.orders.set_call(None)
            return
        self.history.show_contact(contact.phones, masked=masked)
        links = Links(contact.contact_id, contact.attempt_id, phone=contact.phone)
        self.requests.set_call(RequestCall(links, contact.name, contact.call))
        self.orders.set_call(
            Subscriber(contact.phone, contact.name, contact.contact_id, contact.attempt_id)
        )
        self.callbacks.set_contact(
            CallbackContact(
                contact.phone, contact.name, contact.contact_id, contact.campaign_id,
                contact.queue, masked,
            )
        )  # fmt: skip

    def _begin_new(self, kind: str) -> None:
        match kind:
            case "request":
                self.requests.register_new()
            case "callback":
                self.callbacks.promise()
            case "order":
                self._window.show_panel("orders")
                who = self._shift.contact or LineContact()
                self.orders.begin_order(who.phone, who.name, who.contact_id, who.attempt_id)

    # -- calls -----------------------------------------------------------------------------------

    def _dial(self, number: str) -> None:
        self._shift.dialling.call(number, masked=self._is_masked)

    @property
    def _is_masked(self) -> bool:
        return self._shift.contact is not None and self._shift.contact.masked

    def _why_not(self) -> str:
        if self._shift.dialling.possible:
            return ""
        return refusal_text(Refusal("has_call"), texts.language())

    def _read_out(self, entry: Entry, number: str) -> None:
        self._shift.say(*entry_in_words(entry.text.name, number, texts.language()))

    def _call_back(self, callback: Callback) -> None:
        masked = self._is_masked or callback.campaign_id in self._shift.presenter.rules.masked
        key = self._shift.dialling.call_back(callback.id, callback.phone, masked=masked)
        self._dialled[key] = callback.id

    def _on_answer(self, key: str, answer: Mapping[str, object]) -> None:
        callback_id = self._dialled.pop(key, None)
        if callback_id is not None:  # what came of the order was said: here it is seen
            self.callbacks.dialled(callback_id, called=not answer.get("code"))

    def _remind(self, callback: Callback) -> None:
        masked = callback.campaign_id in self._shift.presenter.rules.masked or self._is_masked
        self._shift.remind(callback_words.reminder(callback, datetime.now(UTC), masked=masked))
