"""Orders: made, changed and charged, each in one transaction.

What windows, commands and engines call; every change goes through the machine of
``engine.orders``. An order that is done writes its charge into the outbox with the same commit,
under a key that is the same for ever: it reaches the billing tables once.
"""

from collections.abc import Sequence
from datetime import datetime

from engine.domain.outbox import OutboxContent
from engine.errors import KnownError
from engine.orders.machine import Command, Outcome, apply, create
from engine.orders.model import Change, Order, OrderState
from engine.ports.orders import OUTBOX_ID
from engine.ports.outbox import NewOutboxRow
from engine.ports.storage import Stores


def add(stores: Stores, order: Order, now: datetime) -> Order:
    """A new one, as a draft."""
    made, changes = create(order, now)
    return stores.orders.add(made, changes)


def change(
    stores: Stores,
    order_id: int,
    commands: Sequence[Command],
    who: str,
    now: datetime,
    *,
    revision: int | None = None,
) -> Order:
    """All commands or none. ``revision``: what the user has seen; KnownError when it is another
    by now."""
    order = stores.orders.get_locked(order_id)
    if revision is not None and revision != order.revision:
        raise KnownError(
            "somebody else has changed the order {number} in the meantime.",
            mend="Look at it again, then repeat the change.",
            number=order_id,
        )
    for command in commands:
        order = keep(stores, order, apply(order, command, who, now), now)
    return order


def keep(stores: Stores, before: Order, outcome: Outcome, now: datetime) -> Order:
    """What the machine says; with the charge, when it has become done."""
    order, changes = outcome
    if not changes:
        return before
    stores.orders.save(order, changes)
    if order.state is OrderState.DONE and before.state is not OrderState.DONE:
        stores.outbox.add(charge_rows(stores, order, now))
    return order


def charge_rows(stores: Stores, order: Order, now: datetime) -> list[NewOutboxRow]:
    """One for each external store that gets charges; none for what costs nothing."""
    if order.charge is None or not order.charge.amount:
        return []
    document = charge_document(order, now, stores.orders.settings().currency)
    return [
        NewOutboxRow(
            campaign_id=OUTBOX_ID,
            store=outbox.name,
            # Of no list: so many orders, so many queues.
            contact_id=-order.id,
            attempt_id=0,
            content=OutboxContent.WRITES,
            # The number alone would come again after the restore of a backup.
            key=f"rino-order-{order.id}-{order.created_at:%Y%m%d%H%M%S}",
            at=now,
            document=document,
        )
        for outbox in stores.orders.settings().charges
    ]


#: What an [[outbox]] of orders can map, as ``write.NAME``.
CHARGE_FIELDS = (
    "order", "service", "code", "tariff", "number", "name", "contact", "unit", "quantity",
    "price", "amount", "currency", "seconds", "ordered_at", "done_at", "author", "person",
)  # fmt: skip


def charge_document(order: Order, now: datetime, currency: str) -> dict[str, str]:
    assert order.charge is not None
    price = order.price.amount if order.price is not None else 0
    seconds = sum(step.length_s for step in order.steps if step.length_s is not None)
    values = (
        order.id, order.service.name, order.service.code, order.service.tariff,
        order.subscriber.number, order.subscriber.name, order.subscriber.contact_id or "",
        order.service.unit.value, format(order.charge.quantity, "f"),
        f"{price:f}" if price else "0", format(order.charge.amount, "f"), currency, str(seconds),
        order.created_at.isoformat(timespec="seconds"),
        (order.ended_at or now).isoformat(timespec="seconds"), order.author, order.person,
    )  # fmt: skip
    return dict(zip(CHARGE_FIELDS, map(str, values), strict=True))


def with_history(stores: Stores, order_id: int) -> tuple[Order, list[Change]]:
    return stores.orders.get(order_id), stores.orders.history(order_id)
