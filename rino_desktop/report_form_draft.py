"""A client's own form to begin with: of measures that were ticked and queries that were named."""

import json
from collections.abc import Mapping, Sequence

from engine.reports.forms.measures import NAMES, TABLES
from engine.reports.forms.model import FORM_FILE

TEMPLATE = "form.html.j2"
_SHARES = ("answered_share", "completed_share")
_MOMENTS = ("first_at", "last_at")
#: What a chart of a list shows: (labels, values).
_CHARTS = {
    "by_disposition": ("name", "attempts"), "by_cause": ("name", "attempts"),
    "by_hour": ("hour", "attempts"), "by_weekday": ("weekday", "attempts"),
}  # fmt: skip


def draft(
    name: str, title: str, measures: Sequence[str], queries: Mapping[str, str],
    words: Mapping[str, str],
) -> dict[str, str]:  # fmt: skip
    """The form's files. ``words``: what measures and their columns are called, by key."""
    lines = [
        f"name = {_quoted(name)}", f"title = {_quoted(title or name)}",
        f"template = {_quoted(TEMPLATE)}",
    ]  # fmt: skip
    if queries:
        lines += ["", "[queries]"]
        lines += [f"{key} = {_quoted(sql.strip())}" for key, sql in queries.items()]
    page = ["<h1>{{ " + _quoted(title or name) + " }}</h1>", _PERIOD]
    numbers = [each for each in measures if each in NAMES and each not in TABLES]
    if numbers:
        page += ["<table>", *(_number_row(each, words) for each in numbers), "</table>"]
    for each in measures:
        if each in TABLES:
            page += _list(each, words)
            lines += _table(f"measures.{each}")
    for key in queries:
        page += [f"<h2>{key}</h2>", "<table>", "{% for row in queries." + key + " %}",
                 "<tr>{% for value in row.values() %}<td>{{ value }}</td>{% endfor %}</tr>",
                 "{% endfor %}", "</table>"]  # fmt: skip
        lines += _table(f"queries.{key}")
    return {FORM_FILE: "\n".join(lines) + "\n", TEMPLATE: "\n".join(page) + "\n"}


_PERIOD = (
    "<p>{{ campaign.name }}{% if period.from %} · {{ period.from | date }}"
    "{% if period.to %} – {{ period.to | date }}{% endif %}{% endif %}</p>"
)


def snippet(measure: str, words: Mapping[str, str]) -> str:
    """What shows a measure in a template."""
    if measure in TABLES:
        return "\n".join(_list(measure, words)) + "\n"
    return f"<p>{_word(measure, words)}: {_shown(measure)}</p>\n"


def _number_row(measure: str, words: Mapping[str, str]) -> str:
    return f'<tr><td>{_word(measure, words)}</td><td class="n">{_shown(measure)}</td></tr>'


def _shown(measure: str) -> str:
    if measure in _SHARES:
        return "{{ measures." + measure + " | percent }}"
    if measure in _MOMENTS:
        start = "{% if measures." + measure + " %}{{ measures." + measure
        return start + " | moment }}{% endif %}"
    return "{{ measures." + measure + " | number }}"


def _list(measure: str, words: Mapping[str, str]) -> list[str]:
    title = _word(measure, words)
    page = [f"<h2>{title}</h2>"]
    if measure in _CHARTS:
        label, value = _CHARTS[measure]
        page.append(
            "{{ chart(measures." + f'{measure}, "{label}", "{value}", {_quoted(title)})' + " }}"
        )
    cells = "".join(_cell(key) for key in TABLES[measure])
    heads = "".join(f"<th>{_word(key, words)}</th>" for key in TABLES[measure])
    return [*page, "<table>", f"<tr>{heads}</tr>", "{% for row in measures." + measure + " %}",
            f"<tr>{cells}</tr>", "{% endfor %}", "</table>"]  # fmt: skip


def _cell(key: str) -> str:
    texts = ("code", "name", "value", "hour", "weekday")
    how = "" if key in texts else " | percent" if key == "share" else (
        " | date" if key == "day" else " | number")  # fmt: skip
    number = "" if key in (*texts, "day") else ' class="n"'
    return f"<td{number}>" + "{{ row." + key + how + " }}</td>"


def _table(rows: str) -> list[str]:
    return ["", "[[tables]]", f"rows = {_quoted(rows)}"]


def _word(key: str, words: Mapping[str, str]) -> str:
    return words.get(key, key)


def _quoted(text: str) -> str:
    """As TOML and templates read it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
