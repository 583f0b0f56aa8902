"""The process that renders a form's template: ``python -m engine.reports.forms.child``.

One JSON document comes in, one goes out. It is a process of its own because a template may be
wrong in ways that no check foresees: it can be ended, and its memory is bounded.
"""

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

import jinja2
import jinja2.sandbox
from jinja2 import meta, nodes
from markupsafe import Markup

from engine.reports import numbers
from engine.reports.forms.wire import CHART_LIMIT, decoded, zone_named

#: Longest text that an operation in a template may make, and longest result.
LONGEST = 5_000_000


class TooMuch(Exception):
    """A template asks for more than a page can hold."""


class _Environment(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """Python's own operators may make a gigabyte of one word: they are watched."""

    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" and not (abs(left) <= 1e6 and abs(right) <= 100):
            raise TooMuch
        if operator == "*" and any(isinstance(x, str | list | tuple) for x in (left, right)):
            text, times = (left, right) if not isinstance(left, int) else (right, left)
            if len(text) * max(int(times), 0) > LONGEST:
                raise TooMuch
        return super().call_binop(context, operator, left, right)


def environment(templates: Mapping[str, str], language: str, zone: str) -> _Environment:
    found = _Environment(
        loader=jinja2.FunctionLoader(
            lambda name: (templates[name], name, None) if name in templates else None
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    time_zone = zone_named(zone)
    found.filters.update(
        number=lambda value, places=None: (
            numbers.number(float(value), language)
            if places is None
            else numbers.decimal(float(value), min(int(places), 9), language)
        ),
        percent=lambda value: "" if value is None else numbers.percent(float(value), language),
        money=lambda value: numbers.decimal(float(value), 2, language),
        phone=lambda value: numbers.phone(str(value)),
        date=partial(_moment, time_zone, "%d.%m.%Y" if language == "ru" else "%Y-%m-%d"),
        time=partial(_moment, time_zone, "%H:%M"),
        moment=partial(
            _moment, time_zone, "%d.%m.%Y %H:%M:%S" if language == "ru" else "%Y-%m-%d %H:%M:%S"
        ),
    )
    return found


def _moment(zone: Any, form: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime(form)
    return str(value.strftime(form)) if hasattr(value, "strftime") else str(value)


def render(task: Mapping[str, Any]) -> dict[str, Any]:
    env = environment(task["templates"], task["language"], task["zone"])
    charts: list[dict[str, Any]] = []

    def chart(rows: Any, label: str, value: str, title: str = "", kind: str = "bars") -> Markup:
        """Leaves a place; whoever writes the file draws there."""
        if len(charts) >= CHART_LIMIT:
            raise TooMuch
        if kind not in ("bars", "columns"):
            raise ValueError(f"chart: kind must be 'bars' or 'columns', not {kind!r}")
        points = [[str(row[label]), float(row[value] or 0)] for row in rows]
        charts.append({"title": str(title), "kind": kind, "points": points[:400]})
        return Markup('<figure class="chart-{}"></figure>').format(len(charts) - 1)

    context = {name: decoded(value) for name, value in task["context"].items()}
    pieces: list[str] = []
    length = 0
    for piece in env.get_template(task["template"]).generate(**context, chart=chart):
        length += len(piece)
        if length > LONGEST:
            raise TooMuch
        pieces.append(piece)
    return {"html": "".join(pieces), "charts": charts}


def check(task: Mapping[str, Any]) -> dict[str, Any]:
    """Syntax of all templates, and names that nobody gives them: ``names`` are those at hand, name
    → its keys, or null where any key may be asked for."""
    env = environment(task["templates"], "en", "UTC")
    known: Mapping[str, list[str] | None] = task["names"]
    faults: list[dict[str, Any]] = []
    for name, text in task["templates"].items():
        try:
            faults += _faults_of(env, name, text, known, task["templates"])
        except jinja2.TemplateSyntaxError as error:
            error.name = name  # the lexer and the introspection do not say it, or wrongly
            raise
    return {"faults": faults}


def _faults_of(
    env: jinja2.Environment, name: str, text: str, known: Mapping[str, list[str] | None],
    templates: Mapping[str, str],
) -> list[dict[str, Any]]:  # fmt: skip
    faults: list[dict[str, Any]] = []
    tree = env.parse(text, name)
    for kind, have in ((nodes.Filter, env.filters), (nodes.Test, env.tests)):
        for use in tree.find_all(kind):
            if use.name not in have:
                faults.append({"template": name, "line": use.lineno, "name": use.name, "known": []})
                # So that the rest can be looked at.
                have[use.name] = lambda value, *_, **__: value
    for used in sorted(meta.find_undeclared_variables(tree)):
        if used not in known:
            line = next((n.lineno for n in tree.find_all(nodes.Name) if n.name == used), 1)
            faults.append({"template": name, "line": line, "name": used, "known": [*known]})
    faults += _missing(tree, name, templates)
    for get in tree.find_all(nodes.Getattr):
        owner = get.node
        keys = known.get(owner.name) if isinstance(owner, nodes.Name) else None
        if keys is not None and isinstance(owner, nodes.Name) and get.attr not in keys:
            faults.append(
                {"template": name, "line": get.lineno, "name": f"{owner.name}.{get.attr}",
                 "known": keys}
            )  # fmt: skip
    return faults


def _missing(tree: nodes.Template, name: str, templates: Mapping[str, str]) -> list[dict[str, Any]]:
    """What it includes, extends or imports by a name that is surely not there."""
    faults = []
    for use in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        named = getattr(use, "template", None)
        file = named.value if isinstance(named, nodes.Const) else None
        optional = getattr(use, "ignore_missing", False)
        if isinstance(file, str) and file not in templates and not optional:
            faults.append({"template": name, "line": use.lineno, "file": file})
    return faults


def _fault(error: BaseException, templates: Mapping[str, str]) -> dict[str, Any]:
    """Which template, which line, what."""
    template, line = "", 0
    if isinstance(error, jinja2.TemplateSyntaxError):
        template, line = error.name or error.filename or "", error.lineno
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in templates and not isinstance(
            error, jinja2.TemplateSyntaxError
        ):
            template, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, jinja2.TemplateNotFound):
        names = error.templates if isinstance(error, jinja2.TemplatesNotFound) else [error.name]
        return {"fault": "no_file", "template": template, "line": line,
                "file": ", ".join(map(str, names))[:200]}  # fmt: skip
    kind = "too_much" if isinstance(error, TooMuch | MemoryError | OverflowError) else "wrong"
    if isinstance(error, RecursionError):
        kind = "too_much"
    # Without the place, which is told beside it.
    said = error.message if isinstance(error, jinja2.TemplateSyntaxError) else str(error)
    reason = said or type(error).__name__
    return {"fault": kind, "template": template, "line": line, "reason": reason[:500]}


def limit(memory_mb: int, cpu_s: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: only the parent's clock
        return
    for what, most in ((resource.RLIMIT_AS, memory_mb * 2**20), (resource.RLIMIT_CPU, cpu_s)):
        resource.setrlimit(what, (most, most))


def main() -> None:
    task = json.loads(sys.stdin.buffer.read())
    limit(task["memory_mb"], task["cpu_s"])
    try:
        answer = check(task) if task["do"] == "check" else render(task)
    except Exception as error:  # a stranger's template: anything may go wrong in it
        answer = _fault(error, task["templates"])
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
