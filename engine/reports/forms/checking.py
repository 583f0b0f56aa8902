"""What is wrong with a form, found before anybody waits for its report."""

from datetime import UTC, date, datetime

from engine.errors import KnownError
from engine.ports.reports import QueryCell, QueryRunner
from engine.reports.forms import rendering
from engine.reports.forms.measures import TABLES
from engine.reports.forms.model import Form, FormError, value_of
from engine.reports.forms.report import QUERY_LIMIT_S, known_names

_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def check_form(form: Form, queries: QueryRunner | None) -> list[KnownError]:
    """Syntax and names of its templates, names in its tables, and where ``queries`` is there, its
    SQL: each query is run for a campaign that does not exist."""
    problems = rendering.check(form, known_names(form))
    for table in form.tables:
        name = table.source.removeprefix("queries.").removeprefix("measures.")
        if name not in form.queries and name not in TABLES:
            problems.append(
                FormError(
                    "Form {form}: there is no query or measure named {name!r} for a table.",
                    mend="Use one of: {known}.",
                    form=form.name,
                    name=table.source,
                    known=", ".join([*form.queries, *TABLES]),
                )
            )
    if queries is not None:
        problems += _of_queries(form, queries)
    return problems


def _of_queries(form: Form, queries: QueryRunner) -> list[KnownError]:
    bound: dict[str, QueryCell] = {"campaign_id": -1, "from": _NOW, "to": _NOW}
    for parameter in form.parameters:
        samples = {"number": "1", "date": "2026-01-01", "text": "x"}
        value = value_of(parameter, parameter.default or samples[parameter.type], form.name)
        plain = isinstance(value, date)
        bound[parameter.name] = _NOW if plain and not isinstance(value, str | float) else value  # type: ignore[assignment]
    problems: list[KnownError] = []
    for name, sql in form.queries.items():
        try:
            result = queries.query(sql, bound, most_rows=1, time_limit_s=QUERY_LIMIT_S)
        except KnownError as error:
            problems.append(
                FormError(
                    "Form {form}, query {query}: {reason}",
                    form=form.name,
                    query=name,
                    reason=error,
                )
            )
            continue
        known = [column.lower() for column in result.columns]
        problems += [
            FormError(
                "Form {form}: the rows of {rows} have no column {name!r}.",
                mend="They have: {known}.",
                form=form.name,
                rows=table.source,
                name=column.name,
                known=", ".join(known),
            )
            for table in form.tables
            if table.source.removeprefix("queries.") == name
            for column in table.columns
            if column.name.lower() not in known
        ]
    return problems
