"""The Contacts page: finds what is asked for, on a connection of its own, so that nothing else
waits for a search."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from engine.domain.campaign import Campaign, CampaignState
from engine.errors import KnownError
from engine.ports.contact_book import BookQuery, BookRow, ListInfo
from engine.ports.storage import Database, StorageUnavailable, Stores
from rino_desktop import bootstrap
from rino_desktop.console.contacts.edit_dialog import EditDialog
from rino_desktop.console.contacts.filters import Wanted
from rino_desktop.contacts import editing
from rino_desktop.contacts.finder import Finder
from rino_desktop.contacts.life import list_title
from rino_desktop.contacts.sight import hides_numbers
from rino_desktop.desktop.console_part import Console, ConsolePart
from rino_desktop.desktop.contact_bulk import ContactBulk
from rino_desktop.desktop.contact_cards import ContactCards
from rino_desktop.desktop.contact_ledger import ContactLedger
from rino_desktop.phones import beginnings
from rino_desktop.texts.errors import said
from rino_desktop.ui import state

T = TypeVar("T")
_FIELDS = "contacts/fields"
#: So many fields have columns where nobody has chosen any.
_FIRST_FIELDS = 2
_FRESH_EVERY = 3


class Contacts(ConsolePart):
    page = "contacts"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._page = console.window.contacts
        self._book = book = self._page.book
        self._database: Database | None = None
        self._opening = asyncio.Lock()
        self._finding: asyncio.Task[None] | None = None
        self._finder: Finder | None = None
        self._campaigns: dict[str, Campaign] = {}
        self._refreshed = 0
        self.cards = ContactCards(console, self.run)
        self.bulk = ContactBulk(console, self.run)
        self.ledger = ContactLedger(console, self.run, self.cards.open)
        start = console.tasks.start
        book.query_wanted.connect(self._find)
        book.cancel_wanted.connect(self._cancel)
        book.table.page_wanted.connect(lambda page: start(self._read_page(page)))
        book.filters.campaign_chosen.connect(lambda name: start(self._read_lists(name)))
        book.card_wanted.connect(self.cards.open)
        console.window.card_wanted.connect(self.cards.open)
        console.window.call_wanted.connect(self.cards.open)
        book.add_wanted.connect(self._ask_new)
        book.fields_chosen.connect(self._keep_fields)

    # --- what it works with -----------------------------------------------------------------------

    async def run(self, work: Callable[[Stores], T]) -> T:
        """In one transaction on the page's own connection. StorageUnavailable."""
        async with self._opening:
            if self._database is None:
                connection = self.console.connection
                self._database = await asyncio.to_thread(
                    bootstrap.open_database, connection.settings, connection.calls.beside
                )
            database = self._database
        return await self.console.connection.run_on(database, work)

    async def refresh(self) -> None:
        if not self.in_view:
            return
        campaigns = await self.console.connection.run(lambda stores: stores.campaigns.all())
        first = not self._campaigns
        self._campaigns = {c.name: c for c in campaigns if c.state is not CampaignState.ARCHIVED}
        names = tuple(self._campaigns)
        self._book.filters.show_campaigns(names)
        self._page.ledger.show_campaigns(names)
        if first:
            await self._read_lists("")
            self._find()
            return
        self._refreshed += 1
        if self._refreshed % _FRESH_EVERY == 0:
            self._book.table.refresh()
            await self.cards.refresh()

    async def leave(self) -> None:
        self._cancel(say=False)
        self.cards.close_all()
        self._campaigns = {}
        self._finder = None
        self._book.table.begin()
        database, self._database = self._database, None
        if database is not None:
            await asyncio.to_thread(database.close)

    # --- finding ----------------------------------------------------------------------------------

    def query(self) -> BookQuery:
        wanted = self._book.filters.wanted()
        order, field, descending = self._book.order
        chosen = self._campaigns.get(wanted.campaign)
        begun, digits = self._number(wanted, chosen)
        return BookQuery(
            campaign_ids=(chosen.id,) if chosen is not None else (),
            import_id=wanted.import_id,
            states=frozenset({wanted.state}) if wanted.state is not None else frozenset(),
            beginnings=begun,
            digits=digits,
            field=wanted.field,
            value=wanted.value,
            result=wanted.result,
            next_from=wanted.next_from,
            next_until=wanted.next_until,
            order=order,
            order_field=field,
            descending=descending,
        )

    def _number(self, wanted: Wanted, chosen: Campaign | None) -> tuple[tuple[str, ...], str]:
        """How it may begin, where it is written like a beginning; else digits anywhere in it."""
        text = wanted.number
        digits = "".join(char for char in text if char.isdigit())
        if not digits:
            return (), ""
        if text.startswith(("*", "…", ".")):
            return (), digits
        country = chosen.settings.country if chosen is not None else "RU"
        return tuple(beginnings(text, country)), ""

    def _find(self) -> None:
        self._cancel(say=False)
        finder = self._finder = Finder(self.query())
        self._book.table.hides = hides_numbers(self.console.people.user)
        self._book.table.begin()
        self._finding = self.console.tasks.start(self._go_through(finder))

    async def _go_through(self, finder: Finder) -> None:
        """A portion after the other, until it is done or another query is asked."""
        book = self._book
        book.show_progress(0, finder.progress, done=False)
        while not finder.done:
            portion = await self.run(finder.look)
            if finder is not self._finder:
                return
            before = len(book.table.ids)
            finder.take(portion)
            book.table.grow(finder.ids[before:])
            if before == 0 and len(book.table.ids):
                book.choose(0)
            book.show_progress(finder.found, finder.progress, done=finder.done)
            await asyncio.sleep(0)
        query = finder.query
        if not finder.found and query.beginnings:
            # No number begins so: perhaps one has it in its middle.
            digits = "".join(c for c in book.filters.wanted().number if c.isdigit())
            further = self._finder = Finder(replace(query, beginnings=(), digits=digits))
            await self._go_through(further)

    def _cancel(self, *, say: bool = True) -> None:
        finder, self._finder = self._finder, None
        if self._finding is not None:
            self._finding.cancel()
            self._finding = None
        if say and finder is not None and not finder.done:
            self._book.say_cancelled(finder.found)

    async def _read_page(self, page: int) -> None:
        ids = self._book.table.page_ids(page)
        try:
            rows: list[BookRow] = await self.run(lambda stores: stores.contact_book.rows(ids))
        except (KnownError, StorageUnavailable):
            self._book.table.page_failed(page)
            raise
        if ids == self._book.table.page_ids(page):
            self._book.table.show_page(page, rows)
        else:
            self._book.table.page_failed(page)

    async def _read_lists(self, campaign: str) -> None:
        chosen = self._campaigns.get(campaign)
        ids = (chosen.id,) if chosen is not None else ()

        def read(stores: Stores) -> tuple[list[ListInfo], list[str]]:
            lists = stores.contact_book.lists(ids[0]) if ids else []
            return lists, stores.contact_book.field_names(ids)

        lists, fields = await self.run(read)
        shown = tuple((info.id, list_title(info.name)) for info in lists)
        self._book.filters.show_lists(shown, tuple(fields))
        kept = state.value(_FIELDS, {})
        chosen_fields = kept.get(campaign) if isinstance(kept, dict) else None
        if not isinstance(chosen_fields, list):
            chosen_fields = fields[:_FIRST_FIELDS]
        self._book.show_fields(tuple(fields), tuple(f for f in chosen_fields if f in fields))

    def _keep_fields(self, campaign: str, fields: tuple[str, ...]) -> None:
        kept = state.value(_FIELDS, {})
        state.set_value(_FIELDS, {**(kept if isinstance(kept, dict) else {}),
                                  campaign: list(fields)})  # fmt: skip

    # --- what is wished ---------------------------------------------------------------------------

    def _ask_new(self, campaign: str) -> None:
        fields = tuple(a.text() for a in self._book.fields_menu.actions())
        dialog = EditDialog(self.console.window, None, tuple(self._campaigns), campaign, fields)

        async def add(name: str, edit: editing.Edit) -> None:
            who, now = self.console.user_name(), datetime.now(UTC)
            try:
                contact_id = await self.run(lambda s: editing.add(s, name, edit, who, now))
            except (KnownError, StorageUnavailable) as error:
                dialog.refuse(said(error))
                return
            dialog.accept()
            self._find()
            self.cards.open(contact_id)

        dialog.wanted.connect(
            lambda name, edit: self.console.tasks.start_for(dialog, add(name, edit))
        )
        dialog.open()
