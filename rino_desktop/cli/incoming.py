"""``incoming route add | list | remove | test``, ``incoming lines | calls | show``."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold

if TYPE_CHECKING:
    from engine.domain.incoming import IncomingTrunk, Route
    from engine.ports.incoming import ReportedIncoming
    from engine.ports.storage import Stores
    from rino_desktop.cli.campaign_trace import Found

_KINDS = ("scheme", "queue", "operator")


def add_to(subparsers: Any) -> None:
    about = t("calls that come in: where they lead, and what came of them")
    group = Group(subparsers, "incoming", about)
    _add_routes(group.group("route", t("where a number dialled leads")))
    lines = group.command("lines", t("how many calls may come in at once, and from where"), _lines)
    lines.add_argument("trunk", metavar="TRUNK")
    lines.add_argument("lines", metavar="LINES", type=positive)
    lines.add_argument(
        "--from", dest="sources", default="", metavar="HOST,…|*",
        help=t("hosts that may call besides the trunk's proxies; * for any"),
    )  # fmt: skip
    calls = group.command("calls", t("calls that came in, the newest first"), _calls)
    calls.add_argument("--limit", type=positive, default=50, metavar="NUMBER")
    calls.add_argument(
        "--phone", default="", metavar="NUMBER", help=t("of callers whose number ends so")
    )
    shown = group.command("show", t("one call with its results"), _show)
    shown.add_argument("call", metavar="NUMBER", type=positive)
    shown.add_argument("--steps", action="store_true", help=t("what happened on it, step by step"))


def _add_routes(group: Group) -> None:
    add = group.command("add", t("add a route; the first that matches counts"), _add)
    add.add_argument("trunk", metavar="TRUNK")
    add.add_argument("number", metavar="NUMBER", help=t("the number dialled; * and ? are allowed"))
    kind = add.add_mutually_exclusive_group(required=True)
    kind.add_argument("--scheme", metavar="SCHEME", help=t("a published scheme answers"))
    kind.add_argument("--queue", metavar="QUEUE", help=t("operators of the queue answer"))
    kind.add_argument("--operator", metavar="USER", help=t("this operator answers"))
    kind.add_argument("--reject", action="store_true", help=t("the call is refused"))
    add.add_argument("--hours", default="", help=t("as mon-fri 09:00-18:00, sat 10:00-14:00"))
    add.add_argument("--zone", default="Europe/Moscow", help=t("whose clock the hours go by"))
    add.add_argument(
        "--holidays", default="", metavar="COUNTRY", help=t("closed on the country's holidays")
    )
    add.add_argument(
        "--closed", default="", metavar="DAYS", help=t("closed on days as 12-31, 12-30..01-08")
    )
    add.add_argument("--after-hours", default="", metavar="SCHEME", help=t("answers then"))
    add.add_argument("--country", default="RU", help=t("of numbers written without one"))
    add.add_argument(
        "--match-days", type=_days, default=14, metavar="DAYS",
        help=t("who rings back so long after our call is recognised; 0: nobody"),
    )  # fmt: skip
    add.add_argument(
        "--keep-contact", action="store_true", help=t("such a call does not settle the contact")
    )
    add.add_argument("--record", action="store_true", help=t("record the calls"))
    add.add_argument(
        "--max-call-s", type=positive, metavar="S",
        help=t("a call ends after so long; 1800, with operators 3600"),
    )  # fmt: skip
    add.add_argument(
        "--before", type=positive, metavar="NUMBER", help=t("before the route at this place")
    )
    group.command("list", t("all routes in their order"), _list)
    remove = group.command("remove", t("remove a route"), _remove)
    remove.add_argument("route", metavar="NUMBER", type=positive, help=t("as the list shows it"))
    test = group.command("test", t("what would happen to a call"), _test)
    test.add_argument("caller", metavar="FROM", help=t("the caller's number"))
    test.add_argument("called", metavar="TO", help=t("the number dialled"))
    test.add_argument("--trunk", metavar="TRUNK", help=t("may be left out where there is one"))
    test.add_argument("--at", metavar="TIME", help=t("as 2026-12-31T20:00; now if left out"))


def _days(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(t("{text} is no number of days", text=repr(text)))
    return int(text)


def _add(context: Context) -> None:
    from engine.domain.incoming import RouteKind, RouteSettings, usual_longest_s
    from engine.lists.phones import PhoneReader
    from engine.service.incoming_numbers import e164

    args = context.args
    kind = next((each for each in _KINDS if getattr(args, each) is not None), "reject")
    country = PhoneReader(args.country).country  # told when nobody knows it
    number = args.number.strip()
    if not set(number) & set("*?"):
        number = e164(number, country) or number
    settings = RouteSettings(
        trunk=args.trunk,
        number=number,
        kind=RouteKind(kind),
        target=(getattr(args, kind) or "").strip() if kind in _KINDS else "",
        hours=args.hours.strip(),
        timezone=args.zone,
        holidays=args.holidays.strip().upper(),
        closed=args.closed.strip(),
        after_hours=args.after_hours.strip(),
        country=country,
        match_days=args.match_days,
        settles=not args.keep_contact,
        record=args.record,
        max_call_s=float(args.max_call_s or usual_longest_s(RouteKind(kind))),
    )
    route = context.transact(lambda stores: stores.incoming.add_route(settings, args.before))
    context.out.done(
        {"id": route.id, "number": number}, t("Route {number} added.", number=route.id)
    )


def _list(context: Context) -> None:
    def read(stores: "Stores") -> "tuple[list[Route], dict[int, IncomingTrunk], dict[int, str]]":
        names = {trunk.id: trunk.name for trunk in stores.trunks.all()}
        return stores.incoming.routes(), {x.trunk_id: x for x in stores.incoming.trunks()}, names

    routes, trunks, names = context.transact(read)
    data, rows = [], []
    for place, route in enumerate(routes, 1):
        s, name = route.settings, names.get(route.trunk_id, route.settings.trunk)
        limit = trunks.get(route.trunk_id)
        data.append({
            "id": route.id, "place": place, **asdict(s), "trunk": name,
            "lines": limit.lines if limit else None,
            "sources": list(limit.sources) if limit else [],
        })  # fmt: skip
        rows.append((
            place, route.id, name, s.number, f"{_kind(s.kind.value)} {s.target}".strip(),
            s.hours or t("always"), s.after_hours,
        ))  # fmt: skip
    context.out.table(
        data,
        (t("place"), t("route"), t("trunk"), t("number dialled"), t("leads to"), t("hours"),
         t("after hours")),
        rows,
        t("No routes yet: rino-desktop incoming route add TRUNK NUMBER --scheme NAME"),
    )  # fmt: skip


def _kind(kind: str) -> str:
    words = {
        "scheme": t("scheme"), "queue": t("queue"), "operator": t("operator"),
        "reject": t("refused"), "": "",
    }  # fmt: skip
    return words[kind]


def _remove(context: Context) -> None:
    route_id = context.args.route
    context.transact(lambda stores: stores.incoming.remove_route(route_id))
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


def _lines(context: Context) -> None:
    from engine.domain.incoming import IncomingTrunk

    args = context.args
    sources = tuple(dict.fromkeys(part.strip() for part in args.sources.split(",") if part.strip()))

    def write(stores: "Stores") -> str:
        trunk = stores.trunks.by_name(args.trunk)
        stores.incoming.set_trunk(IncomingTrunk(trunk.id, args.lines, sources))
        return trunk.name

    name = context.transact(write)
    context.out.done(
        {"trunk": name, "lines": args.lines, "sources": list(sources)},
        t("Over the trunk {name} {number} calls may come in at once.", name=name,
          number=args.lines),
    )  # fmt: skip


def _document(call: "ReportedIncoming") -> dict[str, Any]:
    document = asdict(call)
    return {
        key: iso(value) if key.endswith("_at") else (None if value == "" else value)
        for key, value in document.items()
    } | {"detail": retold(call.detail) or None}


def _calls(context: Context) -> None:
    from engine.reports.names import disposition
    from rino_desktop.texts import language

    args = context.args
    calls = context.transact(lambda stores: stores.incoming.calls(args.limit, args.phone))
    documents = []
    for call in calls:
        document = _document(call)
        del document["results"]
        documents.append(document)
    context.out.table(
        documents,
        (t("call"), t("time"), t("trunk"), t("caller"), t("number dialled"), t("leads to"),
         t("campaign"), t("outcome")),
        [
            (
                call.id, local(call.received_at), call.trunk, call.phone or call.caller,
                call.called, f"{_kind(call.kind)} {call.target}".strip(), call.campaign,
                disposition(call.disposition, language()) if call.disposition else "",
            )
            for call in calls
        ],
        t("No calls have come in yet."),
    )  # fmt: skip


def _show(context: Context) -> None:
    number = context.args.call
    if context.args.steps:
        from rino_desktop.cli.campaign_trace import described, show

        def steps(stores: "Stores") -> "Found":
            stores.incoming.call(number)
            trace = stores.incoming.trace(number)
            if trace is None:
                raise KnownError(t("There are no steps of the call {number}.", number=number),
                                 mend=t("Only answered calls have them."))  # fmt: skip
            return described(stores, trace)

        show(context, {"call": number}, context.transact(steps))
        return
    document = _document(context.transact(lambda stores: stores.incoming.call(number)))
    results = document.pop("results")
    context.out.table(
        {**document, "results": results},
        (t("what"), t("value")),
        [*((key, value) for key, value in document.items() if value not in (None, False)),
         *results.items()],
        "",
    )  # fmt: skip
