"""One HTML file that needs nothing else and prints well."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import jinja2
from markupsafe import Markup

from engine.reports import numbers, words
from engine.reports.formats.svg_canvas import svg
from engine.reports.model import CellKind, Figure, ReportSource, Section
from engine.reports.summary import about

_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_LEFT = (CellKind.TEXT, CellKind.PHONE, CellKind.MOMENT)


def write(target: Path, source: ReportSource, title: str, figures: list[Figure],
          sections: Iterable[Section]) -> None:  # fmt: skip
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    language = source.language
    stream = environment.get_template("report.html.j2").stream(
        language=language,
        title=title,
        campaign=source.campaign.name,
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
    )
    stream.enable_buffering(200)
    with target.open("wb") as file:
        stream.dump(file, encoding="utf-8")


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


def _rows(section: Section, source: ReportSource) -> Iterator[list[tuple[str, bool, float | None]]]:
    """(text, aligned left, length of the bar in percent) of each cell."""
    for row in section.rows:
        cells = []
        for index, (value, column) in enumerate(zip(row, section.columns, strict=True)):
            text = numbers.cell(value, column.kind, source.zone, source.language)
            bar = None
            if index == section.bar:
                bar = round(min(value, 1.0) * 100, 1) if isinstance(value, float) else 0.0
            cells.append((text, column.kind in _LEFT, bar))
        yield cells
