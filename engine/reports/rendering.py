"""Writing a report to a file, and the summary as a terminal shows it."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from engine.domain.campaign import Campaign
from engine.errors import KnownError
from engine.ports.answers import AnswerStore
from engine.ports.ledger import LedgerStore
from engine.ports.report_facts import ReportFacts
from engine.ports.storage import ContactCounts, ReportStore
from engine.ports.traces import TraceStore
from engine.reports import filters, numbers, taken
from engine.reports.forms.report import FormReport
from engine.reports.kinds import ReportKinds, standard_kinds
from engine.reports.model import (
    CellKind,
    Outside,
    ReportKind,
    ReportOptions,
    ReportSource,
    filters_of,
    is_of_office,
)
from engine.reports.summary import SummaryReport

#: The counts of a list, or what counts it when a report asks.
Counts = ContactCounts | Callable[[], ContactCounts]
_Writer = Callable[[Path, ReportKind, ReportSource], None]


def render(kind: str | ReportKind, format: str, reports: ReportStore,  # noqa: A002
           counts: Counts, campaign: Campaign | None, *, language: str, target: Path, now: datetime,
           kinds: ReportKinds | None = None, answers: AnswerStore | None = None,
           options: ReportOptions | None = None,
           ledger: LedgerStore | None = None,
           traces: TraceStore | None = None,
           facts: ReportFacts | None = None, outside: Outside | None = None,
           taken_by: str = "") -> None:  # fmt: skip
    """Write the report ``kind`` (``attempts`` | ``summary`` | ``results`` … or a plug-in's) to
    ``target`` as ``json`` | ``csv`` | ``xlsx`` | ``html`` | ``pdf``. Blocks.

    ``target`` appears whole or not at all; an earlier file stays until then. ``now`` is aware;
    ``language`` is "ru" or "en". KnownError: unknown kind or format, a path that cannot be
    written; a filter that the kind does not understand. ``campaign`` None: of the whole office.
    ``taken_by``: who takes it; the file names him.
    """
    report = (kinds or standard_kinds()).get(kind) if isinstance(kind, str) else kind
    writer = _WRITERS.get(format)
    if writer is None:
        raise KnownError(
            "There is no report format named {format!r}.",
            mend="Use one of: {known}.",
            format=format,
            known=", ".join(format_names()),
        )
    source = narrowed(report, ReportSource(
        reports, _counter(counts), campaign, _language(language), now, answers,
        options or ReportOptions(), ledger, traces, facts, outside or Outside(), taken_by,
    ))  # fmt: skip
    # The mkstemp is inside the guard: the folder may be missing or closed to us.
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(".part", f".{target.name[:60]}.", target.parent)
        os.close(handle)
        part = Path(name)
        writer(part, report, source)
        part.chmod(0o644)  # mkstemp keeps files to ourselves; reports are for others
        part.replace(target)
        part = None
    except OSError as error:
        raise KnownError(
            "The report cannot be written to {target}: {reason}.",
            mend="Check that the folder is there and can be written, and the space on its disk.",
            target=target,
            reason=error,
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def narrowed(kind: ReportKind, source: ReportSource) -> ReportSource:
    """With stores that know only what the filter asks for. KnownError for a filter that the kind
    would pass over, and for a kind that needs a campaign and has none."""
    wanted = source.options.filter
    understood = filters_of(kind)
    filters.refuse_others(wanted, understood, kind.name)
    if not is_of_office(kind):
        _ = source.campaign
    if is_of_office(kind) or not wanted.used - {filters.CAMPAIGNS} or understood == _BY_ITSELF:
        return source
    scope, office = source.scope, source.office
    return replace(
        source, reports=office.narrowed(scope), answers=office.narrowed_answers(scope), _made={}
    )


#: Kinds that read no attempts look after their period themselves.
_BY_ITSELF = (filters.PERIOD,)


def format_names() -> list[str]:
    return list(_WRITERS)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table ready to be printed: ``columns`` are (title, aligned right)."""

    title: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]


def summary_table(reports: ReportStore, counts: ContactCounts, campaign: Campaign, *,
                  language: str, now: datetime) -> list[PrintedTable]:  # fmt: skip
    """The summary report as tables of words, for the terminal."""
    source = ReportSource(reports, _counter(counts), campaign, _language(language), now)
    left = (CellKind.TEXT, CellKind.PHONE, CellKind.MOMENT, CellKind.LINK)
    return [
        PrintedTable(
            section.title,
            tuple((column.title, column.kind not in left) for column in section.columns),
            tuple(
                tuple(
                    numbers.cell(value, column.kind, source.zone, source.language)
                    for value, column in zip(row, section.columns, strict=True)
                )
                for row in section.rows
            ),
        )
        for section in SummaryReport().page(source)
        if section.columns
    ]


def _counter(counts: Counts) -> Callable[[], ContactCounts]:
    if isinstance(counts, ContactCounts):
        known = counts
        return lambda: known
    return counts


def _language(language: str) -> str:
    if language not in ("ru", "en"):
        raise KnownError(
            "There are no reports in the language {language!r}.",
            mend="Use ru or en.",
            language=language,
        )
    return language


# --- the formats; each library is imported when its format is asked for -----------------------


def _json(target: Path, kind: ReportKind, source: ReportSource) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(taken.in_json(kind.json(source), source.taken_by, source.now))


def _csv(target: Path, kind: ReportKind, source: ReportSource) -> None:
    from engine.reports.formats import csv_format

    csv_format.write(target, source, kind.tables(source))


def _xlsx(target: Path, kind: ReportKind, source: ReportSource) -> None:
    from engine.reports.formats import xlsx_format

    xlsx_format.write(target, source, kind.tables(source))


def _html(target: Path, kind: ReportKind, source: ReportSource) -> None:
    from engine.reports.formats import html_format

    title = kind.title(source.language)
    if isinstance(kind, FormReport):
        html_format.write_form(target, source, title, kind.document(source))
        return
    html_format.write(target, source, title, kind.figures(source), kind.page(source))


def _pdf(target: Path, kind: ReportKind, source: ReportSource) -> None:
    title = kind.title(source.language)
    if isinstance(kind, FormReport):
        from engine.reports.formats import form_pdf

        rendered = kind.document(source)
        form_pdf.write(target, source, title, rendered, landscape=kind.landscape)
        return
    from engine.reports.formats import pdf_format

    pdf_format.write(target, source, title, kind.figures(source), kind.page(source))


_WRITERS: dict[str, _Writer] = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "html": _html,
    "pdf": _pdf,
}
