"""Ctrl+K among the contacts of all campaigns, and what is told of the one that was chosen."""

import asyncio
from datetime import UTC, datetime
from functools import partial

import shiboken6
from PySide6.QtCore import QObject

from engine.domain.campaign import Campaign, CampaignState
from engine.domain.contact import Contact
from engine.ports.storage import Stores
from rino_desktop import campaign_why, campaign_why_text
from rino_desktop.console.search import Found, Search
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.main_window import MainWindow
from rino_desktop.phones import beginnings
from rino_desktop.ui import dialogs
from rino_desktop.ui.dialogs import Choice

#: Nobody is looked for by less.
_FEWEST = 3
_SHOWN = 20
#: Names are looked for one contact after the other: only in lists that take no time.
_LONGEST_LIST = 50_000
_FIELDS_SHOWN = 12


class ContactSearch(QObject):
    def __init__(self, window: MainWindow, connection: Connection, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._connection = connection
        self._tasks = tasks
        self._looking: asyncio.Task[None] | None = None
        window.contacts_wanted.connect(self._on_wanted)

    def _on_wanted(self, search: Search, words: str) -> None:
        if self._looking is not None:
            self._looking.cancel()
        self._looking = None
        if len(words.strip()) >= _FEWEST:
            self._looking = self._tasks.start(self._look(search, words.strip()))

    async def _look(self, search: Search, words: str) -> None:
        found = await self._connection.run(lambda stores: look(stores, words))
        if not shiboken6.isValid(search):
            return
        search.show_more(
            [
                Found(
                    "contacts", self.tr("contact of {campaign}").format(campaign=campaign.name),
                    _title(contact), partial(self._go, campaign.name, contact.phones[0]),
                )
                for campaign, contact in found
            ]
        )  # fmt: skip

    def _go(self, campaign: str, phone: str) -> None:
        self._window.go_campaign(campaign)
        self._tasks.start(self._tell(campaign, phone))

    async def _tell(self, campaign: str, phone: str) -> None:
        now = datetime.now(UTC)
        status = await self._connection.run(
            lambda stores: campaign_why.read(stores, campaign, phone, now)
        )
        fields = [f"{name}: {value}" for name, value in status.contact.fields.items() if value]
        lines = [*fields[:_FIELDS_SHOWN], "", *campaign_why_text.lines(status)]
        chosen = await dialogs.ask(
            self._window, f"{phone}  ·  {campaign}", "\n".join(lines).strip(),
            [Choice("card", self.tr("Card")), Choice("close", self.tr("Close"), "primary")],
        )  # fmt: skip
        if chosen == "card":
            self._window.card_wanted.emit(status.contact.id)


def look(stores: Stores, words: str) -> list[tuple[Campaign, Contact]]:
    """By the first digits of a number, as people write it; by any part of what a list says of
    somebody, where it is not too long."""
    found: list[tuple[Campaign, Contact]] = []
    campaigns = [c for c in stores.campaigns.all() if c.state is not CampaignState.ARCHIVED]
    for campaign in campaigns:
        seen: dict[int, Contact] = {}
        for beginning in beginnings(words, campaign.settings.country):
            for contact in stores.contacts.with_phone(campaign.id, beginning, _SHOWN):
                seen[contact.id] = contact
        if not seen and stores.contacts.counts(campaign.id).total <= _LONGEST_LIST:
            for contact in stores.contacts.some(campaign.id, words, _SHOWN):
                seen[contact.id] = contact
        found += [(campaign, contact) for contact in seen.values()]
        if len(found) >= _SHOWN:
            break
    return found[:_SHOWN]


def _title(contact: Contact) -> str:
    """The number, and the first thing in words that is known of him."""
    words = [v for v in contact.fields.values() if v and not v.replace(" ", "").isdigit()]
    return "  ".join([contact.phones[0], *words[:1]])
