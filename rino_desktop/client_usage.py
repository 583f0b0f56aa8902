"""A client's statement of usage: read, and written to a file."""

import json
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.reports import numbers, taken, usage, words
from engine.reports.formats.sheet import Block, Sheet
from engine.reports.model import Section
from engine.reports.usage import Usage
from rino_desktop.texts import language, t

FORMATS = ("pdf", "html", "xlsx", "csv", "json")


def read(stores: Stores, client: str, first: date, last: date, zone: str, now: datetime) -> Usage:
    """Days are those of ``zone`` (an IANA name; "" for that of his campaigns). KnownError."""
    if last < first:
        raise KnownError(
            t("The period ends ({last}) before it begins ({first}).", first=first, last=last)
        )
    found = stores.clients.by_name(client)
    owners = stores.clients.of_campaigns()
    his = [each for each in stores.campaigns.all() if owners.get(each.id) == found.id]
    tallies = {campaign.name: stores.reports.tallies(campaign.id) for campaign in his}
    zones = [zone, *(campaign.settings.schedule.timezone for campaign in his), "UTC"]
    days = _zone(next(filter(None, zones)))
    made = usage.usage(found.name, tallies, first, last, days, language(), now)
    made.taken_by = stores.audit.actor().name
    return made


def note(stores: Stores, made: Usage, file: str) -> None:
    """Into the audit log, in the transaction that has read it. NoRight."""
    stores.audit.record(
        made.now, "client.usage", made.client,
        {"from": str(made.first), "to": str(made.last), "as": file},
    )  # fmt: skip


def write(made: Usage, target: Path, file_format: str = "") -> None:
    """``file_format``: one of FORMATS, "" to go by the file's ending; ``target`` appears whole or
    not at all. KnownError."""
    ending = file_format or target.suffix.removeprefix(".").casefold()
    writer = _WRITERS.get(ending)
    if writer is None:
        raise KnownError(
            t("A statement of usage cannot be written as {ending}.", ending=ending or target.name),
            mend=t("Use one of: {known}.", known=", ".join(FORMATS)),
        )
    target = target.expanduser().absolute()
    part = target.with_name(f".{target.name[:60]}.part.{ending}")
    try:
        writer(made, part)
        part.replace(target)
    except OSError as error:
        raise KnownError(
            t("{target} cannot be written: {reason}.", target=target, reason=error.strerror),
            mend=t("Check that the folder is there and can be written, and the space on its disk."),
        ) from error
    finally:
        part.unlink(missing_ok=True)


def sheet_of(made: Usage) -> Sheet:
    spoken = made.language
    period = words.text("usage_period", spoken).format(
        first=usage.day_text(made.first, spoken), last=usage.day_text(made.last, spoken)
    )
    blocks = [_block(each, made) for each in usage.sections(made) if each.rows]
    note = words.text("usage_note" if made.campaigns else "usage_nothing", spoken)
    blocks.append(Block(note.format(zone=made.zone)))
    total = (words.text("usage_minutes", spoken), numbers.integer(made.total.minutes, spoken))
    return Sheet(
        f"{words.text('usage_title', spoken)}: {made.client}", period, blocks, total, spoken,
        made.now, words.text("page", spoken),
        taken.stamp(made.taken_by, made.now, made.zone, spoken), made.taken_by,
    )  # fmt: skip


def _block(section: Section, made: Usage) -> Block:
    wide = sum(column.width for column in section.columns)
    rows = [
        [
            numbers.cell(value, column.kind, made.zone, made.language)
            for value, column in zip(row, section.columns, strict=True)
        ]
        for row in section.rows
    ]
    return Block(
        section.title,
        columns=[column.title for column in section.columns],
        rows=rows,
        widths=[column.width / wide for column in section.columns],
    )


def _json(made: Usage, target: Path) -> None:
    text = json.dumps(usage.document(made), ensure_ascii=False, indent=2) + "\n"
    target.write_text("".join(taken.in_json([text], made.taken_by, made.now)), encoding="utf-8")


def _csv(made: Usage, target: Path) -> None:
    from engine.reports.formats import csv_format

    csv_format.write(target, made, usage.sections(made))


def _xlsx(made: Usage, target: Path) -> None:
    from engine.reports.formats import xlsx_format

    xlsx_format.write(target, made, usage.sections(made))


def _html(made: Usage, target: Path) -> None:
    from engine.reports.formats import sheet

    sheet.write_html(target, sheet_of(made))


def _pdf(made: Usage, target: Path) -> None:
    from engine.reports.formats import sheet

    sheet.write_pdf(target, sheet_of(made))


_WRITERS: dict[str, Callable[[Usage, Path], None]] = {
    "pdf": _pdf,
    "html": _html,
    "xlsx": _xlsx,
    "csv": _csv,
    "json": _json,
}


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise KnownError(
            t("The time zone {name} is not known.", name=repr(name)),
            mend=t("Write it as in {example}.", example="Europe/Moscow"),
        ) from error
