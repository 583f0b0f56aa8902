"""Renders a form's template in a process of its own, with a limit on time, memory and length."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import KnownError, Phrase
from engine.python_command import python_command
from engine.reports.charts import Bars, Chart, Columns
from engine.reports.forms.model import Form, FormError
from engine.reports.forms.wire import encoded

TIME_LIMIT_S = 10.0
_MEMORY_MB = 512
#: An axis has room for so many labels.
_TICKS = 12


@dataclass(frozen=True, slots=True)
class Rendered:
    """``html``: the body; ``charts``: what is drawn where ``<figure class="chart-N">`` stands."""

    html: str
    charts: tuple[Chart, ...]


def render(
    form: Form, context: Mapping[str, Any], language: str, zone: str,
    time_limit_s: float = TIME_LIMIT_S,
) -> Rendered:  # fmt: skip
    """KnownError names form, template and line of what is wrong with it."""
    answer = _ask(
        form,
        {
            "do": "render",
            "template": form.template_for(language),
            "language": language,
            "zone": zone,
            "context": encoded(context),
        },
        time_limit_s,
    )
    return Rendered(answer["html"], tuple(_chart(each) for each in answer["charts"]))


def check(form: Form, names: Mapping[str, list[str] | None]) -> list[KnownError]:
    """What is wrong with the templates as far as that is seen without data."""
    try:
        answer = _ask(form, {"do": "check", "names": dict(names)}, TIME_LIMIT_S)
    except KnownError as error:
        return [error]
    return [
        _no_file(form, fault)
        if "file" in fault
        else FormError(
            "Form {form}, {template}, line {line}: there is no {name!r}.",
            mend="Known here: {known}.",
            form=form.name,
            template=fault["template"],
            line=fault["line"],
            name=fault["name"],
            known=", ".join(fault["known"]) or Phrase("see docs/reports.md"),
        )
        for fault in answer["faults"]
    ]


def _no_file(form: Form, fault: Mapping[str, Any]) -> FormError:
    return FormError(
        "Form {form}, {template}, line {line}: there is no template file {name!r}.",
        mend="Known here: {known}.",
        form=form.name,
        template=fault["template"] or form.template,
        line=fault["line"],
        name=fault["file"],
        known=", ".join(form.templates),
    )


def _ask(form: Form, task: dict[str, Any], time_limit_s: float) -> dict[str, Any]:
    task |= {
        "templates": dict(form.templates),
        "memory_mb": _MEMORY_MB,
        "cpu_s": int(time_limit_s) + 2,
    }
    root = Path(__file__).resolve().parents[3]
    code = f"import sys; sys.path.insert(0, {str(root)!r})\n"
    code += "from engine.reports.forms.child import main; main()"
    try:
        done = subprocess.run(
            [*python_command(), "-I", "-c", code],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=time_limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FormError(
            "Form {form}: its template {template} takes longer than {seconds:g} s.",
            mend="Look for a loop that does not end, or that goes over too much.",
            form=form.name,
            template=form.template,
            seconds=time_limit_s,
        ) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        # It was ended by its own limits, in the midst of things.
        raise FormError(
            "Form {form}: its template {template} takes more memory or time than it may.",
            mend="Look for a loop that does not end, or that goes over too much.",
            form=form.name,
            template=form.template,
        ) from None
    if "fault" not in answer:
        return answer
    if answer["fault"] == "no_file":
        raise _no_file(form, answer)
    if answer["fault"] == "too_much":
        raise FormError(
            "Form {form}, {template}, line {line}: asks for more than a report holds ({reason}).",
            mend="Loop over the rows of a query, and limit them there (SELECT FIRST 1000 …).",
            form=form.name,
            template=answer["template"] or form.template,
            line=answer["line"],
            reason=answer["reason"],
        )
    raise FormError(
        "Form {form}, {template}, line {line}: {reason}.",
        mend="Mend the template there.",
        form=form.name,
        template=answer["template"] or form.template,
        line=answer["line"],
        reason=answer["reason"].rstrip("."),
    )


def _chart(given: Mapping[str, Any]) -> Chart:
    labels = tuple(label for label, _ in given["points"])
    values = tuple(value for _, value in given["points"])
    if given["kind"] == "bars":
        return Bars(given["title"], labels[:40], values[:40])
    every = -(-len(labels) // _TICKS) or 1
    ticks = tuple("" if place % every else label for place, label in enumerate(labels))
    return Columns(given["title"], ticks, (("", tuple(round(value) for value in values)),), "")
