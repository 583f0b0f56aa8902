"""``callback list | add | take | done | cancel``."""

import argparse
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.numbered import add_author, changing, user_name
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.domain.callbacks import Callback


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "callback", t("calls that operators have promised"))
    lists = group.command("list", t("open ones, by their time"), _list)
    lists.add_argument("--mine", metavar="NAME", help=t("his own, and what he has taken"))
    lists.add_argument("--phone", metavar="NUMBER", help=t("all of that number, ended ones too"))
    lists.add_argument("--limit", type=positive, default=50, metavar="N")
    add = group.command("add", t("promise one"), _add)
    add.add_argument("phone", metavar="NUMBER")
    add.add_argument("--at", required=True, metavar="2h|TIME", help=t("by this computer's clock"))
    add.add_argument("--owner", default="", metavar="NAME", help=t("whose it is; else the team's"))
    add.add_argument("--campaign", metavar="NAME", help=t("whose hours and rules hold"))
    add.add_argument("--queue", default="", metavar="NAME")
    add.add_argument("--caller", default="", metavar="NAME")
    add.add_argument("--note", default="", metavar="TEXT")
    _add_common(add)
    changing(group, "take", t("call now; nobody else will"), _take, commented=False)
    done = changing(
        group, "done", t("he was reached, or need not be called"), _done, commented=False
    )
    done.add_argument("--note", default="", metavar="TEXT")
    changing(group, "cancel", t("nobody calls"), _cancel, commented=False)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--country", default="RU", help=t("for numbers without a code"))
    add_author(parser)


def _list(context: Context) -> None:
    from rino_desktop import callbacks
    from rino_desktop.cli.output import local
    from rino_desktop.phones import to_e164

    args, now = context.args, context.now()

    def look(stores: Any) -> "list[tuple[Callback, str]]":
        from engine.service.callback_desk import hours_of

        if args.phone:
            found = stores.callbacks.of_phone(to_e164(args.phone, "RU"), args.limit)
        elif args.mine:
            found = stores.callbacks.of(args.mine, args.limit)
        else:
            found = stores.callbacks.open(args.limit)
        return [(each, callbacks.there(each, hours_of(stores, each.campaign_id))) for each in found]

    found = context.transact(look)
    context.out.table(
        {"callbacks": [callbacks.document(each, now) for each, _ in found]},
        ("№", t("when"), t("there"), t("number"), t("caller"), t("state"), t("whose"), t("note")),
        [
            (c.id, local(c.due_at), there, c.phone, c.caller, callbacks.state_word(c.state),
             callbacks.whose(c), c.note)
            for c, there in found
        ],
        t("No callbacks."),
    )  # fmt: skip


def _add(context: Context) -> None:
    from engine.domain.callbacks import Callback
    from engine.errors import KnownError
    from engine.service import callback_desk
    from rino_desktop import requests
    from rino_desktop.phones import to_e164

    args, now = context.args, context.now()
    due = requests.deadline_from(args.at, now)
    if due is None:
        raise KnownError(t("A callback needs a time."))
    wanted = Callback(
        0, to_e164(args.phone, args.country), due, user_name(args.by), now,
        caller=args.caller, note=args.note, owner=args.owner, queue=args.queue,
    )  # fmt: skip

    def promise(stores: Any) -> "Callback":
        from dataclasses import replace

        campaign = stores.campaigns.by_name(args.campaign).id if args.campaign else None
        made = replace(wanted, campaign_id=campaign)
        return callback_desk.promise(stores, made, now, callback_desk.new_write_id())

    _told(context, promise, lambda number: t("Callback {number} promised:", number=number))


def _take(context: Context) -> None:
    from engine.domain.callbacks import take

    _change(context, lambda callback, who, now: take(callback, who, now))


def _done(context: Context) -> None:
    from engine.domain.callbacks import finish

    note = context.args.note
    _change(context, lambda callback, who, now: finish(callback, who, now, note))


def _cancel(context: Context) -> None:
    from engine.domain.callbacks import cancel

    _change(context, lambda callback, who, now: cancel(callback, who, now))


def _change(context: Context, step: Any) -> None:
    from engine.service import callback_desk

    args, now = context.args, context.now()
    who = user_name(args.by)
    _told(
        context,
        lambda stores: callback_desk.change(
            stores, args.number, lambda it: step(it, who, now), callback_desk.new_write_id()
        ),
        lambda number: t("Callback {number}:", number=number),
    )


def _told(context: Context, work: Any, head: Any) -> None:
    from engine.service.callback_desk import hours_of
    from rino_desktop import callbacks

    def do(stores: Any) -> "tuple[Callback, str]":
        callback = work(stores)
        return callback, callbacks.line(callback, hours_of(stores, callback.campaign_id))

    callback, line = context.transact(do)
    context.out.done(callbacks.document(callback, context.now()), f"{head(callback.id)} {line}")
