"""A form as a kind of report: its page is the client's, its tables are those it declares."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from engine.errors import KnownError
from engine.ports.reports import QueryCell, QueryRunner
from engine.ports.storage import Cancelled
from engine.reports.forms import rendering
from engine.reports.forms.measures import NAMES, TABLES, measures
from engine.reports.forms.model import Form, FormError, FormTable, in_language, no_value, value_of
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section
from engine.reports.period import day_of

#: Rows that one query may give, and seconds it may take.
MOST_ROWS = 100_000
QUERY_LIMIT_S = 30.0
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
_END = datetime(2100, 1, 1, tzinfo=UTC)
PREFIX = "form:"


class FormReport:
    """``ReportKind`` that makes its own page (``document``)."""

    def __init__(self, form: Form, queries: QueryRunner) -> None:
        self.form = form
        self._queries = queries
        self.name = PREFIX + form.name

    def title(self, language: str) -> str:
        return self.form.title(language)

    @property
    def landscape(self) -> bool:
        return self.form.landscape

    def document(self, source: ReportSource) -> rendering.Rendered:
        zone = source.campaign.settings.schedule.timezone
        return rendering.render(self.form, self._context(source), source.language, zone)

    def json(self, source: ReportSource) -> Iterator[str]:
        context = self._context(source)
        document = {
            "form": self.form.name,
            "campaign": source.campaign.name,
            "made_at": source.now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
            "parameters": context["parameters"],
            "measures": context["measures"],
            "queries": context["queries"],
        }
        yield json.dumps(document, ensure_ascii=False, indent=2, default=_plain) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        return []

    def page(self, source: ReportSource) -> Iterator[Section]:
        return self.tables(source)

    def tables(self, source: ReportSource) -> Iterator[Section]:
        """The tables that the form declares; without any, every query as it is."""
        context = self._context(source)
        declared = self.form.tables or tuple(FormTable(name, {}, ()) for name in self.form.queries)
        for table in declared:
            yield self._table(table, context, source.language)
        if not declared:
            rows: list[tuple[Cell, ...]] = [
                (name, value) for name, value in context["measures"].items()
                if isinstance(value, int | float)
            ]  # fmt: skip
            columns = (Column("measure", width=24), Column("value", CellKind.NUMBER))
            yield Section(self.form.title(source.language), columns, rows)

    # --- what fills it ---

    def parameters(self, source: ReportSource) -> dict[str, Any]:
        """The form's own ones, and ``campaign_id``, ``from``, ``to`` (moments; the period is
        [from, to))."""
        given = dict(source.options.parameters)
        since, until = _period(given, source, self.form.name)
        values: dict[str, Any] = {"campaign_id": source.campaign.id, "from": since, "to": until}
        known = {parameter.name: parameter for parameter in self.form.parameters}
        for name in given:
            if name not in known:
                raise FormError(
                    "Form {form} has no parameter {name!r}.",
                    mend="It has: {known}.",
                    form=self.form.name,
                    name=name,
                    known=", ".join([*known, "from", "to"]),
                )
        for name, parameter in known.items():
            text = given.get(name, parameter.default)
            if text is None:
                raise FormError(
                    "Form {form} needs its parameter {name!r}.",
                    mend="Give it: --parameter {name}=VALUE.",
                    form=self.form.name,
                    name=name,
                )
            values[name] = value_of(parameter, text, self.form.name)
        return values

    def _context(self, source: ReportSource) -> dict[str, Any]:
        return source.once("form", lambda: self._make_context(source))

    def _make_context(self, source: ReportSource) -> dict[str, Any]:
        parameters = self.parameters(source)
        bound = {name: _bound(value, source) for name, value in parameters.items()}
        settings = source.campaign.settings
        return {
            "parameters": parameters,
            "measures": measures(source, parameters["from"], parameters["to"]),
            "queries": {name: self._query(name, sql, bound)
                        for name, sql in self.form.queries.items()},
            "campaign": {
                "name": settings.name, "mode": str(settings.mode),
                "state": str(source.campaign.state), "timezone": settings.schedule.timezone,
            },
            "now": source.now,
            "language": source.language,
            "period": _period_for_people(parameters, source),
        }  # fmt: skip

    def _query(
        self, name: str, sql: str, bound: Mapping[str, QueryCell]
    ) -> list[dict[str, QueryCell]]:
        try:
            result = self._queries.query(
                sql, bound, most_rows=MOST_ROWS, time_limit_s=QUERY_LIMIT_S
            )
        except Cancelled:
            raise
        except KnownError as error:
            raise FormError(
                "Form {form}, query {query}: {reason}",
                form=self.form.name,
                query=name,
                reason=error,
            ) from error
        if result.cut:
            raise FormError(
                "Form {form}, query {query}: gives more than {most} rows.",
                mend="Let the database add them up (GROUP BY), or limit them.",
                form=self.form.name,
                query=name,
                most=MOST_ROWS,
            )
        columns = [column.lower() for column in result.columns]
        return [dict(zip(columns, row, strict=True)) for row in result.rows]

    def _table(self, table: FormTable, context: Mapping[str, Any], language: str) -> Section:
        rows = self._rows_of(table, context)
        if table.columns:
            keys = [column.name.lower() for column in table.columns]
            columns = tuple(
                Column(in_language(c.titles, language) or c.name, c.kind, c.width)
                for c in table.columns
            )
        else:
            keys = list(rows[0]) if rows else TABLES.get(table.source, ["value"])
            columns = tuple(Column(key, _kind_of(key, rows)) for key in keys)
        for key in keys:
            if rows and key not in rows[0]:
                raise FormError(
                    "Form {form}: the rows of {rows} have no column {name!r}.",
                    mend="They have: {known}.",
                    form=self.form.name,
                    rows=table.source,
                    name=key,
                    known=", ".join(rows[0]),
                )
        title = in_language(table.titles, language) or self.form.title(language)
        kinds = [column.kind for column in columns]
        cells = [
            tuple(_cell(row[key], kind) for key, kind in zip(keys, kinds, strict=True))
            for row in rows
        ]
        return Section(title, columns, cells)

    def _rows_of(self, table: FormTable, context: Mapping[str, Any]) -> list[dict[str, Any]]:
        name = table.source.removeprefix("queries.").removeprefix("measures.")
        rows: list[dict[str, Any]] | None = context["queries"].get(name)
        if rows is None and name in TABLES:
            rows = context["measures"][name]
        if rows is not None:
            return rows
        raise FormError(
            "Form {form}: there is no query or measure named {name!r} for a table.",
            mend="Use one of: {known}.",
            form=self.form.name,
            name=table.source,
            known=", ".join([*self.form.queries, *TABLES]),
        )


def known_names(form: Form) -> dict[str, list[str] | None]:
    """What a template finds, name → its keys; None: any."""
    return {
        "parameters": ["campaign_id", "from", "to", *(each.name for each in form.parameters)],
        "measures": NAMES,
        "queries": list(form.queries),
        "campaign": ["name", "mode", "state", "timezone"],
        "now": None,
        "language": None,
        "period": ["from", "to"],
        "chart": None,
    }


def _period(given: dict[str, str], source: ReportSource, form: str) -> tuple[datetime, datetime]:
    """``from`` and ``to`` are days of the campaign's zone, ``to`` included."""

    today = source.now.astimezone(source.zone).date()

    def day(name: str) -> date | None:
        text = given.pop(name, "")
        if not text:
            return None
        try:
            return day_of(text, today, last=name == "to")
        except ValueError:
            raise no_value(form, name, text, "date") from None

    first, last = day("from"), day("to")
    if first is not None and last is not None and last < first:
        raise FormError(
            "Form {form}: its period ends before it begins.",
            mend="Let --from be the earlier day.",
            form=form,
        )
    since = _BEGINNING if first is None else _midnight(first, source)
    until = _END if last is None else _midnight(last + timedelta(days=1), source)
    return since, until


def _midnight(day: date, source: ReportSource) -> datetime:
    return datetime.combine(day, time(), source.zone).astimezone(UTC)


def _period_for_people(parameters: Mapping[str, Any], source: ReportSource) -> dict[str, Any]:
    """First and last day, None where the period is open."""
    since, until = parameters["from"], parameters["to"]
    first = None if since == _BEGINNING else since.astimezone(source.zone).date()
    last = None
    if until != _END:
        last = (until - timedelta(seconds=1)).astimezone(source.zone).date()
    return {"from": first, "to": last}


def _bound(value: Any, source: ReportSource) -> QueryCell:
    if isinstance(value, date) and not isinstance(value, datetime):
        return _midnight(value, source)
    bound: QueryCell = value
    return bound


def _kind_of(key: str, rows: list[dict[str, Any]]) -> CellKind:
    values = [row[key] for row in rows if row[key] is not None][:50]
    if key == "share":
        return CellKind.SHARE
    if values and all(isinstance(value, datetime) for value in values):
        return CellKind.MOMENT
    if values and all(isinstance(value, int) for value in values):
        return CellKind.COUNT
    if values and all(isinstance(value, int | float) for value in values):
        return CellKind.NUMBER
    return CellKind.TEXT


def _cell(value: Any, kind: CellKind) -> Cell:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, datetime):
        return value
    if kind in (CellKind.TEXT, CellKind.PHONE):
        return str(value)
    if kind is CellKind.COUNT and isinstance(value, float):
        return round(value)
    if kind in (CellKind.COUNT, CellKind.NUMBER, CellKind.SECONDS, CellKind.SHARE) and isinstance(
        value, str
    ):
        try:
            return float(value.replace(",", "."))
        except ValueError:
            return None
    cell: Cell = value
    return cell


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return str(value)
