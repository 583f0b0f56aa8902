"""The protocol of retention: what was deleted when, by whom, by which rule, and how that can be
proved; as the audit log keeps it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

from engine.ports.audit import AuditEntry, AuditFilter
from engine.ports.storage import Stores
from engine.service.retention import BEGIN, DOUBT, PART, RUN
from rino_desktop.audit import export_taken
from rino_desktop.retention import kind_word
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold

#: By hand, in the voice store.
DELETED = "voice.delete"
#: What ``Item.left`` is where nobody has looked.
UNKNOWN = -1
_ACTIONS = (BEGIN, RUN, DOUBT, "retention.set", "retention.remove", DELETED)
_SHOWN = 100
_EXPORTED = 100_000


@dataclass(frozen=True, slots=True)
class Item:
    """``of``: campaign or its folder, "" for all; ``before``: the first day (UTC) that stayed, ""
    by hand; ``days``: as the rule said, 0 without; ``left``: found there afterwards, UNKNOWN where
    nobody has looked."""

    kind: str
    of: str
    before: str
    days: int
    count: int
    bytes: int = 0
    sha256: str = ""
    left: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """``what``: "run" | "stopped" | "failed" | "unfinished" (it goes on, or the program was killed;
    its items are what it was about to delete) | "clock" (it cannot be right: nothing was deleted) |
    "rule" (a rule was changed) | "hand" (somebody deleted files himself). ``text``: all of it in
    words."""

    id: int
    at: datetime
    who: str
    via: str
    place: str
    what: str
    text: str
    items: tuple[Item, ...] = ()

    @property
    def count(self) -> int:
        return sum(item.count for item in self.items)

    @property
    def bytes(self) -> int:
        return sum(item.bytes for item in self.items)

    @property
    def left(self) -> int:
        return sum(max(item.left, 0) for item in self.items)


def read(stores: Stores, limit: int = _SHOWN) -> tuple[Record, ...]:
    """The newest first. KnownError for who may not see the audit log."""
    entries: list[AuditEntry] = []
    for action in _ACTIONS:
        entries += stores.audit.entries(AuditFilter(action=action), limit)
    entries.sort(key=lambda each: each.id, reverse=True)
    return tuple(_records(stores, entries))[:limit]


def _records(stores: Stores, entries: Sequence[AuditEntry]) -> Iterator[Record]:
    ended = {_run(entry) for entry in entries if entry.action == RUN}
    for entry in entries:
        if entry.action != BEGIN:
            yield _record(entry)
        elif _run(entry) not in ended:
            yield replace(_record(entry), items=_parts(stores, entry))


def _parts(stores: Stores, begun: AuditEntry) -> tuple[Item, ...]:
    """What a run without an end was about to delete; all entries of a run bear its moment."""
    wanted = AuditFilter(action=PART, since=begun.at, until=begun.at + timedelta(seconds=1))
    found = stores.audit.entries(wanted, _EXPORTED)
    return tuple(
        _item({**entry.details, "left": UNKNOWN})
        for entry in reversed(found) if _run(entry) == _run(begun)
    )  # fmt: skip


def _run(entry: AuditEntry) -> tuple[object, ...]:
    """All entries of a run bear its moment."""
    return entry.at, entry.actor


def _record(entry: AuditEntry) -> Record:
    details: Mapping[str, Any] = entry.details
    what, text, items = "rule", "", tuple[Item, ...]()
    if entry.action == RUN:
        items = tuple(map(_item, details.get("items", {}).values()))
        trouble = str(details.get("trouble") or "")
        what = "failed" if trouble else "stopped" if details.get("stopped") else "run"
        text = retold(trouble)
    elif entry.action == BEGIN:
        what = "unfinished"
    elif entry.action == DOUBT:
        what, text = "clock", retold(str(details.get("trouble") or ""))
    elif entry.action == DELETED:
        what, text = "hand", str(details.get("names", ""))
        items = (Item("", "", "", 0, _number(details, "count"), _number(details, "bytes"),
                      str(details.get("sha256", ""))),)  # fmt: skip
    else:
        text = _rule_text(entry)
    actor = entry.actor
    return Record(entry.id, entry.at, actor.name, str(actor.via), actor.place, what, text, items)


def _item(item: Mapping[str, Any]) -> Item:
    return Item(
        str(item.get("kind", "")), str(item.get("of", "")), str(item.get("before", "")),
        _number(item, "days"), _number(item, "count"), _number(item, "bytes"),
        str(item.get("sha256", "")), _number(item, "left"),
    )  # fmt: skip


def _number(details: Mapping[str, Any], key: str) -> int:
    value = details.get(key, 0)
    return value if isinstance(value, int) else 0


def _rule_text(entry: AuditEntry) -> str:
    details: Mapping[str, Any] = entry.details
    before, after = details.get("days") or (None, None)
    return t("{kind}, {campaign}: {before} → {after}", kind=kind_word(entry.subject),
             campaign=campaign_word(str(details.get("campaign", ""))),
             before=days_word(before), after=days_word(after))  # fmt: skip


def campaign_word(campaign: str) -> str:
    return campaign or t("all campaigns without a rule of their own")


def days_word(days: object) -> str:
    return t("for ever") if days is None else t("{days} days", days=days)


def what_word(what: str) -> str:
    return {
        "run": t("deleted by the rules"),
        "stopped": t("deleted by the rules, stopped by hand"),
        "failed": t("deleted by the rules, broken off"),
        "unfinished": t("begun; goes on, or the program was killed"),
        "clock": t("not deleted: the clock is doubted"),
        "rule": t("rule changed"),
        "hand": t("deleted by hand"),
    }[what]


# --- for others -----------------------------------------------------------------------------------


def as_csv(stores: Stores, who: str, now: datetime, file: str) -> str:
    """All of it, a line for each item, for a spreadsheet; the last line says who has taken it.
    KnownError for who may not export."""
    from engine.reports.formats.csv_format import safe

    out = StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow([
        t("time"), t("who"), t("from"), t("computer"), t("what was done"), t("what"),
        t("campaign or folder"), t("older than (UTC)"), t("days"), t("how many were deleted"),
        t("bytes"), t("SHA-256 of the list of files"), t("found there afterwards"), t("remark"),
    ])  # fmt: skip
    records = read(stores, _EXPORTED)
    for record in records:
        head = (
            record.at.astimezone().strftime("%Y-%m-%d %H:%M:%S"), record.who, record.via,
            record.place, what_word(record.what),
        )  # fmt: skip
        for item in record.items or (None,):
            rest = ("",) * 8 if item is None else (
                kind_word(item.kind), item.of, item.before, str(item.days or ""), str(item.count),
                str(item.bytes or ""), item.sha256, "" if item.left == UNKNOWN else str(item.left),
            )  # fmt: skip
            table.writerow([safe(cell) for cell in (*head, *rest, record.text)])
    stamp = export_taken(stores, "retention", who, now, file=file, entries=len(records))
    table.writerow([safe(stamp.text)])
    return out.getvalue()
