"""PDF on A4, upright or, for wide tables, across. The font is ours: Cyrillic looks the same
everywhere."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from engine.errors import KnownError
from engine.reports import drawing, numbers, words
from engine.reports.about import about, heading
from engine.reports.charts import BLUE, Chart
from engine.reports.formats.pdf_canvas import PdfCanvas
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section
from engine.reports.printable import lines_of, paragraph, printable
from engine.reports.taken import stamp

_FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"
FONT = "DejaVu"

TEXT, SOFT, LINE = (28, 36, 48), (102, 112, 133), (223, 227, 232)
_HEAD_LINE, _TRACK, _ACCENT = (152, 162, 179), (242, 244, 247), BLUE

_MARGIN = 14.0
_ROW = 6.0
#: What each further line of a cell adds, and how many are shown: a row stays on its page.
_FURTHER, _MOST_LINES = 3.8, 30
_CHART_WIDTH = 190.0
#: Tables with more characters to a row than this are printed across.
_UPRIGHT_WIDTH = 110


class _Page(FPDF):
    """Adds a foot with campaign and page number; ``foot`` is set before the first page."""

    foot_left = ""
    foot_right = ""
    #: Who has taken it, when; above the foot.
    taken = ""

    def footer(self) -> None:
        self.set_y(-11)
        self.set_font(FONT, size=7.5)
        self.set_text_color(*SOFT)
        if self.taken:
            self.set_y(-14.5)
            self.cell(0, 4, self.taken, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.set_y(-11)
        self.cell(0, 4, self.foot_left, align="L")
        self.set_x(self.l_margin)
        text = self.foot_right.format(page=self.page_no(), pages="{nb}")
        self.cell(0, 4, text, align="R")


def write(target: Path, source: ReportSource, title: str, figures: list[Figure],
          sections: Iterable[Section]) -> None:  # fmt: skip
    listed = list(sections)
    wide = any(sum(column.width for column in s.columns) > _UPRIGHT_WIDTH for s in listed)
    with opened(source, title, landscape=wide) as pdf:
        pdf.add_page()
        _head(pdf, source, title)
        if figures:
            _figures(pdf, figures, source.language)
        for section in listed:
            _section(pdf, section, source)
        pdf.output(str(target))


@contextmanager
def opened(source: ReportSource, title: str, *, landscape: bool) -> Iterator[FPDF]:
    """A document with our fonts, its properties and its foot, without a page yet."""
    foot = words.text("page", source.language)
    line = stamp(source.taken_by, source.now, source.zone, source.language)
    with page(title, heading(source), foot, source.now, source.language,
              landscape=landscape, taken=line, author=source.taken_by) as pdf:  # fmt: skip
        yield pdf


@contextmanager
def page(
    title: str, subtitle: str, foot: str, now: datetime, language: str, *,
    landscape: bool = False, taken: str = "", author: str = "",
) -> Iterator[FPDF]:  # fmt: skip
    """The same of what is no report. ``foot``: with {page} and {pages}; ``taken``: the line that
    says who has taken it, ``author``: his name."""
    pdf = _Page(orientation="L" if landscape else "P", format="A4")
    pdf.taken = printable(taken)
    if author:
        pdf.set_author(printable(author))
    try:
        _fonts(pdf)
        _properties(pdf, f"{title} · {subtitle}", foot, now, language)
        yield pdf
    finally:
        # fpdf2 leaves the font files open, until they are collected some day.
        for font in pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()


def _fonts(pdf: FPDF) -> None:
    for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        if not (_FONTS / file).is_file():
            raise KnownError(
                "The font {file} is missing.", mend="Install RINO again.", file=_FONTS / file
            )
        pdf.add_font(FONT, style, _FONTS / file)


def _properties(pdf: _Page, title: str, foot: str, now: datetime, language: str) -> None:
    pdf.set_margins(_MARGIN, _MARGIN, _MARGIN)
    pdf.set_auto_page_break(True, 18 if pdf.taken else 16)
    pdf.set_title(title)
    pdf.set_creation_date(now)
    pdf.set_lang(language)
    pdf.foot_left = printable(title)
    pdf.foot_right = foot


def _head(pdf: FPDF, source: ReportSource, title: str) -> None:
    pdf.set_text_color(*TEXT)
    pdf.set_font(FONT, "B", 16)
    pdf.cell(0, 8, printable(title), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font(FONT, size=11)
    pdf.set_text_color(*SOFT)
    pdf.multi_cell(0, 6, printable(heading(source)), new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
    pdf.ln(3)
    pdf.set_font(FONT, size=8.5)
    for name, value in list(about(source).rows)[1:]:
        pdf.set_text_color(*SOFT)
        pdf.cell(36, 4.6, str(name))
        pdf.set_text_color(*TEXT)
        pdf.cell(0, 4.6, printable(str(value)), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(4)


def _figures(pdf: FPDF, figures: list[Figure], language: str) -> None:
    gap = 4.0
    room = pdf.epw - 2 * pdf.c_margin
    width = (room - gap * (len(figures) - 1)) / len(figures)
    top = pdf.get_y()
    for index, figure in enumerate(figures):
        left = pdf.l_margin + pdf.c_margin + index * (width + gap)
        pdf.set_draw_color(*LINE)
        pdf.set_line_width(0.25)
        pdf.rect(left, top, width, 20, round_corners=True, corner_radius=2)
        pdf.set_xy(left + 3, top + 3)
        pdf.set_text_color(*TEXT)
        pdf.set_font(FONT, "B", 18)
        pdf.cell(width - 6, 8, numbers.integer(figure.value, language))
        pdf.set_xy(left + 3, top + 12.5)
        pdf.set_font(FONT, size=7.5)
        pdf.set_text_color(*SOFT)
        label_room = width - 6
        if figure.share is not None:
            share = numbers.percent(figure.share, language)
            pdf.cell(width - 6, 4, share, align="R")
            pdf.set_x(left + 3)
            label_room -= pdf.get_string_width(share) + 1.5
        # A label that is a little too long is set smaller before it is cut.
        label = printable(figure.label)
        needed = pdf.get_string_width(label)
        pdf.set_font(FONT, size=max(6.0, min(7.5, 7.5 * label_room / max(needed, 0.1))))
        pdf.cell(label_room, 4, _fit(pdf, label, label_room))
    pdf.set_xy(pdf.l_margin, top + 20)
    pdf.ln(3)


def _section(pdf: FPDF, section: Section, source: ReportSource) -> None:
    rows = _rows(section, source)
    first = next(rows, None)
    # The title, the chart, or the header and one row stay together.
    if pdf.will_page_break(_least_height(section, first)):
        pdf.add_page()
    pdf.ln(4)
    if section.title:
        pdf.set_font(FONT, "B", 10.5)
        pdf.set_text_color(*TEXT)
        title = _fit(pdf, printable(section.title), pdf.epw)
        pdf.cell(0, 7, title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    if section.chart is not None:
        _chart(pdf, section.chart, source.language)
    if section.columns:
        _table(pdf, section, first, rows, source.language)
    if section.note:
        pdf.set_font(FONT, size=8)
        pdf.set_text_color(*SOFT)
        pdf.ln(1.5)
        pdf.multi_cell(
            0, 4, paragraph(section.note), new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L"
        )


def _least_height(section: Section, first: "_Row | None") -> float:
    chart = 0.0 if section.chart is None else drawing.height(section.chart) + 3
    return (11 if section.title else 4) + (chart or _beginning(first))


def _beginning(first: "_Row | None") -> float:
    """Of a table: its header and its first row, and room to see that it goes on."""
    return 2 * _ROW + (_ROW if first is None else _height(first))


def _chart(pdf: FPDF, chart: Chart, language: str) -> None:
    pdf.ln(1)
    room = min(pdf.epw - 2 * pdf.c_margin, _CHART_WIDTH)
    canvas = PdfCanvas(pdf, FONT, pdf.l_margin + pdf.c_margin, pdf.get_y())
    with pdf.local_context():
        drawing.draw(chart, canvas, room, language)
    pdf.ln(drawing.height(chart) + 2)


#: Values of a row, and the lines of each cell.
_Row = tuple[tuple[Cell, ...], list[list[str]]]


def _rows(section: Section, source: ReportSource) -> Iterator[_Row]:
    for row in section.rows if section.columns else ():
        yield (
            row,
            [
                _shown(numbers.cell(value, column.kind, source.zone, source.language))
                for value, column in zip(row, section.columns, strict=True)
            ],
        )


def _shown(text: str) -> list[str]:
    lines = lines_of(text)
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], "…"]


def _height(row: _Row) -> float:
    return _ROW + _FURTHER * (max(map(len, row[1]), default=1) - 1)


def _table(
    pdf: FPDF, section: Section, first: _Row | None, others: Iterator[_Row], language: str
) -> None:
    if pdf.will_page_break(_beginning(first)):
        pdf.add_page()
    widths = _widths(pdf, section)
    _header_row(pdf, section, widths)
    for row in () if first is None else chain((first,), others):
        if pdf.will_page_break(_height(row)):
            pdf.add_page()
            _header_row(pdf, section, widths)
        _row(pdf, section, widths, row)
    pdf.set_text_color(*SOFT)
    if first is None:
        pdf.cell(0, _ROW, words.text("nothing", language))
        pdf.ln(_ROW)


def _widths(pdf: FPDF, section: Section) -> list[float]:
    """Millimetres; the bar gets what is left over, otherwise all share it."""
    # A character of 8 pt DejaVu Sans is about 1.72 mm wide.
    wanted = [max(column.width, len(column.title) + 1) * 1.72 for column in section.columns]
    if section.bar is not None:
        wanted[section.bar] = 0.0
        left = pdf.epw - sum(wanted)
        wanted[section.bar] = max(left, 30.0)
    factor = pdf.epw / sum(wanted)
    return [width * factor for width in wanted]


def _header_row(pdf: FPDF, section: Section, widths: list[float]) -> None:
    pdf.set_font(FONT, size=7.5)
    pdf.set_text_color(*SOFT)
    for column, width in zip(section.columns, widths, strict=True):
        _cell(pdf, column, width, [printable(column.title)])
    pdf.ln(_ROW)
    _rule(pdf, _HEAD_LINE)
    pdf.set_font(FONT, size=8)


def _row(pdf: FPDF, section: Section, widths: list[float], row: _Row) -> None:
    pdf.set_text_color(*TEXT)
    top = pdf.get_y()
    cells = zip(*row, section.columns, widths, strict=True)
    for index, (value, lines, column, width) in enumerate(cells):
        if index == section.bar:
            share = min(value, 1.0) if isinstance(value, float) else 0.0
            left, room = pdf.get_x() + 4, width - 4 - 18
            pdf.set_fill_color(*_TRACK)
            pdf.rect(left, top + 1.9, room, 2.2, style="F")
            if share:
                pdf.set_fill_color(*_ACCENT)
                pdf.rect(left, top + 1.9, max(room * share, 0.3), 2.2, style="F")
            pdf.set_x(left - 4)
        _cell(pdf, column, width, lines)
    pdf.set_xy(pdf.l_margin, top + _height(row))
    _rule(pdf, LINE)


def _cell(pdf: FPDF, column: Column, width: float, lines: list[str]) -> None:
    """Numbers to the right, but clear of a text that begins in the next column."""
    left, top = pdf.get_x(), pdf.get_y()
    gap = 0.0 if left + width > pdf.l_margin + pdf.epw - 1 else 2.0
    align = "L" if _left(column) else "R"
    for number, line in enumerate(lines):
        pdf.set_xy(left, top + number * _FURTHER)
        pdf.cell(width - gap, _ROW, _fit(pdf, line, width - gap - 2), align=align)
    pdf.set_xy(left + width, top)


def _rule(pdf: FPDF, colour: tuple[int, int, int]) -> None:
    pdf.set_draw_color(*colour)
    pdf.set_line_width(0.15)
    # Text stands c_margin inside its cell; rules and frames begin and end where it does.
    left, right = pdf.l_margin + pdf.c_margin, pdf.l_margin + pdf.epw - pdf.c_margin
    pdf.line(left, pdf.get_y(), right, pdf.get_y())


def _left(column: Column) -> bool:
    return column.kind in (CellKind.TEXT, CellKind.PHONE, CellKind.MOMENT, CellKind.LINK)


def _fit(pdf: FPDF, text: str, width: float) -> str:
    """Shortened with an ellipsis to what the width holds."""
    if pdf.get_string_width(text) <= width:
        return text
    while text and pdf.get_string_width(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"
