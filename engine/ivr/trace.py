"""What happened on one call, step by step: to be looked at, and replayed against its scheme.

Kept as one short text for each answered attempt, so it says what cannot be told from the scheme:
where the call went and when, what was pressed, what was said in words made for this call.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.domain.flow import Departure, FlowCount

#: Stands for keys and values that are nobody's business.
HIDDEN = "•"
#: Characters of a trace at most; what comes after is left out.
LONGEST = 16_000
#: Characters of a spoken text, and of a value, that are kept.
TEXT_LENGTH = 160
VALUE_LENGTH = 100


# Tuples, because every call makes dozens of them: frozen dataclasses take several times as long.


class Entered(NamedTuple):
    """``at_ms`` here and below: milliseconds since the answer. ``scheme``: "" for the one that
    the call began with."""

    at_ms: int
    node: str
    scheme: str = ""


class Left(NamedTuple):
    """``link``: the port whose link was taken, which is the fallback's where ``port`` has no link;
    "": none has, and the call ended or went back to the scheme that had called this one."""

    at_ms: int
    node: str
    scheme: str
    port: str
    link: str


class Pressed(NamedTuple):
    at_ms: int
    key: str


class Played(NamedTuple):
    """``items``: (``prompt`` | ``text`` | ``message``, its name or words)."""

    at_ms: int
    language: str
    items: tuple[tuple[str, str], ...]


class PlayEnded(NamedTuple):
    at_ms: int
    interrupted: bool


class Asked(NamedTuple):
    """Something outside the call. ``kind``: ``query`` | ``http`` | ``draw`` | ``script``."""

    at_ms: int
    kind: str
    name: str


class Answered(NamedTuple):
    """``outcome``: ``ok`` | ``failed`` | ``dropped`` (not waited for any longer)."""

    at_ms: int
    took_ms: int
    outcome: str
    detail: str = ""


class Saved(NamedTuple):
    """A result."""

    at_ms: int
    name: str
    value: str


class Changed(NamedTuple):
    """A variable of the scheme, "" for the first."""

    at_ms: int
    name: str
    value: str
    scheme: str = ""


class Happened(NamedTuple):
    """``what``: ``trouble`` | ``do_not_call`` | ``callback`` | ``write`` | ``digits`` |
    ``transfer`` | ``transfer_answered`` | ``transfer_ended`` | ``record`` | ``recorded`` |
    ``operator`` (he waits for one; the queue) | ``operator_position`` | ``operator_talks`` (who)
    | ``operator_holds`` | ``operator_none`` (why) | ``operator_done`` (port) |
    ``operator_dropped``."""

    at_ms: int
    what: str
    detail: str = ""


class Ended(NamedTuple):
    """The last one. ``node``: of the first scheme."""

    at_ms: int
    disposition: str
    node: str
    by: str


TraceEvent = (
    Entered
    | Left
    | Pressed
    | Played
    | PlayEnded
    | Asked
    | Answered
    | Saved
    | Changed
    | Happened
    | Ended
)


@dataclass(frozen=True, slots=True)
class CallTrace:
    """``versions``: scheme → id of the version that the call ran on; "" for the first one.
    ``cut``: it was too long, and the last events before the end are not there."""

    versions: Mapping[str, int] = field(default_factory=dict)
    events: tuple[TraceEvent, ...] = ()
    cut: bool = False


def flow_of(trace: CallTrace) -> Mapping[Departure, int]:
    """Which ways the call took, as far as the trace goes."""
    flow = FlowCount(trace.versions)
    for event in trace.events:
        if isinstance(event, Entered):
            flow.entered(event.scheme, event.node)
        elif isinstance(event, Left):
            flow.left(event.scheme, event.node, event.link)
    flow.over()
    return flow.counts


#: Short words for the kinds of events; those that are stored once never change.
_CODES: dict[str, type[Any]] = {
    "n": Entered,
    "l": Left,
    "k": Pressed,
    "p": Played,
    "e": PlayEnded,
    "q": Asked,
    "a": Answered,
    "r": Saved,
    "v": Changed,
    "h": Happened,
    "z": Ended,
}
_CODE_OF = {kind: code for code, kind in _CODES.items()}
_LENGTH = {kind: len(kind._fields) - 1 for kind in _CODES.values()}
_FORMAT = 1
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode_trace(trace: CallTrace) -> str:
    """``[format, versions, cut, [kind, milliseconds since the event before, …] …]``. Of a ``Left``
    what is as usual is left out: the node entered last, its own link."""
    rows: list[object] = [_FORMAT, dict(trace.versions), int(trace.cut)]
    at, node, scheme = 0, "", ""
    for event in trace.events:
        row: list[object]
        if isinstance(event, Left):
            row = ["l", event.at_ms - at, event.port]
            if event.node != node or event.scheme != scheme:
                row += (event.link, event.node, event.scheme)
            elif event.link != event.port:
                row.append(event.link)
        else:
            row = [_CODE_OF[type(event)], event[0] - at, *event[1:]]
            while row[-1] == "" and len(row) > 2:
                row.pop()
            if isinstance(event, Entered):
                _, node, scheme = event
        at = event[0]
        rows.append(row)
    text = _to_json(rows)
    # Half a character, from a list that was read with the wrong encoding, cannot be stored.
    return text.encode("utf-8", "replace").decode()


def decode_trace(text: str) -> CallTrace:
    """Raises ValueError when it is none. Kinds of events that a later program has stored are left
    out."""
    try:
        number, versions, cut, *rows = json.loads(text)
        if number != _FORMAT:
            raise ValueError(f"a trace of format {number}")
        return CallTrace(versions, tuple(_events(rows)), bool(cut))
    except (TypeError, IndexError, KeyError, AttributeError) as error:
        raise ValueError(f"no trace: {error}") from error


def _events(rows: list[list[Any]]) -> "list[TraceEvent]":
    found: list[TraceEvent] = []
    at, node, scheme = 0, "", ""
    for code, step, *values in rows:
        at += step
        kind = _CODES.get(code)
        if kind is None:
            continue
        if kind is Left:
            port = values[0] if values else ""
            link = values[1] if len(values) > 1 else port
            left_node, left_scheme = values[2:4] if len(values) > 3 else (node, scheme)
            found.append(Left(at, left_node, left_scheme, port, link))
            continue
        values += [""] * (_LENGTH[kind] - len(values))
        if kind is Played:
            values[1] = tuple((each[0], each[1]) for each in values[1] or ())
        elif kind is PlayEnded:
            values[0] = bool(values[0])
        event = kind(at, *values[: _LENGTH[kind]])
        if kind is Entered:
            node, scheme = event.node, event.scheme
        found.append(event)
    return found
