"""A report as a window shows it: which there are, and one of them read into memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, tzinfo
from pathlib import Path

from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.reports.charts import Chart
from engine.reports.filters import CAMPAIGNS, PERIOD, filter_of
from engine.reports.forms import FormReport, read_form
from engine.reports.forms.model import FormParameter
from engine.reports.model import (
    Cell,
    Column,
    Figure,
    PromiseOptions,
    ReportOptions,
    filters_of,
    is_of_office,
)
from rino_desktop import report_files
from rino_desktop.report_files import FORM, ReportParts
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import said

#: What a kind asks for beside the filters that all share.
OWN: dict[str, tuple[str, ...]] = {
    "survey": ("by", "weight"),
    "draw": ("draw", "seed", "seed_source", "winners", "reserves"),
    "ledger": ("contact",),
    "heatmap": ("clock",),
    "promises": ("promise", "day", "amount", "account", "source", "within", "grace"),
}
#: Rows of a table that a window holds; files have them all.
MOST_ROWS = 5000
_EVERY = 200


class Cancelled(Exception):
    """Nobody waits for the report any more."""


@dataclass(frozen=True, slots=True)
class KindInfo:
    """``name`` as on the command line; ``fault``: why a client's form cannot be used."""

    name: str
    title: str
    filters: tuple[str, ...]
    of_office: bool = False
    parameters: tuple[FormParameter, ...] = ()
    fault: str = ""

    @property
    def is_form(self) -> bool:
        return self.name.startswith(FORM)


@dataclass(frozen=True, slots=True)
class ViewedSection:
    """A table, or a chart alone. ``cut``: there are more rows than ``rows``."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    chart: Chart | None = None
    bar: int | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Viewed:
    """``html``: the client's own page, its charts standing as ``<figure class="chart-N">``."""

    kind: str
    title: str
    subject: str
    made_at: datetime
    language: str
    zone: tzinfo
    figures: tuple[Figure, ...]
    sections: tuple[ViewedSection, ...]
    html: str = ""
    charts: tuple[Chart, ...] = field(default=())


def catalogue(stores: Stores, parts: ReportParts) -> tuple[KindInfo, ...]:
    """Our kinds, those of plug-ins, then clients' own forms."""
    kinds = parts.kinds()
    found = [
        KindInfo(name, kind.title(language()), filters_of(kind), is_of_office(kind))
        for name in kinds.names()
        for kind in (kinds.get(name),)
    ]
    for stored in stores.report_forms.all():
        name = FORM + stored.name
        try:
            form = read_form(stored.files, stored.name)
        except KnownError as error:
            found.append(KindInfo(name, stored.name, (), fault=said(error)))
        else:
            found.append(
                KindInfo(name, form.title(language()), (PERIOD,), parameters=form.parameters)
            )
    return tuple(found)


def choices(stores: Stores) -> Mapping[str, tuple[str, ...]]:
    """What may be chosen in filters: kind of thing → names."""
    return {
        what: tuple(sorted(stores.report_facts.known(what), key=str.casefold))
        for what in ("campaigns", "operators", "trunks", "lists")
    }


def options_of(
    info: KindInfo, filters: Mapping[str, object], own: Mapping[str, str], *, mask: bool = False
) -> ReportOptions:
    """What was filled in, as the engine understands it. KnownError says what is wrong."""
    wanted = filter_of(filters)
    if not info.of_office and len(wanted.campaigns) != 1:
        raise KnownError(t("This report is of one campaign: choose it."))
    given = {name: " ".join(text.split()) for name, text in own.items() if text.strip()}
    if info.is_form:
        return ReportOptions(filter=wanted, parameters=given, mask=mask)
    name, _, value = given.get("promise", "").partition("=")
    return ReportOptions(
        by=tuple(each for part in given.get("by", "").split(";") if (each := part.strip())),
        weight=given.get("weight", ""),
        draw=given.get("draw", ""),
        seed=given.get("seed", ""),
        winners=_number(given.get("winners", "")),
        contact=given.get("contact", ""),
        filter=wanted,
        reserves=_number(given.get("reserves", "")),
        seed_source=given.get("seed_source", ""),
        clock=given.get("clock", "") or "office",
        promise=PromiseOptions(
            name.strip(), value.strip(), given.get("day", ""), given.get("amount", ""),
            given.get("account", ""), given.get("source", ""), _number(given.get("within", "")),
            _number(given.get("grace", "")),
        ),
        mask=mask,
    )  # fmt: skip


def filled_in(options: ReportOptions) -> tuple[dict[str, object], dict[str, str]]:
    """What was filled in when ``options_of`` gave these: filters, and what is a kind's own."""
    wanted, promise = options.filter, options.promise
    filters = {each.name: getattr(wanted, each.name) for each in fields(wanted)}
    name = f"{promise.name}={promise.value}" if promise.value else promise.name
    own = {
        "by": "; ".join(options.by), "weight": options.weight, "draw": options.draw,
        "seed": options.seed, "seed_source": options.seed_source, "contact": options.contact,
        "winners": str(options.winners or ""), "reserves": str(options.reserves or ""),
        "clock": options.clock, "promise": name, "day": promise.day, "amount": promise.amount,
        "account": promise.account, "source": promise.source,
        "within": str(promise.within or ""), "grace": str(promise.grace or ""),
    }  # fmt: skip
    return filters, own | dict(options.parameters)


def read(
    stores: Stores, kind: str, options: ReportOptions, parts: ReportParts, now: datetime,
    goes_on: Callable[[int], bool] = lambda rows: True,
) -> Viewed:  # fmt: skip
    """``goes_on`` is told every so often how many rows have been read; Cancelled when it says no.
    KnownError as when the report is written to a file."""
    made, source = report_files.source_of(
        stores, kind, "", now, parts, options, options.contact
    )  # fmt: skip
    title, subject = made.title(source.language), source.subject
    count = 0

    def go_on() -> None:
        if not goes_on(count):
            raise Cancelled

    go_on()
    html = ""
    charts: tuple[Chart, ...] = ()
    if isinstance(made, FormReport):
        rendered = made.document(source)
        html, charts = rendered.html, rendered.charts
        pages = made.tables(source)
    else:
        pages = made.page(source)
    figures = tuple(made.figures(source))
    sections = []
    for section in pages:
        rows: list[tuple[Cell, ...]] = []
        cut = False
        for row in section.rows:
            if len(rows) == MOST_ROWS:
                cut = True
                break
            rows.append(row)
            count += 1
            if count % _EVERY == 0:
                go_on()
        go_on()
        sections.append(
            ViewedSection(
                section.title, section.columns, tuple(rows), section.note, section.chart,
                section.bar, cut,
            )
        )  # fmt: skip
    return Viewed(
        kind, title, subject, now, source.language, source.zone, figures, tuple(sections), html,
        charts,
    )  # fmt: skip


def export(
    stores: Stores, kind: str, options: ReportOptions, file_format: str, target: Path,
    parts: ReportParts, now: datetime,
) -> None:  # fmt: skip
    """Into a file, and into the audit log who has taken it: one does not come without the other.
    KnownError: who acts may not take data away."""
    report_files.write_in(
        stores, kind, "", file_format, target, now, options.contact, options=options, parts=parts,
        asked=_asked(options),
    )  # fmt: skip


def contact_of(stores: Stores, attempt_id: int) -> int | None:
    """Who was called; None where the call is kept no more."""
    found = stores.contact_life.call_details([attempt_id]).get(attempt_id)
    return None if found is None else found.contact_id


def _asked(options: ReportOptions) -> dict[str, object]:
    wanted = options.filter
    asked: dict[str, object] = {
        name: list(getattr(wanted, name))
        for name in (CAMPAIGNS, "operators", "trunks", "results", "lists")
        if getattr(wanted, name)
    }
    asked |= {name: text for name in ("since", "until", "hours") if (text := getattr(wanted, name))}
    return asked


def _number(text: str) -> int:
    if not text:
        return 0
    if not text.isdecimal() or len(text) > 9:
        raise KnownError(t("{text} is no whole number.", text=repr(text)))
    return int(text)
