"""``incoming route add | change | move | list | week | remove | test``."""

import argparse
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.domain.incoming import Route, RouteSettings
    from engine.ports.storage import Stores

_KINDS = ("scheme", "queue", "operator")


def add_to(group: Group) -> None:
    add = group.command("add", t("add a route; the first that matches counts"), _add)
    add.add_argument("trunk", metavar="TRUNK")
    add.add_argument("number", metavar="NUMBER", help=t("the number dialled; * and ? are allowed"))
    _add_settings(add, required=True)
    add.add_argument(
        "--before", type=positive, metavar="NUMBER", help=t("before the route at this place")
    )
    change = group.command("change", t("change a route; what is left out stays"), _change)
    change.add_argument("route", metavar="NUMBER", type=positive, help=t("as the list shows it"))
    change.add_argument("--trunk", metavar="TRUNK")
    change.add_argument("--number", metavar="NUMBER",
                        help=t("the number dialled; * and ? are allowed"))  # fmt: skip
    _add_settings(change, required=False)
    move = group.command("move", t("put a route at another place"), _move)
    move.add_argument("route", metavar="NUMBER", type=positive, help=t("as the list shows it"))
    move.add_argument("place", metavar="NUMBER", type=positive)
    group.command("list", t("all routes in their order"), _list)
    week = group.command("week", t("who answers when, in a week"), _week)
    week.add_argument("route", metavar="NUMBER", type=positive, help=t("as the list shows it"))
    week.add_argument(
        "--from",
        dest="first",
        type=_day,
        metavar="DATE",
        help=t("its first day; today if left out"),
    )
    remove = group.command("remove", t("remove a route"), _remove)
    remove.add_argument("route", metavar="NUMBER", type=positive, help=t("as the list shows it"))
    test = group.command("test", t("what would happen to a call"), _test)
    test.add_argument("caller", metavar="FROM", help=t("the caller's number"))
    test.add_argument("called", metavar="TO", help=t("the number dialled"))
    test.add_argument("--trunk", metavar="TRUNK", help=t("may be left out where there is one"))
    test.add_argument("--at", metavar="TIME", help=t("as 2026-12-31T20:00; now if left out"))


def _add_settings(command: argparse.ArgumentParser, *, required: bool) -> None:
    """Without a value what is not said is as usual (``add``), or stays (``change``)."""
    kind = command.add_mutually_exclusive_group(required=required)
    kind.add_argument("--scheme", metavar="SCHEME", help=t("a published scheme answers"))
    kind.add_argument("--queue", metavar="QUEUE", help=t("operators of the queue answer"))
    kind.add_argument("--operator", metavar="USER", help=t("this operator answers"))
    kind.add_argument("--reject", action="store_true", help=t("the call is refused"))
    command.add_argument("--hours", help=t("as mon-fri 09:00-18:00, sat 10:00-14:00"))
    command.add_argument(
        "--zone", dest="timezone", metavar="ZONE", help=t("whose clock the hours go by")
    )
    command.add_argument(
        "--holidays", metavar="COUNTRY", help=t("closed on the country's holidays")
    )
    command.add_argument(
        "--closed", metavar="DAYS", help=t("closed on days as 12-31, 12-30..01-08")
    )
    command.add_argument("--after-hours", metavar="SCHEME", help=t("answers then"))
    command.add_argument("--country", help=t("of numbers written without one"))
    command.add_argument(
        "--match-days", type=_days, metavar="DAYS",
        help=t("who rings back so long after our call is recognised; 0: nobody"),
    )  # fmt: skip
    either = argparse.BooleanOptionalAction
    if required:
        command.add_argument("--keep-contact", action="store_true", default=None,
                             help=t("such a call does not settle the contact"))  # fmt: skip
        command.add_argument("--record", action="store_true", default=None,
                             help=t("record the calls"))  # fmt: skip
    else:
        command.add_argument("--keep-contact", action=either,
                             help=t("such a call does not settle the contact"))  # fmt: skip
        command.add_argument("--record", action=either, help=t("record the calls"))
    command.add_argument(
        "--max-call-s", type=positive, metavar="S",
        help=t("a call ends after so long; 1800, with operators 3600"),
    )  # fmt: skip


def _days(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(t("{text} is no number of days", text=repr(text)))
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(t("{text} is no date", text=repr(text))) from None


def _written(args: argparse.Namespace, base: "RouteSettings") -> "RouteSettings":
    """``base`` with what the options say."""
    from engine.domain.incoming import RouteKind, usual_longest_s

    kind = next((each for each in _KINDS if getattr(args, each) is not None), None)
    said: dict[str, Any] = {
        name: getattr(args, name)
        for name in ("hours", "timezone", "holidays", "closed", "after_hours", "country",
                     "match_days", "record")
        if getattr(args, name) is not None
    }  # fmt: skip
    if kind is not None or args.reject:
        wanted = RouteKind(kind or "reject")
        said |= {"kind": wanted, "target": getattr(args, kind) if kind else ""}
        if wanted is RouteKind.REJECT:
            said = {"hours": "", "after_hours": ""} | said
        if base.max_call_s == usual_longest_s(base.kind):
            said["max_call_s"] = usual_longest_s(wanted)
    if args.keep_contact is not None:
        said["settles"] = not args.keep_contact
    if args.max_call_s is not None:
        said["max_call_s"] = float(args.max_call_s)
    return replace(base, **said)


def _add(context: Context) -> None:
    from engine.domain.incoming import RouteKind, RouteSettings
    from rino_desktop import incoming_routes

    args = context.args
    settings = _written(args, RouteSettings(args.trunk, args.number, RouteKind.SCHEME))
    route = context.transact(
        lambda stores: incoming_routes.add(stores, settings, args.before, context.now())
    )
    context.out.done(
        {"id": route.id, "number": route.settings.number},
        t("Route {number} added.", number=route.id),
    )


def _change(context: Context) -> None:
    from rino_desktop import incoming_routes

    args = context.args

    def write(stores: "Stores") -> "Route":
        base = incoming_routes.find(stores, args.route).settings
        base = replace(base, trunk=args.trunk or base.trunk, number=args.number or base.number)
        return incoming_routes.change(stores, args.route, _written(args, base), context.now())

    route = context.transact(write)
    context.out.done(
        {"id": route.id, **asdict(route.settings)}, t("Route {number} changed.", number=route.id)
    )


def _move(context: Context) -> None:
    from rino_desktop import incoming_routes

    args = context.args
    context.transact(
        lambda stores: incoming_routes.move(stores, args.route, args.place, context.now())
    )
    context.out.done({"id": args.route}, t("Route {number} moved.", number=args.route))


def _list(context: Context) -> None:
    from rino_desktop import incoming_routes

    board = context.transact(incoming_routes.read)
    names = {number: name for name, number in board.names.trunks.items()}
    data, rows = [], []
    for place, route in enumerate(board.routes, 1):
        s, name = route.settings, names.get(route.trunk_id, route.settings.trunk)
        limit = board.limits.get(route.trunk_id)
        data.append({
            "id": route.id, "place": place, **asdict(s), "trunk": name,
            "lines": limit.lines if limit else None,
            "sources": list(limit.sources) if limit else [],
        })  # fmt: skip
        rows.append((
            place, route.id, name, s.number, incoming_routes.led_to(s.kind, s.target),
            s.hours or t("always"), s.after_hours,
        ))  # fmt: skip
    context.out.table(
        data,
        (t("place"), t("route"), t("trunk"), t("number dialled"), t("leads to"), t("hours"),
         t("after hours")),
        rows,
        t("No routes yet: rino-desktop incoming route add TRUNK NUMBER --scheme NAME"),
    )  # fmt: skip


def _week(context: Context) -> None:
    from rino_desktop import incoming_routes, week_words

    args = context.args
    first = args.first or context.now().astimezone().date()

    def read(stores: "Stores") -> Any:
        board = incoming_routes.read(stores)
        incoming_routes.find(stores, args.route)
        return board.week(args.route, first)

    data, rows = [], []
    for day in context.transact(read):
        for each in day.stretches:
            span = f"{week_words.clock(each.start)}-{week_words.clock(each.end)}"
            data.append({
                "day": day.day.isoformat(), "closed": day.closed, "from": span[:5],
                "until": span[6:], "kind": each.choice.kind.value,
                "target": each.choice.target or None, "after_hours": each.choice.after_hours,
            })  # fmt: skip
            name = week_words.day_names()[day.day.weekday()]
            rows.append(
                (f"{name} {day.day}", span.replace("-", "–"), incoming_routes.answers(each.choice))
            )
    context.out.table(data, (t("day"), t("time"), t("answers")), rows, "")


def _remove(context: Context) -> None:
    from rino_desktop import incoming_routes

    route_id = context.args.route
    context.transact(lambda stores: incoming_routes.remove(stores, route_id, context.now()))
    context.out.done({"removed": route_id}, t("Route {number} removed.", number=route_id))


def _test(context: Context) -> int:
    from datetime import datetime

    from rino_desktop.incoming import foresee

    args, at = context.args, context.now()
    if args.at:
        try:
            at = datetime.fromisoformat(args.at).astimezone()
        except ValueError:
            raise KnownError(
                t("{text} is no time.", text=repr(args.at)),
                mend=t("Write it like 2026-12-31T20:00."),
            ) from None

    def read(stores: "Stores") -> Any:
        name = args.trunk
        if name is None:
            trunks = stores.trunks.all()
            if len(trunks) != 1:
                raise KnownError(
                    t("There are {number} trunks.", number=len(trunks)),
                    mend=t("Say which one: --trunk NAME."),
                )
            name = trunks[0].name
        return foresee(stores, name, args.caller, args.called, at)

    foreseen = context.transact(read)
    context.out.done(foreseen.as_json(), foreseen.text())
    return context.verdict(foreseen.answered, t("Such a call is refused."))
