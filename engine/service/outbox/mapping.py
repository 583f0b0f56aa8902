"""From a row of the outbox to what its store gets: values by the campaign's mapping.

A mapped value is written as a field of the attempts report (``phone``), ``result.NAME``,
``contact.HEADER``, ``write.NAME`` (a value that the scheme sends), a constant (``"=text"``), or a
text with expressions in braces (``"{money(result['amount'])}"``); a single expression keeps the
type of its value. The whole document has everything.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.domain.outbox import OutboxContent, OutboxSettings
from engine.ports.outbox import OutboxRow, json_value
from engine.scheme.expressions import BadExpressionError, EvaluationError, Scope
from engine.scheme.templates import Slot, parse_template
from engine.scheme.values import ContactFields, Value, to_text

#: Fields of a row: those of the attempts report, and those of the row itself.
FIELDS = (
    "key", "kind", "campaign", "campaign_id", "attempt_id", "contact_id", "at", "date", "phone",
    "attempt", "reserved_at", "started_at", "answered_at", "ended_at", "ring_s", "talk_s",
    "sip_code", "hangup_cause", "hangup_by", "disposition", "operator", "node", "scheme_version",
    "engine", "recording", "name", "value",
)  # fmt: skip
_NAMESPACES = ("result", "contact", "write")
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
_UNSAFE_IN_FILES = re.compile(r"[^\w.+-]+")


class UnknownFieldError(Exception):
    """A mapped value that names nothing there is; the argument is the name."""


class UnmappableError(Exception):
    """This row's values cannot be made; nothing is wrong with the store."""


class Facts:
    """What mapped values of one row can read. Times are in the outbox's zone."""

    def __init__(self, row: OutboxRow, campaign: str, zone: ZoneInfo, identity: str) -> None:
        self.row = row
        self.contact = ContactFields(row.attempt.contact)
        self.values = _values(row, campaign, zone, identity)
        self._scope: Scope | None = None

    def named(self, namespace: str, name: str) -> Value:
        if namespace == "contact":
            try:
                return self.contact[name]
            except KeyError:
                return None
        source = self.row.attempt.results if namespace == "result" else self.row.document
        return source.get(name)

    @property
    def scope(self) -> Scope:
        if self._scope is None:
            row = self.row
            sent = row.document if row.content is OutboxContent.WRITES else {}
            at = self.values["at"]
            call: dict[str, Value] = {
                name: self.values[name] for name in ("phone", "attempt", "campaign")
            }
            call |= {"today": self.values["date"], "now": at, "language": None}
            self._scope = Scope(
                dict(self.values), self.contact, call, {**row.attempt.results, **sent}
            )
        return self._scope


Getter = Callable[[Facts], Value]


def compile_value(text: str) -> Getter:
    """Raises UnknownFieldError, BadExpressionError."""
    if text.startswith("="):
        constant = text[1:]
        return lambda facts: constant
    if "{" in text or "}" in text:
        return _compile_template(text)
    namespace, dot, name = text.partition(".")
    if dot and namespace in _NAMESPACES and name.strip():
        return lambda facts: facts.named(namespace, name.strip())
    if text not in FIELDS:
        raise UnknownFieldError(text)
    return lambda facts: facts.values[text]


def compile_place(text: str, *, web: bool) -> Callable[[Facts], str]:
    """A path or an address with ``{fields}``, whose values are made harmless there."""
    parts = _checked_parts(text)
    escape = _for_web if web else _for_files

    def place(facts: Facts) -> str:
        return "".join(
            part if isinstance(part, str) else escape(to_text(_evaluated(part, facts)))
            for part in parts
        )

    return place


def _compile_template(text: str) -> Getter:
    parts = _checked_parts(text)
    if len(parts) == 1 and isinstance(parts[0], Slot):
        only = parts[0]
        return lambda facts: _evaluated(only, facts)
    return lambda facts: "".join(
        part if isinstance(part, str) else to_text(_evaluated(part, facts)) for part in parts
    )


def _checked_parts(text: str) -> tuple[str | Slot, ...]:
    template = parse_template(text)
    for slot in template.slots:
        if slot.format:
            raise BadExpressionError(
                f"«|{slot.format}» годится только для речи (знак {slot.column})",
                f"“|{slot.format}” is for speech only (character {slot.column})",
                slot.column,
            )
        for name in sorted(slot.expression.variables):
            if name not in FIELDS:
                raise UnknownFieldError(name)
    return template.parts


def _evaluated(slot: Slot, facts: Facts) -> Value:
    try:
        return slot.expression.evaluate(facts.scope)
    except EvaluationError as error:
        raise UnmappableError(str(error)) from None


def _for_web(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="")


def _for_files(text: str) -> str:
    name = _UNSAFE_IN_FILES.sub("_", text).strip("._")[:100] or "_"
    # On Windows these are devices, whatever their ending.
    return f"_{name}" if _DEVICE.match(name) else name


def document(facts: Facts) -> dict[str, object]:
    """Everything that is known, for JSON: times ISO 8601 in UTC with ``Z``."""
    values, row = facts.values, facts.row
    content = row.content
    skipped = {"date", "campaign_id", "name", "value"}
    if not row.attempt.recording:
        skipped.add("recording")
    whole: dict[str, object] = {
        name: json_value(value, utc=True) for name, value in values.items() if name not in skipped
    }
    if content is OutboxContent.RESULTS:
        whole |= {"name": values["name"], "value": values["value"]}
    if content is OutboxContent.WRITES:
        whole["values"] = dict(row.document)
    whole["results"] = dict(row.attempt.results)
    whole["contact"] = dict(row.attempt.contact)
    return whole


def zone_of_outbox(settings: OutboxSettings) -> ZoneInfo:
    return ZoneInfo(settings.timezone)


def _values(row: OutboxRow, campaign: str, zone: ZoneInfo, identity: str) -> dict[str, Value]:
    attempt = row.attempt

    def local(moment: datetime | None) -> datetime | None:
        return None if moment is None else moment.astimezone(zone)

    started = attempt.started_at or attempt.reserved_at
    at = row.at.astimezone(zone)
    return {
        "key": identity,
        "kind": str(row.content),
        "campaign": campaign,
        "campaign_id": row.campaign_id,
        "attempt_id": row.attempt_id,
        "contact_id": row.contact_id,
        "at": at,
        "date": date(at.year, at.month, at.day),
        "phone": attempt.phone,
        "attempt": attempt.number,
        "reserved_at": local(attempt.reserved_at),
        "started_at": local(started),
        "answered_at": local(attempt.answered_at),
        "ended_at": local(attempt.ended_at),
        "ring_s": _seconds(started, attempt.answered_at or attempt.ended_at),
        "talk_s": _seconds(attempt.answered_at or attempt.ended_at, attempt.ended_at),
        "sip_code": attempt.sip_code,
        "hangup_cause": attempt.hangup_cause or None,
        "hangup_by": attempt.hangup_by or None,
        "disposition": attempt.disposition or None,
        "operator": attempt.operator or None,
        "node": attempt.node or None,
        "scheme_version": attempt.scheme_version,
        "engine": attempt.engine,
        "recording": attempt.recording or None,
        "name": row.document.get("name") if row.content is OutboxContent.RESULTS else None,
        "value": row.document.get("value") if row.content is OutboxContent.RESULTS else None,
    }


def _seconds(start: datetime | None, end: datetime | None) -> Decimal | None:
    if start is None or end is None:
        return None
    seconds = max(0.0, (end - start).total_seconds())
    return Decimal(str(round(seconds, 3)))


def mapped(getters: Mapping[str, Getter], facts: Facts) -> dict[str, Value]:
    """Raises UnmappableError."""
    return {name: getter(facts) for name, getter in getters.items()}
