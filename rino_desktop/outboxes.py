"""The outboxes of campaigns and of orders, as status, doctor and ``outbox list`` show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.campaign import Campaign
from engine.domain.outbox import OutboxSettings
from engine.ports.orders import OUTBOX_ID
from engine.ports.outbox import OutboxBacklog
from engine.ports.storage import Stores
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """``settings`` is None when the campaign has no such outbox any more: its rows wait for
    nobody."""

    campaign: str
    settings: OutboxSettings | None
    backlog: OutboxBacklog

    @property
    def name(self) -> str:
        return self.backlog.store

    @property
    def in_trouble(self) -> bool:
        """Somebody has to do something."""
        backlog = self.backlog
        orphaned = self.settings is None and backlog.waiting > 0
        return bool(backlog.down_since or backlog.set_aside or orphaned)

    def as_json(self) -> dict[str, object]:
        """The contract of docs/cli.md."""
        backlog = self.backlog
        return {
            "name": self.name,
            "store": self.settings.store if self.settings else None,
            "what": [content.value for content in self.settings.what] if self.settings else [],
            "waiting": backlog.waiting,
            "oldest": backlog.oldest,
            "set_aside": backlog.set_aside,
            "delivered": backlog.delivered,
            "last_delivered_at": backlog.last_delivered_at,
            "down_since": backlog.down_since,
            "last_error": retold(backlog.last_error) or None,
            "last_error_at": backlog.last_error_at,
            "node": backlog.node or None,
        }

    def words(self) -> str:
        """One line for people."""
        backlog = self.backlog
        parts = [t("delivered {n}", n=backlog.delivered)]
        if backlog.waiting:
            parts.append(
                t("waiting {n}, the oldest since {when}", n=backlog.waiting,
                  when=_local(backlog.oldest))
            )  # fmt: skip
        if backlog.set_aside:
            parts.append(t("set aside {n}", n=backlog.set_aside))
        if backlog.down_since:
            parts.append(t("the store is down since {when}", when=_local(backlog.down_since)))
        if self.settings is None:
            parts.append(t("the campaign has no outbox of this name any more"))
        line = f"{self.name}: {', '.join(parts)}."
        if backlog.last_error and self.in_trouble:
            line += " " + t("Last error: {reason}", reason=retold(backlog.last_error))
        return line


def of_campaign(stores: Stores, campaign: Campaign) -> list[OutboxStatus]:
    """Those of its settings in their order, then those that have rows and no settings."""
    return _statuses(stores, campaign.id, campaign.name, campaign.settings.outbox)


def of_orders(stores: Stores) -> list[OutboxStatus]:
    """The stores that get the charges of orders."""
    return _statuses(stores, OUTBOX_ID, t("orders"), stores.orders.settings().charges)


def of_all(stores: Stores) -> list[OutboxStatus]:
    campaigns = [
        status for campaign in stores.campaigns.all() for status in of_campaign(stores, campaign)
    ]
    return campaigns + of_orders(stores)


def _statuses(
    stores: Stores, owner_id: int, name: str, settings: Sequence[OutboxSettings]
) -> list[OutboxStatus]:
    backlogs = {b.store: b for b in stores.outbox.backlogs(owner_id)}
    found = []
    for outbox in settings:
        backlog = backlogs.pop(outbox.name, None)
        found.append(
            OutboxStatus(name, outbox, backlog or OutboxBacklog(owner_id, outbox.name, 0, None, 0))
        )
    return found + [
        OutboxStatus(name, None, backlog)
        for backlog in backlogs.values()
        if backlog.waiting or backlog.set_aside
    ]


def _local(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S") if moment else ""
