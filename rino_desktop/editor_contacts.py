"""Contacts of campaigns for the editor's test call and for trying out texts."""

from collections.abc import Sequence

from editor.testcall.contacts import Contact as Person
from engine.ports.storage import Stores
from rino_desktop.form_desk import Runs

_SHOWN = 100


class ListedContacts:
    """``editor.testcall.contacts.Contacts`` over the database."""

    def __init__(self, database: Runs) -> None:
        self._database = database

    async def campaigns(self) -> Sequence[str]:
        def work(stores: Stores) -> list[str]:
            return [each.settings.name for each in stores.campaigns.all()]

        return await self._database.run(work)

    async def contacts(self, campaign: str, part: str) -> Sequence[Person]:
        def work(stores: Stores) -> list[Person]:
            found = stores.campaigns.by_name(campaign)
            return [
                Person(
                    contact.phones[0],
                    dict(contact.fields),
                    zone=contact.zones[0] if contact.zones else found.settings.schedule.timezone,
                    variables=dict(found.settings.variables),
                )
                for contact in stores.contacts.some(found.id, part.strip(), _SHOWN)
            ]

        return await self._database.run(work)
