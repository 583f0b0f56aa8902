"""``request add | list | search | show | assign | state | comment | due | classify``."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rino_desktop.cli import request_settings
from rino_desktop.cli.context import Context
from rino_desktop.cli.numbered import add_author, changing, user_name
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.requests import RequestFilter
    from engine.requests.machine import Command
    from engine.requests.model import Request

_STATES = ("new", "assigned", "in_progress", "waiting", "done", "closed", "cancelled")
_PRIORITIES = ("low", "normal", "high")


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "request", t("what somebody asked for, and who does it by when"))
    add = group.command("add", t("register a request"), _add)
    add.add_argument("subject", metavar="SUBJECT")
    add.add_argument("--category", required=True, metavar="NAME")
    add.add_argument("--details", default="", metavar="TEXT")
    add.add_argument("--caller", default="", metavar="NAME", help=t("who asks for it"))
    _add_links(add)
    _add_owner(add)
    add.add_argument("--priority", choices=_PRIORITIES, default="normal")
    add.add_argument("--due", metavar="4h|TIME", help=t("instead of the category's deadline"))
    add_author(add)
    lists = group.command("list", t("requests, the most urgent first"), _list)
    _add_filter(lists)
    search = group.command("search", t("find requests by words or a number"), _search)
    search.add_argument("words", metavar="WORD", nargs="+")
    _add_filter(search)
    show = group.command("show", t("a request with its history"), _show)
    show.add_argument("number", metavar="N", type=positive)
    assign = changing(group, "assign", t("give it to a person or a group"), _assign)
    _add_owner(assign)
    state = changing(group, "state", t("change its state"), _state)
    state.add_argument("state", choices=_STATES)
    comment = changing(group, "comment", t("add to its history"), _comment, commented=False)
    comment.add_argument("comment", metavar="TEXT")
    due = changing(group, "due", t("set its deadline"), _due)
    due.add_argument(
        "due", metavar="4h|TIME|none", help=t("from now on, the moment itself, or none at all")
    )
    priority = changing(group, "priority", t("say how much it matters"), _prioritise)
    priority.add_argument("priority", choices=_PRIORITIES)
    classify = changing(group, "classify", t("put it into another category"), _classify)
    classify.add_argument("category", metavar="NAME")
    link = changing(group, "link", t("say what it is about"), _link)
    _add_links(link)
    request_settings.add_to(group)


def _add_owner(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--person", default="", metavar="NAME")
    parser.add_argument("--group", default="", metavar="NAME")


def _add_links(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--phone", default="", metavar="NUMBER")
    parser.add_argument("--country", default="RU", help=t("for numbers without a code"))
    parser.add_argument("--contact", type=positive, metavar="N")
    parser.add_argument("--attempt", type=positive, metavar="N", help=t("the call it came with"))
    parser.add_argument("--entry", type=positive, metavar="N", help=t("an entry of the directory"))


def _add_filter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help=t("also those that are done"))
    parser.add_argument("--state", action="append", choices=_STATES, default=[])
    _add_owner(parser)
    parser.add_argument("--mine", metavar="NAME", help=t("his own, and what his groups have"))
    parser.add_argument("--category", default="", metavar="NAME")
    parser.add_argument("--overdue", action="store_true", help=t("only those past their deadline"))
    _add_links(parser)
    parser.add_argument("--limit", type=positive, default=50, metavar="N")


def _links(args: argparse.Namespace) -> Any:
    from engine.requests.model import Links
    from rino_desktop.phones import to_e164

    phone = to_e164(args.phone, args.country) if args.phone else ""
    return Links(args.contact, args.attempt, args.entry, phone)


def _add(context: Context) -> None:
    from engine.requests.model import Priority, Request
    from engine.service import request_desk
    from rino_desktop import requests

    args, now = context.args, context.now()
    wanted = Request(
        id=0,
        subject=" ".join(args.subject.split()),
        category=args.category,
        author=user_name(args.by),
        created_at=now,
        details=args.details,
        caller=args.caller,
        links=_links(args),
        person=args.person,
        group=args.group,
        priority=Priority[args.priority.upper()],
        due_at=requests.deadline_from(args.due, now) if args.due else None,
    )
    request = context.transact(lambda stores: request_desk.add(stores, wanted, now))
    _told(context, request, t("Request {number} registered.", number=request.id))


def _told(context: Context, request: "Request", line: str) -> None:
    from rino_desktop import requests

    now = context.now()
    context.out.done(
        requests.document(request, now),
        f"{line} {requests.state_word(request.state)}; {requests.whose(request)};"
        f" {requests.deadline(request, now)}",
    )


def _list(context: Context) -> None:
    _shown(context, "")


def _search(context: Context) -> None:
    _shown(context, " ".join(context.args.words))


def _shown(context: Context, text: str) -> None:
    from rino_desktop import requests

    now, limit = context.now(), context.args.limit
    found, counts = context.transact(
        lambda stores: (
            stores.requests.find(_filter(context, stores, text), limit),
            stores.requests.counts(now),
        )
    )
    context.out.table(
        {
            "open": counts.open,
            "overdue": counts.overdue,
            "unassigned": counts.unassigned,
            "requests": [requests.document(request, now) for request in found],
        },
        ("№", t("subject"), t("category"), t("state"), t("whose"), t("deadline")),
        [
            (r.id, r.subject, r.category, requests.state_word(r.state), requests.whose(r),
             requests.deadline(r, now))
            for r in found
        ],
        t("No such requests."),
    )  # fmt: skip


def _filter(context: Context, stores: Any, text: str) -> "RequestFilter":
    from engine.ports.requests import RequestFilter
    from engine.requests.model import RequestState
    from engine.service import request_desk

    args = context.args
    own = request_desk.mine(stores, args.mine) if args.mine else RequestFilter(person=args.person)
    return replace(
        own,
        states=frozenset(RequestState(state) for state in args.state),
        all=args.all,
        group=args.group,
        category=args.category,
        overdue_at=context.now() if args.overdue else None,
        links=_links(args),
        text=text,
    )


def _show(context: Context) -> None:
    from rino_desktop import requests

    number, now = context.args.number, context.now()
    request, history = context.transact(
        lambda stores: (stores.requests.get(number), stores.requests.history(number))
    )
    about = [
        f"{name} {value}"
        for name, value in (
            (t("caller"), request.caller), (t("number"), request.links.phone),
            (t("contact"), request.links.contact_id), (t("call"), request.links.attempt_id),
            (t("directory entry"), request.links.entry_id),
        )
        if value
    ]  # fmt: skip
    lines = [
        f"№ {request.id}  {request.subject}",
        f"{request.category}; {requests.state_word(request.state)}; {requests.whose(request)};"
        f" {requests.deadline(request, now)}; "
        + t("priority: {priority}", priority=requests.priority_word(request.priority)),
        *([", ".join(about)] if about else []),
        *([request.details] if request.details else []),
        *(f"  {requests.change_text(change)}" for change in history),
    ]
    context.out.done(
        requests.document(request, now)
        | {"history": [requests.change_document(change) for change in history]},
        "\n".join(lines),
    )


def _change(context: Context, command: "Command") -> None:
    from engine.service import request_desk

    args, now = context.args, context.now()
    who = user_name(args.by)
    request = context.transact(
        lambda stores: request_desk.change(stores, args.number, [command], who, now)
    )
    _told(context, request, t("Request {number}:", number=request.id))


def _assign(context: Context) -> None:
    from engine.requests.machine import Assign

    args = context.args
    _change(context, Assign(args.person, args.group, args.comment))


def _state(context: Context) -> None:
    from engine.requests.machine import SetState
    from engine.requests.model import RequestState

    _change(context, SetState(RequestState(context.args.state), context.args.comment))


def _comment(context: Context) -> None:
    from engine.requests.machine import Comment

    _change(context, Comment(context.args.comment))


def _prioritise(context: Context) -> None:
    from engine.requests.machine import Prioritise
    from engine.requests.model import Priority

    _change(context, Prioritise(Priority[context.args.priority.upper()], context.args.comment))


def _due(context: Context) -> None:
    from engine.requests.machine import SetDue
    from rino_desktop.requests import deadline_from

    due = deadline_from(context.args.due, context.now())
    _change(context, SetDue(due, context.args.comment))


def _classify(context: Context) -> None:
    from engine.requests.machine import Classify

    args = context.args
    category = context.transact(lambda stores: stores.requests.category(args.category))
    _change(context, Classify(category, args.comment))


def _link(context: Context) -> None:
    from engine.requests.machine import Link

    _change(context, Link(_links(context.args), context.args.comment))
