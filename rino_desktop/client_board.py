"""All clients with what is theirs: what the clients page shows."""

from dataclasses import dataclass

from engine.domain.campaign import CampaignState
from engine.domain.client import Client
from engine.ports.storage import Stores


@dataclass(frozen=True, slots=True)
class ClientRow:
    """``client`` is None for the office itself: its own campaigns, and the list that holds for all
    calls. ``listed``: numbers on the do-not-call list; ``users``: who sees nothing else."""

    client: Client | None
    campaigns: tuple[str, ...] = ()
    running: int = 0
    report_forms: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    listed: int = 0

    @property
    def id(self) -> int | None:
        return None if self.client is None else self.client.id


def read(stores: Stores) -> tuple[ClientRow, ...]:
    """The office first, then the clients by name, those that were put away last."""
    owners, form_owners = stores.clients.of_campaigns(), stores.clients.of_report_forms()
    confined, listed = stores.clients.of_users(), stores.do_not_call.counts()
    campaigns = [c for c in stores.campaigns.all() if c.state is not CampaignState.ARCHIVED]
    forms = [form.name for form in stores.report_forms.all()]
    users = stores.users.all()

    def row(client: Client | None) -> ClientRow:
        owner = None if client is None else client.id
        his = [c for c in campaigns if owners.get(c.id) == owner]
        return ClientRow(
            client,
            tuple(sorted((c.name for c in his), key=str.casefold)),
            sum(c.state is CampaignState.RUNNING for c in his),
            tuple(name for name in forms if form_owners.get(name) == owner),
            tuple(u.name for u in users if owner is not None and confined.get(u.id) == owner),
            listed.get(owner, 0),
        )

    clients = sorted(stores.clients.all(), key=lambda each: each.archived)
    return (row(None), *map(row, clients))
