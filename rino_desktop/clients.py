"""Clients: what the command line and the desktop do with them, each in one transaction."""

from dataclasses import replace
from datetime import datetime

from engine.domain.client import Client
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop.texts import t


def add(stores: Stores, name: str, details: str, now: datetime) -> Client:
    """KnownError: without a name, or that of another client."""
    client = stores.clients.add(_named(name), details, now)
    stores.audit.record(now, "client.add", client.name, subject_id=client.id)
    return client


def change(
    stores: Stores,
    name: str,
    now: datetime,
    *,
    new_name: str | None = None,
    details: str | None = None,
    own_refusals: bool | None = None,
    archived: bool | None = None,
) -> Client:
    """What is None stays. KnownError: one with campaigns under way is not put away."""
    before = stores.clients.by_name(name)
    if archived and not before.archived:
        _require_idle(stores, before)
    wished = {"details": details, "own_refusals": own_refusals, "archived": archived}
    given = {key: value for key, value in wished.items() if value is not None}
    after = replace(before, **given)  # type: ignore[arg-type]
    if new_name is not None:
        after = replace(after, name=_named(new_name))
    if after == before:
        return before
    changed = stores.clients.change(after)
    differences = {
        key: [getattr(before, key), getattr(changed, key)]
        for key in ("name", "details", "own_refusals", "archived")
        if getattr(before, key) != getattr(changed, key)
    }
    stores.audit.record(now, "client.change", changed.name, differences, subject_id=changed.id)
    return changed


def give_campaign(stores: Stores, campaign: str, client: str | None, now: datetime) -> None:
    """``client`` None: the office's own again. Rules that hold for its numbers change with the
    next call. KnownError: an archived client gets no campaigns."""
    found = stores.campaigns.by_name(campaign)
    before = stores.clients.of_campaign(found.id)
    after = None if client is None else _present(stores, client)
    if before == after:
        return
    stores.clients.give_campaign(found.id, None if after is None else after.id)
    stores.audit.record(
        now,
        "campaign.client",
        found.name,
        {"client": [_name(before), _name(after)]},
        subject_id=found.id,
        campaign_id=found.id,
    )


def give_report_form(stores: Stores, form: str, client: str | None, now: datetime) -> None:
    stored = stores.report_forms.get(form)
    after = None if client is None else _present(stores, client)
    before = stores.clients.of_report_forms().get(stored.name)
    if before == (None if after is None else after.id):
        return
    stores.clients.give_report_form(stored.name, None if after is None else after.id)
    stores.audit.record(now, "report_form.client", stored.name, {"client": _name(after)})


def confine(stores: Stores, user: str, client: str | None, now: datetime) -> None:
    """From now on ``user`` sees what is that client's and nothing else; None: everything that his
    role shows."""
    found = stores.users.by_name(user)
    if client is not None and found.role == "administrator":
        raise KnownError(
            t("{name} is an administrator, who sees everything.", name=found.name),
            mend=t("Give him another role first."),
        )
    after = None if client is None else _present(stores, client)
    before = stores.clients.of_users().get(found.id)
    if before == (None if after is None else after.id):
        return
    stores.clients.confine_user(found.id, None if after is None else after.id)
    stores.audit.record(
        now, "user.client", found.name, {"client": _name(after)}, subject_id=found.id
    )


def campaigns_of(stores: Stores, client: Client) -> list[str]:
    """By name."""
    owners = stores.clients.of_campaigns()
    names = [c.name for c in stores.campaigns.all() if owners.get(c.id) == client.id]
    return sorted(names, key=str.casefold)


def _require_idle(stores: Stores, client: Client) -> None:
    owners = stores.clients.of_campaigns()
    busy = [
        campaign.name
        for campaign in stores.campaigns.all()
        if owners.get(campaign.id) == client.id and campaign.state.value in ("running", "paused")
    ]
    if busy:
        raise KnownError(
            t("Campaigns of {client} are under way: {names}.", client=client.name,
              names=", ".join(busy)),
            mend=t("Stop them first."),
        )  # fmt: skip


def _present(stores: Stores, name: str) -> Client:
    client = stores.clients.by_name(name)
    if client.archived:
        raise KnownError(
            t("The client {name} has been put away.", name=client.name),
            mend=t("Take him back: {command}",
                   command=f"rino-desktop client change {client.name!r} --archived no"),
        )  # fmt: skip
    return client


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise KnownError(t("A client needs a name."))
    return name


def _name(client: Client | None) -> str:
    return "" if client is None else client.name
