"""``scheme call``: a scheme tried on a real telephone, its steps told as they happen."""

import argparse
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli import scheme_changes
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import pair, positive
from rino_desktop.texts import language, t

if TYPE_CHECKING:
    from engine.ivr.trace import TraceEvent
    from engine.ports.scheme_calls import CallReport, SchemeCallWish
    from engine.ports.storage import Stores
    from rino_desktop.scheme_calls import SchemeCallDesk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "version", metavar="VERSION", type=positive, nargs="?", help=t("not the current one")
    )
    parser.add_argument("--draft", action="store_true", help=t("the draft, not what is published"))
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument("--number", metavar="NUMBER", help=t("a phone number, over a trunk"))
    whom.add_argument(
        "--address", metavar="sip:NAME@HOST[:PORT]", help=t("a SIP telephone, without a trunk")
    )
    parser.add_argument("--trunk", metavar="TRUNK", default="", help=t("the only one there is"))
    parser.add_argument(
        "--field", metavar="FIELD=VALUE", action="append", default=[],
        help=t("a field of the contact; may be repeated"),
    )  # fmt: skip
    parser.add_argument(
        "--at-night", action="store_true", help=t("also when it is night where the number is")
    )


def run(context: Context) -> int:
    import asyncio

    from rino_desktop.scheme_calls import SchemeCallDesk

    with context.database() as database:
        document = database.transact(lambda stores: _document(stores, context.args))
        desk = SchemeCallDesk(database, scheme_changes.user(), remember=False)
        report, events = asyncio.run(_call(context, desk, _wish(context, document), document))
    from engine.ports.scheme_calls import State

    if report.state is State.REFUSED:
        raise KnownError(t("The call was not placed: {reason}.", reason=report.reason.rstrip(".")))
    result = {key: value for key, value in report.document.items() if key not in _INNER}
    result["events"] = [_json(event) for event in events]
    context.out.done(result, _words(report))
    return 0 if report.talk_s or report.trace else 1


#: Of a report: what is only for whoever follows the call.
_INNER = frozenset({"state", "beat", "trace"})


def _document(stores: "Stores", args: argparse.Namespace) -> str:
    if args.draft:
        if args.version:
            raise KnownError(t("Name either a version or --draft."))
        draft = stores.schemes.draft(args.name)
        if draft is None:
            raise KnownError(t("The scheme {name} has no draft.", name=args.name))
        return draft.document
    if args.version:
        return stores.schemes.numbered(args.name, args.version).document
    return stores.schemes.current(args.name).document


def _wish(context: Context, document: str) -> "SchemeCallWish":
    from engine.ports.scheme_calls import SchemeCallWish
    from engine.scheme.dialogue_model import Dialogue

    args = context.args
    try:
        fields = dict(pair("=", "FIELD=VALUE")(text) for text in args.field)
    except Exception as error:
        raise KnownError(str(error)) from None
    return SchemeCallWish(
        args.name, document, args.number or "", args.address or "", args.trunk,
        setup=Dialogue("", phone="", fields=fields),
    )  # fmt: skip


async def _call(
    context: Context, desk: "SchemeCallDesk", wish: "SchemeCallWish", document: str
) -> "tuple[CallReport, list[TraceEvent]]":
    import asyncio
    from dataclasses import replace

    if wish.number:
        if not wish.trunk:
            trunks = await desk.trunks()
            if len(trunks) > 1:
                raise KnownError(
                    t("There are several trunks: {names}.", names=", ".join(trunks)),
                    mend=t("Choose one with --trunk."),
                )
            wish = replace(wish, trunk=trunks[0] if trunks else "")
        night = None if context.args.at_night else await desk.night(wish.number, "")
        if night is not None:
            raise KnownError(
                t("It is {time} where {number} is.", time=night.time, number=wish.number),
                mend=t("Call by day, or with --at-night."),
            )
    call = await desk.begin(wish)
    shown = _Shown(context, document)
    try:
        async for report in desk.follow(call):
            shown.show(report)
    except asyncio.CancelledError:  # Ctrl+C
        await desk.hang_up(call)
        raise
    return shown.last, shown.events


class _Shown:
    """For people each step is a line, as soon as it has happened."""

    def __init__(self, context: Context, document: str) -> None:
        import json

        self._context = context
        nodes = json.loads(document).get("nodes", ())
        self._names = {node["id"]: node.get("name") or node["type"] for node in nodes}
        self._state = ""
        self.events: list[TraceEvent] = []

    def show(self, report: "CallReport") -> None:
        from engine.ivr.trace import decode_trace

        self.last = report
        if report.state != self._state:
            self._state = report.state
            if not report.over:
                self._say(_states()[report.state])
        if report.trace:
            found = list(decode_trace(report.trace).events)
            for event in found[len(self.events) :]:
                self._say(self._line(event))
            self.events = found

    def _line(self, event: "TraceEvent") -> str:
        from rino_desktop.cli.campaign_trace import words

        place = getattr(event, "node", "")
        name = self._names.get(place, place)
        scheme = getattr(event, "scheme", "")
        where = f"{scheme}: {name}" if scheme else name
        text = f"{where}: {words(event)}" if where else words(event)
        return f"{event.at_ms / 1000:7.2f}  {text}"

    def _say(self, line: str) -> None:
        if not self._context.out.json:
            print(line, flush=True)  # noqa: T201 - as it happens, not when all is over


def _states() -> dict[str, str]:
    return {
        "preparing": t("an engine has taken the call"),
        "calling": t("calling"),
        "ringing": t("it rings"),
        "answered": t("answered"),
    }


def _json(event: "TraceEvent") -> dict[str, Any]:
    document: dict[str, Any] = {"event": type(event).__name__.lower(), **event._asdict()}
    if "items" in document:
        document["items"] = [{kind: text} for kind, text in document["items"]]
    return document


def _words(report: "CallReport") -> str:
    from engine.reports import names

    outcome = names.disposition(report.disposition, language())
    cause = names.cause(report.hangup_cause, language())
    detail, code = report.detail, str(report.sip_code or "")
    if code:
        detail = f"SIP {detail}" if detail.startswith(code) else f"SIP {code} {detail}".strip()
    return f"{outcome}: {cause}" + (f" ({detail})" if detail else "")
