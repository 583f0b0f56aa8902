"""``campaign trace``: what happened on one answered call, step by step."""

import argparse
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import positive
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold

if TYPE_CHECKING:
    from engine.ivr.trace import CallTrace, TraceEvent
    from engine.ports.storage import Stores


@dataclass(frozen=True, slots=True)
class Found:
    """``schemes``: as the trace names them → (name, version, node id → its name)."""

    trace: "CallTrace"
    schemes: dict[str, tuple[str, int, dict[str, str]]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("attempt", metavar="ATTEMPT", type=positive)


def run(context: Context) -> None:
    attempt = context.args.attempt
    show(context, {"attempt": attempt}, context.transact(lambda stores: _read(stores, attempt)))


def show(context: Context, head: dict[str, Any], found: "Found") -> None:
    """The steps of a call; ``head``: what the JSON document says of it first."""
    events = [_event_json(event, found) for event in found.trace.events]
    name, version, _ = found.schemes.get("", ("", 0, {}))
    context.out.table(
        {
            **head,
            "scheme": name,
            "scheme_version": version,
            "called": [
                {"scheme": other, "version": number}
                for key, (other, number, _) in found.schemes.items()
                if key
            ],
            "cut": found.trace.cut,
            "events": events,
        },
        (t("second"), t("scheme"), t("node"), t("what")),
        [
            (f"{event.at_ms / 1000:.2f}", *_place(event, found), words(event))
            for event in found.trace.events
        ],
        "",
    )
    if found.trace.cut:
        context.out.note(t("The call was too long: the last steps before its end are not kept."))


def _read(stores: "Stores", attempt: int) -> Found:
    trace = stores.traces.of_attempt(attempt)
    if trace is None:
        raise KnownError(
            t("There is no trace of the attempt {attempt}.", attempt=attempt),
            mend=t("Only answered calls have one, as long as it is kept (voice retention)."),
        )
    return described(stores, trace)


def described(stores: "Stores", trace: "CallTrace") -> Found:
    schemes = {}
    for key, version_id in trace.versions.items():
        if version_id:
            version = stores.schemes.version(version_id)
            nodes = json.loads(version.document).get("nodes", ())
            names = {node["id"]: node.get("name", "") for node in nodes}
            schemes[key] = (version.name, version.version, names)
    return Found(trace, schemes)


def _node_name(scheme: str, node: str, found: Found) -> str:
    known = found.schemes.get(scheme)
    return known[2].get(node, "") if known else ""


def _event_json(event: "TraceEvent", found: Found) -> dict[str, Any]:
    """``event``: its kind; the rest are its fields as engine.ivr.trace has them."""
    document: dict[str, Any] = {"event": type(event).__name__.lower(), **event._asdict()}
    if "items" in document:
        document["items"] = [{kind: text} for kind, text in document["items"]]
    if "scheme" in document:
        document["scheme"] = document["scheme"] or None
    if "node" in document:
        scheme = document.get("scheme") or ""
        document["node_name"] = _node_name(scheme, document["node"], found) or None
    return document


def _place(event: "TraceEvent", found: Found) -> tuple[str, str]:
    node, scheme = getattr(event, "node", ""), getattr(event, "scheme", "")
    return scheme, _node_name(scheme, node, found) or node


def words(event: "TraceEvent") -> str:
    from engine.ivr import trace as traced

    match event:
        case traced.Entered():
            return t("entered")
        case traced.Left(port=port, link=link):
            beyond = "" if link == port else f" → {link}" if link else f" → {t('nowhere')}"
            return t("left by {port}", port=port) + beyond
        case traced.Pressed(key=key):
            return t("pressed {key}", key=key)
        case traced.Played(items=items):
            said = " ".join(f"[{text}]" if kind != "text" else text for kind, text in items)
            return t("heard: {what}", what=said)
        case traced.PlayEnded(interrupted=interrupted):
            return t("interrupted") if interrupted else t("played to the end")
        case traced.Asked(kind=kind, name=name):
            return t("asked: {what}", what=f"{kind} {name}")
        case traced.Answered(took_ms=took, outcome=outcome, detail=detail):
            what = f"{outcome} {detail}".strip()
            return t("answer after {seconds:.2f} s: {what}", seconds=took / 1000, what=what)
        case traced.Saved(name=name, value=value):
            return t("Result {name}: {value}", name=name, value=value)
        case traced.Changed(name=name, value=value):
            return f"{name} = {value}"
        case traced.Happened(what=what, detail=detail):
            return f"{what} {retold(detail)}".strip()
        case traced.Ended(disposition=disposition, by=by):
            return t("end: {disposition}, by {side}", disposition=disposition, side=by)
