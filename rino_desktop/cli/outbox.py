"""``outbox list | retry | drop``: what could not be delivered to external stores."""

import argparse
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold

if TYPE_CHECKING:
    from engine.ports.storage import Stores

_MOST_SHOWN = 1000


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "outbox", t("delivery to external stores"))
    shown = group.command("list", t("how delivery goes, and rows that are set aside"), _list)
    shown.add_argument("--campaign", metavar="NAME")
    retry = group.command("retry", t("try rows again that are set aside"), _retry)
    _choice(retry)
    drop = group.command("drop", t("delete rows that are set aside"), _drop)
    _choice(drop)
    drop.add_argument(
        "--waiting", action="store_true", help=t("rows that wait, too (needs --store)")
    )


def _choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", metavar="ID", nargs="*", type=positive, help=t("these rows only"))
    parser.add_argument("--campaign", metavar="NAME", help=t("of this campaign only"))
    parser.add_argument("--orders", action="store_true", help=t("charges of orders only"))
    parser.add_argument("--store", metavar="OUTBOX", default="", help=t("of this outbox only"))


def _list(context: Context) -> None:
    from engine.ports.orders import OUTBOX_ID
    from rino_desktop import outboxes

    name = context.args.campaign

    def read(stores: "Stores") -> tuple[Any, Any, dict[int, str]]:
        campaigns = [stores.campaigns.by_name(name)] if name else stores.campaigns.all()
        statuses = [s for each in campaigns for s in outboxes.of_campaign(stores, each)]
        aside = stores.outbox.set_aside(campaigns[0].id if name else None, _MOST_SHOWN)
        names = {each.id: each.name for each in campaigns}
        if not name:
            statuses += outboxes.of_orders(stores)
            names[OUTBOX_ID] = t("orders")
        return statuses, aside, names

    statuses, aside, names = context.transact(read)
    data = {
        "outboxes": [{"campaign": each.campaign, **each.as_json()} for each in statuses],
        "set_aside": [
            {
                "id": row.id,
                "campaign": names.get(row.campaign_id),
                "outbox": row.store,
                "kind": row.content.value,
                "key": row.key,
                "phone": row.attempt.phone,
                "at": iso(row.at),
                "tries": row.tries,
                "reason": retold(row.reason),
                "document": dict(row.document),
            }
            for row in aside
        ],
    }
    if context.out.json:
        context.out.document(data)
        return
    if not statuses:
        context.out.done(data, t("No campaign has an external store: [[outbox]] in its file."))
        return
    context.out.done(data, "\n".join(f"{each.campaign} / {each.words()}" for each in statuses))
    if aside:
        context.out.table(
            data,
            (t("row"), t("campaign"), t("outbox"), t("kind"), t("phone"), t("time"), t("reason")),
            [
                (
                    row.id,
                    names.get(row.campaign_id, ""),
                    row.store,
                    row.content.value,
                    row.attempt.phone,
                    local(row.at),
                    retold(row.reason),
                )
                for row in aside
            ],
            "",
        )


def _retry(context: Context) -> None:
    from rino_desktop import outbox_acts

    args = context.args
    count = context.transact(
        lambda stores: outbox_acts.retry(
            stores, _campaign_id(stores, args), args.store, args.ids, context.now()
        )
    )
    context.out.done(
        {"retried": count}, t("Rows put back: {n}. A running engine delivers them.", n=count)
    )


def _drop(context: Context) -> None:
    from engine.errors import KnownError
    from rino_desktop import outbox_acts

    args = context.args
    if args.waiting and not (args.store and (args.campaign or args.orders)):
        raise KnownError(
            t("--waiting needs --campaign and --store: what waits would be lost for every store.")
        )
    count = context.transact(
        lambda stores: outbox_acts.drop(
            stores,
            _campaign_id(stores, args),
            args.store,
            args.ids,
            context.now(),
            waiting=args.waiting,
        )
    )
    context.out.done({"dropped": count}, t("Rows deleted: {n}.", n=count))


def _campaign_id(stores: "Stores", args: argparse.Namespace) -> int | None:
    from engine.ports.orders import OUTBOX_ID

    if args.orders:
        return OUTBOX_ID
    return stores.campaigns.by_name(args.campaign).id if args.campaign else None
