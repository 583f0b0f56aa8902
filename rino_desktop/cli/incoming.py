"""``incoming lines | calls | show``; routes: ``cli.incoming_routes``."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli import incoming_routes
from rino_desktop.cli.context import Context
from rino_desktop.cli.output import iso, local
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold

if TYPE_CHECKING:
    from engine.domain.incoming import IncomingTrunk
    from engine.ports.incoming import ReportedIncoming
    from engine.ports.storage import Stores
    from rino_desktop.cli.campaign_trace import Found


def add_to(subparsers: Any) -> None:
    about = t("calls that come in: where they lead, and what came of them")
    group = Group(subparsers, "incoming", about)
    incoming_routes.add_to(group.group("route", t("where a number dialled leads")))
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


def _lines(context: Context) -> None:
    from rino_desktop.incoming_routes import hosts, set_lines

    args = context.args

    def write(stores: "Stores") -> "tuple[str, IncomingTrunk]":
        sources = hosts(args.sources)
        limit = set_lines(stores, args.trunk, args.lines, sources, context.now())
        return stores.trunks.by_name(args.trunk).name, limit

    name, limit = context.transact(write)
    context.out.done(
        {"trunk": name, "lines": limit.lines, "sources": list(limit.sources)},
        t("Over the trunk {name} {number} calls may come in at once.", name=name,
          number=limit.lines),
    )  # fmt: skip


def _document(call: "ReportedIncoming") -> dict[str, Any]:
    document = asdict(call)
    return {
        key: iso(value) if key.endswith("_at") else (None if value == "" else value)
        for key, value in document.items()
    } | {"detail": retold(call.detail) or None}


def _calls(context: Context) -> None:
    from engine.reports.names import disposition
    from rino_desktop.incoming_routes import led_to
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
                call.called, led_to(call.kind, call.target), call.campaign,
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
