"""``request category …`` and ``request group …``: how requests are sorted, and who does them."""

import argparse
from functools import partial
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.requests.model import Category, Escalation


def add_to(group: Group) -> None:
    category = group.group("category", t("kinds of requests, with deadline and escalation"))
    add = category.command("add", t("a new one, or other rules for one that is there"), _add)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--due", type=_seconds, metavar="4h", help=t("time until the deadline"))
    add.add_argument("--group", default="", metavar="NAME", help=t("who gets such requests"))
    for when, sign, help in (
        ("before", -1, t("who gets it so long before the deadline; without a name it only stands"
                         " out; repeatable")),
        ("after", 1, t("the same after the deadline; 0 for at once")),
    ):  # fmt: skip
        add.add_argument(
            f"--escalate-{when}", action="append", type=partial(_rule, sign), default=[],
            metavar="TIME[=PERSON|@GROUP]", help=help,
        )  # fmt: skip
    category.command("list", t("all of them"), _list)
    remove = category.command("remove", t("remove one that no open request is of"), _remove)
    remove.add_argument("name", metavar="NAME")
    groups = group.group("group", t("people who do requests together"))
    put = groups.command("add", t("a new one, or other people in one that is there"), _put_group)
    put.add_argument("name", metavar="NAME")
    put.add_argument("people", metavar="PERSON", nargs="*")
    groups.command("list", t("all of them"), _list_groups)
    gone = groups.command("remove", t("remove one that has no open requests"), _remove_group)
    gone.add_argument("name", metavar="NAME")


def _seconds(text: str) -> float:
    from engine.domain.durations import parse_duration
    from engine.errors import KnownError

    try:
        seconds = parse_duration(text).total_seconds()
    except KnownError:
        seconds = 0.0
    if seconds <= 0:
        raise argparse.ArgumentTypeError(
            t("{text} is no duration, such as 4h or 2d", text=repr(text))
        )
    return seconds


def _rule(sign: int, text: str) -> "Escalation":
    from engine.requests.model import Escalation

    time, _, whom = text.partition("=")
    after = 0.0 if time.strip() == "0" else sign * _seconds(time)
    whom = whom.strip()
    return Escalation(after, group=whom[1:]) if whom.startswith("@") else Escalation(after, whom)


def _add(context: Context) -> None:
    from dataclasses import replace

    from engine.requests.model import Category
    from engine.service import request_desk

    args = context.args

    def save(stores: Any) -> "Category":
        rules = sorted(args.escalate_before + args.escalate_after, key=lambda rule: rule.after_s)
        category = Category(
            " ".join(args.name.split()),
            args.due,
            request_desk.group_named(stores, args.group),
            tuple(
                replace(rule, person=request_desk.person_named(stores, rule.person),
                        group=request_desk.group_named(stores, rule.group))
                for rule in rules
            ),
        )  # fmt: skip
        stores.requests.save_category(category)
        return category

    category = context.transact(save)
    context.out.done(_document(category), t("Category {name} saved.", name=category.name))


def _document(category: "Category") -> dict[str, Any]:
    return {
        "name": category.name,
        "due_s": category.due_s,
        "group": category.group or None,
        "escalations": [
            {"after_s": e.after_s, "person": e.person or None, "group": e.group or None}
            for e in category.escalations
        ],
    }


def _list(context: Context) -> None:
    from datetime import timedelta

    from engine.domain.durations import format_duration

    def length(seconds: float) -> str:
        return format_duration(timedelta(seconds=seconds))

    found = context.transact(lambda stores: stores.requests.categories())

    def rule(e: "Escalation") -> str:
        whom = f"@{e.group}" if e.group else e.person
        sign = "-" if e.after_s < 0 else ""
        return f"{sign}{length(abs(e.after_s))}" + (f"={whom}" if whom else "")

    context.out.table(
        {"categories": [_document(category) for category in found]},
        (t("name"), t("time until the deadline"), t("group"), t("escalation")),
        [
            (c.name, "–" if c.due_s is None else length(c.due_s), c.group or "–",
             ", ".join(map(rule, c.escalations)) or "–")
            for c in found
        ],
        t("No categories yet: rino-desktop request category add NAME --due 4h"),
    )  # fmt: skip


def _remove(context: Context) -> None:
    name = context.args.name
    context.transact(lambda stores: stores.requests.remove_category(name))
    context.out.done({"name": name}, t("Category {name} removed.", name=name))


def _put_group(context: Context) -> None:
    from engine.service import request_desk

    args = context.args
    name = " ".join(args.name.split())

    def save(stores: Any) -> list[str]:
        people = [request_desk.person_named(stores, person) for person in args.people]
        stores.requests.save_group(name, people)
        return people

    people = context.transact(save)
    context.out.done({"name": name, "people": people}, t("Group {name} saved.", name=name))


def _list_groups(context: Context) -> None:
    groups = context.transact(lambda stores: stores.requests.groups())
    context.out.table(
        {"groups": [{"name": name, "people": list(people)} for name, people in groups.items()]},
        (t("name"), t("people")),
        [(name, ", ".join(people)) for name, people in groups.items()],
        t("No groups yet: rino-desktop request group add NAME PERSON…"),
    )


def _remove_group(context: Context) -> None:
    name = context.args.name
    context.transact(lambda stores: stores.requests.remove_group(name))
    context.out.done({"name": name}, t("Group {name} removed.", name=name))
