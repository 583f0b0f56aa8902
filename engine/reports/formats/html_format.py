"""One HTML file that needs nothing else and prints well."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from engine.reports import numbers, words
from engine.reports.about import about, heading
from engine.reports.formats.svg_canvas import svg
from engine.reports.forms.rendering import Rendered
from engine.reports.model import CellKind, Figure, ReportSource, Section
from engine.reports.printable import paragraph
from engine.reports.taken import stamp

_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_LEFT = (CellKind.TEXT, CellKind.PHONE, CellKind.MOMENT, CellKind.LINK)


def write(target: Path, source: ReportSource, title: str, figures: list[Figure],
          sections: Iterable[Section]) -> None:  # fmt: skip
    language = source.language
    stream = (
        environment()
        .get_template("report.html.j2")
        .stream(
            language=language,
            title=title,
            campaign=heading(source),
            about=[(str(name), str(value)) for name, value in about(source).rows],
            figures=[
                (
                    figure.label,
                    numbers.integer(figure.value, language),
                    "" if figure.share is None else numbers.percent(figure.share, language),
                )
                for figure in figures
            ],
            sections=(_section(section, source) for section in sections),
            nothing=words.text("nothing", language),
            taken=stamp(source.taken_by, source.now, source.zone, language),
        )
    )
    stream.enable_buffering(200)
    with target.open("wb") as file:
        stream.dump(file, encoding="utf-8")


def write_form(target: Path, source: ReportSource, title: str, rendered: Rendered) -> None:
    """A client's own page; what is no whole document gets our head and style."""

    def drawn(place: re.Match[str]) -> str:
        chart = rendered.charts[int(place.group(1))]
        return f"<figure>{svg(chart, source.language)}</figure>"

    line = stamp(source.taken_by, source.now, source.zone, source.language)
    body = re.sub(r'<figure class="chart-(\d+)"></figure>', drawn, rendered.html)
    if not re.match(r"\s*<(!doctype|html)", body, re.IGNORECASE):
        body = (
            environment()
            .get_template("form.html.j2")
            .render(
                language=source.language,
                title=title,
                campaign=heading(source),
                # Escaped where the form's own template made it.
                body=Markup(body),  # noqa: S704
                taken=line,
            )
        )
    elif line:
        note = f"<p><small>{escape(line)}</small></p>\n"
        before, end, after = body.rpartition("</body>")
        body = f"{before}{note}{end}{after}" if end else body + note
    target.write_text(body, "utf-8")


def environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    """What a browser may draw as a box stays out; line ends stay in (``.texts``)."""
    return paragraph(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _section(section: Section, source: ReportSource) -> dict[str, object]:
    return {
        "title": section.title,
        "columns": [(column.title, column.kind in _LEFT) for column in section.columns],
        "rows": _rows(section, source),
        "note": section.note,
        "bar": section.bar,
        # Made of escaped texts and numbers only.
        "chart": Markup(svg(section.chart, source.language)) if section.chart else None,  # noqa: S704
    }


#: What a browser may be sent to. Anything else that stands in a name stays a text.
_ADDRESSES = ("https://", "http://", "file:///")
_Shown = tuple[str, bool, float | None, str]


def _rows(section: Section, source: ReportSource) -> Iterator[list[_Shown]]:
    """(text, aligned left, length of the bar in percent, address) of each cell."""
    for row in section.rows:
        cells = []
        for index, (value, column) in enumerate(zip(row, section.columns, strict=True)):
            text = numbers.cell(value, column.kind, source.zone, source.language)
            bar = None
            if index == section.bar:
                bar = round(min(value, 1.0) * 100, 1) if isinstance(value, float) else 0.0
            link = ""
            if column.kind is CellKind.LINK:
                link = str(value or "").partition("\n")[2]
            if not link.lower().startswith(_ADDRESSES):
                link = ""
            cells.append((text, column.kind in _LEFT, bar, link))
        yield cells
