"""``order new | accept | list | search | show | step | call | withdraw | done | fail | cancel``
and ``comment | print``."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rino_desktop.cli import order_catalogue
from rino_desktop.cli.context import Context
from rino_desktop.cli.numbered import add_author, changing, user_name
from rino_desktop.cli.parser import Group, pair, positive
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.orders.machine import Command
    from engine.orders.model import Order

_STATES = ("draft", "accepted", "in_work", "done", "failed", "cancelled")


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "order", t("what subscribers order, carried out and charged"))
    new = group.command("new", t("take an order"), _new)
    new.add_argument("service", metavar="SERVICE")
    new.add_argument("--number", default="", metavar="NUMBER", help=t("who orders it"))
    new.add_argument("--name", default="", metavar="NAME", help=t("of the subscriber"))
    new.add_argument("--contact", type=positive, metavar="N")
    new.add_argument("--attempt", type=positive, metavar="N", help=t("the call it came with"))
    new.add_argument(
        "--answer", action="append", type=pair("=", "FIELD=VALUE"), default=[],
        metavar="FIELD=VALUE", help=t("of the service's form; repeatable"),
    )  # fmt: skip
    new.add_argument("--quantity", default="1", metavar="N", help=t("pieces"))
    new.add_argument("--remark", default="", metavar="TEXT")
    new.add_argument("--accept", action="store_true", help=t("the subscriber agrees to the price"))
    add_author(new)
    changing(group, "accept", t("the subscriber agrees to the price"), _accept)
    lists = group.command("list", t("orders, the newest first"), _list)
    _add_filter(lists)
    search = group.command("search", t("find orders by words or a number"), _search)
    search.add_argument("words", metavar="WORD", nargs="+")
    _add_filter(search)
    show = group.command("show", t("an order with its steps and history"), _show)
    show.add_argument("number", metavar="N", type=positive)
    step = changing(group, "step", t("say what has become of a step"), _step)
    step.add_argument("step", metavar="STEP", type=positive)
    step.add_argument("state", choices=("done", "failed", "skipped", "open"))
    step.add_argument("--minutes", metavar="M", help=t("how long they talked, measured by hand"))
    call = changing(group, "call", t("have an engine do a step that calls"), _call)
    call.add_argument("step", metavar="STEP", type=positive)
    call.add_argument("--at", metavar="TIME", help=t("18:30, or 2026-12-01T18:30; else at once"))
    call.add_argument("--at-night", action="store_true", help=t("although it is no hour to call"))
    withdraw = changing(group, "withdraw", t("the step is not to be called; break it off"),
                         _withdraw)  # fmt: skip
    withdraw.add_argument("step", metavar="STEP", type=positive)
    changing(group, "done", t("all is done: charge it"), _done)
    for name, help, run in (
        ("fail", t("it cannot be carried out; nothing is charged"), _fail),
        ("cancel", t("it is not wanted any more; nothing is charged"), _cancel),
    ):
        ended = changing(group, name, help, run, commented=False)
        ended.add_argument("--why", required=True, metavar="TEXT", help=t("the reason"))
    comment = changing(group, "comment", t("add to its history"), _comment, commented=False)
    comment.add_argument("comment", metavar="TEXT")
    prints = group.command("print", t("an order on paper"), _print)
    prints.add_argument("number", metavar="N", type=positive)
    prints.add_argument("--pdf", "--out", dest="out", metavar="FILE", type=Path,
                        help=t("a file: .pdf, .html or .txt; else as text"))  # fmt: skip
    order_catalogue.add_to(group)


def _add_filter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help=t("also those that are done"))
    parser.add_argument("--state", action="append", choices=_STATES, default=[])
    parser.add_argument("--person", default="", metavar="NAME", help=t("who works on it"))
    parser.add_argument("--service", default="", metavar="NAME")
    parser.add_argument("--number", default="", metavar="NUMBER", help=t("who orders it"))
    parser.add_argument("--contact", type=positive, metavar="N")
    parser.add_argument("--attempt", type=positive, metavar="N", help=t("the call it came with"))
    parser.add_argument("--limit", type=positive, default=50, metavar="N")


# --- taking -----------------------------------------------------------------------------------


def _new(context: Context) -> None:
    from engine.orders.model import Subscriber
    from rino_desktop import order_taking, orders

    args, now = context.args, context.now()
    who, quantity = user_name(args.by), orders.decimal_from(args.quantity)
    subscriber = Subscriber(args.number, args.name, args.contact, args.attempt)
    order = context.transact(
        lambda stores: order_taking.take(
            stores, args.service, subscriber, dict(args.answer), who, now, quantity=quantity,
            remark=args.remark,
        )
    )  # fmt: skip
    line = t("Order {number} taken.", number=order.id)
    if args.accept:
        order = _accepted(context, order, who)
    _told(context, order, line)


def _accept(context: Context) -> None:
    number = context.args.number
    order = context.transact(lambda stores: stores.orders.get(number))
    order = _accepted(context, order, user_name(context.args.by))
    _told(context, order, t("Order {number}:", number=order.id))


def _accepted(context: Context, order: "Order", who: str) -> "Order":
    """With its price, asked of the billing tables where the catalogue says so."""
    import asyncio
    from contextlib import closing

    from engine.orders.machine import Accept
    from engine.service import order_desk, order_taking
    from engine.service.order_taking import PriceFound
    from rino_desktop import bootstrap
    from rino_desktop.texts.errors import said

    async def ask() -> PriceFound:
        with context.database() as database, closing(
            bootstrap.source_service(context.settings, database)
        ) as sources:  # fmt: skip
            return await order_taking.price_of(order.service, order.subscriber, sources)

    found = asyncio.run(ask())
    if found.trouble is not None:
        context.out.note(
            t("The catalogue's own price is taken: {reason}", reason=said(found.trouble))
        )
    comment = getattr(context.args, "comment", "")
    return context.transact(
        lambda stores: order_desk.change(
            stores, order.id, [Accept(found.price, comment)], who, context.now(),
            revision=order.revision,
        )
    )  # fmt: skip


# --- looking ----------------------------------------------------------------------------------


def _told(context: Context, order: "Order", line: str) -> None:
    from rino_desktop import orders

    currency = context.transact(lambda stores: stores.orders.settings().currency)
    context.out.done(
        orders.document(order),
        f"{line} {orders.state_word(order.state)}; {orders.cost(order, currency)}",
    )


def _list(context: Context) -> None:
    _shown(context, "")


def _search(context: Context) -> None:
    _shown(context, " ".join(context.args.words))


def _shown(context: Context, text: str) -> None:
    from engine.orders.model import OrderState
    from engine.ports.orders import OrderFilter
    from rino_desktop import orders
    from rino_desktop.cli.output import local
    from rino_desktop.phones import to_e164

    args = context.args

    def look(stores: Any) -> Any:
        settings = stores.orders.settings()
        wanted = OrderFilter(
            frozenset(OrderState(state) for state in args.state), args.all, args.person,
            args.service, args.contact, args.attempt,
            to_e164(args.number, settings.country) if args.number else "", text,
        )  # fmt: skip
        return stores.orders.find(wanted, args.limit), settings.currency

    found, currency = context.transact(look)
    context.out.table(
        {"orders": [orders.document(order) for order in found]},
        ("№", t("taken at"), t("service"), t("subscriber"), t("number"), t("state"), t("whose"),
         t("cost")),
        [
            (o.id, local(o.created_at), o.service.name, o.subscriber.name or "–",
             o.subscriber.number or "–", orders.state_word(o.state), o.person or "–",
             orders.cost(o, currency))
            for o in found
        ],
        t("No such orders."),
    )  # fmt: skip


def _show(context: Context) -> None:
    from engine.service import order_desk
    from rino_desktop import orders

    number = context.args.number
    (order, history), currency = context.transact(
        lambda stores: (
            order_desk.with_history(stores, number), stores.orders.settings().currency
        )
    )  # fmt: skip
    about = [
        f"{name} {value}"
        for name, value in (
            (t("subscriber"), order.subscriber.name), (t("number"), order.subscriber.number),
            (t("contact"), order.subscriber.contact_id), (t("call"), order.subscriber.attempt_id),
        )
        if value
    ]  # fmt: skip
    lines = [
        f"№ {order.id}  {order.service.name}",
        f"{orders.state_word(order.state)}; {order.person or order.author};"
        f" {orders.cost(order, currency)}",
        *([", ".join(about)] if about else []),
        *(f"  {name} = {value}" for name, value in order.answers.items()),
        *([order.remark] if order.remark else []),
        *(f"  {step.number}. {step.title} – {orders.step_text(step)}".rstrip(" –")
          for step in order.steps),
        *(f"  {orders.change_text(change)}" for change in history),
    ]  # fmt: skip
    context.out.done(
        orders.document(order)
        | {"history": [orders.change_document(change) for change in history]},
        "\n".join(lines),
    )


def _print(context: Context) -> None:
    from engine.reports.formats import sheet
    from rino_desktop import order_print, order_taking

    number, target = context.args.number, context.args.out
    if target is not None:
        context.transact(
            lambda stores: order_taking.print_to(stores, number, target, context.now())
        )
        context.out.done({"file": target}, t("Written: {file}", file=target))
        return

    def read(stores: Any) -> Any:
        order = stores.orders.get(number)
        currency = stores.orders.settings().currency
        return order, order_print.sheet_of(
            order, order_print.questions(stores, order), currency, context.now()
        )

    order, page = context.transact(read)
    from rino_desktop import orders

    context.out.done(orders.document(order), sheet.text(page))


# --- changing ---------------------------------------------------------------------------------


def _change(context: Context, command: "Command") -> None:
    from engine.service import order_desk

    args, now = context.args, context.now()
    who = user_name(args.by)
    order = context.transact(
        lambda stores: order_desk.change(stores, args.number, [command], who, now)
    )
    _told(context, order, t("Order {number}:", number=order.id))


def _step(context: Context) -> None:
    from engine.orders.machine import SettleStep
    from engine.orders.model import StepState
    from rino_desktop.orders import decimal_from

    args = context.args
    length = decimal_from(args.minutes) * 60 if args.minutes else None
    _change(context, SettleStep(args.step, StepState(args.state), args.comment, length))


def _call(context: Context) -> None:
    from engine.errors import KnownError
    from engine.orders.machine import PlanStep
    from engine.service.order_taking import advise
    from rino_desktop import orders
    from rino_desktop.cli.output import local

    args, now = context.args, context.now()
    at = orders.moment_from(args.at, now) if args.at else None
    order, settings = context.transact(
        lambda stores: (stores.orders.get(args.number), stores.orders.settings())
    )
    step = order.step(args.step)
    numbers = [] if step is None else [n for n in (step.first, step.second) if n]
    for number in numbers:
        advice = advise(settings, number, at or now)
        if not advice.allowed and not args.at_night:
            raise KnownError(
                t("{number}: it is no hour to call there ({zones}); from {time} on it is.",
                  number=number, zones=", ".join(advice.zones),
                  time=local(advice.next_opening) or "–"),
                mend=t("Give another time, or --at-night if the subscriber wants it so."),
            )  # fmt: skip
    _change(context, PlanStep(args.step, at, args.comment, args.at_night))


def _withdraw(context: Context) -> None:
    from engine.orders.machine import WithdrawStep

    _change(context, WithdrawStep(context.args.step, context.args.comment))


def _done(context: Context) -> None:
    from engine.orders.machine import Finish

    _change(context, Finish(context.args.comment))


def _fail(context: Context) -> None:
    from engine.orders.machine import Fail

    _change(context, Fail(context.args.why))


def _cancel(context: Context) -> None:
    from engine.orders.machine import Cancel

    _change(context, Cancel(context.args.why))


def _comment(context: Context) -> None:
    from engine.orders.machine import Comment

    _change(context, Comment(context.args.comment))
