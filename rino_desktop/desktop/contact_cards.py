"""Cards of contacts that are open: what they show, and what is done from them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

from engine.domain.callbacks import Callback
from engine.errors import KnownError
from engine.ports.contact_life import CallDetails
from engine.ports.history import PastCall
from engine.ports.storage import StorageUnavailable, Stores
from engine.service import callback_desk
from rino_desktop import bootstrap
from rino_desktop.console.contacts.card import ContactCard
from rino_desktop.console.contacts.edit_dialog import EditDialog, MomentDialog, ReasonDialog
from rino_desktop.contacts import call_now, editing, life
from rino_desktop.contacts.sight import hides_numbers
from rino_desktop.desktop.console_part import Console
from rino_desktop.history_desk import DatabaseHistoryDesk
from rino_desktop.texts.errors import said
from rino_desktop.ui.form_dialog import FormDialog

#: What a task of a card may fail with that its user can mend.
_KNOWN = (KnownError, StorageUnavailable)


class ContactCards(QObject):
    """``run``: a transaction on the page's own connection."""

    def __init__(self, console: Console, run: Callable[[Callable[[Stores], Any]], Any]) -> None:
        super().__init__(console.window)
        self._console = console
        self._run = run
        self.cards: dict[int, ContactCard] = {}
        #: Contact → when his call was ordered.
        self._ordered: dict[int, datetime] = {}

    def open(self, contact_id: int, attempt_id: int | None = None) -> None:
        """``attempt_id``: the call that is looked at first."""
        card = self.cards.get(contact_id)
        if card is not None and shiboken6.isValid(card):
            card.choose_call(attempt_id)
            card.raise_()
            card.activateWindow()
            return
        card = self.cards[contact_id] = ContactCard(
            contact_id, self._console.window, hides=hides_numbers(self._console.people.user)
        )
        card.choose_call(attempt_id)
        card.closed.connect(lambda: self._forget(contact_id))
        card.finished.connect(lambda _: self._forget(contact_id))
        card.action_wanted.connect(lambda name: self._act(card, name))
        card.sound_wanted.connect(lambda call: self._start(card, self._hear(card, call)))
        card.replay_wanted.connect(self._replay)
        card.other_wanted.connect(self.open)
        card.show()
        self._start(card, self._read(card))

    def close_all(self) -> None:
        for card in list(self.cards.values()):
            if shiboken6.isValid(card):
                card.close()
        self.cards.clear()
        self._ordered.clear()

    async def refresh(self) -> None:
        """What is open is kept fresh."""
        for card in list(self.cards.values()):
            if shiboken6.isValid(card):
                await self._read(card)

    # --- what is shown ----------------------------------------------------------------------------

    def _forget(self, contact_id: int) -> None:
        self.cards.pop(contact_id, None)

    def _start(self, card: ContactCard, work: Any) -> None:
        self._console.tasks.start_for(card, work)

    async def _read(self, card: ContactCard) -> None:
        now, since = datetime.now(UTC), self._ordered.get(card.contact_id)

        def read(stores: Stores) -> tuple[life.Life | None, call_now.CallProgress | None]:
            found = life.read(stores, card.contact_id)
            if found is None or since is None:
                return found, None
            return found, call_now.progress(stores, card.contact_id, since, now)

        found, progress = await self._run(read)
        if not shiboken6.isValid(card):
            return
        if found is None:
            card.say_order(self.tr("The contact is there no more."))
            return
        card.show_life(found)
        if progress is not None:
            card.say_order(progress.line)
            if progress.over:
                self._ordered.pop(card.contact_id, None)

    async def _hear(self, card: ContactCard, call: PastCall) -> None:
        settings = self._console.connection.settings
        desk = DatabaseHistoryDesk(self._console.connection, bootstrap.voice_store(settings))
        try:
            sound = await desk.sound(call)
        except KnownError as error:
            card.say_order(said(error))
            return
        if shiboken6.isValid(card) and not card.play(sound):
            card.say_order(self.tr("There is no device to hear it on."))

    def _replay(self, details: CallDetails) -> None:
        self._console.window.replay_wanted.emit(details.attempt_id)

    # --- what is done -----------------------------------------------------------------------------

    def _act(self, card: ContactCard, name: str) -> None:
        known = card.life
        if known is None:
            return
        contact, number = known.row.contact, known.row.contact.phones[0]
        match name:
            case "edit":
                self._ask_edit(card)
            case "call":
                self._start(card, self._call(card))
            case "withdraw":
                self._ask_reason(
                    card, self.tr("Withdraw the contact"), self.tr("Withdraw"),
                    lambda s, why, now: editing.withdraw(
                        s, [contact.id], self._console.user_name(), why, now
                    ),
                )  # fmt: skip
            case "put_back":
                self._start(card, self._do(card, lambda s, now: editing.put_back(
                    s, [contact.id], now)))  # fmt: skip
            case "forbid":
                self._ask_reason(
                    card, self.tr("Put the numbers on the do-not-call list"),
                    self.tr("Do not call"),
                    lambda s, why, now: editing.forbid(s, contact.phones, why, now, contact),
                )  # fmt: skip
            case "callback":
                self._ask_callback(card)
            case "why":
                self._console.window.rail.go("contacts")
                self._console.window.contacts.ask_why(number, known.row.campaign)
                self._console.window.activateWindow()
            case "complaint":
                self._console.window.contacts.ledger.complaint_wanted.emit(number)

    async def _do(self, card: ContactCard, work: Callable[[Stores, datetime], Any]) -> None:
        now = datetime.now(UTC)
        try:
            await self._run(lambda stores: work(stores, now))
        except _KNOWN as error:
            card.say_order(said(error))
            return
        await self._read(card)

    async def _attempt(
        self, card: ContactCard, dialog: FormDialog, work: Callable[[Stores], object]
    ) -> None:
        """The dialog is closed when it is done, and says why where it could not be done."""
        try:
            await self._run(work)
        except _KNOWN as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        await self._read(card)

    async def _call(self, card: ContactCard) -> None:
        now = datetime.now(UTC)
        card.say_order(self.tr("Ordering the call…"))
        try:
            await self._run(lambda stores: call_now.order(stores, card.contact_id, now))
        except _KNOWN as error:
            card.say_order(said(error))
            return
        self._ordered[card.contact_id] = now
        await self._read(card)

    def _ask_edit(self, card: ContactCard) -> None:
        assert card.life is not None
        seen = card.life.row.contact
        dialog = EditDialog(card, seen)

        async def save(edit: editing.Edit) -> None:
            now = datetime.now(UTC)
            await self._attempt(card, dialog, lambda s: editing.change(s, seen, edit, now))

        dialog.wanted.connect(
            lambda _campaign, edit: self._console.tasks.start_for(dialog, save(edit))
        )
        dialog.open()

    def _ask_reason(
        self, card: ContactCard, title: str, action: str,
        work: Callable[[Stores, str, datetime], Any],
    ) -> None:  # fmt: skip
        dialog = ReasonDialog(card, title, action)

        async def do(why: str) -> None:
            now = datetime.now(UTC)
            await self._attempt(card, dialog, lambda stores: work(stores, why, now))

        dialog.wanted.connect(lambda why: self._console.tasks.start_for(dialog, do(why)))
        dialog.open()

    def _ask_callback(self, card: ContactCard) -> None:
        assert card.life is not None
        contact, who = card.life.row.contact, self._console.user_name()
        dialog = MomentDialog(card, self.tr("Call back at"), self.tr("Promise"), note=True)

        async def promise(at: datetime, note: str) -> None:
            now, write_id = datetime.now(UTC), callback_desk.new_write_id()
            wanted = Callback(
                0, contact.phones[0], at, who, now, contact.zones, contact_id=contact.id,
                campaign_id=contact.campaign_id, note=note,
            )  # fmt: skip
            await self._attempt(
                card, dialog, lambda s: callback_desk.promise(s, wanted, now, write_id)
            )

        dialog.wanted.connect(
            lambda at, note: self._console.tasks.start_for(dialog, promise(at, note))
        )
        dialog.open()
